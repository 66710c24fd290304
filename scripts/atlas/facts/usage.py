"""Who uses what: for every entry of a vocabulary, the models that name it or imply it; what comes from each model."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from atlas.catalog import Catalog, Entry, per_catalog
from atlas.schema.choices import HAS_COMPONENT
from atlas.schema.registry import fields
from atlas.schema.variants import Facts
from atlas.text import prose
from atlas.text.guide_markup import WikiLink, parse


@dataclass(frozen=True, slots=True)
class Usage:
    """Model ids by (collection, id), in the order of the catalogue; relations in both directions."""

    models: dict[tuple[str, str], list[str]] = field(default_factory=lambda: defaultdict(list))
    descendants: dict[str, list[tuple[str, str]]] = field(default_factory=lambda: defaultdict(list))

    def of(self, collection: str, id_: str) -> list[str]:
        """The models that name or imply an entry."""
        return self.models.get((collection, id_), [])


@per_catalog
def usage(catalog: Catalog) -> Usage:
    """Index of all references of models to vocabulary entries and to other models."""
    index = Usage()
    for id_, model in catalog.models.items():
        named = dict.fromkeys(_named(catalog.entries["models", id_]))
        implied = (("concepts", concept) for concept in _implied(catalog, id_))
        for key in dict.fromkeys(_widened(catalog, [*named, *implied])):
            index.models[key].append(id_)
        for relation in model.relations or ():
            index.descendants[relation.model].append((relation.type, id_))
        for variant in catalog.variants(id_).values():
            for component in (variant.components or {}).values():
                entry = (HAS_COMPONENT, id_)
                if component.model and entry not in index.descendants[component.model]:
                    index.descendants[component.model].append(entry)
    return index


def _named(entry: Entry) -> Iterator[tuple[str, str]]:
    """(collection, id) of everything that a record refers to, but for its sources."""
    for fact in entry.written:
        ref = fact.field.ref
        if ref is not None and ref.kind != "sources":
            for target in fact.value if isinstance(fact.value, tuple) else (fact.value,):
                yield ref.kind, target


def _implied(catalog: Catalog, id_: str) -> Iterator[str]:
    """Concepts that a record uses without naming them: tied embeddings that it has, its feed-forward layers."""
    for fact in catalog.entries["models", id_].written:
        if fact.field.implies and fact.value is not False:
            yield from fact.field.implied
    for facts in catalog.variants(id_).values():
        yield from _kinds_of_attention(facts)


def _kinds_of_attention(facts: Facts) -> Iterator[str]:
    """Fewer key/value heads than query heads are grouped queries; one is multi-query attention."""
    if facts.kv_heads and facts.attention_heads and facts.kv_heads < facts.attention_heads:
        yield "multi-query-attention" if facts.kv_heads == 1 else "grouped-query-attention"


def _widened(catalog: Catalog, keys: list[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Whoever uses a concept uses the wider ones of which it is a kind, however wide."""
    waiting, seen = keys, set()
    while waiting:
        key = waiting.pop(0)
        if key in seen:
            continue
        seen.add(key)
        yield key
        concept = catalog.concepts.get(key[1]) if key[0] == "concepts" else None
        waiting += [("concepts", wider) for wider in (concept.broader or ())] if concept else []


@per_catalog
def mentions(catalog: Catalog) -> dict[str, list[tuple[str, str]]]:
    """(collection, id) of what links to a record in its prose, by that record's id: guides first, then records."""
    found: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for id_, guide in catalog.guides.items():
        cuts = parse(guide.body).every_cut()
        for target in dict.fromkeys((*(cut.id for cut in cuts if isinstance(cut, WikiLink)), *guide.next)):
            found[target].append(("guides", id_))
    for collection, id_ in catalog.entries:
        if collection in ("models", "concepts"):
            for target in linked(catalog, collection, id_):
                found[target].append((collection, id_))
    return found


@per_catalog
def linked(catalog: Catalog, collection: str, id_: str) -> tuple[str, ...]:
    """The ids of the other records to which the prose of a record links."""
    targets = (target for text in _prose(catalog.entries[collection, id_]) for target in prose.links(text))
    return tuple(target for target in dict.fromkeys(targets) if target != id_)


def _prose(entry: Entry) -> Iterator[str]:
    for fact in entry.written:
        if fact.field.prose:
            yield from fact.value if isinstance(fact.value, tuple) else (fact.value,)


@per_catalog
def can_be_used(catalog: Catalog) -> frozenset[str]:
    """The concepts that a record can name or imply, themselves or by a narrower one. All others are ideas about
    models, of which it makes no sense to count users."""
    kinds = {kind for f in fields().values() if f.ref and f.ref.kind == "concepts" for kind in f.ref.concept_kinds}
    implied = {concept for f in fields().values() for concept in f.implied}
    direct = [id_ for id_, concept in catalog.concepts.items() if concept.kind in kinds or id_ in implied]
    return frozenset(id_ for _, id_ in _widened(catalog, [("concepts", id_) for id_ in direct]))
