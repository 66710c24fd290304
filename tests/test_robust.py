"""Builds and sites under bad conditions: full and read-only disks, files that are gone, other places than meant.

What scripts/build does when it is stopped, fails, or runs twice at once stands in test_build.py; the strict policy, at
the address that the site is built for, is in force in all of test_browser.py.
"""

import hashlib
import os
import resource
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Request, Route

from atlas import exports, pages, site
from atlas.catalog.loading import load
from building import Build
from built import KINDS, ROOT
from conftest import Handler, Visit, new_page
from records import catalogue, loaded, problems_of
from script_project import Project
from shifts import shifts, watch_shifts
from waiting import wait_until

# --- Disks ---

# In a mount namespace of its own: whatever happens, the disk is gone with it.
BUILD_ON = """
mount -t tmpfs -o size="$SIZE" tmpfs "$DISK" && cp -a "$FROM/." "$DISK" && mount -o "remount,$MODE" "$DISK" || exit 99
"$DISK/scripts/build"; status=$?
echo "left: $(ls -A "$DISK" | sort | tr '\\n' ' ')"
echo "site: $(cat "$DISK/site/index.html")"
exit $status
"""


def build_on(tmp_path: Path, real_environment: dict[str, str], size: str, mode: str) -> tuple[int, str]:
    """Run scripts/build of a project on a disk of a size, mounted `rw` or `ro`; gives the status and all output."""
    project = Project(tmp_path / "project")
    disk = tmp_path / "disk"
    disk.mkdir()
    env = project.env | real_environment | {"SIZE": size, "MODE": mode, "DISK": str(disk)}
    env |= {"FROM": str(project.folder), "PATH": f"{project.bin}:{os.environ['PATH']}"}
    command = ["unshare", "--map-root-user", "--mount", "sh", "-c", BUILD_ON]
    try:
        done = subprocess.run(command, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    except FileNotFoundError:
        pytest.skip("there is no unshare here")
    if done.returncode in (1, 99) and "Error: " not in done.stdout:
        pytest.skip(f"a disk cannot be mounted here: {done.stdout}")
    return done.returncode, done.stdout


def test_a_full_disk_leaves_the_previous_site(tmp_path: Path, real_environment: dict[str, str]) -> None:
    status, output = build_on(tmp_path, real_environment, "200k", "rw")
    assert status == 1
    assert "No space left on device" in output
    assert "Error: the site was not built" in output
    assert "site: previous" in output
    assert ".site" not in output.partition("left: ")[2]
    assert ".build.lock" not in output.partition("left: ")[2]


def test_a_disk_that_cannot_be_written_to_is_named(tmp_path: Path, real_environment: dict[str, str]) -> None:
    status, output = build_on(tmp_path, real_environment, "4m", "ro")
    assert status == 1
    assert f"Error: {tmp_path / 'disk'}/.build.lock could not be made. Is {tmp_path / 'disk'} writable" in output
    assert "site: previous" in output


def no_room() -> None:
    """As on a disk that has room for a thousand bytes more; run in a child process."""
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))


def test_a_file_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    path = tmp_path / "models.json"
    path.write_text("previous")
    program = "import pathlib, sys; from atlas import site; site.write(pathlib.Path(sys.argv[1]), b'x' * 100_000)"
    done = subprocess.run([sys.executable, "-c", program, path], preexec_fn=no_room, capture_output=True, text=True)
    assert "File too large" in done.stderr
    assert path.read_text() == "previous"
    assert list(tmp_path.iterdir()) == [path]


# --- Files that are gone ---


def test_a_record_that_is_gone_after_loading_is_still_rendered(tmp_path: Path) -> None:
    catalog = loaded(catalogue(tmp_path, {"bert": "draft: false"}))
    shutil.rmtree(tmp_path / "data")
    rendered = {page.address: page.html for page in pages.render(catalog, pages.Settings())}
    assert "<h1>bert</h1>" in rendered["models/bert/"]
    site.write_files(catalog, exports.exports(catalog, "https://a.example/", "2024-01-01T00:00:00Z"), tmp_path / "out")
    assert (tmp_path / "out/api/v1/models/bert.json").is_file()


def test_a_record_that_is_gone_before_it_is_read_is_a_problem(tmp_path: Path) -> None:
    catalogue(tmp_path)
    (tmp_path / "data/models/gone.yml").symlink_to("nowhere.yml")
    (tmp_path / "data/models/itself.yml").symlink_to("itself.yml")
    lines = problems_of(tmp_path)
    assert [line.partition(": ")[0] for line in lines] == ["data/models/gone.yml:1:1", "data/models/itself.yml:1:1"]
    assert all("cannot be read: " in line and line.endswith("[readable]") for line in lines)


def test_a_catalogue_without_any_file_is_no_crash(tmp_path: Path) -> None:
    (tmp_path / "data/models").mkdir(parents=True)
    catalog, problems = load(tmp_path)
    assert {problem.message for problem in problems} == {"is missing"}  # each of the vocabularies
    assert [page.address for page in pages.render(catalog, pages.Settings()) if not page.html] == []


# --- The same commit, the same bytes ---


