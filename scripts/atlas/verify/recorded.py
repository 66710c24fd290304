"""The counts of the last run over the whole catalogue, as they are committed for the page Quality."""

from __future__ import annotations

import json
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from atlas.text.dates import PartialDate

FILE = "data/verification.json"


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Counts(_Frozen):
    """How many quoted entries came to which state."""

    found: int = 0
    close: int = 0
    missing: int = 0
    unreachable: int = 0

    @property
    def total(self) -> int:
        return self.found + self.close + self.missing + self.unreachable


class RecordCounts(Counts):
    """The counts of one record."""

    collection: str
    id: str


class Verification(_Frozen):
    """The result of one run: by what kind of words, by kind of place, and of the records with most left to do."""

    date: str = Field(pattern=r"^\d{4}-\d{2}-\d{2}$")
    kinds: dict[str, Counts]
    places: dict[str, Counts]
    records: tuple[RecordCounts, ...]

    @property
    def day(self) -> str:
        """The date as people write it."""
        return PartialDate.parse(self.date).for_people

    @property
    def entries(self) -> Counts:
        """All kinds together."""
        states = Counts.model_fields
        return Counts(**{state: sum(getattr(count, state) for count in self.kinds.values()) for state in states})


def written(verification: Verification) -> bytes:
    """The committed file: a record of the list on a line of its own, so that two versions can be compared."""
    data = verification.model_dump()
    rows = {**data, "kinds": _rows(data["kinds"]), "places": _rows(data["places"])}
    records = ",\n".join(f"    {json.dumps(row)}" for row in data["records"])
    body = f'  "date": {json.dumps(data["date"])},\n  "kinds": {rows["kinds"]},\n  "places": {rows["places"]},\n'
    return f'{{\n{body}  "records": [\n{records}\n  ]\n}}\n'.encode()


def _rows(counts: dict[str, dict[str, int]]) -> str:
    return "{\n" + ",\n".join(f"    {json.dumps(key)}: {json.dumps(row)}" for key, row in counts.items()) + "\n  }"


def read(root: Path) -> Verification | None:
    """The committed result below a project's folder, or None where there is none; ValueError if it is not one."""
    path = root / FILE
    if not path.is_file():
        return None
    try:
        return Verification.model_validate_json(path.read_bytes())
    except ValidationError as error:
        raise ValueError(f"{FILE} is not what `atlas verify --record` writes: {error.error_count()} faults") from error
