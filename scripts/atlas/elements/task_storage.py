"""What many tasks need in storage: full copies, or one model with adapters or prompts."""

from __future__ import annotations

from typing import Any

from atlas.catalog import Catalog
from atlas.elements.element import Element, Parameter, Values, fixed, short
from atlas.facts.reading import read
from atlas.facts.show import number

_BILLION = 10**9
MODELS = (("bert", "base"), ("bert", "large"), ("opt", "6-7b"), ("llama", "65b"), ("gpt-3", "175b"))
_FIELDS = ("parameters", "layers", "hidden_size")
_SIZES = ((10**12, "TB"), (10**9, "GB"), (10**6, "MB"), (10**3, "KB"))


def compute(values: Values) -> dict[str, Any]:
    """A full copy has all parameters of the model. An adapter of inner width m in a model of width d has
    2 × d × m + d + m, and there are two in each layer. A prompt of n vectors has n × d. Copies of k tasks are stored k
    times; small parts k times and the model once. Each parameter takes as many bytes as are entered."""
    model = values["parameters"] * _BILLION
    width, inner, tasks, each = values["width"], values["inner"], values["tasks"], values["bytes"]
    adapter = 2 * values["layers"] * (2 * width * inner + width + inner)
    prompt = values["vectors"] * width
    return {
        "copies": size(tasks * model * each),
        "adapters": size((model + tasks * adapter) * each),
        "prompts": size((model + tasks * prompt) * each),
        "adapter": size(adapter * each),
        "adapter_parameters": short(adapter),
        "prompt_parameters": short(prompt),
        "prompt": size(prompt * each),
    }


def size(count: float) -> str:
    """Bytes in the largest decimal unit of which there is at least one, with three significant digits: 34.0 GB."""
    unit, name = next(((unit, name) for unit, name in _SIZES if count >= unit * 0.9995), (1, "bytes"))
    amount = count / unit
    digits = 0 if unit == 1 or amount >= 99.95 else 1 if amount >= 9.995 else 2
    return f"{fixed(amount, digits)} {name}"


def _more(catalog: Catalog, values: Values) -> dict[str, Any]:
    rows = []
    for model, variant in ((m, v) for m, v in MODELS if m in catalog.models and v in catalog.variants(m)):
        facts = [read(catalog, model, field, variant).value for field in _FIELDS]
        if any(fact is None for fact in facts):
            continue
        parameters, layers, width = (number(fact) for fact in facts)
        entered = {"parameters": parameters / _BILLION, "layers": int(layers), "width": int(width)}
        name = catalog.variants(model)[variant].name or catalog.models[model].name
        rows.append((name, model, compute({**values, **entered}), entered))
    return {"rows": rows}


ELEMENT = Element(
    id="task-storage",
    title="Storage for many tasks",
    about="What a number of tasks needs as full copies, with adapters, and with learned prompts.",
    parameters={
        "tasks": Parameter("Tasks", 50, 1, 10**6),
        "parameters": Parameter("Parameters of the model", 0.34, 0.0001, 10**5, unit="billion"),
        "layers": Parameter("Layers", 24, 1, 10**4),
        "width": Parameter("Width", 1024, 1, 10**6),
        "inner": Parameter("Inner width of adapters", 64, 1, 10**5),
        "vectors": Parameter("Vectors of a prompt", 20, 1, 10**5),
        "bytes": Parameter("Bytes a parameter", 2, 1, 8),
    },
    compute=compute,
    more=_more,
    cases=(
        {"parameters": 11, "layers": 48, "width": 4096, "tasks": 100, "vectors": 5},
        {"parameters": 0.0001, "layers": 1, "width": 1, "inner": 1, "vectors": 1, "tasks": 1, "bytes": 1},
        {"parameters": 175, "layers": 96, "width": 12288, "tasks": 1000},
    ),
    script=True,
)
