"""Rules about the lineage of models."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from atlas.catalog import Catalog, Entry
from atlas.rules.framework import Finding, rule
from atlas.schema.errors import nearest
from atlas.schema.record import Model
from atlas.schema.variants import Component
from atlas.text.dates import PartialDate
from atlas.text.positions import FieldPath


@rule("models")
def broken_relation(catalog: Catalog, entry: Entry) -> Iterator[Finding]:
    """A relation leads to another record, names variants that exist on both sides, and stands only once."""
    record = _model(entry)
    seen = set()
    for index, relation in enumerate(record.relations or ()):
        place = ("relations", index)
        if relation.model == entry.id:
            yield Finding(
                (*place, "model"),
                "a record cannot be related to itself",
                "name the other record, or remove it",
            )
        target = catalog.variants(relation.model) if relation.model in catalog.models else {}
        if relation.variant and relation.model in catalog.models and relation.variant not in target:
            fix = nearest(relation.variant, list(target)) or _one_of(list(target))
            yield Finding((*place, "variant"), f'"{relation.variant}" is not a variant of "{relation.model}"', fix)
        for position, own in enumerate(relation.variants or ()):
            if own not in (record.variants or {}) and not entry.may_write("variants", own):
                fix = nearest(own, list(record.variants or {})) or "name a variant of this record"
                yield Finding((*place, "variants", position), f'"{own}" is not a variant of this record', fix)
        key = (relation.type, relation.model, relation.variant, relation.variants)
        if key in seen:
            yield Finding(place, f'repeats the relation {relation.type} "{relation.model}"', "keep one of them")
        seen.add(key)


@rule("models")
def child_older_than_parent(catalog: Catalog, entry: Entry) -> Iterator[Finding]:
    """Nothing was released before what it comes from: the other model of a relation or of a component; and what
    supersedes a model not before that model. Dates are compared at the coarser precision, those of the variants that
    are meant where they have their own."""
    record = _model(entry)
    for index, relation in enumerate(record.relations or ()):
        parent = _release(catalog, relation.model, relation.variant)
        child = _latest(record, relation.variants)
        if parent and child and child.is_before(parent):
            message = f'is {relation.type} "{relation.model}" of {parent}, but was released {child}'
            yield Finding(("relations", index), message, "correct one of the dates, or the relation")
    for path, part in _taken_over(record):
        own = (record.variants or {}).get(str(path[1])) if path[0] == "variants" else None
        parent, child = _release(catalog, part.model or "", part.variant), (own and own.released) or record.released
        if parent and child and child.is_before(parent):
            message = f'contains "{part.model}" of {parent}, but was released {child}'
            yield Finding((*path, "model"), message, "correct one of the dates, or the component")
    follower = _release(catalog, record.superseded_by or "", None)
    if follower and record.released and follower.is_before(record.released):
        message = f'"{record.superseded_by}" was released {follower}, before this, {record.released}'
        yield Finding(("superseded_by",), message, "correct one of the dates, or name another")


def _release(catalog: Catalog, id_: str, variant: str | None) -> PartialDate | None:
    """When a model came out, or one of its variants if it has a date of its own."""
    model = catalog.models.get(id_)
    if model is None:
        return None
    own = (model.variants or {}).get(variant or "")
    return own.released if own and own.released else model.released


def _latest(record: Model, variants: tuple[str, ...] | None) -> PartialDate | None:
    """The latest date on which what a relation is about came out: what is true of some variant is true of that."""
    all_variants = record.variants or {}
    dates = [all_variants[key].released or record.released for key in variants or all_variants if key in all_variants]
    return max((date for date in [*dates, *([] if dates else [record.released])] if date), key=str, default=None)


def _taken_over(part: Any, path: FieldPath = ()) -> Iterator[tuple[FieldPath, Component]]:
    """Components that are taken from other models, at any depth."""
    for name in ("variants", "components"):
        for key, below in (getattr(part, name, None) or {}).items():
            if isinstance(below, Component) and below.model:
                yield (*path, name, key), below
            yield from _taken_over(below, (*path, name, key))


def _one_of(variants: list[str]) -> str:
    return f"use one of {', '.join(variants)}" if variants else "leave it out: that record has no variants"


def _model(entry: Entry) -> Model:
    assert isinstance(entry.record, Model)
    return entry.record
