"""Rules about the lineage of models."""

from __future__ import annotations

from collections.abc import Iterator

from atlas.catalog import Catalog, Entry, per_catalog
from atlas.rules.framework import Finding, rule
from atlas.schema.choices import RELATIONS
from atlas.schema.errors import nearest
from atlas.schema.record import Model


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
            if own not in (record.variants or {}):
                fix = nearest(own, list(record.variants or {})) or "name a variant of this record"
                yield Finding((*place, "variants", position), f'"{own}" is not a variant of this record', fix)
        key = (relation.type, relation.model, relation.variant, relation.variants)
        if key in seen:
            yield Finding(place, f'repeats the relation {relation.type} "{relation.model}"', "keep one of them")
        seen.add(key)


@per_catalog
def _circling(catalog: Catalog) -> dict[str, set[str]]:
    """Predecessors of the models that may lie on a circle: what is left when all loose ends are taken away."""
    before = {
        id_: {r.model for r in model.relations or () if r.type == "successor-of" and r.model in catalog.models}
        for id_, model in catalog.models.items()
    }
    after: dict[str, set[str]] = {id_: set() for id_ in before}
    for id_, predecessors in before.items():
        for predecessor in predecessors:
            after[predecessor].add(id_)
    loose = [id_ for id_, predecessors in before.items() if not predecessors]
    while loose:
        id_ = loose.pop()
        for successor in after[id_]:
            before[successor].discard(id_)
            if not before[successor]:
                loose.append(successor)
    return {id_: predecessors for id_, predecessors in before.items() if predecessors}


@rule("models")
def successor_cycle(catalog: Catalog, entry: Entry) -> Iterator[Finding]:
    """Following `successor-of` never leads back to the start."""
    before = _circling(catalog)
    for index, relation in enumerate(_model(entry).relations or ()):
        if relation.type != "successor-of" or relation.model == entry.id or entry.id not in before:
            continue
        trail = _trail(relation.model, entry.id, before)
        if trail:
            way = " → ".join([entry.id, *trail])
            yield Finding(
                ("relations", index), f"successor-of runs in a circle: {way}", "remove the wrong one of these"
            )


def _trail(start: str, goal: str, before: dict[str, set[str]]) -> list[str]:
    """The ids from `start` to `goal` along predecessors; empty if there is no such way."""
    ways, seen = [[start]], {start}
    while ways:
        way = ways.pop()
        if way[-1] == goal:
            return way
        for id_ in sorted(before.get(way[-1], ())):
            if id_ not in seen:
                seen.add(id_)
                ways.append([*way, id_])
    return []


@rule("models")
def child_older_than_parent(catalog: Catalog, entry: Entry) -> Iterator[Finding]:
    """A model that was made from another (fine-tuned, distilled, initialised …) was not released before it.
    Dates are compared at the coarser precision."""
    record = _model(entry)
    for index, relation in enumerate(record.relations or ()):
        parent = catalog.models.get(relation.model)
        if not RELATIONS[relation.type].derived or parent is None or not (record.released and parent.released):
            continue
        if record.released.is_before(parent.released):
            message = f'is {relation.type} "{relation.model}" of {parent.released}, but was released {record.released}'
            yield Finding(("relations", index), message, "correct one of the dates, or the relation")


def _one_of(variants: list[str]) -> str:
    return f"use one of {', '.join(variants)}" if variants else "leave it out: that record has no variants"


def _model(entry: Entry) -> Model:
    assert isinstance(entry.record, Model)
    return entry.record
