"""Everything that has a page, by name and by other name, from A to Z."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from atlas.catalog import normal_form
from atlas.search.listing import SearchDocument
from atlas.search.spellings import plain

DIGITS, OTHERS = "0–9", "Other scripts"


@dataclass(frozen=True, slots=True)
class Item:
    """A line of the index. A further name has `title`, that of the page to which it leads."""

    name: str
    address: str
    kind: str
    title: str = ""
    also: tuple[str, ...] = ()

    @property
    def order(self) -> tuple[str, str]:
        return plain(self.name), self.kind


@dataclass(frozen=True, slots=True)
class Letter:
    """The lines that begin with a letter, in order; `anchor` is its id on the page."""

    label: str
    anchor: str
    items: tuple[Item, ...]


def alphabet(documents: Iterable[SearchDocument]) -> list[Letter]:
    """The letters that have lines, in order; figures first, names in other scripts last."""
    groups: dict[str, list[Item]] = {}
    for item in sorted(_items(documents), key=lambda item: item.order):
        groups.setdefault(_label(item.name), []).append(item)
    labels = sorted(groups, key=lambda label: (label == OTHERS, label))
    anchors = {DIGITS: "digits", OTHERS: "others"}
    return [Letter(label, anchors.get(label, f"letter-{label.lower()}"), tuple(groups[label])) for label in labels]


def _items(found: Iterable[SearchDocument]) -> Iterator[Item]:
    """Names that begin with the title stand beside it, where the eye finds them anyway; all others on their own."""
    for document in found:
        if not document.noun:
            continue
        kind, own = document.noun, normal_form(document.title)
        further = document.further
        also = [name for name in document.aliases if name not in further and normal_form(name) != own]
        yield Item(document.title, document.address, kind, also=tuple(also))
        yield from (Item(name, document.address, kind, document.title) for name in further)


def _label(name: str) -> str:
    first = next((sign for sign in plain(name) if sign.isalnum()), "")
    if first.isascii():
        return first.upper() if first.isalpha() else DIGITS
    return OTHERS
