"""The MkDocs adapter: loads the catalogue, hands its pages to MkDocs, and writes the other outputs beside them.

Pages are HTML already; MkDocs gives them addresses, the theme's shell and a place in the sitemap. Only this file and
`catalogue_page` know MkDocs, and neither knows any kind of page.
"""

from __future__ import annotations

import errno
import gc
import logging
import os
import re
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jinja2 import ChoiceLoader, DictLoader, Environment, Template
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from atlas import exports, pages, processes, site
from atlas.catalog import Catalog
from atlas.catalog.loading import FileRead
from atlas.outputs import Output
from atlas.pages import written
from atlas.text import files as files_read
from atlas.text import many, prose
from atlas.text.problems import as_text
from atlas.verify import recorded
from atlas.verify.recorded import Verification
from mkdocs_adapter import assets, catalogue_page, fulltext, preview, shell

if TYPE_CHECKING:
    from mkdocs.livereload import LiveReloadServer

_COMMENTS = re.compile(r"(?m)^[ \t]*(?://.*|/\*(?:[^*]|\*(?!/))*\*/[ \t]*)\n")

_SCROLLING = '<div class="scroll" role="group" aria-label="Table" tabindex="0"><table>'


@dataclass
class _Build:
    """What one build has found so far."""

    catalog: Catalog | None = None
    outputs: list[Output] = field(default_factory=list)
    pages: dict[str, pages.Page] = field(default_factory=dict)
    """Every page by its address, those of prose too."""
    shells: shell.Shells = field(default_factory=shell.Shells)
    theme: Template | None = None


_build = _Build()
_preview: preview.Preview | None = None
_known: dict[Path, FileRead] | None = None
"""What the live preview has read before."""


def on_startup(command: str, dirty: bool) -> None:
    """The live preview shows drafts, remembers what it read, and makes files when they are asked for."""
    global _preview, _known
    processes.leave_cleanly()
    os.umask(0o022)  # a site is there to be read, by a server that is somebody else
    skipped = "Page skipped"  # MkDocs says so of every page that it does not write itself
    logging.getLogger("mkdocs.commands.build").addFilter(lambda record: not str(record.msg).startswith(skipped))
    if command == "serve":
        _preview, _known = preview.Preview(), {}
    else:
        gc.disable()  # a short-lived process keeps most of what it makes


def on_serve(server: LiveReloadServer, config: MkDocsConfig, builder: Any) -> LiveReloadServer:
    """Make files before the development server looks for them, and survive a rebuild that fails."""
    application = server.get_app()
    assert _preview
    assert application
    server.set_app(_preview.before(application, Path(config.site_dir), server.mount_path))
    server.builder = _preview.surviving(builder)
    gc.collect()
    gc.freeze()  # most of what the first build made stays: looking through it again and again takes long
    return server


def on_shutdown() -> None:
    """Leave nothing in the temporary folder."""
    if _preview:
        _preview.close()


def on_pre_build(config: MkDocsConfig) -> None:
    """Make no more files of the site before, which MkDocs is about to take away."""
    global _build
    _build = _Build()
    root = Path(config.config_file_path).parent
    read = [
        root / "CONTRIBUTING.md",
        root / recorded.FILE,
        Path(config.docs_dir),
        root / "scripts",
        *_settings(config).page_folders,
    ]
    if irregular := [str(found) for found in files_read.irregular(*read)]:
        raise Abort("Only files are read, so nothing was built:\n\n" + "\n".join(irregular))
    if _preview:
        try:
            _preview.restart_with_new_code(Path(config.site_dir))
        except SyntaxError as error:
            raise Abort(f"The code is not ready: {error}") from error
        _preview.put_aside(Path(config.site_dir))
        prose.known_texts.clear()  # what is still shown is read again


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Give the shell its links, the folder of assets, and the theme's style sheet, whose name carries a hash; set the
    time of the site."""
    try:
        os.environ["SOURCE_DATE_EPOCH"] = str(site.build_time(Path(config.config_file_path).parent))  # MkDocs' too
    except site.WrongTime as error:
        raise Abort(str(error)) from error
    if _preview:
        try:
            _preview.check_address(*config.dev_addr)
        except preview.NoAddress as error:
            raise Abort(str(error)) from error
    config["assets"] = assets.FOLDER if _preview else assets.UNMARKED
    theme = Path(next(d for d in config.theme.dirs if (Path(d) / "assets/stylesheets").is_dir()))
    sheets = sorted((theme / "assets/stylesheets").glob("main.*.min.css"))
    config["theme_stylesheets"] = [sheet.relative_to(theme).as_posix() for sheet in sheets]
    folders = _settings(config).page_folders
    try:
        config["header_links"], config["footer_links"] = pages.navigation(folders), pages.footer(folders)
    except pages.WrongPageFolder as error:
        raise Abort(f"{error} (extra.page_folders in mkdocs.yml)") from error
    config.watch = [*config.watch, *map(str, folders)]
    return config


def _settings(config: MkDocsConfig) -> pages.Settings:
    """What mkdocs.yml says that pages need."""
    root, extra = Path(config.config_file_path).parent, config.extra
    return pages.Settings(
        extra["repository"],
        extra.get("branch", "main"),
        comparisons=extra.get("comparison_pages", True),
        page_folders=tuple(root / folder for folder in extra.get("page_folders") or ()),
        verification=_verification(root),
    )


def _verification(root: Path) -> Verification | None:
    try:
        return recorded.read(root)
    except ValueError as error:
        raise Abort(str(error)) from error


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Load the catalogue and add its pages; a catalogue with problems stops the build."""
    root = Path(config.config_file_path).parent
    catalog, found = site.load_checked(root, drafts=_preview is not None, known=_known)
    if found:
        some, others = many.printed(found)
        _refuse(f"The catalogue has problems, so nothing was built:\n\n{as_text(some)}\n{others}".rstrip())
        return _hand_over(files, config)
    _build.catalog = catalog
    _build.outputs += exports.exports(catalog, config.site_url or "", site.generated_at(root))
    for rendered in pages.render(catalog, _settings(config)):
        _build.pages[rendered.address] = rendered
        files.append(catalogue_page.file_of(rendered, config))
    return _hand_over(files, config)


