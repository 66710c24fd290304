"""Renders the atlas's templates into the values that they show, in place of HTML."""

from __future__ import annotations

import re
from itertools import count
from typing import Any

import jinja2
from jinja2 import nodes
from markupsafe import Markup

from benchmark import fragments
from benchmark.plan import CLOSE, MIDDLE, OPEN, Plan, Splitter, witnesses

Values = dict[str, Any]
_MARK = re.compile(
    f"{OPEN}(?:=(?P<name>[^{MIDDLE}]*){MIDDLE}(?P<value>[^{CLOSE}]*)|(?P<open>[?[(])(?P<key>[^{CLOSE}]*)|(?P<end>[,\\])])){CLOSE}"
)


class RowOf(Markup):
    """Stands for the row of a model in a table; its text is the id."""


class Rooted(str):
    """An address relative to the root of the site, before the way to the root is put in front of it."""


class Recorder(jinja2.Environment):
    """Has the templates, filters and settings of another environment; what it renders are marks with values.

    `plans`: template -> name of a macro ("" for the template itself) -> plan.
    `kinds`: key -> `text`, `html` (prose: ready, not to be escaped), `parts` (a fragment of HTML), `row` or `rooted`.
    `flags`: branches that need a flag, as no value shows by being there that they are taken.
    """

    def __init__(self, like: jinja2.Environment) -> None:
        super().__init__(
            loader=like.loader,
            autoescape=like.autoescape,
            undefined=like.undefined,
            trim_blocks=like.trim_blocks,
            lstrip_blocks=like.lstrip_blocks,
        )
        self.globals |= like.globals
        self.filters |= like.filters
        self.tests |= like.tests
        self.plans: dict[str, dict[str, Plan]] = {}
        self.kinds: dict[str, str] = {}
        self.witnesses: dict[str, str] = {}
        self.flags: set[str] = set()
        self._numbers = count(1)

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        tree = super()._parse(source, name, filename)
        plans = self.plans[name or ""] = Splitter(name or "", tree, self._numbers).plans
        for plan in plans.values():
            self.witnesses |= witnesses(plan)
        nodes.Node.set_environment(tree, self)
        for node in tree.find_all(nodes.Node):
            node.lineno = getattr(node, "lineno", None) or 1
        return tree

    def value(self, template: str, key: str, value: Any, is_prose: bool) -> Markup:
        """The mark of a value; called by the templates."""
        kind = _kind(value, is_prose)
        if self.kinds.setdefault(key, kind) != kind:
            raise ValueError(f"{template}: {key} is sometimes {self.kinds[key]}, sometimes {kind}")
        text = str(value)
        if OPEN in text:
            raise ValueError(f"{template}: {key} is computed from a component; no counterpart in Go")
        return Markup(f"{OPEN}={key}{MIDDLE}{text}{CLOSE}")

    def values(self, stream: str) -> Values:
        """What a rendered template shows, without flags that a value beside them makes needless."""
        found = _values(stream)
        self._refine(found)
        return found

    def _refine(self, found: Values) -> None:
        """Drop flags that a value makes needless, and take fragments of HTML apart."""
        for key, value in list(found.items()):
            if isinstance(value, dict):
                self._refine(value)
            elif isinstance(value, list):
                for entry in value:
                    self._refine(entry)
            elif value is True and found.get(self.witnesses.get(key, "")):
                del found[key]
            elif value is True:
                self.flags.add(key)
            elif self.kinds[key] == "parts":
                found[key] = fragments.parts(value)


def _kind(value: Any, is_prose: bool) -> str:
    if isinstance(value, RowOf):
        return "row"
    if isinstance(value, Rooted):
        return "rooted"
    if is_prose:
        return "html"
    return "parts" if hasattr(value, "__html__") else "text"


def _values(stream: str) -> Values:
    """Marks as data: texts, true for branches that are taken, loops as lists, components as mappings."""
    found: Values = {}
    stack: list[Values] = [found]
    loops: list[tuple[list[Values], int]] = []
    place = 0
    for match in _MARK.finditer(stream):
        if match.start() != place:
            raise ValueError(f"text without a mark: {stream[place : match.start()][:80]!r}")
        place = match.end()
        name, text, kind, key, end = match.group("name", "value", "open", "key", "end")
        if name:
            stack[-1][name] = text
        elif kind == "?":
            stack[-1][key] = True
        elif kind == "[":
            loops.append((stack[-1].setdefault(key, []), len(stack)))
        elif kind == "(":
            stack.append(stack[-1].setdefault(key, {}))
        elif end == ")":
            stack.pop()
        else:
            del stack[loops[-1][1] :]
            if end == ",":
                stack.append({})
                loops[-1][0].append(stack[-1])
            else:
                loops.pop()
    return found
