"""Events of a YAML parser -> data, or what is refused and why.

Scalars stay strings; the schema knows which of them are numbers or dates. Built from PyYAML's events because they
alone carry styles, anchors, tags and the position of every node.
"""

from __future__ import annotations

import sys
from typing import Any

import yaml

from atlas.text import many
from atlas.text.characters import HIDDEN
from atlas.text.positions import FieldPath, Place, Positions, dotted
from atlas.text.problems import Problem

LOADER: Any = yaml.CSafeLoader if yaml.__with_libyaml__ else yaml.SafeLoader
"""Without libyaml PyYAML gives the same events, but slower."""
MAX_DEPTH = 20
"""Levels of nesting that a file may have."""


def build(text: str, file: str, positions: Positions | None = None) -> tuple[Any, list[Problem]]:
    """The data of a text (dicts, lists, strings), and its problems: with any, the data is not to be used.

    positions: takes the place of every node up to where the text cannot be read; noting them takes time and memory.
    """
    builder = _Builder(text, file, positions)
    try:
        return builder.build(), builder.problems
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        at = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        what = " ".join(filter(None, [error.context, error.problem]))
        builder.add(at, f"not readable as YAML: {what}", "check indentation, colons and quotes", "yaml-syntax")
    except yaml.YAMLError as error:
        message = f"not readable as YAML: {error}".splitlines()[0]
        builder.add((1, 1), message, "check the characters of the file", "yaml-syntax")
    except _Stop:
        pass
    return None, builder.problems


class _Stop(Exception):
    """Reading further makes no sense; the problem is already noted."""


class _Builder:
    """Turns PyYAML's event stream into data. `path` leads to the node that is being read."""

    def __init__(self, text: str, file: str, positions: Positions | None) -> None:
        self.next = yaml.parse(text, Loader=LOADER).__next__
        self.file = file
        self.positions = positions
        self.problems: list[Problem] = []
        self.path: list[str | int] = []

    def build(self) -> Any:
        self.next()  # stream start
        event: Any = self.next()
        if isinstance(event, yaml.StreamEndEvent):
            self._problem(event, "is empty", "write a record, or make one with `atlas new`", "empty-file")
            return None
        data = self._node(self.next())
        self.next()  # document end
        event = self.next()
        if isinstance(event, yaml.DocumentStartEvent):
            mend = "one record per file: remove the `---`"
            self._problem(event, "has a second YAML document", mend, "one-document")
        return data

    def _node(self, event: Any) -> Any:
        if self.positions and self.path:
            self.positions.values[self._here()] = _place(event)
        if isinstance(event, yaml.AliasEvent):
            self._problem(event, f"uses the alias *{event.anchor}", "write the value out", "no-anchors")
            return ""
        if event.anchor is not None:
            mend = "write the value where it is needed"
            self._problem(event, f"has the anchor &{event.anchor}", mend, "no-anchors")
        if event.tag is not None:
            self._problem(event, f"has the tag {event.tag}", "remove the tag", "no-tags")
        if isinstance(event, yaml.ScalarEvent):
            return self._scalar(event)
        if len(self.path) >= MAX_DEPTH:
            self._problem(event, f"is nested deeper than {MAX_DEPTH} levels", "flatten it", "depth")
            raise _Stop
        return self._mapping() if isinstance(event, yaml.MappingStartEvent) else self._sequence()

    def _scalar(self, event: Any) -> str:
        if not event.value and not event.style:  # plain style is None or "", by the parser
            mend = "write a value or remove the key; unknown facts are left out"
            self._problem(event, "is empty", mend, "empty-value")
        self._check_escapes(event)
        return sys.intern(event.value)  # the same words stand in thousands of records: they share memory

    def _check_escapes(self, event: Any) -> None:
        """An escape in double quotes must not bring in what is refused as a character."""
        if event.style == '"' and (hidden := HIDDEN.search(event.value)):
            message = f"has the invisible character U+{ord(hidden[0]):04X}"
            self._problem(event, message, "remove it", "invisible-character")

    def _mapping(self) -> dict[str, Any]:
        result: dict[str, Any] = {}
        keys: dict[str, Any] = {}
        while not isinstance(event := self.next(), yaml.MappingEndEvent):
            if not isinstance(event, yaml.ScalarEvent):
                self._problem(event, "has a key that is not plain text", "use a word as the key", "plain-keys")
                raise _Stop
            key = event.value
            self.path.append(key)
            self._check_key(event, first=keys.setdefault(key, event))
            value = self._node(self.next())
            result.setdefault(key, value)
            self.path.pop()
        return result

    def _check_key(self, event: Any, first: Any) -> None:
        """first: where the mapping has the key for the first time."""
        if self.positions:
            self.positions.keys.setdefault(self._here(), _place(event))
        self._check_escapes(event)
        if event.anchor is not None or event.tag is not None:
            self._problem(event, "has an anchor or a tag on its key", "remove it", "no-anchors")
        if event is not first:
            line, _ = _place(first)
            message = f'repeats the key "{event.value}" of line {line}'
            self._problem(event, message, "keep one of the two", "duplicate-key")

    def _sequence(self) -> list[Any]:
        result: list[Any] = []
        while not isinstance(event := self.next(), yaml.SequenceEndEvent):
            self.path.append(len(result))
            result.append(self._node(event))
            self.path.pop()
        return result

    def _here(self) -> FieldPath:
        return tuple(self.path)

    def _problem(self, event: Any, message: str, fix: str, rule: str) -> None:
        self.add(_place(event), message, fix, rule, dotted(self._here()))
        if len(self.problems) > many.MOST:
            self.problems[-1] = many.more(self.problems[-1])
            raise _Stop

    def add(self, at: Place, message: str, fix: str, rule: str, field: str = "") -> None:
        self.problems.append(Problem(self.file, *at, field, message, fix, rule))


def _place(event: Any) -> Place:
    return event.start_mark.line + 1, event.start_mark.column + 1
