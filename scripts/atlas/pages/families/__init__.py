"""Models that belong together."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

from atlas.pages.kind import Found, Kind, Page
from atlas.pages.renderer import Renderer
from atlas.search import search_words
from atlas.search.listing import ResultGroup


def _pages(renderer: Renderer) -> Iterator[Page]:
    for id_, entry in renderer.catalog.families.items():
        found = Found(
            entry.name,
            text=str,
            models=len(renderer.usage.of("families", id_)),
            words=partial(search_words.of_text, renderer.catalog, entry.intro),
        )
        context = partial(_family, renderer, id_)
        yield FAMILY.page(renderer, f"families/{id_}/", entry.name, entry.intro, context, found)


def _family(renderer: Renderer, id_: str) -> dict[str, Any]:
    return {
        "family": renderer.catalog.families[id_],
        **renderer.table(f"families/{id_}/", renderer.by_family[id_]),
    }


FAMILY = Kind(
    id="family",
    pages=_pages,
    template="families/page.html.j2",
    results=ResultGroup("families", "Families", 60, folder="families/"),
    noun="family",
    examples={"family": "families/bert/"},
)
