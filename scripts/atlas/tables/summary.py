"""What lists of models say of each: computed once a model, in one go, and small enough to be kept for all of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from atlas.catalog import Catalog, per_catalog
from atlas.facts.show import shown_facts
from atlas.tables import facets, figures
from atlas.tables.cells import Cell, cell
from atlas.tables.columns import COLUMNS


@dataclass(frozen=True, slots=True)
class Summary:
    """A model in lists.

    cells: of the model as a whole, by column. variants: of each variant, for the columns in which they may differ.
    facets: for each variant, its values of each facet. figures: what tells it from others at a glance.
    """

    cells: Mapping[str, Cell]
    variants: Mapping[str, tuple[Cell, ...]]
    facets: tuple[tuple[facets.Values, ...], ...]
    figures: str


@per_catalog
def summary(catalog: Catalog, id_: str) -> Summary:
    """The summary of a model. Whoever looks at all models asks for this, and for nothing that is larger."""
    facts = shown_facts(catalog, id_)
    whole, variants = {}, {}
    for name, column in COLUMNS.items():
        path = column.field.path
        whole[name] = cell(column.field, facts.of(path))
        if facts.readings.differs(path):
            variants[name] = tuple(cell(column.field, facts.of(path, variant)) for variant in facts.readings.variants)
    return Summary(whole, variants, facets.values(catalog, id_), figures.key_figures(catalog, id_))
