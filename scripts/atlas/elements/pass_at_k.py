"""pass@k from a number of samples, without bias."""

from __future__ import annotations

from typing import Any

from atlas.elements.element import Element, Parameter, Values, fixed

_SAMPLES = 200
CASES = ((2, "1 %"), (20, "10 %"), (100, "50 %"))


def compute(values: Values) -> dict[str, Any]:
    """Of n samples for a task, c pass its tests. The chance that at least one of k drawn from them passes is
    1 − C(n − c, k) / C(n, k), computed as a product: 1 − (n − c)/n × (n − c − 1)/(n − 1) × …, k factors. Taking
    1 − (1 − c/n)ᵏ instead gives too little, because the same sample can then be drawn twice."""
    samples, passing, drawn = values["n"], min(values["c"], values["n"]), min(values["k"], values["n"])
    return {
        "estimate": f"{fixed(100 * estimate(samples, passing, drawn), 1)} %",
        "naive": f"{fixed(100 * (1 - (1 - passing / samples) ** drawn), 1)} %",
        "single": f"{fixed(100 * passing / samples, 1)} %",
        "curve": _curve(samples, passing),
    }


def estimate(samples: int, passing: int, drawn: int) -> float:
    """pass@k, from 0 to 1."""
    failing = 1.0
    for number in range(drawn):
        failing *= max(0, samples - passing - number) / (samples - number)
    return 1 - failing


def _curve(samples: int, passing: int) -> str:
    """pass@k for k from 1 to 100, in a field of 100 by 50."""
    points, failing = [], 1.0
    for number in range(min(100, samples)):
        failing *= max(0, samples - passing - number) / (samples - number)
        points.append(f"{number + 1} {int(500 * failing + 0.5) / 10:g}")
    return "M" + "L".join(points)


def _more(_: Any, __: Values) -> dict[str, Any]:
    found = [
        (share, passing, [f"{fixed(100 * estimate(_SAMPLES, passing, k), 1)} %" for k in (1, 10, 100)])
        for passing, share in CASES
    ]
    return {"rows": found, "samples": _SAMPLES}


ELEMENT = Element(
    id="pass-at-k",
    title="pass@k from samples",
    about="The chance that one of k attempts at a programming task passes, estimated from n samples.",
    parameters={
        "n": Parameter("Samples", _SAMPLES, 1, 10_000, unit="n"),
        "c": Parameter("Of these, passing", 20, 0, 10_000, unit="c"),
        "k": Parameter("Attempts", 10, 1, 10_000, unit="k"),
    },
    compute=compute,
    more=_more,
    cases=(
        {"n": 1, "c": 1, "k": 1},
        {"n": 200, "c": 0, "k": 100},
        {"n": 5, "c": 9, "k": 9},
        {"n": 100, "c": 7, "k": 3},
    ),
    script=True,
    style=True,
)
