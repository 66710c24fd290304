"""The MkDocs adapter: loads the catalogue, hands its pages to MkDocs, and writes the exports beside them.

The only file that imports MkDocs. Pages are HTML already; MkDocs gives them addresses, the theme's shell and a
place in the sitemap.
"""

from __future__ import annotations

import gc
import logging
import re
from collections.abc import Hashable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jinja2 import ChoiceLoader, DictLoader, Environment
from markupsafe import Markup
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import TableOfContents

import fulltext
import preview
import shell
from atlas import exports, pages, site
from atlas.views import search
from atlas.views.search_words import Words

if TYPE_CHECKING:
    from mkdocs.livereload import LiveReloadServer

_state: dict[str, Any] = {"preview": None, "known": None, "others": {}}
_NOTHING = "nothing.html"
_COMMENTS = re.compile(r"(?m)^[ \t]*(?://.*|/\*\*(?:[^*]|\*(?!/))*\*/[ \t]*)\n")


class CataloguePage(Page):
    """A page whose address MkDocs knows, and of which Markdown sees nothing. Its file is made later."""

    def __init__(self, rendered: pages.Page, file: File, config: MkDocsConfig) -> None:
        super().__init__(rendered.title, file, config)
        self.rendered = rendered

    def read_source(self, config: MkDocsConfig) -> None:
        self.meta = {
            "description": self.rendered.description,
            "catalogue": self.rendered.kind,
            "assets": self.rendered.assets,
            "styles": self.rendered.styles,
            "template": _NOTHING,
        }
        self.markdown = ""

    def render(self, config: MkDocsConfig, files: Files) -> None:
        self.content = ""
        self.toc = TableOfContents([])

    @property
    def present_anchor_ids(self) -> set[str]:
        """Looked at only when a prose page links to an anchor here."""
        return set(re.findall(r'\bid="([^"]+)"', self.rendered.html))

    @present_anchor_ids.setter
    def present_anchor_ids(self, ids: set[str] | None) -> None:
        """MkDocs resets it before each build; there is nothing to reset."""


def on_startup(command: str, dirty: bool) -> None:
    """The live preview shows drafts, remembers what it read, and makes files when they are asked for."""
    skipped = "Page skipped"  # MkDocs says so of every page that it does not write itself
    logging.getLogger("mkdocs.commands.build").addFilter(lambda record: not str(record.msg).startswith(skipped))
    if command == "serve":
        _state.update(preview=preview.Preview(), known={})
    else:
        gc.disable()  # a short-lived process that keeps most of what it makes: collecting costs a fifth of the time


def on_serve(server: LiveReloadServer, config: MkDocsConfig, builder: Any) -> LiveReloadServer:
    """Make files before the development server looks for them."""
    application = _state["preview"].before(server.get_app(), Path(config.site_dir), server.mount_path)
    server.set_app(application)
    gc.collect()
    gc.freeze()  # most of what the first build made stays: looking through it again and again takes long
    return server


def on_pre_build(config: MkDocsConfig) -> None:
    """Make no more files of the site before, which MkDocs is about to take away."""
    _state["later"] = {}
    if _state["preview"]:
        try:
            _state["preview"].restart_with_new_code(Path(config.site_dir))
        except SyntaxError as error:
            raise Abort(f"The code is not ready: {error}") from error
        _state["preview"].offer({})
        preview.forget_catalogues()


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Give the shell the theme's style sheet, whose name carries a hash."""
    theme = Path(next(d for d in config.theme.dirs if (Path(d) / "assets/stylesheets").is_dir()))
    sheets = sorted((theme / "assets/stylesheets").glob("main.*.min.css"))
    config["theme_stylesheets"] = [sheet.relative_to(theme).as_posix() for sheet in sheets]
    return config


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Load the catalogue and add its pages; a catalogue with problems stops the build."""
    root = Path(config.config_file_path).parent
    catalog, found = site.load_checked(root, drafts=_state["preview"] is not None, known=_state["known"])
    if found:
        raise Abort("The catalogue has problems, so nothing was built:\n\n" + "\n".join(map(str, found)))
    _state["catalog"], _state["others"] = catalog, {}
    extra = config.extra
    settings = pages.Settings(
        extra["repository"], extra.get("branch", "main"), comparisons=extra.get("comparison_pages", True)
    )
    for rendered in pages.render(catalog, settings):
        files.append(_file(rendered, config))
    contributing = (root / "CONTRIBUTING.md").read_text(encoding="utf-8")
    contributing = contributing.replace("](docs/contribute/", "](")  # links as seen from its page
    files.append(File.generated(config, "contribute/index.md", content=contributing))
    for unused in _of_the_theme(files, config):
        files.remove(unused)
    for script in files.javascript_files():
        script.content_string = without_comments(script.content_string)
    return files


def without_comments(script: str) -> str:
    """A script without the comments on lines of their own: types and reasons are a quarter of it, and for people."""
    return _COMMENTS.sub("", script)


def _of_the_theme(files: Files, config: MkDocsConfig) -> list[File]:
    """Scripts, search workers and icons that the theme brings and no page loads: all but its style sheet."""
    brought = (file for file in files if file.src_dir in config.theme.dirs)
    return [file for file in brought if file.src_uri not in config["theme_stylesheets"]]


def _file(rendered: pages.Page, config: MkDocsConfig) -> File:
    file = File.generated(config, f"{rendered.address}index.md", content=" ", inclusion=InclusionLevel.NOT_IN_NAV)
    file.page = CataloguePage(rendered, file, config)
    if rendered.kind not in search.FROM_CATALOGUE:
        of_models = rendered.kind == "comparison"  # its title says it all
        kind, line = ("comparisons", "") if of_models else ("pages", rendered.description)
        _state["others"][rendered.address] = search.Document(kind, rendered.address, rendered.title, line)
    return file


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> Environment:
    """MkDocs writes nothing for catalogue pages; the theme's templates stay for all others."""
    assert env.loader is not None
    env.loader = ChoiceLoader([DictLoader({_NOTHING: ""}), env.loader])
    _state["main"], _state["shells"] = env.get_template("main.html"), shell.Shells()
    return env


