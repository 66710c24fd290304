"""The MkDocs adapter: loads the catalogue, hands its pages to MkDocs, and writes the exports beside them.

The only file that imports MkDocs. Pages are HTML already; MkDocs gives them addresses, the theme's shell and a
place in the sitemap.
"""

from __future__ import annotations

import gc
import re
from pathlib import Path
from typing import Any

from jinja2 import ChoiceLoader, DictLoader, Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import TableOfContents

import shell
from atlas import pages, site
from atlas.catalog import Catalog

_state: dict[str, Any] = {"drafts": False}
_SPLICED = "spliced.html"


class CataloguePage(Page):
    """A page whose content is ready: Markdown never sees it."""

    spliced = ""

    def __init__(self, rendered: pages.Page, file: File, config: MkDocsConfig) -> None:
        super().__init__(rendered.title, file, config)
        self.rendered = rendered

    def read_source(self, config: MkDocsConfig) -> None:
        self.meta = {
            "description": self.rendered.description,
            "catalogue": self.rendered.kind,
            "assets": self.rendered.assets,
            "template": _SPLICED,
        }
        self.markdown = ""

    def render(self, config: MkDocsConfig, files: Files) -> None:
        self.content = ""  # made when the page is written, and not kept
        self.toc = TableOfContents([])

    @property
    def present_anchor_ids(self) -> set[str]:
        """Looked at only when a prose page links to an anchor here."""
        return set(re.findall(r'\bid="([^"]+)"', self.rendered.html))

    @present_anchor_ids.setter
    def present_anchor_ids(self, ids: set[str] | None) -> None:
        """MkDocs resets it before each build; there is nothing to reset."""


def on_startup(command: str, dirty: bool) -> None:
    """Drafts are shown in the live preview only."""
    _state["drafts"] = command == "serve"
    if command == "build":
        gc.disable()  # a short-lived process that keeps most of what it makes: collecting costs a fifth of the time


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Give the shell the theme's style sheet, whose name carries a hash."""
    theme = Path(next(d for d in config.theme.dirs if (Path(d) / "assets/stylesheets").is_dir()))
    sheets = sorted((theme / "assets/stylesheets").glob("main.*.min.css"))
    config["theme_stylesheets"] = [sheet.relative_to(theme).as_posix() for sheet in sheets]
    return config


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Load the catalogue and add its pages; a catalogue with problems stops the build."""
    root = Path(config.config_file_path).parent
    catalog, found = site.load_checked(root, drafts=_state["drafts"])
    if found:
        raise Abort("The catalogue has problems, so nothing was built:\n\n" + "\n".join(map(str, found)))
    _state["catalog"] = catalog
    extra = config.extra
    settings = pages.Settings(extra["repository"], extra.get("branch", "main"))
    for rendered in pages.render(catalog, settings):
        files.append(_file(rendered, config))
    contributing = (root / "CONTRIBUTING.md").read_text(encoding="utf-8")
    contributing = contributing.replace("](docs/contribute/", "](")  # links as seen from its page
    files.append(File.generated(config, "contribute/index.md", content=contributing))
    for unused in _of_the_theme(files, config):
        files.remove(unused)
    return files


def _of_the_theme(files: Files, config: MkDocsConfig) -> list[File]:
    """Scripts, search workers and icons that the theme brings and no page loads: all but its style sheet."""
    brought = (file for file in files if file.src_dir in config.theme.dirs)
    return [file for file in brought if file.src_uri not in config["theme_stylesheets"]]


def _file(rendered: pages.Page, config: MkDocsConfig) -> File:
    file = File.generated(config, f"{rendered.address}index.md", content=" ", inclusion=InclusionLevel.NOT_IN_NAV)
    file.page = CataloguePage(rendered, file, config)
    return file


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> Environment:
    """Catalogue pages come ready from the shells; the theme's templates stay for all others."""
    assert env.loader is not None
    env.loader = ChoiceLoader([DictLoader({_SPLICED: "{{ page.spliced }}"}), env.loader])
    _state["main"], _state["shells"] = env.get_template("main.html"), shell.Shells()
    return env


def on_page_context(context: Any, page: Page, config: MkDocsConfig, nav: Navigation) -> Any:
    """Join the page's own parts with the shell that it shares with others of its kind."""
    if isinstance(page, CataloguePage):
        parts = shell.Parts(
            page.rendered.title, page.rendered.description, page.canonical_url or "", page.rendered.html
        )
        place = next((item.title for item in nav if item == page or page.url.startswith(item.url or "?")), "")
        key = (page.rendered.kind, page.url.count("/"), place, page.is_homepage)
        page.spliced = _state["shells"].fill(key, parts, lambda own: full_page(page, own, context))
    return context


def full_page(page: CataloguePage, parts: shell.Parts, context: Any) -> str:
    """The theme's own rendering of a page with these parts in the place of its own."""
    before = page.title, page.meta, page.canonical_url, page.content
    page.title, page.canonical_url, page.content = parts.title, parts.canonical, parts.content
    page.meta = {**page.meta, "description": parts.description}
    try:
        return str(_state["main"].render(context))
    finally:
        page.title, page.meta, page.canonical_url, page.content = before


def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Code blocks of prose pages scroll on narrow screens, so the keyboard must reach them."""
    return html.replace("<pre>", '<pre tabindex="0">')


def on_post_page(output: str, page: Page, config: MkDocsConfig) -> str:
    """Let go of a page's HTML once MkDocs has it."""
    if isinstance(page, CataloguePage):
        page.spliced = ""
    return output


def on_post_build(config: MkDocsConfig) -> None:
    """Write the API beside the pages."""
    catalog: Catalog = _state["catalog"]
    root = Path(config.config_file_path).parent
    site.write_exports(catalog, Path(config.site_dir), config.site_url or "", root)
