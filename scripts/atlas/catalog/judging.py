"""What can be judged of a record with faults: the record without what could not be read.

A faulty value is left out, or, where its part cannot be without it, that part. What a record must have and lacks is
stood in for, as not written. So the rules find what else is wrong, and whoever mends one fault does not meet the next.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from typing import Any

from pydantic import ValidationError

from atlas.schema.base import Part
from atlas.schema.choices import OneOf
from atlas.schema.registry import metadata
from atlas.text.positions import FieldPath

_ROUNDS = 6
"""How often parts may be left out because a part of theirs was."""


class Lost:
    """Paths of what could not be read of a record, and was left out of it."""

    def __init__(self, paths: Iterable[FieldPath] = ()) -> None:
        self.paths = frozenset(paths)
        self._above = {path[:length] for path in self.paths for length in range(len(path) + 1)}
        gaps: dict[FieldPath, list[int]] = {}
        for path in self.paths:
            if path and isinstance(path[-1], int):
                gaps.setdefault(path[:-1], []).append(path[-1])
        self._gaps = {place: [gap - at for at, gap in enumerate(sorted(own))] for place, own in gaps.items()}

    def __bool__(self) -> bool:
        return bool(self.paths)

    def holds(self, path: FieldPath) -> bool:
        """Whether something at a path, below it or above it was left out."""
        return path in self._above or any(path[:length] in self.paths for length in range(len(path)))

    def names(self, field: str) -> bool:
        """Whether a field of this name was left out, wherever it stands."""
        return any(field in path for path in self.paths)

    def original(self, path: FieldPath) -> FieldPath:
        """A path in what is left as one in the data: entries of lists move up where others were left out."""
        if not self._gaps:
            return path
        found: FieldPath = ()
        for step in path:
            if isinstance(step, int):
                step += bisect_right(self._gaps.get(found, ()), step)
            found = (*found, step)
        return found


NOTHING = Lost()


def judged(
    schema: type[Part], data: dict[str, Any], unread: list[FieldPath], error: ValidationError | None = None
) -> tuple[Part | None, Lost, ValidationError | None]:
    """The record that is left of data with faults (None if nothing can be judged), the paths of what was left out, and
    the first error of the schema.

    The data is changed; paths are those of the data as it was. unread: paths at which the text could not be read.
    """
    sieve = _Sieve(schema, data)
    for path in unread:
        sieve.remove(path)
    first = error
    for _ in range(_ROUNDS):
        if error:
            sieve.take_out(error)
        try:
            record = schema.model_validate(sieve.without_gaps(data))
        except ValidationError as more:
            error = more
            first = first or more
        else:
            record.model_fields_set.difference_update(sieve.stand_ins)
            return record, Lost(sieve.lost), first
    return None, NOTHING, first


class _Gap:
    """Stands in a list where an entry was left out, so that those after it keep their number."""


_GAP = _Gap()


class _Sieve:
    def __init__(self, schema: type[Part], data: dict[str, Any]) -> None:
        self.schema, self.data = schema, data
        self.lost: list[FieldPath] = []
        self.stand_ins: set[str] = set()

    def take_out(self, error: ValidationError) -> None:
        """Leave out what an error is about."""
        before = Lost(self.lost)
        for fault in error.errors(include_url=False, include_context=False, include_input=False):
            path: FieldPath = before.original(tuple(fault["loc"]))
            if fault["type"] == "missing" and len(path) == 1:
                self._stand_in(str(path[0]))
            else:
                self.remove(path[:-1] if fault["type"] == "missing" else path)

    def _stand_in(self, name: str) -> None:
        field = next(n for n, info in self.schema.model_fields.items() if (info.alias or n) == name)
        choices = [mark for mark in metadata(self.schema.model_fields[field]) if isinstance(mark, OneOf)]
        self.data[name] = next(iter(choices[0].choices)) if choices else "?"
        self.stand_ins.add(field)

    def remove(self, path: FieldPath) -> None:
        """Leave out what stands at a path."""
        holder: Any = self.data
        for at, step in enumerate(path[:-1]):
            below = holder.get(step) if isinstance(holder, dict) else holder[step] if isinstance(step, int) else None
            if not isinstance(below, dict | list):
                path = path[: at + 1]  # a single value where a list may stand
                break
            holder = below
        if not path:
            return
        if isinstance(holder, list) and isinstance(path[-1], int):
            holder[path[-1]] = _GAP
        elif isinstance(holder, dict):
            holder.pop(path[-1], None)
        self.lost.append(path)

    def without_gaps(self, node: Any) -> Any:
        """The data without what was left out of lists."""
        if isinstance(node, dict):
            return {key: self.without_gaps(value) for key, value in node.items()}
        if isinstance(node, list):
            return [self.without_gaps(value) for value in node if value is not _GAP]
        return node
