"""The `atlas` command: the files that `schema` writes and checks, and what `stats` counts."""

import json
import os
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from atlas.catalog.loading import load
from atlas.schema.record import Model
from atlas.schema.vocabulary import VOCABULARIES
from conftest import RunPython
from records import ROOT, catalogue, write
from test_cli import LINES, Captured, atlas
from test_scaffold import Editor

# --- schema ---


def test_the_schemas_of_the_project_are_up_to_date(capsys: Captured) -> None:
    assert (atlas(ROOT, "schema", "--check"), capsys.readouterr().out) == (0, "")


def test_schemas_are_written_and_then_up_to_date(tmp_path: Path, capsys: Captured) -> None:
    root = catalogue(tmp_path)
    guide = "# Guide\n\n<!-- rules: written by `atlas schema` -->\nold\n<!-- end of rules -->\n\nMore.\n"
    write(root, "CONTRIBUTING.md", guide)
    schemas = [f"data/{name}.schema.json" for name in ("model", "concept", *VOCABULARIES)]
    names = [*schemas, "CONTRIBUTING.md"]
    stale = "".join(f"{name} is out of date; run `atlas schema` and commit it\n" for name in names)

    assert (atlas(root, "schema", "--check"), capsys.readouterr().out) == (1, stale)
    assert (root / "CONTRIBUTING.md").read_text() == guide
    assert (atlas(root, "schema"), capsys.readouterr().out) == (0, "".join(f"wrote {name}\n" for name in names))
    assert (atlas(root, "schema", "--check"), capsys.readouterr().out) == (0, "")

    text = (root / "CONTRIBUTING.md").read_text()
    assert text.startswith("# Guide\n\n<!-- rules")
    assert text.endswith("<!-- end of rules -->\n\nMore.\n")
    assert "- **`has-variant`**: A record of kind `model` has at least one variant.\n" in text
    assert set(json.loads((root / "data/model.schema.json").read_text())["properties"]) == set(Model.model_fields)


def test_a_new_word_of_the_vocabulary_makes_the_schema_stale_a_new_model_does_not(
    tmp_path: Path, capsys: Captured
) -> None:
    root = catalogue(tmp_path)
    atlas(root, "schema")
    catalogue(tmp_path, {"bert": "", "gpt": ""})
    assert atlas(root, "schema", "--check") == 0
    catalogue(tmp_path, tasks="dance: {name: Dance, description: Dancing.}")
    capsys.readouterr()
    assert atlas(root, "schema", "--check") == 1
    assert capsys.readouterr().out.startswith("data/model.schema.json is out of date")


def test_no_schema_is_made_from_files_with_problems(tmp_path: Path, capsys: Captured) -> None:
    root = catalogue(tmp_path, {"a": "layers: twelve"})
    assert atlas(root, "schema") == 1
    assert capsys.readouterr().out == LINES.splitlines(keepends=True)[0]
    assert not (root / "data/model.schema.json").exists()


@pytest.mark.parametrize("arguments", [["schema", "--check"], ["schema"]])
def test_schemas_without_their_texts_are_refused(tmp_path: Path, arguments: list[str], run_python: RunPython) -> None:
    root = catalogue(tmp_path)
    atlas(root, "schema")
    before = (root / "data/model.schema.json").read_bytes()
    done = run_python("-OO", "-m", "atlas.cli", "--root", root, *arguments)
    message = "atlas: schemas and rules take their texts from docstrings: run it without -OO and PYTHONOPTIMIZE=2\n"
    assert (done.returncode, done.stdout, done.stderr) == (2, "", message)
    assert (root / "data/model.schema.json").read_bytes() == before


@pytest.mark.parametrize("level", ["", "1"])
def test_schemas_do_not_depend_on_the_level_below(level: str, run_python: RunPython) -> None:
    arguments = ["-m", "atlas.cli", "--root", str(ROOT), "schema", "--check"]
    done = run_python(*arguments, env=os.environ | {"PYTHONOPTIMIZE": level})
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


# --- check --fix ---


