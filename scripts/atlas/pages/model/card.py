"""The fact card of a model: one line for each fact of the record that is not about a size."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from markupsafe import Markup, escape

from atlas.pages.shared.components import Links, fact, link, listed, source_link
from atlas.schema.record import Model
from atlas.views.languages import language_names
from atlas.views.model import ModelView

_DATES = {"weights": "Weights out", "api": "API opened", "deprecated": "Deprecated", "retired": "Retired"}
_LINKS = ("website", "announcement", "code", "weights", "documentation", "demo", "api")
_MOST_LANGUAGES = 8

Line = tuple[str, Markup]
"""A label and what stands beside it, as HTML."""


def card(view: ModelView, links: Links) -> list[Line]:
    """The lines of the card, in reading order."""
    model = view.model
    kind = [("Kind", escape("architecture, not a trained model"))] if model.kind == "architecture" else []
    return [
        *kind,
        *_origin(view, model, links),
        *_structure(model, links),
        *_scope(view, model, links),
        *_rights(view, model, links),
    ]


def _origin(view: ModelView, model: Model, links: Links) -> Iterator[Line]:
    yield "Released", fact(view.value("released"))
    for key, label in _DATES.items():
        if getattr(model.dates, key, None):
            yield label, fact(view.value(f"dates.{key}"))
    if model.organizations:
        by = listed(links.to("organizations", id_) for id_ in model.organizations)
        yield "By", by + source_link(view.value("organizations"), "organizations")
    if model.family:
        yield "Family", links.to("families", model.family)


def _structure(model: Model, links: Links) -> Iterator[Line]:
    architecture, tokenizer = model.architecture, model.tokenizer
    if architecture:
        placement = f" ({architecture.normalization_placement})" if architecture.normalization_placement else ""
        for label, ids, remark in (
            ("Architecture", architecture.type, ""),
            ("Attention", architecture.attention, ""),
            ("Positions", architecture.position_encoding, ""),
            ("Norm", architecture.normalization, placement),
            ("Activation", architecture.activation, ""),
            ("Built in", architecture.features, ""),
        ):
            if ids:
                yield label, links.concepts((ids,) if isinstance(ids, str) else ids) + remark
    if tokenizer and tokenizer.algorithm:
        library = f" ({tokenizer.library})" if tokenizer.library else ""
        yield "Tokenizer", links.concept(tokenizer.algorithm) + library


def _scope(view: ModelView, model: Model, links: Links) -> Iterator[Line]:
    if model.tokenizer and model.tokenizer.vocabulary_size:
        yield "Vocabulary", fact(view.value("tokenizer.vocabulary_size"))
    if model.context_length:
        yield "Context", fact(view.value("context_length")) + " tokens"
    if model.modalities:
        yield "Takes", escape(", ".join(model.modalities.input or ("not researched",)))
        if model.modalities.output:
            yield "Gives", escape(", ".join(model.modalities.output))
    if names := language_names(model.languages or ()):
        more = f" and {len(names) - _MOST_LANGUAGES} more" if len(names) > _MOST_LANGUAGES else ""
        yield "Languages", escape(", ".join(names[:_MOST_LANGUAGES]) + more)
    if model.tasks:
        tasks = links.catalog.tasks
        yield "Tasks", escape(", ".join(tasks[id_].name if id_ in tasks else id_ for id_ in model.tasks))
    if model.knowledge_cutoff:
        yield "Knowledge cutoff", fact(view.value("knowledge_cutoff"))


def _rights(view: ModelView, model: Model, links: Links) -> Iterator[Line]:
    if model.access:
        yield "Access", fact(view.value("access"))
    for key, label in (("weights", "Weights licence"), ("code", "Code licence")):
        if id_ := getattr(model.licenses, key, None):
            licence = links.catalog.licenses[id_]
            name = link(licence.url, licence.name) if licence.url else escape(licence.name)
            remark = _commercial_use(licence) if key == "weights" else ""
            yield label, name + source_link(view.value(f"licenses.{key}"), label) + remark
    if model.links:
        found = ((name, getattr(model.links, name)) for name in _LINKS)
        yield "Links", listed(link(url, "API" if name == "api" else name) for name, url in found if url)


def _commercial_use(licence: Any) -> Markup | str:
    if licence.commercial_use is None:
        return ""
    said = "commercial use allowed" if licence.commercial_use else "no commercial use"
    return Markup(f"<small>{said}</small>")
