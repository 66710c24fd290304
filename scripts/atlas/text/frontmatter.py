"""Markdown files that begin with facts about themselves: strict YAML between two lines `---`, then the text.

The text becomes the field `body`, so that such a file is read, validated and checked as any record is.
"""

from __future__ import annotations

from dataclasses import dataclass

from atlas.text import yamlio
from atlas.text.positions import FieldPath, Positions
from atlas.text.problems import Problem
from atlas.text.yamlio import Document
from atlas.text.yamlnodes import build

BODY = "body"
_FENCE = "---"


@dataclass(slots=True)
class MarkdownDocument(Document):
    """A Markdown file. The place of line n of its body, from 0, is that of the path ("body", n)."""

    @property
    def positions(self) -> Positions:
        if self._positions is None:
            self._positions = Positions()
            front, first = _parted(self.text)
            build(front, self.file, self._positions)
            count = len(self.text.splitlines())
            self._positions.values[BODY,] = (min(first, count), 1)
            self._positions.values.update({(BODY, n): (min(first + n, count), 1) for n in range(count - first + 1)})
        return self._positions

    def problem(
        self, path: FieldPath, message: str, fix: str, rule: str, *, key: bool = False, needle: str = ""
    ) -> Problem:
        """A problem at `path`; that of the text has a line, and no field."""
        line, column = self.find(path, needle) if needle else self.positions.locate(path, key=key)
        of_text = path[:1] == (BODY,)
        whole = Document.problem(self, path, message, fix, rule, key=key, needle=needle)
        return Problem(self.file, line, column, "", message, fix, rule) if of_text else whole


def parse(content: bytes, name: str) -> MarkdownDocument:
    """Read the bytes of one file; `name` is how problems call it. Never raises for bad content."""
    document = MarkdownDocument(name)
    text = yamlio.decoded(content, document)
    if text is None:
        return document
    document.content = content
    yamlio.check_characters(text, document)
    front, first = _parted(text)
    if not first:
        mend = "begin with a line ---, the facts about the guide, and another line ---"
        document.problems.append(Problem(name, 1, 1, "", "has no front matter", mend, "front-matter"))
    if not document.problems:
        data, document.problems, document.faulty = build(front, name)
        if isinstance(data, dict):
            data = _with_body(document, data, "\n".join(text.splitlines()[first - 1 :]))
        document.data, document.readable = (None, data) if document.problems else (data, None)
    return document


def _with_body(document: MarkdownDocument, data: dict[str, object], body: str) -> dict[str, object] | None:
    """The facts and the text together; None, with a problem, where one of them is not as it should be."""
    if BODY in data:
        document.problems.append(document.problem((BODY,), "is the text itself", "remove it", "front-matter", key=True))
    elif not body.strip():
        document.problems.append(document.problem((), "has no text", "write it below the front matter", "front-matter"))
    else:
        return data | {BODY: body}
    return None


def _parted(text: str) -> tuple[str, int]:
    """The front matter, with the lines where they stand in the file, and the line on which the text begins; 0: none."""
    lines = text.splitlines()
    if lines[:1] != [_FENCE] or _FENCE not in lines[1:]:
        return "", 0
    end = lines.index(_FENCE, 1)
    return "\n".join(["", *lines[1:end]]) + "\n", end + 2
