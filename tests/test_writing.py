"""How the files of the site are written: all of them, and what is about one model by one process."""

from functools import partial
from pathlib import Path

import pytest

from atlas import exports, pages, processes, site
from atlas.catalog import Catalog
from atlas.outputs import Output

MADE_OF = {
    "index.html": "",
    "models/index.html": "",
    "models/bert/index.html": "bert",
    "models/gpt-2/index.html": "gpt-2",
    "concepts/rope/index.html": "",
    "compare/gpt-2-vs-gpt-3/index.html": "gpt-2",
    "compare/bert-vs-roberta-vs-albert/index.html": "bert",
    "api/v1/models.json": "",
    "api/v1/models/bert.json": "bert",
    "assets/data/compare/bert.json": "bert",
}
"""Paths of outputs, and the group that each is of."""


def test_what_is_made_of_the_same_facts_is_made_together_and_after_the_rest(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(processes, "processors", lambda: 1)
    made: list[str] = []

    def make(path: str) -> bytes:
        made.append(path)
        return path.encode()

    outputs = [Output(path, partial(make, path), group) for path, group in MADE_OF.items()]
    site.write_files(outputs, tmp_path)
    assert made == [path for group in ("", "bert", "gpt-2") for path, own in MADE_OF.items() if own == group]
    assert {path: (tmp_path / path).read_text() for path in MADE_OF} == {path: path for path in MADE_OF}


def test_what_is_about_one_model_is_of_its_group(catalogue: Catalog) -> None:
    every = {page.address: page.group for page in pages.render(catalogue, pages.Settings())}
    every |= {output.path: output.group for output in exports.exports(catalogue)}
    of_bert = [path for path, group in every.items() if group == "bert"]
    assert {"models/bert/", "api/v1/models/bert.json", "assets/data/compare/bert.json"} <= set(of_bert)
    assert "compare/bert-vs-roberta-vs-albert/" in of_bert
    assert {every[path] for path in ("", "models/", "concepts/rope/", "api/v1/models.json")} == {""}
