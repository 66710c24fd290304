"""The columns that tables of models can have: the fields, of records and computed, that declare one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from atlas.derive.numbers import DERIVED
from atlas.schema.choices import GROUPS
from atlas.schema.registry import Field, fields


@dataclass(frozen=True, slots=True, eq=False)
class Column:
    """A column that shows one field."""

    field: Field

    @property
    def id(self) -> str:
        return self.field.column

    @property
    def label(self) -> str:
        return self.field.head

    @property
    def description(self) -> str:
        return self.field.description.rstrip(".")

    @property
    def numeric(self) -> bool:
        return self.field.kind == "number"


def _columns() -> Mapping[str, Column]:
    """Sizes first, then what the record says of itself, of its network, of its training."""
    order = ["size", *(group for group in GROUPS if group != "size"), ""]
    declared = [field for field in (*fields().values(), *DERIVED.values()) if field.column]
    return {field.column: Column(field) for field in sorted(declared, key=lambda field: order.index(field.group))}


COLUMNS = _columns()
"""By id."""
