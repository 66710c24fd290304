"""Rules about ids that name something else."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from atlas.catalog import Catalog, Entry, per_catalog
from atlas.rules.framework import Finding, rule
from atlas.schema.errors import nearest
from atlas.schema.record import Concept, Model
from atlas.schema.registry import Written
from atlas.schema.types import Ref
from atlas.schema.vocabulary import COLLECTIONS
from atlas.text.positions import FieldPath
from atlas.text.slips import meant


@rule()
def known_id(catalog: Catalog, entry: Entry) -> Iterator[Finding]:
    """Every id names an entry that exists: models, organizations, categories, families, tasks, datasets,
    licences, benchmarks, and sources of the record itself or of data/sources.yml."""
    for _, ref, path, id_ in _references(entry):
        if ref.kind == "concepts":
            continue
        known: Mapping[str, object] = catalog.collection(ref.kind)
        own = (getattr(entry.record, "sources", None) or {}) if ref.kind == "sources" else {}
        if id_ not in known and id_ not in own and not _is_faulty(catalog, entry, ref.kind, id_):
            fix = nearest(id_, (*own, *known), add=f"data/{ref.kind}{'/' if ref.kind == 'models' else '.yml'}")
            yield Finding(path, f'"{id_}" is not {COLLECTIONS[ref.kind].noun}', fix)


def _is_faulty(catalog: Catalog, entry: Entry, kind: str, id_: str) -> bool:
    """Whether an entry exists, but could not be read."""
    return catalog.is_broken(kind, id_) or (kind == "sources" and entry.may_write("sources", id_))


@rule()
def known_concept(catalog: Catalog, entry: Entry) -> Iterator[Finding]:
    """Every concept id names a concept of the kind that its field takes."""
    for fact, ref, path, id_ in _references(entry):
        if ref.kind != "concepts" or catalog.is_broken("concepts", id_):
            continue
        concept = catalog.concepts.get(id_)
        kinds = ref.concept_kinds
        noun = " or ".join(kind.replace("-", " ") for kind in kinds[:2]) if kinds else "concept"
        article = "an" if noun[0] in "aeiou" else "a"
        if concept is None:
            yield Finding(path, f'"{id_}" is not {article} {noun}', _nearest_concept(catalog, id_, kinds))
        elif kinds and concept.kind not in kinds:
            message = f'"{id_}" is not {article} {noun} but of kind {concept.kind}'
            yield Finding(path, message, f"{fact.field.label} takes concepts of kind {', '.join(kinds)}")


def _nearest_concept(catalog: Catalog, id_: str, kinds: tuple[str, ...]) -> str:
    """`did you mean "rope"?` by id, name or alias, among the concepts of these kinds, or to add it."""
    names = _names_of_concepts(catalog, kinds)
    word = meant(id_, names)
    return f'did you mean "{names[word]}"? or add it to data/concepts/' if word else "add it to data/concepts/"


@per_catalog
def _names_of_concepts(catalog: Catalog, kinds: tuple[str, ...]) -> dict[str, str]:
    """The ids of concepts of these kinds by all that they are called."""
    of_kind = ((key, c) for key, c in catalog.concepts.items() if not kinds or c.kind in kinds)
    return {name: key for key, c in of_kind for name in (*(c.aliases or ()), c.name, key)}


def _references(entry: Entry) -> Iterator[tuple[Written, Ref, FieldPath, str]]:
    for fact in entry.written:
        ref = fact.field.ref
        if ref is None:
            continue
        if isinstance(fact.value, tuple):
            for index, id_ in enumerate(fact.value):
                yield fact, ref, (*fact.path, index), id_
        else:
            yield fact, ref, fact.path, fact.value


@rule("models")
def known_variant(catalog: Catalog, entry: Entry) -> Iterator[Finding]:
    """Variants and components named in relations, components, results and evidence rows exist."""
    record = entry.record
    assert isinstance(record, Model)
    own = list(record.variants or {})
    for index, result in enumerate(record.results or ()):
        if result.variant and not entry.may_write("variants", result.variant):
            yield from _known(("results", index, "variant"), result.variant, own, "of this record")
    for index, evidence in enumerate(record.evidence or ()):
        for key in evidence.rows or {}:
            if not entry.may_write("variants", key):
                yield from _known(("evidence", index, "rows", key), key, own, "of this record")
    for fact in entry.written:
        if fact.path[-1] == "model" and "components" in fact.path and fact.value in catalog.models:
            yield from _component_target(catalog, record, fact)


def _component_target(catalog: Catalog, record: Model, fact: Written) -> Iterator[Finding]:
    part: object = record
    for step in fact.path[:-1]:
        part = part[step] if isinstance(part, dict) else getattr(part, str(step))
    target = catalog.variants(fact.value)
    place, variant, component = (
        fact.path[:-1],
        getattr(part, "variant", None),
        getattr(part, "component", None),
    )
    if variant:
        yield from _known((*place, "variant"), variant, list(target), f'of "{fact.value}"')
    if component:
        facts = catalog.facts(fact.value, variant if variant in target else None)
        known = list((facts.components or {}) if facts else {})
        yield from _known((*place, "component"), component, known, f'of "{fact.value}"', "component")


def _known(path: FieldPath, id_: str, known: list[str], of: str, noun: str = "variant") -> Iterator[Finding]:
    if id_ not in known:
        fix = nearest(id_, known) or (f"use one of {', '.join(known)}" if known else f"there is no {noun} to name")
        yield Finding(path, f'"{id_}" is not a {noun} {of}', fix)


@rule("categories")
def empty_category(catalog: Catalog, entry: Entry) -> Iterator[Finding]:
    """Every category has at least one model."""
    if any(collection == "models" for collection, _ in catalog.broken):
        return  # one of those that could not be read may be in it
    if entry.id not in _used_categories(catalog):
        yield Finding((), f'no model is in the category "{entry.id}"', "give it a model or remove it", key=True)


@per_catalog
def _used_categories(catalog: Catalog) -> frozenset[str]:
    return frozenset(id_ for model in catalog.models.values() for id_ in (model.category, *(model.also_in or ())))


@rule("models", "concepts")
def published_draft(catalog: Catalog, entry: Entry) -> Iterator[Finding]:
    """A published record does not name a draft: drafts are left out of the built site."""
    record = entry.record
    assert isinstance(record, Model | Concept)
    if getattr(record, "draft", None) or entry.may_write("draft"):
        return
    for _, ref, path, id_ in _references(entry):
        target = catalog.models.get(id_) if ref.kind == "models" else None
        if target is not None and target.draft:
            yield Finding(path, f'"{id_}" is a draft', "publish it first, by removing its `draft: true`")
