"""Models side by side: the page on which columns are chosen, and the ready-made comparisons."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

from atlas.comparison.kinship import kinship
from atlas.comparison.near import related
from atlas.comparison.pairs import ReadyComparison, comparisons
from atlas.comparison.sentences import sentences
from atlas.comparison.table import ComparisonTable
from atlas.pages.compare.markup import rows_html
from atlas.pages.kind import Found, Kind, Link, Page
from atlas.pages.renderer import Renderer
from atlas.search.listing import ResultGroup


def _chooser(renderer: Renderer) -> Iterator[Page]:
    text = "Set two to six language models side by side: sizes, architecture, training, licence, each with its source."
    yield COMPARE.page(renderer, "compare/", "Compare", text, partial(_ready_made, renderer))


def _ready_made(renderer: Renderer) -> dict[str, Any]:
    found = comparisons(renderer.catalog).values() if renderer.settings.comparisons else ()
    return {
        "curated": [comparison for comparison in found if comparison.curated],
        "kin": sorted((c for c in found if not c.curated), key=lambda c: c.title.casefold()),
    }


def _pages(renderer: Renderer) -> Iterator[Page]:
    """A page for each comparison, if the settings want them."""
    for comparison in comparisons(renderer.catalog).values() if renderer.settings.comparisons else ():
        title = comparison.title if comparison.curated else f"{comparison.title}: what changed"
        context = partial(_comparison, renderer, comparison)
        found = Found(title, text=str)  # its title says it all
        group = comparison.edges[0].subject if comparison.edges else comparison.members[0].model
        yield COMPARISON.page(renderer, comparison.address, title, _description(comparison), context, found, group)


def _description(comparison: ReadyComparison) -> str:
    what = "what changed and what stayed" if comparison.edges else "side by side"
    return (
        f"{comparison.title}, {what}: sizes, architecture, tokenizer, training, licence; every value with its source."
    )


def _comparison(renderer: Renderer, comparison: ReadyComparison) -> dict[str, Any]:
    catalog = renderer.catalog
    table = ComparisonTable(catalog, comparison)
    return {
        "comparison": comparison,
        "columns": table.columns,
        "groups": [(title, rows_html(catalog, table, rows)) for title, rows in table.groups],
        "sentences": sentences(table, kinship(catalog, table)),
        "related": related(catalog, comparison),
    }


COMPARE = Kind(
    id="compare",
    pages=_chooser,
    template="compare/chooser.html.j2",
    navigation=Link("Compare", "compare/", 20),
    scripts=("compare/compare", "compare/chooser"),
    styles=("compare/compare", "compare/chooser"),
    examples={"compare": "compare/"},
)
COMPARISON = Kind(
    id="comparison",
    pages=_pages,
    template="compare/page.html.j2",
    results=ResultGroup("comparisons", "Comparisons", 80, folder="compare/"),
    full_text=False,  # it has no words but those of its models
    scripts=("compare/compare",),
    styles=("compare/compare",),
    examples={
        "comparison": "compare/bert-vs-roberta-vs-albert/",
        "comparison-of-four": "compare/rnn-vs-lstm-vs-gru-vs-transformer/",
    },
)
