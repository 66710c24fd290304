"""Numbers as people and papers write them: `110M`, `1.5B`, `1.2e24`, `30522`, `16GB`.

A quantity keeps the author's form for pages, the integer for programs, and the precision of what was
written so that two statements of the same number can be compared fairly.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction

from atlas.text.problems import Unreadable

SUFFIXES = {"K": 10**3, "M": 10**6, "B": 10**9, "T": 10**12}
_COUNT = re.compile(r"(\d{1,30})(?:\.(\d{1,15}))?(?:[eE]\+?(\d{1,2}))?([KMBT])?")
_BYTES = re.compile(r"(\d{1,15})(?:\.(\d{1,6}))?(?: ?([KMGTP])B)?")
_BYTE_UNITS = {"K": 10**3, "M": 10**6, "G": 10**9, "T": 10**12, "P": 10**15}


@dataclass(frozen=True, slots=True)
class Quantity:
    """A whole number, how it was written, and the size of one unit of its last written digit."""

    value: int
    text: str
    precision: Fraction
    rounded: bool  # written with a suffix or an exponent, hence to be compared at its precision

    @classmethod
    def parse(cls, text: str) -> Quantity:
        """Read a count such as `110M`, `1.5B`, `3.14e23` or `30522`.

        Raises Unreadable, which proposes the mend, for anything else (also negative numbers,
        separators, and values that are not whole).
        """
        match = _COUNT.fullmatch(text) if text.isascii() else None
        if not match:
            raise Unreadable(f'"{text}" is not a quantity', _mend(text))
        whole, decimals, exponent, suffix = match.groups()
        unit = Fraction(SUFFIXES[suffix] if suffix else 1) * 10 ** int(exponent or 0)
        return cls._built(text, whole, decimals, unit, rounded=bool(suffix or exponent))

    @classmethod
    def parse_bytes(cls, text: str) -> Quantity:
        """Read an amount of data in decimal units: `16GB`, `1.1TB`, or a plain number of bytes."""
        match = _BYTES.fullmatch(text) if text.isascii() else None
        if not match:
            raise Unreadable(f'"{text}" is not an amount of data', "write for example 16GB or 1.1TB")
        whole, decimals, unit = match.groups()
        return cls._built(text, whole, decimals, Fraction(_BYTE_UNITS[unit] if unit else 1), rounded=bool(unit))

    @classmethod
    def _built(cls, text: str, whole: str, decimals: str | None, unit: Fraction, *, rounded: bool) -> Quantity:
        number = Fraction(int(whole + (decimals or "")), 10 ** len(decimals or "")) * unit
        if number.denominator != 1:
            raise Unreadable(f'"{text}" is not a whole number', "write a whole number or a suffix K, M, B or T")
        return cls(int(number), text, unit / 10 ** len(decimals or ""), rounded)

    @classmethod
    def exactly(cls, value: int) -> Quantity:
        """A quantity known to the last digit."""
        return cls(value, str(value), Fraction(1), False)

    def agrees_with(self, other: Quantity) -> bool:
        """Whether both can state the same number.

        When either is written with a suffix or exponent they are compared at the coarser written precision,
        otherwise exactly.
        """
        return abs(self.value - other.value) <= self.slack(other.precision, other.rounded)

    def slack(self, precision: Fraction, rounded: bool) -> Fraction:
        """By how much a number of this precision may differ to agree."""
        if not (self.rounded or rounded):
            return Fraction(0)
        return max(self.precision if self.rounded else Fraction(1), precision if rounded else Fraction(1)) / 2

    def __str__(self) -> str:
        return self.text


_LARGEST_INTEGER = 2**53
"""Up to here every client tells whole numbers apart: most read all numbers as doubles, and some refuse larger ones."""


def for_json(value: int | float) -> int | float:
    """A number as JSON is to have it: beyond 2⁵³ with an exponent (2.6112e+20), which every client reads alike."""
    return float(value) if abs(value) > _LARGEST_INTEGER else value


def _mend(text: str) -> str:
    plain = re.sub(r"[,_ ]", "", text)
    for candidate in (plain, plain.upper(), plain.replace("k", "K")):
        if candidate != text and _COUNT.fullmatch(candidate):
            return f"write {candidate}"
    return "write a whole number, or a number with K, M, B or T, or like 1.2e24"


def short(value: int | float) -> str:
    """A count in three significant digits with a suffix: 109482240 -> `109M`, 6738415616 -> `6.74B`."""
    for suffix in ("T", "B", "M", "K"):
        unit = SUFFIXES[suffix]
        if value >= unit * 0.9995:
            return f"{_three_digits(value / unit)}{suffix}"
    return f"{value:g}"


def short_bytes(value: int | float) -> str:
    """An amount of data in three significant digits: 16e9 -> `16.0 GB`. Units are decimal, the space does not break."""
    for unit, size in reversed(_BYTE_UNITS.items()):
        if value >= size * 0.9995:
            return f"{_three_digits(value / size)}\N{NO-BREAK SPACE}{'k' if unit == 'K' else unit}B"
    return f"{value:.0f}\N{NO-BREAK SPACE}B"


def _three_digits(number: float) -> str:
    return f"{number:.0f}" if number >= 99.95 else f"{number:.1f}" if number >= 9.995 else f"{number:.2f}"


def scientific(value: int | float) -> str:
    """Two decimals with a power of ten, for large counts of operations: 3.14 × 10²³."""
    mantissa, exponent = f"{value:.2e}".split("e")
    superscripts = str.maketrans("0123456789-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻")
    return f"{mantissa} × 10{str(int(exponent)).translate(superscripts)}"


def grouped(value: int) -> str:
    """Digits in groups of three, separated by commas: 30,522."""
    return f"{value:,}"


def decimal(value: float) -> str:
    """A number with as many decimals as it has, and digits in groups of three: 84.6, 3,125."""
    return f"{value:,.10g}"
