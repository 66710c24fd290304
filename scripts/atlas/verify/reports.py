"""Outcomes as text for people, as an issue, as JSON, and as the counts that are committed."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from atlas.text.places import FORMS
from atlas.text.positions import dotted
from atlas.text.problems import Problem, ordered
from atlas.verify.lookup import STATES, Outcome
from atlas.verify.passages import KINDS
from atlas.verify.recorded import Counts, RecordCounts, Verification

_WORDS = {"found": "found", "close": "small difference", "missing": "not found", "unreachable": "not reachable"}
_WORST = 20
_SHOWN = 160
_LONGEST_LINE = 600
_LONGEST_ISSUE = 50_000
"""GitHub takes 65,536 signs, and the counts come after."""


def problems(outcomes: Iterable[Outcome]) -> list[Problem]:
    """What somebody has to look at: words that are not found, or not quite as they are quoted."""
    found = []
    for outcome in outcomes:
        if outcome.state not in ("close", "missing"):
            continue
        passage = outcome.passage
        said = "not found in" if outcome.state == "missing" else "found with a small difference in"
        message = f"{said} {outcome.place}" + (f"; {outcome.detail}" if outcome.detail else "")
        rule = "quote-not-found" if outcome.state == "missing" else "quote-differs"
        found.append(passage.entry.problem(passage.path, message, "", rule))
    return ordered(found)


def as_text(outcomes: Sequence[Outcome], verification: Verification) -> str:
    """Counts by kind of place, then why texts could not be read."""
    lines = [f"{'':14}" + "".join(f"{_WORDS[state]:>18}" for state in STATES)]
    for name, counts in [*verification.places.items(), ("all", verification.entries)]:
        lines.append(f"{name:14}" + "".join(f"{getattr(counts, state):>18}" for state in STATES))
    reasons = Counter(outcome.detail for outcome in outcomes if outcome.state == "unreachable")
    if reasons:
        lines += ["", "Quotes of which no text could be read:"]
        lines += [f"{count:7}  {reason[:_SHOWN]}" for reason, count in reasons.most_common(_WORST)]
        rest = len(reasons) - _WORST
        lines += [f"         … and {rest} further reasons"] if rest > 0 else []
    return "\n".join(lines)


def as_markdown(outcomes: Sequence[Outcome], verification: Verification) -> str:
    """The text of an issue. What comes from sources and records stands in indented lines, where it is no markup."""
    every = [str(problem) for problem in problems(outcomes)]
    lines, length = [], 0
    for line in every:
        shown = " ".join(line.split())[:_LONGEST_LINE]
        length += len(shown) + 5
        if length > _LONGEST_ISSUE:
            break
        lines.append(shown)
    head = (
        f"{len(every)} quotes are to be looked at." if every else "Every quote was found whose source could be opened."
    )
    parts = [head, _indented(lines)] if lines else [head]
    if len(lines) < len(every):
        parts.append(f"{len(every) - len(lines)} further ones are left out here; `atlas verify` shows all.")
    return "\n\n".join([*parts, "By kind of place:", _indented(as_text(outcomes, verification).splitlines())]) + "\n"


def _indented(lines: Iterable[str]) -> str:
    return "\n".join(f"    {line}" for line in lines)


def as_json(outcomes: Sequence[Outcome], verification: Verification) -> str:
    """Everything: the counts, and each outcome."""
    rows = [
        {
            "record": outcome.passage.entry.id,
            "collection": outcome.passage.entry.collection,
            "path": dotted(outcome.passage.path),
            "kind": outcome.passage.kind,
            "state": outcome.state,
            "place": str(outcome.place) if outcome.place else None,
            "form": outcome.place.form if outcome.place else None,
            "words": outcome.passage.words,
            "detail": outcome.detail,
        }
        for outcome in outcomes
    ]
    everything = {"counts": verification.model_dump(), "findings": rows}
    return json.dumps(everything, ensure_ascii=False, indent=1)


def counted(outcomes: Sequence[Outcome], date: str) -> Verification:
    """The counts of a run. An entry with several rows counts once, in the state of its worst row."""
    entries: dict[object, list[Outcome]] = defaultdict(list)
    for outcome in outcomes:
        passage = outcome.passage
        entries[passage.entry.collection, passage.entry.id, passage.owner].append(outcome)
    worst = [max(rows, key=lambda row: STATES.index(row.state)) for rows in entries.values()]
    records: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for outcome in worst:
        records[outcome.passage.entry.collection, outcome.passage.entry.id][outcome.state] += 1
    left = [RecordCounts(collection=c, id=i, **count) for (c, i), count in records.items() if count.keys() - {"found"}]
    left.sort(key=lambda r: (-r.missing, -r.close, -r.unreachable, r.id))
    return Verification(
        date=date,
        kinds=_by(KINDS, ((outcome.passage.kind, outcome.state) for outcome in worst)),
        places=_by(FORMS, ((outcome.place.form if outcome.place else "vague", outcome.state) for outcome in worst)),
        records=tuple(left[:_WORST]),
    )


def _by(order: Iterable[str], pairs: Iterable[tuple[str, str]]) -> dict[str, Counts]:
    """The states counted by name, names in this order."""
    groups: dict[str, Counter[str]] = defaultdict(Counter)
    for name, state in pairs:
        groups[name][state] += 1
    return {name: Counts(**groups[name]) for name in order if name in groups}
