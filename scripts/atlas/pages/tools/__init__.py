"""Tools: each element of guides that answers to what a reader enters, on a page of its own."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

from markupsafe import Markup

from atlas.catalog import Catalog, per_catalog
from atlas.elements import Element, elements
from atlas.pages.kind import Found, Kind, Link, Page
from atlas.pages.renderer import Renderer
from atlas.pages.shared.shown_element import element_html
from atlas.search.listing import ResultGroup
from atlas.search.search_words import Words
from atlas.text.guide_markup import Block, parse


def tools() -> list[Element]:
    """The elements that have a page, by title."""
    return sorted((e for e in elements().values() if e.script), key=lambda element: element.title.casefold())


def _list(renderer: Renderer) -> Iterator[Page]:
    text = "Small tools that compute what guides explain: tokens of an image, time to embed a corpus, and more."
    yield TOOLS.page(renderer, "tools/", "Tools", text, lambda: {"tools": tools()})


def _pages(renderer: Renderer) -> Iterator[Page]:
    for element in tools():
        found = Found(element.title, text=partial(str, "Tool"), words=partial(Words, (element.about, element.method)))
        yield Page(
            TOOL,
            f"tools/{element.id}/",
            element.title,
            element.about,
            partial(_render, renderer, element),
            found,
            own_scripts=(f"elements/{element.id}",),
            own_styles=element.styles,
        )


def _render(renderer: Renderer, element: Element) -> str:
    address = f"tools/{element.id}/"
    context: dict[str, Any] = {
        "element": element,
        "shown": Markup(element_html(renderer, address, element, element.defaults)),
        "guides": _guides(renderer.catalog).get(element.id, []),
    }
    return renderer.render(TOOL.template, address, context)


@per_catalog
def _guides(catalog: Catalog) -> dict[str, list[str]]:
    """The guides that show each element, by its id."""
    found: dict[str, list[str]] = {}
    for id_, guide in catalog.guides.items():
        shown = (cut.name for cut in parse(guide.body).cuts if isinstance(cut, Block) and cut.kind == "element")
        for name in dict.fromkeys(shown):
            found.setdefault(name, []).append(id_)
    return found


TOOLS = Kind(
    id="tools",
    pages=_list,
    template="tools/list.html.j2",
    footer=Link("Tools", "tools/", 15),
    examples={"tools": "tools/"},
)
TOOL = Kind(
    id="tool",
    pages=_pages,
    template="tools/page.html.j2",
    results=ResultGroup("tools", "Tools", 32, folder="tools/"),
    noun="tool",
    styles=("guides/guides",),
    examples={"tool": "tools/featurising-time/", "tool-with-slider": "tools/kl-leash/"},
)
