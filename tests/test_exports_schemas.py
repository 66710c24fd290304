"""The API: every response holds to the schema published beside it."""

import json
from typing import Any

import pytest
import yaml
from jsonschema import Draft7Validator

from atlas.catalog import Catalog
from built import ROOT
from exporting import RESPONSES, SPARSE, exported, real_files

files = real_files


def schema(files: dict[str, bytes], name: str) -> Any:
    return json.loads(files[f"{name}.schema.json"])


def faults(document: Any, schema: Any) -> list[str]:
    return [f"{error.json_path}: {error.message}" for error in Draft7Validator(schema).iter_errors(document)]


def test_every_published_schema_is_a_schema(files: dict[str, bytes]) -> None:
    names = [name for name in files if name.endswith(".schema.json")]
    assert len(names) == len(RESPONSES) + 2
    for name in names:
        Draft7Validator.check_schema(json.loads(files[name]))


@pytest.mark.parametrize("name", RESPONSES)
def test_every_response_holds_to_its_schema(name: str, files: dict[str, bytes]) -> None:
    for found in (files, exported(SPARSE)):
        assert faults(json.loads(found[f"{name}.json"]), schema(found, name)) == []


def test_every_model_holds_to_its_schema(files: dict[str, bytes]) -> None:
    for found in (files, exported(SPARSE)):
        models = [name for name in found if name.startswith("models/")]
        assert len(models) == json.loads(found["models.json"])["total"]
        assert {name: faults(json.loads(found[name]), schema(found, "model-record")) for name in models} == {
            name: [] for name in models
        }


@pytest.mark.parametrize(
    ("name", "without"), [("models", "total"), ("graph", "edges"), ("identifiers", "names"), ("concepts", "license")]
)
def test_a_response_without_a_key_would_be_found(name: str, without: str, files: dict[str, bytes]) -> None:
    document = json.loads(files[f"{name}.json"])
    del document[without]
    assert faults(document, schema(files, name)) == [f"$: '{without}' is a required property"]


def test_the_published_schema_of_the_files_accepts_every_file(catalogue: Catalog, files: dict[str, bytes]) -> None:
    class Core(yaml.SafeLoader):
        """YAML's scalars as an editor's language server reads them: dates stay text."""

    Core.yaml_implicit_resolvers = {
        first: [(tag, pattern) for tag, pattern in resolvers if not tag.endswith("timestamp")]
        for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }
    published = schema(files, "model")
    found = {
        id_: faults(yaml.load((ROOT / f"data/models/{id_}.yml").read_text(encoding="utf-8"), Core), published)
        for id_ in catalogue.models
    }
    assert found == {id_: [] for id_ in catalogue.models}


def test_the_published_schema_knows_every_model(catalogue: Catalog, files: dict[str, bytes]) -> None:
    relation = schema(files, "model")["$defs"]["Relation"]["properties"]["model"]
    assert relation["enum"] == sorted(catalogue.models)
