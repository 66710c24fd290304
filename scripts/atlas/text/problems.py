"""A problem in the data: where it is, what it is, how to mend it."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace

from atlas.text.characters import HIDDEN, printable, shortened

_LONGEST, _LONGEST_FIELD = 400, 160
"""Characters of a message or a mend, and of a field, that are shown: a value may be as long as its file."""
_MOST_ALIKE = 5
"""So many problems of a file that say the same are said one by one."""


class Unreadable(ValueError):
    """A text is not what it should be: what it is, and how to write it. Neither is taken from the other's words."""

    def __init__(self, what: str, mend: str) -> None:
        super().__init__(f"{what}; {mend}")
        self.what, self.mend = what, mend


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
        where, text, rule = _parts(self)
        return f"{where}: {text} [{rule}]"


def ordered(problems: Iterable[Problem]) -> list[Problem]:
    """Problems by file, then by place in the file; the same problem only once. Many of a file that say the same are
    one, at the first of their places."""
    alike: dict[tuple[str, str, str, str], list[Problem]] = {}
    for problem in sorted(dict.fromkeys(problems), key=_place):
        alike.setdefault((problem.file, problem.rule, problem.message, problem.fix), []).append(problem)
    return sorted((one for group in alike.values() for one in _together(group)), key=_place)


def _place(problem: Problem) -> tuple[str, int, int, str, str]:
    return problem.file, problem.line, problem.column, problem.field, problem.rule


def _together(alike: list[Problem]) -> list[Problem]:
    """Problems that say the same; many of them as one."""
    if len(alike) <= _MOST_ALIKE:
        return alike
    return [replace(alike[0], message=f"{alike[0].message} (here and at {len(alike) - 1} more places)")]


def _in_short(problem: Problem) -> Problem:
    """The problem without the length of the values that it quotes."""
    return replace(
        problem,
        field=shortened(problem.field, _LONGEST_FIELD),
        message=shortened(problem.message, _LONGEST),
        fix=shortened(problem.fix, _LONGEST),
    )


def _parts(problem: Problem) -> tuple[str, str, str]:
    """Place, text and rule, each of them in one line whatever file names, keys and values hold."""
    short = _in_short(problem)
    where = f"{short.file}:{short.line}:{short.column}"
    field = f"{short.field}: " if short.field else ""
    fix = f"; {short.fix}" if short.fix else ""
    return printable(where), printable(f"{field}{short.message}{fix}"), short.rule


def as_text(problems: Iterable[Problem], *, colour: bool = False) -> str:
    """One problem a line, as editors and people read them."""
    return "\n".join(_coloured(p) if colour else str(p) for p in problems)


def _coloured(problem: Problem) -> str:
    bold, red, dim, off = "\033[1m", "\033[31m", "\033[2m", "\033[0m"
    short = _in_short(problem)
    where, _, rule = _parts(problem)
    field = printable(f"{short.field}: ") if short.field else ""
    fix = printable(f"; {short.fix}") if short.fix else ""
    return f"{bold}{where}:{off} {field}{red}{printable(short.message)}{off}{fix} {dim}[{rule}]{off}"


def as_github(problems: Iterable[Problem]) -> str:
    """Workflow commands that GitHub shows beside the line of a pull request."""
    return "\n".join(_github_command(p) for p in problems)


def _github_command(problem: Problem) -> str:
    _, text, rule = _parts(problem)
    file, title = (_escape_property(printable(part)) for part in (problem.file, rule))
    return f"::error file={file},line={problem.line},col={problem.column},title={title}::{_escape_data(text)}"


def _escape_data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _escape_property(text: str) -> str:
    return _escape_data(text).replace(":", "%3A").replace(",", "%2C")


def as_json(problems: Iterable[Problem]) -> str:
    """A JSON array of objects with the fields of Problem; characters that nobody sees are escaped."""
    text = json.dumps([asdict(_in_short(p)) for p in problems], ensure_ascii=False, indent=2)
    return HIDDEN.sub(lambda match: json.dumps(match[0])[1:-1], text)
