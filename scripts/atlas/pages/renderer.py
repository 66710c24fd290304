"""Turns a template and what the views computed into a page. Autoescape is on, undefined names are errors."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import quote

import jinja2
from markupsafe import Markup

from atlas import prose, quantity
from atlas.catalog import Catalog
from atlas.schema.record import Model
from atlas.views import corrections, rows, sources
from atlas.views.usage import usage

TEMPLATES = Path(__file__).parent.parent / "templates"


@dataclass(frozen=True, slots=True)
class Settings:
    """What the site's configuration says that pages need."""

    repository: str = "OWNER/REPOSITORY"
    branch: str = "main"

    def edit_url(self, file: str) -> str:
        """Where a contributor edits a file."""
        return f"https://github.com/{self.repository}/edit/{self.branch}/{quote(file)}"

    def report_url(self, name: str, file: str) -> str:
        """Where a reader reports a wrong fact of a record: the issue form, with the record filled in."""
        form = f"template=wrong-fact.yml&title={quote(name, safe='')}&page={quote(file, safe='')}"
        return f"https://github.com/{self.repository}/issues/new?{form}"


@dataclass(frozen=True, slots=True)
class Page:
    """A rendered page: its address (a folder, "" for home), what heads say of it, and the HTML of its content."""

    address: str
    kind: str
    title: str
    description: str
    html: str


class Renderer:
    """Renders pages of one catalogue."""

    def __init__(self, catalog: Catalog, settings: Settings) -> None:
        self.catalog, self.settings = catalog, settings
        self.usage = usage(catalog)

    def page(self, kind: str, address: str, title: str, description: str, **context: Any) -> Page:
        """Render one template; links inside are relative to the page's address."""
        root = "../" * address.count("/") or "./"
        template = _environment().get_template(f"{kind}.html.j2")
        html = template.render(
            catalog=self.catalog,
            settings=self.settings,
            title=title,
            to=lambda target="": root + target,
            prose=lambda text: Markup(prose.render(text, self.resolver(root))),
            inline=lambda text: Markup(prose.render_inline(text, self.resolver(root))),
            **context,
        )
        return Page(address, kind, title, prose.plain(description), html)

    def resolver(self, root: str) -> Callable[[str], tuple[str, str] | None]:
        """Addresses of `[[links]]` as seen from a page."""

        def resolve(id_: str) -> tuple[str, str] | None:
            for name in ("models", "concepts"):
                if record := self.catalog.collection(name).get(id_):
                    return f"{root}{name}/{id_}/", record.name
            return None

        return resolve

    def table(self, ids: Iterable[str]) -> dict[str, Any]:
        """What the table of models needs."""
        return {"rows": rows.rows(self.catalog, ids), "columns": rows.COLUMNS}

    def by_date(self, ids: Iterable[str]) -> list[str]:
        """Model ids, oldest first; those without a date last."""
        models = self.catalog.models
        return sorted(ids, key=lambda id_: (released(models[id_]) or "9999", models[id_].name))

    def in_category(self, id_: str) -> list[str]:
        """Models of a category, oldest first."""
        models = self.catalog.models.items()
        return self.by_date(m for m, model in models if id_ == model.category or id_ in (model.also_in or ()))


def released(model: Model) -> str:
    """The release date as written; empty if unknown."""
    return model.released.text if model.released else ""


@lru_cache(maxsize=1)
def _environment() -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(TEMPLATES),
        autoescape=True,
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
        "VERDICTS": corrections.VERDICTS,
    }
    return environment
