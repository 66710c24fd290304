"""The files of the API, of the real catalogue and of small ones."""

import json
from functools import cache
from typing import Any

import pytest

from atlas.catalog import Catalog
from atlas.exports import exports
from facts import catalog, model

RESPONSES = ["models", "concepts", "organizations", "graph", "identifiers"]
WHEN = "2023-11-14T22:13:20Z"

SPARSE = """
models:
  nothing: {variants: {base: {}}}
  idea: {kind: architecture}
  parts:
    architecture: {type: dual-encoder}
    components: {text: {role: Reads}}
    variants: {base: {components: {text: {model: nothing, layers: 2}, image: {}}}}
    relations: [{type: fine-tuned-from, model: nothing}]
    absent: {parameters: undisclosed}
organizations: {lab: {}}
"""


def exported(text: str) -> dict[str, bytes]:
    """The files of a small catalogue by their names below api/v1/."""
    return _without_base(catalog(text))


@cache
def _without_base(atlas: Catalog) -> dict[str, bytes]:
    files = exports(atlas, "https://example.org/atlas/", WHEN)
    return {output.path.removeprefix("api/v1/"): output.make() for output in files}


@pytest.fixture(scope="module")
def real_files(catalogue: Catalog) -> dict[str, bytes]:
    """The files of the real catalogue."""
    return _without_base(catalogue)


def record(text: str) -> Any:
    """The API's record of the one model `example`."""
    return json.loads(_without_base(model(text))["models/example.json"])
