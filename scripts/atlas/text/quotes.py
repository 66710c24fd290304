"""Does a quoted sentence or table row state a number? Values are compared, not strings."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from fractions import Fraction
from functools import lru_cache

from atlas.text.quantity import SUFFIXES, Quantity

_SCALES = {"thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12}
_SCALES |= {"kb": 10**3, "mb": 10**6, "gb": 10**9, "tb": 10**12, "pb": 10**15}
_SCALES |= {"k": 10**3, "m": 10**6, "mn": 10**6, "b": 10**9, "bn": 10**9, "t": 10**12}
_UNITS = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"
_WORDS = {word: number for number, word in enumerate([*_UNITS.split(), "seventeen", "eighteen", "nineteen"])}
_TENS = {
    w: 10 * n for n, w in enumerate(["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], 2)
}
_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁺", "0123456789+")

# Commas group thousands (also LaTeX's {,}); a plain space never does.
_NUMBER = re.compile(
    r"""(?<![\d.])
    (?P<digits>\d{1,3}(?:(?:,|\{,\})\d{3}){1,9}(?!\d)(?:\.\d{1,15})?|\d{1,30}(?:\.\d{1,15})?|\.\d{1,15})
    (?:(?:\s*(?:×|x|\*|·|\\times|\\cdot)\s*10\s*\^\s*\{?(?P<power>\+?\d{1,2})\}?)
       |[eE]\+?(?P<exponent>\d{1,2})(?!\d))?
    (?:[\s~-]?(?P<scale>(?i:thousand|million|billion|trillion)|mn|bn|[KMGTPkmgt]B|[KMBTkmbt])(?![A-Za-z]))?
    """,
    re.VERBOSE,
)
_POWER = re.compile(r"(?<![\d.^])(?<![×x*·] )(?<![×x*·])(?<!times )(?<!times)(?<!cdot )10\s*\^\s*\{?(\d{1,2})\}?")
_WORD = re.compile(r"[a-z]+(?:-[a-z]+)?")


@lru_cache(maxsize=4096)
def numbers(quote: str) -> tuple[Quantity, ...]:
    """Every number that a quote states, with the precision with which it states it."""
    return tuple(_numbers(quote))


def _numbers(quote: str) -> Iterator[Quantity]:
    text = re.sub(r"10([⁰¹²³⁴⁵⁶⁷⁸⁹⁺]+)", lambda m: f"10^{m[1].translate(_SUPERSCRIPTS)}", quote)
    for power in _POWER.finditer(text):
        yield _stated(Fraction(10 ** int(power[1])), Fraction(10 ** int(power[1])), power[0], rounded=True)
    for match in _NUMBER.finditer(_POWER.sub(" ", text)):
        yield from _readings(match)
    yield from _number_words(text.lower())


def _readings(match: re.Match[str]) -> Iterator[Quantity]:
    digits = match["digits"].replace("{,}", "").replace(",", "")
    decimals = len(digits.partition(".")[2])
    base = Fraction(digits if digits[0] != "." else "0" + digits)
    power = int(match["power"] or match["exponent"] or 0)
    scale = _SCALES[match["scale"].lower()] if match["scale"] else 1
    unit = Fraction(scale) * 10**power
    stated = [(base * unit, unit / 10**decimals, power > 0 or scale > 1)]
    if scale > 1 and " " in match[0]:  # "12 B" in a table may be a plain 12 in one column and a B in the next
        stated.append((base * 10**power, Fraction(1, 10**decimals), power > 0))
    for value, precision, rounded in stated:
        if value.denominator == 1:  # facts are whole numbers; 11.7 supports none
            yield _stated(value, precision, match[0], rounded=rounded)


def _stated(value: Fraction, precision: Fraction, text: str, *, rounded: bool) -> Quantity:
    return Quantity(int(value), text, precision, rounded)


def _number_words(text: str) -> Iterator[Quantity]:
    """`twelve`, `twenty-four`, `twelve-layer`, `two million`; only what papers spell out."""
    words = list(_WORD.findall(text))
    for position, word in enumerate(words):
        first, _, second = word.partition("-")
        value = _WORDS.get(first, _TENS.get(first))
        if value is None:
            continue
        if first in _TENS and second in _WORDS:
            value += _WORDS[second]
        following = second or (words[position + 1] if position + 1 < len(words) else "")
        scale = _SCALES.get(following, 100 if following == "hundred" else 1) if len(following) > 2 else 1
        yield Quantity(value * scale, word, Fraction(scale), scale > 1)


@lru_cache(maxsize=4096)
def _by_precision(quote: str) -> dict[tuple[Fraction, bool], list[int]]:
    """The numbers of a quote in order, by precision: a long table is not gone through for each of its numbers."""
    found: dict[tuple[Fraction, bool], set[int]] = {}
    for stated in numbers(quote):
        found.setdefault((stated.precision, stated.rounded), set()).add(stated.value)
    return {precision: sorted(values) for precision, values in found.items()}


def states(quote: str, value: Quantity, *, binary_k: bool = False) -> bool:
    """Whether a quote states a value.

    `binary_k`: for context lengths, where a quoted `128K` also stands for 131,072.
    """
    for (precision, rounded), values in _by_precision(quote).items():
        slack = value.slack(precision, rounded)
        if _has_between(values, value.value - slack, value.value + slack):
            return True
        if binary_k and precision == SUFFIXES["K"] and value.value % 1024 == 0:
            thousands = value.value // 1024 * 1000
            if _has_between(values, thousands, thousands + 999):
                return True
    return False


def _has_between(values: list[int], low: Fraction | int, high: Fraction | int) -> bool:
    at = bisect_left(values, low)
    return at < len(values) and values[at] <= high
