"""Pages: Catalog -> HTML. Jinja arranges what the views computed; autoescape is on, undefined names are errors."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import quote

import jinja2
from markupsafe import Markup

from atlas import prose, quantity
from atlas.catalog import Catalog
from atlas.schema.record import Concept, Model
from atlas.views import corrections, lineage, quality, rows, sources, stats
from atlas.views.languages import language_names
from atlas.views.model import CACHE_TOKENS, ModelView
from atlas.views.usage import usage

TEMPLATES = Path(__file__).parent / "templates"


@dataclass(frozen=True, slots=True)
class Settings:
    """What the site's configuration says that pages need."""

    repository: str = "OWNER/REPOSITORY"
    branch: str = "main"

    def edit_url(self, file: str) -> str:
        """Where a contributor edits a file."""
        return f"https://github.com/{self.repository}/edit/{self.branch}/{quote(file)}"

    def report_url(self, title: str, file: str) -> str:
        """Where a reader reports a wrong fact of a record."""
        body = quote(f"File: {file}\n\nWhat is wrong:\n\nWhat is right, and where it stands:\n")
        return f"https://github.com/{self.repository}/issues/new?title={quote(title)}&body={body}"


@dataclass(frozen=True, slots=True)
class Page:
    """A rendered page: its address (a folder, "" for home), what heads say of it, and the HTML of its content."""

    address: str
    kind: str
    title: str
    description: str
    html: str
    names: tuple[str, ...] = field(default=())  # other names under which people look for it


def render(catalog: Catalog, settings: Settings) -> Iterator[Page]:
    """Every catalogue page, in a fixed order."""
    site = _Site(catalog, settings)
    yield site.page("home", "", "Model Atlas", _HOME, figures=stats.figures(catalog), **site.home())
    yield site.models()
    yield from site.categories()
    yield from (site.model(id_) for id_ in catalog.models)
    yield from site.concepts()
    yield from site.organizations()
    yield from site.datasets()
    yield from site.families()
    yield from site.accounts()


_HOME = (
    "An open, cited reference of language and Transformer models: every number with its source, every size recounted."
)


