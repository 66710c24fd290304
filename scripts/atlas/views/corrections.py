"""Claims of others that are wrong, with what is true: the corrections."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from atlas.catalog import Catalog
from atlas.schema.choices import MISTAKES
from atlas.schema.evidence import Claim
from atlas.schema.record import Concept, Model
from atlas.schema.registry import fields, schema_path, value_at
from atlas.views import sources
from atlas.views.values import text_of


@dataclass(frozen=True, slots=True)
class Shown:
    """A claim ready to show."""

    record: str
    record_name: str
    collection: str
    anchor: str
    field: str
    claimed: str
    verdict: str
    mistake: str
    correct: str
    note: str
    source: str
    source_title: str
    source_url: str
    source_date: str
    locator: str
    quote: str


def claims_of(catalog: Catalog, collection: str, id_: str) -> list[Shown]:
    """The claims of one record, in its order."""
    record: Model | Concept = catalog.collection(collection)[id_]
    return [_shown(catalog, collection, id_, record, i, claim) for i, claim in enumerate(record.claims or ())]


def corrections(catalog: Catalog) -> dict[str, list[Shown]]:
    """All wrong claims by kind of mistake, kinds in the order of MISTAKES."""
    groups: dict[str, list[Shown]] = defaultdict(list)
    for collection in ("models", "concepts"):
        for id_ in catalog.collection(collection):
            for claim in claims_of(catalog, collection, id_):
                if claim.verdict == "wrong":
                    groups[claim.mistake].append(claim)
    return {kind: groups[kind] for kind in MISTAKES if kind in groups}


def _shown(catalog: Catalog, collection: str, id_: str, record: Model | Concept, index: int, claim: Claim) -> Shown:
    source = catalog.source(record, claim.source)
    return Shown(
        record=id_,
        record_name=record.name,
        collection=collection,
        anchor=f"claim-{index + 1}",
        field=_field_name(catalog, record, claim.field),
        claimed=claim.value,
        verdict=claim.verdict,
        mistake=claim.mistake or "",
        correct=claim.correct or _written(record, claim.field),
        note=claim.note or "",
        source=claim.source,
        source_title=source.title if source else claim.source,
        source_url=sources.address(source) if source else "",
        source_date=sources.year(source) if source else "",
        locator=claim.locator or "",
        quote=claim.quote or "",
    )


def _written(record: Model | Concept, path: str) -> str:
    """The value that the record itself gives, where it is a plain one."""
    value = value_at(record, path)
    return (
        "" if value is None or isinstance(value, dict) or hasattr(value, "model_fields_set") else text_of(value)[:120]
    )


def _field_name(catalog: Catalog, record: Model | Concept, path: str) -> str:
    """`variants.base.parameters` as `Parameters of BERT-Base`."""
    steps = tuple(path.split("."))
    field = fields(type(record)).get(schema_path(steps)) or fields(type(record)).get(path)
    label = field.label if field else path
    if isinstance(record, Model) and steps[0] == "variants" and len(steps) > 1 and record.variants:
        variant = record.variants.get(steps[1])
        return f"{label} of {variant.name or steps[1]}" if variant else label
    return label
