"""A kind of page and its pages: what the whole site has to know of them, said once, in the entry of the kind."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from atlas.pages.renderer import Renderer
from atlas.search.listing import ResultGroup, SearchDocument
from atlas.search.search_words import Words
from atlas.text import prose

Context = Callable[[], Mapping[str, Any]]
PAGES = ResultGroup("pages", "Pages", 90, folder="")
"""Results of the search that are no records."""


@dataclass(frozen=True, slots=True)
class Link:
    """A link in the navigation or the footer; `order` is its place among the others there, from low to high."""

    title: str
    address: str
    order: int


@dataclass(frozen=True, slots=True)
class Found:
    """What lists of pages, the search and the index A–Z, say of a page.

    name: what it is called there, beside which its title may say more.
    text: gives what stands below the name, such as key figures; the page's description if there is none.
    models: how many models it has or is used by, which stands behind the text.
    aliases: its other names, and full_name, the one of them that its name stands for.
    words: gives what the full-text index knows of it.
    """

    name: str
    text: Callable[[], str] | None = None
    models: int = 0
    aliases: tuple[str, ...] = ()
    full_name: str = ""
    words: Callable[[], Words] = Words


@dataclass(frozen=True, slots=True)
class Page:
    """A page: its address (a folder, "" for home), what heads and lists say of it, and what makes its content.

    The HTML is made when it is asked for, and not kept: thousands of pages need not be in memory at once.
    `group` names the facts it is made of, see `outputs.Output`. Beside what all pages of its kind load, it loads
    `own_scripts` and `own_styles`.
    """

    kind: Kind
    address: str
    title: str
    description: str
    make: Callable[[], str]
    found: Found
    group: str = ""
    own_scripts: tuple[str, ...] = ()
    own_styles: tuple[str, ...] = ()

    @property
    def html(self) -> str:
        return self.make()

    @property
    def scripts(self) -> tuple[str, ...]:
        return self.kind.scripts + self.own_scripts

    @property
    def styles(self) -> tuple[str, ...]:
        return self.kind.styles + self.own_styles

    @property
    def document(self) -> SearchDocument | None:
        """The page as the search sees it; None if its kind is not to be found there."""
        if self.kind.results is None:
            return None
        found = self.found
        return SearchDocument(
            group=self.kind.results,
            address=self.address,
            title=found.name,
            text=self.description if found.text is None else found.text(),
            aliases=found.aliases,
            make=found.words,
            models=found.models,
            full_name=found.full_name,
            noun=self.kind.noun,
        )


def _no_pages(_: Renderer) -> Iterable[Page]:
    return ()


@dataclass(frozen=True, kw_only=True, eq=False)
class Kind:
    """The entry of a kind of page.

    pages: gives its pages, in the order in which lists have them; a kind that somebody else writes has none.
    template: `<folder>/<file>`, seen from the folders of pages.
    navigation, footer: its link in the head and at the foot of every page.
    results: the group of search results in which its pages are; None if they are not to be found.
    noun: what the index A–Z calls each of its pages; without it they are not listed there.
    full_text: whether the words of its pages are in the full-text index.
    scripts, styles: names of files below `docs/assets` that its pages load beside those of all pages.
    wide: whether its content has more room than a column of text.
    examples: addresses of pages, by name, that tests and audits look at. The first is the plainest.
    """

    id: str
    pages: Callable[[Renderer], Iterable[Page]] = _no_pages
    template: str = ""
    navigation: Link | None = None
    footer: Link | None = None
    results: ResultGroup | None = PAGES
    noun: str = ""
    full_text: bool = True
    scripts: tuple[str, ...] = ()
    styles: tuple[str, ...] = ()
    wide: bool = False
    examples: Mapping[str, str] = field(default_factory=dict)

    def page(
        self,
        renderer: Renderer,
        address: str,
        title: str,
        description: str,
        context: Context,
        found: Found | None = None,
        group: str = "",
    ) -> Page:
        """A page of this kind. `context` is called when the page is rendered, and gives what its template shows."""

        def make() -> str:
            return renderer.render(self.template, address, context())

        return Page(self, address, title, prose.plain(description), make, found or Found(title), group)
