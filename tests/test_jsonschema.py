"""The JSON Schema of records: what an editor accepts and explains is what the reader of records does."""

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from atlas.author import committed
from atlas.schema.vocabulary import VOCABULARIES
from records import ROOT, catalogue, loaded

# --- JSON Schema ---


def accepted(schema: dict[str, object], data: Any) -> bool:
    return jsonschema.Draft7Validator(schema).is_valid(data)


MODEL = {"kind": "model", "name": "M", "category": "text", "summary": "A model."}


@pytest.mark.parametrize(
    ("facts", "good"),
    [
        ({}, True),
        ({"layers": 12, "parameters": "110M", "released": 2018, "draft": True}, True),
        ({"released": "2018-10-11", "architecture": {"attention": ["attention"]}}, True),
        ({"absent": {"layers": "undisclosed", "training.tokens": {"reason": "undisclosed"}}}, True),
        ({"variants": {"base": {"layers": 12, "components": {"text": {"layers": 2}}}}}, True),
        ({"lyers": 12}, False),
        ({"layers": "twelve"}, False),
        ({"layers": None}, False),
        ({"kind": "modl"}, False),
        ({"category": "speech"}, False),
        ({"released": "May 2018"}, False),
        ({"summary": "x" * 281}, False),
        ({"architecture": {"activation": "rope"}}, False),
        ({"architecture": {"position_encoding": ["gelu"]}}, False),
        ({"architecture": {"attention": 3}}, False),
        ({"huggingface": {"base": "x"}}, False),
        ({"variants": {"base": "Base"}}, True),
        ({"variants": {"base": {"lyers": 12}}}, False),
        ({"organizations": "acme"}, False),
        ({"organizations": ["acne"]}, False),
    ],
)
def test_editors_are_told_the_same(tmp_path: Path, facts: dict[str, Any], good: bool) -> None:
    concepts = {"attention": "kind: attention"}
    schema = committed.model_schema(loaded(catalogue(tmp_path, concepts=concepts)))
    assert accepted(schema, MODEL | facts) is good


def test_model_ids_are_listed_in_the_published_copy_only(tmp_path: Path) -> None:
    catalog = loaded(catalogue(tmp_path))
    record_ = MODEL | {"superseded_by": "brand-new"}
    assert accepted(committed.model_schema(catalog), record_)
    assert not accepted(committed.model_schema(catalog, with_models=True), record_)


@pytest.mark.parametrize("name", ["model.schema.json", "concept.schema.json", "comparisons.schema.json"])
def test_every_property_that_editors_see_is_explained(name: str) -> None:
    schema = json.loads((ROOT / "data" / name).read_text(encoding="utf-8"))
    jsonschema.Draft7Validator.check_schema(schema)
    definitions = [schema, schema.get("additionalProperties") or {}, *schema.get("$defs", {}).values()]
    bare = [
        key for part in definitions for key, field in part.get("properties", {}).items() if "description" not in field
    ]
    assert bare == []


def test_vocabularies_have_a_schema_each() -> None:
    files = {path.stem for path in (ROOT / "data").glob("*.yml")}
    assert files == set(VOCABULARIES)
