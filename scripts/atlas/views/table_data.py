"""What the scripts of tables fetch: values of facets and names to find by, and the cells of all columns.

Equal things are written once: a list of distinct values, and for each model (in the order of `models`) the place of
its value in it, or a list of places where its variants differ (of cells: first that of the model as a whole).
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import Any

from atlas.catalog import Catalog, normal_form
from atlas.facts.show import WHY_NOT, shown_facts
from atlas.facts.usage import usage
from atlas.views.cells import Cell, cell
from atlas.views.columns import COLUMNS, Column
from atlas.views.facets import FACETS, values

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
    """By what models are found: their names, those of their makers and techniques, and the values of facets."""
    distinct = [_Distinct() for _ in FACETS]
    at: list[list[int | list[int]]] = [[] for _ in FACETS]
    for id_ in catalog.models:
        for index, found in enumerate(zip(*values(catalog, id_), strict=True)):
            at[index].append(distinct[index].places_of(found))
    facets = {
        facet.id: {"values": list(own.places), "at": places}
        for facet, own, places in zip(FACETS, distinct, at, strict=True)
    }
    return {"models": [_names(catalog, id_) for id_ in catalog.models], "facets": facets, **_found_by(catalog)}


def _names(catalog: Catalog, id_: str) -> list[Any]:
    """Id, all names in normal form, and for each variant its id and name (none if the model has none)."""
    model = catalog.models[id_]
    variants = {key: facts.name or f"{model.name} {key}" for key, facts in catalog.variants(id_).items()}
    names = dict.fromkeys(map(normal_form, (model.name, *(model.aliases or ()), *variants.values())))
    return [id_, "|".join(names), variants]


def _found_by(catalog: Catalog) -> dict[str, Any]:
    """Names of the techniques and makers of models, and for each model the places of its own in that list."""
    of_model: dict[str, list[int]] = {id_: [] for id_ in catalog.models}
    names: list[str] = []
    for collection in ("concepts", "organizations"):
        for id_, entry in catalog.collection(collection).items():
            if models := usage(catalog).of(collection, id_):
                for model in models:
                    of_model[model].append(len(names))
                names.append(_all_names(entry))
    return {"others": names, "uses": list(of_model.values())}


def _all_names(entry: Any) -> str:
    return "|".join(dict.fromkeys(map(normal_form, (entry.name, *(getattr(entry, "aliases", None) or ())))))


def cells(catalog: Catalog) -> dict[str, Any]:
    """The cells of every column, for every model and each of its variants."""
    distinct = {id_: _Distinct() for id_ in COLUMNS}
    at: dict[str, list[int | list[int]]] = {id_: [] for id_ in COLUMNS}
    for model in catalog.models:
        for id_, column in COLUMNS.items():
            at[id_].append(distinct[id_].places_of(_of_model(catalog, model, column)))
    columns = {id_: _column(column, distinct[id_], at[id_]) for id_, column in COLUMNS.items()}
    return {"absences": ABSENCES, "columns": columns}


def _column(column: Column, distinct: _Distinct, at: list[int | list[int]]) -> dict[str, Any]:
    return {
        "label": column.label,
        "description": column.description,
        "numeric": column.numeric,
        "cells": [_written(entry) for entry in distinct.places],  # type: ignore[arg-type]
        "at": at,
    }


def _of_model(catalog: Catalog, id_: str, column: Column) -> list[Cell]:
    """The cell of the model as a whole, and that of each variant; one where all say the same."""
    facts, field = shown_facts(catalog, id_), column.field
    whole = cell(field, facts.of(field.path))
    if not facts.readings.differs(field.path):
        return [whole]
    return [whole, *(cell(field, facts.of(field.path, variant)) for variant in facts.readings.variants)]


def _written(entry: Cell) -> Any:
    """A place in ABSENCES, a text, [text, sort], or [text, sort, links, number of links left out]."""
    if entry.state:
        return ABSENCES.index(entry.state)
    if entry.links:
        return [entry.text, entry.sort, list(entry.links), entry.more]
    return entry.text if entry.sort == entry.text else [entry.text, entry.sort]
