"""Events of a YAML parser -> data, or what is refused and why.

Scalars stay strings; the schema knows which of them are numbers or dates. Built from PyYAML's events because they
alone carry styles, anchors, tags and the position of every node.
"""

from __future__ import annotations

import re
import sys
from typing import Any

import yaml

from atlas.text import many
from atlas.text.characters import HIDDEN, shortened
from atlas.text.positions import FieldPath, Place, Positions, dotted
from atlas.text.problems import Problem
from atlas.text.yamlwords import Fault, explained

LOADER: Any = yaml.CSafeLoader if yaml.__with_libyaml__ else yaml.SafeLoader
"""Without libyaml PyYAML gives the same events, but slower."""
_DROPPED = re.compile(r" +#(?:[^\s#]| \d).*")
_SHORT = 40
MAX_DEPTH = 20
"""Levels of nesting that a file may have."""


def build(text: str, file: str, positions: Positions | None = None) -> tuple[Any, list[Problem], list[FieldPath]]:
    """The data of a text (dicts, lists, strings), its problems, and the paths at which they are: there the data is not
    to be used.

    positions: takes the place of every node up to where the text cannot be read; noting them takes time and memory.
    """
    builder = _Builder(text, file, positions)
    try:
        return builder.build(), builder.problems, builder.faulty
    except yaml.MarkedYAMLError as error:
        at, start = (_of_mark(mark or error.problem_mark) for mark in (error.problem_mark, error.context_mark))
        what = " ".join(filter(None, [error.context, error.problem]))
        builder.add(*explained(Fault(re.split("\r\n|\r|\n", text), what, at, start)), "yaml-syntax")
    except yaml.YAMLError as error:
        message = f"not readable as YAML: {error}".splitlines()[0]
        builder.add((1, 1), message, "check the characters of the file", "yaml-syntax")
    except _Stop:
        pass
    return None, builder.problems, builder.faulty


class _Stop(Exception):
    """Reading further makes no sense; the problem is already noted."""


class _Builder:
    """Turns PyYAML's event stream into data. `path` leads to the node that is being read."""

    def __init__(self, text: str, file: str, positions: Positions | None) -> None:
        self.next = yaml.parse(text, Loader=LOADER).__next__
        self.lines = text.split("\n") if " #" in text and _DROPPED.search(text) else []
        self.file = file
        self.positions = positions
        self.problems: list[Problem] = []
        self.faulty: list[FieldPath] = []
        self.path: list[str | int] = []
        self.grouped = -1

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
        if _is_empty(event):
            self._empty(event)
        self._check_escapes(event)
        if self.lines:
            self._check_dropped(event)
        return sys.intern(event.value)  # the same words stand in thousands of records: they share memory

    def _empty(self, event: Any) -> None:
        mend = "write a value or remove the key; unknown facts are left out"
        if self.lines and re.match(r" *#\S", self._rest(event.end_mark)):
            mend = "what follows a # is a remark: put the value in quotes, or remove the key"
        self._problem(event, "is empty", mend, "empty-value")

    def _check_dropped(self, event: Any) -> None:
        """A remark begins with `# `; what else follows a space and a # was meant as text, and would be lost."""
        if getattr(event, "style", None) in ("|", ">") or getattr(event, "value", None) == "":
            return
        dropped = _DROPPED.match(self._rest(event.end_mark).rstrip())
        if dropped:
            what = f'"{shortened(dropped[0].strip(), _SHORT)}" is a remark for YAML, and no part of the value'
            mend = "put the value in quotes, or write a space after the # if it is a remark"
            self._problem(event, what, mend, "dropped-text")

    def _rest(self, mark: Any) -> str:
        """What stands behind a place in its line; a value that is missing may end behind the last line."""
        return self.lines[mark.line][mark.column :] if mark.line < len(self.lines) else ""

    def _check_escapes(self, event: Any) -> None:
        """An escape in double quotes must not bring in what is refused as a character."""
        if event.style == '"' and (hidden := HIDDEN.search(event.value)):
            message = f"has the invisible character U+{ord(hidden[0]):04X}"
            self._problem(event, message, "remove it", "invisible-character")

    def _mapping(self) -> dict[str, Any]:
        result: dict[str, Any] = {}
        keys: dict[str, Any] = {}
        before = ""
        while not isinstance(event := self.next(), yaml.MappingEndEvent):
            if not isinstance(event, yaml.ScalarEvent):
                self._problem(event, "has a key that is not plain text", "use a word as the key", "plain-keys")
                raise _Stop
            key = event.value
            following = self.next()
            if len(key) == 3 and key.isdigit() and before.isdigit() and _is_empty(following):
                self._grouped(event)
                before = key
                continue
            self.path.append(key)
            self._check_key(event, first=keys.setdefault(key, event))
            value = self._node(following)
            result.setdefault(key, value)
            self.path.pop()
            before = value if type(value) is str else ""
        if self.lines:
            self._check_dropped(event)
        return result

    def _grouped(self, event: Any) -> None:
        """`{parameters: 8,000,000}`: the commas part entries, of which the first is 8."""
        if self.grouped != event.start_mark.line:
            self.grouped = event.start_mark.line
            what = "a comma within a number parts entries here, and makes another number of it"
            self._problem(event, what, "write the digits without commas, or with K, M, B or T", "grouped-digits")

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
        if self.lines:
            self._check_dropped(event)
        return result

    def _here(self) -> FieldPath:
        return tuple(self.path)

    def _problem(self, event: Any, message: str, fix: str, rule: str) -> None:
        self.faulty.append(self._here())
        self.add(_place(event), message, fix, rule, dotted(self._here()))
        if len(self.problems) > many.MOST:
            self.problems[-1] = many.more(self.problems[-1])
            raise _Stop

    def add(self, at: Place, message: str, fix: str, rule: str, field: str = "") -> None:
        self.problems.append(Problem(self.file, *at, field, message, fix, rule))


def _is_empty(event: Any) -> bool:
    """Whether nothing is written: plain style is None or "", by the parser."""
    return isinstance(event, yaml.ScalarEvent) and not event.value and not event.style


def _of_mark(mark: Any) -> Place:
    return (mark.line + 1, mark.column + 1) if mark else (1, 1)


def _place(event: Any) -> Place:
    return event.start_mark.line + 1, event.start_mark.column + 1
