"""What the search knows: for each page a document with its names, a line of key figures, and its words.

The list of lines is small, and the search box reads it whole, with that of the models' names (views/names.py); the
words go to the full-text index. None is on the pages themselves, which would be heavier for every reader.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial

from atlas import quantity
from atlas.catalog import Catalog, normal_form
from atlas.derive.anatomy import architecture_of
from atlas.quantity import Quantity
from atlas.schema.facts import Facts
from atlas.views import search_words as words
from atlas.views.columns import ACCESS
from atlas.views.facts import fact_book
from atlas.views.names import joined
from atlas.views.search_words import Words
from atlas.views.spellings import plain, spellings
from atlas.views.usage import Usage, usage
from atlas.views.values import spread

KINDS = {
    "models": "Models",
    "concepts": "Concepts",
    "guides": "Guides",
    "organizations": "Organizations",
    "datasets": "Datasets",
    "families": "Families",
    "categories": "Sections",
    "comparisons": "Comparisons",
    "pages": "Pages",
}
"""The groups of results, in the order that they have where nothing else decides."""

FROM_CATALOGUE = {"model", "concept", "organization", "dataset", "family", "category"}
"""Kinds of pages that `documents` covers."""
LIST = "assets/data/search.json"
"""Where the list of lines lies, below the site."""
_FOLDERS = {"comparisons": "compare/", "pages": ""}
"""Where the pages of a kind lie that have no folder of its name; search-match.js knows it too."""
_USED = {"concepts", "datasets"}
"""Kinds of what models use; the others have models."""


@dataclass(frozen=True, slots=True)
class Document:
    """A page as the search sees it. `text` and the number of `models` stand below its title; `make` gives its words.

    `full_name`: what the name of a model stands for, which is also among its `aliases`.
    """

    kind: str
    address: str
    title: str
    text: str
    aliases: tuple[str, ...] = ()
    make: Callable[[], Words] = Words
    models: int = 0
    full_name: str = ""

    @property
    def line(self) -> str:
        """`Objective · used by 3 models`; a count of nothing is left out. search-match.js puts it together likewise."""
        verb = "used by " if self.kind in _USED else ""
        counted = f"{verb}{self.models} model{'' if self.models == 1 else 's'}" if self.models else ""
        return " · ".join(part for part in (self.text, counted) if part)

    @property
    def further(self) -> tuple[str, ...]:
        """Its other names, without those that begin with the title: who types them has typed the title."""
        own = normal_form(self.title)
        return tuple(name for name in self.aliases if not normal_form(name).startswith(own))

    @property
    def spellings(self) -> tuple[str, ...]:
        """Every other name, and the ways of typing the title and the names unlike it that bring in a word."""
        known = {word for name in (self.title, *self.aliases) for word in plain(name).split()}
        found = dict.fromkeys(self.aliases)
        for way in (way for name in (self.title, *self.further) for way in spellings(name)):
            if not known.issuperset(way.split()):
                known |= set(way.split())
                found[way] = None
        return tuple(found)


def listing(documents: Iterable[Document]) -> str:
    """What the search box reads beside the names of models, as JSON: by kind its label, and what it says of each page.

    Pages go by their id (`bert` for `models/bert/`). What it says of one is joined: text, number of models, names.
    The names of models stand in names.json alone: here a model has only what its name stands for, and a comparison a
    title only where that is not the names of the models in its id.
    """
    found = list(documents)
    models = {_id(document): document.title for document in found if document.kind == "models"}
    groups: dict[str, dict[str, str]] = {kind: {} for kind in KINDS}
    for document in found:
        groups[document.kind][_id(document)] = joined(_said(document, models)).rstrip("|")
    content = {kind: [KINDS[kind], pages] for kind, pages in groups.items() if pages}
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")) + "\n"


def _id(document: Document) -> str:
    folder = _FOLDERS.get(document.kind, f"{document.kind}/")
    return document.address.removeprefix(folder).rstrip("/")


def _said(document: Document, models: Mapping[str, str]) -> tuple[str, ...]:
    """What is said of a page. `models`: the names of models by id."""
    return document.text, str(document.models or ""), *_own_names(document, models)


def _own_names(document: Document, models: Mapping[str, str]) -> tuple[str, ...]:
    """The names of a page that are not those of models."""
    if document.kind == "models":
        return (document.full_name,)
    if document.kind == "comparisons":
        names = " vs ".join(models.get(id_, "") for id_ in _id(document).split("-vs-"))
        return () if document.title.startswith(names) else (document.title,)
    return document.title, *document.further


def documents(catalog: Catalog) -> Iterator[Document]:
    """A document for everything of the catalogue that has a page."""
    uses = usage(catalog)
    for id_, model in catalog.models.items():
        line = " · ".join(_figures(catalog, id_))
        make = partial(words.of_model, catalog, id_)
        full_name = model.full_name or ""
        aliases = (*((full_name,) if full_name else ()), *(model.aliases or ()))
        yield Document("models", f"models/{id_}/", model.name, line, aliases, make, full_name=full_name)
    for id_, concept in catalog.concepts.items():
        line = concept.kind.replace("-", " ").capitalize()
        make = partial(words.of_concept, catalog, concept)
        used = len(uses.of("concepts", id_))
        yield Document("concepts", f"concepts/{id_}/", concept.name, line, concept.aliases or (), make, used)
    yield from _vocabularies(catalog, uses)


def _vocabularies(catalog: Catalog, uses: Usage) -> Iterator[Document]:
    """Organizations, datasets, families and the sections of the catalogue."""
    for id_, organization in catalog.organizations.items():
        models = len(uses.of("organizations", id_))
        yield Document("organizations", f"organizations/{id_}/", organization.name, "", models=models)
    for id_, dataset in catalog.datasets.items():
        make = partial(words.of_text, catalog, dataset.summary)
        used = len(uses.of("datasets", id_))
        yield Document(
            "datasets", f"datasets/{id_}/", dataset.name, dataset.size or "", dataset.aliases or (), make, used
        )
    for id_, family in catalog.families.items():
        make = partial(words.of_text, catalog, family.intro)
        yield Document("families", f"families/{id_}/", family.name, "", (), make, len(uses.of("families", id_)))
    for id_, category in catalog.categories.items():
        make = partial(words.of_text, catalog, category.intro)
        models = len(uses.of("categories", id_))
        yield Document("categories", f"categories/{id_}/", category.title, "", (), make, models)


def _figures(catalog: Catalog, id_: str) -> Iterator[str]:
    """What tells a model from others at a glance: `110M–340M`, `512 tokens`, `2018`, `open weights`, its architecture.

    What is not known is left out, except a size that its makers keep back.
    """
    model = catalog.models[id_]
    variants: list[Facts] = list(catalog.variants(id_).values()) or [model]
    if model.kind == "architecture":
        yield "architecture"
    if sizes := spread((facts.parameters for facts in variants), _size):
        yield sizes
    elif fact_book(catalog, id_).standing("parameters", next(iter(catalog.variants(id_)), None)) == "undisclosed":
        yield "size undisclosed"
    if contexts := spread(facts.context_length for facts in variants):
        yield f"{contexts} tokens"
    if model.released:
        yield str(model.released.year)
    access = dict.fromkeys(ACCESS[facts.access] for facts in variants if facts.access)
    yield from [way[0].lower() + way[1:] if way[1].islower() else way for way in access]
    concept = catalog.concepts.get(architecture_of(catalog, model).type or "")
    if concept:
        yield concept.name


def _size(count: Quantity) -> str:
    """As written; a number to the last digit in three digits with a suffix."""
    return quantity.short(count.value) if count.text.isdigit() else count.text
