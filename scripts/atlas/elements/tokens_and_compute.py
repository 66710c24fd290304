"""Training compute, and how it is spent on parameters and tokens."""

from __future__ import annotations

from math import sqrt
from typing import Any

from atlas.catalog import Catalog
from atlas.elements.element import Element, Parameter, Values, fixed, short
from atlas.facts.reading import read
from atlas.facts.show import number, shown
from atlas.text.quantity import scientific

_BILLION = 10**9
_FIELDS = ("parameters", "training.tokens", "training_compute", "tokens_per_parameter")
MODELS = (("gopher", "280b"), ("chinchilla", "70b"), ("gpt-3", "175b"), ("llama", "65b"))


def compute(values: Values) -> dict[str, Any]:
    """Training costs about 6 operations for each parameter and each token: C = 6 × N × D. The makers of Chinchilla
    found that a given C is best spent with some 20 tokens for each parameter; that is N = √(C / 120) and D = 20 × N.
    It is the best for training alone: whoever serves a model long trains a smaller one on more."""
    parameters, tokens = values["parameters"] * _BILLION, values["tokens"] * _BILLION
    operations = 6 * parameters * tokens
    best = sqrt(operations / 120)
    return {
        "compute": scientific(operations),
        "ratio": fixed(tokens / parameters, 1),
        "best": short(best),
        "best_tokens": short(20 * best),
        "verdict": _verdict(tokens / parameters),
    }


def _verdict(ratio: float) -> str:
    if ratio < 10:
        return "large for its data: a smaller model would do better for the same compute"
    return "near the best for this compute" if ratio <= 40 else "small for its data: dearer to train, cheaper to use"


def _more(catalog: Catalog, _: Values) -> dict[str, Any]:
    known = [(m, v) for m, v in MODELS if m in catalog.models and v in catalog.variants(m)]
    rows = []
    for model, variant in known:
        sizes = [read(catalog, model, field, variant).value for field in _FIELDS[:2]]
        entered = dict(zip(("parameters", "tokens"), (number(s) / _BILLION for s in sizes if s), strict=False))
        name = catalog.variants(model)[variant].name or catalog.models[model].name
        rows.append((name, model, [shown(catalog, model, field, variant) for field in _FIELDS], entered))
    return {"rows": rows}


ELEMENT = Element(
    id="tokens-and-compute",
    title="Tokens and compute",
    about="What a model costs to train, and whether its size and its data fit together.",
    parameters={
        "parameters": Parameter("Parameters", 70.0, 0.001, 100_000, unit="billion"),
        "tokens": Parameter("Training tokens", 1400.0, 0.001, 1_000_000, unit="billion"),
    },
    compute=compute,
    more=_more,
    cases=(
        {"parameters": 280, "tokens": 300},
        {"parameters": 0.11, "tokens": 137.5},
        {"parameters": 8, "tokens": 15_000},
    ),
    script=True,
)
