"""The API's records: everything on a model's page, for programs."""

from __future__ import annotations

import re
from typing import Any

from atlas.catalog import Catalog
from atlas.dates import PartialDate
from atlas.derive import costs
from atlas.derive.parameters import recount
from atlas.quantity import Quantity
from atlas.schema.base import Part
from atlas.schema.facts import Facts
from atlas.schema.record import Concept, Model
from atlas.views import corrections, lineage, sources
from atlas.views.columns import total_layers
from atlas.views.facts import fact_book
from atlas.views.usage import usage

SCHEMA_VERSION = "1.0"
LICENSE = "CC-BY-4.0"

SIZE_KEYS = (
    "parameters",
    "active_parameters",
    "layers",
    "hidden_size",
    "ffn_size",
    "attention_heads",
    "kv_heads",
    "head_size",
    "vocabulary_size",
    "context_length",
    "experts",
    "experts_per_token",
)
"""Integer or null in every variant, whatever its record says."""


def plain(value: Any) -> Any:
    """A value of the schema as JSON has it: quantities as integers, dates as written, unset fields left out."""
    if isinstance(value, str | int | float):
        return value
    if isinstance(value, Quantity):
        return value.value
    if isinstance(value, PartialDate):
        return value.text
    if isinstance(value, Part):
        written = (name for name in type(value).model_fields if name in value.model_fields_set)
        return {name.rstrip("_"): plain(getattr(value, name)) for name in written}
    if isinstance(value, dict):
        return {key: plain(entry) for key, entry in value.items()}
    if isinstance(value, tuple):
        return [plain(entry) for entry in value]
    return value


class Addresses:
    """Addresses of pages and records, in full if the site's address is known."""

    def __init__(self, site_url: str) -> None:
        self.base = site_url.rstrip("/")

    def page(self, collection: str, id_: str) -> str:
        return f"{self.base}/{collection}/{id_}/"

    def api(self, path: str) -> str:
        return f"{self.base}/api/v1/{path}"


def summary(catalog: Catalog, id_: str, to: Addresses) -> dict[str, Any]:
    """A model in the list of all models."""
    model = catalog.models[id_]
    return {
        "id": id_,
        "kind": model.kind,
        "name": model.name,
        "organizations": list(model.organizations or ()),
        "released": model.released.text if model.released else None,
        "category": model.category,
        "also_in": list(model.also_in or ()),
        "family": model.family,
        "summary": model.summary,
        "access": model.access,
        "licenses": plain(model.licenses) or {},
        "variants": list(catalog.variants(id_)),
        "url": to.page("models", id_),
        "api_url": to.api(f"models/{id_}.json"),
    }


def record(catalog: Catalog, id_: str, to: Addresses) -> dict[str, Any]:
    """Everything on a model's page."""
    model = catalog.models[id_]
    resolved = {key: variant(facts) for key, facts in catalog.variants(id_).items()}
    claims = corrections.claims_of(catalog, "models", id_)
    return summary(catalog, id_, to) | {
        "full_name": model.full_name,
        "aliases": list(model.aliases or ()),
        "tasks": list(model.tasks or ()),
        "languages": list(model.languages or ()),
        "description": model.description,
        "innovations": list(model.innovations or ()),
        "modalities": plain(model.modalities) or {},
        "architecture": plain(model.architecture) or {},
        "tokenizer": plain(model.tokenizer) or {},
        "training": {"tokens": None} | (plain(model.training) or {}),
        "components": {key: variant(part) for key, part in (model.components or {}).items()},
        "variants": resolved,
        "relations": plain(model.relations) or [],
        "results": plain(model.results) or [],
        "links": plain(model.links) or {},
        "verified": model.verified.text if model.verified else None,
        "sources": _sources(catalog, model),
        "evidence": plain(model.evidence) or [],
        "absent": plain(model.absent) or {},
        "not_researched": [f.path for f in fact_book(catalog, id_).headline if f.state == "not-researched"],
        "claims": plain(model.claims) or [],
        "corrections": [_correction(shown) for shown in claims if shown.verdict == "wrong"],
        "derived": {key: derived(catalog, id_, key) for key in catalog.variants(id_)},
    }


