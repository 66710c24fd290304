"""The API's records: everything on a model's page, for programs."""

from __future__ import annotations

import re
from typing import Any, get_args, get_origin

from atlas.catalog import Catalog, per_catalog
from atlas.derive import costs
from atlas.derive.numbers import DERIVED, Case
from atlas.derive.parameters import recount
from atlas.facts import lineage, misreports, sources
from atlas.facts.reading import Reading, Readings, readings
from atlas.facts.standing import headline
from atlas.facts.usage import usage
from atlas.schema.base import Part
from atlas.schema.record import Concept, Model
from atlas.schema.registry import fields, value_at
from atlas.schema.variants import Component, Facts
from atlas.text.dates import PartialDate
from atlas.text.quantity import Quantity, for_json

SCHEMA_VERSION = "1.1"
LICENSE = "CC-BY-4.0"

CSV_FIELDS = tuple(field for field in fields().values() if field.csv)
SIZES = {field.csv: field for field in CSV_FIELDS if field.kind == "number" and field.group != "training"}
"""Numbers that every variant has, as an integer or null, whatever its record says; by their keys."""
_ALWAYS = (
    *("full_name", "aliases", "tasks", "languages", "description", "innovations", "modalities", "architecture"),
    *("tokenizer", "relations", "results", "links", "verified", "evidence", "absent", "claims", "dates"),
    *("superseded_by", "earlier"),
)
"""What every record has, empty where nothing is written. All other facts of a record follow where it writes them."""
_RELEASED = ("released", "released_earliest")


def plain(value: Any) -> Any:
    """A value of the schema as JSON has it: quantities as numbers, dates as written, unset fields left out."""
    if isinstance(value, str | int | float):
        return value
    if isinstance(value, Quantity):
        return for_json(value.value)
    if isinstance(value, PartialDate):
        return value.text
    if isinstance(value, Part):
        names = (name for name in type(value).model_fields if name in value.model_fields_set)
        return {name.rstrip("_"): plain(getattr(value, name)) for name in names}
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
        **_released(model),
        "category": model.category,
        "also_in": list(model.also_in or ()),
        "family": model.family,
        "summary": model.summary,
        "access": model.access,
        "licenses": plain(model.licenses) or {},
        "variants": list(model.variants or {}),
        "url": to.page("models", id_),
        "api_url": to.api(f"models/{id_}.json"),
    }


def _released(facts: Facts) -> dict[str, str | None]:
    """The release date as written, and the first day that it can mean, by which dates of any precision sort."""
    date = facts.released
    return {"released": date.text, "released_earliest": date.earliest} if date else dict.fromkeys(_RELEASED)


def record(catalog: Catalog, id_: str, to: Addresses) -> dict[str, Any]:
    """Everything on a model's page."""
    model = catalog.models[id_]
    own = readings(catalog, id_)
    claims = misreports.claims_of(catalog, "models", id_)
    found = summary(catalog, id_, to) | {name: _or_empty(name, getattr(model, name)) for name in _ALWAYS}
    found |= {
        "training": {"tokens": None} | (plain(model.training) or {}),
        "components": {key: component(part) for key, part in (model.components or {}).items()},
        "variants": {key: variant(own, key) for key in own.variants},
        "sources": _sources(catalog, model),
        "not_researched": [f.path for f in headline(catalog, id_) if f.standing == "not-researched"],
        "corrections": [_correction(shown) for shown in claims if shown.verdict == "wrong"],
        "derived": {key: derived(catalog, id_, key) for key in own.variants},
    }
    return found | {name: value for name, value in plain(model).items() if name not in found}


def _or_empty(name: str, value: Any) -> Any:
    """A value, or the empty one of its kind: a list, a mapping, or null."""
    if value is not None:
        return plain(value)
    annotation = Model.model_fields[name].annotation
    holders = {get_origin(choice) or choice for choice in get_args(annotation)}
    if tuple in holders:
        return []
    is_mapping = any(holder is dict or (isinstance(holder, type) and issubclass(holder, Part)) for holder in holders)
    return {} if is_mapping else None


def variant(own: Readings, key: str) -> dict[str, Any]:
    """A resolved variant: the sizes always, everything else it has beside them."""
    sizes = {name: _size(own.of(field.path, key)) for name, field in SIZES.items()}
    return _resolved(own.variants[key], sizes)


@per_catalog
def csv_values(catalog: Catalog, id_: str, key: str) -> tuple[Any, ...]:
    """What a variant has in the columns of the CSV, in the order of CSV_FIELDS."""
    own = readings(catalog, id_)
    return tuple(_size(own.of(field.path, key)) for field in CSV_FIELDS)


