"""Rows of the tables that list models: one row a model, sizes as ranges over its variants."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from atlas.catalog import Catalog
from atlas.derive.anatomy import architecture_of
from atlas.schema.facts import Facts
from atlas.views.facts import FactBook, fact_book
from atlas.views.values import Value, absent, sort_key, spread

ACCESS = {
    "open-weights": "Open weights",
    "gated-weights": "Gated weights",
    "api": "API only",
    "on-request": "On request",
    "unreleased": "Unreleased",
}


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a model table."""

    id: str
    label: str
    numeric: bool
    description: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A model in a table."""

    id: str
    name: str
    kind: str
    cells: tuple[Value, ...]


COLUMNS = (
    Column("parameters", "Parameters", True, "Number of weights, as the makers count them"),
    Column("context", "Context", True, "Longest input, in tokens"),
    Column("released", "Released", False, "First public appearance"),
    Column("organization", "Organization", False, "Who made it"),
    Column("architecture", "Architecture", False, "The kind of network"),
    Column("layers", "Layers", True, "Blocks in the stack; for encoder–decoders the sum"),
    Column("tokens", "Training tokens", True, "Tokens processed in pre-training"),
    Column("access", "Access", False, "How one gets to use it"),
)


@lru_cache(maxsize=8192)
def row(catalog: Catalog, id_: str) -> Row:
    """One model as a table row."""
    model, book = catalog.models[id_], fact_book(catalog, id_)
    variants: Sequence[Facts] = list(catalog.variants(id_).values()) or [model]
    ids: Sequence[str | None] = list(catalog.variants(id_)) or [None]
    organizations = [catalog.organizations[o].name for o in model.organizations or () if o in catalog.organizations]
    released = model.released.text if model.released else ""
    cells = (
        _ranged(book, "parameters", variants, ids, lambda f: f.parameters),
        _ranged(book, "context_length", variants, ids, lambda f: f.context_length),
        Value(released, sort=released) if released else absent("not-researched"),
        Value(", ".join(organizations), sort=organizations[0].casefold())
        if organizations
        else absent("not-researched"),
        _architecture(catalog, model, book),
        _ranged(book, "layers", variants, ids, total_layers),
        _ranged(book, "training.tokens", variants, ids, lambda f: f.training and f.training.tokens),
        _access(variants, model.kind),
    )
    return Row(id_, model.name, model.kind, cells)


def total_layers(facts: Facts) -> int | None:
    """Layers of the stack; encoder and decoder layers added up."""
    if facts.layers is not None:
        return facts.layers
    if facts.encoder_layers is not None or facts.decoder_layers is not None:
        return (facts.encoder_layers or 0) + (facts.decoder_layers or 0)
    return None


def _ranged(
    book: FactBook,
    field: str,
    variants: Sequence[Facts],
    ids: Sequence[str | None],
    get: Callable[[Facts], Any],
) -> Value:
    values = [get(facts) for facts in variants]
    known = [value for value in values if value is not None]
    if not known:
        return absent(book.standing(field, ids[0]))
    largest = max(known, key=lambda v: sort_key(v))  # type: ignore[arg-type, return-value]
    return Value(spread(known), sort=sort_key(largest))


def _architecture(catalog: Catalog, model: Facts, book: FactBook) -> Value:
    type_ = architecture_of(catalog, model).type
    concept = catalog.concepts.get(type_ or "")
    if not concept:
        return absent(book.absence("architecture.type"))
    return Value(concept.name, sort=concept.name.casefold(), page=f"concepts/{type_}/")


def _access(variants: Sequence[Facts], kind: str) -> Value:
    if kind == "architecture":
        return Value("", "not-applicable")
    found = list(dict.fromkeys(facts.access for facts in variants if facts.access))
    if not found:
        return absent("not-researched")
    return Value(", ".join(ACCESS[a] for a in found), sort=list(ACCESS).index(found[0]))
