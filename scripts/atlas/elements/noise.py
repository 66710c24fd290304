"""Forward diffusion of points in the plane, with the jump to any step at once."""

from __future__ import annotations

from functools import cache
from math import cos, pi, sin, sqrt
from typing import Any

from atlas.elements.chance import chance, normal
from atlas.elements.element import Element, Parameter, Values, fixed

STEPS = 1000
_FIRST, _LAST = 1e-4, 0.02
_POINTS, _SEED = 90, 5
_SCALE, _MIDDLE = 14, 50
SHOWN = (0, 100, 300, 1000)


def compute(values: Values) -> dict[str, Any]:
    """A step keeps √(1 − β) of each point and adds √β of Gaussian noise; β grows evenly from 0.0001 to 0.02 over 1,000
    steps. All steps up to t together are one: x_t = √ᾱ x₀ + √(1 − ᾱ) ε, where ᾱ is the product of all 1 − β up to t.
    So training can jump to any t. The same ε is kept here for every t."""
    kept = remaining(values["step"])
    signal, noise = sqrt(kept), sqrt(1 - kept)
    return {
        "step": str(values["step"]),
        "kept": fixed(kept, 5),
        "signal": fixed(signal, 3),
        "noise": fixed(noise, 3),
        "points": "".join(
            f"M{_place(signal * x + noise * dx)} {_place(signal * y + noise * dy)}h0" for x, y, dx, dy in _points()
        ),
    }


def remaining(step: int) -> float:
    """ᾱ after so many steps."""
    kept = 1.0
    for number in range(step):
        kept *= 1 - (_FIRST + (_LAST - _FIRST) * number / (STEPS - 1))
    return kept


@cache
def _points() -> tuple[tuple[float, float, float, float], ...]:
    """Points on a ring with two eyes in it, and the noise of each."""
    draw = chance(_SEED)
    found = []
    for number in range(_POINTS):
        if number < _POINTS - 20:
            angle = 2 * pi * number / (_POINTS - 20)
            x, y = 1.8 * cos(angle), 1.8 * sin(angle)
        else:
            angle = 2 * pi * number / 10
            x, y = (0.6 if number % 2 else -0.6) + 0.15 * cos(angle), -0.5 + 0.15 * sin(angle)
        found.append((x, y, normal(draw), normal(draw)))
    return tuple(found)


def _place(coordinate: float) -> str:
    return f"{int(10 * (_MIDDLE + _SCALE * coordinate + 100) + 0.5) / 10 - 100:.1f}"


def _more(_: Any, __: Values) -> dict[str, Any]:
    return {"stages": [compute({"step": step}) for step in SHOWN]}


ELEMENT = Element(
    id="noise",
    title="Noise, step by step or at once",
    about="How forward diffusion turns a picture into noise, and how one formula jumps to any step.",
    parameters={"step": Parameter("Step t", 200, 0, STEPS, slider=True)},
    compute=compute,
    more=_more,
    cases=({"step": 0}, {"step": 1}, {"step": 500}, {"step": 1000}),
    script=True,
    style=True,
)
