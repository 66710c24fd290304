"""Pages that people write as Markdown, below `docs/`: what the search says of them, and their place in the shell."""

from __future__ import annotations

from markupsafe import Markup

from atlas.pages.kind import Found, Kind, Link, Page
from atlas.search.search_words import Words

PROSE = Kind(
    id="prose",
    navigation=Link("Contribute", "contribute/", 70),
    footer=Link("Contribute", "contribute/", 70),
    examples={"prose": "contribute/", "prose-with-tables": "contribute/performance/"},
)
NOT_FOUND = Kind(id="not-found", results=None, examples={"not-found": "404.html"})


def page(address: str, title: str, description: str, html: str) -> Page:
    """A page whose content somebody else has made, and writes."""
    found = Found(title, words=lambda: Words((Markup(html).striptags(),)))
    return Page(PROSE, address, title, description, lambda: html, found)
