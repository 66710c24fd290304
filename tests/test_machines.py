"""scripts/build and scripts/serve on machines of all kinds: what is left, who holds a lock, who may read the site."""

import errno
import os
import shutil
import signal
import stat
import subprocess
from pathlib import Path

import pytest
from mkdocs.exceptions import Abort

from atlas import site
from conftest import RunPython
from mkdocs_adapter import hook
from script_project import ROOT, STUB_PYTHON, Project
from waiting import PATIENCE, is_running, wait_until


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """With the stub for Python."""
    project = Project(tmp_path / "a project")
    project.add_command("python3", STUB_PYTHON)
    return project


def take_lock(project: Project) -> "subprocess.Popen[bytes]":
    """A process that holds the lock of a project, and does not know how to let it go."""
    program = "import fcntl, sys, time; f = open(sys.argv[1], 'w'); f.write('4711\\n'); f.flush(); "
    program += "fcntl.flock(f, fcntl.LOCK_EX); print('locked', flush=True); time.sleep(3600)"
    holder = subprocess.Popen(
        [shutil.which("python3") or "python3", "-c", program, project.folder / ".build.lock"], stdout=subprocess.PIPE
    )
    assert holder.stdout is not None
    assert holder.stdout.readline() == b"locked\n"
    return holder


# --- Locks ---


def test_a_build_says_who_holds_which_file_and_goes_on_when_it_has_died(project: Project) -> None:
    holder = take_lock(project)
    build = project.start()
    assert build.stdout is not None
    assert build.stdout.readline() == "Another build (process 4711) is running; waiting for it to end.\n"
    assert str(project.folder / ".build.lock") in build.stdout.readline()
    assert build.poll() is None
    holder.kill()
    holder.communicate()
    output, _ = build.communicate(timeout=PATIENCE)
    assert build.returncode == 0, output
    assert project.leavings() == set()


@pytest.mark.parametrize("number", [os.getpid(), 1, 999_999_999], ids=["mine", "init", "nobody's"])
@pytest.mark.parametrize("made_by", ["a version before", "a killed build"])
def test_a_lock_that_was_left_is_no_lock_whosever_its_number_is_now(
    project: Project, number: int, made_by: str
) -> None:
    lock = project.folder / ".build.lock"
    if made_by == "a version before":
        lock.symlink_to(str(number))
    else:
        lock.write_text(f"{number}\n")
    status, output = project.build()
    assert status == 0, output
    assert "waiting" not in output
    assert project.leavings() == set()
    assert not (project.folder / str(number)).exists()


def test_something_else_in_the_place_of_the_lock_is_said(project: Project) -> None:
    (project.folder / ".build.lock").mkdir()
    status, output = project.build()
    assert status == 1
    assert f"Error: {project.folder}/.build.lock could not be made." in output


def test_a_build_that_waits_can_be_stopped(tmp_path: Path, real_environment: dict[str, str]) -> None:
    project = Project(tmp_path / "a project")
    project.env |= real_environment
    holder = take_lock(project)
    build = project.start()
    assert build.stdout is not None
    build.stdout.readline()
    build.send_signal(signal.SIGTERM)
    build.communicate(timeout=PATIENCE)
    assert build.returncode == 143
    assert holder.poll() is None
    assert (project.folder / ".build.lock").read_text() == "4711\n"
    assert project.site() == "previous"
    holder.kill()
    holder.communicate()


# --- What is left ---

WITH_LEAVINGS = """
import os, pathlib, tempfile, time
def on_post_build(config):
    made = tempfile.mkdtemp(prefix="model-atlas-search-")
    if not os.fork():
        pathlib.Path("docs/worker").write_text(str(os.getpid()))
        parent, end = os.getppid(), None
        while end is None or time.monotonic() < end:  # goes on for a moment when the one that started it has ended
            pathlib.Path(config.site_dir).mkdir(parents=True, exist_ok=True)
            pathlib.Path(config.site_dir, str(time.monotonic())).touch()
            if end is None and os.getppid() != parent:
                end = time.monotonic() + 1.5
        os._exit(0)
    pathlib.Path("docs/pid").write_text(str(os.getpid()))
    time.sleep(3600)
"""


