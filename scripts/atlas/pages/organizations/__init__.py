"""Who makes the models."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

from atlas.pages.kind import Found, Kind, Link, Page
from atlas.pages.renderer import Renderer
from atlas.search.listing import ResultGroup


def _list(renderer: Renderer) -> Iterator[Page]:
    def all_() -> dict[str, Any]:
        return {"organizations": renderer.with_users("organizations")}

    text = "Who makes the models: companies, universities and collectives, with their models."
    yield ORGANIZATIONS.page(renderer, "organizations/", "Organizations", text, all_)


def _pages(renderer: Renderer) -> Iterator[Page]:
    for id_, entry in renderer.catalog.organizations.items():
        text = f"Models by {entry.name}: sizes, dates, training data and sources."
        count = len(renderer.usage.of("organizations", id_))
        found = Found(entry.name, text=str, models=count)
        context = partial(_organization, renderer, id_)
        yield ORGANIZATION.page(renderer, f"organizations/{id_}/", entry.name, text, context, found)


def _organization(renderer: Renderer, id_: str) -> dict[str, Any]:
    return {
        "organization": renderer.catalog.organizations[id_],
        **renderer.table(f"organizations/{id_}/", renderer.users("organizations", id_)),
    }


ORGANIZATIONS = Kind(
    id="organizations",
    pages=_list,
    template="organizations/list.html.j2",
    footer=Link("Organizations", "organizations/", 40),
    examples={"organizations": "organizations/"},
)
ORGANIZATION = Kind(
    id="organization",
    pages=_pages,
    template="organizations/page.html.j2",
    results=ResultGroup("organizations", "Organizations", 40, folder="organizations/"),
    noun="organization",
    examples={"organization": "organizations/google/"},
)
