"""What variants share, filled in: mappings merge, single values and lists replace."""

from __future__ import annotations

from typing import Any, TypeVar

from atlas.schema.base import Part

PartType = TypeVar("PartType", bound=Part)


def merge(shared: Part, own: PartType, *, without: frozenset[str] = frozenset()) -> PartType:
    """`own` with the values of `shared` filled in, but for some: mappings merge, scalars and lists replace."""
    known, kept = type(own).model_fields, own.model_fields_set
    update = {}
    for name in shared.model_fields_set - without:
        if name in known:
            value = getattr(shared, name)
            update[name] = _merged_value(value, getattr(own, name)) if name in kept else value
    return own.model_copy(update=update)


def _merged_value(shared: Any, own: Any) -> Any:
    if isinstance(shared, Part) and isinstance(own, Part):
        return merge(shared, own)
    if isinstance(shared, dict) and isinstance(own, dict):
        return shared | {key: _merged_value(shared.get(key), value) for key, value in own.items()}
    return own
