"""Where each node of a YAML text stands: found out when somebody asks, which is when there is a problem."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from typing import Any

import yaml

try:
    from yaml import _yaml

    events: Any = _yaml.CParser
except ImportError:  # PyYAML was built without libyaml: slower, same result
    events = yaml.Loader
"""Takes a text; its method `get_event` gives PyYAML's events one after the other."""

Path_ = tuple[str | int, ...]
Place = tuple[int, int]
"""Line and column, from 1."""
MAX_DEPTH = 20
"""Levels of nesting that a file may have."""


def place(event: Any) -> Place:
    """Where an event stands."""
    return event.start_mark.line + 1, event.start_mark.column + 1


@dataclass(slots=True)
class _Open:
    """A mapping or sequence whose end has not come yet."""

    path: Path_
    is_mapping: bool
    key: str | None = None  # of a mapping, while its value is awaited
    length: int = 0  # of a sequence


def positions(text: str) -> tuple[dict[Path_, Place], dict[Path_, Place]]:
    """(places of values, places of keys) by path. Of a text that cannot be read to its end: up to there."""
    values: dict[Path_, Place] = {}
    keys: dict[Path_, Place] = {}
    with suppress(yaml.YAMLError):  # whoever reads the text reports it
        _collect(text, values, keys)
    return values, keys


def _collect(text: str, values: dict[Path_, Place], keys: dict[Path_, Place]) -> None:
    following = events(text).get_event
    opened: list[_Open] = []
    while not isinstance(event := following(), yaml.DocumentEndEvent | yaml.StreamEndEvent):
        if isinstance(event, yaml.CollectionEndEvent):
            opened.pop()
        elif isinstance(event, yaml.NodeEvent):
            parent = opened[-1] if opened else None
            if parent and parent.is_mapping and parent.key is None:
                if not isinstance(event, yaml.ScalarEvent):
                    return  # a key that is no text
                parent.key = event.value
                keys.setdefault((*parent.path, event.value), place(event))
                continue
            path = _step(parent)
            if path:
                values[path] = place(event)
            if isinstance(event, yaml.CollectionStartEvent):
                if len(opened) >= MAX_DEPTH:
                    return
                opened.append(_Open(path, isinstance(event, yaml.MappingStartEvent)))


def _step(parent: _Open | None) -> Path_:
    """The path of the node that comes next in a mapping or sequence."""
    if parent is None:
        return ()
    if parent.is_mapping:
        assert parent.key is not None
        key, parent.key = parent.key, None
        return (*parent.path, key)
    parent.length += 1
    return (*parent.path, parent.length - 1)
