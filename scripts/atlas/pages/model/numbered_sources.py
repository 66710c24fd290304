"""The numbered sources of a page, each with the evidence that rests on it; nothing is said twice."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from atlas.schema.evidence import Evidence, Source


@dataclass(frozen=True, slots=True)
class ShownEvidence:
    """One place in a source, as its page shows it."""

    anchor: str
    item: Evidence
    labels: tuple[str, ...]  # of the facts that stand there
    rows: tuple[tuple[str, str], ...]  # (names of variants, the row that was quoted for them)
    read_in: str | None  # where not in the copy that the source names


@dataclass(frozen=True, slots=True)
class NumberedSource:
    """A source with its number on the page and the evidence that rests on it."""

    number: int
    source: Source
    copy_note: str | None  # in which copy its quotes were read, if that can be said once
    evidence: tuple[ShownEvidence, ...]


def numbered(
    number: int,
    source: Source,
    evidence: Sequence[tuple[str, Evidence]],
    label: Callable[[str], str],
    variant_name: Callable[[str], str],
) -> NumberedSource:
    """A source and its evidence, given with anchors. `label` names a path, `variant_name` a variant's id."""
    common = common_copy(item for _, item in evidence)
    shown = tuple(
        ShownEvidence(
            anchor,
            item,
            tuple(dict.fromkeys(map(label, item.supports))),
            alike_together((variant_name(key), row) for key, row in (item.rows or {}).items()),
            None if item.read_in == common else in_short(item.read_in),
        )
        for anchor, item in evidence
    )
    exceptions = any(entry.read_in for entry in shown)
    start = "Where no other copy is named, quotes were read in" if exceptions else "Quotes were read in"
    return NumberedSource(number, source, f"{start} {in_short(common)}." if common else None, shown)


def in_short(place: str | None) -> str:
    """A place of reading with hashes of commits as people give them; the API has all of them."""
    return re.sub(r"\b([0-9a-f]{12})[0-9a-f]{28}\b", r"\1", place or "")


def common_copy(evidence: Iterable[Evidence]) -> str | None:
    """The copy in which most quotes were read, if at least two were; None if some quote names no copy."""
    copies = Counter(item.read_in for item in evidence if item.quote or item.rows or item.read_in)
    copy, times = copies.most_common(1)[0] if copies and None not in copies else (None, 0)
    return copy if times > 1 else None


def alike_together(rows: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """Rows by name, with the names of equal ones joined."""
    names: dict[str, list[str]] = {}
    for name, row in rows:
        names.setdefault(row, []).append(name)
    return tuple((", ".join(alike), row) for row, alike in names.items())