def tree(folder: Path) -> dict[str, str]:
    """Every file below a folder with the hash of its content."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def copied(project: Path) -> Path:
    """A copy of the project."""
    for name in ("data", "docs", "scripts"):
        shutil.copytree(ROOT / name, project / name, ignore=shutil.ignore_patterns("__pycache__", "measure"))
    for name in ("mkdocs.yml", "CONTRIBUTING.md"):
        shutil.copy(ROOT / name, project / name)
    return project


def test_two_builds_are_the_same_to_the_byte(tmp_path: Path, start_build: type[Build]) -> None:
    """In other folders, with other seeds of Python's hashes, in other time zones and languages."""
    places = [(tmp_path / "one", "1", "Pacific/Kiritimati", "C")]
    places += [(tmp_path / "a/longer path/to the other", "2", "America/Adak", "C.UTF-8")]
    builds = [
        start_build(
            copied(folder / "project"),
            folder / "site",
            "--quiet",
            PYTHONHASHSEED=seed,
            TZ=zone,
            LC_ALL=locale,
            SOURCE_DATE_EPOCH="1700000000",
        )
        for folder, seed, zone, locale in places
    ]
    for build in builds:
        build.output()
    first, second = (tree(folder / "site") for folder, *_ in places)
    assert len(first) > 100
    assert {name for name in first.keys() | second.keys() if first.get(name) != second.get(name)} == set()


# --- Other places than meant ---


@contextmanager
def served(folder: Path, below: str) -> Iterator[str]:
    """The address of a server that serves a site below a path, under the strictest policy."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, directory=str(folder), below=below)) as httpd:
        threading.Thread(target=httpd.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{httpd.server_port}{below}"
        httpd.shutdown()


def is_fault(request: Request) -> bool:
    """Whether a request failed by itself, and not because the test left the page before its icon was there."""
    return request.failure != "net::ERR_ABORTED"


@contextmanager
def watched(chromium: Browser) -> Iterator[tuple[Page, list[str]]]:
    """A page, and what goes wrong on it: requests that fail, messages, breaches of the policy."""
    page = new_page(chromium)
    wrong: list[str] = []
    page.on("response", lambda r: wrong.append(f"{r.status} {r.url}") if r.status >= 400 else None)
    page.on("requestfailed", lambda request: wrong.append(f"failed {request.url}") if is_fault(request) else None)
    page.on("console", lambda message: wrong.append(message.text))
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.expose_function("breach", lambda text: wrong.append(text))
    page.add_init_script(
        "addEventListener('securitypolicyviolation', (e) => breach(`${e.violatedDirective} ${e.blockedURI}`))"
    )
    yield page, wrong
    page.context.close()


STYLED = "[...document.styleSheets].filter((sheet) => sheet.cssRules.length > 3).length === document.styleSheets.length"


MOVABLE = [place for kind, place in KINDS.items() if kind != "not-found"]  # 404.html has to know where it is


@pytest.mark.parametrize(("below", "places"), [("/", ["", "models/", "models/bert/"]), ("/somewhere/else/", MOVABLE)])
def test_the_site_works_elsewhere_under_the_strictest_policy(
    below: str, places: list[str], site: Path, chromium: Browser
) -> None:
    with served(site, below) as address, watched(chromium) as (page, wrong):
        for place in places:
            page.goto(address + place)
            assert page.evaluate(STYLED), place
            before = page.evaluate("getComputedStyle(document.body).backgroundColor")
            page.locator("theme-switch button").click()
            assert page.evaluate("getComputedStyle(document.body).backgroundColor") != before
            heads = page.locator("model-table thead button")
            if heads.count():
                heads.first.click()
                assert page.locator("model-table th[aria-sort=ascending]").count() == 1
        page.wait_for_load_state("networkidle")
        assert wrong == []


def test_a_breach_of_the_policy_would_be_seen(site: Path, chromium: Browser) -> None:
    with served(site, "/somewhere/else/") as address, watched(chromium) as (page, wrong):
        page.goto(address)
        page.evaluate("document.body.insertAdjacentHTML('beforeend', '<img src=https://a.example/ style=color:red>')")
        expected = {"img-src", "style-src-attr"}
        wait_until(lambda: {line.split()[0] for line in wrong} >= expected, rest=lambda: page.wait_for_timeout(20))


def test_a_page_can_be_read_without_its_fonts(site: Path, chromium: Browser, tmp_path: Path) -> None:
    bare = tmp_path / "bare"
    shutil.copytree(site, bare, ignore=shutil.ignore_patterns("*.woff2", "api"))
    with served(bare, "/") as address, watched(chromium) as (page, wrong):
        page.goto(address + KINDS["model"], wait_until="networkidle")
        assert {line.rpartition(".")[2] for line in wrong if line.startswith("404 ")} == {"woff2"}
        assert page.evaluate(STYLED)
        assert page.locator("h1").bounding_box() is not None
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        assert page.locator("table.variants").is_visible()


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("kind", ["home", "models", "model", "concept-with-formulas", "organizations", "prose"])
def test_nothing_moves_when_the_font_is_late(kind: str, width: int, visit: Visit, server: str) -> None:
    page = visit("404.html", width=width)
    watch_shifts(page)
    held: list[Route] = []
    page.route("**/*.woff2", lambda route: held.append(route))
    page.goto(f"{server}{KINDS[kind]}", wait_until="domcontentloaded")
    shifts(page)
    assert held
    for route in held:
        route.continue_()
    page.evaluate("document.fonts.ready")
    assert shifts(page) == []
