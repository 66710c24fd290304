"""JSON Schemas of the API's responses: what a program may rely on. Further keys may come."""

from __future__ import annotations

from typing import Any

from atlas.derive.numbers import DERIVED
from atlas.exports.api import SIZES

Schema = dict[str, Any]

_TEXT: Schema = {"type": "string"}
_INTEGER_OR_NULL: Schema = {"type": ["integer", "null"]}
_NUMBER_OR_NULL: Schema = {"type": ["number", "null"]}
_TEXT_OR_NULL: Schema = {"type": ["string", "null"]}
_COMPUTED: Schema = _NUMBER_OR_NULL | {
    "description": "Beyond 2^53 written with an exponent (2.6112e+20), so that clients that read integers can load it."
}
_RELEASED = {
    "released": _TEXT_OR_NULL
    | {
        "description": "As precise as it is known: YYYY, YYYY-MM or YYYY-MM-DD.",
        "pattern": r"^\d{4}(-\d{2}(-\d{2})?)?$",
    },
    "released_earliest": _TEXT_OR_NULL
    | {
        "description": "The first day that `released` can mean, to sort by and to compute with.",
        "format": "date",
    },
}
_TEXTS: Schema = {"type": "array", "items": _TEXT}
_HEAD = {
    "schema_version": {"type": "string", "pattern": r"^1\."},
    "generated_at": {"type": "string", "format": "date-time"},
    "license": {"const": "CC-BY-4.0"},
}


def schemas() -> dict[str, Schema]:
    """The schema of each response by name."""
    return {
        "models": _list("models", _summary()),
        "model-record": _response(_record()),
        "concepts": _list(
            "concepts",
            _object(
                id=_TEXT,
                name=_TEXT,
                aliases=_TEXTS,
                kind=_TEXT,
                summary=_TEXT,
                related=_TEXTS,
                models=_TEXTS,
                url=_TEXT,
            ),
        ),
        "organizations": _list(
            "organizations",
            _object(id=_TEXT, name=_TEXT, country=_TEXT_OR_NULL, website=_TEXT_OR_NULL, models=_TEXTS, url=_TEXT),
        ),
        "graph": _response(
            {
                "nodes": _array(_object(id=_TEXT, name=_TEXT, kind=_TEXT, **_RELEASED, category=_TEXT, url=_TEXT)),
                "edges": _array(_object(source=_TEXT, type=_TEXT, target=_TEXT)),
            }
        ),
        "identifiers": _response({name: _map(_TEXT) for name in ("huggingface", "arxiv", "names")}),
    }


def _summary() -> dict[str, Schema]:
    return {
        "id": _TEXT,
        "kind": {"enum": ["model", "architecture"]},
        "name": _TEXT,
        "organizations": _TEXTS,
        **_RELEASED,
        "category": _TEXT,
        "also_in": _TEXTS,
        "family": _TEXT_OR_NULL,
        "summary": _TEXT,
        "access": _TEXT_OR_NULL,
        "licenses": {"type": "object"},
        "variants": _TEXTS,
        "url": _TEXT,
        "api_url": _TEXT,
    }


def _record() -> dict[str, Schema]:
    objects: Schema = {"type": "array", "items": {"type": "object"}}
    tokens = {"type": "object", "properties": {"tokens": _INTEGER_OR_NULL}, "required": ["tokens"]}
    variant = _object(
        name=_TEXT_OR_NULL,
        **dict.fromkeys(SIZES, _INTEGER_OR_NULL),
        training=tokens,
        components={"type": "object"},
    )
    derived = _object(
        **dict.fromkeys((field.api for field in DERIVED.values() if field.api), _COMPUTED),
        recount_missing=_TEXTS,
        weight_bytes={"type": ["object", "null"]},
    )
    correction = _object(
        field=_TEXT, claimed=_TEXT, correct=_TEXT_OR_NULL, mistake=_TEXT, note=_TEXT_OR_NULL, source=_TEXT
    )
    return _summary() | {
        "full_name": _TEXT_OR_NULL,
        "aliases": _TEXTS,
        "tasks": _TEXTS,
        "languages": _TEXTS,
        "description": _TEXT_OR_NULL,
        "innovations": _TEXTS,
        "modalities": {"type": "object"},
        "architecture": {"type": "object"},
        "tokenizer": {"type": "object"},
        "training": tokens,
        "components": _map(variant),
        "variants": _map(variant),
        "relations": objects,
        "results": objects,
        "links": {"type": "object"},
        "dates": {"type": "object"},
        "superseded_by": _TEXT_OR_NULL,
        "earlier": _array(_object(field=_TEXT, value=_TEXT, until=_TEXT)),
        "verified": _TEXT_OR_NULL,
        "sources": _map(_object(type=_TEXT, title=_TEXT, address=_TEXT_OR_NULL)),
        "evidence": _array(_object(source=_TEXT, supports=_TEXTS)),
        "absent": _map(_object(reason={"enum": ["undisclosed", "not-applicable"]})),
        "not_researched": _TEXTS,
        "claims": _array(_object(field=_TEXT, value=_TEXT, verdict=_TEXT, source=_TEXT)),
        "corrections": _array(correction),
        "derived": _map(derived),
    }


def _list(name: str, entry: dict[str, Schema] | Schema) -> Schema:
    described = entry if entry.get("type") == "object" else _object(**entry)
    return _response({"total": {"type": "integer"}, name: _array(described)})


def _response(properties: dict[str, Schema]) -> Schema:
    return {"$schema": "http://json-schema.org/draft-07/schema#"} | _object(**_HEAD, **properties)


def _object(**properties: Schema) -> Schema:
    return {"type": "object", "properties": properties, "required": list(properties)}


def _array(items: Schema) -> Schema:
    return {"type": "array", "items": items}


def _map(values: Schema) -> Schema:
    return {"type": "object", "additionalProperties": values}
