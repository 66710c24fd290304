"""How long it takes to send a corpus through an encoder once."""

from __future__ import annotations

from math import ceil
from typing import Any

from atlas.elements.element import Element, Parameter, Values, fixed, grouped

DOCUMENTS = 4_000_000
GPU = {"documents": DOCUMENTS, "tokens": 512, "limit": 512, "batch": 256, "seconds": 2.116}
CPU = GPU | {"batch": 32, "seconds": 12.271}
CASES = (
    ("Abstracts, graphics card", GPU),
    ("Full texts, graphics card", GPU | {"tokens": 5120}),
    ("Abstracts, laptop processor", CPU),
    ("Full texts, laptop processor", CPU | {"tokens": 5120}),
)
_UNITS = ((86_400, "days"), (3_600, "hours"), (60, "minutes"), (1, "seconds"))


def compute(values: Values) -> dict[str, Any]:
    """Chunks of a document are its tokens / longest input, rounded up. Batches are documents × chunks / batch size,
    rounded up. Time is batches × time of a batch."""
    chunks = ceil(values["tokens"] / values["limit"])
    batches = ceil(values["documents"] * chunks / values["batch"])
    seconds = batches * values["seconds"]
    return {
        "chunks": grouped(chunks),
        "batches": grouped(batches),
        "minutes": fixed(seconds / 60, 2),
        "hours": fixed(seconds / 3600, 1),
        "time": duration(seconds),
        "rate": fixed(values["documents"] / seconds, 1),
        "first": fixed(chunks * values["seconds"], 1),
    }


def duration(seconds: float) -> str:
    """Seconds in the largest unit of which there are at least two, with one decimal: 9.2 hours."""
    size, unit = next(((size, unit) for size, unit in _UNITS if seconds >= 2 * size), (1, "seconds"))
    return f"{fixed(seconds / size, 1)} {unit}"


def _more(_: Any, __: Values) -> dict[str, Any]:
    return {"rows": [(name, case, compute(case)) for name, case in CASES]}


ELEMENT = Element(
    id="featurising-time",
    title="Time to featurise a corpus",
    about="How long an encoder takes to read a corpus once, from the time of one batch.",
    parameters={
        "documents": Parameter("Documents", DOCUMENTS, 1, 10**10, step=1),
        "tokens": Parameter("Tokens in each", 512, 1, 10**6, step=1),
        "limit": Parameter("Longest input", 512, 1, 10**6, step=1, unit="tokens"),
        "batch": Parameter("Batch", 256, 1, 10**5, step=1, unit="inputs"),
        "seconds": Parameter("Time of a batch", 2.116, 0.0001, 10**5, step=0.001, unit="seconds"),
    },
    compute=compute,
    more=_more,
    cases=(*(case for _, case in CASES), GPU | {"documents": 1}, GPU | {"tokens": 513, "seconds": 0.2116}),
    script=True,
)
