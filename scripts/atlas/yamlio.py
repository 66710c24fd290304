"""Strict YAML with positions.

A subset of YAML 1.2 that has one reading only: mappings, sequences and scalars. Duplicate keys, anchors,
aliases, tags, tabs, several documents, empty values and invisible characters are problems. Scalars stay
strings; the schema knows which of them are numbers or dates. Built from PyYAML's events because they alone
carry styles, anchors, tags and the position of every node.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from atlas.characters import HIDDEN
from atlas.positions import MAX_DEPTH, Path_, Place, events, place, positions
from atlas.problems import Problem

MAX_BYTES = 256 * 1024


@dataclass(slots=True)
class Document:
    """A parsed file: its data (dicts, lists, strings), and what was wrong. It knows where each node stands."""

    file: str
    data: Any = None
    text: str = field(default="", repr=False)
    problems: list[Problem] = field(default_factory=list)
    _positions: tuple[dict[Path_, Place], dict[Path_, Place]] | None = field(default=None, repr=False, compare=False)

    @property
    def positions(self) -> tuple[dict[Path_, Place], dict[Path_, Place]]:
        """(places of values, places of keys) by path."""
        if self._positions is None:
            self._positions = positions(self.text)
        return self._positions

    def locate(self, path: Path_, *, key: bool = False) -> Place:
        """Line and column of the node at `path`, or of its nearest ancestor that exists."""
        values, keys = self.positions
        tables = (keys, values) if key else (values, keys)
        while path:
            for table in tables:
                if path in table:
                    return table[path]
            path = path[:-1]
        return (1, 1)

    def find(self, path: Path_, needle: str) -> Place:
        """Line and column of a piece of text inside the node at `path`; the node's own place if it is not found."""
        line, column = self.locate(path)
        lines = self.text.splitlines()
        for number, text in enumerate(lines[line - 1 :], line):
            at = text.find(needle, column - 1 if number == line else 0)
            if at >= 0:
                return number, at + 1
        return line, column

    def problem(
        self, path: Path_, message: str, fix: str, rule: str, *, key: bool = False, needle: str = ""
    ) -> Problem:
        """A problem at `path` of this file, at its key, or at a piece of text inside it."""
        line, column = self.find(path, needle) if needle else self.locate(path, key=key)
        return Problem(self.file, line, column, dotted(path), message, fix, rule)


def dotted(path: Path_) -> str:
    """`("sources", "paper", "authors", 0)` as `sources.paper.authors[0]`."""
    text = ""
    for part in path:
        text += f"[{part}]" if isinstance(part, int) else f".{part}" if text else part
    return text


def content(path: Path) -> bytes:
    """The bytes of a file; of one that is too large, as many as show that it is."""
    with path.open("rb") as stream:
        return stream.read(MAX_BYTES + 1)


def unreadable(name: str, error: OSError) -> Document:
    """What stands for a file that could not be read."""
    message = f"cannot be read: {error.strerror or error}"
    return Document(name, problems=[Problem(name, 1, 1, "", message, "check that the file exists", "readable")])


def parse(content: bytes, name: str) -> Document:
    """Parse the bytes of one file; `name` is how problems call it.

    Never raises for bad content: the document carries the problems.
    """
    document = Document(name)
    text = _decoded(content, document)
    if text is None:
        return document
    document.text = text
    _check_characters(text, document)
    if document.problems:
        return document
    try:
        _Builder(text, document).build()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        what = " ".join(filter(None, [error.context, error.problem]))
        _add(
            document,
            line,
            column,
            f"not readable as YAML: {what}",
            "check indentation, colons and quotes",
            "yaml-syntax",
        )
    except yaml.YAMLError as error:
        message = f"not readable as YAML: {error}".splitlines()[0]
        _add(document, 1, 1, message, "check the characters of the file", "yaml-syntax")
    except _Stop:
        pass
    if document.problems:
        document.data = None
    return document


class _Stop(Exception):
    """Parsing further makes no sense; the problem is already noted."""


