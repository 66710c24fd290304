"""The `atlas` command: what it prints, and its exit codes (0 good, 1 problems, 2 wrong use)."""

import gc
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from atlas import cli
from records import ROOT, catalogue, write
from waiting import PATIENCE

ATLAS = Path(sys.executable).with_name("atlas")
BROKEN = {
    "b": "kv_heads: 5\nattention_heads: 12\n",
    "a": "layers: twelve\nname: [A]\n",
    "good": "",
}
LINES = """\
data/models/a.yml:1:9: layers: "twelve" is not a whole number; write digits only, for example 512 [whole-number]
data/models/a.yml:2:7: name: is a list, not a single value; write one value [single-value]
data/models/b.yml:1:11: kv_heads: 5 key/value heads do not divide 12 attention heads; correct one of the two \
[kv-heads-divide-heads]
"""
Captured = pytest.CaptureFixture[str]


def atlas(root: Path, *arguments: str) -> int:
    return cli.main(["--root", str(root), *arguments])


# --- check ---


def test_a_good_catalogue(tmp_path: Path, capsys: Captured) -> None:
    assert atlas(catalogue(tmp_path), "check") == 0
    assert capsys.readouterr() == ("", "4 records checked, no problems\n")


def test_all_problems_are_printed_in_order_of_files(tmp_path: Path, capsys: Captured) -> None:
    assert atlas(catalogue(tmp_path, BROKEN), "check") == 1
    assert capsys.readouterr() == (LINES, "3 problems in 2 file(s)\n")


def test_github_format(tmp_path: Path, capsys: Captured) -> None:
    assert atlas(catalogue(tmp_path, BROKEN), "check", "--format", "github") == 1
    assert capsys.readouterr().out == (
        '::error file=data/models/a.yml,line=1,col=9,title=whole-number::layers: "twelve" is not a whole number; '
        "write digits only, for example 512\n"
        "::error file=data/models/a.yml,line=2,col=7,title=single-value::name: is a list, not a single value; "
        "write one value\n"
        "::error file=data/models/b.yml,line=1,col=11,title=kv-heads-divide-heads::kv_heads: "
        "5 key/value heads do not divide 12 attention heads; correct one of the two\n"
    )


def test_json_format(tmp_path: Path, capsys: Captured) -> None:
    assert atlas(catalogue(tmp_path, BROKEN), "check", "--format", "json") == 1
    found = json.loads(capsys.readouterr().out)
    assert [(p["file"], p["line"], p["column"], p["field"], p["rule"]) for p in found] == [
        ("data/models/a.yml", 1, 9, "layers", "whole-number"),
        ("data/models/a.yml", 2, 7, "name", "single-value"),
        ("data/models/b.yml", 1, 11, "kv_heads", "kv-heads-divide-heads"),
    ]


@pytest.mark.parametrize(("form", "output"), [("github", ""), ("json", "[]\n")])
def test_formats_for_programs_without_problems(tmp_path: Path, capsys: Captured, form: str, output: str) -> None:
    assert atlas(catalogue(tmp_path), "check", "--format", form) == 0
    assert capsys.readouterr() == (output, "")


@pytest.mark.parametrize(
    ("files", "code", "lines"),
    [
        (["models/b.yml"], 1, LINES.splitlines()[2:]),
        (["models/b.yml", "models/a.yml"], 1, LINES.splitlines()),
        (["models/good.yml"], 0, []),
        (["concepts/rope.yml", "tasks.yml"], 0, []),
    ],
)
def test_only_the_files_named_are_reported_on(
    tmp_path: Path, capsys: Captured, files: list[str], code: int, lines: list[str]
) -> None:
    root = catalogue(tmp_path, BROKEN)
    assert atlas(root, "check", *(str(root / "data" / name) for name in files)) == code
    assert capsys.readouterr().out.splitlines() == lines


def test_a_file_is_checked_against_all_others(tmp_path: Path, capsys: Captured) -> None:
    root = catalogue(tmp_path, {"bert": "", "m": "relations: [{type: successor-of, model: bret}]"})
    assert atlas(root, "check", str(root / "data/models/m.yml")) == 1
    assert capsys.readouterr().out == (
        'data/models/m.yml:1:41: relations[0].model: "bret" is not a model; did you mean "bert"? '
        "or add it to data/models/ [known-id]\n"
    )


def test_files_are_found_from_where_one_stands(
    tmp_path: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(catalogue(tmp_path, BROKEN) / "data/models")
    assert cli.main(["check", "good.yml", "../concepts/rope.yml"]) == 0
    assert capsys.readouterr().err == "2 records checked, no problems\n"


def test_colours_only_on_a_terminal(tmp_path: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch) -> None:
    root = catalogue(tmp_path, BROKEN)
    atlas(root, "check")
    assert "\033" not in capsys.readouterr().out
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    atlas(root, "check")
    assert "\033[31m" in capsys.readouterr().out


# --- Wrong use ---


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["check", "nothing.yml"], "atlas: nothing.yml is not a file\n"),
        (["check", "data"], "atlas: data is not a file\n"),
        (["check", "notes.txt"], "atlas: notes.txt is not below project/data or docs/guides\n"),
        (["--root", "data", "check"], "atlas: data has no data/models; go to the project's folder or pass --root\n"),
    ],
)
def test_wrong_use_is_explained(
    tmp_path: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch, arguments: list[str], message: str
) -> None:
    root = catalogue(tmp_path / "project")
    write(root, "notes.txt", "")
    monkeypatch.chdir(root)
    assert cli.main(arguments) == 2
    assert capsys.readouterr() == ("", message)


