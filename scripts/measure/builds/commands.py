"""What is measured: ways to build a site. First our own, of this tree or of a commit."""

from __future__ import annotations

import compileall
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from measure.builds import process_cost
from measure.builds.process_cost import NotMeasured

OURS = "ours"
_CHECK = "import sys; from atlas.cli import run; sys.exit(run())"


@dataclass(frozen=True, slots=True)
class Build:
    """A command that builds something into a folder, and its name in the tables."""

    name: str
    command: tuple[str | Path, ...]
    output: Path
    environment: Mapping[str, str] = field(default_factory=dict)
    most_rounds: int = sys.maxsize  # for what takes long
    same_pages: bool = False  # it must give as many pages as ours


@contextmanager
def checkout(root: Path, commit: str, folder: Path) -> Iterator[tuple[str, Path]]:
    """A commit of the repository at `root` as files below a folder, for a while; (its short name, where it is)."""
    unknown = f"--against {commit}: git knows no such commit here"
    name = _git(root, unknown, "rev-parse", "--quiet", "--verify", "--short", f"{commit}^{{commit}}")
    tree = folder / "commit"
    _git(root, f"commit {name} could not be checked out", "worktree", "add", "--quiet", "--detach", tree, name)
    try:
        yield name, tree
    finally:
        _git(root, f"{tree} could not be taken away", "worktree", "remove", "--force", tree)


def _git(root: Path, trouble: str, *arguments: str | Path) -> str:
    try:
        done = subprocess.run(["git", "-C", root, *arguments], capture_output=True, text=True)
    except OSError as error:
        raise NotMeasured(f"{trouble}: git can't be run ({error.strerror})") from error
    if done.returncode:
        raise NotMeasured(f"{trouble}\n{done.stderr}".strip())
    return done.stdout.strip()


def write_project(tree: Path, folder: Path, models: int) -> Path:
    """A project like that at `tree` with made-up models on top, which its own script makes up; gives its folder."""
    script = next(tree.glob("scripts/**/synthetic.py"), None)
    if not script:
        raise NotMeasured(f"{tree} has no scripts/**/synthetic.py, which makes up the models")
    process_cost.run([sys.executable, script, tree, folder / "project", str(models)])
    compileall.compile_dir(folder / "project/scripts", quiet=2)
    return folder / "project"


def site(name: str, project: Path, **settings: str) -> Build:
    """The build of a project as scripts/build starts it, without the full-text index if not said otherwise."""
    output = project.parent / "site"
    command = (sys.executable, "-m", "mkdocs", "build", "--quiet", "--strict")
    place = ("--config-file", project / "mkdocs.yml", "--site-dir", output)
    return Build(name, (*command, *place), output, _environment(project) | {"ATLAS_SEARCH": "off"} | settings)


def variants(project: Path) -> list[Build]:
    """What else we build, and the check alone."""
    check = (sys.executable, "-c", _CHECK, "--root", project, "check")
    return [
        site("with search", project, ATLAS_SEARCH="on"),
        site("fewer pages", project, ATLAS_COMPARISONS="off"),
        Build("check only", check, project.parent / "nothing", _environment(project)),
    ]


def _environment(project: Path) -> dict[str, str]:
    """The code of the project itself, and the same time in each build."""
    own = {"PYTHONPATH": str(project / "scripts"), "SOURCE_DATE_EPOCH": "1700000000"}
    return own | {"NO_MKDOCS_2_WARNING": "1"}
