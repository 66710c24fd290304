"""What stands in a cell of a table of models: a text, links to what it names, or a kind of absence."""

from __future__ import annotations

from dataclasses import dataclass

from atlas.facts.show import Shown
from atlas.schema.registry import Field

_LINKS = 2
_ONE_LINK = "organizations"


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell. `state`: why there is no value, or nothing. `links` are (address of a page, name), the first few; `more`
    counts those left out."""

    text: str
    state: str = ""
    sort: float | str | None = None
    links: tuple[tuple[str, str], ...] = ()
    more: int = 0


def cell(field: Field, shown: Shown) -> Cell:
    """A fact in a narrow place: dates in the form that sorts, the first names of a list, computed stand-ins marked."""
    if not shown.known:
        return Cell(shown.text, shown.standing)
    pages = tuple((address, name) for name, address in shown.terms if address)
    most = 1 if field.path == _ONE_LINK else _LINKS
    text = str(shown.sort) if field.kind == "date" else shown.text
    if shown.standing == "derived" and field.filled_by:
        text = f"≈ {text}"
    return Cell(text, "", shown.sort, pages[:most], max(0, len(pages) - most))
