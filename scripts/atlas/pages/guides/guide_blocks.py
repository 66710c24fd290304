"""The blocks of guides: tables of models, comparisons, concepts and elements, each by a template."""

from __future__ import annotations

from typing import Any

from markupsafe import Markup, escape

from atlas.comparison.kinship import kinship
from atlas.comparison.pairs import Member, comparisons, member_name
from atlas.comparison.sentences import sentences
from atlas.comparison.table import ComparisonTable
from atlas.elements import WrongParameter, elements
from atlas.facts.field_names import field_named
from atlas.facts.show import shown
from atlas.pages.renderer import Renderer
from atlas.pages.shared.shown_element import element_html
from atlas.rules.comparisons import unknown_compared
from atlas.text.guide_markup import Block

_SENTENCES = 6
"""So many of a comparison's sentences are told; its page has all."""


def block_html(renderer: Renderer, address: str, block: Block, caption: str, anchor: str) -> str:
    """A block as HTML, with its caption as HTML; a figure has the anchor. What rules refuse is its kind and name."""
    if block.kind == "element":
        return _element(renderer, address, block, caption, anchor) or str(escape(f"element {block.name}"))
    context = _CONTEXTS[block.kind](renderer, block)
    if context is None:
        return str(escape(f"{block.kind} {block.name}"))
    return renderer.render(f"guides/{block.kind}.html.j2", address, {"caption": Markup(caption), **context})


def _element(renderer: Renderer, address: str, block: Block, caption: str, anchor: str) -> str:
    element = elements().get(block.name)
    try:
        values = element.read(block.parameters) if element else {}
        return element_html(renderer, address, element, values, caption, anchor) if element else ""
    except WrongParameter:
        return ""


def _models(renderer: Renderer, block: Block) -> dict[str, Any] | None:
    catalog = renderer.catalog
    names, words = block.parameters.get("models", "").split(), block.parameters.get("fields", "").split()
    found = [field_named(word) for word in words]
    fields = [field for field in found if field]
    if not names or not fields or len(fields) < len(found) or any(unknown_compared(catalog, name) for name in names):
        return None
    members = [Member.parse(name) for name in names]
    cells = [[shown(catalog, member.model, field.path, member.variant) for field in fields] for member in members]
    heads = [(member_name(catalog, member), f"models/{member.model}/") for member in members]
    turned = block.parameters.get("rows") == "fields"
    return {"heads": heads, "fields": fields, "cells": cells, "turned": turned}


def _comparison(renderer: Renderer, block: Block) -> dict[str, Any] | None:
    catalog = renderer.catalog
    comparison = comparisons(catalog).get(block.name)
    if comparison is None:
        return None
    table = ComparisonTable(catalog, comparison)
    return {"comparison": comparison, "sentences": sentences(table, kinship(catalog, table))[:_SENTENCES]}


def _concept(renderer: Renderer, block: Block) -> dict[str, Any] | None:
    concept = renderer.catalog.concepts.get(block.name)
    return {"concept": concept, "id": block.name} if concept else None


_CONTEXTS = {"models": _models, "comparison": _comparison, "concept": _concept}
