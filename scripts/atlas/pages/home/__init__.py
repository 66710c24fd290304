"""The home page: what the atlas is, live figures, and ways in."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

from atlas.facts import stats
from atlas.pages.kind import Kind, Page
from atlas.pages.renderer import Renderer, released

_NEWEST, _POPULAR = 5, 14


def _pages(renderer: Renderer) -> Iterator[Page]:
    text = (
        "An open, cited reference of language and Transformer models: "
        "every number with its source, every size recounted."
    )
    yield HOME.page(renderer, "", "Model Atlas", text, partial(_home, renderer))


def _home(renderer: Renderer) -> dict[str, Any]:
    catalog = renderer.catalog
    used = {id_: len(renderer.usage.of("concepts", id_)) for id_ in catalog.concepts}
    popular = sorted(used, key=lambda id_: (-used[id_], id_))[:_POPULAR]
    trained = [id_ for id_, model in catalog.models.items() if model.kind == "model"]
    newest = sorted(trained, key=lambda id_: released(catalog.models[id_]), reverse=True)[:_NEWEST]
    return {
        "figures": stats.figures(catalog),
        "categories": renderer.sections(),
        "popular": [(id_, catalog.concepts[id_].name, used[id_]) for id_ in popular],
        **renderer.table("", newest),
    }


HOME = Kind(id="home", pages=_pages, template="home/page.html.j2", examples={"home": ""})
