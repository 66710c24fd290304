"""The pages of a built site, read back from its files: all that the comparison knows of how our pages look."""

from __future__ import annotations

import re
import shutil
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from html import unescape
from pathlib import Path

_BODY = re.compile(r"<main\b[^>]*>(.*)</main>", re.DOTALL)
_TITLE = re.compile(r"<title>(.*?)</title>", re.DOTALL)
_DESCRIPTION = re.compile(r'<meta name="description" content="([^"]*)"')
_MADE_BY_ALL = ("404.html", "sitemap.xml", "sitemap.xml.gz")
"""Files that generators make without being asked."""


@dataclass(frozen=True, slots=True)
class BuiltPage:
    """A page: its address below the site, title and description as plain text, body as HTML."""

    address: str
    title: str
    description: str
    body: str


def pages(site: Path) -> Iterator[BuiltPage]:
    """Every `index.html` below a folder that has a body; one without (a redirect) is no page."""
    for path in sorted(site.rglob("index.html")):
        text = path.read_text(encoding="utf-8")
        if body := _BODY.search(text):
            address = path.relative_to(site).as_posix().removesuffix("index.html")
            yield BuiltPage(address, _first(_TITLE, text), _first(_DESCRIPTION, text), body[1].strip() + "\n")


def _first(pattern: re.Pattern[str], text: str) -> str:
    found = pattern.search(text)
    return unescape(found[1]).strip() if found else ""


def copy_others(site: Path, pages: Collection[str], target: Path) -> None:
    """Copy the files of a site that are neither one of the pages, by address, nor made by every generator."""
    own = {*_MADE_BY_ALL, *(f"{address}index.html" for address in pages)}
    for path in site.rglob("*"):
        name = path.relative_to(site)
        if path.is_file() and name.as_posix() not in own:
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(path, target / name)


def count(site: Path) -> int:
    """How many pages a built site has, with redirects."""
    return sum(1 for _ in site.rglob("index.html"))
