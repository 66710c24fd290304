"""A comparison as a table: its columns, and the lines that have something to say, by group."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from atlas.catalog import Catalog
from atlas.views.comparison.cells import Cell, ModelCells, is_shown, model_cells, standing
from atlas.views.comparison.lines import GROUPS, Line, lines
from atlas.views.comparison.pairs import Comparison, Member, member_name


@dataclass(frozen=True, slots=True)
class Column:
    """A model or variant with its cells. `page`: its address; `year` of its release, or nothing."""

    member: Member
    name: str
    page: str
    year: str
    cells: ModelCells

    def cell(self, line: Line) -> Cell:
        return self.cells.cell(line, self.member.variant)


class Row(NamedTuple):
    """A line with its cells, and how they stand to each other: `same`, `differs` or `gap`."""

    line: Line
    cells: tuple[Cell, ...]
    standing: str


class Table:
    """What a comparison shows."""

    def __init__(self, catalog: Catalog, comparison: Comparison) -> None:
        self.comparison = comparison
        self.columns = [_column(catalog, member) for member in comparison.members]

    @cached_property
    def rows(self) -> list[Row]:
        """The lines of which something is known of one column at least."""
        return list(_rows(self.columns))

    @property
    def groups(self) -> list[tuple[str, str, list[Row]]]:
        """(id, heading, rows) of each group that has any."""
        by_group = {id_: [row for row in self.rows if row.line.group == id_] for id_ in GROUPS}
        return [(id_, GROUPS[id_], rows) for id_, rows in by_group.items() if rows]


def _column(catalog: Catalog, member: Member) -> Column:
    model = catalog.models[member.model]
    anchor = f"#variant-{member.variant}" if member.variant else ""
    year = str(model.released.year) if model.released else ""
    name = member_name(catalog, member)
    return Column(member, name, f"models/{member.model}/{anchor}", year, model_cells(catalog, member.model))


def _rows(columns: Sequence[Column]) -> Iterator[Row]:
    for line in lines():
        cells = tuple(column.cell(line) for column in columns)
        if is_shown(cells):
            yield Row(line, cells, standing(cells))