@pytest.mark.parametrize("sent", [signal.SIGTERM, signal.SIGKILL], ids=["stopped", "killed"])
def test_an_interrupted_build_leaves_nothing_even_if_somebody_still_writes(
    tmp_path: Path, real_environment: dict[str, str], sent: signal.Signals
) -> None:
    project = Project(tmp_path / "a project")
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    project.env |= real_environment | {"TMPDIR": str(temporary)}
    project.write("hook.py", WITH_LEAVINGS)
    build = project.start()
    wait_until(lambda: all((project.folder / f"docs/{name}").exists() for name in ("pid", "worker")))
    wait_until(lambda: (project.folder / "docs/pid").read_text() != "")
    started = [int((project.folder / f"docs/{name}").read_text()) for name in ("pid", "worker")]
    try:
        if sent == signal.SIGTERM:
            build.send_signal(sent)
            assert build.wait(PATIENCE) == 143
        else:
            for process in (build.pid, started[0]):
                os.kill(process, sent)
            os.kill(started[1], sent)
            build.wait()
            project.write("hook.py", "")
            assert project.build()[0] == 0
        assert list(temporary.iterdir()) == []
        assert project.leavings() == set()
        wait_until(lambda: not any(map(is_running, started)))
    finally:
        for process in started:
            if is_running(process):
                os.kill(process, signal.SIGKILL)
        build.communicate()


# --- Where the site lies, and who may read it ---


