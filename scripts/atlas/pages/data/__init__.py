"""What there is for programs: every output that has a title."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from atlas import exports
from atlas.facts import stats
from atlas.pages.kind import Kind, Link, Page
from atlas.pages.renderer import Renderer


def _pages(renderer: Renderer) -> Iterator[Page]:
    catalog = renderer.catalog

    def files() -> dict[str, Any]:
        listed = [output for output in exports.exports(catalog) if output.title]
        return {"figures": stats.figures(catalog), "outputs": listed}

    text = "Download the atlas: JSON for programs, CSV for spreadsheets, the schema, and the licence."
    yield DATA.page(renderer, "data/", "Data and API", text, files)


DATA = Kind(
    id="data",
    pages=_pages,
    template="data/page.html.j2",
    navigation=Link("Data and API", "data/", 60),
    footer=Link("Data and API", "data/", 60),
    examples={"data": "data/"},
)
