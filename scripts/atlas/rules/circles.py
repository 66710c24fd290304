"""Rule about links that lead back to where they start."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from typing import Any

from atlas.catalog import Catalog, Entry, per_catalog
from atlas.rules.framework import Finding, rule
from atlas.schema.record import Concept, Model
from atlas.text.positions import FieldPath

_KINDS = {"models": ("relations", "components", "superseded_by"), "concepts": ("broader",)}
"""Fields along which nothing can come from itself."""


@rule("models", "concepts")
def circle(catalog: Catalog, entry: Entry) -> Iterator[Finding]:
    """Following relations, components, `superseded_by` or `broader` never leads back to the start."""
    for kind, after in _circles(catalog)[entry.collection].items():
        if entry.id not in after:
            continue
        for path, target in _links(entry.record, kind):
            trail = _trail(target, entry.id, after)
            if trail and not (kind == "relations" and target == entry.id):  # `broken-relation` says so
                way = " → ".join([entry.id, *trail])
                yield Finding(path, f"runs in a circle: {way}", "remove the wrong one of these")
                break


def _links(record: Any, kind: str) -> Iterator[tuple[FieldPath, str]]:
    """The places and ids of what a record names in a field."""
    if kind == "relations":
        yield from ((("relations", at), relation.model) for at, relation in enumerate(record.relations or ()))
    elif kind == "broader":
        yield from ((("broader", at), id_) for at, id_ in enumerate(record.broader or ()))
    elif kind == "components":
        yield from _parts(record, ())
    elif record.superseded_by:
        yield ("superseded_by",), record.superseded_by


def _parts(part: Any, path: FieldPath) -> Iterator[tuple[FieldPath, str]]:
    """The models from which components are taken, at any depth."""
    for name in ("variants", "components"):
        for key, below in (getattr(part, name, None) or {}).items():
            place = (*path, name, key)
            if getattr(below, "model", None):
                yield (*place, "model"), below.model
            yield from _parts(below, place)


@per_catalog
def _circles(catalog: Catalog) -> dict[str, dict[str, dict[str, set[str]]]]:
    """What lies on circles, by collection and field."""
    return {name: {kind: _circling(catalog, name, kind) for kind in kinds} for name, kinds in _KINDS.items()}


def _circling(catalog: Catalog, collection: str, kind: str) -> dict[str, set[str]]:
    """What each record names, of those that may lie on a circle: all loose ends are taken away, on both sides."""
    records: dict[str, Model | Concept] = dict(catalog.collection(collection))
    after = {id_: {to for _, to in _links(record, kind) if to in records} for id_, record in records.items()}
    after = {id_: targets for id_, targets in after.items() if targets}
    return _without_ends(_turned(_without_ends(_turned(after))))


def _turned(graph: dict[str, set[str]]) -> dict[str, set[str]]:
    turned: dict[str, set[str]] = {}
    for id_, targets in graph.items():
        turned.setdefault(id_, set())
        for target in targets:
            turned.setdefault(target, set()).add(id_)
    return turned


def _without_ends(graph: dict[str, set[str]]) -> dict[str, set[str]]:
    """A graph without what leads nowhere, and what then leads nowhere."""
    leading, coming = {id_: set(targets) for id_, targets in graph.items()}, _turned(graph)
    loose = [id_ for id_, targets in leading.items() if not targets]
    while loose:
        id_ = loose.pop()
        del leading[id_]
        for before in coming[id_]:
            leading[before].discard(id_)
            if not leading[before]:
                loose.append(before)
    return leading


def _trail(start: str, goal: str, after: dict[str, set[str]]) -> list[str]:
    """The ids of a shortest way from `start` to `goal`; empty if there is none."""
    came: dict[str, str] = {start: ""}
    waiting = deque([start])
    while waiting:
        id_ = waiting.popleft()
        if id_ == goal:
            way = [id_]
            while came[way[-1]]:
                way.append(came[way[-1]])
            return way[::-1]
        for following in sorted(after.get(id_, ())):
            if following not in came:
                came[following] = id_
                waiting.append(following)
    return []
