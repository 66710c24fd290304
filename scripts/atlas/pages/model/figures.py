"""What tells a model from others at a glance."""

from __future__ import annotations

from collections.abc import Iterator

from atlas import quantity
from atlas.catalog import Catalog
from atlas.derive.anatomy import architecture_of
from atlas.quantity import Quantity
from atlas.schema.facts import Facts
from atlas.views.columns import ACCESS
from atlas.views.facts import fact_book
from atlas.views.values import spread


def key_figures(catalog: Catalog, id_: str) -> str:
    """`110M–340M · 512 tokens · 2018 · open weights · Transformer encoder`.

    What is not known is left out, except a size that its makers keep back.
    """
    return " · ".join(_figures(catalog, id_))


def _figures(catalog: Catalog, id_: str) -> Iterator[str]:
    model = catalog.models[id_]
    variants: list[Facts] = list(catalog.variants(id_).values()) or [model]
    if model.kind == "architecture":
        yield "architecture"
    if sizes := spread((facts.parameters for facts in variants), _size):
        yield sizes
    elif fact_book(catalog, id_).standing("parameters", next(iter(catalog.variants(id_)), None)) == "undisclosed":
        yield "size undisclosed"
    if contexts := spread(facts.context_length for facts in variants):
        yield f"{contexts} tokens"
    if model.released:
        yield str(model.released.year)
    access = dict.fromkeys(ACCESS[facts.access] for facts in variants if facts.access)
    yield from [way[0].lower() + way[1:] if way[1].islower() else way for way in access]
    concept = catalog.concepts.get(architecture_of(catalog, model).type or "")
    if concept:
        yield concept.name


def _size(count: Quantity) -> str:
    """As written; a number to the last digit in three digits with a suffix."""
    return quantity.short(count.value) if count.text.isdigit() else count.text
