"""The `atlas` command: the files that `schema` writes and checks, and what `stats` counts."""

import json
import os
from pathlib import Path

import pytest

from atlas.schema.record import Model
from conftest import RunPython
from records import ROOT, catalogue, write
from test_cli import LINES, Captured, atlas

# --- schema ---


def test_the_schemas_of_the_project_are_up_to_date(capsys: Captured) -> None:
    assert (atlas(ROOT, "schema", "--check"), capsys.readouterr().out) == (0, "")


def test_schemas_are_written_and_then_up_to_date(tmp_path: Path, capsys: Captured) -> None:
    root = catalogue(tmp_path)
    guide = "# Guide\n\n<!-- rules: written by `atlas schema` -->\nold\n<!-- end of rules -->\n\nMore.\n"
    write(root, "CONTRIBUTING.md", guide)
    schemas = [f"data/{name}.schema.json" for name in ("model", "concept", "comparisons")]
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