@pytest.mark.parametrize("target", ["../elsewhere/www", "{tmp}/elsewhere/www"], ids=["relative", "absolute"])
@pytest.mark.parametrize("filled", [True, False], ids=["filled", "not there yet"])
def test_a_site_that_is_a_symbolic_link_stays_one(project: Project, target: str, filled: bool, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    shutil.rmtree(project.folder / "site")
    (project.folder / "site").symlink_to(target.format(tmp=tmp_path))
    if filled:
        (elsewhere / "www").mkdir()
        (elsewhere / "www/old.html").write_text("old")
    status, output = project.build()
    assert status == 0, output
    assert (project.folder / "site").is_symlink()
    assert (elsewhere / "www/index.html").read_text() == "new\n"
    assert [path.name for path in elsewhere.iterdir()] == ["www"]
    assert not (elsewhere / "www/old.html").exists()


def test_a_site_that_leads_nowhere_is_said(project: Project) -> None:
    shutil.rmtree(project.folder / "site")
    (project.folder / "site").symlink_to("/nowhere/www")
    status, output = project.build()
    assert status == 1
    assert "Error: nothing can be written into /nowhere, where the site is made." in output
    assert (project.folder / "site").is_symlink()


def test_a_site_is_for_all_to_read_whatever_the_builder_keeps_to_himself(
    tmp_path: Path, real_environment: dict[str, str]
) -> None:
    """With the real hook, and files that only their owner may read."""
    project = tmp_path / "project"
    for name in ("data", "docs", "scripts", "mkdocs.yml", "CONTRIBUTING.md", "pyproject.toml", "requirements.lock"):
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
        copy(ROOT / name, project / name)
        project.mkdir(exist_ok=True)
    for path in project.rglob("*"):
        path.chmod(path.stat().st_mode & 0o700)
    done = subprocess.run(
        ["sh", "-c", 'umask 077 && exec "$0"', project / "scripts/build"],
        env=os.environ | real_environment | {"ATLAS_SEARCH": "off", "ATLAS_COMPARISONS": "off"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    assert done.returncode == 0, done.stdout
    site = project / "site"
    closed = [p for p in (site, *site.rglob("*")) if not stat.S_IMODE(p.stat().st_mode) & (0o5 if p.is_dir() else 0o4)]
    assert len(list(site.rglob("*"))) > 300
    assert closed == []


# --- Checkouts ---


def git(folder: Path, *arguments: str) -> str:
    names = ["-c", "user.name=A", "-c", "user.email=a@a.example", "-c", "commit.gpgsign=false"]
    done = subprocess.run(["git", *names, *arguments], cwd=folder, capture_output=True, text=True, check=True)
    return done.stdout


def test_a_checkout_with_the_line_ends_of_windows_runs(project: Project, tmp_path: Path) -> None:
    """As whoever clones with core.autocrlf has it."""
    for name in (".gitattributes", "scripts/serve", "scripts/test", "scripts/tools.sh", "data/licenses.yml"):
        (project.folder / name).parent.mkdir(exist_ok=True)
        shutil.copy(ROOT / name, project.folder / name)
    git(project.folder, "init", "-q")
    git(project.folder, "add", "--all")
    git(project.folder, "commit", "-q", "-m", "All")
    git(tmp_path, "clone", "-q", "-c", "core.autocrlf=true", str(project.folder), "clone")
    clone = tmp_path / "clone"
    names = git(clone, "ls-files").split("\n")[:-1]
    assert {"scripts/build", "data/licenses.yml"} <= set(names)
    assert [name for name in names if b"\r" in (clone / name).read_bytes()] == []
    project.folder = clone
    assert project.build()[0] == 0
    assert project.site() == "new\n"


def test_every_text_of_the_project_has_the_same_lines_everywhere() -> None:
    if not (ROOT / ".git").exists():
        pytest.skip("this is no checkout")
    lines = git(ROOT, "ls-files", "--eol").splitlines()
    other = [line.split("\t")[1] for line in lines if not line.startswith("i/lf    w/lf    attr/text=auto eol=lf")]
    assert [name for name in other if not name.startswith("tests/hostile/") and not name.endswith(".woff2")] == []


def test_a_checkout_of_somebody_else_is_said(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", "/dev/null")
    monkeypatch.setenv("GIT_COMMITTER_DATE", "2020-01-01T00:00:00Z")
    git(tmp_path, "init", "-q")
    git(tmp_path, "commit", "-q", "--allow-empty", "-m", "Nothing")
    assert site.generated_at(tmp_path) == "2020-01-01T00:00:00Z"
    assert caplog.text == ""
    monkeypatch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")
    assert site.generated_at(tmp_path) > "2020-01-01T00:00:00Z"
    assert "The time of the last commit is not known" in caplog.text
    assert "safe.directory" in caplog.text  # git's own words: what to do


@pytest.mark.parametrize("given", ["today", "-1", "²", "1e9", "99999999999999", "253402300800", " 1"])
def test_a_time_that_is_none_is_said(given: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", given)
    with pytest.raises(
        site.WrongTime, match=r"SOURCE_DATE_EPOCH is .*, which is no time: write the seconds since 1970"
    ):
        site.build_time()


def test_outside_of_a_repository_the_time_is_that_of_the_build(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also in a folder of somebody else's repository."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "")
    git(tmp_path, "init", "-q")
    (tmp_path / "vendored").mkdir()
    assert site.generated_at(tmp_path / "vendored") > "2026"
    assert caplog.text == ""


# --- What the real build says ---


@pytest.mark.parametrize(
    ("arguments", "environment", "said"),
    [
        ((), {"SOURCE_DATE_EPOCH": "today"}, 'SOURCE_DATE_EPOCH is "today", which is no time'),
        (("--site-dir", "/dev/null/site"), {}, "/dev/null/site"),
    ],
    ids=["a wrong time", "a target that cannot be"],
)
def test_what_cannot_be_is_one_line_and_no_traceback(
    run_python: RunPython, arguments: tuple[str, ...], environment: dict[str, str], said: str
) -> None:
    env = os.environ | {"NO_MKDOCS_2_WARNING": "1", "ATLAS_SEARCH": "off", "ATLAS_COMPARISONS": "off"} | environment
    done = run_python("-m", "mkdocs", "build", "--quiet", *arguments, cwd=ROOT, env=env)
    assert done.returncode == 1
    assert said in done.stdout + done.stderr
    assert "Traceback" not in done.stdout + done.stderr


def test_a_full_disk_is_one_line_and_no_traceback() -> None:
    error = OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), "/srv/site/index.html")
    with pytest.raises(Abort, match=r"/srv/site/index.html: No space left on device"):
        hook.on_build_error(error)
    hook.on_build_error(FileNotFoundError(errno.ENOENT, "as of a fault in the code, which is raised"))
