"""Turns a template and what the views computed into a page. Autoescape is on, undefined names are errors."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import quote

import jinja2
from markupsafe import Markup, escape

from atlas import prose, quantity
from atlas.catalog import Catalog
from atlas.facts.usage import usage
from atlas.pages import components
from atlas.pages.components import Links
from atlas.schema.choices import VERDICTS
from atlas.schema.record import Model
from atlas.views import facets, sources, tables
from atlas.views.columns import COLUMNS
from atlas.views.tables import OVERVIEW, Table

Context = Callable[[], Mapping[str, Any]]
ASSETS: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(("models", "table", "category"), ("table",)),
    "compare": ("compare", "compare-chooser"),
    "comparison": ("compare",),
}
"""By kind of page: `docs/assets/<name>.css` and `<name>.js` are loaded there, and nowhere else."""
STYLES: dict[str, tuple[str, ...]] = {"a-z": ("a-z",)}
"""The same for style sheets that have no script beside them."""
_FEW = 8
"""So many models need no filters."""
TEMPLATES = Path(__file__).parent.parent / "templates"


@dataclass(frozen=True, slots=True)
class Settings:
    """What the site's configuration says that pages need."""

    repository: str = "OWNER/REPOSITORY"
    branch: str = "main"
    comparisons: bool = True
    """Whether comparisons have pages of their own; without, `compare/` still sets any models side by side."""

    def edit_url(self, file: str) -> str:
        """Where a contributor edits a file."""
        return f"https://github.com/{self.repository}/edit/{self.branch}/{quote(file)}"

    def report_url(self, name: str, file: str) -> str:
        """Where a reader reports a wrong fact of a record: the issue form, with the record filled in."""
        form = f"template=wrong-fact.yml&title={quote(name, safe='')}&page={quote(file, safe='')}"
        return f"https://github.com/{self.repository}/issues/new?{form}"


@dataclass(frozen=True, slots=True)
class Page:
    """A page: its address (a folder, "" for home), what heads say of it, and the HTML of its content.

    The HTML is made when it is asked for, and not kept: thousands of pages need not be in memory at once.
    """

    address: str
    kind: str
    title: str
    description: str
    make: Callable[[], str]

    @property
    def assets(self) -> tuple[str, ...]:
        """Names of the scripts, each with a style sheet, that pages of its kind have beside those of all pages."""
        return ASSETS.get(self.kind, ())

    @property
    def styles(self) -> tuple[str, ...]:
        """Names of the style sheets that pages of its kind have beside those of all pages."""
        return self.assets + STYLES.get(self.kind, ())

    @property
    def html(self) -> str:
        return self.make()


class Renderer:
    """Renders pages of one catalogue."""

    def __init__(self, catalog: Catalog, settings: Settings) -> None:
        self.catalog, self.settings = catalog, settings
        self.usage = usage(catalog)
        self.environment = _environment()
        self._rows: dict[tuple[str, str, str], Markup] = {}

    def page(self, kind: str, address: str, title: str, description: str, context: Context) -> Page:
        """A page of one kind. `context` is called when the page is rendered, and gives what its template shows."""

        def make() -> str:
            return self.render(f"{kind}.html.j2", address, context())

        return Page(address, kind, title, prose.plain(description), make)

    def render(self, template: str, address: str, context: Mapping[str, Any]) -> str:
        """Render one template; links inside are relative to the page's address."""
        root = _root(address)
        resolve = self.resolver(root)
        return self.environment.get_template(template).render(
            context,
            catalog=self.catalog,
            settings=self.settings,
            to=root.__add__,
            link=Links(self.catalog, root),
            prose=lambda text: Markup(prose.render(text, resolve)),
            inline=lambda text: Markup(prose.render_inline(text, resolve)),
        )

    def links(self, address: str) -> Links:
        """Links as seen from the page at an address."""
        return Links(self.catalog, _root(address))

    def resolver(self, root: str) -> Callable[[str], tuple[str, str] | None]:
        """Addresses of `[[links]]` as seen from a page."""

        def resolve(id_: str) -> tuple[str, str] | None:
            for name in ("models", "concepts"):
                if record := self.catalog.collection(name).get(id_):
                    return f"{root}{name}/{id_}/", record.name
            return None

        return resolve

    def table(self, address: str, ids: Sequence[str], table: Table = OVERVIEW) -> dict[str, Any]:
        """What a table of models needs on the page at an address: columns, ids, and the rows as HTML."""
        root = _root(address)
        return {"columns": table.columns, "ids": ids, "rows": [self._row(root, id_, table) for id_ in ids]}

    def finder(self, address: str, ids: Sequence[str], table: Table = OVERVIEW) -> dict[str, Any]:
        """What a table of models needs that can be narrowed, sorted and compared."""
        by = facets.facets(self.catalog, ids) if len(ids) > _FEW else []
        own = {"table": table, "tables": tables.TABLES, "facets": by, "all_columns": COLUMNS.values()}
        return own | self.table(address, ids, table)

    def _row(self, root: str, id_: str, table: Table) -> Markup:
        """A row of a table; rendered once for each depth of page, as many pages list the same models."""
        key = root, id_, table.id
        if key not in self._rows:
            context = {"row": tables.row(self.catalog, id_, table), "columns": table.columns, "to": root.__add__}
            html = self.environment.get_template("row.html.j2").render(context)
            self._rows[key] = Markup(html)
        return self._rows[key]

    def by_date(self, ids: Iterable[str]) -> list[str]:
        """Model ids, oldest first; those without a date last."""
        models = self.catalog.models
        return sorted(ids, key=lambda id_: (released(models[id_]) or "9999", models[id_].name))

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


def _environment() -> jinja2.Environment:
    """The templates as they are now: looked at once for a whole build, and not at every page."""
    return _environment_of(frozenset((path.name, path.stat().st_mtime_ns) for path in TEMPLATES.glob("*.j2")))


class _Templates(jinja2.Environment):
    """Templates that write escaped text as it is: to mark every piece as safe just before all are joined was a twelfth
    of a build."""

    def _generate(self, *arguments: Any, **options: Any) -> str:  # Jinja's hook to generate other code
        return f"{super()._generate(*arguments, **options)}\nfrom {__name__} import escaped as escape\n"


_SPECIAL = re.compile("[&<>'\"]")


def escaped(value: object) -> str:
    """What `markupsafe.escape` gives, as plain text."""
    if type(value) is str:
        return str(escape(value)) if _SPECIAL.search(value) else value
    return str(value.__html__()) if hasattr(value, "__html__") else escaped(str(value))


@lru_cache(maxsize=1)
def _environment_of(_changed: frozenset[tuple[str, int]]) -> jinja2.Environment:
    environment = _Templates(
        loader=jinja2.FileSystemLoader(TEMPLATES),
        autoescape=True,
        auto_reload=False,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals |= {
        "short": quantity.short,
        "grouped": quantity.grouped,
        "byline": sources.byline,
        "identifier": sources.identifier,
        "source_address": sources.address,
        "fact": components.fact,
        "source_link": components.source_link,
        "terms": components.terms,
        "cited": components.cited,
        "VERDICTS": VERDICTS,
    }
    return environment
