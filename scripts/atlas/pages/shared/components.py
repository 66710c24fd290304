"""Components that a page shows many times, as functions, which are cheaper than macros.

All take plain text and give HTML, with every value escaped.
"""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup, escape

from atlas.catalog import Catalog
from atlas.views.values import Value


def link(address: str, text: str) -> Markup:
    """A link."""
    return Markup(f'<a href="{escape(address)}">{escape(text)}</a>')


def listed(parts: Iterable[str]) -> Markup:
    """Things that are separated by commas."""
    return Markup(", ").join(parts)


def fact(value: Value) -> Markup:
    """A fact: the value leads to its evidence, or says why it is missing."""
    text = escape(value.text)
    if not value.known:
        return Markup(f'<span class="absent absent-{escape(value.state)}">{text}</span>')
    if value.evidence:
        return Markup(f'<a class="sourced" href="#{escape(value.evidence)}">{text}</a>')
    if value.state == "derived":
        return Markup(f'<span class="derived" title="{escape(value.title)}">{text}</span>')
    return text


def source_link(value: Value, label: str) -> Markup:
    """The way to the evidence of a fact that is itself a link to somewhere else."""
    if not value.evidence:
        return Markup()
    of = escape(label.lower())
    return Markup(f' <a class="ref" href="#{escape(value.evidence)}" aria-label="Source of {of}">source</a>')


class Links:
    """Links to records, as seen from one page. `root` leads from there to the root of the site."""

    def __init__(self, catalog: Catalog, root: str) -> None:
        self.catalog, self.root = catalog, root

    def to(self, collection: str, id_: str) -> Markup:
        """A link to an entry by its name; only the id where there is no such entry."""
        entry = self.catalog.collection(collection).get(id_)
        return link(f"{self.root}{collection}/{id_}/", entry.name) if entry else escape(id_)

    def model(self, id_: str) -> Markup:
        return self.to("models", id_)

    def concept(self, id_: str) -> Markup:
        return self.to("concepts", id_)

    def all(self, collection: str, ids: Iterable[str]) -> Markup:
        """Links to several entries, separated by commas."""
        return listed(self.to(collection, id_) for id_ in ids)

    def concepts(self, ids: Iterable[str]) -> Markup:
        return self.all("concepts", ids)
