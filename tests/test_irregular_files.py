"""Links, pipes, sockets and devices among the files that are read: one problem each, and nobody waits for them."""

import os
import socket
from collections.abc import Callable
from pathlib import Path

import pytest

from atlas import cli
from atlas.catalog.loading import load
from atlas.text import files
from conftest import RunPython
from records import ROOT, catalogue, problems_of


def link(target: str) -> Callable[[Path], None]:
    return lambda path: path.symlink_to(target)


def device(path: Path) -> None:
    try:
        os.mknod(path, 0o20666, os.makedev(1, 5))  # /dev/zero, which never ends
    except PermissionError:
        pytest.skip("only root can make a device")


def listening(path: Path) -> None:
    here = Path.cwd()
    os.chdir(path.parent)  # the path of a socket must be short
    try:
        with socket.socket(socket.AF_UNIX) as server:
            server.bind(path.name)
    finally:
        os.chdir(here)


KINDS: dict[str, tuple[Callable[[Path], None], str]] = {
    "a link to what never ends": (link("/dev/zero"), "a symbolic link"),
    "a link to an open file": (link("/proc/self/fd/1"), "a symbolic link"),
    "a link out of the tree": (link("/etc/hostname"), "a symbolic link"),
    "a link to another record": (link("bert.yml"), "a symbolic link"),
    "a link to nothing": (link("nowhere.yml"), "a symbolic link"),
    "a link to itself": (lambda path: path.symlink_to(path.name), "a symbolic link"),
    "a pipe": (os.mkfifo, "a named pipe"),
    "a socket": (listening, "a socket"),
    "a device": (device, "a device"),
}


@pytest.mark.parametrize("place", ["models/z.yml", "concepts/z.yml", "datasets.yml"])
@pytest.mark.parametrize(("make", "what"), KINDS.values(), ids=KINDS)
def test_it_is_one_problem(make: Callable[[Path], None], what: str, place: str, tmp_path: Path) -> None:
    path = catalogue(tmp_path) / "data" / place
    path.unlink(missing_ok=True)
    make(path)
    (problem,) = problems_of(tmp_path)
    assert problem.startswith(f"data/{place}:1:1: cannot be read: it is {what}; ")
    assert problem.endswith(" [readable]")


@pytest.mark.parametrize("name", ["data", "data/models", "data/concepts"])
def test_a_folder_that_leads_out_of_the_tree_is_not_read(name: str, tmp_path: Path) -> None:
    root, elsewhere = tmp_path / "root", catalogue(tmp_path / "elsewhere", {"secret": ""})
    if name != "data":
        catalogue(root)
        for path in (root / name).iterdir():
            path.unlink()
        (root / name).rmdir()
    else:
        root.mkdir()
    (root / name).symlink_to(elsewhere / name)
    assert set(problems_of(root)) == {
        f"{name}:1:1: cannot be read: it is a symbolic link; put the folder itself there [readable]"
    }
    assert "secret" not in load(root)[0].models


def test_the_command_says_so_of_a_named_file_too(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = catalogue(tmp_path) / "data/models/z.yml"
    path.symlink_to("/dev/zero")
    assert cli.main(["--root", str(tmp_path), "check", str(path)]) == 1
    assert capsys.readouterr().out.startswith("data/models/z.yml:1:1: cannot be read: it is a symbolic link")


def test_other_commands_do_not_wait_for_a_pipe_either(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    os.mkfifo(catalogue(tmp_path) / "CONTRIBUTING.md")
    assert cli.main(["--root", str(tmp_path), "schema"]) == 2
    assert "CONTRIBUTING.md is a named pipe, not a file; remove it" in capsys.readouterr().err


@pytest.mark.parametrize("place", ["docs/contribute/z.md", "docs/assets/z.js", "scripts/z.j2"])
@pytest.mark.parametrize("kind", ["a pipe", "a link out of the tree"])
def test_a_build_does_not_read_it_either(kind: str, place: str, tmp_path: Path, run_python: RunPython) -> None:
    """Of docs and assets, which would be published, and of templates."""
    for name in ("data", "docs", "scripts"):
        (tmp_path / name).mkdir()
    for name in ("mkdocs.yml", "CONTRIBUTING.md"):
        (tmp_path / name).write_bytes((ROOT / name).read_bytes())
    hook = f"hooks: [{ROOT}/scripts/mkdocs_adapter/hook.py]"
    settings = (tmp_path / "mkdocs.yml").read_text().replace("hooks: [scripts/mkdocs_adapter/hook.py]", hook)
    (tmp_path / "mkdocs.yml").write_text(settings.replace("docs/overrides", str(ROOT / "docs/overrides")))
    make, what = KINDS[kind]
    (tmp_path / place).parent.mkdir(parents=True, exist_ok=True)
    make(tmp_path / place)
    done = run_python("-m", "mkdocs", "build", "--quiet", cwd=tmp_path, env=os.environ | {"NO_MKDOCS_2_WARNING": "1"})
    assert done.returncode == 1
    assert f"{tmp_path / place} is {what}, not a file" in done.stdout + done.stderr
    assert not (tmp_path / "site").exists()


def test_what_editors_and_python_leave_is_passed_over(tmp_path: Path) -> None:
    (tmp_path / "a.md").touch()
    (tmp_path / ".#a.md").symlink_to("me@here.1234")
    (tmp_path / "__pycache__").mkdir()
    os.mkfifo(tmp_path / "__pycache__/pipe")
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "folder").symlink_to("/etc")
    found = list(files.irregular(tmp_path, tmp_path / "gone"))
    assert [(each.path.name, each.what) for each in found] == [("folder", "a symbolic link"), ("pipe", "a named pipe")]


def test_a_file_that_is_exchanged_while_it_is_opened_is_not_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.yml"
    os.mkfifo(path)
    monkeypatch.setattr(files, "check", lambda _: None)  # it was a file a moment ago
    with pytest.raises(files.NotRegular, match="a named pipe"):
        files.content(path)
