"""A problem in the data: where it is, what it is, how to mend it."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong in one file. Line and column count from 1; a file as a whole is line 1, column 1."""

    file: str
    line: int
    column: int
    field: str
    message: str
    fix: str
    rule: str

    def __str__(self) -> str:
        where = f"{self.file}:{self.line}:{self.column}: "
        field = f"{self.field}: " if self.field else ""
        fix = f"; {self.fix}" if self.fix else ""
        return f"{where}{field}{self.message}{fix} [{self.rule}]"


def ordered(problems: Iterable[Problem]) -> list[Problem]:
    """Problems by file, then by place in the file; the same problem only once."""
    unique = dict.fromkeys(problems)
    return sorted(unique, key=lambda p: (p.file, p.line, p.column, p.field, p.rule))


def as_text(problems: Iterable[Problem], *, colour: bool = False) -> str:
    """One problem a line, as editors and people read them."""
    return "\n".join(_coloured(p) if colour else str(p) for p in problems)


def _coloured(problem: Problem) -> str:
    bold, red, dim, off = "\033[1m", "\033[31m", "\033[2m", "\033[0m"
    where = f"{bold}{problem.file}:{problem.line}:{problem.column}:{off} "
    field = f"{problem.field}: " if problem.field else ""
    fix = f"; {problem.fix}" if problem.fix else ""
    return f"{where}{field}{red}{problem.message}{off}{fix} {dim}[{problem.rule}]{off}"


def as_github(problems: Iterable[Problem]) -> str:
    """Workflow commands that GitHub shows beside the line of a pull request."""
    return "\n".join(_github_command(p) for p in problems)


def _github_command(problem: Problem) -> str:
    field = f"{problem.field}: " if problem.field else ""
    fix = f"; {problem.fix}" if problem.fix else ""
    message = _escape_data(f"{field}{problem.message}{fix}")
    file, title = (_escape_property(text) for text in (problem.file, problem.rule))
    return f"::error file={file},line={problem.line},col={problem.column},title={title}::{message}"


def _escape_data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _escape_property(text: str) -> str:
    return _escape_data(text).replace(":", "%3A").replace(",", "%2C")


def as_json(problems: Iterable[Problem]) -> str:
    """A JSON array of objects with the fields of Problem."""
    return json.dumps([asdict(p) for p in problems], ensure_ascii=False, indent=2)
