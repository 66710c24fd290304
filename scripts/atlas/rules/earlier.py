"""Rule about what was true of a model before."""

from __future__ import annotations

from collections.abc import Iterator

from atlas.catalog import Catalog, Entry
from atlas.rules.framework import Finding, rule
from atlas.schema.errors import nearest
from atlas.schema.identifiers import FORMER_HUB
from atlas.schema.record import CHANGING, Earlier, Model
from atlas.schema.registry import fields, value_at
from atlas.text.problems import Unreadable


@rule("models")
def earlier_value(catalog: Catalog, entry: Entry) -> Iterator[Finding]:
    """An earlier value is one of access, a licence, or an id on the Hugging Face hub; it is a value that the field
    takes, not the one it has now, and was true from `since` to `until`, which is not before the release."""
    record = entry.record
    assert isinstance(record, Model)
    for index, earlier in enumerate(record.earlier or ()):
        place = ("earlier", index)
        if earlier.field not in CHANGING:
            fix = nearest(earlier.field, CHANGING) or f"use one of {', '.join(CHANGING)}"
            yield Finding((*place, "field"), f'"{earlier.field}" is not a field that keeps its earlier values', fix)
            continue
        fault = _value_fault(catalog, record, earlier)
        if fault:
            yield Finding((*place, "value"), *fault)
        if earlier.since and earlier.until.is_before(earlier.since):
            yield Finding((*place, "until"), f"{earlier.until} is before since, {earlier.since}", "correct one of them")
        elif record.released and earlier.until.is_before(record.released):
            message = f"{earlier.until} is before the release, {record.released}"
            yield Finding((*place, "until"), message, "correct one of the two dates")
        for position, own in enumerate(earlier.variants or ()):
            if own not in (record.variants or {}) and not entry.may_write("variants", own):
                fix = nearest(own, record.variants or ()) or "name a variant of this record"
                yield Finding((*place, "variants", position), f'"{own}" is not a variant of this record', fix)


def _value_fault(catalog: Catalog, record: Model, earlier: Earlier) -> tuple[str, str] | None:
    """What is wrong with a value, and the mend."""
    field = fields()[earlier.field]
    if field.ref and earlier.value not in catalog.collection(field.ref.kind):
        if catalog.is_broken(field.ref.kind, earlier.value):
            return None
        add = f"data/{field.ref.kind}.yml"
        return f'"{earlier.value}" is not in {add}', nearest(earlier.value, catalog.collection(field.ref.kind), add=add)
    if field.choices and earlier.value not in field.choices:
        fix = nearest(earlier.value, field.choices) or f"use one of {', '.join(field.choices)}"
        return f'"{earlier.value}" is not allowed here', fix
    if earlier.field == "huggingface":
        try:
            FORMER_HUB.parse(earlier.value)
        except Unreadable as error:
            return error.what, error.mend
    now = value_at(record, earlier.field)
    if not earlier.variants and now in (earlier.value, (earlier.value,)):
        return f'"{earlier.value}" is still the value of {earlier.field}', "write what it is now there"
    return None
