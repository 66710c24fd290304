"""How one of two columns comes from the other: in words, and size by size."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cached_property

from atlas.catalog import Catalog
from atlas.comparison.pairs import Member, member_name
from atlas.comparison.table import ComparisonTable
from atlas.facts.lineage import Edge
from atlas.facts.show import Shown
from atlas.schema.choices import relation_type
from atlas.schema.registry import Field

_SMALL_WORDS = {
    *(
        "With",
        "Without",
        "The",
        "In",
        "For",
        "From",
        "As",
        "At",
        "By",
        "Of",
        "Own",
        "Its",
        "Half",
        "Only",
        "Also",
        "One",
    ),
    *("And", "Three", "Sizes", "Generated", "Answers", "Motivated", "Decoder", "Encoder"),
}
_MOST_SIZES = 3


class Kinship:
    """Parent and child among the two columns of a table, joined by edges of the lineage."""

    def __init__(self, catalog: Catalog, table: ComparisonTable, edges: Sequence[Edge]) -> None:
        first, second = table.columns
        self.catalog, self.edges = catalog, edges
        self.parent, self.child = (first, second) if edges[0].object == first.member.model else (second, first)

    @property
    def inherits(self) -> bool:
        """Whether the child may be said to keep what is the same."""
        return any(relation_type(edge.type).inherits for edge in self.edges)

    def may_change(self, line: Field) -> bool:
        """Whether the child's number takes the place of the parent's; further training comes on top of the first."""
        return line.group != "training" or not any(relation_type(edge.type).goes_on for edge in self.edges)

    @property
    def sentences(self) -> list[str]:
        """`RoBERTa uses the architecture of BERT: without segments and pooler.`, one for each relation."""
        by_type: dict[str, list[Edge]] = {}
        for edge in self.edges:
            by_type.setdefault(edge.type, []).append(edge)
        return [sentence for edges in by_type.values() for sentence in self._told(edges)]

    def _told(self, edges: Sequence[Edge]) -> Iterator[str]:
        """The sentence of each edge of a type; one of the models where sizes come from sizes one by one, or where the
        columns are sizes of which the relation does not speak."""
        own, source = self.child.member.variant, self.parent.member.variant
        exact = [edge for edge in edges if own in edge.variants and edge.variant == source]
        if exact:
            edges = [replace(exact[0], variants=(own,) if own else ())]
        elif len(edges) > 1 or own or source:
            edges = [replace(edges[0], variants=(), variant="", note=edges[0].note if len(edges) == 1 else "")]
        for edge in edges:
            children = [member_name(self.catalog, Member(edge.subject, variant)) for variant in edge.variants]
            names = listed(children) or member_name(self.catalog, Member(edge.subject))
            parent = member_name(self.catalog, Member(edge.object, edge.variant or None))
            note = f": {_lowered(edge.note)}".rstrip(".") if edge.note else ""
            words = relation_type(edge.type)
            yield f"{names} {words.many if len(children) > 1 else words.one} {parent}{note}."

    def sizes(self, line: Field) -> list[tuple[str, Shown, Shown]]:
        """(size, the parent's cell, the child's) of the sizes that belong together, if all have numbers and fit
        into a sentence."""
        if self.parent.member.variant or self.child.member.variant or len(self._pairs) > _MOST_SIZES:
            return []
        parent, child = self.parent.facts, self.child.facts
        found = [
            (name, parent.of(line.path, before), child.of(line.path, after)) for before, after, name in self._pairs
        ]
        return found if all(before.numbers and after.numbers for _, before, after in found) else []

    @cached_property
    def _pairs(self) -> list[tuple[str, str, str]]:
        """(the parent's variant, the child's, a word for the size) that belong together: as a relation says, or
        because they have one id."""
        told = [(edge.variant, own) for edge in self.edges for own in edge.variants if edge.variant]
        parents, children = self.parent.facts.readings.variants, self.child.facts.readings.variants
        pairs = list(dict.fromkeys(told)) or [(id_, id_) for id_ in children if id_ in parents]
        return [(before, after, self._word(after)) for before, after in pairs if before in parents]

    def _word(self, variant: str) -> str:
        """What a size is called beside its model: `BERT-Base` is Base."""
        name = member_name(self.catalog, Member(self.child.member.model, variant))
        return name.removeprefix(self.child.name).lstrip(" -_") or name


def _lowered(note: str) -> str:
    """A note after a colon: words that are no names lose their capital."""
    return note[0].lower() + note[1:] if note.split()[0].strip(",.;") in _SMALL_WORDS else note


def listed(names: Sequence[str]) -> str:
    """`a, b and c`"""
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


def kinship(catalog: Catalog, table: ComparisonTable) -> Kinship | None:
    """The kinship of a comparison of parent and child; None of others."""
    edges = table.comparison.edges
    return Kinship(catalog, table, edges) if edges and len(table.columns) == 2 else None
