"""Pages: Catalog -> HTML. Jinja arranges what the views computed."""

from __future__ import annotations

from collections.abc import Iterator

from atlas.catalog import Catalog
from atlas.pages import accounts, comparisons, listings, records
from atlas.pages.renderer import Page, Renderer, Settings


def render(catalog: Catalog, settings: Settings) -> Iterator[Page]:
    """Every catalogue page, in a fixed order; pages that look at all models beside each other.

    They are made in shares by several processes, and what a process has computed for one page serves the next.
    """
    renderer = Renderer(catalog, settings)
    yield from accounts.pages(renderer)
    yield from listings.pages(renderer)
    yield from records.pages(renderer)
    yield from comparisons.pages(renderer)


__all__ = ["Page", "Settings", "render"]
