"""The index: everything that has a page, by name and by other name."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from atlas.pages.a_z.alphabet import alphabet
from atlas.pages.kind import Kind, Link, Page
from atlas.pages.renderer import Renderer


def _pages(renderer: Renderer) -> Iterator[Page]:
    def letters() -> dict[str, Any]:
        return {"letters": alphabet(renderer.documents())}

    text = "Every model, concept, organization, dataset and family of the atlas, by name and by other name."
    yield INDEX.page(renderer, "a-z/", "Index A–Z", text, letters)


INDEX = Kind(
    id="a-z",
    pages=_pages,
    template="a_z/page.html.j2",
    footer=Link("Index A–Z", "a-z/", 10),
    styles=("a-z/a-z",),
    examples={"a-z": "a-z/"},
)
