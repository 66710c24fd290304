"""Claims of others that are wrong, with what is true: the corrections."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from atlas.catalog import Catalog
from atlas.facts import sources
from atlas.facts.reading import Reading
from atlas.facts.show import show
from atlas.schema.choices import MISTAKES
from atlas.schema.evidence import Claim
from atlas.schema.record import Concept, Model
from atlas.schema.registry import Field, fields, schema_path, value_at


@dataclass(frozen=True, slots=True)
class ShownClaim:
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


def claims_of(catalog: Catalog, collection: str, id_: str) -> list[ShownClaim]:
    """The claims of one record, in its order."""
    record: Model | Concept = catalog.collection(collection)[id_]
    return [_shown_claim(catalog, collection, id_, record, i, claim) for i, claim in enumerate(record.claims or ())]


def corrections(catalog: Catalog) -> dict[str, list[ShownClaim]]:
    """All wrong claims by kind of mistake, kinds in the order of MISTAKES."""
    groups: dict[str, list[ShownClaim]] = defaultdict(list)
    for collection in ("models", "concepts"):
        for id_ in catalog.collection(collection):
            for claim in claims_of(catalog, collection, id_):
                if claim.verdict == "wrong":
                    groups[claim.mistake].append(claim)
    return {kind: groups[kind] for kind in MISTAKES if kind in groups}


def _shown_claim(
    catalog: Catalog, collection: str, id_: str, record: Model | Concept, index: int, claim: Claim
) -> ShownClaim:
    source = catalog.source(record, claim.source)
    return ShownClaim(
        record=id_,
        record_name=record.name,
        collection=collection,
        anchor=f"claim-{index + 1}",
        field=_field_name(catalog, record, claim.field),
        claimed=claim.value,
        verdict=claim.verdict,
        mistake=claim.mistake or "",
        correct=claim.correct or _own_value(catalog, record, claim.field),
        note=claim.note or "",
        source=claim.source,
        source_title=source.title if source else claim.source,
        source_url=sources.address(source) if source else "",
        source_date=sources.year(source) if source else "",
        locator=claim.locator or "",
        quote=claim.quote or "",
    )


def _own_value(catalog: Catalog, record: Model | Concept, path: str) -> str:
    """The value that the record itself gives, where it is one fact."""
    value, field = value_at(record, path), _field(record, path)
    if value is None or field is None or field.kind == "group":
        return ""
    return show(catalog, Reading(field, "cited", (value,))).text[:120]


def _field(record: Model | Concept, path: str) -> Field | None:
    known = fields(type(record))
    return known.get(schema_path(tuple(path.split(".")))) or known.get(path)


def _field_name(catalog: Catalog, record: Model | Concept, path: str) -> str:
    """`variants.base.parameters` as `Parameters of BERT-Base`."""
    steps, field = path.split("."), _field(record, path)
    label = field.label if field else path
    if isinstance(record, Model) and steps[0] == "variants" and len(steps) > 1 and record.variants:
        variant = record.variants.get(steps[1])
        return f"{label} of {variant.name or steps[1]}" if variant else label
    return label
