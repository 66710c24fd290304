"""What had another id before: its old addresses lead to the new ones, in pages, files for programs and by name."""

import json
from pathlib import Path

import pytest

from atlas import cli
from atlas.catalog.loading import load
from atlas.exports import exports
from atlas.exports.redirects import moved
from atlas.rules.addresses import LIST, vanished
from atlas.search.model_names import names
from built import Html, Pages
from exporting import exported
from facts import catalog
from records import catalogue, write

TEXT = """
models:
  old: {name: Old, released: 2018, formerly: [ancient, first], variants: {base: {}}}
  new:
    name: New
    released: 2019
    variants: {base: {}}
    relations: [{type: uses-architecture-of, model: old}]
concepts: {rope: {name: RoPE, kind: position-encoding, formerly: [rotary]}}
organizations: {lab: {name: Lab & Co, formerly: [lab-inc]}}
categories: {examples: {title: Examples, formerly: [samples]}}
comparisons: {two: {models: [old:base, new:base], formerly: [pair]}}
"""


def test_every_old_address_leads_to_the_new_one() -> None:
    assert {old: new for old, (new, _) in moved(catalog(TEXT)).items()} == {
        "models/ancient/": "models/old/",
        "models/first/": "models/old/",
        "concepts/rotary/": "concepts/rope/",
        "organizations/lab-inc/": "organizations/lab/",
        "categories/samples/": "categories/examples/",
        "compare/pair/": "compare/two/",
        "compare/ancient-vs-new/": "compare/old-vs-new/",
        "compare/first-vs-new/": "compare/old-vs-new/",
    }


@pytest.fixture
def old_page(tmp_path: Path) -> Html:
    for output in exports(catalog(TEXT)):
        if output.path == "organizations/lab-inc/index.html":
            write(tmp_path, output.path, output.make().decode())
    return Pages(tmp_path)["organizations/lab-inc/"]


def test_the_page_at_an_old_address_is_valid_and_leads_on_by_itself_and_by_hand(old_page: Html) -> None:
    assert old_page.parser.errors == []
    refreshed = [value for tag, name, value in old_page.attributes() if (tag, name) == ("meta", "content")]
    assert refreshed == ["0; url=../../organizations/lab/"]
    assert old_page.links == ["../../organizations/lab/"]
    assert old_page.canonical == "../../organizations/lab/"
    assert "Lab & Co" in old_page.title


def test_programs_and_names_know_the_old_id() -> None:
    files = exported(TEXT)
    assert files["models/ancient.json"] == files["models/old.json"]
    assert json.loads(files["models/old.json"])["formerly"] == ["ancient", "first"]
    assert json.loads(files["identifiers.json"])["names"]["first"] == "old"
    assert names(catalog(TEXT))["models"]["old"] == "Old|ancient|first"


def test_what_was_published_and_would_vanish_is_a_problem(tmp_path: Path) -> None:
    folder = catalogue(tmp_path, {"new": "draft: true"}, organizations="acme: {name: Acme, formerly: [ajax]}")
    published = "a-z/ concepts/gone/ concepts/rope/ data/x.json models/new/"
    published += " organizations/acme/ organizations/ajax/ organizations/it/"
    write(folder, LIST, "\n".join(published.split()))
    found = [str(problem) for problem in vanished(folder, load(folder)[0])]
    assert [line.partition(";")[0] for line in found] == [
        f"{LIST}:2:1: concepts/gone/ has been published and would vanish",
        f"{LIST}:5:1: models/new/ has been published and would vanish",
        f"{LIST}:8:1: organizations/it/ has been published and would vanish",
    ]
    assert "write `formerly: [it]` in the entry of data/organizations.yml that takes its place" in found[2]


def test_a_catalogue_without_a_list_has_published_nothing(tmp_path: Path) -> None:
    assert list(vanished(tmp_path, load(catalogue(tmp_path))[0])) == []


def test_the_check_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(catalogue(tmp_path), LIST, "concepts/gone/\n")
    assert cli.main(["--root", str(tmp_path), "check"]) == 1
    assert "concepts/gone/ has been published" in capsys.readouterr().out
