"""Models side by side: the page on which columns are chosen, and the prebuilt comparisons."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache, partial
from math import log10
from typing import Any

from markupsafe import Markup, escape

from atlas.catalog import Catalog
from atlas.facts.show import Shown
from atlas.pages.renderer import Page, Renderer
from atlas.schema.registry import Field
from atlas.views.comparison.cells import text as text_of
from atlas.views.comparison.kinship import kinship
from atlas.views.comparison.pairs import Comparison, Member, by_model, comparisons
from atlas.views.comparison.sentences import sentences
from atlas.views.comparison.table import ComparedRow, ComparisonTable

_ROOT = "../../"
_RELATED = 8
_BESIDE = 6


def pages(renderer: Renderer) -> Iterator[Page]:
    """The page `compare/`, and a page for each comparison if the settings want them."""
    text = "Set two to six language models side by side: sizes, architecture, training, licence, each with its source."
    yield renderer.page("compare", "compare/", "Compare", text, partial(_index, renderer))
    if renderer.settings.comparisons:
        for comparison in comparisons(renderer.catalog).values():
            title = comparison.title if comparison.curated else f"{comparison.title}: what changed"
            context = partial(_comparison, renderer, comparison)
            yield renderer.page("comparison", comparison.address, title, _description(comparison), context)


def _description(comparison: Comparison) -> str:
    what = "what changed and what stayed" if comparison.edges else "side by side"
    return (
        f"{comparison.title}, {what}: sizes, architecture, tokenizer, training, licence; every value with its source."
    )


def _index(renderer: Renderer) -> dict[str, Any]:
    found = comparisons(renderer.catalog).values() if renderer.settings.comparisons else ()
    return {
        "curated": [comparison for comparison in found if comparison.curated],
        "kin": sorted((c for c in found if not c.curated), key=lambda c: c.title.casefold()),
    }


def _comparison(renderer: Renderer, comparison: Comparison) -> dict[str, Any]:
    catalog = renderer.catalog
    table = ComparisonTable(catalog, comparison)
    return {
        "comparison": comparison,
        "columns": table.columns,
        "groups": [(id_, title, [_row(catalog, table, row) for row in rows]) for id_, title, rows in table.groups],
        "sentences": sentences(table, kinship(catalog, table)),
        "related": related(catalog, comparison),
    }


def _row(catalog: Catalog, table: ComparisonTable, row: ComparedRow) -> tuple[Field, str, Markup]:
    """(line, standing, cells as HTML)"""
    found = []
    for column, cell in zip(table.columns, row.cells, strict=True):
        kept = _cells(catalog, column.member)
        html = kept.get(row.line.path)
        if html is None:
            html = kept[row.line.path] = _td(column.page, column.name, row.line, cell)
        found.append(html)
    return row.line, row.standing, Markup("".join(found))


@lru_cache(maxsize=32_768)
def _cells(catalog: Catalog, member: Member) -> dict[str, str]:
    """Cells of a column as HTML by line, filled as they are made: a model stands in several comparisons."""
    return {}


def related(catalog: Catalog, comparison: Comparison) -> list[Comparison]:
    """Comparisons that share a model with this one, those that share most first."""
    own = {member.model for member in comparison.members}
    near = {other.id: other for model in own for other in by_model(catalog)[model] if other.id != comparison.id}

    def shared(other: Comparison) -> int:
        return len(own & {member.model for member in other.members})

    return sorted(near.values(), key=lambda other: (-shared(other), not other.curated, other.id))[:_RELATED]


def beside(renderer: Renderer, id_: str, near: Iterable[str]) -> list[tuple[str, str]]:
    """(name, address) of what a model page offers to compare with: parents, children and the nearest models.

    What has a page of its own leads there, the rest to `compare/` with both columns chosen.
    """
    found: dict[str, str] = {}
    if renderer.settings.comparisons:
        for comparison in sorted(by_model(renderer.catalog).get(id_, ()), key=lambda found: not found.edges):
            others = [member.model for member in comparison.members if member.model != id_]
            whole = all(member.variant is None for member in comparison.members)
            if whole and len(comparison.members) == 2 and len(others) == 1:
                found.setdefault(others[0], comparison.address)
    for other in near:
        found.setdefault(other, f"compare/?m={id_},{other}")
    return [(renderer.catalog.models[other].name, address) for other, address in found.items()][:_BESIDE]


def _td(page: str, name: str, line: Field, cell: Shown) -> str:
    """A cell as HTML. The script of `compare/` makes the same."""
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
