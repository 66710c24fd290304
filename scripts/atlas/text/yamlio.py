"""Strict YAML with positions.

A subset of YAML 1.2 that has one reading only: mappings, sequences and scalars. Duplicate keys, anchors,
aliases, tags, tabs, several documents, empty values and invisible characters are problems.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from atlas.text import files, many
from atlas.text.characters import HIDDEN
from atlas.text.positions import FieldPath, Place, Positions, dotted
from atlas.text.problems import Problem
from atlas.text.yamlnodes import build

MAX_BYTES = 256 * 1024


@dataclass(slots=True)
class Document:
    """A parsed file: its data (dicts, lists, strings), and what was wrong. It knows where each node stands."""

    file: str
    data: Any = None
    content: bytes = field(default=b"", repr=False)
    problems: list[Problem] = field(default_factory=list)
    readable: Any = None
    """With problems: the data nevertheless, where the text could be read to its end …"""
    faulty: list[FieldPath] = field(default_factory=list)
    """… and the paths of what is wrong in it."""
    _positions: Positions | None = field(default=None, repr=False, compare=False)

    @property
    def text(self) -> str:
        return self.content.decode("utf-8")  # as text it would take up to four times the memory

    @property
    def positions(self) -> Positions:
        """The places of all nodes, found out when somebody asks, which is when there is a problem."""
        if self._positions is None:
            self._positions = Positions()
            build(self.text, self.file, self._positions)
        return self._positions

    def find(self, path: FieldPath, needle: str) -> Place:
        """Line and column of a piece of text inside the node at `path`; the node's own place if it is not found."""
        line, column = self.positions.locate(path)
        lines = self.text.splitlines()
        for number, text in enumerate(lines[line - 1 :], line):
            at = text.find(needle, column - 1 if number == line else 0)
            if at >= 0:
                return number, at + 1
        return line, column

    def problem(
        self, path: FieldPath, message: str, fix: str, rule: str, *, key: bool = False, needle: str = ""
    ) -> Problem:
        """A problem at `path` of this file, at its key, or at a piece of text inside it."""
        line, column = self.find(path, needle) if needle else self.positions.locate(path, key=key)
        return Problem(self.file, line, column, dotted(path), message, fix, rule)


def content(path: Path) -> bytes:
    """The bytes of a file; of one that is too large, as many as show that it is."""
    return files.content(path, MAX_BYTES + 1)


def unreadable(name: str, error: OSError) -> Document:
    """What stands for a file that could not be read."""
    what, mend = error.strerror or error, "check that the file exists"
    if isinstance(error, files.NotRegular):
        what, mend = f"it is {error.what}", error.mend
    return Document(name, problems=[Problem(name, 1, 1, "", f"cannot be read: {what}", mend, "readable")])


def parse(content: bytes, name: str) -> Document:
    """Parse the bytes of one file; `name` is how problems call it.

    Never raises for bad content: the document carries the problems.
    """
    document = Document(name)
    text = decoded(content, document)
    if text is None:
        return document
    document.content = content
    check_characters(text, document)
    if not document.problems:
        document.data, document.problems, document.faulty = build(text, name)
    if document.problems:
        document.readable, document.data = document.data, None
    return document


def decoded(content: bytes, document: Document) -> str | None:
    """The text of a file; None, with the problem in the document, if it has none that can be used."""
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


def check_characters(text: str, document: Document) -> None:
    """Add a problem for every character that a file may not have."""
    tab = text.find("\t")
    if tab >= 0:
        _add(document, *_line_column(text, tab), "has a tab", "indent and separate with spaces", "tab")
    for count, match in enumerate(HIDDEN.finditer(text)):
        name = f"U+{ord(match[0]):04X}"
        _add(
            document,
            *_line_column(text, match.start()),
            f"has the invisible character {name}",
            "remove it",
            "invisible-character",
        )
        if count == many.MOST:
            document.problems[-1] = many.more(document.problems[-1])
            break


def _line_column(text: str, offset: int) -> tuple[int, int]:
    return text.count("\n", 0, offset) + 1, offset - (text.rfind("\n", 0, offset) + 1) + 1


def _add(document: Document, line: int, column: int, message: str, fix: str, rule: str, field_: str = "") -> None:
    document.problems.append(Problem(document.file, line, column, field_, message, fix, rule))
