"""The scripts of pages as they are published: what they do, without what they say to people."""

from difflib import SequenceMatcher
from pathlib import Path

import pytest

from built import ROOT, Site
from mkdocs_adapter import assets
from mkdocs_adapter.hook import without_comments

SCRIPTS = sorted((ROOT / "docs/assets").rglob("*.js"))


@pytest.mark.parametrize(
    ("written", "published"),
    [
        ("// What it is for.\nlet a; // why\n", "let a; // why\n"),
        ("/** @typedef {number} A */\n/**\n * Two **stars** / slash.\n * @param {A} a\n */\nf(a);\n", "f(a);\n"),
        ("class A {\n  /** @type {A} */\n  a;\n}\n", "class A {\n  a;\n}\n"),
        ("  /** @type {A} */ (a).b();\n", "  /** @type {A} */ (a).b();\n"),
        ("/* Ink and\n   paper. */\na { top: 0 } /* why */\n", "a { top: 0 } /* why */\n"),
        ("const a = `\nhttps://a.example/**/b`;\n", "const a = `\nhttps://a.example/**/b`;\n"),
    ],
)
def test_comments_on_lines_of_their_own_are_left_out(written: str, published: str) -> None:
    assert without_comments(written) == published


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: script.relative_to(ROOT / "docs/assets").as_posix())
def test_every_other_line_is_published_as_written(script: Path, built: Site) -> None:
    written = script.read_text(encoding="utf-8").splitlines()
    folder = built.folder / (Path("assets") if script.name == assets.OF_NO_BUILD else built.assets)
    published = (folder / script.relative_to(ROOT / "docs/assets")).read_text(encoding="utf-8").splitlines()
    matching = SequenceMatcher(None, written, published, autojunk=False)
    changes = [change for change in matching.get_opcodes() if change[0] != "equal"]
    assert {kind for kind, *_ in changes} <= {"delete"}
    left_out = [line.strip() for _, start, end, *_ in changes for line in written[start:end]]
    assert [line for line in left_out if not line.startswith(("//", "/**", "*"))] == []
    assert any(line.startswith("//") for line in left_out)