def _refuse(reason: str) -> None:
    """Stop the build; but a live preview that starts goes on without the pages of the catalogue, and says why."""
    if not (_preview and _preview.begins_without_pages(reason)):
        raise Abort(reason)


def _hand_over(files: Files, config: MkDocsConfig) -> Files:
    """Add what contributors read, leave out what the theme brings and nobody needs, and make scripts smaller."""
    contributing = (Path(config.config_file_path).parent / "CONTRIBUTING.md").read_text(encoding="utf-8")
    contributing = contributing.replace("](docs/contribute/", "](")  # links as seen from its page
    files.append(File.generated(config, "contribute/index.md", content=contributing))
    for unused in _of_the_theme(files, config):
        files.remove(unused)
    for loaded in (*files.javascript_files(), *files.css_files()):
        if loaded.src_dir not in config.theme.dirs:
            loaded.content_string = without_comments(loaded.content_string)
    return files


def without_comments(text: str) -> str:
    """A script or sheet without comments on lines of their own: types and reasons are a quarter, and for people."""
    return _COMMENTS.sub("", text)


def _of_the_theme(files: Files, config: MkDocsConfig) -> list[File]:
    """Scripts, search workers and icons that the theme brings and no page loads: all but its style sheet."""
    brought = (file for file in files if file.src_dir in config.theme.dirs)
    return [file for file in brought if file.src_uri not in config["theme_stylesheets"]]


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> Environment:
    """MkDocs writes nothing for catalogue pages; the theme's templates stay for all others."""
    assert env.loader is not None
    env.loader = ChoiceLoader([DictLoader({catalogue_page.NOTHING: ""}), env.loader])
    _build.theme = env.get_template("main.html")
    return env


def on_page_context(context: Any, page: Page, config: MkDocsConfig, nav: Navigation) -> Any:
    """Note how the file of a page is made: of its own parts, and the shell that it shares with others of its kind."""
    if isinstance(page, catalogue_page.CataloguePage):
        assert _build.theme
        place = next((link for link in config["header_links"] if page.url.startswith(link.address)), None)
        loads = page.rendered.scripts + page.rendered.styles
        key = (page.rendered.kind.id, page.url.count("/"), place, page.is_homepage, loads)
        _build.shells.offer(key, partial(catalogue_page.in_full, page, _build.theme, context))
        make = partial(catalogue_page.spliced, page, key, _build.shells)
        _build.outputs.append(Output(page.file.dest_uri, make, page.rendered.group))
    return context


def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Note what prose pages say, for the search; let code blocks and tables scroll if narrow, also by the keyboard.

    Columns of numbers get a class: Markdown writes inline style, which a strict policy forbids.
    """
    if not isinstance(page, catalogue_page.CataloguePage):
        _build.pages[page.url] = written.page(page.url, str(page.title), page.meta.get("description", ""), html)
    html = html.replace(' style="text-align: right;"', ' class="number"')
    html = html.replace("<table>", _SCROLLING).replace("</table>", "</table></div>")
    return html.replace("<pre>", '<pre tabindex="0">')


def on_post_build(config: MkDocsConfig) -> None:
    """Write what MkDocs does not: the catalogue's pages, the API, the search; in the live preview, be ready to."""
    every = _build.pages.values()
    outputs = [*_build.outputs, pages.search_list(every)]
    if _preview:
        _preview.offer(outputs)
        return
    _build.shells.render()
    pages.compile_all(_settings(config).page_folders)
    assert _build.catalog  # on_files has found it
    site.write_files(_build.catalog, outputs, Path(config.site_dir))
    if config.extra.get("full_text_search", True):
        try:
            fulltext.write(pages.full_text(every), Path(config.site_dir) / assets.FOLDER)
        except fulltext.IndexFailed as error:
            raise Abort(str(error)) from error
    assets.settle(Path(config.site_dir))


def on_build_error(error: Exception, **_: Any) -> None:
    """A disk that is full or cannot be written to is no fault of the code: one line, and no traceback."""
    if isinstance(error, OSError) and error.errno in _OF_THE_DISK:
        where = f"{error.filename}: " if error.filename else ""
        raise Abort(f"{where}{error.strerror}. Is it writable, and has it room?") from error


_OF_THE_DISK = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS, errno.EACCES, errno.EPERM, errno.ENOTDIR}
