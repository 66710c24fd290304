"""scripts/build: a site is there whole or not at all, however a build ends."""

import os
import shutil
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from script_project import ROOT, Project
from waiting import PATIENCE, is_running, wait_until


@pytest.fixture
def real_project(tmp_path: Path, real_environment: dict[str, str]) -> Project:
    """With the real MkDocs."""
    project = Project(tmp_path / "a project")
    project.env |= real_environment
    return project


@pytest.fixture
def slow_build(real_project: Project) -> Iterator[tuple[Project, "subprocess.Popen[str]", int]]:
    """A build stopped in the middle of its work, and the process number of its MkDocs."""
    real_project.write(
        "hook.py",
        "import os, pathlib, time\n"
        "def on_post_build(config):\n"
        "    pathlib.Path('docs/pid').write_text(str(os.getpid()))\n"
        "    time.sleep(3600)\n",
    )
    process = real_project.start()
    pid_file = real_project.folder / "docs/pid"
    wait_until(lambda: pid_file.exists() and pid_file.read_text() != "")
    mkdocs = int(pid_file.read_text())
    yield real_project, process, mkdocs
    process.kill()
    if is_running(mkdocs):  # it holds the output open
        os.kill(mkdocs, signal.SIGKILL)
    process.communicate()


def test_a_failing_build_leaves_the_previous_site(real_project: Project) -> None:
    real_project.write("docs/index.md", "[nowhere](nowhere.md)\n")
    status, output = real_project.build()
    assert status == 1
    assert "nowhere.md" in output
    assert "Error: the site was not built" in output
    assert real_project.site() == "previous"
    assert real_project.leavings() == set()


def test_a_wrong_record_stops_the_build_and_leaves_the_previous_site(
    tmp_path: Path, real_environment: dict[str, str]
) -> None:
    project = tmp_path / "project"
    shutil.copytree(ROOT, project, ignore=shutil.ignore_patterns(".*", "node_modules", "site", "tests", "__pycache__"))
    (project / "site").mkdir()
    (project / "site/index.html").write_text("previous")
    record = min((project / "data/models").glob("*.yml"))
    with record.open("a") as file:
        file.write("nonsense: true\n")
    done = subprocess.run(
        [project / "scripts/build"],
        env=os.environ | real_environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    assert done.returncode == 1
    assert f"data/models/{record.name}:{len(record.read_text().splitlines())}:1: nonsense" in done.stdout
    assert "Error: the site was not built" in done.stdout
    assert (project / "site/index.html").read_text() == "previous"
    assert not list(project.glob(".site.*"))


@pytest.mark.parametrize(("sent", "status"), [(signal.SIGINT, 130), (signal.SIGTERM, 143), (signal.SIGHUP, 129)])
def test_a_stopped_build_leaves_no_rubbish(
    slow_build: tuple[Project, "subprocess.Popen[str]", int], sent: signal.Signals, status: int
) -> None:
    project, process, mkdocs = slow_build
    assert project.leavings() != set()
    os.kill(process.pid, sent)
    assert process.wait(PATIENCE) == status
    wait_until(lambda: not is_running(mkdocs))
    assert project.site() == "previous"
    assert project.leavings() == set()


def test_after_a_killed_build_the_next_one_tidies_up(
    slow_build: tuple[Project, "subprocess.Popen[str]", int],
) -> None:
    project, process, mkdocs = slow_build
    os.kill(mkdocs, signal.SIGKILL)
    process.kill()
    process.wait()
    assert project.site() == "previous"
    assert project.leavings() != set()
    project.write("hook.py", "")
    assert project.build()[0] == 0
    assert "new" in project.site()
    assert project.leavings() == set()


def test_a_build_waits_for_another(slow_build: tuple[Project, "subprocess.Popen[str]", int]) -> None:
    project, first, _ = slow_build
    project.write("hook.py", "")
    second = project.start()
    assert second.stdout is not None
    assert second.stdout.readline() == f"Another build (process {first.pid}) is running; waiting for it to end.\n"
    os.kill(first.pid, signal.SIGTERM)
    second.communicate(timeout=PATIENCE)
    assert second.returncode == 0
    assert "new" in project.site()
    assert project.leavings() == set()
