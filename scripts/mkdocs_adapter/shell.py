"""The theme's shell, rendered once for pages that share it, and joined with each page's own parts.

Rendering the whole theme for every page costs more than rendering its content. Pages of one kind, depth and place in
the navigation differ only in title, description, address and content: so the theme is rendered once with marks in
their place. A test holds that the result is byte for byte what the theme renders in full.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable
from dataclasses import dataclass

from markupsafe import escape

PARTS = ("title", "description", "canonical", "content")
_MARKS = {part: f"\ue000{part}\ue001" for part in PARTS}
_MARK = re.compile("\ue000([a-z]+)\ue001")


@dataclass(frozen=True, slots=True)
class ShellParts:
    """What is a page's own in its shell. Title and description are plain text, content is HTML."""

    title: str
    description: str
    canonical: str
    content: str

    @classmethod
    def marks(cls) -> ShellParts:
        """Marks in the place of each part."""
        return cls(**_MARKS)

    def html(self) -> dict[str, str]:
        """Each part as the shell writes it: the same filters as in main.html."""
        return {
            "title": str(escape(self.title)),
            "description": str(escape(self.description)),
            "canonical": self.canonical,
            "content": self.content,
        }


class Shells:
    """Shells by key; each is rendered once, when first needed."""

    def __init__(self) -> None:
        self._renders: dict[Hashable, Callable[[ShellParts], str]] = {}
        self._shells: dict[Hashable, list[str]] = {}

    def offer(self, key: Hashable, render: Callable[[ShellParts], str]) -> None:
        """`render` renders the theme with given parts. It is kept if it is the first for its key."""
        self._renders.setdefault(key, render)

    def render(self) -> None:
        """Render all shells now: whoever starts further processes does it for all of them."""
        for key in self._renders:
            self._shell(key)

    def fill(self, key: Hashable, parts: ShellParts) -> str:
        """The whole page."""
        html = parts.html()
        return "".join(html[piece] if index % 2 else piece for index, piece in enumerate(self._shell(key)))

    def _shell(self, key: Hashable) -> list[str]:
        if key not in self._shells:
            self._shells[key] = _MARK.split(self._renders[key](ShellParts.marks()))
        return self._shells[key]
