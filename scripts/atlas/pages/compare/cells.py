"""The cells of a ready-made comparison as HTML. The script of `compare/` makes the same."""

from __future__ import annotations

from functools import lru_cache
from math import log10

from markupsafe import Markup, escape

from atlas.catalog import Catalog
from atlas.views.comparison.cells import Cell
from atlas.views.comparison.lines import Line
from atlas.views.comparison.pairs import Member
from atlas.views.comparison.table import Row, Table

_ROOT = "../../"


def shown(catalog: Catalog, table: Table, row: Row) -> tuple[Line, str, Markup]:
    """(line, standing, cells as HTML)"""
    found = []
    for column, cell in zip(table.columns, row.cells, strict=True):
        kept = _cells(catalog, column.member)
        html = kept.get(row.line.id)
        if html is None:
            html = kept[row.line.id] = _td(column.page, column.name, row.line, cell)
        found.append(html)
    return row.line, row.standing, Markup("".join(found))


@lru_cache(maxsize=32_768)
def _cells(catalog: Catalog, member: Member) -> dict[str, str]:
    """Cells of a column as HTML by line, filled as they are made: a model stands in several comparisons."""
    return {}


def _td(page: str, name: str, line: Line, cell: Cell) -> str:
    if not cell.known:
        return f'<td class="absent">{escape(cell.text)}</td>'
    target = escape(f"{_ROOT}{page.partition('#')[0]}#{cell.anchor}") if cell.anchor else ""
    if any(address for _, address in cell.items):
        inside = ", ".join(_link(text, address) for text, address in cell.items)
        if target:
            label = escape(f"Source of {line.label.lower()}, {name}")
            inside += f' <a class="ref" href="{target}" aria-label="{label}">source</a>'
    else:
        inside = f'<a class="sourced" href="{target}">{escape(cell.text)}</a>' if target else str(escape(cell.text))
    return f"<td>{inside}{_bar(line, cell)}</td>"


def _link(text: str, address: str) -> str:
    return f'<a href="{_ROOT}{escape(address)}">{escape(text)}</a>' if address else str(escape(text))


def _bar(line: Line, cell: Cell) -> str:
    """A thin bar on the line's logarithmic scale; the lighter part is the range over the sizes."""
    if not line.high or not cell.numbers:
        return ""
    low, high = (_place(line, number) for number in cell.numbers)
    span = f'<rect class="span" x="{low:g}" width="{high - low:g}" height="3"/>' if high > low else ""
    return (
        '<svg class="level" viewBox="0 0 100 3" preserveAspectRatio="none" aria-hidden="true">'
        f'<rect width="{low:g}" height="3"/>{span}</svg>'
    )


def _place(line: Line, number: float) -> float:
    """Where a number stands on the line's scale, from 0 to 100."""
    if number <= line.low:
        return 0
    return round(min(100.0, 100 * log10(number / line.low) / log10(line.high / line.low)), 1)
