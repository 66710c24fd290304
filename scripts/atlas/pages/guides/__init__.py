"""Guides: texts over many models and concepts, with facts, tables and figures from the catalogue; and their shelves."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

from markupsafe import Markup

from atlas.catalog import Catalog
from atlas.pages.guides.body import GuideBody, elements_of
from atlas.pages.kind import Found, Kind, Link, Page
from atlas.pages.renderer import Renderer
from atlas.schema.choices import SHELVES
from atlas.schema.guide import Guide
from atlas.search.listing import ResultGroup
from atlas.search.search_words import Words


def in_order(catalog: Catalog) -> list[str]:
    """Ids of all guides in reading order: by shelf, then by their place on it."""
    shelves, guides = list(SHELVES), catalog.guides
    return sorted(guides, key=lambda id_: (shelves.index(guides[id_].shelf), guides[id_].order, guides[id_].title))


def _list(renderer: Renderer) -> Iterator[Page]:
    text = "How to understand, choose and build language and Transformer models, with numbers from the catalogue."
    yield GUIDES.page(renderer, "guides/", "Guides", text, partial(_shelves, renderer))


def _shelves(renderer: Renderer) -> dict[str, Any]:
    guides = renderer.catalog.guides
    ids = in_order(renderer.catalog)
    by_shelf = {name: [(id_, guides[id_]) for id_ in ids if guides[id_].shelf == name] for name in SHELVES}
    return {"shelves": [(name, SHELVES[name], found) for name, found in by_shelf.items() if found]}


def _pages(renderer: Renderer) -> Iterator[Page]:
    for id_, guide in renderer.catalog.guides.items():
        address = f"guides/{id_}/"
        found = Found(
            guide.title,
            text=partial(str, f"Guide · {SHELVES[guide.shelf].label}"),
            aliases=guide.aliases or (),
            words=partial(_words, renderer, id_),
        )
        shown = elements_of(guide.body)
        yield Page(
            GUIDE,
            address,
            guide.title,
            guide.summary,
            partial(_render, renderer, id_),
            found,
            own_scripts=tuple(f"elements/{element.id}" for element in shown if element.script),
            own_styles=tuple(dict.fromkeys(sheet for element in shown for sheet in element.styles)),
        )


def _render(renderer: Renderer, id_: str) -> str:
    return renderer.render(GUIDE.template, f"guides/{id_}/", _guide(renderer, id_))


def _guide(renderer: Renderer, id_: str) -> dict[str, Any]:
    catalog = renderer.catalog
    guide = catalog.guides[id_]
    ids = in_order(catalog)
    place = ids.index(id_)
    body = GuideBody(renderer, f"guides/{id_}/", guide)
    return {
        "guide": guide,
        "shelf": SHELVES[guide.shelf],
        "body": body.html,
        "sections": [(anchor, words) for level, anchor, words in body.headings if level == 2],
        "sources": body.sources,
        "steps": [_step(catalog, target) for target in guide.next],
        "before": ids[place - 1] if place else None,
        "after": ids[place + 1] if place + 1 < len(ids) else None,
        "file": catalog.entries["guides", id_].document.file,
    }


def _step(catalog: Catalog, target: str) -> tuple[str, str, str]:
    """(address, name, summary) of a page to go on with."""
    found = catalog.linked(target)
    assert found, "the rule guide-link holds it"
    record: Any = catalog.collection(found[0])[found[1]]
    return f"{found[0]}/{found[1]}/", record.name, record.summary


def _words(renderer: Renderer, id_: str) -> Words:
    guide: Guide = renderer.catalog.guides[id_]
    html = GuideBody(renderer, f"guides/{id_}/", guide).html
    return Words((guide.summary, Markup(html.replace("><", "> <")).striptags()))


GUIDES = Kind(
    id="guides",
    pages=_list,
    template="guides/list.html.j2",
    navigation=Link("Guides", "guides/", 35),
    styles=("guides/guides",),
    examples={"guides": "guides/"},
)
GUIDE = Kind(
    id="guide",
    pages=_pages,
    template="guides/page.html.j2",
    results=ResultGroup("guides", "Guides", 30, folder="guides/"),
    noun="guide",
    styles=("guides/guides",),
    examples={"guide": "guides/inference-time/"},
)
