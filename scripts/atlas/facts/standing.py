"""How the headline facts of a record stand: quoted, cited, without a source, or why they are missing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from atlas.catalog import Catalog, per_catalog
from atlas.facts.reading import Readings, readings
from atlas.schema.registry import Field, headline_fields

PRESENT = ("quoted", "cited", "unsupported")
"""Standings of facts that a record writes."""


@dataclass(frozen=True, slots=True)
class HeadlineFact:
    """How one headline fact stands: its path in the record (or where it would be), and its standing."""

    path: str
    field: Field
    standing: str


@per_catalog
def headline(catalog: Catalog, model: str) -> tuple[HeadlineFact, ...]:
    """Each headline fact once where it is written, and once for each gap (shared by all variants, or single)."""
    own = readings(catalog, model)
    entry = catalog.entries["models", model]
    written = (
        HeadlineFact(fact.dotted, fact.field, own.support.standing(fact.dotted))
        for fact in entry.written
        if fact.field.headline
    )
    return (*written, *(gap for path in headline_fields() for gap in _gaps(own, path)))


def _gaps(own: Readings, path: str) -> Iterator[HeadlineFact]:
    """Where a headline fact is missing, and not known from parts or from other facts either."""
    field = headline_fields()[path]
    found = own.each(path) if own.variants and path != "organizations" else {"": own.of(path)}
    gaps = {variant: reading.standing for variant, reading in found.items() if not reading.known}
    if len(gaps) == len(found) and len(set(gaps.values())) == 1:
        standing = next(iter(gaps.values()))
        if standing != "not-applicable" or path in (own.model.absent or {}):
            yield HeadlineFact(path, field, standing)
        return
    for variant, standing in gaps.items():
        if standing != "not-applicable":
            yield HeadlineFact(f"variants.{variant}.{path}", field, standing)
