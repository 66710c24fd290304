"""Chance that is the same for the same seed, here and in docs/assets/elements/chance.js."""

from __future__ import annotations

from collections.abc import Callable
from math import cos, log, pi, sqrt

_BITS = 0xFFFFFFFF


def chance(seed: int) -> Callable[[], float]:
    """Numbers from 0 up to 1, one at each call: the generator mulberry32 of Tommy Ettinger."""
    state = seed & _BITS

    def draw() -> float:
        nonlocal state
        state = (state + 0x6D2B79F5) & _BITS
        mixed = ((state ^ (state >> 15)) * (state | 1)) & _BITS
        mixed ^= (mixed + (((mixed ^ (mixed >> 7)) * (mixed | 61)) & _BITS)) & _BITS
        return (mixed ^ (mixed >> 14)) / 2**32

    return draw


def normal(draw: Callable[[], float]) -> float:
    """A number of the standard normal distribution, from two draws, by Box and Muller."""
    radius = sqrt(-2 * log(1 - draw()))
    return radius * cos(2 * pi * draw())
