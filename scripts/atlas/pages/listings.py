"""Pages that list: home, the models table, categories, organizations, datasets, families."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from atlas.facts.languages import language_names
from atlas.pages.renderer import Page, Renderer, released
from atlas.views import questions, stats, tables
from atlas.views.alphabet import alphabet

_HOME = (
    "An open, cited reference of language and Transformer models: every number with its source, every size recounted."
)
_NEWEST, _POPULAR = 5, 14


def pages(renderer: Renderer) -> Iterator[Page]:
    """All of them, home first."""
    yield renderer.page("home", "", "Model Atlas", _HOME, lambda: _home(renderer))
    yield from _tables(renderer)
    text = "Every model, concept, organization, dataset and family of the atlas, by name and by other name."
    yield renderer.page("a-z", "a-z/", "Index A–Z", text, lambda: {"letters": alphabet(renderer.catalog)})
    yield from _categories(renderer)
    yield from _organizations(renderer)
    yield from _datasets(renderer)
    yield from _families(renderer)


def _home(renderer: Renderer) -> dict[str, Any]:
    """What the atlas is, live figures, and ways in."""
    catalog = renderer.catalog
    used = {id_: len(renderer.usage.of("concepts", id_)) for id_ in catalog.concepts}
    popular = sorted(used, key=lambda id_: (-used[id_], id_))[:_POPULAR]
    trained = [id_ for id_, model in catalog.models.items() if model.kind == "model"]
    newest = sorted(trained, key=lambda id_: released(catalog.models[id_]), reverse=True)[:_NEWEST]
    return {
        "figures": stats.figures(catalog),
        "categories": _category_members(renderer),
        "popular": [(id_, catalog.concepts[id_].name, used[id_]) for id_ in popular],
        **renderer.table("", newest),
    }


def _tables(renderer: Renderer) -> Iterator[Page]:
    """The table of all models, the same with other columns, and a list of these tables."""
    models = renderer.catalog.models
    asked = questions.answered(renderer.catalog)
    ids = sorted(models, key=lambda id_: models[id_].name.casefold())
    for table in tables.TABLES:

        def context(table: tables.Table = table) -> dict[str, Any]:
            return {"questions": asked, **renderer.finder(table.address, ids, table)}

        kind = "models" if table is tables.OVERVIEW else "table"
        yield renderer.page(kind, table.address, table.title, table.lede, context)
    text = "All models side by side, by size, architecture, training, tokenizer, licence, or section of the catalogue."
    own = {"tables": tables.TABLES, "categories": _category_members(renderer)}
    yield renderer.page("tables", "tables/", "Tables", text, lambda: own)


def _category_members(renderer: Renderer) -> list[tuple[str, Any, list[str]]]:
    return [(id_, entry, renderer.by_category[id_]) for id_, entry in renderer.catalog.categories.items()]


def _categories(renderer: Renderer) -> Iterator[Page]:
    text = "The sections of the catalogue: text encoders, language models, vision, speech and more."
    all_ = "categories/"
    yield renderer.page("categories", all_, "Categories", text, lambda: {"categories": _category_members(renderer)})
    for id_, category in renderer.catalog.categories.items():

        def context(id_: str = id_) -> dict[str, Any]:
            return {
                "category": renderer.catalog.categories[id_],
                **renderer.finder(f"categories/{id_}/", renderer.by_category[id_]),
            }

        yield renderer.page("category", f"categories/{id_}/", category.title, category.intro, context)


def _users(renderer: Renderer, collection: str, id_: str) -> list[str]:
    """Models that name an entry, oldest first."""
    return renderer.by_date(renderer.usage.of(collection, id_))


def _listed(renderer: Renderer, collection: str) -> list[tuple[str, Any, list[str]]]:
    """(id, entry, models) of a collection by name."""
    entries = renderer.catalog.collection(collection)
    return [
        (i, entries[i], _users(renderer, collection, i))
        for i in sorted(entries, key=lambda i: entries[i].name.casefold())
    ]


def _organizations(renderer: Renderer) -> Iterator[Page]:
    text, all_ = "Who makes the models: companies, universities and collectives, with their models.", "organizations"
    yield renderer.page(all_, f"{all_}/", "Organizations", text, lambda: {all_: _listed(renderer, all_)})
    for id_, entry in renderer.catalog.organizations.items():

        def context(id_: str = id_) -> dict[str, Any]:
            users = _users(renderer, all_, id_)
            return {
                "organization": renderer.catalog.organizations[id_],
                **renderer.table(f"organizations/{id_}/", users),
            }

        text = f"Models by {entry.name}: sizes, dates, training data and sources."
        yield renderer.page("organization", f"organizations/{id_}/", entry.name, text, context)


def _datasets(renderer: Renderer) -> Iterator[Page]:
    text, all_ = "The training data of the models, and which models learned from it.", "datasets"
    yield renderer.page(all_, f"{all_}/", "Datasets", text, lambda: {all_: _listed(renderer, all_)})
    for id_, entry in renderer.catalog.datasets.items():

        def context(id_: str = id_) -> dict[str, Any]:
            dataset = renderer.catalog.datasets[id_]
            languages, users = language_names(dataset.languages or ()), _users(renderer, all_, id_)
            return {"dataset": dataset, "languages": languages, **renderer.table(f"datasets/{id_}/", users)}

        yield renderer.page("dataset", f"datasets/{id_}/", f"{entry.name} (dataset)", entry.summary, context)


def _families(renderer: Renderer) -> Iterator[Page]:
    for id_, family in renderer.catalog.families.items():

        def context(id_: str = id_) -> dict[str, Any]:
            return {
                "family": renderer.catalog.families[id_],
                **renderer.table(f"families/{id_}/", renderer.by_family[id_]),
            }

        yield renderer.page("family", f"families/{id_}/", family.name, family.intro, context)
