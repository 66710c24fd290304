"""A page of the catalogue as MkDocs knows it: an address without Markdown, whose file is made of shell and content."""

from __future__ import annotations

import re
from collections.abc import Hashable
from typing import Any

from jinja2 import Template
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import TableOfContents

from atlas import pages
from mkdocs_adapter import shell

NOTHING = "nothing.html"
"""The template of these pages, by which MkDocs writes nothing."""


class CataloguePage(Page):
    """A page whose address MkDocs knows, and of which Markdown sees nothing. Its file is made later."""

    def __init__(self, rendered: pages.Page, file: File, config: MkDocsConfig) -> None:
        super().__init__(rendered.title, file, config)
        self.rendered = rendered

    def read_source(self, config: MkDocsConfig) -> None:
        kind = self.rendered.kind
        self.meta = {
            "description": self.rendered.description,
            "catalogue": kind.id,
            "scripts": self.rendered.scripts,
            "styles": self.rendered.styles,
            "wide": kind.wide,
            "template": NOTHING,
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


def file_of(rendered: pages.Page, config: MkDocsConfig) -> File:
    """The file by which MkDocs knows a page of the catalogue."""
    file = File.generated(config, f"{rendered.address}index.md", content=" ", inclusion=InclusionLevel.NOT_IN_NAV)
    file.page = CataloguePage(rendered, file, config)
    return file


def spliced(page: CataloguePage, key: Hashable, shells: shell.Shells) -> bytes:
    """The whole page: its own parts in its shell."""
    own = page.rendered
    return shells.fill(key, shell.ShellParts(own.title, own.description, page.canonical_url or "", own.html)).encode()


def in_full(page: CataloguePage, theme: Template, context: Any, parts: shell.ShellParts) -> str:
    """The theme's own rendering of a page with these parts in the place of its own."""
    before = page.title, page.meta, page.canonical_url, page.content, page.active
    page.title, page.canonical_url, page.content, page.active = parts.title, parts.canonical, parts.content, True
    page.meta = {**page.meta, "description": parts.description}
    try:
        return str(theme.render(context))
    finally:
        page.title, page.meta, page.canonical_url, page.content, page.active = before
