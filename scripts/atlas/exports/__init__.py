"""Files for programs: Catalog -> outputs.

The API's addresses and keys of version 1 only gain, never change. What lies in PAGE_DATA is for the scripts of the
site's own pages, and may change with them.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from atlas.author import committed
from atlas.catalog import Catalog, former_ids
from atlas.comparison import compare_json as comparison
from atlas.exports import api, redirects, response_schemas
from atlas.exports.api import Addresses
from atlas.outputs import Output
from atlas.search import model_names, page_identifiers
from atlas.tables import table_json

BASE = "api/v1"
PAGE_DATA = "assets/data"

Document = Callable[[], dict[str, Any]]


def exports(catalog: Catalog, site_url: str = "", generated_at: str = "") -> list[Output]:
    """The API, and what the scripts of pages fetch. `site_url` and `generated_at` stand in the files."""
    to = Addresses(site_url)
    head = {
        "schema_version": api.SCHEMA_VERSION,
        "generated_at": generated_at,
        "license": api.LICENSE,
    }
    table = Output(f"{BASE}/models.csv", partial(_csv, catalog, to), title="One row a variant, for spreadsheets")
    return [*_api(catalog, to, head), table, *_schemas(catalog), *_page_data(catalog), *redirects.redirects(catalog)]


def _api(catalog: Catalog, to: Addresses, head: dict[str, Any]) -> Iterator[Output]:
    """The responses of the API, in the order in which people read of them."""

    def response(name: str, title: str, document: Document) -> Output:
        schema = f"{BASE}/{name}.schema.json"
        return Output(f"{BASE}/{name}.json", partial(_json, document, head), title=title, schema=schema)

    yield response(
        "models",
        "All models in short, with the addresses of their pages and records",
        lambda: _list("models", [api.summary(catalog, id_, to) for id_ in catalog.models]),
    )
    yield from _records(catalog, to, head)
    yield response(
        "concepts",
        "All concepts with their summaries and the models that use them",
        lambda: _list("concepts", [api.concept(catalog, *item, to) for item in catalog.concepts.items()]),
    )
    yield response(
        "organizations",
        "All organizations with their models",
        lambda: _list("organizations", [api.organization(catalog, id_, to) for id_ in catalog.organizations]),
    )
    yield response("graph", "Models as nodes, relations and components as edges", lambda: api.graph(catalog, to))
    yield response(
        "identifiers", "Model ids by Hugging Face id, arXiv id, name and alias", lambda: api.identifiers(catalog)
    )


def _records(catalog: Catalog, to: Addresses, head: dict[str, Any]) -> Iterator[Output]:
    """A response for each model, one of which stands for all where files are listed."""
    example = "bert" if "bert" in catalog.models else next(iter(catalog.models), None)
    for id_ in catalog.models:
        yield Output(
            f"{BASE}/models/{id_}.json",
            partial(_json, partial(api.record, catalog, id_, to), head),
            group=id_,
            title=f"One model with everything on its page; put its id in the place of {id_}" if id_ == example else "",
            schema=f"{BASE}/model-record.schema.json",
        )
    for old, new in former_ids(catalog, "models").items():
        yield Output(
            f"{BASE}/models/{old}.json", partial(_json, partial(api.record, catalog, new, to), head), group=new
        )


def _list(name: str, entries: list[dict[str, Any]]) -> dict[str, Any]:
    return {"total": len(entries), name: entries}


def _schemas(catalog: Catalog) -> Iterator[Output]:
    """JSON Schemas: of the files that contributors write, and of the API's responses."""
    own: Document = partial(committed.model_schema, catalog, with_models=True)
    title = "JSON Schema of the YAML files that contributors write"
    yield Output(f"{BASE}/model.schema.json", partial(_json, own), title=title)
    for name, schema in response_schemas.schemas().items():
        yield Output(f"{BASE}/{name}.schema.json", partial(_json, schema.copy))


def _page_data(catalog: Catalog) -> Iterator[Output]:
    """What the scripts of pages fetch."""
    found: dict[str, Document] = {
        "names": lambda: model_names.names(catalog),
        "identifiers": lambda: page_identifiers.identifiers(catalog),
        "finding": lambda: table_json.finding(catalog),
        "cells": lambda: table_json.cells(catalog),
        "compare": comparison.definitions,
    }
    for name, document in found.items():
        yield Output(f"{PAGE_DATA}/{name}.json", partial(_json, document))
    for id_ in catalog.models:
        document = partial(comparison.model, catalog, id_)
        yield Output(f"{PAGE_DATA}/compare/{id_}.json", partial(_json, document), group=id_)


def _json(make: Document, head: dict[str, Any] | None = None) -> bytes:
    document = (head or {}) | make()
    return (json.dumps(document, ensure_ascii=False, separators=(",", ":")) + "\n").encode()


_FIRST = ("model", "variant", "name", "organizations", "released", "category", "access", "weights_license")
_STABLE = (
    *("parameters", "active_parameters", "layers", "hidden_size", "ffn_size", "attention_heads", "kv_heads"),
    *("head_size", "vocabulary_size", "context_length", "experts", "experts_per_token", "training_tokens"),
)
_LATER = ("url", "released_earliest")
"""The numbers of version 1 and what came later, in order. What is new comes after them all: no column ever moves."""


def _csv(catalog: Catalog, to: Addresses) -> bytes:
    """A row per variant; empty cells are unknown or do not apply."""
    columns = [field.csv for field in api.CSV_FIELDS]
    new = [name for name in columns if name not in (*_FIRST, *_STABLE)]
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow([*_FIRST, *_STABLE, *_LATER, *new])
    for id_, model in catalog.models.items():
        for key, facts in catalog.variants(id_).items():
            numbers = dict(zip(columns, api.csv_values(catalog, id_, key), strict=True))
            head = [id_, key, facts.name or model.name, ";".join(model.organizations or ()), facts.released or ""]
            rights = [model.category, facts.access or "", numbers["weights_license"] or ""]
            stable, more = ([numbers[name] for name in names] for names in (_STABLE, new))
            later = [f"{to.page('models', id_)}#variant-{key}", facts.released.earliest if facts.released else None]
            row = [*head, *rights, *stable, *later, *more]
            writer.writerow(["" if cell is None else _safe(str(cell)) for cell in row])
    return stream.getvalue().encode()


def _safe(cell: str) -> str:
    """A spreadsheet would run a cell that starts like a formula."""
    return f"'{cell}" if cell[:1] in ("=", "+", "-", "@", "\t", "\r") else cell
