"""The MkDocs adapter: loads the catalogue, hands its pages to MkDocs, and writes the exports beside them.

The only file that imports MkDocs. Pages are HTML already; MkDocs gives them addresses, the theme's shell and a
place in the sitemap.
"""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink, TableOfContents

from atlas import pages, site
from atlas.catalog import Catalog

log = logging.getLogger("mkdocs.hooks.atlas")
_state: dict[str, Any] = {"drafts": False}


class CataloguePage(Page):
    """A page whose content is ready: Markdown never sees it."""

    def __init__(self, rendered: pages.Page, file: File, config: MkDocsConfig) -> None:
        super().__init__(rendered.title, file, config)
        self.rendered = rendered

    def read_source(self, config: MkDocsConfig) -> None:
        self.meta = {"description": self.rendered.description, "catalogue": self.rendered.kind}
        self.markdown = ""

    def render(self, config: MkDocsConfig, files: Files) -> None:
        self.content = self.rendered.html
        sections = site.sections(self.rendered.html)
        self.toc = TableOfContents([AnchorLink(text, id_, 2) for id_, text in sections])
        self.present_anchor_ids = site.anchors(self.rendered.html)


def on_startup(command: str, dirty: bool) -> None:
    """Drafts are shown in the live preview only."""
    _state["drafts"] = command == "serve"


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
    files.append(File.generated(config, "contribute/index.md", content=contributing))
    return files


def _file(rendered: pages.Page, config: MkDocsConfig) -> File:
    file = File.generated(config, f"{rendered.address}index.md", content=" ", inclusion=InclusionLevel.NOT_IN_NAV)
    file.page = CataloguePage(rendered, file, config)
    return file


def on_post_build(config: MkDocsConfig) -> None:
    """Write the API beside the pages."""
    catalog: Catalog = _state["catalog"]
    site.write_exports(catalog, Path(config.site_dir), config.site_url or "")
