"""Takes a Jinja template apart into what stands there and what is filled in, so that Go can arrange it the same way.

A plan is the template as data: text, values, branches, loops, and calls of components (macros). Every value has a key.
The template itself is changed to write the values with their keys, in place of HTML: see recording.py.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from jinja2 import nodes
from markupsafe import escape

VALUE, TRUE, LOOP, TURN, END_LOOP, COMPONENT, END_COMPONENT = "=?[,]()"
"""Kinds of mark: a value, a branch that is taken, a loop with its turns, a component."""
OPEN, MIDDLE, CLOSE = "\x01\x02\x03"
"""What a mark consists of; no file of the catalogue can hold these signs."""
PROSE = ("prose", "inline")
"""Functions of the templates that render Markdown."""


@dataclass(frozen=True, slots=True)
class Text:
    text: str


@dataclass(frozen=True, slots=True)
class Value:
    key: str


@dataclass(frozen=True, slots=True)
class Branch:
    arms: tuple[tuple[str, Plan], ...]  # the key is true where an arm is taken
    otherwise: Plan


@dataclass(frozen=True, slots=True)
class Loop:
    key: str
    body: Plan
    otherwise: Plan


@dataclass(frozen=True, slots=True)
class Component:
    key: str
    template: str
    name: str


Piece: TypeAlias = Text | Value | Branch | Loop | Component
Plan: TypeAlias = tuple[Piece, ...]
Split: TypeAlias = tuple[list[nodes.Node], Plan]


def mark(kind: str, key: str = "") -> str:
    """A mark in the output of a template."""
    return f"{OPEN}{kind}{key}{CLOSE}"


class Splitter:
    """Splits one template. `plans` has its own plan under "", and that of each macro under its name.

    numbers: make keys unique; all templates share them.
    """

    def __init__(self, template: str, tree: nodes.Template, numbers: Iterator[int]) -> None:
        self.template, self.numbers = template, numbers
        self.aliases = {node.target: _constant(node.template) for node in tree.find_all(nodes.Import)}
        self.macros = {node.name: node for node in tree.find_all(nodes.Macro)}
        self.plans: dict[str, Plan] = {}
        self.frames = {name for name, macro in self.macros.items() if _is_called(macro.body, "caller")}
        for name, macro in self.macros.items():
            if name not in self.frames:
                macro.body, self.plans[name] = self.split(macro.body)
        tree.body, self.plans[""] = self.split(tree.body)

    def split(self, body: Iterable[nodes.Node]) -> Split:
        """(statements that write marks, plan) of some statements."""
        written: list[nodes.Node] = []
        plan: list[Piece] = []
        for node in body:
            more, pieces = self._statement(node)
            written += more
            plan += pieces
        return written, tuple(plan)

    def _statement(self, node: nodes.Node) -> Split:
        if isinstance(node, nodes.Output):
            return self._join(self._expression(child) for child in node.nodes)
        if isinstance(node, nodes.If):
            return self._branch(node)
        if isinstance(node, nodes.For):
            return self._loop(node)
        if isinstance(node, nodes.CallBlock):
            return self.split(self._framed(node))
        if isinstance(node, nodes.Import | nodes.Macro | nodes.Assign):
            return [node], ()
        raise NotImplementedError(f"{self.template}:{node.lineno}: {type(node).__name__} has no counterpart in Go")

    def _join(self, splits: Iterable[Split]) -> Split:
        pairs = list(splits)
        return [node for written, _ in pairs for node in written], tuple(piece for _, plan in pairs for piece in plan)

    def _expression(self, node: nodes.Expr) -> Split:
        if isinstance(node, nodes.TemplateData):
            return [], (Text(node.data),)
        if isinstance(node, nodes.Const):
            return [], (Text(str(escape(node.value))),)
        if isinstance(node, nodes.CondExpr):
            otherwise = [nodes.Output([node.expr2])] if node.expr2 else []
            return self._branch(nodes.If(node.test, [nodes.Output([node.expr1])], [], otherwise, lineno=node.lineno))
        if component := self._component(node):
            return [_out(mark(COMPONENT, component.key)), nodes.Output([node]), _out(mark(END_COMPONENT))], (component,)
        key = self._key(node)
        is_prose = isinstance(node, nodes.Call) and isinstance(node.node, nodes.Name) and node.node.name in PROSE
        arguments: list[nodes.Expr] = [nodes.Const(self.template), nodes.Const(key), node, nodes.Const(is_prose)]
        call = nodes.Call(nodes.EnvironmentAttribute("value"), arguments, [], None, None, lineno=node.lineno)
        return [nodes.Output([call], lineno=node.lineno)], (Value(key),)

    def _component(self, node: nodes.Expr) -> Component | None:
        """The macro that an expression calls."""
        called = node.node if isinstance(node, nodes.Call) else None
        if isinstance(called, nodes.Name) and called.name in self.macros:
            return Component(self._key(called), self.template, called.name)
        if (
            isinstance(called, nodes.Getattr)
            and isinstance(called.node, nodes.Name)
            and called.node.name in self.aliases
        ):
            return Component(self._key(called), self.aliases[called.node.name], called.attr)
        return None

    def _branch(self, node: nodes.If) -> Split:
        arms = []
        for arm in (node, *node.elif_):
            key = f"if{next(self.numbers)}"
            written, plan = self.split(arm.body)
            arm.body = [_out(mark(TRUE, key)), *written]
            arms.append((key, plan))
        node.else_, otherwise = self.split(node.else_)
        return [node], (Branch(tuple(arms), otherwise),)

    def _loop(self, node: nodes.For) -> Split:
        key = self._key(node.iter)
        written, plan = self.split(node.body)
        node.body = [_out(mark(TURN)), *written]
        node.else_, otherwise = self.split(node.else_)
        return [_out(mark(LOOP, key)), node, _out(mark(END_LOOP))], (Loop(key, plan, otherwise),)

    def _framed(self, node: nodes.CallBlock) -> list[nodes.Node]:
        """The body of a `call` block inside that of the macro it calls."""
        assert isinstance(node.call.node, nodes.Name), f"{self.template}:{node.lineno}: call of an imported macro"
        macro = _copied(self.macros[node.call.node.name])
        given = dict(zip((argument.name for argument in macro.args), node.call.args, strict=True))
        return _filled(macro.body, given, node.body)

    def _key(self, node: nodes.Node) -> str:
        """A short name for a value, after the last name in its expression."""
        names = [n.attr if isinstance(n, nodes.Getattr) else n.name for n in _names(node)]
        return f"{names[0].lower() if names else 'value'}{next(self.numbers)}"


def witness(arm: Plan) -> str:
    """The key of a value that is there when an arm of a branch is taken, so that no flag is needed; or nothing."""
    return next((piece.key for piece in arm if isinstance(piece, Value | Loop | Component)), "")


def witnesses(plan: Plan) -> dict[str, str]:
    """The witness of every flag in a plan that has one."""
    found: dict[str, str] = {}
    for piece in plan:
        if isinstance(piece, Branch):
            for key, arm in piece.arms:
                found |= witnesses(arm) | ({key: witness(arm)} if witness(arm) else {})
        if isinstance(piece, Branch | Loop):
            found |= witnesses(piece.otherwise)
        if isinstance(piece, Loop):
            found |= witnesses(piece.body)
    return found


def _names(node: nodes.Node) -> list[nodes.Name | nodes.Getattr]:
    found = [node, *node.find_all((nodes.Getattr, nodes.Name))]
    return [name for name in found if isinstance(name, nodes.Name | nodes.Getattr)]


def _filled(body: Sequence[nodes.Node], given: dict[str, nodes.Expr], inside: list[nodes.Node]) -> list[nodes.Node]:
    """The statements of a macro with its arguments filled in, and `inside` in the place of `caller()`."""
    filled: list[nodes.Node] = []
    for node in body:
        assert isinstance(node, nodes.Output), "a macro that is called with a block has no logic of its own"
        for child in node.nodes:
            if _is_called([child], "caller"):
                filled += inside
            else:
                own = given.get(child.name, child) if isinstance(child, nodes.Name) else child
                filled.append(nodes.Output([own], lineno=node.lineno))
    return filled


def _copied(value: Any) -> Any:
    """A node with all that is in it, once more."""
    if isinstance(value, list):
        return [_copied(entry) for entry in value]
    if not isinstance(value, nodes.Node):
        return value
    fields = [_copied(field) for _, field in value.iter_fields()]
    return type(value)(*fields, lineno=value.lineno, environment=value.environment)


def _is_called(body: Iterable[nodes.Node], name: str) -> bool:
    calls = [call for node in body for call in (node, *node.find_all(nodes.Call)) if isinstance(call, nodes.Call)]
    return any(isinstance(call.node, nodes.Name) and call.node.name == name for call in calls)


def _out(text: str) -> nodes.Output:
    return nodes.Output([nodes.TemplateData(text)])


def _constant(node: nodes.Expr) -> str:
    assert isinstance(node, nodes.Const)
    return str(node.value)
