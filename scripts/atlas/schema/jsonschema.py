"""JSON Schemas of the record files, with which editors complete and explain.

The committed copies enumerate the vocabularies (concepts by kind, organizations, categories …) but not the
models, so that a new model does not touch them.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from pydantic.json_schema import GenerateJsonSchema

from atlas.schema.base import Part
from atlas.schema.types import Ref

IdsOf = Callable[[Ref], list[str] | None]
"""Takes a reference; returns the ids it may name, or None to leave it open."""


def json_schema(record: type[Part], title: str, ids_of: IdsOf) -> dict[str, Any]:
    """The JSON Schema of a record class; `ids_of` supplies the vocabularies."""

    class Generator(GenerateJsonSchema):
        ignored_warning_kinds = {"skipped-choice", "non-serializable-default"}  # noqa: RUF012

    schema = record.model_json_schema(schema_generator=Generator, ref_template="#/$defs/{model}")
    _enumerate(schema, record, ids_of)
    for definition in schema.get("$defs", {}).values():
        _tidy(definition)
    _tidy(schema)
    return {"$schema": "http://json-schema.org/draft-07/schema#", "title": title} | {
        key: value for key, value in schema.items() if key != "title"
    }


def _enumerate(schema: dict[str, Any], record: type[Part], ids_of: IdsOf) -> None:
    from atlas.schema.registry import field_of

    classes = _classes(record)
    for name, definition in {"": schema, **schema.get("$defs", {})}.items():
        owner = record if not name else classes.get(name)
        if owner is None:
            continue
        for field, described in definition.get("properties", {}).items():
            attribute = field if field in owner.model_fields else f"{field}_"
            reference = field_of(owner, attribute, field).ref
            ids = ids_of(reference) if reference else None
            if ids:
                _put_enum(described, ids)


def _put_enum(described: Any, ids: list[str]) -> None:
    """Replaces the open text of a reference, wherever it is nested, by the ids allowed."""
    if isinstance(described, dict):
        if described.get("type") == "string" and "enum" not in described:
            described.pop("minLength", None)
            described["enum"] = ids
        for key, value in described.items():
            if key not in ("enum", "examples"):
                _put_enum(value, ids)
    elif isinstance(described, list):
        for value in described:
            _put_enum(value, ids)


def _classes(record: type[Part]) -> dict[str, type[Part]]:
    """All classes below a record by name."""
    from atlas.schema.registry import part_at

    found: dict[str, type[Part]] = {}
    waiting = [record]
    while waiting:
        owner = waiting.pop()
        if owner.__name__ in found:
            continue
        found[owner.__name__] = owner
        waiting += [part for name in owner.model_fields if (part := part_at(owner, (name,)))]
    return found


def _tidy(definition: dict[str, Any]) -> None:
    """Optional fields are left out, never null; so `anyOf: [X, null]` becomes X."""
    for described in definition.get("properties", {}).values():
        choices = described.get("anyOf")
        if choices and {"type": "null"} in choices:
            kept = [choice for choice in choices if choice != {"type": "null"}]
            del described["anyOf"]
            described |= kept[0] if len(kept) == 1 else {"anyOf": kept}
        if described.get("default", 0) is None:
            del described["default"]