@pytest.mark.parametrize("arguments", [[], ["chekc"], ["check", "--format", "xml"], ["--rooot", "check"]])
def test_unknown_words_are_wrong_use(arguments: list[str], capsys: Captured) -> None:
    with pytest.raises(SystemExit) as end:
        cli.main(arguments)
    assert end.value.code == 2
    assert capsys.readouterr().err.startswith("usage: atlas")


@pytest.mark.parametrize("command", ["check", "new", "schema", "stats"])
def test_every_command_explains_itself(command: str, capsys: Captured) -> None:
    with pytest.raises(SystemExit) as end:
        cli.main([command, "--help"])
    assert end.value.code == 0
    assert capsys.readouterr().out.startswith(f"usage: atlas {command}")


def test_no_project_anywhere(tmp_path: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert cli.main(["check"]) == 2
    assert capsys.readouterr().err == (
        "atlas: neither this folder nor one above it has data/models; go to the project's folder or pass --root\n"
    )


# --- As it is installed ---


def run(*arguments: str, cwd: Path = ROOT, **environment: str) -> tuple[int, str, str]:
    """Run the installed command with nothing to read from."""
    done = subprocess.run(
        [ATLAS, *arguments],
        cwd=cwd,
        env=os.environ | environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
    )
    return done.returncode, done.stdout, done.stderr


def test_a_file_of_the_project_is_checked() -> None:
    assert run("check", "data/models/bert.yml") == (0, "", "1 record checked, no problems\n")


def test_problems_come_through_a_pipe_without_colours(tmp_path: Path) -> None:
    assert run("check", cwd=catalogue(tmp_path, BROKEN)) == (1, LINES, "3 problems in 2 file(s)\n")


def test_the_installed_command_collects_no_garbage(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(catalogue(tmp_path))
    monkeypatch.setattr(sys, "argv", ["atlas", "check"])
    try:
        assert (cli.run(), gc.isenabled()) == (0, False)
    finally:
        gc.enable()
    assert (cli.main(["check"]), gc.isenabled()) == (0, True)


def test_nobody_is_asked_where_nobody_sits(tmp_path: Path) -> None:
    root = catalogue(tmp_path)
    assert run("new", cwd=root) == (2, "", "atlas: a name is needed: atlas new NAME\n")
    assert run("new", "GPT-5", cwd=root)[0] == 0


def test_a_pipe_that_closes_early_is_no_crash(tmp_path: Path) -> None:
    root = catalogue(tmp_path, {"m": "tasks: [" + ", ".join(f"unknown-{number}" for number in range(5000)) + "]"})
    done = subprocess.run(
        f"'{ATLAS}' check | head -n 1", shell=True, cwd=root, capture_output=True, text=True, timeout=PATIENCE
    )
    assert done.stdout.startswith("data/models/m.yml:1:9: ")
    assert "Traceback" not in done.stderr


def test_any_output_takes_any_message(tmp_path: Path) -> None:
    root = catalogue(tmp_path, {"m": "languages: [中文]"})
    code, output, _ = run("check", cwd=root, PYTHONIOENCODING="ascii")
    assert (code, output.startswith("data/models/m.yml:1:13: ")) == (1, True)


def test_no_message_steers_the_terminal(tmp_path: Path) -> None:
    assert "\033" not in run("check", cwd=catalogue(tmp_path, {"m": 'languages: ["\\e[2J"]'}))[1]


# --- What is not wrong with the data ---


@pytest.mark.parametrize(
    ("error", "status", "said"),
    [
        (OSError(28, "No space left on device", "data/x.yml"), 2, "atlas: data/x.yml: No space left on device\n"),
        (KeyboardInterrupt(), 130, ""),
    ],
)
def test_a_command_that_cannot_go_on_says_why_without_a_traceback(
    error: BaseException, status: int, said: str, tmp_path: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(*_: object) -> None:
        raise error

    monkeypatch.setattr(cli, "load", stop)
    assert atlas(catalogue(tmp_path), "check") == status
    assert capsys.readouterr() == ("", said)


def test_very_many_problems_are_counted_and_not_all_printed(tmp_path: Path, capsys: Captured) -> None:
    models = {f"m{number}": "context_length: 1.5\n" for number in range(600)}
    assert atlas(catalogue(tmp_path, models), "check") == 1
    out, err = capsys.readouterr()
    assert out.splitlines()[-1] == "… and 100 more"
    assert len(out.splitlines()) == 501
    assert err == "600 problems in 600 file(s)\n"
