"""Which comparisons have a page of their own: the curated ones, and every model beside what it comes from."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from atlas.catalog import Catalog, normal_form, per_catalog
from atlas.facts import lineage
from atlas.facts.lineage import Edge


@dataclass(frozen=True, slots=True)
class Member:
    """A column: a model, or one of its variants."""

    model: str
    variant: str | None = None

    @classmethod
    def parse(cls, text: str) -> Member:
        """From `bert` or `llama:13b`."""
        model, _, variant = text.partition(":")
        return cls(model, variant or None)

    def __str__(self) -> str:
        return f"{self.model}:{self.variant}" if self.variant else self.model


@dataclass(frozen=True, slots=True)
class ReadyComparison:
    """A prebuilt page. `edges`: how one of the two comes from the other, if it does. `curated`: chosen by people."""

    id: str
    members: tuple[Member, ...]
    title: str
    intro: str
    edges: tuple[Edge, ...]
    curated: bool

    @property
    def address(self) -> str:
        return f"compare/{self.id}/"

    @property
    def query(self) -> str:
        """The address of the same comparison on the page where columns can be chosen."""
        return f"compare/?m={','.join(map(str, self.members))}"


def member_name(catalog: Catalog, member: Member) -> str:
    """What a column is called: the model's name, or the variant's, with the model's where it does not hold it."""
    model = catalog.models[member.model]
    if member.variant is None:
        return model.name
    name = catalog.variants(member.model)[member.variant].name or member.variant
    return name if normal_form(model.name) in normal_form(name) else f"{model.name} {name}"


@per_catalog
def comparisons(catalog: Catalog) -> Mapping[str, ReadyComparison]:
    """All of them by id: the curated ones in the order of their file, then parents and children by child."""
    kin = _kin(catalog)
    found: dict[str, ReadyComparison] = {}
    for id_, entry in catalog.comparisons.items():
        members = tuple(map(Member.parse, entry.models))
        models = frozenset(member.model for member in members)
        edges = kin.get(models, ()) if len(members) == 2 else ()
        title = entry.title or _title(catalog, members)
        found[id_] = ReadyComparison(id_, members, title, entry.intro or "", tuple(edges), True)
    curated = {frozenset(map(str, comparison.members)) for comparison in found.values()}
    for pair, pair_edges in kin.items():
        members = (Member(pair_edges[0].object), Member(pair_edges[0].subject))
        id_ = f"{members[0]}-vs-{members[1]}"
        if pair not in curated and id_ not in found:
            found[id_] = ReadyComparison(id_, members, _title(catalog, members), "", tuple(pair_edges), False)
    return MappingProxyType(found)


def _kin(catalog: Catalog) -> dict[frozenset[str], list[Edge]]:
    """The edges between each two models that are parent and child; those of one direction only."""
    found: dict[frozenset[str], list[Edge]] = defaultdict(list)
    for edge in lineage.edges(catalog):
        known = found[frozenset((edge.object, edge.subject))] if edge.object in catalog.models else []
        if edge.object != edge.subject and (not known or known[0].object == edge.object):
            known.append(edge)
    return {pair: edges for pair, edges in found.items() if edges}


def _title(catalog: Catalog, members: Iterable[Member]) -> str:
    return " vs ".join(member_name(catalog, member) for member in members)


@per_catalog
def by_model(catalog: Catalog) -> Mapping[str, list[ReadyComparison]]:
    """The comparisons in which a model stands, curated ones first."""
    found: dict[str, list[ReadyComparison]] = defaultdict(list)
    for comparison in comparisons(catalog).values():
        for model in dict.fromkeys(member.model for member in comparison.members):
            found[model].append(comparison)
    return MappingProxyType(found)
