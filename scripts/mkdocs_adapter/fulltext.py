"""Runs Pagefind over the documents of the search: an index that a browser reads in pieces.

Pagefind reads pages from a folder, so each document becomes a small page there: what is looked for first (names in
all their spellings) weighs most. The pages of the site itself stay free of it.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path

from markupsafe import escape

from atlas.search.listing import SearchDocument

FOLDER = "pagefind"
END_OF_PROSE = "\u2e3a"
"""Stands before what is found by, but not shown; docs/assets/search/text.js knows it."""
PAPER = "\u2e3b"
"""Stands before and after the paper of a record."""
_READ_BY_BROWSERS = ("pagefind.js", "pagefind-worker.js", "pagefind-entry.json", "wasm.en.pagefind", "*.pf_meta")
_CHUNKS = ("index", "fragment")


class IndexFailed(Exception):
    """The index could not be made; the text says why and what to do."""


def write(documents: Iterable[SearchDocument], folder: Path) -> None:
    """Write the index of these documents below a folder. Raises IndexFailed."""
    with tempfile.TemporaryDirectory(prefix="model-atlas-search-") as temporary:
        pages, index = Path(temporary) / "pages", Path(temporary) / "index"
        for document in documents:
            file = pages / document.address / "index.html"
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(page(document), encoding="utf-8")
        _run(pages, index)
        _keep_needed(index, folder / FOLDER)


def page(document: SearchDocument) -> str:
    """The document as Pagefind reads it. The weights are Pagefind's: 10 is the most, 1 that of usual text."""
    words = document.make()
    paragraphs = [
        *(f"<p>{escape(text)}</p>" for text in words.shown),
        f"<p>{END_OF_PROSE}</p>",
        f'<h1 data-pagefind-weight="10">{escape(document.title)}</h1>',
        f'<p data-pagefind-weight="4">{escape(document.line)}</p>',
        *(f"<p>{escape(text)}</p>" for text in words.hidden),
        f'<p data-pagefind-weight="9">{PAPER} {escape(words.paper)} {PAPER}</p>',
        f'<p data-pagefind-weight="8">{escape(", ".join(document.spellings))}</p>',
    ]
    return "\n".join(('<!doctype html><html lang="en"><body>', *paragraphs))


def _run(pages: Path, index: Path) -> None:
    command: list[str | Path] = [sys.executable, "-m", "pagefind", "--site", pages, "--output-path", index, "--silent"]
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    if done.returncode or not (index / "pagefind-entry.json").is_file():
        raise IndexFailed(
            f"Pagefind, which makes the index of the search, failed:\n\n{done.stdout.strip()}\n\n"
            "Is it installed for this system (pagefind[bin] in pyproject.toml)? "
            "ATLAS_SEARCH=off builds without full-text search; names are then still found."
        )


def _keep_needed(index: Path, target: Path) -> None:
    """Move what a browser asks for; Pagefind's own search boxes stay behind."""
    target.mkdir(parents=True, exist_ok=True)
    for name in _CHUNKS:
        shutil.copytree(index / name, target / name)
    for pattern in _READ_BY_BROWSERS:
        for file in index.glob(pattern):
            shutil.copy(file, target / file.name)
