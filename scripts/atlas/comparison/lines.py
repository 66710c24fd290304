"""The lines of a comparison: the fields, of records and computed, that are facts to set side by side.

The prebuilt pages, the JSON that the page `compare/` fetches and its script all read these.
"""

from __future__ import annotations

from functools import cache

from atlas.derive.numbers import DERIVED
from atlas.schema.choices import GROUPS
from atlas.schema.registry import Field, fields


@cache
def lines() -> tuple[Field, ...]:
    """All lines in their order: by group, then as the schema has them."""
    known = [*fields().values(), *DERIVED.values()]
    facts = [field for field in known if field.group and not field.minor and field.kind != "group"]
    return tuple(field for group in GROUPS for field in facts if field.group == group)
