"""What the search knows: for each page a document with its names, a line of key figures, and its words.

The list of what is said of pages is small, and the search box reads it whole, beside the names of models; the words go
to the full-text index. None is on the pages themselves, which would be heavier for every reader.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from atlas.catalog import normal_form
from atlas.search.model_names import joined
from atlas.search.search_words import Words
from atlas.search.spellings import plain, spellings

LIST = "assets/data/search.json"
"""Where the list of what is said of pages lies, below the site."""
MODELS, COMPARISONS = "models", "comparisons"
"""Groups of which the names stand in names.json, or follow from those."""


@dataclass(frozen=True, slots=True)
class ResultGroup:
    """A group of results with its heading; `order` is its place where nothing else decides, from low to high.

    folder: where its pages lie. verb: what models do with what it holds; without one, they belong to it.
    """

    id: str
    heading: str
    order: int
    folder: str
    verb: str = ""


@dataclass(frozen=True, slots=True)
class SearchDocument:
    """A page as the search sees it. `text` and the number of `models` stand below its title; `make` gives its words.

    full_name: what the name of a model stands for, which is also among its `aliases`. noun: what it is, in the index
    A–Z; without it, it is not there.
    """

    group: ResultGroup
    address: str
    title: str
    text: str
    aliases: tuple[str, ...] = ()
    make: Callable[[], Words] = Words
    models: int = 0
    full_name: str = ""
    noun: str = ""

    @property
    def id(self) -> str:
        """Its id in its group: `bert` for `models/bert/`."""
        return self.address.removeprefix(self.group.folder).rstrip("/")

    @property
    def line(self) -> str:
        """`Objective · used by 3 models`; a count of nothing is left out. search/match.js puts it together likewise."""
        verb = f"{self.group.verb} " if self.group.verb else ""
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


def listing(documents: Iterable[SearchDocument]) -> str:
    """What the search box reads beside the names of models, as JSON: by group its heading, folder and verb, and what
    it says of each page by its id, joined: text, number of models, names.

    The names of models stand in names.json alone: here a model has only what its name stands for, and a comparison a
    title only where that is not the names of the models in its id.
    """
    found = list(documents)
    models = {document.id: document.title for document in found if document.group.id == MODELS}
    groups: dict[ResultGroup, dict[str, str]] = {}
    for document in found:
        said = (document.text, str(document.models or ""), *_own_names(document, models))
        groups.setdefault(document.group, {})[document.id] = joined(said).rstrip("|")
    ordered = sorted(groups.items(), key=lambda item: item[0].order)
    content = {group.id: [group.heading, group.folder, group.verb, pages] for group, pages in ordered}
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")) + "\n"


def _own_names(document: SearchDocument, models: Mapping[str, str]) -> tuple[str, ...]:
    """The names of a page that are not those of models. `models`: the names of models by id."""
    if document.group.id == MODELS:
        return (document.full_name,)
    if document.group.id == COMPARISONS:
        names = " vs ".join(models.get(id_, "") for id_ in document.id.split("-vs-"))
        return () if document.title.startswith(names) else (document.title,)
    return document.title, *document.further