@pytest.mark.parametrize(
    "change", [{"organizations": "acme: {name: Acme}\nbeta: {name: Beta}"}, {"concepts": {"new": ""}}]
)
def test_a_check_says_that_schemas_lack_an_entry_and_mends_it(
    tmp_path: Path, capsys: Captured, change: dict[str, Any]
) -> None:
    root = catalogue(tmp_path)
    atlas(root, "schema")
    assert atlas(root, "check") == 0
    catalogue(tmp_path, **change)
    capsys.readouterr()
    assert atlas(root, "check") == 1
    stale = capsys.readouterr().out.splitlines()
    assert stale[0] == (
        "data/model.schema.json:1:1: is out of date; run `atlas check --fix` and commit it [stale-schema]"
    )
    assert atlas(root, "check", str(root / "data/organizations.yml")) == 1
    assert atlas(root, "check", "--fix") == 0
    assert f"wrote {stale[0].partition(':')[0]}\n" in capsys.readouterr().err
    assert atlas(root, "schema", "--check") == 0


def test_a_schema_that_a_merge_broke_is_mended(tmp_path: Path) -> None:
    root = catalogue(tmp_path)
    atlas(root, "schema")
    write(root, "data/model.schema.json", "<<<<<<< HEAD\n")
    assert (atlas(root, "check"), atlas(root, "check", "--fix"), atlas(root, "check")) == (1, 0, 0)


def test_nothing_is_mended_by_what_cannot_be_read(tmp_path: Path) -> None:
    root = catalogue(tmp_path)
    atlas(root, "schema")
    before = (root / "data/model.schema.json").read_bytes()
    catalogue(tmp_path, organizations="acme: {nam: Acme}")
    assert atlas(root, "check", "--fix") == 1
    assert (root / "data/model.schema.json").read_bytes() == before


def test_every_vocabulary_names_its_schema_and_fits_it() -> None:
    for name in VOCABULARIES:
        text = (ROOT / f"data/{name}.yml").read_text(encoding="utf-8")
        assert text.startswith(f"# yaml-language-server: $schema={name}.schema.json\n")
        schema = json.loads((ROOT / f"data/{name}.schema.json").read_text(encoding="utf-8"))
        jsonschema.validate(yaml.load(text, Editor), schema)


def test_ids_stand_in_lines_of_their_own_in_order() -> None:
    """Two branches that each add an entry change different lines."""
    lines = (ROOT / "data/model.schema.json").read_text(encoding="utf-8").splitlines()
    known = sorted(load(ROOT)[0].organizations)
    found = [line.strip(' ",') for line in lines if line.strip(' ",') in known]
    assert found[: len(known)] == known


# --- stats ---

PUBLISHED = """
draft: false
layers: 12
context_length: 512
absent: {training.tokens: undisclosed}
evidence:
  - {source: survey, quote: 12 layers, supports: [layers]}
  - {source: survey, supports: [context_length]}
claims: [{field: layers, value: 13, verdict: wrong, mistake: wrong-number, source: survey}]
variants: {base: {}, large: {}}
"""


def test_figures(tmp_path: Path, capsys: Captured) -> None:
    assert atlas(catalogue(tmp_path, {"bert": PUBLISHED, "draft": ""}), "stats") == 0
    figures = dict(line.strip().rsplit("  ", 1) for line in capsys.readouterr().out.splitlines())
    assert {label.strip(): value for label, value in figures.items()} == {
        "models": "1",
        "architectures": "0",
        "variants": "2",
        "concepts": "3",
        "organizations": "1",
        "datasets": "1",
        "sources": "1",
        "headline facts present": "2",
        "with evidence": "2 (100%)",
        "of these quoted": "1 (50%)",
        "of these cited only": "1",
        "headline facts undisclosed": "1",
        "headline facts not researched": "6",
        "parameter recounts": "0",
        "within 5 %": "0",
        "corrections": "1",
    }


def test_figures_for_programs(tmp_path: Path, capsys: Captured) -> None:
    assert atlas(catalogue(tmp_path, {"bert": PUBLISHED}), "stats", "--format", "json") == 0
    figures = json.loads(capsys.readouterr().out)
    assert {key: figures[key] for key in ["models", "variants", "present", "supported", "corrections"]} == {
        "models": 1,
        "variants": 2,
        "present": 2,
        "supported": 2,
        "corrections": 1,
    }
