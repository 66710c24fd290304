"""Rules about values that have the right form but cannot be meant."""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from typing import Any

from atlas.catalog import Catalog, Entry, per_catalog
from atlas.rules.framework import Finding, record_rule, rule
from atlas.schema.base import Part
from atlas.schema.record import Model
from atlas.text.characters import piles_marks
from atlas.text.dates import today
from atlas.text.positions import FieldPath
from atlas.text.quantity import Quantity, grouped
from atlas.text.slips import form

_DATES = (1940, 0)
"""The bounds of dates whose field declares none: the first year, and how many years ahead."""
_LONGEST, _LONGEST_PROSE = 1_000, 20_000
"""Characters of texts whose field declares no number."""
_MAY_REPEAT = frozenset(
    {"aliases", "formerly", "layer_pattern", "authors", "sources.authors", "relations", "models", "summary"}
)
"""Lists in which the same may stand twice, or in which another rule looks after it."""


@record_rule()
def number_meant(entry: Entry) -> Iterator[Finding]:
    """A number lies within the bounds that its field declares, which are wide: no sizes of zero, no vocabulary of
    a trillion tokens."""
    for fact in entry.written:
        if fact.field.within and fact.field.kind == "number":
            number = fact.value.value if isinstance(fact.value, Quantity) else fact.value
            low, high = fact.field.within
            if not low <= number <= high:
                message = f"{fact.value} cannot be the {fact.field.label.lower()}"
                yield Finding(fact.path, message, f"it is between {grouped(int(low))} and {grouped(int(high))}")


@record_rule()
def date_meant(entry: Entry) -> Iterator[Finding]:
    """A date is not in the future and not before computers: from 1940, for sources and inventions from 1600, until
    today. What is announced, such as the end of a service, may be up to ten years ahead."""
    latest = today().isoformat()
    for fact in entry.written:
        if fact.field.kind == "date":
            first, ahead = fact.field.within or _DATES
            text = fact.value.text
            limit = f"{int(latest[:4]) + int(ahead)}{latest[4:]}" if ahead else latest
            if int(text[:4]) < first:
                yield Finding(fact.path, f"{text} is before {first:.0f}", "correct the year")
            elif text > limit[: len(text)]:
                what = f"more than {ahead:.0f} years ahead" if ahead else "in the future"
                yield Finding(fact.path, f"{text} is {what}", "correct the date")


@record_rule()
def text_length(entry: Entry) -> Iterator[Finding]:
    """Names have at most 120 characters, other texts as many as their field declares, else 1,000, and prose 20,000.
    No letter carries more than four marks."""
    for fact in entry.written:
        value = fact.value
        if type(value) is not str and not (type(value) is tuple and value and type(value[0]) is str):
            continue
        field = fact.field
        most = field.maximum or (_LONGEST_PROSE if field.prose else _LONGEST)
        texts = (value,) if type(value) is str else value
        for at, text in enumerate(texts):
            place = fact.path if type(value) is str else (*fact.path, at)
            if len(text) > most and field.path != "summary":  # `summary-length` says so
                message = f"has {grouped(len(text))} characters, at most {grouped(most)} are allowed"
                yield Finding(place, message, "shorten it")
            elif piles_marks(text):
                yield Finding(place, "piles marks upon a letter", "write each letter with the marks that it needs")


@record_rule()
def no_repeats(entry: Entry) -> Iterator[Finding]:
    """Nothing stands twice in a list: tasks, languages, results, claims, evidence."""
    for fact in entry.written:
        if isinstance(fact.value, tuple) and fact.field.path not in _MAY_REPEAT:
            yield from _repeated(fact.path, fact.value)
    for name in entry.record.model_fields_set - _MAY_REPEAT:
        value = getattr(entry.record, name)
        if isinstance(value, tuple) and value and isinstance(value[0], Part):
            yield from _repeated((name,), value)


def _repeated(path: FieldPath, values: tuple[Any, ...]) -> Iterator[Finding]:
    seen: dict[Hashable, int] = {}
    for at, value in enumerate(values if len(values) > 1 else ()):
        first = seen.setdefault(_key(value), at)
        if first != at:
            what = f'"{value}" stands twice' if isinstance(value, str) else f"says the same as entry {first + 1}"
            yield Finding((*path, at), what, "keep one of them")


def _key(value: Any) -> Hashable:
    """What two entries have in common that say the same."""
    if isinstance(value, Part):
        own = value.__dict__.values()
        return tuple(tuple(each.items()) if isinstance(each, dict) else each for each in own)
    return value.casefold() if isinstance(value, str) else value


@record_rule("models")
def same_name_of_parts(entry: Entry) -> Iterator[Finding]:
    """Two variants, or two components of one variant, do not have the same name."""
    record = entry.record
    assert isinstance(record, Model)
    variants = record.variants or {}
    yield from _same_names(("variants",), variants)
    yield from _same_names(("components",), record.components or {})
    for key, variant in variants.items():
        yield from _same_names(("variants", key, "components"), variant.components or {})


def _same_names(path: FieldPath, parts: dict[str, Any]) -> Iterator[Finding]:
    seen: dict[str, str] = {}
    for key, part in parts.items():
        if part.name and (first := seen.setdefault(form(part.name), key)) != key:
            yield Finding(
                (*path, key, "name"), f'"{part.name}" is also the name of "{first}"', "give each its own name"
            )


@per_catalog
def _entries_by_name(catalog: Catalog) -> dict[tuple[str, str], str]:
    """The first entry of each vocabulary that goes by a name, by vocabulary and name."""
    found: dict[tuple[str, str], str] = {}
    for collection, id_ in catalog.entries:
        entry = catalog.collection(collection)[id_]
        for name in _names(entry):
            found.setdefault((collection, form(name)), id_)
    return found


def _names(entry: Part) -> tuple[str, ...]:
    own = getattr(entry, "name", None) or getattr(entry, "title", None)
    return (*((own,) if own else ()), *(getattr(entry, "aliases", None) or ()))


@rule("organizations", "categories", "licenses", "datasets", "tasks", "families", "benchmarks")
def same_name_of_entries(catalog: Catalog, entry: Entry) -> Iterator[Finding]:
    """Two entries of a vocabulary do not have the same name, nor one a name that is an alias of the other (case,
    spaces, hyphens and dots do not count)."""
    for name in _names(entry.record):
        other = _entries_by_name(catalog).get((entry.collection, form(name)), entry.id)
        if other != entry.id:
            yield Finding(
                (), f'"{name}" is also a name of "{other}"', "keep one of the two, or tell them apart", key=True
            )
