"""A rule in waiting: where a text was read can be opened again.

It becomes a rule like the others, with `@record_rule("models")`, on the day on which no record breaks it any more;
until then `atlas verify` counts what breaks it, and a test lets the count only fall.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from atlas.catalog import Entry
from atlas.rules.framework import Finding
from atlas.schema.record import Model
from atlas.text import places
from atlas.text.positions import FieldPath
from atlas.text.problems import Problem


def place_of_reading(entry: Entry) -> Iterator[Finding]:
    """`read_in` names a place that can be opened again: `github.com/OWNER/REPOSITORY, PATH at COMMIT`,
    `PyPI PACKAGE VERSION, FILE`, `huggingface.co/OWNER/NAME at REVISION`, an arXiv id with version, an address
    `read` on a day, or the number of a stored copy."""
    record = entry.record
    if not isinstance(record, Model):
        return
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


def vague_places(entries: Iterable[Entry]) -> Iterator[Problem]:
    """What breaks the rule in these records, as the problems that it will be."""
    for entry in entries:
        for found in place_of_reading(entry):
            yield entry.problem(found.path, found.message, found.fix, "place-of-reading")