def variant(facts: Facts) -> dict[str, Any]:
    """A resolved variant or component: the size keys always, everything else it has beside them."""
    written = plain(facts)
    tokenizer = facts.tokenizer.vocabulary_size if facts.tokenizer else None
    training = {"tokens": None} | written.get("training", {})
    sizes = {key: written.get(key) for key in SIZE_KEYS}
    sizes |= {"layers": total_layers(facts), "vocabulary_size": tokenizer.value if tokenizer else None}
    components = {key: variant(part) for key, part in (facts.components or {}).items()}
    rest = {k: v for k, v in written.items() if k not in SIZE_KEYS and k not in ("components", "training", "name")}
    return {"name": facts.name, **sizes, "training": training, **rest, "components": components}


def derived(catalog: Catalog, id_: str, key: str) -> dict[str, Any]:
    """Computed numbers of a variant; null where a size is missing or the number does not apply."""
    facts, ours = catalog.variants(id_)[key], recount(catalog, id_, key)
    count = facts.parameters.value if facts.parameters else ours.total
    cache = costs.kv_cache(catalog, facts)
    known = cache if isinstance(cache, costs.Cache) else None
    compute = costs.training_compute(catalog, facts)
    return {
        "parameters_recounted": ours.total,
        "active_parameters_recounted": ours.active,
        "recount_difference": round(ours.difference, 5) if ours.difference is not None else None,
        "recount_missing": list(ours.missing),
        "weight_bytes": costs.weight_memory(count) if count else None,
        "kv_cache_bytes_per_token": known.per_token if known else None,
        "kv_cache_bytes_at_8192": known.at(8192) if known else None,
        "training_compute_flop": compute.flop if compute else None,
        "tokens_per_parameter": round(ratio, 3) if (ratio := costs.tokens_per_parameter(facts)) else None,
    }


def _sources(catalog: Catalog, model: Model) -> dict[str, Any]:
    used = [e.source for e in model.evidence or ()] + [c.source for c in model.claims or ()]
    used += [a.source for a in (model.absent or {}).values() if a.source] + [r.source for r in model.results or ()]
    found = {}
    for id_ in dict.fromkeys([*(model.sources or {}), *used]):
        if source := catalog.source(model, id_):
            found[id_] = plain(source) | {"address": sources.address(source) or None}
    return found


def _correction(shown: corrections.Shown) -> dict[str, Any]:
    return {
        "field": shown.field,
        "claimed": shown.claimed,
        "correct": shown.correct or None,
        "mistake": shown.mistake,
        "note": shown.note or None,
        "source": shown.source,
    }


def concept(catalog: Catalog, id_: str, entry: Concept, to: Addresses) -> dict[str, Any]:
    return {
        "id": id_,
        "name": entry.name,
        "aliases": list(entry.aliases or ()),
        "kind": entry.kind,
        "summary": entry.summary,
        "related": list(entry.related or ()),
        "models": usage(catalog).of("concepts", id_),
        "url": to.page("concepts", id_),
    }


def organization(catalog: Catalog, id_: str, to: Addresses) -> dict[str, Any]:
    entry = catalog.organizations[id_]
    return {
        "id": id_,
        "name": entry.name,
        "country": entry.country,
        "website": entry.url,
        "models": usage(catalog).of("organizations", id_),
        "url": to.page("organizations", id_),
    }


def graph(catalog: Catalog, to: Addresses) -> dict[str, Any]:
    """Models as nodes, relations and components as edges; the source of an edge is the younger model."""
    nodes = [
        {
            "id": id_,
            "name": m.name,
            "kind": m.kind,
            "released": m.released.text if m.released else None,
            "category": m.category,
            "url": to.page("models", id_),
        }
        for id_, m in catalog.models.items()
    ]
    edges = [{"source": e.subject, "type": e.type, "target": e.object} for e in lineage.edges(catalog)]
    return {"nodes": nodes, "edges": list({tuple(e.items()): e for e in edges}.values())}


def identifiers(catalog: Catalog) -> dict[str, dict[str, str]]:
    """Model ids by Hugging Face id, by arXiv id of their papers (without version), and by name or alias."""
    found: dict[str, dict[str, str]] = {"huggingface": {}, "arxiv": {}, "names": {}}
    for id_, model in catalog.models.items():
        for facts in (model, *catalog.variants(id_).values()):
            found["huggingface"] |= dict.fromkeys(facts.huggingface or (), id_)
        papers = (s.arxiv for s in (model.sources or {}).values() if s.type in ("paper", "report") and s.arxiv)
        if arxiv := next(papers, None):  # a record names its own paper first
            found["arxiv"].setdefault(re.sub(r"v\d+$", "", arxiv), id_)
        found["names"] |= dict.fromkeys((id_, model.name, *(model.aliases or ())), id_)
    return {key: dict(sorted(entries.items())) for key, entries in found.items()}
