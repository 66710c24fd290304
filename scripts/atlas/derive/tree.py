"""The architecture of a model as a tree, with the weights of every part.

The tree is built from the record alone. The page shows it as a nested list, drawings are made from it, and the
recount of parameters is its sum: what the schema cannot say, neither can be drawn nor counted.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal

Kind = Literal[
    "model",
    "component",
    "stack",
    "block",
    "embedding",
    "position",
    "attention",
    "feed-forward",
    "experts",
    "norm",
    "mamba",
    "convolution",
    "recurrent",
    "projection",
    "head",
    "part",
]


@dataclass(frozen=True)
class Node:
    """A part of a network. `parameters` are its own weights, once, without its children's."""

    kind: Kind
    label: str
    detail: str = ""
    concept: str = ""  # id of the concept that explains it
    record: str = ""  # id of the model record it is taken from
    repeat: int = 1
    shared: bool = False  # the repetitions use the same weights
    parameters: int = 0
    active: int | None = None  # own weights used for one token, where fewer
    formula: str = ""
    missing: str = ""  # what would have to be known to count it
    reported: bool = False  # the count is the makers', not ours
    left_out: str = ""  # a small part that is not counted
    children: tuple[Node, ...] = ()

    @cached_property
    def total(self) -> int:
        """All weights of this part and its children, repetitions included."""
        once = self.parameters + sum(child.total for child in self.children)
        return once if self.shared else once * self.repeat

    @cached_property
    def total_active(self) -> int:
        """Weights used for one token, repetitions included."""
        own = self.parameters if self.active is None else self.active
        once = own + sum(child.total_active for child in self.children)
        return once if self.shared else once * self.repeat

    def walk(self) -> Iterator[Node]:
        """This node and all below it, depth first."""
        yield self
        for child in self.children:
            yield from child.walk()

    def times(self, repeat: int) -> Node:
        """The same part, repeated."""
        return replace(self, repeat=repeat)


def as_text(node: Node, depth: int = 0) -> str:
    """The tree as indented lines, for terminals and tests."""
    times = f"{node.repeat} × " if node.repeat > 1 else ""
    detail = f" ({node.detail})" if node.detail else ""
    lines = [f"{'  ' * depth}{times}{node.label}{detail}"]
    return "\n".join(lines + [as_text(child, depth + 1) for child in node.children])