def _decoded(content: bytes, document: Document) -> str | None:
    if len(content) > MAX_BYTES:
        _add(
            document,
            1,
            1,
            f"is larger than {MAX_BYTES // 1024} KB",
            "one record per file; split it or shorten it",
            "file-size",
        )
        return None
    if content.startswith(b"\xef\xbb\xbf"):
        _add(document, 1, 1, "starts with a byte order mark", "save the file as UTF-8 without BOM", "encoding")
        return None
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        before = content[content.rfind(b"\n", 0, error.start) + 1 : error.start]
        column = len(before.decode("utf-8", "replace")) + 1
        _add(
            document,
            line,
            column,
            f"byte 0x{content[error.start]:02x} is not UTF-8",
            "save the file as UTF-8",
            "encoding",
        )
        return None


def _check_characters(text: str, document: Document) -> None:
    tab = text.find("\t")
    if tab >= 0:
        _add(document, *_line_column(text, tab), "has a tab", "indent and separate with spaces", "tab")
    for match in HIDDEN.finditer(text):
        name = f"U+{ord(match[0]):04X}"
        _add(
            document,
            *_line_column(text, match.start()),
            f"has the invisible character {name}",
            "remove it",
            "invisible-character",
        )


def _line_column(text: str, offset: int) -> tuple[int, int]:
    return text.count("\n", 0, offset) + 1, offset - (text.rfind("\n", 0, offset) + 1) + 1


def _add(document: Document, line: int, column: int, message: str, fix: str, rule: str, field_: str = "") -> None:
    document.problems.append(Problem(document.file, line, column, field_, message, fix, rule))


class _Builder:
    """Turns PyYAML's event stream into data. `path` leads to the node that is being read."""

    def __init__(self, text: str, document: Document) -> None:
        self.next = events(text).get_event
        self.document = document
        self.path: list[str | int] = []

    def build(self) -> None:
        self.next()  # stream start
        event: Any = self.next()
        if isinstance(event, yaml.StreamEndEvent):
            self._problem(event, "is empty", "write a record, or make one with `atlas new`", "empty-file")
            return
        self.document.data = self._node(self.next())
        self.next()  # document end
        event = self.next()
        if isinstance(event, yaml.DocumentStartEvent):
            mend = "one record per file: remove the `---`"
            self._problem(event, "has a second YAML document", mend, "one-document")

    def _node(self, event: Any) -> Any:
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
        return str(event.value)

    def _check_escapes(self, event: Any) -> None:
        """An escape in double quotes must not bring in what is refused as a character."""
        if event.style == '"' and (hidden := HIDDEN.search(event.value)):
            message = f"has the invisible character U+{ord(hidden[0]):04X}"
            self._problem(event, message, "remove it", "invisible-character")

    def _mapping(self) -> dict[str, Any]:
        result: dict[str, Any] = {}
        while not isinstance(event := self.next(), yaml.MappingEndEvent):
            if not isinstance(event, yaml.ScalarEvent):
                self._problem(event, "has a key that is not plain text", "use a word as the key", "plain-keys")
                raise _Stop
            key = event.value
            self.path.append(key)
            self._check_key(event, result)
            value = self._node(self.next())
            result.setdefault(key, value)
            self.path.pop()
        return result

    def _check_key(self, event: Any, before: dict[str, Any]) -> None:
        self._check_escapes(event)
        if event.anchor is not None or event.tag is not None:
            self._problem(event, "has an anchor or a tag on its key", "remove it", "no-anchors")
        if event.value in before:
            line, _ = self.document.locate(tuple(self.path), key=True)
            message = f'repeats the key "{event.value}" of line {line}'
            self._problem(event, message, "keep one of the two", "duplicate-key")

    def _sequence(self) -> list[Any]:
        result: list[Any] = []
        while not isinstance(event := self.next(), yaml.SequenceEndEvent):
            self.path.append(len(result))
            result.append(self._node(event))
            self.path.pop()
        return result

    def _problem(self, event: Any, message: str, fix: str, rule: str) -> None:
        _add(self.document, *place(event), message, fix, rule, dotted(tuple(self.path)))
