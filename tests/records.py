"""Tiny catalogues, written from text.

A record in a test says only what the test is about. What it must have besides is added below it, so that the
lines in messages are those of the text in the test. Models are drafts unless they say otherwise: their headline
facts need no evidence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from textwrap import dedent

from hypothesis import settings

from atlas import rules
from atlas.catalog import Catalog
from atlas.catalog.loading import load
from atlas.text.problems import ordered

ROOT = Path(__file__).parents[1]
REPEATABLE = settings(deadline=None, derandomize=True)
"""For tests of properties: the same examples on every run, on slow machines too."""

VOCABULARIES = {
    "organizations": "acme: {name: Acme}",
    "categories": "text: {title: Text, intro: Models of text.}",
    "licenses": "mit: {name: MIT License, class: permissive}",
    "datasets": "books: {name: Books, summary: A shelf of books.}",
    "tasks": "chat: {name: Chat, description: Talking with people.}",
    "families": "bert: {name: BERT, intro: BERT and what came of it.}",
    "benchmarks": "quiz: {name: Quiz, summary: A hundred questions.}",
    "comparisons": "{}",
    "sources": "survey: {type: web-page, title: A survey, url: https://a.example/, accessed: 2024-01-01}",
}
CONCEPTS = {"decoder": "kind: architecture", "rope": "kind: position-encoding", "gelu": "kind: activation"}
NEEDED = {
    "models": {
        "kind": "model",
        "draft": "true",
        "name": "{id}",
        "category": "text",
        "summary": "A model.",
        "variants": "{{base: Base}}",
    },
    "concepts": {"kind": "concept", "name": "{id}", "summary": "An idea."},
}
GUIDE = """---
title: A guide
shelf: choose
order: 1
summary: What it is. What for.
audience: Everybody.
afterwards: Nothing.
next: [rope]
---
"""
"""Front matter of guides whose test is about their text, which then begins on line 10."""


def record(collection: str, id_: str, text: str) -> str:
    """The text of a record, with the keys that it must have and does not mention added below."""
    text = dedent(text).strip("\n")
    needed = [f"{key}: {value.format(id=id_)}" for key, value in NEEDED[collection].items()]
    missing = [line for line in needed if not re.search(rf"^{line.partition(':')[0]}:", text, re.MULTILINE)]
    return "\n".join(filter(None, [text, *missing])) + "\n"


def catalogue(
    folder: Path,
    models: Mapping[str, str] | None = None,
    concepts: Mapping[str, str] | None = None,
    **vocabularies: str,
) -> Path:
    """Write a catalogue below a folder and return the folder. What is left out holds one entry or a few."""
    for collection, records in {"models": models or {"bert": ""}, "concepts": CONCEPTS | dict(concepts or {})}.items():
        for id_, text in records.items():
            write(folder, f"data/{collection}/{id_}.yml", record(collection, id_, text))
    for name, text in (VOCABULARIES | vocabularies).items():
        write(folder, f"data/{name}.yml", dedent(text))
    return folder


def with_guides(folder: Path, guides: Mapping[str, str]) -> Path:
    """Write guides into a catalogue, with front matter where a text has none; returns the folder."""
    for id_, text in guides.items():
        write(folder, f"docs/guides/{id_}.md", text if text.startswith("---") else GUIDE + text)
    return folder


def cases(path: Path) -> Iterator[tuple[dict[str, str], str]]:
    """The cases of a file in `tests/rules`: texts by file name, and the problem lines expected of them.

    `=== models/bert.yml` starts a file below data/, `=== guides/a.md` a guide, `=== problems` the lines that are
    expected, which end the case.
    """
    files: dict[str, str] = {}
    sections = re.split(r"^=== (.+)\n", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
    for name, text in zip(sections[1::2], sections[2::2], strict=True):
        if name == "problems":
            yield files, text.strip()
            files = {}
        else:
            files[name] = text


def catalogue_of(folder: Path, files: Mapping[str, str]) -> Path:
    """Write the catalogue of a case."""
    by_folder: dict[str, dict[str, str]] = {"": {}, "models": {}, "concepts": {}, "guides": {}}
    for name, text in files.items():
        path = Path(name)
        by_folder[path.parent.name][path.stem] = text
    catalogue(folder, by_folder["models"], by_folder["concepts"], **by_folder[""])
    return with_guides(folder, by_folder["guides"])


def write(folder: Path, name: str, text: str) -> Path:
    """Write one file below a folder, as it stands."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def loaded(folder: Path) -> Catalog:
    """The catalogue below a folder, which must have no problems."""
    assert problems_of(folder) == []
    return load(folder)[0]


def problems_of(folder: Path) -> list[str]:
    """The lines that `atlas check` prints."""
    catalog, found = load(folder)
    return [str(problem) for problem in ordered([*found, *rules.check(catalog)])]
