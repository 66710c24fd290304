"""The text of a guide as HTML: what comes from the catalogue is put into its places."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain, zip_longest

from markupsafe import escape

from atlas.catalog import Catalog
from atlas.elements import Element, elements
from atlas.facts.field_names import field_named
from atlas.facts.show import shown
from atlas.pages.guides.guide_blocks import block_html
from atlas.pages.renderer import Renderer
from atlas.pages.shared.components import fact
from atlas.schema.evidence import Source
from atlas.schema.guide import Guide
from atlas.text import prose
from atlas.text.guide_markup import Block, Citation, Cut, FactName, GuideText, WikiLink, parse


@dataclass(slots=True)
class CitedSource:
    """A source of a guide: its number, and (number of the citation, locator) of each place that cites it."""

    number: int
    source: Source
    places: list[tuple[int, str]] = field(default_factory=list)


def elements_of(text: str) -> list[Element]:
    """The elements that a guide shows, each once."""
    names = dict.fromkeys(cut.name for cut in parse(text).cuts if isinstance(cut, Block) and cut.kind == "element")
    return [elements()[name] for name in names if name in elements()]


class GuideBody:
    """The text of one guide, made for the page at an address. What the rules refuse is shown as it is written."""

    def __init__(self, renderer: Renderer, address: str, guide: Guide) -> None:
        self.renderer, self.address, self.guide = renderer, address, guide
        self.root = "../" * address.count("/")
        self._text = parse(guide.body)
        self._sources: dict[str, CitedSource] = {}
        self._citations = 0
        self._figures: Counter[str] = Counter()

    @property
    def headings(self) -> list[tuple[int, str, str]]:
        return self._text.headings

    @property
    def sources(self) -> list[CitedSource]:
        """The sources that the text cites, in the order of their numbers."""
        assert self.html
        return list(self._sources.values())

    @cached_property
    def html(self) -> str:
        """The whole text."""
        return self._filled(self._text)

    def _filled(self, text: GuideText) -> str:
        made = map(self._made, text.cuts)
        return "".join(chain.from_iterable(zip_longest(text.pieces, made, fillvalue="")))

    def _made(self, cut: Cut) -> str:
        if isinstance(cut, WikiLink):
            return prose.link(cut.id, cut.shown, self.renderer.resolver(self.root))
        if isinstance(cut, FactName):
            return str(self._fact(cut))
        if isinstance(cut, Citation):
            return self._citation(cut)
        caption = self._filled(parse(cut.caption)).strip().removeprefix("<p>").removesuffix("</p>")
        self._figures[cut.name] += 1
        times = self._figures[cut.name]
        anchor = f"{cut.name}-{times}" if times > 1 else cut.name
        return block_html(self.renderer, self.address, cut, caption, anchor)

    def _fact(self, cut: FactName) -> str:
        catalog, field_ = self.renderer.catalog, field_named(cut.field)
        if field_ is None or not _is_known(catalog, cut.model, cut.variant):
            return str(escape(cut.written))
        return fact(shown(catalog, cut.model, field_.path, cut.variant), f"{self.root}models/{cut.model}/")

    def _citation(self, cut: Citation) -> str:
        source = _source(self.renderer.catalog, self.guide, cut.source)
        if source is None:
            return str(escape(cut.written))
        cited = self._sources.setdefault(cut.source, CitedSource(len(self._sources) + 1, source))
        self._citations += 1
        cited.places.append((self._citations, cut.locator))
        label = f"Source {cited.number}" + (f", {cut.locator}" if cut.locator else "")
        return (
            f'<sup class="cite"><a id="cite-{self._citations}" href="#source-{cited.number}" '
            f'aria-label="{escape(label)}">{cited.number}</a></sup>'
        )


def _is_known(catalog: Catalog, model: str, variant: str | None) -> bool:
    return model in catalog.models and (variant is None or variant in catalog.variants(model))


def _source(catalog: Catalog, guide: Guide, name: str) -> Source | None:
    """The source that a citation names: of the guide, shared, or of another record."""
    record, _, own = name.rpartition("/")
    if not record:
        return (guide.sources or {}).get(own) or catalog.sources.get(own)
    entry = catalog.models.get(record) or catalog.concepts.get(record)
    return (entry.sources or {}).get(own) if entry else None
