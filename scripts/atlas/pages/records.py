"""One page for each model and each concept."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

from atlas.catalog import Catalog
from atlas.facts.usage import can_be_used, mentions, usage
from atlas.pages.card import card
from atlas.pages.comparisons import beside
from atlas.pages.renderer import Page, Renderer
from atlas.schema.choices import CONCEPT_KINDS
from atlas.schema.record import Concept
from atlas.views import corrections, lineage
from atlas.views.model import ModelView

_RELATED = 6
_MENTIONED = 12


def pages(renderer: Renderer) -> Iterator[Page]:
    """The page of every model and every concept, and the list of concepts."""
    for id_, model in renderer.catalog.models.items():
        yield renderer.page("model", f"models/{id_}/", model.name, model.summary, partial(_model, renderer, id_))
    text = "The techniques behind the models, explained: attention, positions, objectives, tokenizers and more."
    yield renderer.page("concepts", "concepts/", "Concepts", text, partial(_concepts, renderer))
    for id_, concept in renderer.catalog.concepts.items():
        address = f"concepts/{id_}/"
        yield renderer.page("concept", address, concept.name, concept.summary, partial(_concept, renderer, id_))


def _model(renderer: Renderer, id_: str) -> dict[str, Any]:
    catalog = renderer.catalog
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
        "beside": beside(renderer, id_, related),
        "claims": corrections.claims_of(catalog, "models", id_),
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


def _concepts(renderer: Renderer) -> dict[str, Any]:
    by_kind: dict[str, list[tuple[str, Concept, int]]] = {}
    for id_, concept in sorted(renderer.catalog.concepts.items(), key=lambda item: item[1].name.casefold()):
        by_kind.setdefault(concept.kind, []).append((id_, concept, len(renderer.usage.of("concepts", id_))))
    return {"kinds": by_kind, "kind_names": CONCEPT_KINDS.labels}


def _concept(renderer: Renderer, id_: str) -> dict[str, Any]:
    catalog = renderer.catalog
    concept = catalog.concepts[id_]
    return {
        "concept": concept,
        "kind_name": CONCEPT_KINDS[concept.kind].label,
        "file": catalog.entries["concepts", id_].document.file,
        "claims": corrections.claims_of(catalog, "concepts", id_),
        "referring": _referring(renderer, id_),
        "users": _users(renderer, id_),
        "mentioned": _mentioned(catalog, id_),
        **renderer.table(f"concepts/{id_}/", renderer.by_date(renderer.usage.of("concepts", id_))),
    }


def _users(renderer: Renderer, id_: str) -> int | None:
    """How many models use it; None where that makes no sense to ask, or where no record names it yet."""
    count = len(renderer.usage.of("concepts", id_))
    return count if count and id_ in can_be_used(renderer.catalog) else None


def _mentioned(catalog: Catalog, id_: str) -> list[tuple[str, str]]:
    """(collection, id) of the records that speak of it, models first; those that are related are named elsewhere."""
    concept = catalog.concepts[id_]
    known = {*(concept.related or ()), *usage(catalog).of("concepts", id_)}
    return [key for key in mentions(catalog).get(id_, ()) if key[1] not in known][:_MENTIONED]


def _referring(renderer: Renderer, id_: str) -> list[str]:
    """Concepts that name this one as related, beside those it names itself."""
    concepts = renderer.catalog.concepts
    own = concepts[id_].related or ()
    return [k for k, concept in concepts.items() if id_ in (concept.related or ()) and k not in own]
