"""All models of the atlas and the five documents by year: a dot for each, and the same as a list."""

from __future__ import annotations

from collections import defaultdict
from typing import Any, NamedTuple

from atlas.catalog import Catalog
from atlas.elements.element import Element, Values

FIRST = 2017
"""The year of the Transformer; what is older shares one column."""
DOCUMENTS = (
    ("2022-04", "AI2 Insights 7"),
    ("2022-11", "Slimmer AI's report"),
    ("2023-09-25", "Popular models, 2023"),
    ("2024", "The catalogue of 26 (2024 or later)"),
)
"""Of the fifth, a wiki page, no date is known."""
DOCUMENTS_ROW = "Documents of this atlas"
PITCH, RADIUS, ACROSS, CELL, LABEL, TOP = 7.0, 2.6, 4, 32.0, 15.0, 16.0


class Event(NamedTuple):
    """What happened: its date as far as it is known, its name, and the address of its page if it has one."""

    date: str
    name: str
    address: str = ""


def column(date: str) -> int:
    """The column of a date: 0 for all before the Transformer."""
    return max(int(date[:4]) - FIRST + 1, 0)


def events(catalog: Catalog) -> dict[str, list[Event]]:
    """What each row shows, oldest first; rows by the date of their first model, documents last."""
    rows: dict[str, list[Event]] = defaultdict(list)
    dated = sorted((str(model.released), model.name, id_) for id_, model in catalog.models.items() if model.released)
    for date, name, id_ in dated:
        rows[catalog.categories[catalog.models[id_].category].title].append(Event(date, name, f"models/{id_}/"))
    rows[DOCUMENTS_ROW] = [Event(*document) for document in DOCUMENTS]
    return dict(rows)


def dots(rows: dict[str, list[Event]]) -> tuple[list[dict[str, Any]], float]:
    """Rows with name, place of the name, line below, and a place for each dot; and where the last row ends."""
    top, placed = TOP, []
    for name, found in rows.items():
        columns: dict[int, int] = defaultdict(int)
        places = []
        for event in found:
            at = column(event.date)
            line, across = divmod(columns[at], ACROSS)
            columns[at] += 1
            places.append((at * CELL + 4 + across * PITCH, top + LABEL + 5 + line * PITCH))
        end = top + LABEL + 5 + ((max(columns.values()) - 1) // ACROSS) * PITCH + 6
        placed.append({"name": name, "y": top + 11, "dots": places, "end": end})
        top = end
    return placed, top


def _more(catalog: Catalog, _: Values) -> dict[str, Any]:
    """rows, height: the drawing. heads: (place, words) of its columns. years: (year or "before", its events)."""
    found = events(catalog)
    every = sorted(event for row in found.values() for event in row)
    last = max(column(event.date) for event in every)
    rows, height = dots(found)
    heads = [(4, f"–{FIRST - 1}"), *((at * CELL + 4, str(FIRST + at - 1)) for at in range(1, last + 1))]
    years = [(words, [event for event in every if column(event.date) == at]) for at, (_, words) in enumerate(heads)]
    names = [("Before 2017" if at == 0 else year, listed) for at, (year, listed) in enumerate(years)]
    return {"rows": rows, "height": height, "width": (last + 1) * CELL + 4, "heads": heads, "years": names}


ELEMENT = Element(
    id="timeline",
    title="Timeline",
    about="Every model of the atlas and the documents it began with, by year and kind.",
    more=_more,
    style=True,
)