def component(part: Component) -> dict[str, Any]:
    """A component: the sizes that it writes, the others as null, everything else it has beside them."""
    return _resolved(part, {name: plain(value_at(part, field.path)) for name, field in SIZES.items()})


def _size(reading: Reading) -> Any:
    """A number of the variant itself; layers of two stacks are added up. Null where only its parts have one."""
    stated = reading.known and not reading.parts and reading.standing != "derived"
    return (
        plain(reading.value) if stated and (reading.standing != "implied" or reading.field.path == "layers") else None
    )


def _resolved(facts: Facts, sizes: dict[str, Any]) -> dict[str, Any]:
    written = plain(facts)
    training = {"tokens": None} | written.get("training", {})
    rest = {k: v for k, v in written.items() if k not in sizes and k not in ("components", "training", "name")}
    components = {key: component(part) for key, part in (facts.components or {}).items()}
    earliest = {"released_earliest": facts.released.earliest} if facts.released else {}
    return {"name": facts.name, **sizes, "training": training, **rest, **earliest, "components": components}


def derived(catalog: Catalog, id_: str, key: str) -> dict[str, Any]:
    """Computed numbers of a variant; null where a size is missing or the number does not apply."""
    own, ours = readings(catalog, id_), recount(catalog, id_, key)
    count = Case(catalog, id_, key, own.variants[key]).parameters
    found = {field.api: own.of(path, key).value for path, field in DERIVED.items() if field.api}
    numbers = {name: for_json(value) if isinstance(value, int) else value for name, value in found.items()}
    return numbers | {
        "recount_missing": list(ours.missing),
        "weight_bytes": costs.weight_memory(count) if count else None,
    }


def _sources(catalog: Catalog, model: Model) -> dict[str, Any]:
    used = [e.source for e in model.evidence or ()] + [c.source for c in model.claims or ()]
    used += [e.source for e in model.earlier or () if e.source]
    used += [a.source for a in (model.absent or {}).values() if a.source] + [r.source for r in model.results or ()]
    found = {}
    for id_ in dict.fromkeys([*(model.sources or {}), *used]):
        if source := catalog.source(model, id_):
            found[id_] = plain(source) | {"address": sources.address(source) or None}
    return found


def _correction(shown: misreports.ShownClaim) -> dict[str, Any]:
    return {
        "field": shown.field,
        "claimed": shown.claimed,
        "correct": shown.correct or None,
        "mistake": shown.mistake,
        "note": shown.note or None,
        "source": shown.source,
    }


def concept(catalog: Catalog, id_: str, entry: Concept, to: Addresses) -> dict[str, Any]:
    found = {
        "id": id_,
        "name": entry.name,
        "aliases": list(entry.aliases or ()),
        "kind": entry.kind,
        "summary": entry.summary,
        "related": list(entry.related or ()),
        "models": usage(catalog).of("concepts", id_),
        "url": to.page("concepts", id_),
    }
    return found | {name: value for name, value in plain(entry).items() if name not in found}


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
            **_released(m),
            "category": m.category,
            "url": to.page("models", id_),
        }
        for id_, m in catalog.models.items()
    ]
    edges = [{"source": e.subject, "type": e.type, "target": e.object} for e in lineage.edges(catalog)]
    return {"nodes": nodes, "edges": list({tuple(e.items()): e for e in edges}.values())}


def identifiers(catalog: Catalog) -> dict[str, dict[str, str]]:
    """Model ids by Hugging Face id, by arXiv id of their papers (without version), and by name, alias or former id."""
    found: dict[str, dict[str, str]] = {"huggingface": {}, "arxiv": {}, "names": {}}
    for id_, model in catalog.models.items():
        for facts in (model, *(model.variants or {}).values()):
            found["huggingface"] |= dict.fromkeys(facts.huggingface or (), id_)
        former = (earlier.value for earlier in model.earlier or () if earlier.field == "huggingface")
        found["huggingface"] |= dict.fromkeys(former, id_)
        papers = (s.arxiv for s in (model.sources or {}).values() if s.type in ("paper", "report") and s.arxiv)
        if arxiv := next(papers, None):  # a record names its own paper first
            found["arxiv"].setdefault(re.sub(r"v\d+$", "", arxiv), id_)
        names = (id_, model.name, *(model.aliases or ()), *(model.formerly or ()))
        found["names"] |= dict.fromkeys(names, id_)
    return {key: dict(sorted(entries.items())) for key, entries in found.items()}
