"""The API: Catalog -> {path: bytes}. Addresses and keys of version 1 only gain, never change."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

from atlas import committed
from atlas.catalog import Catalog
from atlas.views import api_schemas, payload
from atlas.views.payload import Addresses

BASE = "api/v1"


def exports(catalog: Catalog, site_url: str, generated_at: str) -> dict[str, bytes]:
    """Every file of the API by its path below the site."""
    to = Addresses(site_url)
    head = {
        "schema_version": payload.SCHEMA_VERSION,
        "generated_at": generated_at,
        "license": payload.LICENSE,
    }
    models = [payload.summary(catalog, id_, to) for id_ in catalog.models]
    concepts = [payload.concept(catalog, id_, entry, to) for id_, entry in catalog.concepts.items()]
    organizations = [payload.organization(catalog, id_, to) for id_ in catalog.organizations]
    documents: dict[str, Any] = {
        "models.json": head | {"total": len(models), "models": models},
        "concepts.json": head | {"total": len(concepts), "concepts": concepts},
        "organizations.json": head | {"total": len(organizations), "organizations": organizations},
        "graph.json": head | payload.graph(catalog, to),
        "identifiers.json": head | payload.identifiers(catalog),
        "model.schema.json": committed.model_schema(catalog, with_models=True),
        **{f"{name}.schema.json": schema for name, schema in api_schemas.schemas().items()},
        **{f"models/{id_}.json": head | payload.record(catalog, id_, to) for id_ in catalog.models},
    }
    files = {f"{BASE}/{name}": _json(document) for name, document in documents.items()}
    return files | {f"{BASE}/models.csv": _csv(catalog, to)}


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
