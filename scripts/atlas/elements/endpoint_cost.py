"""What an endpoint costs on processors and on graphics cards, with the reader's own prices."""

from __future__ import annotations

from math import ceil
from typing import Any

from atlas.elements.element import Element, Parameter, Values, fixed, grouped

RATES = (0.1, 1.0, 5.0, 10.0, 50.0, 100.0)
_HOUR = 3600


def compute(values: Values) -> dict[str, Any]:
    """Machines are requests a second × time of a batch / batch, rounded up. A month costs machines × price × hours. A
    thousand requests cost 1,000 × machines × price / (3,600 × requests a second). The card pays as long as its price is
    less than the processor's × processors / cards."""
    rate, hours = values["rate"], values["hours"]
    cpu = ceil(rate * values["cpu_seconds"] / values["cpu_batch"])
    gpu = ceil(rate * values["gpu_seconds"] / values["gpu_batch"])
    on_cpu, on_gpu = cpu * values["cpu_price"], gpu * values["gpu_price"]
    return {
        "cpu": grouped(cpu),
        "gpu": grouped(gpu),
        "cpu_month": fixed(on_cpu * hours, 2),
        "gpu_month": fixed(on_gpu * hours, 2),
        "cpu_thousand": fixed(1000 * on_cpu / (_HOUR * rate), 4),
        "gpu_thousand": fixed(1000 * on_gpu / (_HOUR * rate), 4),
        "ratio": fixed(cpu / gpu, 2),
        "verdict": _verdict(on_cpu, on_gpu),
    }


def _verdict(on_cpu: float, on_gpu: float) -> str:
    if on_cpu == on_gpu:
        return "both cost the same"
    return "processors are cheaper" if on_cpu < on_gpu else "graphics cards are cheaper"


def _more(_: Any, values: Values) -> dict[str, Any]:
    cases = [{**values, "rate": rate} for rate in RATES]
    return {"rows": [(f"{case['rate']:g}", {"rate": case["rate"]}, compute(case)) for case in cases]}


ELEMENT = Element(
    id="endpoint-cost",
    title="Cost of an endpoint",
    about="What processors and graphics cards cost for a load, with your own prices.",
    parameters={
        "rate": Parameter("Requests a second", 1.0, 0.0001, 10**6),
        "hours": Parameter("Hours a month", 720.0, 1, 744),
        "cpu_price": Parameter("Processor: price", 1.0, 0.0001, 10**5, unit="an hour"),
        "cpu_batch": Parameter("Processor: batch", 32, 1, 10**5),
        "cpu_seconds": Parameter("Processor: its time", 12.271, 0.0001, 10**5, unit="seconds"),
        "gpu_price": Parameter("Card: price", 1.0, 0.0001, 10**5, unit="an hour"),
        "gpu_batch": Parameter("Card: batch", 256, 1, 10**5),
        "gpu_seconds": Parameter("Card: its time", 2.116, 0.0001, 10**5, unit="seconds"),
    },
    compute=compute,
    more=_more,
    cases=({"rate": 10.0}, {"rate": 100.0, "gpu_price": 39.0}, {"rate": 0.1, "gpu_price": 2.5, "hours": 240.0}),
    script=True,
)
