"""A comparison as a table: its columns, and the lines that have something to say, by group."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from atlas.catalog import MODELS_AT_A_TIME, Catalog, lately_per_catalog
from atlas.comparison.lines import lines
from atlas.comparison.pairs import Member, ReadyComparison, member_name
from atlas.comparison.standings import is_shown, standing
from atlas.facts.show import Shown, ShownFacts, shown_facts
from atlas.schema.choices import GROUPS
from atlas.schema.registry import Field


@dataclass(frozen=True, slots=True)
class ComparedColumn:
    """A model or variant with its cells. `page`: its address; `year` of its release, or nothing."""

    member: Member
    name: str
    page: str
    year: str
    facts: ShownFacts

    cells: tuple[Shown, ...]
    """Of every line, in their order."""

    def cell(self, line: Field) -> Shown:
        return self.facts.of(line.path, self.member.variant)


class ComparedRow(NamedTuple):
    """A line with its cells, and how they stand to each other: `same`, `differs` or `gap`."""

    line: Field
    cells: tuple[Shown, ...]
    standing: str


class ComparisonTable:
    """What a comparison shows."""

    def __init__(self, catalog: Catalog, comparison: ReadyComparison) -> None:
        self.comparison = comparison
        self.columns = [_column(catalog, member) for member in comparison.members]

    @cached_property
    def rows(self) -> list[ComparedRow]:
        """The lines of which something is known of one column at least."""
        return list(_rows(self.columns))

    @property
    def groups(self) -> list[tuple[str, list[ComparedRow]]]:
        """(heading, rows) of each group that has any."""
        by_group = {id_: [row for row in self.rows if row.line.group == id_] for id_ in GROUPS}
        return [(GROUPS[id_].label, rows) for id_, rows in by_group.items() if rows]


def _column(catalog: Catalog, member: Member) -> ComparedColumn:
    model = catalog.models[member.model]
    anchor = f"#variant-{member.variant}" if member.variant else ""
    year = str(model.released.year) if model.released else ""
    name = member_name(catalog, member)
    facts = shown_facts(catalog, member.model)
    return ComparedColumn(member, name, f"models/{member.model}/{anchor}", year, facts, _cells(catalog, member))


@lately_per_catalog(MODELS_AT_A_TIME)
def _cells(catalog: Catalog, member: Member) -> tuple[Shown, ...]:
    """What stands in every line of a column: a model stands in several comparisons."""
    facts = shown_facts(catalog, member.model)
    return tuple(facts.of(line.path, member.variant) for line in lines())


def _rows(columns: Sequence[ComparedColumn]) -> Iterator[ComparedRow]:
    for line, cells in zip(lines(), zip(*(column.cells for column in columns), strict=True), strict=True):
        if is_shown(cells):
            yield ComparedRow(line, cells, standing(cells))
