"""Files for programs: Catalog -> (path, bytes).

The API's addresses and keys of version 1 only gain, never change. What lies in PAGE_DATA is for the scripts of the
site's own pages, and may change with them.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from typing import Any

from atlas import committed
from atlas.catalog import Catalog
from atlas.views import api_schemas, names, payload
from atlas.views.payload import Addresses

BASE = "api/v1"
PAGE_DATA = "assets/data"


def exports(catalog: Catalog, site_url: str, generated_at: str) -> Iterator[tuple[str, bytes]]:
    """(path below the site, content) of every file: the API, and what the scripts of pages fetch."""
    to = Addresses(site_url)
    head = {
        "schema_version": payload.SCHEMA_VERSION,
        "generated_at": generated_at,
        "license": payload.LICENSE,
    }
    for name, document in _api(catalog, to):
        yield f"{BASE}/{name}", _json(document if name.endswith(".schema.json") else head | document)
    yield f"{BASE}/models.csv", _csv(catalog, to)
    yield f"{PAGE_DATA}/names.json", _json(names.names(catalog))


def _api(catalog: Catalog, to: Addresses) -> Iterator[tuple[str, dict[str, Any]]]:
    """(name, document) of the JSON files of the API."""
    models = [payload.summary(catalog, id_, to) for id_ in catalog.models]
    yield "models.json", {"total": len(models), "models": models}
    concepts = [payload.concept(catalog, id_, entry, to) for id_, entry in catalog.concepts.items()]
    yield "concepts.json", {"total": len(concepts), "concepts": concepts}
    organizations = [payload.organization(catalog, id_, to) for id_ in catalog.organizations]
    yield "organizations.json", {"total": len(organizations), "organizations": organizations}
    yield "graph.json", payload.graph(catalog, to)
    yield "identifiers.json", payload.identifiers(catalog)
    yield "model.schema.json", committed.model_schema(catalog, with_models=True)
    for name, schema in api_schemas.schemas().items():
        yield f"{name}.schema.json", schema
    for id_ in catalog.models:
        yield f"models/{id_}.json", payload.record(catalog, id_, to)


def _json(document: Any) -> bytes:
    return (json.dumps(document, ensure_ascii=False, separators=(",", ":")) + "\n").encode()


_COLUMNS = ("model", "variant", "name", "organizations", "released", "category", "access", "weights_license")


def _csv(catalog: Catalog, to: Addresses) -> bytes:
    """A row per variant; empty cells are unknown or do not apply."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow([*_COLUMNS, *payload.SIZE_KEYS, "training_tokens", "url"])
    for id_, model in catalog.models.items():
        for key, facts in catalog.variants(id_).items():
            shown = payload.variant(facts)
            released = facts.released or model.released
            head = [id_, key, facts.name or model.name, ";".join(model.organizations or ()), released or ""]
            rights = [
                model.category,
                facts.access or "",
                (facts.licenses.weights if facts.licenses else "") or "",
            ]
            sizes = [shown[size] for size in payload.SIZE_KEYS]
            row = [*head, *rights, *sizes, shown["training"]["tokens"], f"{to.page('models', id_)}#variant-{key}"]
            writer.writerow(["" if cell is None else _safe(str(cell)) for cell in row])
    return stream.getvalue().encode()


def _safe(cell: str) -> str:
    """A spreadsheet would run a cell that starts like a formula."""
    return f"'{cell}" if cell[:1] in ("=", "+", "-", "@", "\t", "\r") else cell
