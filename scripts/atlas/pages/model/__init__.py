"""The page of a model: everything that its record says, and what follows from it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

from atlas.comparison.near import beside
from atlas.facts import lineage, misreports
from atlas.pages.kind import Found, Kind, Page
from atlas.pages.model.card import card
from atlas.pages.model.view import ModelView
from atlas.pages.renderer import Renderer
from atlas.search import search_words
from atlas.search.listing import ResultGroup
from atlas.tables.summary import summary

_RELATED = 6


def _pages(renderer: Renderer) -> Iterator[Page]:
    for id_, model in renderer.catalog.models.items():
        found = Found(
            model.name,
            text=partial(_figures, renderer, id_),
            aliases=(*((model.full_name,) if model.full_name else ()), *(model.aliases or ())),
            full_name=model.full_name or "",
            words=partial(search_words.of_model, renderer.catalog, id_),
        )
        context = partial(_model, renderer, id_)
        yield MODEL.page(renderer, f"models/{id_}/", model.name, model.summary, context, found, group=id_)


def _figures(renderer: Renderer, id_: str) -> str:
    return summary(renderer.catalog, id_).figures


def _model(renderer: Renderer, id_: str) -> dict[str, Any]:
    catalog, ready_made = renderer.catalog, renderer.settings.comparisons
    model, view, related = catalog.models[id_], ModelView(catalog, id_), _related(renderer, id_)
    return {
        "id": id_,
        "model": model,
        "view": view,
        "card": card(view, renderer.links(f"models/{id_}/")),
        "file": catalog.entries["models", id_].document.file,
        "ancestors": lineage.ancestors(catalog, id_),
        "descendants": lineage.descendants(catalog, id_),
        "related": related,
        "beside": beside(catalog, id_, related, ready_made=ready_made),
        "claims": misreports.claims_of(catalog, "models", id_),
    }


def _related(renderer: Renderer, id_: str) -> list[str]:
    """Models of the same family, then those of the same category that are nearest in time."""
    own = renderer.catalog.models[id_]
    family = renderer.by_family[own.family] if own.family else []
    near = dict.fromkeys([*family, *_around(renderer.by_category[own.category], id_)])
    return [other for other in near if other != id_][:_RELATED]


def _around(ids: list[str], id_: str) -> list[str]:
    """The entries nearest to one in a list that is ordered by date."""
    place = ids.index(id_)
    return ids[max(0, place - _RELATED // 2) : place + _RELATED // 2 + 1]


MODEL = Kind(
    id="model",
    pages=_pages,
    template="model/page.html.j2",
    results=ResultGroup("models", "Models", 10, folder="models/"),
    noun="model",
    examples={
        "model": "models/bert/",
        "model-of-parts": "models/stable-diffusion/",
        "model-undisclosed": "models/gpt-4/",
        "architecture": "models/lstm/",
    },
)
