"""Drawings of boxes and arrows, of which `_diagram.html.j2` makes SVG."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

LINE = 14
"""Height of a line of text, in units of the drawing."""
_PADDING = 8


@dataclass(frozen=True)
class Box:
    """A box with a head and smaller lines below it. `x`, `y`: its upper left corner; `number`: a step that it shows.

    kind: how it is drawn: `frozen`, `trained`, `people`, or plain. steps: those in which it plays a part.
    """

    x: float
    y: float
    width: float
    head: str
    lines: tuple[str, ...] = ()
    number: str = ""
    kind: str = "plain"
    steps: tuple[int, ...] = ()

    @property
    def height(self) -> float:
        return LINE * (1 + len(self.lines)) + 2 * _PADDING

    @property
    def rows(self) -> list[tuple[float, str]]:
        """Where the base of each line lies, and the line; the head is first."""
        return [(self.y + _PADDING + LINE * row + 11, text) for row, text in enumerate((self.head, *self.lines))]

    @property
    def middle(self) -> float:
        return self.x + self.width / 2

    @property
    def centre(self) -> float:
        """The height of its middle."""
        return self.y + self.height / 2

    @property
    def bottom(self) -> float:
        return self.y + self.height

    @property
    def right(self) -> float:
        return self.x + self.width


@dataclass(frozen=True)
class Arrow:
    """A line from corner to corner, with a head at its end. label: words beside it, at `at`."""

    corners: tuple[tuple[float, float], ...]
    steps: tuple[int, ...] = ()
    label: str = ""
    at: tuple[float, float] = (0, 0)
    dashed: bool = False

    @property
    def path(self) -> str:
        return "M" + "L".join(f"{x:g} {y:g}" for x, y in self.corners)


@dataclass(frozen=True)
class Diagram:
    """A drawing. name: unique on a page, for the heads of its arrows. label: its words for screen readers."""

    name: str
    label: str
    width: float
    boxes: Mapping[str, Box]
    arrows: tuple[Arrow, ...]

    @cached_property
    def height(self) -> float:
        return max(box.bottom for box in self.boxes.values()) + 2


def down(above: Box, below: Box, steps: tuple[int, ...] = ()) -> Arrow:
    """An arrow from a box to the one below it."""
    return Arrow(((above.middle, above.bottom), (above.middle, below.y)), steps)


def stack(boxes: list[Box], gap: float = 20) -> list[Box]:
    """The boxes below each other, from the place of the first."""
    placed, y = [], boxes[0].y
    for box in boxes:
        placed.append(Box(box.x, y, box.width, box.head, box.lines, box.number, box.kind, box.steps))
        y = placed[-1].bottom + gap
    return placed
