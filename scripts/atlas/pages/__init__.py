"""Pages: Catalog -> HTML. Jinja arranges what the views computed. Each kind of page is a folder with an entry."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from atlas.catalog import Catalog
from atlas.outputs import Output
from atlas.pages.discovery import WrongPageFolder, kinds
from atlas.pages.kind import Kind, Link, Page
from atlas.pages.renderer import Renderer, Settings
from atlas.pages.shared.templates import compile_all
from atlas.search import listing


def render(catalog: Catalog, settings: Settings) -> list[Page]:
    """Every catalogue page, kind by kind. Their HTML is made when it is asked for."""
    every: list[Page] = []
    renderer = Renderer(catalog, settings, documents=lambda: documents(every))
    every += (page for kind in kinds(settings.page_folders) for page in kind.pages(renderer))
    return every


def documents(pages: Iterable[Page]) -> list[listing.SearchDocument]:
    """Pages as the search sees them, without those that are not to be found."""
    return [document for page in pages if (document := page.document)]


def search_list(pages: Iterable[Page]) -> Output:
    """The list of names and lines that the search box reads."""
    return Output(listing.LIST, lambda: listing.listing(documents(pages)).encode())


def full_text(pages: Iterable[Page]) -> list[listing.SearchDocument]:
    """What the full-text index is made of."""
    return documents(page for page in pages if page.kind.full_text)


def navigation(folders: tuple[Path, ...] = ()) -> list[Link]:
    """The links at the head of every page, in order."""
    return sorted((kind.navigation for kind in kinds(folders) if kind.navigation), key=lambda link: link.order)


def footer(folders: tuple[Path, ...] = ()) -> list[Link]:
    """The links at the foot of every page, in order."""
    return sorted((kind.footer for kind in kinds(folders) if kind.footer), key=lambda link: link.order)


def examples(folders: tuple[Path, ...] = ()) -> dict[str, str]:
    """Addresses of pages to look at, by name: one of each kind at least."""
    return {name: address for kind in kinds(folders) for name, address in kind.examples.items()}


__all__ = [
    "Kind",
    "Link",
    "Page",
    "Settings",
    "WrongPageFolder",
    "compile_all",
    "documents",
    "examples",
    "footer",
    "full_text",
    "kinds",
    "navigation",
    "render",
    "search_list",
]
