"""The cells of a ready-made comparison as HTML. The script of `compare/` makes the same."""

from __future__ import annotations

from collections.abc import Iterable
from math import log10

from markupsafe import Markup, escape

from atlas.catalog import MODELS_AT_A_TIME, Catalog, lately_per_catalog
from atlas.comparison.pairs import Member
from atlas.comparison.standings import text as text_of
from atlas.comparison.table import ComparedColumn, ComparedRow, ComparisonTable
from atlas.facts.show import Shown
from atlas.schema.registry import Field

_ROOT = "../../"


def rows_html(catalog: Catalog, table: ComparisonTable, rows: Iterable[ComparedRow]) -> Markup:
    """Lines of the table."""
    columns = [(column, _cells(catalog, column.member)) for column in table.columns]
    return Markup("".join(_row(columns, row) for row in rows))


def _row(columns: list[tuple[ComparedColumn, dict[str, str]]], row: ComparedRow) -> str:
    found = []
    for (column, kept), cell in zip(columns, row.cells, strict=True):
        html = kept.get(row.line.path)
        if html is None:
            html = kept[row.line.path] = _td(column.page, column.name, row.line, cell)
        found.append(html)
    kind = "" if row.standing == "differs" else f' class="{row.standing}"'
    return f'<tr{kind}><th scope="row">{escape(row.line.label)}</th>{"".join(found)}</tr>\n'


@lately_per_catalog(MODELS_AT_A_TIME)
def _cells(catalog: Catalog, member: Member) -> dict[str, str]:
    """Cells of a column as HTML by line, filled as they are made: a model stands in several comparisons."""
    return {}


def _td(page: str, name: str, line: Field, cell: Shown) -> str:
    if not cell.known:
        return f'<td class="absent">{escape(text_of(cell))}</td>'
    target = escape(f"{_ROOT}{page.partition('#')[0]}#{cell.anchor}") if cell.anchor else ""
    if any(address for _, address in cell.terms):
        inside = ", ".join(_link(text, address) for text, address in cell.terms)
        if target:
            label = escape(f"Source of {line.label.lower()}, {name}")
            inside += f' <a class="ref" href="{target}" aria-label="{label}">source</a>'
    else:
        inside = f'<a class="sourced" href="{target}">{escape(cell.text)}</a>' if target else str(escape(cell.text))
    return f"<td>{inside}{_bar(line, cell)}</td>"


def _link(text: str, address: str) -> str:
    return f'<a href="{_ROOT}{escape(address)}">{escape(text)}</a>' if address else str(escape(text))


def _bar(line: Field, cell: Shown) -> str:
    """A thin bar on the line's logarithmic scale; the lighter part is the range over the sizes."""
    if not line.scale or not cell.numbers:
        return ""
    low, high = (_place(line, number) for number in cell.numbers)
    span = f'<rect class="span" x="{low:g}" width="{high - low:g}" height="3"/>' if high > low else ""
    return (
        '<svg class="level" viewBox="0 0 100 3" preserveAspectRatio="none" aria-hidden="true">'
        f'<rect width="{low:g}" height="3"/>{span}</svg>'
    )


def _place(line: Field, number: float) -> float:
    """Where a number stands on the line's scale, from 0 to 100."""
    assert line.scale
    low, high = line.scale
    return 0 if number <= low else round(min(100.0, 100 * log10(number / low) / log10(high / low)), 1)
