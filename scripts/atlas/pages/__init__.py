"""Pages: Catalog -> HTML. Jinja arranges what the views computed."""

from __future__ import annotations

from collections.abc import Iterator

from atlas.catalog import Catalog
from atlas.pages import accounts, comparisons, listings, records
from atlas.pages.renderer import Page, Renderer, Settings


def render(catalog: Catalog, settings: Settings) -> Iterator[Page]:
    """Every catalogue page, in a fixed order."""
    renderer = Renderer(catalog, settings)
    yield from listings.pages(renderer)
    yield from records.pages(renderer)
    yield from comparisons.pages(renderer)
    yield from accounts.pages(renderer)


__all__ = ["Page", "Settings", "render"]
