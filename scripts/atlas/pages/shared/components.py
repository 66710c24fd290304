"""Components that a page shows many times, as functions, which are cheaper than macros.

All take plain text and give HTML, with every value escaped.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from markupsafe import Markup, escape

from atlas.catalog import Catalog
from atlas.facts.show import PARTS, Shown
from atlas.tables.cells import Cell
from atlas.tables.columns import Column
from atlas.tables.presets import Row


def link(address: str, text: str) -> Markup:
    """A link."""
    return Markup(f'<a href="{escape(address)}">{escape(text)}</a>')


def listed(parts: Iterable[str]) -> Markup:
    """Things that are separated by commas."""
    return Markup(", ").join(parts)


def fact(shown: Shown, page: str = "") -> Markup:
    """A fact: the value leads to its evidence, or says why it is missing. page: that of its model, if it is another."""
    text = escape(shown.all_of_it or shown.text)
    if not shown.known:
        return Markup(f'<span class="absent absent-{escape(shown.standing)}">{text}</span>')
    if shown.standing == "derived":
        title = f' title="{escape(shown.note)}"' if shown.note else ""
        if page and shown.anchor:
            return Markup(f'<a class="sourced derived" href="{escape(page)}#{escape(shown.anchor)}"{title}>{text}</a>')
        return Markup(f'<span class="derived"{title}>{text}</span>')
    if shown.anchor == PARTS:
        return Markup(f'<a href="{escape(page)}#{PARTS}">{text}</a>')
    if shown.anchor:
        return Markup(f'<a class="sourced" href="{escape(page)}#{escape(shown.anchor)}">{text}</a>')
    return text


def source_link(shown: Shown, label: str, page: str = "") -> Markup:
    """The way to the evidence of a fact that is itself a link to somewhere else."""
    if shown.anchor in ("", PARTS) or shown.standing == "derived":
        return Markup()
    to, of = escape(f"{page}#{shown.anchor}"), escape(label.lower())
    return Markup(f' <a class="ref" href="{to}" aria-label="Source of {of}">source</a>')


def terms(shown: Shown, root: str, label: str, page: str = "") -> Markup:
    """A fact that names entries: each leads to its page, and the fact to its evidence, which may be on another page."""
    if not any(address for _, address in shown.terms):
        return fact(shown, page)
    names = listed(link(root + address, name) if address else escape(name) for name, address in shown.terms)
    return names + source_link(shown, label, page)


def table_row(row: Row, columns: Iterable[Column], root: str) -> Markup:
    """A model as a row of a table, written without a template, as tables have thousands of cells."""
    head = f'<tr><th scope="row">{link(f"{root}models/{row.id}/", row.name)}</th>'
    cells = (_cell(cell, column, root) for cell, column in zip(row.cells, columns, strict=True))
    return Markup(f"{head}{''.join(cells)}</tr>\n")


def _cell(cell: Cell, column: Column, root: str) -> str:
    kind = ' class="number"' if column.numeric else ""
    sort = "" if cell.sort is None else f' data-value="{escape(cell.sort)}"'
    return f"<td{kind}{sort}>{_inside(cell, root)}</td>"


def _inside(cell: Cell, root: str) -> str:
    """What stands in a cell: links to what it names, a text, or why there is none."""
    if cell.links:
        more = f' <span class="more" title="{escape(cell.text)}">+{cell.more}</span>' if cell.more else ""
        return listed(link(root + page, name) for page, name in cell.links) + Markup(more)
    if not cell.state:
        return escape(cell.text)
    if cell.state == "not-applicable":
        return '<span class="absent" title="not applicable">–</span>'
    return f'<span class="absent absent-{escape(cell.state)}">{escape(cell.text)}</span>'


def cited(text: str) -> Markup:
    """A text in which arXiv identifiers lead to their papers."""
    found = _ARXIV.split(text)
    parts = [
        link(f"https://arxiv.org/abs/{part}", f"arXiv:{part}") if i % 2 else escape(part)
        for i, part in enumerate(found)
    ]
    return Markup("").join(parts)


_ARXIV = re.compile(r"arXiv:(\d{4}\.\d{4,5}v\d+)")


class PageLinks:
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
