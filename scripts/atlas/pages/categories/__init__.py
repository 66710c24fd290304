"""The sections of the catalogue."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

from atlas.pages.kind import Found, Kind, Link, Page
from atlas.pages.renderer import Renderer
from atlas.search import search_words
from atlas.search.listing import ResultGroup


def _list(renderer: Renderer) -> Iterator[Page]:
    def all_() -> dict[str, Any]:
        return {"categories": renderer.sections()}

    text = "The sections of the catalogue: text encoders, language models, vision, speech and more."
    yield CATEGORIES.page(renderer, "categories/", "Categories", text, all_)


def _pages(renderer: Renderer) -> Iterator[Page]:
    for id_, entry in renderer.catalog.categories.items():
        found = Found(
            entry.title,
            text=str,
            models=len(renderer.usage.of("categories", id_)),
            words=partial(search_words.of_text, renderer.catalog, entry.intro),
        )
        context = partial(_category, renderer, id_)
        title = f"{entry.title}: the models"  # a concept may have the same name
        yield CATEGORY.page(renderer, f"categories/{id_}/", title, entry.intro, context, found)


def _category(renderer: Renderer, id_: str) -> dict[str, Any]:
    return {
        "category": renderer.catalog.categories[id_],
        **renderer.finder(f"categories/{id_}/", renderer.by_category[id_]),
    }


CATEGORIES = Kind(
    id="categories",
    pages=_list,
    template="categories/list.html.j2",
    footer=Link("Categories", "categories/", 30),
    examples={"categories": "categories/"},
)
CATEGORY = Kind(
    id="category",
    pages=_pages,
    template="categories/page.html.j2",
    results=ResultGroup("categories", "Sections", 70, folder="categories/"),
    scripts=("table/table",),
    styles=("table/table",),
    wide=True,
    examples={"category": "categories/text-encoders/"},
)
