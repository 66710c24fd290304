"""The tables of models: which columns each has, and their rows."""

from __future__ import annotations

from dataclasses import dataclass

from atlas.catalog import Catalog
from atlas.tables.cells import Cell
from atlas.tables.columns import COLUMNS, Column
from atlas.tables.summary import summary


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """A table of models with a page of its own. `label` is its short name, where the tables are listed."""

    id: str
    label: str
    title: str
    lede: str
    columns: tuple[Column, ...]

    @property
    def address(self) -> str:
        """The address of its page."""
        return "models/" if self is OVERVIEW else f"tables/{self.id}/"


@dataclass(frozen=True, slots=True)
class Row:
    """A model in a table."""

    id: str
    name: str
    cells: tuple[Cell, ...]


def _table(id_: str, label: str, title: str, lede: str, *ids: str) -> Table:
    return Table(id_, label, title, lede, tuple(COLUMNS[column] for column in ids))


OVERVIEW = _table(
    "overview",
    "Overview",
    "Models",
    "Every model of the atlas in one table. Sizes are ranges over variants.",
    *("parameters", "context", "released", "organization", "architecture", "layers", "tokens", "access"),
)
"""Also the table of every other page that lists models."""
TABLES = (
    OVERVIEW,
    _table(
        "size",
        "Size",
        "Architecture and dimensions",
        "The kind of network of every model and what it measures: parameters, layers, widths, heads, experts.",
        *("parameters", "layers", "hidden-size", "ffn-size", "heads", "active-parameters", "experts", "architecture"),
    ),
    _table(
        "architecture",
        "Architecture",
        "Objectives and position encodings",
        "What every model learned to predict, how it knows the order of its input, how it attends and normalizes.",
        *("architecture", "positions", "objectives", "attention", "normalization", "norm-placement", "activation"),
        "features",
    ),
    _table(
        "training",
        "Training",
        "Training",
        "What every model learned to predict, on which data, for how many tokens, with how much computation.",
        *("tokens", "compute", "released", "tokens-per-parameter", "objectives", "datasets", "hardware"),
    ),
    _table(
        "tokenizers",
        "Tokenizers",
        "Tokenizers and vocabularies",
        "How every model splits its text, into how many distinct tokens, and how many it takes at once.",
        *("tokenizer", "vocabulary", "context", "tokenizer-library", "released", "architecture"),
    ),
    _table(
        "access",
        "Access",
        "Licences and access",
        "How one gets to use every model, and what the licences of its weights and code allow.",
        *("access", "weights-license", "commercial-use", "license-class", "code-license", "released", "organization"),
    ),
)


def row(catalog: Catalog, id_: str, table: Table = OVERVIEW) -> Row:
    """One model as a row: sizes as ranges over its variants."""
    cells = summary(catalog, id_).cells
    return Row(id_, catalog.models[id_].name, tuple(cells[column.id] for column in table.columns))
