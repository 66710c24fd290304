"""Mends a copy of the data at a moment when it names records that are not there yet, so that it can be measured."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from functools import partial
from pathlib import Path

from atlas.problems import Problem
from atlas.site import load_checked

_ROUNDS = 8
_LINK = re.compile(r"\[\[([^\]]+)\]\] links to nothing")
_ID = re.compile(r'"([^"]+)" is not')


def mend(root: Path) -> None:
    """Take out of the files below `root`/data what leads nowhere; what is wrong otherwise goes as a whole file."""
    for turn in range(_ROUNDS):
        _, problems = load_checked(root)
        if not problems:
            return
        by_file: dict[str, list[Problem]] = defaultdict(list)
        for problem in problems:
            by_file[problem.file].append(problem)
        for name, own in by_file.items():
            path = root / name
            text = path.read_text(encoding="utf-8")
            better = mended(text, own)
            if better != text and turn < _ROUNDS - 2:
                path.write_text(better, encoding="utf-8")
            elif path.parent.name in ("models", "concepts"):
                path.unlink()
    raise ValueError("the catalogue does not pass its checks: run `atlas check` on it")


def mended(text: str, problems: Iterable[Problem]) -> str:
    """The text of a file without the links and ids that lead nowhere."""
    lines = text.split("\n")
    for problem in sorted(problems, key=lambda p: (p.line, p.column), reverse=True):  # so that places stay right
        if link := _LINK.search(problem.message):
            pattern = rf"\[\[{re.escape(link[1])}(?:\|([^\]]+))?\]\]"
            lines = re.sub(pattern, partial(_words, link[1]), "\n".join(lines)).split("\n")
        elif name := _ID.search(problem.message):
            place = problem.line - 1
            lines[place : place + 1] = _without(lines[place], re.escape(name[1]))
    return "\n".join(lines)


def _words(id_: str, link: re.Match[str]) -> str:
    return link[1] or id_


def _without(line: str, id_: str) -> list[str]:
    """A line without an entry of a list, or a value and its key; no line where nothing is left of it."""
    for pattern in (rf"\b{id_}, ", rf", {id_}\b", rf"^ *(?:- |[a-z_]+: *\[?){id_}\]?$", rf"\b[a-z_]+: {id_},? ?"):
        shorter, found = re.subn(pattern, "", line, count=1)
        if found:
            return [shorter] if shorter else []
    return [line]
