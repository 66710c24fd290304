"""scripts/*: their text, the locks, and the environment that they make on a machine of one's own."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from script_project import ROOT, STUB_PYTHON, Project
from waiting import PATIENCE

SCRIPTS = [
    "scripts/build",
    "scripts/serve",
    "scripts/test",
    "scripts/bench",
    "scripts/audit",
    "scripts/lock",
    ".ci/run",
]


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """With the stub for Python."""
    project = Project(tmp_path / "a project")
    project.add_command("python3", STUB_PYTHON)
    return project


# --- The scripts as text ---


@pytest.mark.parametrize("script", SCRIPTS)
def test_scripts_are_posix_sh_and_executable(script: str) -> None:
    assert os.access(ROOT / script, os.X_OK)
    assert (ROOT / script).read_text().startswith("#!/bin/sh\n")
    found = subprocess.run(
        [Path(sys.executable).with_name("shellcheck"), "--external-sources", "--shell=sh", script],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    assert found.stdout + found.stderr == ""


# --- The locks ---


@pytest.mark.parametrize("lock", ["requirements.lock", "requirements-verify.lock", "requirements-test.lock"])
def test_every_locked_package_has_an_exact_version_and_hashes(lock: str) -> None:
    packages = re.split(r"\n(?=\S)", (ROOT / lock).read_text())
    assert len(packages) > 20
    for package in packages:
        assert re.match(r"[a-z0-9-]+==\S+( ; [^\\]+)? \\\n", package), package
        assert "--hash=sha256:" in package


def test_the_locks_agree_and_name_no_index() -> None:
    names = ["requirements.lock", "requirements-verify.lock", "requirements-test.lock"]
    build, verify, test = ((ROOT / name).read_text() for name in names)
    assert set(build.splitlines()) <= set(verify.splitlines()) <= set(test.splitlines())
    assert "://" not in build + verify + test


@pytest.mark.parametrize("folder", ["editor", "javascript", "nu", "lighthouse"])
def test_what_npm_installs_is_locked_without_addresses(folder: str) -> None:
    lock = (ROOT / "tests" / folder / "package-lock.json").read_text()
    assert '"integrity"' in lock
    assert '"resolved"' not in lock


# --- Before a commit ---


def test_what_runs_before_a_commit_comes_with_the_locked_packages() -> None:
    config = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text(encoding="utf-8"))
    programs = [hook["entry"].split()[0] for repository in config["repos"] for hook in repository["hooks"]]
    assert len(programs) > 3
    assert {str(Path(program).parent) for program in programs} == {".venv/bin"}
    assert [p for p in programs if not Path(sys.executable).with_name(Path(p).name).exists()] == []


# --- The environment ---


def test_the_environment_is_made_once(project: Project) -> None:
    assert project.build()[0] == 0
    assert project.pip_calls() == 2  # the locked packages, the project itself
    assert project.site() == "new\n"
    status, output = project.build()
    assert (status, project.pip_calls()) == (0, 0)
    assert "Installing" not in output


def test_a_changed_lock_is_installed_into_the_same_environment(project: Project) -> None:
    project.build()
    project.pip_calls()
    project.write(".venv/mark", "")
    project.write("requirements.lock", "# changed\n")
    assert project.build()[0] == 0
    assert project.pip_calls() == 2
    assert (project.folder / ".venv/mark").exists()


@pytest.mark.parametrize("damage", ["interrupted", "moved", "python gone"])
def test_an_environment_that_cannot_be_trusted_is_made_anew(project: Project, damage: str) -> None:
    project.build()
    project.pip_calls()
    project.write(".venv/mark", "")
    if damage == "interrupted":
        project.write(".venv/.unfinished", "")
    elif damage == "moved":
        project.folder = project.folder.rename(project.folder.with_name("moved"))
    else:
        (project.folder / ".venv/bin/python").unlink()
    assert project.build()[0] == 0
    assert project.pip_calls() == 2
    assert not (project.folder / ".venv/mark").exists()


def test_without_the_network_the_old_environment_stays(project: Project) -> None:
    project.build()
    project.write(".venv/mark", "")
    project.write("requirements.lock", "# changed\n")
    project.env["PIP_STATUS"] = "1"
    status, output = project.build()
    assert status == 1
    assert "pip install --no-deps --require-hashes -r requirements.lock" in output
    assert "could not be reached. Check the network" in output
    assert project.site() == "new\n"
    del project.env["PIP_STATUS"]
    project.pip_calls()
    assert project.build()[0] == 0
    assert project.pip_calls() == 2
    assert (project.folder / ".venv/mark").exists()


def test_a_python_too_old_is_named(project: Project) -> None:
    project.add_command("python3", '#!/bin/sh\n[ "$1" = --version ] && echo Python 3.9.2\n')
    status, output = project.build()
    assert status == 1
    assert "Error: Python 3.11 or newer is needed, and was not found (python3 is Python 3.9.2)." in output
    assert "PYTHON=/path/to/python3.12" in output


def test_a_newer_python_of_another_name_is_found(project: Project) -> None:
    project.add_command("python3", '#!/bin/sh\n[ "$1" = --version ] && echo Python 3.9.2\n')
    project.add_command("python3.12", STUB_PYTHON)
    status, output = project.build()
    assert status == 0
    assert "Making a Python environment in .venv (Python 3.12.0)" in output


def test_no_python_at_all(project: Project) -> None:
    (project.bin / "python3").unlink()
    status, output = project.build()
    assert status == 1
    assert "Error: Python was not found. Install Python 3.11 or newer" in output


def test_a_wrong_python_asked_for(project: Project) -> None:
    project.env["PYTHON"] = "python2"
    assert project.build() == (1, "Error: PYTHON is set to python2, which is not a command.\n")


def test_debian_without_the_venv_package(project: Project) -> None:
    project.add_command(
        "python3", '#!/bin/sh\ncase "$*" in *ensurepip*) exit 1 ;; --version) echo Python 3.11.2 ;; esac\n'
    )
    status, output = project.build()
    assert status == 1
    assert "apt install python3-venv" in output


def test_builds_at_once_do_not_harm_each_other(project: Project) -> None:
    processes = [project.start() for _ in range(4)]
    for process in processes:
        output, _ = process.communicate(timeout=PATIENCE)
        assert process.returncode == 0, output
    assert project.pip_calls() == 2
    assert project.site() == "new\n"
    assert project.leavings() == set()
