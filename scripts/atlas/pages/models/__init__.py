"""The table of all models, the same with other columns, and a list of these tables."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

from atlas.pages.kind import Kind, Link, Page
from atlas.pages.renderer import Renderer
from atlas.tables import presets, questions


def _overview(renderer: Renderer) -> Iterator[Page]:
    table = presets.OVERVIEW

    def context() -> dict[str, Any]:
        return {"questions": questions.answered(renderer.catalog), **_finder(renderer, table)}

    yield MODELS.page(renderer, table.address, table.title, table.lede, context)


def _others(renderer: Renderer) -> Iterator[Page]:
    for table in presets.TABLES:
        if table is not presets.OVERVIEW:
            context = partial(_finder, renderer, table)
            yield TABLE.page(renderer, table.address, table.title, table.lede, context)


def _finder(renderer: Renderer, table: presets.Table) -> dict[str, Any]:
    models = renderer.catalog.models
    ids = sorted(models, key=lambda id_: models[id_].name.casefold())
    return renderer.finder(table.address, ids, table)


def _list(renderer: Renderer) -> Iterator[Page]:
    def all_() -> dict[str, Any]:
        return {"tables": presets.TABLES, "categories": renderer.sections()}

    text = "All models side by side, by size, architecture, training, tokenizer, licence, or section of the catalogue."
    yield TABLES.page(renderer, "tables/", "Tables", text, all_)


MODELS = Kind(
    id="models",
    pages=_overview,
    template="models/page.html.j2",
    navigation=Link("Models", "models/", 10),
    scripts=("table/table",),
    styles=("table/table",),
    wide=True,
    examples={"models": "models/"},
)
TABLE = Kind(
    id="table",
    pages=_others,
    template="models/table.html.j2",
    scripts=("table/table",),
    styles=("table/table",),
    wide=True,
    examples={"table": "tables/training/"},
)
TABLES = Kind(
    id="tables",
    pages=_list,
    template="models/tables.html.j2",
    footer=Link("Tables", "tables/", 20),
    examples={"tables": "tables/"},
)
