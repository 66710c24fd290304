"""What the views of all kinds of page are given: templates, links, tables of models, models by what they name."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any
from urllib.parse import quote

from markupsafe import Markup

from atlas.catalog import Catalog
from atlas.facts.usage import usage
from atlas.pages.shared.components import PageLinks, table_row
from atlas.pages.shared.templates import environment
from atlas.schema.record import Model
from atlas.search.listing import SearchDocument
from atlas.tables import facets, presets
from atlas.tables.columns import COLUMNS
from atlas.tables.presets import OVERVIEW, Table
from atlas.tables.summary import summary
from atlas.text import prose
from atlas.verify.recorded import Verification

_FEW = 8
"""So many models need no filters."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What the site's configuration says that pages need."""

    repository: str = "OWNER/REPOSITORY"
    branch: str = "main"
    comparisons: bool = True
    """Whether comparisons have pages of their own; without, `compare/` still sets any models side by side."""
    page_folders: tuple[Path, ...] = ()
    """Folders that hold further kinds of page."""
    verification: Verification | None = None
    """What the last search of all quotes in their sources found."""

    def edit_url(self, file: str) -> str:
        """Where a contributor edits a file."""
        return f"https://github.com/{self.repository}/edit/{self.branch}/{quote(file)}"

    def report_url(self, name: str, file: str) -> str:
        """Where a reader reports a wrong fact of a record: the issue form, with the record filled in."""
        form = f"template=wrong-fact.yml&title={quote(name, safe='')}&page={quote(file, safe='')}"
        return f"https://github.com/{self.repository}/issues/new?{form}"


class Renderer:
    """Renders pages of one catalogue. `documents` gives every page as the search sees it."""

    def __init__(self, catalog: Catalog, settings: Settings, documents: Callable[[], Iterable[SearchDocument]]) -> None:
        self.catalog, self.settings, self.documents = catalog, settings, documents
        self.usage = usage(catalog)
        self.environment = environment(settings.page_folders)
        self._rows: dict[tuple[str, str, str], Markup] = {}

    def render(self, template: str, address: str, context: Mapping[str, Any]) -> str:
        """Render one template; links inside are relative to the page's address."""
        root = _root(address)
        resolve = self.resolver(root)
        return self.environment.get_template(template).render(
            context,
            catalog=self.catalog,
            settings=self.settings,
            to=root.__add__,
            link=PageLinks(self.catalog, root),
            prose=lambda text: Markup(prose.render(text, resolve)),
            inline=lambda text: Markup(prose.render_inline(text, resolve)),
        )

    def links(self, address: str) -> PageLinks:
        """Links as seen from the page at an address."""
        return PageLinks(self.catalog, _root(address))

    def resolver(self, root: str) -> Callable[[str], tuple[str, str] | None]:
        """Addresses of `[[links]]` as seen from a page."""

        def resolve(id_: str) -> tuple[str, str] | None:
            if found := self.catalog.linked(id_):
                collection, linked = found
                return f"{root}{collection}/{linked}/", self.catalog.collection(collection)[linked].name
            return None

        return resolve

    def table(self, address: str, ids: Sequence[str], table: Table = OVERVIEW) -> dict[str, Any]:
        """What a table of models needs on the page at an address: columns, ids, and the rows as HTML."""
        root = _root(address)
        return {"columns": table.columns, "ids": ids, "rows": [self._row(root, id_, table) for id_ in ids]}

    def finder(self, address: str, ids: Sequence[str], table: Table = OVERVIEW) -> dict[str, Any]:
        """What a table of models needs that can be narrowed, sorted and compared."""
        by = facets.facets(self.catalog, (summary(self.catalog, id_).facets for id_ in ids)) if len(ids) > _FEW else []
        own = {"table": table, "tables": presets.TABLES, "facets": by, "all_columns": COLUMNS.values()}
        return own | self.table(address, ids, table)

    def _row(self, root: str, id_: str, table: Table) -> Markup:
        """A row of a table; rendered once for each depth of page, as many pages list the same models."""
        key = root, id_, table.id
        if key not in self._rows:
            self._rows[key] = table_row(presets.row(self.catalog, id_, table), table.columns, root)
        return self._rows[key]

    def by_date(self, ids: Iterable[str]) -> list[str]:
        """Model ids, oldest first; those without a date last."""
        models = self.catalog.models
        return sorted(ids, key=lambda id_: (released(models[id_]) or "9999", models[id_].name))

    def users(self, collection: str, id_: str) -> list[str]:
        """Models that name an entry, oldest first."""
        return self.by_date(self.usage.of(collection, id_))

    def with_users(self, collection: str) -> list[tuple[str, Any, list[str]]]:
        """(id, entry, models) of a collection, by name."""
        entries = self.catalog.collection(collection)
        ids = sorted(entries, key=lambda id_: entries[id_].name.casefold())
        return [(id_, entries[id_], self.users(collection, id_)) for id_ in ids]

    def sections(self) -> list[tuple[str, Any, list[str]]]:
        """(id, category, models) of each section of the catalogue, in reading order."""
        return [(id_, entry, self.by_category[id_]) for id_, entry in self.catalog.categories.items()]

    @cached_property
    def by_category(self) -> dict[str, list[str]]:
        """Models of each category, oldest first."""
        models = self.catalog.models
        groups: dict[str, list[str]] = {id_: [] for id_ in self.catalog.categories}
        for id_ in self.by_date(models):
            for category in (models[id_].category, *(models[id_].also_in or ())):
                groups[category].append(id_)
        return groups

    @cached_property
    def by_family(self) -> dict[str, list[str]]:
        """Models of each family, oldest first."""
        models = self.catalog.models
        groups: dict[str, list[str]] = {id_: [] for id_ in self.catalog.families}
        for id_ in self.by_date(models):
            if family := models[id_].family:
                groups[family].append(id_)
        return groups


def _root(address: str) -> str:
    """The way from the page at an address to the root of the site."""
    return "../" * address.count("/") or "./"


def released(model: Model) -> str:
    """The release date as written; empty if unknown."""
    return model.released.text if model.released else ""
