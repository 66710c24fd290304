"""How single facts are shown: their text, where they lead, and what they rest on."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from atlas.dates import PartialDate
from atlas.quantity import Quantity, grouped
from atlas.schema.choices import ABSENCES

ABSENCE_TEXT = ABSENCES.labels | {"not-researched": "not researched", "unsupported": ""}


class Value(NamedTuple):
    """A fact ready to show. `sort` orders it in tables; `state` is a standing, or `derived`."""

    text: str
    state: str = "cited"
    evidence: str = ""  # anchor of its evidence on the model page
    title: str = ""  # tooltip: how it was derived
    sort: float | str | None = None
    page: str = ""  # address of the page it names

    @property
    def known(self) -> bool:
        return self.state in ("quoted", "cited", "unsupported", "derived")


def absent(state: str) -> Value:
    """The shown form of a fact that is not there."""
    return Value(ABSENCE_TEXT[state], state)


def text_of(value: Any) -> str:
    """A raw value as people read it: quantities as written, whole numbers grouped, dates with month names."""
    if isinstance(value, Quantity):
        return grouped(value.value) if value.text.isdigit() else value.text
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int):
        return grouped(value)
    if isinstance(value, PartialDate):
        return value.for_people
    if isinstance(value, tuple):
        return ", ".join(text_of(entry) for entry in value)
    return str(value)


def sort_key(value: Any) -> float | str | None:
    """A number or text to sort by; dates sort as text."""
    if isinstance(value, Quantity):
        return float(value.value)
    if isinstance(value, bool | int | float):
        return float(value)
    return None if value is None else str(value)


def spread(values: Iterable[Any], show: Callable[[Any], str] = text_of) -> str:
    """One text for several variants: the value, or smallest–largest."""
    known = sorted({sort_key(v): v for v in values if v is not None}.items())
    if not known:
        return ""
    first, last = show(known[0][1]), show(known[-1][1])
    return first if first == last else f"{first}–{last}"
