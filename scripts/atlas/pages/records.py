"""One page for each model and each concept."""

from __future__ import annotations

from collections.abc import Iterator

from atlas.pages.renderer import Page, Renderer
from atlas.schema.record import Concept
from atlas.views import corrections, lineage
from atlas.views.languages import language_names
from atlas.views.model import ModelView
from atlas.views.strip import CACHE_TOKENS

CONCEPT_KINDS = {
    "architecture": "Architectures",
    "architecture-component": "Components",
    "attention": "Attention",
    "position-encoding": "Position encodings",
    "normalization": "Normalization",
    "activation": "Activations",
    "objective": "Training objectives",
    "loss": "Losses",
    "tokenizer": "Tokenizers",
    "training-technique": "Training techniques",
    "alignment": "Alignment",
    "generative-technique": "Generative techniques",
    "inference": "Inference",
    "compression": "Compression",
    "evaluation": "Evaluation",
    "metric": "Metrics",
    "data": "Data",
    "concept": "Ideas",
}
"""Headings of the kinds of concept, in reading order."""

_RELATED = 6


def models(renderer: Renderer) -> Iterator[Page]:
    """The page of every model and architecture."""
    for id_ in renderer.catalog.models:
        yield model(renderer, id_)


def model(renderer: Renderer, id_: str) -> Page:
    """The page of one model."""
    catalog = renderer.catalog
    record = catalog.models[id_]
    return renderer.page(
        "model",
        f"models/{id_}/",
        record.name,
        record.summary,
        id=id_,
        model=record,
        view=ModelView(catalog, id_),
        file=catalog.entries["models", id_].document.file,
        ancestors=lineage.ancestors(catalog, id_),
        descendants=lineage.descendants(catalog, id_),
        related=_related(renderer, id_),
        claims=corrections.claims_of(catalog, "models", id_),
        languages=language_names(record.languages or ()),
        cache_tokens=CACHE_TOKENS,
    )


def _related(renderer: Renderer, id_: str) -> list[str]:
    """Models of the same family, then of the same category, oldest first."""
    own = renderer.catalog.models[id_]
    others = {k: m for k, m in renderer.catalog.models.items() if k != id_}
    family = [k for k, m in others.items() if own.family and m.family == own.family]
    category = [k for k, m in others.items() if m.category == own.category and k not in family]
    return (renderer.by_date(family) + renderer.by_date(category))[:_RELATED]


def concepts(renderer: Renderer) -> Iterator[Page]:
    """The list of concepts, and the page of each."""
    catalog = renderer.catalog
    by_kind: dict[str, list[tuple[str, Concept, int]]] = {}
    for id_, concept in sorted(catalog.concepts.items(), key=lambda item: item[1].name.casefold()):
        by_kind.setdefault(concept.kind, []).append((id_, concept, len(renderer.usage.of("concepts", id_))))
    text = "The techniques behind the models, explained: attention, positions, objectives, tokenizers and more."
    yield renderer.page("concepts", "concepts/", "Concepts", text, kinds=by_kind, kind_names=CONCEPT_KINDS)
    for id_, concept in catalog.concepts.items():
        yield renderer.page(
            "concept",
            f"concepts/{id_}/",
            concept.name,
            concept.summary,
            concept=concept,
            kind_name=CONCEPT_KINDS[concept.kind],
            file=catalog.entries["concepts", id_].document.file,
            claims=corrections.claims_of(catalog, "concepts", id_),
            referring=_referring(renderer, id_),
            **renderer.table(renderer.by_date(renderer.usage.of("concepts", id_))),
        )


def _referring(renderer: Renderer, id_: str) -> list[str]:
    """Concepts that name this one as related, beside those it names itself."""
    concepts = renderer.catalog.concepts
    own = concepts[id_].related or ()
    return [k for k, concept in concepts.items() if id_ in (concept.related or ()) and k not in own]
