"""How many parameters a number of layers of some width has, and what depth asks for."""

from __future__ import annotations

from typing import Any

from atlas.catalog import Catalog
from atlas.elements.element import Element, Parameter, Values, fixed, short
from atlas.facts.reading import read
from atlas.facts.show import number, shown

_FIELDS = ("layers", "hidden_size", "parameters")
MODELS = (("gpt-3", "175b"), ("gopher", "280b"), ("m2m-100", "12b"), ("deepnet", "3-2b"), ("deepnet", "1000-layers"))
BARS = (("m2m-100", "12b"), ("deepnet", "3-2b"))
_LONGEST = 200


def compute(values: Values) -> dict[str, Any]:
    """A layer of width d, with a feed-forward network four times as wide, has about 12 d² weights, so that L layers
    have 12 L d². Embeddings are left out, and so is the second attention of a decoder that reads an encoder, 4 d² more.
    DeepNorm's constants are those for a stack of one kind: α = (2 L)^¼, β = (8 L)^−¼."""
    layers, width = values["layers"], values["width"]
    return {
        "parameters": short(12 * layers * width**2),
        "aspect": fixed(width / layers, 1),
        "alpha": fixed((2 * layers) ** 0.25, 2),
        "beta": fixed((8 * layers) ** -0.25, 2),
    }


def _more(catalog: Catalog, _: Values) -> dict[str, Any]:
    return {
        "rows": [_row(catalog, *which) for which in MODELS if _known(catalog, *which)],
        "bars": [bar for field in ("layers", "parameters") for bar in _bars(catalog, field)],
    }


def _known(catalog: Catalog, model: str, variant: str) -> bool:
    return model in catalog.models and variant in catalog.variants(model)


def _row(catalog: Catalog, model: str, variant: str) -> tuple[Any, ...]:
    found = [read(catalog, model, field, variant).value for field in _FIELDS[:2]]
    entered = dict(zip(("layers", "width"), (int(number(size)) for size in found if size), strict=False))
    return _name(catalog, model, variant), model, [shown(catalog, model, field, variant) for field in _FIELDS], entered


def _name(catalog: Catalog, model: str, variant: str) -> str:
    return catalog.variants(model)[variant].name or catalog.models[model].name


def _bars(catalog: Catalog, field: str) -> list[dict[str, Any]]:
    """A bar for each of two models: its name, its number as text, and its length in the drawing."""
    known = [which for which in BARS if _known(catalog, *which)]
    sizes = [number(read(catalog, model, field, variant).value or 0) for model, variant in known]
    return [
        {
            "field": field,
            "name": catalog.models[which[0]].name,
            "text": fixed(size) if field == "layers" else short(size),
            "length": round(_LONGEST * size / (max(sizes) or 1), 1),
        }
        for which, size in zip(known, sizes, strict=True)
    ]


ELEMENT = Element(
    id="depth-and-parameters",
    title="Depth and parameters",
    about="The same number of weights as many thin layers or few wide ones.",
    parameters={
        "layers": Parameter("Layers", 200, 1, 10_000),
        "width": Parameter("Width", 1024, 16, 100_000),
    },
    compute=compute,
    more=_more,
    cases=({"layers": 48, "width": 4096}, {"layers": 1, "width": 16}, {"layers": 96, "width": 12_288}),
    script=True,
    style=True,
)