def on_page_context(context: Any, page: Page, config: MkDocsConfig, nav: Navigation) -> Any:
    """Note how the file of a page is made: of its own parts, and the shell that it shares with others of its kind."""
    if isinstance(page, CataloguePage):
        place = next((item.title for item in nav if item == page or page.url.startswith(item.url or "?")), "")
        key = (page.rendered.kind, page.url.count("/"), place, page.is_homepage)
        _state["shells"].offer(key, lambda parts: full_page(page, parts, context))
        _state["later"][page.file.dest_uri] = partial(spliced, page, key, _state["shells"])
    return context


def spliced(page: CataloguePage, key: Hashable, shells: shell.Shells) -> bytes:
    """The whole page: its own parts in its shell."""
    own = page.rendered
    return shells.fill(key, shell.Parts(own.title, own.description, page.canonical_url or "", own.html)).encode()


def full_page(page: CataloguePage, parts: shell.Parts, context: Any) -> str:
    """The theme's own rendering of a page with these parts in the place of its own."""
    before = page.title, page.meta, page.canonical_url, page.content, page.active
    page.title, page.canonical_url, page.content, page.active = parts.title, parts.canonical, parts.content, True
    page.meta = {**page.meta, "description": parts.description}
    try:
        return str(_state["main"].render(context))
    finally:
        page.title, page.meta, page.canonical_url, page.content, page.active = before


def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Note what prose pages say, for the search; let the keyboard reach code blocks, which scroll if narrow.

    Columns of numbers get a class: Markdown writes inline style, which a strict policy forbids.
    """
    if not isinstance(page, CataloguePage):
        _state["others"][page.url] = prose_document(page, html)
    html = html.replace(' style="text-align: right;"', ' class="number"')
    return html.replace("<pre>", '<pre tabindex="0">')


def prose_document(page: Page, html: str) -> search.Document:
    """A hand-written page as the search sees it."""
    kind = "guides" if page.url.startswith("guides/") else "pages"
    words, line = Markup(html).striptags(), page.meta.get("description", "")
    return search.Document(kind, page.url, str(page.title), line, make=lambda: Words((words,)))


def on_post_build(config: MkDocsConfig) -> None:
    """Write what MkDocs does not: the catalogue's pages, the API, the search; in the live preview, be ready to."""
    root, folder = Path(config.config_file_path).parent, Path(config.site_dir)
    others = exports.exports(_state["catalog"], config.site_url or "", site.generated_at(root))
    others[search.LIST] = lambda: search.listing(searched()).encode()
    if _state["preview"]:
        _state["preview"].offer(_state["later"] | others)
    else:
        _state["shells"].render()
        site.write_files(_state["later"] | others, folder)
        if config.extra.get("full_text_search", True):
            write_index(folder)


def searched() -> list[search.Document]:
    """Every page as the search sees it."""
    return [*search.documents(_state["catalog"]), *_state["others"].values()]


def write_index(folder: Path) -> None:
    """Write the index of the full-text search below the site; comparisons have no words but those of their models."""
    try:
        fulltext.write((found for found in searched() if found.kind != "comparisons"), folder)
    except fulltext.IndexFailed as error:
        raise Abort(str(error)) from error
