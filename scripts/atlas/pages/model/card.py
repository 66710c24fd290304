"""The fact card of a model: one line for each fact that declares itself for it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from markupsafe import Markup, escape

from atlas.pages.model.view import ModelView
from atlas.pages.shared.components import PageLinks, link, listed, terms
from atlas.schema.choices import RECORD_KINDS
from atlas.schema.registry import Field, fields

CardLine = tuple[str, Markup]
"""A label and what stands beside it, as HTML."""
_BESIDE = {"licenses.weights": "commercial_use"}
"""Facts that say in a few words what another means."""


def card(view: ModelView, links: PageLinks) -> list[CardLine]:
    """The lines of the card, in reading order."""
    kind = RECORD_KINDS[view.model.kind].text
    return [
        *([("Kind", escape(kind))] if kind else []),
        *(line for field in _fields() if (line := _line(view, field, links.root))),
        *_links(view),
    ]


@cache
def _fields() -> list[Field]:
    return sorted((field for field in fields().values() if field.card), key=lambda field: field.card)


def _line(view: ModelView, field: Field, root: str) -> CardLine | None:
    shown = view.shown(field.path)
    written = view.facts.readings.support.writes(field.path)
    if not shown.known or not written:
        return None
    unit = f" {field.unit}" if field.path == "context_length" else ""
    beside = view.shown(_BESIDE[field.path]) if field.path in _BESIDE else None
    remark = Markup(f"<small>commercial use: {escape(beside.text)}</small>") if beside and beside.known else ""
    before = Markup(f"<small>earlier: {escape(shown.earlier)}</small>") if shown.earlier else ""
    return field.head, terms(shown, root, field.label) + unit + remark + before


def _links(view: ModelView) -> Iterator[CardLine]:
    """Where to find it, in one line."""
    own = view.model.links
    found = [(field.label, getattr(own, field.path.removeprefix("links."))) for field in _link_fields()] if own else []
    if any(address for _, address in found):
        yield "Links", listed(link(address, label) for label, address in found if address)


@cache
def _link_fields() -> list[Field]:
    return [field for field in fields().values() if field.path.startswith("links.")]
