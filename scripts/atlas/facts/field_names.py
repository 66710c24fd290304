"""What people may call a field in a text: by its path, or by a shorter name that no other field has."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from atlas.derive.numbers import DERIVED
from atlas.schema.registry import Field, fields


def field_named(name: str) -> Field | None:
    """A field by a name in any spelling: `tokenizer.vocabulary_size`, `vocabulary size` and `vocabulary` are one."""
    return names().get(_plain(name))


@cache
def names() -> Mapping[str, Field]:
    """Every name with its field: the last part of the path where it is the only one, the name in the CSV, the id of
    the column, the path; of two fields of one name, the later of these is meant."""
    known = [field for field in (*fields().values(), *DERIVED.values()) if _is_fact(field)]
    last = Counter(_last(field) for field in known)
    found = {_last(field): field for field in known if last[_last(field)] == 1}
    for attribute in ("csv", "column", "path"):
        found |= {_plain(name): field for field in known if (name := getattr(field, attribute))}
    return MappingProxyType(found)


def _is_fact(field: Field) -> bool:
    return bool(field.group or field.column) and field.kind != "group"


def _last(field: Field) -> str:
    return _plain(field.path.rpartition(".")[2])


def _plain(name: str) -> str:
    """`Training tokens` as training-tokens."""
    return "-".join(name.strip().lower().replace("_", " ").replace("-", " ").split())
