"""The ledger: all that the source documents hold has its place on the site.

`tests/ledger` has a line for each row of the ledgers of models, concepts and guides, in columns parted by tabs:

    id      of the row
    place   address of a page, with or without the anchor of a section; `open` for a row that has no home yet
    name    another name by which the search must know the page, where the row is no page of its own
    words   what must stand there, parted by bars: names and key figures

A row gets its place here when it gets one on the site. Rows that are open may only become fewer.
"""

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

from atlas.catalog import normal_form
from built import Site, words
from records import ROOT

LEDGER = ROOT / "tests/ledger"
ROWS = {"models": 112, "concepts": 184, "guides": 49}
MOST_OPEN = {"models": 0, "concepts": 0, "guides": 0}
"""To be lowered whenever a row finds its home."""


class Row(NamedTuple):
    ledger: str
    id: str
    place: str
    name: str
    words: str


def read(path: Path) -> Iterator[Row]:
    for line in path.read_text(encoding="utf-8").splitlines():
        yield Row(path.stem, *line.split("\t"))


ALL = [row for name in ROWS for row in read(LEDGER / f"{name}.tsv")]
PLACED = [row for row in ALL if row.place != "open"]


@cache
def text(built: Site, address: str) -> str:
    """All that stands on a page, but for its head and foot."""
    return words(next(built.pages[address].all("main"))).casefold()


@cache
def names(built: Site) -> frozenset[str]:
    """Every name that the search knows, in normal form."""
    data = built.folder / built.assets / "data"
    groups = json.loads((data / "search.json").read_text(encoding="utf-8"))
    said = [text for _, _, _, found in groups.values() for text in found.values()]
    said += json.loads((data / "names.json").read_text(encoding="utf-8"))["models"].values()
    ids = [id_ for _, _, _, found in groups.values() for id_ in found]
    return frozenset(normal_form(name) for name in (*ids, *(part for line in said for part in line.split("|"))))


def test_every_row_is_there_once() -> None:
    for name, count in ROWS.items():
        ids = [row.id for row in ALL if row.ledger == name]
        assert len(ids) == len(set(ids)) == count


def test_every_row_has_words() -> None:
    assert [row.id for row in ALL if not all(row.words.split("|"))] == []


@pytest.mark.parametrize("name", ROWS)
def test_open_rows_become_fewer(name: str) -> None:
    still = [row.id for row in ALL if row.ledger == name and row.place == "open"]
    assert len(still) == MOST_OPEN[name], f"open are {', '.join(still)}"


@pytest.mark.parametrize("name", ROWS)
def test_an_open_row_has_no_home_that_nobody_noted(name: str, built: Site) -> None:
    assert [
        row.id for row in ALL if row.ledger == name and row.place == "open" and f"{name}/{row.id}/" in built.pages
    ] == []


@pytest.mark.parametrize("row", PLACED, ids=lambda row: f"{row.ledger}-{row.id}")
def test_a_row_is_at_its_place(row: Row, built: Site) -> None:
    address, _, anchor = row.place.partition("#")
    assert built.has(address, anchor)
    there = text(built, address)
    assert [word for word in row.words.split("|") if word.casefold() not in there] == []
    assert not row.name or normal_form(row.name) in names(built)


def test_guides_cover_the_rows_that_are_placed_in_them(built: Site) -> None:
    """What `covers` says in the front matter of guides, and the places here, are the same."""
    from atlas.catalog.loading import load

    catalog, _ = load(ROOT)
    covered = {(row, id_) for id_, guide in catalog.guides.items() for row in guide.covers or ()}
    placed = {
        (row.id, row.place.split("/")[1])
        for row in PLACED
        if row.ledger == "guides" and row.place.startswith("guides/")
    }
    assert {id_ for id_, _ in covered} <= {row.id for row in ALL if row.ledger == "guides"}
    assert placed == covered
