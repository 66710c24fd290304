"""What stands in a cell of a table of models: one value, a range over variants, links, or a kind of absence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from atlas.catalog import Catalog
from atlas.schema.facts import Facts
from atlas.views.columns import Column
from atlas.views.facts import FactBook, fact_book
from atlas.views.values import ABSENCE_TEXT, sort_key, spread, text_of

SHOWN_LINKS = {"organizations": 1}
_LINKS = 2
_WITH_PAGES = ("concepts", "organizations", "categories", "datasets", "families")


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell. `links` are (address of a page, name), the first few; `more` counts those left out."""

    text: str
    state: str = ""  # the kind of absence; empty where there is a value
    sort: float | str | None = None
    links: tuple[tuple[str, str], ...] = ()
    more: int = 0


Variants = Mapping[Any, Facts]


def variants_of(catalog: Catalog, id_: str) -> Variants:
    """The variants of a model; an architecture without variants stands for itself."""
    return catalog.variants(id_) or {None: catalog.models[id_]}


def cell(catalog: Catalog, id_: str, column: Column, variants: Variants) -> Cell:
    """What a column shows for some variants of a model: what they have in common, or a range."""
    model = catalog.models[id_]
    read = (column.read(catalog, model, facts) for facts in variants.values())
    values = [value for value in read if value is not None and value != ()]
    if values:
        return shown(catalog, column, values)
    variant, facts = next(iter(variants.items()))
    return _absent(_absence(fact_book(catalog, id_), column, variant, facts))


def shown(catalog: Catalog, column: Column, values: Sequence[Any]) -> Cell:
    """The cell for the values of one or more variants."""
    if column.numeric:
        return _range(values)
    if column.collection:
        return _entries(catalog, column.collection, values)
    if column.words is not None:
        found = list(dict.fromkeys(values))
        return Cell(", ".join(column.words[v] for v in found), sort=list(column.words).index(found[0]))
    first = min(str(value) for value in values)
    return Cell(first, sort=first.casefold())


def _range(values: Sequence[Any]) -> Cell:
    """A number, or smallest–largest; it sorts by the largest."""
    largest = max(sort_key(value) for value in values)  # type: ignore[type-var]
    return Cell(spread(values, _number), sort=largest)


def _number(value: Any) -> str:
    """Ratios with one decimal; everything else as people read it."""
    return f"{value:,.1f}" if isinstance(value, float) else text_of(value)


def _entries(catalog: Catalog, collection: str, values: Sequence[Any]) -> Cell:
    """Names of entries, with their pages."""
    entries = catalog.collection(collection)
    ids = dict.fromkeys(id_ for value in values for id_ in (value if isinstance(value, tuple) else (value,)))
    known = [(id_, entry_name(entries[id_])) for id_ in ids if id_ in entries]
    if not known:
        return _absent("not-researched")
    text = ", ".join(name for _, name in known)
    pages = [(f"{collection}/{id_}/", name) for id_, name in known] if collection in _WITH_PAGES else []
    most = SHOWN_LINKS.get(collection, _LINKS)
    return Cell(text, "", known[0][1].casefold(), tuple(pages[:most]), max(0, len(pages) - most))


def entry_name(entry: Any) -> str:
    """What an entry of a vocabulary is called."""
    return str(getattr(entry, "name", None) or entry.title)


def _absence(book: FactBook, column: Column, variant: str | None, facts: Facts) -> str:
    if column.only_models and book.model.kind == "architecture":
        return "not-applicable"
    found = book.absence(column.path, variant)
    if found == "not-researched" and column.applies and not column.applies(book, facts):
        return "not-applicable"
    return found


_ABSENT = {state: Cell(text, state) for state, text in ABSENCE_TEXT.items()}


def _absent(state: str) -> Cell:
    return _ABSENT[state]
