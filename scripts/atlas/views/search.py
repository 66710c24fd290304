"""What the search knows: for each page a document with its names, a line of key figures, and its words.

The list of names and lines is small, and the search box reads it whole; the words go to the full-text index. Neither
is on the pages themselves, which would be heavier for every reader.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial

from atlas import quantity
from atlas.catalog import Catalog, normal_form
from atlas.facts.show import ShownFacts, number, shown_facts
from atlas.facts.usage import Usage, usage
from atlas.schema.choices import RECORD_KINDS
from atlas.views import search_words as words
from atlas.views.search_words import Words
from atlas.views.spellings import plain, spellings

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
"""Where the list of names and lines lies, below the site."""


@dataclass(frozen=True, slots=True)
class Document:
    """A page as the search sees it. `line` stands below its title; `make` gives its words."""

    kind: str
    address: str
    title: str
    line: str
    aliases: tuple[str, ...] = ()
    make: Callable[[], Words] = Words

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
    """The list that the search box reads, as JSON: by kind, entries of address, title, line and further names."""
    groups: dict[str, list[list[str]]] = {kind: [] for kind in KINDS}
    for document in documents:
        groups[document.kind].append([document.address, document.title, document.line, *document.further])
    content = [[kind, KINDS[kind], entries] for kind, entries in groups.items() if entries]
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")) + "\n"


def documents(catalog: Catalog) -> Iterator[Document]:
    """A document for everything of the catalogue that has a page."""
    uses = usage(catalog)
    for id_, model in catalog.models.items():
        line = " · ".join(_figures(catalog, id_))
        make = partial(words.of_model, catalog, id_)
        aliases = (*((model.full_name,) if model.full_name else ()), *(model.aliases or ()))
        yield Document("models", f"models/{id_}/", model.name, line, aliases, make)
    for id_, concept in catalog.concepts.items():
        line = _with_count(concept.kind.replace("-", " ").capitalize(), "used by", len(uses.of("concepts", id_)))
        make = partial(words.of_concept, catalog, concept)
        yield Document("concepts", f"concepts/{id_}/", concept.name, line, concept.aliases or (), make)
    yield from _vocabularies(catalog, uses)


def _vocabularies(catalog: Catalog, uses: Usage) -> Iterator[Document]:
    """Organizations, datasets, families and the sections of the catalogue."""
    for id_, organization in catalog.organizations.items():
        line = _with_count("", "", len(uses.of("organizations", id_)))
        yield Document("organizations", f"organizations/{id_}/", organization.name, line)
    for id_, dataset in catalog.datasets.items():
        line = _with_count(dataset.size or "", "used by", len(uses.of("datasets", id_)))
        make = partial(words.of_text, catalog, dataset.summary)
        yield Document("datasets", f"datasets/{id_}/", dataset.name, line, dataset.aliases or (), make)
    for id_, family in catalog.families.items():
        make = partial(words.of_text, catalog, family.intro)
        line = _with_count("", "", len(uses.of("families", id_)))
        yield Document("families", f"families/{id_}/", family.name, line, make=make)
    for id_, category in catalog.categories.items():
        make = partial(words.of_text, catalog, category.intro)
        line = _with_count("", "", len(uses.of("categories", id_)))
        yield Document("categories", f"categories/{id_}/", category.title, line, make=make)


def _with_count(text: str, verb: str, count: int) -> str:
    """`Objective · used by 3 models`; a count of nothing is left out."""
    counted = f"{verb} {count} model{'' if count == 1 else 's'}".strip() if count else ""
    return " · ".join(part for part in (text, counted) if part)


def _figures(catalog: Catalog, id_: str) -> Iterator[str]:
    """What tells a model from others at a glance: `110M–340M`, `512 tokens`, `2018`, `open weights`, its architecture.

    What is not known is left out, except a size that its makers keep back.
    """
    model, facts = catalog.models[id_], shown_facts(catalog, id_)
    if model.kind == "architecture":
        yield RECORD_KINDS["architecture"].label.lower()
    size, context, access = facts.of("parameters"), facts.of("context_length"), facts.of("access")
    if size.known:
        yield _short_size(facts)
    elif size.standing == "undisclosed":
        yield "size undisclosed"
    if context.known:
        yield f"{context.text} tokens"
    if model.released:
        yield str(model.released.year)
    if access.known:
        yield access.text if access.text.startswith("API") else access.text[0].lower() + access.text[1:]
    architecture = facts.of("architecture.type")
    if architecture.known:
        yield architecture.text


def _short_size(facts: ShownFacts) -> str:
    """As written; a number to the last digit in three digits with a suffix."""
    counts = sorted(facts.readings.of("parameters").values, key=number)
    texts = [quantity.short(count.value) if count.text.isdigit() else count.text for count in counts]
    return "–".join(dict.fromkeys((texts[0], texts[-1])))
