"""JSON Schemas of the record files, with which editors complete and explain.

The committed copies enumerate the vocabularies (concepts by kind, organizations, categories …) but not the
models, so that a new model does not touch them.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from pydantic.json_schema import GenerateJsonSchema

from atlas.schema.base import OneOrMore, Part
from atlas.schema.registry import field_of, metadata, part_at
from atlas.schema.types import Ref

IdsOf = Callable[[Ref], list[str] | None]
"""Takes a reference; returns the ids it may name, or None to leave it open."""


def json_schema(record: type[Part], title: str, ids_of: IdsOf) -> dict[str, Any]:
    """The JSON Schema of a record class; `ids_of` supplies the vocabularies."""

    class Generator(GenerateJsonSchema):
        ignored_warning_kinds = {"skipped-choice", "non-serializable-default"}  # noqa: RUF012

    schema = record.model_json_schema(schema_generator=Generator, ref_template="#/$defs/{model}")
    classes = _classes(record)
    for name, definition in {"": schema, **schema.get("$defs", {})}.items():
        _tidy(definition)
        owner = record if not name else classes.get(name)
        if owner:
            _describe(definition, owner, ids_of)
    head = {"$schema": "http://json-schema.org/draft-07/schema#", "title": title}
    return head | {key: value for key, value in schema.items() if key != "title"}


def _describe(definition: dict[str, Any], owner: type[Part], ids_of: IdsOf) -> None:
    """Puts in what pydantic does not know: the ids of references, and the short forms of some fields."""
    names = {info.alias or name: name for name, info in owner.model_fields.items()}
    for field, described in definition.get("properties", {}).items():
        reference = field_of(owner, names[field], field).ref
        ids = ids_of(reference) if reference else None
        if ids:
            _put_enum(described, ids)
        if OneOrMore in metadata(owner.model_fields[names[field]]):
            _allow_one(described)
        if owner.__name__ == "Model" and field == "variants":  # a variant may be just its name
            described["additionalProperties"] = {"anyOf": [{"type": "string"}, described["additionalProperties"]]}


def _allow_one(described: dict[str, Any]) -> None:
    """`[X]` may be written as X."""
    kept = {key: described.pop(key) for key in ("type", "items") if key in described}
    described["anyOf"] = [kept["items"], kept]


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
