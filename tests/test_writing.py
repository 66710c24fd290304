"""How the files of the site are written: all of them, and what is about one model by one process."""

from functools import partial
from pathlib import Path

import pytest

from atlas import exports, pages, processes, site
from atlas.catalog import Catalog
from atlas.facts.reading import Readings
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


def test_what_is_made_of_the_same_facts_is_made_together_and_before_the_rest(
    catalogue: Catalog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(processes, "processors", lambda: 1)
    made: list[str] = []

    def make(path: str) -> bytes:
        made.append(path)
        return path.encode()

    outputs = [Output(path, partial(make, path), group) for path, group in MADE_OF.items()]
    site.write_files(catalogue, outputs, tmp_path)
    assert made == [path for group in ("bert", "gpt-2", "") for path, own in MADE_OF.items() if own == group]
    assert {path: (tmp_path / path).read_text() for path in MADE_OF} == {path: path for path in MADE_OF}


def test_what_is_about_one_model_is_of_its_group(catalogue: Catalog) -> None:
    every = {page.address: page.group for page in pages.render(catalogue, pages.Settings())}
    every |= {output.path: output.group for output in exports.exports(catalogue)}
    of_bert = [path for path, group in every.items() if group == "bert"]
    assert {"models/bert/", "api/v1/models/bert.json", "assets/data/compare/bert.json"} <= set(of_bert)
    assert "compare/bert-vs-roberta-vs-albert/" in of_bert
    assert every["compare/bert-vs-gpt-2/"] == "bert"  # made after its parent
    assert {every[path] for path in ("", "models/", "concepts/rope/", "api/v1/models.json")} == {""}


def made(page: pages.Page) -> bytes:
    return page.html.encode()


def test_no_model_is_read_again_for_lists(catalogue: Catalog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(processes, "processors", lambda: 1)
    read: list[str] = []
    initialize = Readings.__init__

    def note(self: Readings, catalog: Catalog, id_: str) -> None:
        read.append(id_)
        initialize(self, catalog, id_)

    def forget() -> bytes:
        assert sorted(read) == sorted(fresh.models)
        read.clear()
        return b""

    monkeypatch.setattr(Readings, "__init__", note)
    fresh = catalogue.published()  # of which no other test has noted anything
    everything = pages.render(fresh, pages.Settings())
    lists = [page for page in everything if page.address in ("", "models/", "quality/", "concepts/rope/", "a-z/")]
    outputs = [Output(f"{page.address}index.html", partial(made, page)) for page in lists]
    outputs += [pages.search_list(everything), *(own for own in exports.exports(fresh) if not own.group)]
    site.write_files(fresh, [Output("first", forget), *outputs], tmp_path)
    assert read == []
