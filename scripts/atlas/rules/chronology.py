"""Rules about dates that must fit together."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from atlas.catalog import Entry
from atlas.rules.framework import Finding, record_rule
from atlas.schema.evidence import Source, supported_paths
from atlas.schema.record import Model
from atlas.schema.registry import fields, value_at
from atlas.text.dates import PartialDate
from atlas.text.positions import FieldPath
from atlas.text.stated_dates import contradicts

_ORDER = (
    ("released", "dates.weights"),
    ("released", "dates.api"),
    ("released", "dates.deprecated"),
    ("released", "dates.retired"),
    ("released", "verified"),
    ("dates.api", "dates.retired"),
    ("dates.deprecated", "dates.retired"),
)
"""Fields of which the first cannot have a later date than the second."""
_ARXIV_MONTH = re.compile(r"(\d\d)(\d\d)\.\d{4,5}")


@record_rule("models")
def dates_in_order(entry: Entry) -> Iterator[Finding]:
    """Nothing happens before the release, and no service ends before it opens; nobody learns after the release what
    the training data did not know, and no variant is older than its first public appearance. Dates are compared at
    the coarser precision."""
    record = entry.record
    assert isinstance(record, Model)
    for earlier, later in _ORDER:
        yield from _before(tuple(later.split(".")), value_at(record, later), earlier, value_at(record, earlier))
    for key, variant in (record.variants or {}).items():
        yield from _before(("variants", key, "released"), variant.released, "released", record.released)
        yield from _cutoff(("variants", key), variant.knowledge_cutoff, variant.released or record.released)
    newest = max((v.released for v in (record.variants or {}).values() if v.released), key=str, default=None)
    yield from _cutoff((), record.knowledge_cutoff, newest or record.released)


def _cutoff(path: FieldPath, cutoff: PartialDate | None, released: PartialDate | None) -> Iterator[Finding]:
    if cutoff and released and released.is_before(cutoff):
        message = f"knowledge until {cutoff} is more than a release of {released} can have"
        yield Finding((*path, "knowledge_cutoff"), message, "correct one of the two dates")


def _before(path: FieldPath, value: PartialDate | None, other: str, first: PartialDate | None) -> Iterator[Finding]:
    if value and first and value.is_before(first):
        yield Finding(path, f"{value} is before {other}, {first}", "correct one of the two dates")


@record_rule("models", "concepts", "sources", "datasets")
def source_dates(entry: Entry) -> Iterator[Finding]:
    """A source is not read before it was published, and no version of an arXiv paper is older than the month before
    that in its identifier, which is the month of its announcement."""
    own = [(("sources", key), source) for key, source in (getattr(entry.record, "sources", None) or {}).items()]
    sources = [((), entry.record)] if isinstance(entry.record, Source) else own
    for path, source in sources:
        if source.date and source.accessed and source.accessed.is_before(source.date):
            message = f"was read on {source.accessed}, before its date, {source.date}"
            yield Finding((*path, "accessed"), message, "correct one of the two dates")
        month = _arxiv_month(source.arxiv or "")
        if month and source.date and source.date.is_before(month):
            message = f"{source.date} is before arXiv:{source.arxiv} can have been handed in"
            yield Finding((*path, "date"), message, "write the date of the version that was read")


def _arxiv_month(arxiv: str) -> PartialDate | None:
    """The first month in which the paper can have been handed in."""
    match = _ARXIV_MONTH.match(arxiv)
    if not match:
        return None
    months = 12 * (2000 + int(match[1])) + int(match[2]) - 2
    return PartialDate(f"{months // 12}-{months % 12 + 1:02}")


@cache
def _date_names() -> frozenset[str]:
    """The names of fields that hold dates, by which they are told apart quickly."""
    return frozenset(path.rpartition(".")[2] for path, field in fields().items() if field.kind == "date")


@record_rule("models")
def quoted_date(entry: Entry) -> Iterator[Finding]:
    """A date that a quote supports is not another than the quote states, unless a `derivation` says how it follows.
    Any written form counts ("July 23, 2024", "23 July 2024", "2024-07"), and is compared as exactly as it is."""
    record = entry.record
    assert isinstance(record, Model)
    for position, evidence in enumerate(record.evidence or ()):
        if evidence.derivation:
            continue
        for index, path, words in supported_paths(evidence):
            if path.rpartition(".")[2] not in _date_names():
                continue
            value = value_at(record, path)
            if words and isinstance(value, PartialDate) and contradicts(words, value):
                place: FieldPath = ("evidence", position, "supports", index)
                if evidence.rows:
                    place = ("evidence", position, "rows", path.split(".")[1])
                message = f"{path} is {value}, but the quote states another date"
                yield Finding(place, message, "correct the date, or quote the words that state it")
