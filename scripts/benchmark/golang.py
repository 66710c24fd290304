"""Writes plans as Go templates, for Hugo."""

from __future__ import annotations

from collections.abc import Iterator

from benchmark import fragments
from benchmark.plan import Branch, Component, Loop, Piece, Plan, Text, Value
from benchmark.recording import Recorder

ROW = "row.html.j2"


class Go:
    """Writes the templates of one kind of page. `root` is the way from such pages to the root of the site."""

    def __init__(self, recorder: Recorder, root: str) -> None:
        self.recorder, self.root = recorder, root

    def main(self, template: str) -> str:
        """The layout of a kind of page: its own part of the shell, and the components it uses."""
        plan = self.recorder.plans[template][""]
        own = f'{{{{ define "main" }}}}{{{{ with .Params }}}}{self.write(template, plan)}{{{{ end }}}}{{{{ end }}}}'
        return own + "".join(self._components(template, plan, set())) + fragments.definition()

    def row(self) -> str:
        """A row of the table of models; its values come from the site's data."""
        return self.write(ROW, self.recorder.plans[ROW][""]) + fragments.definition()

    def write(self, template: str, plan: Plan) -> str:
        """Go for a plan."""
        return "".join(self._piece(template, piece) for piece in plan)

    def _piece(self, template: str, piece: Piece) -> str:
        match piece:
            case Text(text):
                return text.replace("{{", '{{ "{{" }}')
            case Value(key):
                return self._value(self.recorder.kinds.get(key, "text"), f".{key}")
            case Component(key, _, name):
                return f'{{{{ template "{name}" .{key} }}}}'
            case Loop(key, body, otherwise):
                return (
                    f"{{{{ range .{key} }}}}{self.write(template, body)}{self._else(template, otherwise)}{{{{ end }}}}"
                )
            case Branch(arms, otherwise):
                tests = (f"if {self._test(key)} }}}}{self.write(template, plan)}" for key, plan in arms)
                return f"{{{{ {'{{ else '.join(tests)}{self._else(template, otherwise)}{{{{ end }}}}"

    def _test(self, key: str) -> str:
        """How to see that an arm is taken: by a value that is there, or by its flag, or by either."""
        value = self.recorder.witnesses.get(key)
        if not value or key not in self.recorder.flags:
            return f".{value or key}"
        return f"or .{value} .{key}"

    def _else(self, template: str, plan: Plan) -> str:
        return f"{{{{ else }}}}{self.write(template, plan)}" if plan else ""

    def _value(self, kind: str, place: str) -> str:
        if kind == "html":
            return f"{{{{ {place} }}}}"
        if kind == "parts":
            return f'{{{{ range {place} }}}}{{{{ template "part" . }}}}{{{{ end }}}}'
        if kind == "rooted":
            return f"{self.root}{{{{ htmlEscape {place} }}}}"
        if kind == "row":
            return f'{{{{ partialCached "{row_name(self.root)}" (index hugo.Data.rows {place}) {place} }}}}'
        return f"{{{{ htmlEscape {place} }}}}"

    def _components(self, template: str, plan: Plan, done: set[str]) -> Iterator[str]:
        """Definitions of the components that a plan uses, and of those that they use."""
        for component in _used(plan):
            if component.name not in done:
                done.add(component.name)
                own = self.recorder.plans[component.template][component.name]
                body = self.write(component.template, own)
                yield f'{{{{ define "{component.name}" }}}}{body}{{{{ end }}}}'
                yield from self._components(component.template, own, done)


def row_name(root: str) -> str:
    """The partial for rows on pages at one depth."""
    return f"row-{root.count('../')}.html"


def _used(plan: Plan) -> Iterator[Component]:
    for piece in plan:
        match piece:
            case Component():
                yield piece
            case Loop(_, body, otherwise):
                yield from (*_used(body), *_used(otherwise))
            case Branch(arms, otherwise):
                yield from (c for _, arm in arms for c in _used(arm))
                yield from _used(otherwise)
