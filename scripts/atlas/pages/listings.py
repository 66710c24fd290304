"""Pages that list: home, the models table, categories, organizations, datasets, families."""

from __future__ import annotations

from collections.abc import Iterator

from atlas.pages.renderer import Page, Renderer, released
from atlas.views import stats
from atlas.views.languages import language_names

_HOME = (
    "An open, cited reference of language and Transformer models: every number with its source, every size recounted."
)
_NEWEST, _POPULAR = 5, 14


def pages(renderer: Renderer) -> Iterator[Page]:
    """All of them, home first."""
    yield home(renderer)
    yield models(renderer)
    yield from categories(renderer)
    yield from organizations(renderer)
    yield from datasets(renderer)
    yield from families(renderer)


def home(renderer: Renderer) -> Page:
    """What the atlas is, live figures, and ways in."""
    catalog = renderer.catalog
    used = {id_: len(renderer.usage.of("concepts", id_)) for id_ in catalog.concepts}
    popular = sorted(used, key=lambda id_: (-used[id_], id_))[:_POPULAR]
    trained = [id_ for id_, model in catalog.models.items() if model.kind == "model"]
    newest = sorted(trained, key=lambda id_: released(catalog.models[id_]), reverse=True)[:_NEWEST]
    return renderer.page(
        "home",
        "",
        "Model Atlas",
        _HOME,
        figures=stats.figures(catalog),
        categories=[(id_, entry, renderer.in_category(id_)) for id_, entry in catalog.categories.items()],
        popular=[(id_, catalog.concepts[id_].name, used[id_]) for id_ in popular],
        **renderer.table(newest),
    )


def models(renderer: Renderer) -> Page:
    """The table of all models."""
    ids = sorted(renderer.catalog.models, key=lambda id_: renderer.catalog.models[id_].name.casefold())
    text = "All models of the atlas in one sortable table: sizes, context, training data, access."
    return renderer.page("models", "models/", "Models", text, **renderer.table(ids))


def categories(renderer: Renderer) -> Iterator[Page]:
    found = [(id_, entry, renderer.in_category(id_)) for id_, entry in renderer.catalog.categories.items()]
    text = "The sections of the catalogue: text encoders, language models, vision, speech and more."
    yield renderer.page("categories", "categories/", "Categories", text, categories=found)
    for id_, category, ids in found:
        address = f"categories/{id_}/"
        yield renderer.page(
            "category", address, category.title, category.intro, category=category, **renderer.table(ids)
        )


def organizations(renderer: Renderer) -> Iterator[Page]:
    entries = renderer.catalog.organizations
    used = {id_: renderer.by_date(renderer.usage.of("organizations", id_)) for id_ in entries}
    listed = [(id_, entries[id_], used[id_]) for id_ in sorted(used, key=lambda o: entries[o].name.casefold())]
    text = "Who makes the models: companies, universities and collectives, with their models."
    yield renderer.page("organizations", "organizations/", "Organizations", text, organizations=listed)
    for id_, entry in entries.items():
        text = f"Models by {entry.name}: sizes, dates, training data and sources."
        address = f"organizations/{id_}/"
        yield renderer.page("organization", address, entry.name, text, organization=entry, **renderer.table(used[id_]))


def datasets(renderer: Renderer) -> Iterator[Page]:
    entries = renderer.catalog.datasets
    used = {id_: renderer.by_date(renderer.usage.of("datasets", id_)) for id_ in entries}
    listed = [(id_, entries[id_], used[id_]) for id_ in sorted(used, key=lambda d: entries[d].name.casefold())]
    text = "The training data of the models, and which models learned from it."
    yield renderer.page("datasets", "datasets/", "Datasets", text, datasets=listed)
    for id_, entry in entries.items():
        yield renderer.page(
            "dataset",
            f"datasets/{id_}/",
            f"{entry.name} (dataset)",
            entry.summary,
            dataset=entry,
            languages=language_names(entry.languages or ()),
            **renderer.table(used[id_]),
        )


def families(renderer: Renderer) -> Iterator[Page]:
    members = renderer.catalog.models.items()
    for id_, family in renderer.catalog.families.items():
        ids = renderer.by_date(k for k, model in members if model.family == id_)
        yield renderer.page(
            "family", f"families/{id_}/", family.name, family.intro, family=family, **renderer.table(ids)
        )
