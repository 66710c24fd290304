"""What the scripts of tables fetch: values of facets and techniques to find by, and the cells of all columns.

Equal things are written once: a list of distinct values, and for each model (in the order of `models`) the place of
its value in it, or a list of places where its variants differ (of cells: first that of the model as a whole). Places
hold within one file: what two files say of a model is joined by its id, and by those of its variants.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import Any

from atlas.catalog import Catalog, normal_form
from atlas.facts.show import WHY_NOT
from atlas.facts.usage import usage
from atlas.search.model_names import all_names, joined
from atlas.tables.cells import Cell
from atlas.tables.columns import COLUMNS, Column
from atlas.tables.facets import FACETS
from atlas.tables.summary import Summary, summary
from atlas.text.quantity import for_json

ABSENCES = tuple(WHY_NOT)
"""A cell without a value is the place of its kind of absence in this list."""


class _Distinct:
    """A list of distinct values, and the place of each."""

    def __init__(self) -> None:
        self.places: dict[Hashable, int] = {}

    def place(self, value: Hashable) -> int:
        return self.places.setdefault(value, len(self.places))

    def places_of(self, found: Sequence[Hashable]) -> int | list[int]:
        """One place where all values are equal, otherwise that of each."""
        places = [self.place(value) for value in found]
        return places[0] if len(set(places)) == 1 else places


def finding(catalog: Catalog) -> dict[str, Any]:
    """By what models are found: values of facets, and names of techniques. Their own names stand in views/names.py.

    `models` has for each model its variants, by id their names.
    """
    distinct = [_Distinct() for _ in FACETS]
    at: list[list[int | list[int]]] = [[] for _ in FACETS]
    for id_ in catalog.models:
        for index, found in enumerate(zip(*summary(catalog, id_).facets, strict=True)):
            at[index].append(distinct[index].places_of([" ".join(own) for own in found]))
    facets = {
        facet.id: {"values": list(own.places), "at": places}
        for facet, own, places in zip(FACETS, distinct, at, strict=True)
    }
    return {
        "models": {id_: _variants(catalog, id_) for id_ in catalog.models},
        "facets": facets,
        **_techniques(catalog),
    }


def _variants(catalog: Catalog, id_: str) -> dict[str, str]:
    """The names of the variants of a model by id; an architecture may have none."""
    model = catalog.models[id_]
    return {key: facts.name or f"{model.name} {key}" for key, facts in (model.variants or {}).items()}


def _techniques(catalog: Catalog) -> dict[str, Any]:
    """The names of each technique that models use, and for each model the places of its own in that list.

    They are looked up and never shown: without capitals and spaces they take less room.
    """
    uses: dict[str, list[int]] = {id_: [] for id_ in catalog.models}
    techniques: list[str] = []
    for id_, concept in catalog.concepts.items():
        if models := usage(catalog).of("concepts", id_):
            for model in models:
                uses[model].append(len(techniques))
            techniques.append(joined(dict.fromkeys(map(normal_form, all_names(concept)))))
    return {"techniques": techniques, "uses": list(uses.values())}


def cells(catalog: Catalog) -> dict[str, Any]:
    """The cells of every column, for every model and each of its variants, whose ids `models` has in their order."""
    distinct = {id_: _Distinct() for id_ in COLUMNS}
    at: dict[str, list[int | list[int]]] = {id_: [] for id_ in COLUMNS}
    for model_id in catalog.models:
        found = summary(catalog, model_id)
        for id_ in COLUMNS:
            at[id_].append(distinct[id_].places_of(_of_model(found, id_)))
    columns = {id_: _column(column, distinct[id_], at[id_]) for id_, column in COLUMNS.items()}
    models = {id_: list(model.variants or {}) for id_, model in catalog.models.items()}
    return {"absences": ABSENCES, "models": models, "columns": columns}


def _column(column: Column, distinct: _Distinct, at: list[int | list[int]]) -> dict[str, Any]:
    return {
        "label": column.label,
        "description": column.description,
        "numeric": column.numeric,
        "cells": [_written(entry) for entry in distinct.places],  # type: ignore[arg-type]
        "at": at,
    }


def _of_model(found: Summary, column: str) -> list[Cell]:
    """The cell of the model as a whole, and that of each variant; one where all say the same."""
    return [found.cells[column], *found.variants.get(column, ())]


def _written(entry: Cell) -> Any:
    """A place in ABSENCES, a text, [text, sort], links, or [text, sort, links, number of links left out].

    What sorts as it is read, but for capitals, has no word for it; links that are all there are the text.
    """
    if entry.state:
        return ABSENCES.index(entry.state)
    if entry.links and not entry.more:
        return list(entry.links)
    whole = isinstance(entry.sort, float) and entry.sort.is_integer()
    sort = for_json(int(entry.sort)) if whole and entry.sort is not None else entry.sort
    if entry.links:
        return [entry.text, sort, list(entry.links), entry.more]
    return entry.text if sort in (entry.text, entry.text.casefold()) else [entry.text, sort]
