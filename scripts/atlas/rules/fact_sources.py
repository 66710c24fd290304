"""Rules that hold facts to their sources."""

from __future__ import annotations

import re
from collections.abc import Iterator

from atlas.catalog import Entry
from atlas.rules.framework import Finding, record_rule
from atlas.schema.errors import from_configuration, nearest
from atlas.schema.evidence import Source, supported_paths
from atlas.schema.record import Concept, Model
from atlas.schema.registry import fields, schema_path, value_at
from atlas.text import quotes
from atlas.text.positions import FieldPath
from atlas.text.quantity import Quantity

_MOST_ALIKE, _MOST_NAMED = 5, 8
"""So many facts without evidence are said one by one; of more, so many are named."""


@record_rule("models")
def evidence_path(entry: Entry) -> Iterator[Finding]:
    """Every path in `supports` is one where this record writes a fact."""
    record = _model(entry)
    paths: list[str] | None = None
    for position, evidence in enumerate(record.evidence or ()):
        if not evidence.supports and not entry.may_write("evidence"):
            yield Finding(("evidence", position), "supports nothing", "list the facts under `supports`")
        told = -1
        for index, path, _ in supported_paths(evidence):
            if index == told:
                continue  # once for all rows
            if evidence.rows and path.split(".")[1] not in (record.variants or {}):
                continue  # known-variant says so
            if entry.may_write(*path.split(".")):
                continue
            value = value_at(record, path)
            if value is None or isinstance(value, dict) or hasattr(value, "model_fields_set"):
                told = index if evidence.rows else told
                paths = paths or [fact.dotted for fact in entry.written]
                what = "no fact is written there" if value is None else "it is a group of facts, not one"
                fix = _shared_path(record, path) or from_configuration(path) or nearest(path, paths)
                fix = fix or "name the path where the value is written"
                yield Finding(("evidence", position, "supports", index), f'"{path}": {what}', fix)


def _shared_path(record: Model, path: str) -> str:
    """The mend for `variants.base.layers` where layers are shared by all variants."""
    steps = path.split(".", 2)
    shared = steps[2] if len(steps) == 3 and steps[0] == "variants" else ""
    return f'it is shared by the variants: name "{shared}"' if shared and value_at(record, shared) is not None else ""


@record_rule("models")
def quoted_value(entry: Entry) -> Iterator[Finding]:
    """A number that a quote supports is in the quote, unless a `derivation` says how it follows. Values are
    compared: 110M and 110 million are the same, and numbers with suffixes agree at the coarser precision."""
    record = _model(entry)
    for position, evidence in enumerate(record.evidence or ()):
        if evidence.derivation:
            continue
        for index, path, words in supported_paths(evidence):
            value = _number(value_at(record, path))
            if words is None or value is None:
                continue
            if not quotes.states(words, value, binary_k=path.endswith(("context_length", "sequence_length"))):
                message = f"{path} is {value}, which the quote does not state"
                place: FieldPath = ("evidence", position, "supports", index)
                if evidence.rows:
                    place = ("evidence", position, "rows", path.split(".")[1])
                yield Finding(place, message, "quote the words that state it, correct the value, or add a `derivation`")


def _number(value: object) -> Quantity | None:
    if isinstance(value, Quantity):
        return value
    if isinstance(value, int) and not isinstance(value, bool):
        return Quantity.exactly(value)
    return None


@record_rule("models")
def headline_evidence(entry: Entry) -> Iterator[Finding]:
    """Every headline fact that is written (released, organizations, weights licence, parameters, layers, hidden
    size, attention heads, vocabulary size, context length, training tokens) has evidence. Drafts are spared."""
    record = _model(entry)
    if record.draft or entry.may_write("evidence") or entry.may_write("draft"):
        return
    supported = {path for evidence in record.evidence or () for _, path, _ in supported_paths(evidence)}
    bare = [fact for fact in entry.written if fact.field.headline and fact.dotted not in supported]
    if len(bare) > _MOST_ALIKE:
        paths = ", ".join(fact.dotted for fact in bare[:_MOST_NAMED])
        more = f" and {len(bare) - _MOST_NAMED} more" if len(bare) > _MOST_NAMED else ""
        fix = "add evidence that supports them, or leave them out"
        yield Finding(bare[0].path, f"{len(bare)} headline facts have no evidence: {paths}{more}", fix)
        return
    for fact in bare:
        message = f"{fact.field.label} is a headline fact without evidence"
        fix = f"add evidence that supports {fact.dotted}, or leave the fact out"
        yield Finding(fact.path, message, fix)


