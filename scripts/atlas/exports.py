"""Files for programs: Catalog -> {path: what makes its bytes}.

The API's addresses and keys of version 1 only gain, never change. What lies in PAGE_DATA is for the scripts of the
site's own pages, and may change with them.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from functools import partial
from typing import Any

from atlas import committed
from atlas.catalog import Catalog
from atlas.schema.registry import fields
from atlas.views import api_schemas, names, payload, table_data
from atlas.views.comparison import payload as comparison
from atlas.views.payload import Addresses

BASE = "api/v1"
PAGE_DATA = "assets/data"


Make = Callable[[], bytes]
Document = Callable[[], dict[str, Any]]


def exports(catalog: Catalog, site_url: str, generated_at: str) -> dict[str, Make]:
    """What makes each file, by path below the site: the API, and what the scripts of pages fetch."""
    to = Addresses(site_url)
    head = {
        "schema_version": payload.SCHEMA_VERSION,
        "generated_at": generated_at,
        "license": payload.LICENSE,
    }
    files: dict[str, Make] = {f"{BASE}/models.csv": partial(_csv, catalog, to)}
    files |= {f"{BASE}/{name}": partial(_json, make, head) for name, make in _api(catalog, to).items()}
    files |= {f"{BASE}/{name}.schema.json": partial(_json, make) for name, make in _schemas(catalog).items()}
    files |= {f"{PAGE_DATA}/{name}": partial(_json, make) for name, make in _page_data(catalog).items()}
    return files


def _api(catalog: Catalog, to: Addresses) -> dict[str, Document]:
    """The responses of the API by their names."""
    return {
        "models.json": lambda: _list("models", [payload.summary(catalog, id_, to) for id_ in catalog.models]),
        "concepts.json": lambda: _list(
            "concepts", [payload.concept(catalog, id_, entry, to) for id_, entry in catalog.concepts.items()]
        ),
        "organizations.json": lambda: _list(
            "organizations", [payload.organization(catalog, id_, to) for id_ in catalog.organizations]
        ),
        "graph.json": lambda: payload.graph(catalog, to),
        "identifiers.json": lambda: payload.identifiers(catalog),
        **{f"models/{id_}.json": partial(payload.record, catalog, id_, to) for id_ in catalog.models},
    }


def _list(name: str, entries: list[dict[str, Any]]) -> dict[str, Any]:
    return {"total": len(entries), name: entries}


def _schemas(catalog: Catalog) -> dict[str, Document]:
    """JSON Schemas by name: of the files that contributors write, and of the API's responses."""
    own: Document = partial(committed.model_schema, catalog, with_models=True)
    return {"model": own} | {name: schema.copy for name, schema in api_schemas.schemas().items()}


def _page_data(catalog: Catalog) -> dict[str, Document]:
    """What the scripts of pages fetch, by name."""
    return {
        "names.json": lambda: names.names(catalog),
        "finding.json": lambda: table_data.finding(catalog),
        "cells.json": lambda: table_data.cells(catalog),
        "compare.json": comparison.definitions,
        **{f"compare/{id_}.json": partial(comparison.model, catalog, id_) for id_ in catalog.models},
    }


def _json(make: Document, head: dict[str, Any] | None = None) -> bytes:
    document = (head or {}) | make()
    return (json.dumps(document, ensure_ascii=False, separators=(",", ":")) + "\n").encode()


_FIRST = ("model", "variant", "name", "organizations", "released", "category", "access", "weights_license")
_STABLE = (
    *("parameters", "active_parameters", "layers", "hidden_size", "ffn_size", "attention_heads", "kv_heads"),
    *("head_size", "vocabulary_size", "context_length", "experts", "experts_per_token", "training_tokens"),
)
"""The numbers of version 1 in their order. What is new comes after them all, so that no column ever moves."""


def _csv(catalog: Catalog, to: Addresses) -> bytes:
    """A row per variant; empty cells are unknown or do not apply."""
    declared = {field.csv: field for field in fields().values() if field.csv}
    new = [name for name in declared if name not in (*_FIRST, *_STABLE)]
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow([*_FIRST, *_STABLE, "url", *new])
    for id_, model in catalog.models.items():
        for key, facts in catalog.variants(id_).items():
            numbers = payload.csv_values(catalog, id_, key)
            head = [id_, key, facts.name or model.name, ";".join(model.organizations or ()), facts.released or ""]
            rights = [model.category, facts.access or "", numbers["weights_license"] or ""]
            stable, more = ([numbers[name] for name in names] for names in (_STABLE, new))
            row = [*head, *rights, *stable, f"{to.page('models', id_)}#variant-{key}", *more]
            writer.writerow(["" if cell is None else _safe(str(cell)) for cell in row])
    return stream.getvalue().encode()


def _safe(cell: str) -> str:
    """A spreadsheet would run a cell that starts like a formula."""
    return f"'{cell}" if cell[:1] in ("=", "+", "-", "@", "\t", "\r") else cell
