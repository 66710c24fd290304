"""Claims that are often repeated and wrong."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from atlas.facts import misreports
from atlas.pages.kind import Kind, Link, Page
from atlas.pages.renderer import Renderer
from atlas.schema.choices import MISTAKES


def _pages(renderer: Renderer) -> Iterator[Page]:
    def wrong() -> dict[str, Any]:
        return {"groups": misreports.corrections(renderer.catalog), "mistakes": MISTAKES}

    text = "Claims about language models that are often repeated and wrong, each with what the primary source says."
    yield CORRECTIONS.page(renderer, "corrections/", "Corrections", text, wrong)


CORRECTIONS = Kind(
    id="corrections",
    pages=_pages,
    template="corrections/page.html.j2",
    navigation=Link("Corrections", "corrections/", 40),
    examples={"corrections": "corrections/"},
)
