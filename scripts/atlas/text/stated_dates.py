"""Does a quoted text state a date? Any written form counts, and each is as precise as it is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from atlas.text.dates import PartialDate

Stated = tuple[int | None, int | None, int | None]
"""Year, month and day, as far as a text says them."""

_NAMES = """
January Jan|February Feb|March Mar|April Apr|May|June Jun|July Jul|August Aug|September Sept Sep|October Oct|
November Nov|December Dec
"""
_MONTHS = {name: number for number, names in enumerate(_NAMES.split("|"), 1) for name in names.split()}
_NAME = f"(?P<name>{'|'.join(sorted(_MONTHS, key=len, reverse=True))})\\b\\.?"
_DAY = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>1[6-9]\d\d|20[0-3]\d)"
_FORMS = [
    re.compile(form)
    for form in (
        rf"(?<!\d){_YEAR}(?P<sign>[-/.])(?P<month>[01]?\d)(?P=sign)(?P<day>[0-3]?\d)(?!\d)",
        rf"(?<!\d)(?P<one>[0-3]?\d)(?P<sign>[-/.])(?P<two>[0-3]?\d)(?P=sign){_YEAR}(?!\d)",
        rf"{_YEAR} ?[年년] ?(?P<month>1?\d) ?[月월](?: ?(?P<day>[0-3]?\d) ?[日일])?",
        r"(?<!\d)(?P<month>1?\d) ?[月월] ?(?P<day>[0-3]?\d) ?[日일]",
        rf"{_NAME} ?{_DAY},? ?{_YEAR}(?!\d)",
        rf"(?<!\d){_DAY}[ -]?(?:of )?{_NAME},?[ -]?{_YEAR}(?!\d)",
        rf"{_NAME},? ?(?:of )?{_YEAR}(?!\d)",
        rf"(?<!\d){_YEAR}-(?P<month>[01]\d)(?!\d)",
        rf"{_NAME} {_DAY}(?![\d.,]*\d)",
        rf"(?<!\d){_DAY} {_NAME}",
        rf"(?i:\bin|\bof|\byear\W{{0,3}}|\(|©) ?{_YEAR}(?![\d.,]*\d| [a-z]+s\b)",  # not "in 2000 steps"
        rf"^{_YEAR}$",
    )
]
"""From the most to the least exact; what one has read is not read again by the next."""


@lru_cache(maxsize=1024)
def dates(text: str) -> tuple[Stated, ...]:
    """Every date that a text states."""
    found: list[Stated] = []
    for form in _FORMS:
        for match in form.finditer(text):
            found += _readings(match.groupdict())
        text = form.sub("¦", text)
    return tuple(dict.fromkeys(found))


def _readings(parts: dict[str, str | None]) -> Iterator[Stated]:
    year = int(parts.get("year") or 0) or None
    if "one" in parts:  # 07/26/2020 or 26/07/2020
        one, two = int(parts["one"] or 0), int(parts["two"] or 0)
        yield from (
            (year, month, day) for month, day in ((one, two), (two, one)) if 1 <= month <= 12 and 1 <= day <= 31
        )
        return
    day = int(parts.get("day") or 0) or None
    name = parts.get("name")
    month = _MONTHS[name] if name else int(parts.get("month") or 0) or None
    if year is None and name == "May":
        return  # "May 3 models …"
    if (month or 1) <= 12 and (day or 1) <= 31:
        yield year, month, day


def contradicts(text: str, value: PartialDate) -> bool:
    """Whether a text states dates, and none of them can be this one.

    What a text says less exactly does not count where it says the same more exactly: "July 23, 2024 … in 2024".
    """
    own = _of(value)
    stated = [date for date in dates(text) if _shared(date, own)]
    return bool(stated) and not any(
        _agree(date, own) and all(_agree(other, own) for other in stated if _refines(other, date)) for date in stated
    )


def _of(value: PartialDate) -> Stated:
    year, month, day = (*map(int, value.text.split("-")), None, None)[:3]
    return year, month, day


def _shared(one: Stated, two: Stated) -> list[tuple[int, int]]:
    """The parts that both say."""
    return [(a, b) for a, b in zip(one, two, strict=True) if a is not None and b is not None]


def _agree(one: Stated, two: Stated) -> bool:
    return all(a == b for a, b in _shared(one, two))


def _refines(fine: Stated, coarse: Stated) -> bool:
    """Whether one date says all that the other says, and more."""
    known = sum(part is not None for part in fine) > sum(part is not None for part in coarse)
    return known and all(part is None or part == other for part, other in zip(coarse, fine, strict=True))