class _Site:
    """Renders pages of one catalogue."""

    def __init__(self, catalog: Catalog, settings: Settings) -> None:
        self.catalog, self.settings = catalog, settings
        self.usage = usage(catalog)

    def page(
        self,
        kind: str,
        address: str,
        title: str,
        description: str,
        names: tuple[str, ...] = (),
        **context: Any,
    ) -> Page:
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
        return Page(address, kind, title, prose.plain(description), html, names)

    def resolver(self, root: str) -> Callable[[str], tuple[str, str] | None]:
        """Addresses of `[[links]]` as seen from a page."""

        def resolve(id_: str) -> tuple[str, str] | None:
            for name in ("models", "concepts"):
                if record := self.catalog.collection(name).get(id_):
                    return f"{root}{name}/{id_}/", record.name
            return None

        return resolve

    # Home and tables

    def home(self) -> dict[str, Any]:
        """Ways in, and what is new."""
        newest = sorted(self.catalog.models.items(), key=lambda item: _date_text(item[1]))
        used = {id_: len(self.usage.of("concepts", id_)) for id_ in self.catalog.concepts}
        popular = sorted(used, key=lambda id_: (-used[id_], id_))[:14]
        return {
            "categories": [(id_, c, self._in_category(id_)) for id_, c in self.catalog.categories.items()],
            "popular": [(id_, self.catalog.concepts[id_].name, used[id_]) for id_ in popular],
            "newest": rows.rows(self.catalog, [id_ for id_, m in reversed(newest) if m.kind == "model"][:5]),
            "columns": rows.COLUMNS,
        }

    def models(self) -> Page:
        ids = sorted(self.catalog.models, key=lambda id_: self.catalog.models[id_].name.casefold())
        title, text = (
            "Models",
            "All models of the atlas in one sortable table: sizes, context, training data, access.",
        )
        return self.page("models", "models/", title, text, rows=rows.rows(self.catalog, ids), columns=rows.COLUMNS)

    def categories(self) -> Iterator[Page]:
        found = [(id_, c, self._in_category(id_)) for id_, c in self.catalog.categories.items()]
        text = "The sections of the catalogue: text encoders, language models, vision, speech and more."
        yield self.page("categories", "categories/", "Categories", text, categories=found)
        for id_, category, ids in found:
            table = rows.rows(self.catalog, ids)
            yield self.page(
                "category",
                f"categories/{id_}/",
                category.title,
                category.intro,
                id=id_,
                category=category,
                rows=table,
                columns=rows.COLUMNS,
            )

    def _in_category(self, id_: str) -> list[str]:
        """Models of a category, oldest first."""
        ids = [m for m, model in self.catalog.models.items() if id_ == model.category or id_ in (model.also_in or ())]
        return self._by_date(ids)

    def _by_date(self, ids: list[str]) -> list[str]:
        models = self.catalog.models
        return sorted(ids, key=lambda id_: (_date_text(models[id_]) or "9999", models[id_].name))

    # Records

    def model(self, id_: str) -> Page:
        model, view = self.catalog.models[id_], ModelView(self.catalog, id_)
        entry = self.catalog.entries["models", id_]
        return self.page(
            "model",
            f"models/{id_}/",
            model.name,
            model.summary,
            names=(model.full_name or "", *(model.aliases or ())),
            id=id_,
            model=model,
            view=view,
            file=entry.document.file,
            ancestors=lineage.ancestors(self.catalog, id_),
            descendants=lineage.descendants(self.catalog, id_),
            related=self._related(id_),
            claims=corrections.claims_of(self.catalog, "models", id_),
            languages=language_names(model.languages or ()),
            cache_tokens=CACHE_TOKENS,
        )

    def _related(self, id_: str) -> list[str]:
        """Models of the same family, then of the same category, nearest in time first; at most six."""
        model = self.catalog.models[id_]
        others = [(k, m) for k, m in self.catalog.models.items() if k != id_]
        family = [k for k, m in others if model.family and m.family == model.family]
        category = [k for k, m in others if m.category == model.category and k not in family]
        return (self._by_date(family) + self._by_date(category))[:6]

    def concepts(self) -> Iterator[Page]:
        by_kind: dict[str, list[tuple[str, Concept, int]]] = {}
        for id_, concept in sorted(self.catalog.concepts.items(), key=lambda item: item[1].name.casefold()):
            by_kind.setdefault(concept.kind, []).append((id_, concept, len(self.usage.of("concepts", id_))))
        text = "The techniques behind the models, explained: attention, positions, objectives, tokenizers and more."
        yield self.page("concepts", "concepts/", "Concepts", text, kinds=by_kind, kind_names=CONCEPT_KINDS)
        for id_, concept in self.catalog.concepts.items():
            users = rows.rows(self.catalog, self._by_date(self.usage.of("concepts", id_)))
            yield self.page(
                "concept",
                f"concepts/{id_}/",
                concept.name,
                concept.summary,
                names=concept.aliases or (),
                id=id_,
                concept=concept,
                kind_name=CONCEPT_KINDS[concept.kind],
                rows=users,
                columns=rows.COLUMNS,
                file=self.catalog.entries["concepts", id_].document.file,
                claims=corrections.claims_of(self.catalog, "concepts", id_),
                referring=self._referring(id_),
            )

    def _referring(self, id_: str) -> list[str]:
        """Concepts that name this one as related, beside those it names itself."""
        own = self.catalog.concepts[id_].related or ()
        return [k for k, c in self.catalog.concepts.items() if id_ in (c.related or ()) and k not in own]

    def organizations(self) -> Iterator[Page]:
        used = {id_: self._by_date(self.usage.of("organizations", id_)) for id_ in self.catalog.organizations}
        text = "Who makes the models: companies, universities and collectives, with their models."
        listed = sorted(used, key=lambda o: self.catalog.organizations[o].name.casefold())
        yield self.page(
            "organizations",
            "organizations/",
            "Organizations",
            text,
            organizations=[(o, self.catalog.organizations[o], used[o]) for o in listed],
        )
        for id_, organization in self.catalog.organizations.items():
            text = f"Models by {organization.name}: sizes, dates, training data and sources."
            yield self.page(
                "organization",
                f"organizations/{id_}/",
                organization.name,
                text,
                id=id_,
                organization=organization,
                rows=rows.rows(self.catalog, used[id_]),
                columns=rows.COLUMNS,
            )

    def datasets(self) -> Iterator[Page]:
        used = {id_: self._by_date(self.usage.of("datasets", id_)) for id_ in self.catalog.datasets}
        listed = sorted(used, key=lambda d: self.catalog.datasets[d].name.casefold())
        yield self.page(
            "datasets",
            "datasets/",
            "Datasets",
            "The training data of the models, and which models learned from it.",
            datasets=[(d, self.catalog.datasets[d], used[d]) for d in listed],
        )
        for id_, dataset in self.catalog.datasets.items():
            yield self.page(
                "dataset",
                f"datasets/{id_}/",
                f"{dataset.name} (dataset)",
                dataset.summary,
                id=id_,
                dataset=dataset,
                languages=language_names(dataset.languages or ()),
                rows=rows.rows(self.catalog, used[id_]),
                columns=rows.COLUMNS,
            )

    def families(self) -> Iterator[Page]:
        for id_, family in self.catalog.families.items():
            ids = self._by_date([k for k, m in self.catalog.models.items() if m.family == id_])
            yield self.page(
                "family",
                f"families/{id_}/",
                family.name,
                family.intro,
                id=id_,
                family=family,
                rows=rows.rows(self.catalog, ids),
                columns=rows.COLUMNS,
            )

    # Accounts of the catalogue itself

    def accounts(self) -> Iterator[Page]:
        text = "Claims about language models that are often repeated and wrong, each with what the primary source says."
        yield self.page(
            "corrections",
            "corrections/",
            "Corrections",
            text,
            groups=corrections.corrections(self.catalog),
            mistakes=corrections.MISTAKES,
        )
        text = "How well the atlas is supported: facts quoted, cited, missing, recounts that differ; the weakest first."
        yield self.page(
            "quality",
            "quality/",
            "Quality",
            text,
            figures=stats.figures(self.catalog),
            models=quality.by_model(self.catalog),
            recounts=quality.recounts(self.catalog),
        )
        text = "Download the atlas: JSON for programs, CSV for spreadsheets, the schema, and the licence."
        yield self.page("data", "data/", "Data and API", text, figures=stats.figures(self.catalog))


def _date_text(model: Model) -> str:
    return model.released.text if model.released else ""


CONCEPT_KINDS = {
    "architecture": "Architectures",
    "architecture-component": "Components",
    "attention": "Attention",
    "position-encoding": "Position encodings",
    "normalization": "Normalization",
    "activation": "Activations",
    "objective": "Training objectives",
    "loss": "Losses",
    "tokenizer": "Tokenizers",
    "training-technique": "Training techniques",
    "alignment": "Alignment",
    "generative-technique": "Generative techniques",
    "inference": "Inference",
    "compression": "Compression",
    "evaluation": "Evaluation",
    "metric": "Metrics",
    "data": "Data",
    "concept": "Ideas",
}


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
        "scientific": lambda text: quantity.scientific(int(text)),
        "grouped": quantity.grouped,
        "byline": sources.byline,
        "identifier": sources.identifier,
        "source_address": sources.address,
        "VERDICTS": corrections.VERDICTS,
    }
    return environment