@record_rule("models")
def present_and_absent(entry: Entry) -> Iterator[Finding]:
    """What is listed under `absent` is a known field, and is not written elsewhere in the record."""
    record = _model(entry)
    for path in record.absent or {}:
        fault = _absence_fault(record, path)
        if fault and not entry.may_write("variants"):
            yield Finding(("absent", path), *fault, key=True)


def _absence_fault(record: Model, path: str) -> tuple[str, str] | None:
    """What is wrong with listing a path as absent, and the mend."""
    steps = path.split(".", 2)
    of_variant = steps[0] == "variants" and len(steps) == 3
    if path in ("variants", "components") or (steps[0] == "variants" and not of_variant):
        return f"{path} is a group of facts, not one", "name one fact, such as training.tokens"
    single = [field for field in fields() if field not in ("variants", "components")]
    if schema_path(tuple(path.split("."))) not in fields():
        fix = from_configuration(path) or nearest(path, single) or "name a field of the schema"
        return f'"{path}" is not a fact of the schema', fix
    if of_variant and steps[1] not in (record.variants or {}):
        return f'"{steps[1]}" is not a variant of this record', "name an existing variant, or the shared path"
    shared = steps[2] if of_variant else path
    everywhere = [value_at(record, f"variants.{v}.{path}") is not None for v in record.variants or {}]
    if value_at(record, path) is not None or value_at(record, shared) is not None or (everywhere and all(everywhere)):
        return f"{path} is both written and listed as absent", "keep one of the two"
    return None


@record_rule("models", "concepts")
def claim_field(entry: Entry) -> Iterator[Finding]:
    """A claim names a field of the schema, and a claim with the verdict `wrong` says which kind of mistake it is."""
    record = entry.record
    assert isinstance(record, Model | Concept)
    known = fields(type(record))
    for index, claim in enumerate(record.claims or ()):
        path = schema_path(tuple(claim.field.split(".")))
        if path and path not in known and claim.field not in known:
            fix = from_configuration(claim.field) or nearest(claim.field, known) or "name a field of the schema"
            yield Finding(("claims", index, "field"), f'"{claim.field}" is not a field of the schema', fix)
        if claim.verdict == "wrong" and not claim.mistake and not entry.may_write("claims"):
            yield Finding(("claims", index), "a wrong claim needs its kind of `mistake`", "add `mistake:`")


@record_rule("models", "concepts", "sources", "datasets", "guides")
def pinned_source(entry: Entry) -> Iterator[Finding]:
    """A source can be found again as it was read: arXiv id with version, DOI, repository with commit, package
    with version, Hugging Face repository with revision, or an address or venue with its date or the day it was
    accessed. Shared sources may instead have only a date, or explain themselves in a note."""
    own: dict[str, Source] = getattr(entry.record, "sources", None) or {}
    sources = [(("sources", key), source) for key, source in own.items()]
    if isinstance(entry.record, Source):
        sources = [((), entry.record)]  # type: ignore[list-item]
    for path, source in sources:
        fault = _source_fault(source, shared=not path)
        if fault and not entry.may_write(*path):
            yield Finding(path, *fault, key=True)


def _source_fault(source: Source, *, shared: bool) -> tuple[str, str] | None:
    if source.arxiv and not re.search(r"v\d+$", source.arxiv):
        return "the arXiv identifier has no version", f"write {source.arxiv}v1 or the version read"
    if _is_pinned(source) or (shared and (source.note or source.date)):
        return None
    date = "a date" if shared else "an address or venue with its date"
    return "the source is not pinned", f"add an arXiv version, DOI, commit, version or revision, or {date}"


def _is_pinned(source: Source) -> bool:
    return bool(
        source.arxiv
        or source.doi
        or (source.repository and source.commit)
        or (source.package and source.version)
        or (source.huggingface and source.revision)
        or ((source.url or source.venue) and (source.date or source.accessed))
    )


def _model(entry: Entry) -> Model:
    assert isinstance(entry.record, Model)
    return entry.record
