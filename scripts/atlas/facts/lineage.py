"""Relations between models as sentences and as a graph."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from atlas.catalog import Catalog
from atlas.facts.usage import usage
from atlas.schema.choices import HAS_COMPONENT, relation_type


@dataclass(frozen=True, slots=True)
class Edge:
    """The subject comes from the object. `type` is a relation, or `has-component` (derived from components)."""

    subject: str
    type: str
    object: str
    variants: tuple[str, ...] = ()
    variant: str = ""
    note: str = ""


def edges(catalog: Catalog) -> Iterator[Edge]:
    """All edges of the lineage, those written as relations and those that follow from components."""
    for id_ in catalog.models:
        yield from edges_of(catalog, id_)


def by_descent(catalog: Catalog) -> list[str]:
    """All models, each followed by what comes from it and by what comes from that: kin stand near each other."""
    found: dict[str, None] = {}
    heirs = {child for children in usage(catalog).descendants.values() for _, child in children}
    waiting = sorted(reversed(list(catalog.models)), key=lambda id_: id_ not in heirs)
    while waiting:
        id_ = waiting.pop()
        if id_ not in found:
            found[id_] = None
            waiting += (child for _, child in reversed(usage(catalog).descendants.get(id_, [])))
    return list(found)


def component_models(catalog: Catalog, id_: str) -> list[str]:
    """The records that components of a model are taken from."""
    facts = [*catalog.variants(id_).values(), catalog.models[id_]]
    parts = [part for f in facts for part in (f.components or {}).values()]
    return list(dict.fromkeys(part.model for part in parts if part.model and part.model in catalog.models))


@dataclass(frozen=True, slots=True)
class Kin:
    """One line of a model's lineage."""

    label: str
    model: str
    name: str
    released: str
    note: str = ""


def ancestors(catalog: Catalog, id_: str) -> list[Kin]:
    """What a model comes from, as it writes it."""
    own = [e for e in edges_of(catalog, id_) if e.object in catalog.models]
    return [_kin(catalog, relation_type(e.type).label, e.object, _remark(catalog, e)) for e in own]


def edges_of(catalog: Catalog, id_: str) -> Iterator[Edge]:
    """The edges whose subject is this model."""
    model = catalog.models[id_]
    for r in model.relations or ():
        yield Edge(id_, r.type, r.model, r.variants or (), r.variant or "", r.note or "")
    for target in component_models(catalog, id_):
        yield Edge(id_, HAS_COMPONENT, target)


def descendants(catalog: Catalog, id_: str) -> list[Kin]:
    """What comes from a model, oldest first."""
    found = [
        _kin(catalog, relation_type(type_).inverse, child) for type_, child in usage(catalog).descendants.get(id_, [])
    ]
    return sorted(found, key=lambda kin: (kin.released, kin.name))


def _kin(catalog: Catalog, label: str, id_: str, note: str = "") -> Kin:
    model = catalog.models[id_]
    return Kin(label, id_, model.name, model.released.text if model.released else "", note)


def _remark(catalog: Catalog, edge: Edge) -> str:
    variants = catalog.variants(edge.subject)
    names = [variants[v].name or v for v in edge.variants if v in variants]
    target = catalog.variants(edge.object).get(edge.variant)
    parts = [
        f"for {', '.join(names)}" if names else "",
        f"from {target.name or edge.variant}" if target else "",
        edge.note,
    ]
    return "; ".join(filter(None, parts))
