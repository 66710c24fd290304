"""The techniques behind the models: a page for each, and the list of all by what they are."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

from atlas.catalog import Catalog
from atlas.facts import misreports
from atlas.facts.usage import can_be_used, mentions, usage
from atlas.pages.kind import Found, Kind, Link, Page
from atlas.pages.renderer import Renderer
from atlas.schema.choices import CONCEPT_KINDS, TRAITS
from atlas.schema.record import Concept
from atlas.search import search_words
from atlas.search.listing import ResultGroup

_MENTIONED = 12


def _list(renderer: Renderer) -> Iterator[Page]:
    text = "The techniques behind the models, explained: attention, positions, objectives, tokenizers and more."
    yield CONCEPTS.page(renderer, "concepts/", "Concepts", text, partial(_by_kind, renderer))


def _by_kind(renderer: Renderer) -> dict[str, Any]:
    by_kind: dict[str, list[tuple[str, Concept, int]]] = {}
    for id_, concept in sorted(renderer.catalog.concepts.items(), key=lambda item: item[1].name.casefold()):
        by_kind.setdefault(concept.kind, []).append((id_, concept, len(renderer.usage.of("concepts", id_))))
    return {"kinds": by_kind, "kind_names": CONCEPT_KINDS.labels}


def _pages(renderer: Renderer) -> Iterator[Page]:
    for id_, concept in renderer.catalog.concepts.items():
        what, count = concept.kind.replace("-", " ").capitalize(), len(renderer.usage.of("concepts", id_))
        found = Found(
            concept.name,
            text=partial(str, what),
            models=count,
            aliases=concept.aliases or (),
            words=partial(search_words.of_concept, renderer.catalog, concept),
        )
        context = partial(_concept, renderer, id_)
        yield CONCEPT.page(renderer, f"concepts/{id_}/", concept.name, concept.summary, context, found)


def _concept(renderer: Renderer, id_: str) -> dict[str, Any]:
    catalog = renderer.catalog
    concept = catalog.concepts[id_]
    return {
        "concept": concept,
        "kind_name": CONCEPT_KINDS[concept.kind].label,
        "file": catalog.entries["concepts", id_].document.file,
        "claims": misreports.claims_of(catalog, "concepts", id_),
        "referring": _referring(renderer, id_),
        "users": _users(renderer, id_),
        "traits": [TRAITS[trait].label for trait in concept.traits or ()],
        "mentioned": _mentioned(catalog, id_),
        **renderer.table(f"concepts/{id_}/", renderer.users("concepts", id_)),
    }


def _users(renderer: Renderer, id_: str) -> int | None:
    """How many models use it; None where that makes no sense to ask, or where no record names it yet."""
    count = len(renderer.usage.of("concepts", id_))
    return count if count and id_ in can_be_used(renderer.catalog) else None


def _mentioned(catalog: Catalog, id_: str) -> list[tuple[str, str]]:
    """(collection, id) of what speaks of it, guides first; records that are related are named elsewhere."""
    concept = catalog.concepts[id_]
    known = {*(concept.related or ()), *usage(catalog).of("concepts", id_)}
    return [key for key in mentions(catalog).get(id_, ()) if key[1] not in known][:_MENTIONED]


def _referring(renderer: Renderer, id_: str) -> list[str]:
    """Concepts that name this one as related, beside those it names itself."""
    concepts = renderer.catalog.concepts
    own = concepts[id_].related or ()
    return [k for k, concept in concepts.items() if id_ in (concept.related or ()) and k not in own]


CONCEPTS = Kind(
    id="concepts",
    pages=_list,
    template="concepts/list.html.j2",
    navigation=Link("Concepts", "concepts/", 30),
    examples={"concepts": "concepts/"},
)
CONCEPT = Kind(
    id="concept",
    pages=_pages,
    template="concepts/page.html.j2",
    results=ResultGroup("concepts", "Concepts", 20, folder="concepts/", verb="used by"),
    noun="concept",
    examples={"concept": "concepts/rope/", "concept-with-formulas": "concepts/multi-head-attention/"},
)
