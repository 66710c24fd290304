"""Pagefind gets each document as a small page, and its failure is told."""

import sys
from dataclasses import replace
from pathlib import Path

import pytest

from atlas.pages.kind import PAGES
from atlas.search.listing import SearchDocument
from atlas.search.search_words import Words
from building import Build
from built import assets_of
from mkdocs_adapter import fulltext
from records import ROOT

PAGE = SearchDocument(PAGES, "models/a/", "A <b>", "1M & 2M", ("A-1",), lambda: Words(("Shown <i>.",), ("Hidden.",)))


def test_a_document_becomes_a_page_in_which_text_is_only_text() -> None:
    html = fulltext.page(PAGE)
    assert "<p>Shown &lt;i&gt;.</p>" in html
    assert "A &lt;b&gt;</h1>" in html
    assert "1M &amp; 2M" in html


def test_what_is_not_to_be_shown_stands_behind_the_end_of_the_prose() -> None:
    shown, _, hidden = fulltext.page(PAGE).partition(fulltext.END_OF_PROSE)
    assert "Shown" in shown
    assert all(words in hidden and words not in shown for words in ("Hidden", "A-1", "1M"))


def test_the_script_in_the_browser_knows_the_end_of_the_prose() -> None:
    script = (ROOT / "docs/assets/search/text.js").read_text(encoding="utf-8")
    assert f'END_OF_PROSE = "\\u{ord(fulltext.END_OF_PROSE):04x}"' in script


def test_the_paper_stands_between_signs_that_the_script_knows() -> None:
    paper = replace(PAGE, make=lambda: Words(paper="Title Surname"))
    assert f"{fulltext.PAPER} Title Surname {fulltext.PAPER}" in fulltext.page(paper)
    script = (ROOT / "docs/assets/search/text.js").read_text(encoding="utf-8")
    assert f'PAPER = "\\u{ord(fulltext.PAPER):04x}"' in script


def test_an_index_has_only_what_browsers_ask_for(tmp_path: Path) -> None:
    fulltext.write([PAGE], tmp_path)
    names = {path.name for path in (tmp_path / "pagefind").iterdir()}
    assert {"pagefind.js", "pagefind-entry.json", "index", "fragment", "wasm.en.pagefind"} <= names
    assert [name for name in names if "ui" in name] == []


def test_a_failing_pagefind_is_told_with_a_way_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    broken = tmp_path / "python"
    broken.write_text("#!/bin/sh\necho no such module >&2\nexit 1\n")
    broken.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(broken))
    with pytest.raises(fulltext.IndexFailed, match=r"(?s)no such module.*ATLAS_SEARCH=off"):
        fulltext.write([PAGE], tmp_path)
    assert not (tmp_path / "pagefind").exists()


def test_the_index_can_be_left_out(tmp_path: Path, start_build: type[Build]) -> None:
    """The list of names is there all the same, and the search says that it finds names only."""
    site = tmp_path / "site"
    start_build(ROOT, site, "--quiet", ATLAS_SEARCH="off").output()
    assert not list(site.rglob("pagefind"))
    assert (site / assets_of(site) / "data/search.json").stat().st_size > 10_000
