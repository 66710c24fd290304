"""What the models learned from."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

from atlas.facts.languages import language_names
from atlas.pages.kind import Found, Kind, Link, Page
from atlas.pages.renderer import Renderer
from atlas.search import search_words
from atlas.search.listing import ResultGroup


def _list(renderer: Renderer) -> Iterator[Page]:
    def all_() -> dict[str, Any]:
        return {"datasets": renderer.with_users("datasets")}

    text = "The training data of the models, and which models learned from it."
    yield DATASETS.page(renderer, "datasets/", "Datasets", text, all_)


def _pages(renderer: Renderer) -> Iterator[Page]:
    for id_, entry in renderer.catalog.datasets.items():
        found = Found(
            entry.name,
            text=partial(str, entry.size or ""),
            models=len(renderer.usage.of("datasets", id_)),
            aliases=entry.aliases or (),
            words=partial(search_words.of_text, renderer.catalog, entry.summary),
        )
        title, context = f"{entry.name} (dataset)", partial(_dataset, renderer, id_)
        yield DATASET.page(renderer, f"datasets/{id_}/", title, entry.summary, context, found)


def _dataset(renderer: Renderer, id_: str) -> dict[str, Any]:
    dataset = renderer.catalog.datasets[id_]
    return {
        "dataset": dataset,
        "languages": language_names(dataset.languages or ()),
        **renderer.table(f"datasets/{id_}/", renderer.users("datasets", id_)),
    }


DATASETS = Kind(
    id="datasets",
    pages=_list,
    template="datasets/list.html.j2",
    footer=Link("Datasets", "datasets/", 50),
    examples={"datasets": "datasets/"},
)
DATASET = Kind(
    id="dataset",
    pages=_pages,
    template="datasets/page.html.j2",
    results=ResultGroup("datasets", "Datasets", 50, folder="datasets/", verb="used by"),
    noun="dataset",
    examples={"dataset": "datasets/bookcorpus/"},
)
