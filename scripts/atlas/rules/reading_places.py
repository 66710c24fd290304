"""A rule on where a text was read: anybody can open it again."""

from __future__ import annotations

from collections.abc import Iterator

from atlas.catalog import Entry
from atlas.rules.framework import Finding, record_rule
from atlas.schema.record import Model
from atlas.text import places
from atlas.text.positions import FieldPath


@record_rule("models")
def place_of_reading(entry: Entry) -> Iterator[Finding]:
    """What `read_in` names can be opened again: `github.com/OWNER/REPOSITORY, PATH at COMMIT`,
    `PyPI PACKAGE VERSION, FILE`, `huggingface.co/OWNER/NAME at REVISION`, an arXiv id with version, an address
    `read` on a day, or the number of a stored copy."""
    record = entry.record
    assert isinstance(record, Model)
    told: list[tuple[FieldPath, str | None]] = [
        (("evidence", index, "read_in"), evidence.read_in) for index, evidence in enumerate(record.evidence or ())
    ]
    told += [(("absent", name, "read_in"), absence.read_in) for name, absence in (record.absent or {}).items()]
    for path, words in told:
        place = places.parse(words) if words else None
        if place and place.fault:
            form = places.FORMS[place.form].written
            fix = f'write "{form}"' if form else "name the place, or drop the quote"
            yield Finding(path, f'"{words}" {place.fault}', fix)
