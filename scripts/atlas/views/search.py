"""What the search knows: for each page a document with its names, a line of key figures, and its words.

The list of names and lines is small, and the search box reads it whole; the words go to the full-text index. Neither
is on the pages themselves, which would be heavier for every reader.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from atlas.catalog import normal_form
from atlas.views.search_words import Words
from atlas.views.spellings import plain, spellings

LIST = "assets/data/search.json"
"""Where the list of names and lines lies, below the site."""


@dataclass(frozen=True, slots=True)
class ResultGroup:
    """A group of results with its heading; `order` is its place where nothing else decides, from low to high."""

    id: str
    heading: str
    order: int


@dataclass(frozen=True, slots=True)
class Document:
    """A page as the search sees it. `line` stands below its title; `make` gives its words.

    `noun` says what it is, in the index A–Z; without it, it is not there.
    """

    group: ResultGroup
    address: str
    title: str
    line: str
    aliases: tuple[str, ...] = ()
    make: Callable[[], Words] = Words
    noun: str = ""

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
    """The list that the search box reads, as JSON: by group, entries of address, title, line and further names."""
    groups: dict[ResultGroup, list[list[str]]] = {}
    for document in documents:
        entry = [document.address, document.title, document.line, *document.further]
        groups.setdefault(document.group, []).append(entry)
    ordered = sorted(groups.items(), key=lambda item: item[0].order)
    content = [[group.id, group.heading, entries] for group, entries in ordered]
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")) + "\n"
