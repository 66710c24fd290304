"""What several test modules need: the real catalogue, the built site, a server for it, and a browser."""

import fcntl
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from hypothesis import settings
from mkdocs.commands.build import build
from mkdocs.config import load_config
from playwright.sync_api import Browser, Page, expect, sync_playwright

from atlas.catalog import Catalog
from atlas.site import load_checked
from building import Build
from built import ROOT, Site, base_of
from waiting import PATIENCE

# A path, so that every test of the site shows that it works from one.
ADDRESS = "https://model-atlas.example/atlas/"

Visit = Callable[..., Page]

settings.load_profile("ci")  # the same examples on every run, and no limit of time

NOT_QUICK = {
    *("start_build", "build_here", "real_environment", "run_python", "server"),
    *("chromium", "html_checker", "language_server"),
}
"""Fixtures that take long, or need a program that is no part of Python. What needs none of them is quick."""


def pytest_configure() -> None:
    """Undo what `nohup` and background jobs do: a script can't catch a signal that was ignored when it was started."""
    for number in (signal.SIGHUP, signal.SIGINT):
        if signal.getsignal(number) == signal.SIG_IGN:
            signal.signal(number, signal.SIG_DFL)


@pytest.hookimpl(tryfirst=True)  # before those that are not asked for are left out
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the quick tests, for `scripts/test --quick`."""
    for item in items:
        if isinstance(item, pytest.Function) and NOT_QUICK.isdisjoint(item.fixturenames):
            item.add_marker("quick")


# --- The catalogue and its site ---


@pytest.fixture(scope="session")
def catalogue() -> Catalog:
    """The real catalogue."""
    found, problems = load_checked(ROOT)
    if problems:
        pytest.fail("the catalogue has problems:\n" + "\n".join(map(str, problems)), pytrace=False)
    return found


RunPython = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture(scope="session")
def run_python() -> RunPython:
    """Runs Python anew, which has to read all code again, and gives what it said: `run_python("-c", "pass")`."""

    def run(*arguments: str | Path, **options: Any) -> "subprocess.CompletedProcess[str]":
        return subprocess.run([sys.executable, *arguments], capture_output=True, text=True, **options)

    return run


@pytest.fixture(scope="session")
def start_build() -> type[Build]:
    """Builds a project in a process of its own: `start_build(project, site, "--strict", TZ="UTC").output()`."""
    return Build


@pytest.fixture
def build_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Builds the real project, but for its full text, in this process: for a test that looks inside."""
    monkeypatch.setenv("ATLAS_SEARCH", "off")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    return lambda: build(load_config(str(ROOT / "mkdocs.yml"), site_dir=str(tmp_path / "site"), strict=True))


@pytest.fixture(scope="session")
def real_environment() -> dict[str, str]:
    """What makes scripts/build take the environment of these tests as it is, and so the real MkDocs."""
    return {"ATLAS_VENV": sys.prefix}


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory, worker_id: str, start_build: type[Build]) -> Path:
    """The folder of the site: that of SITE_DIR, or one built here from the real project without a warning.

    It is built once, by the first of the processes of pytest that needs it; the others wait for it.
    """
    if given := os.environ.get("SITE_DIR"):
        return Path(given)
    alone = worker_id == "master"
    shared = tmp_path_factory.mktemp("site") if alone else tmp_path_factory.getbasetemp().parent
    folder = shared / "site"
    with (shared / "site.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not folder.exists():
            unfinished = tmp_path_factory.mktemp("build") / "site"
            build = start_build(ROOT, unfinished, "--strict", SITE_URL=ADDRESS, SOURCE_DATE_EPOCH="1700000000")
            if "WARNING" in (said := build.output()):
                pytest.fail(f"the site was built with a warning:\n{said}", pytrace=False)
            unfinished.rename(folder)
    return folder


@pytest.fixture(scope="session")
def built(site: Path) -> Site:
    """The built site, parsed."""
    return Site(site)


# --- A server ---


class Handler(SimpleHTTPRequestHandler):
    """Serves a folder as static hosts do: below a path, 404.html for what is not there; under a strict policy."""

    policy = "default-src 'self'"

    def __init__(self, *args: Any, below: str, **kwargs: Any) -> None:
        self.below = below
        super().__init__(*args, **kwargs)

    def translate_path(self, path: str) -> str:
        outside = not path.startswith(self.below)
        return super().translate_path("/outside-of-the-site" if outside else "/" + path.removeprefix(self.below))

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        body = (Path(self.directory) / "404.html").read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", self.policy)
        super().end_headers()

    def log_message(self, format: str, *args: Any) -> None:
        """Nothing: the tests say what is wrong."""


@pytest.fixture(scope="session")
def server(site: Path) -> Iterator[str]:
    """Serves the site as its host will, below the path of its own address; gives the address of its home page."""
    below = urlsplit(base_of(site)).path
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, directory=str(site), below=below)) as httpd:
        threading.Thread(target=httpd.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{httpd.server_port}{below}"
        httpd.shutdown()


# --- A browser ---


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    executable = os.environ.get("ATLAS_CHROMIUM", "/usr/bin/chromium")
    if not Path(executable).exists():
        pytest.skip(f"there is no {executable}: run scripts/test, or name a Chromium in ATLAS_CHROMIUM")
    options = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
    expect.set_options(timeout=PATIENCE * 1000)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=options, timeout=PATIENCE * 1000)
        yield browser
        browser.close()


def new_page(browser: Browser, **options: Any) -> Page:
    """An empty page in a context of its own, which whoever asks for it closes."""
    context = browser.new_context(**options)
    context.set_default_timeout(PATIENCE * 1000)
    return context.new_page()


@pytest.fixture
def visit(chromium: Browser, server: str) -> Iterator[Visit]:
    """Opens a page of the site by its address: `visit("models/", width=360, java_script_enabled=False)`."""
    opened = []

    def open_page(address: str = "", width: int = 1280, **options: Any) -> Page:
        page = new_page(chromium, viewport={"width": width, "height": 900}, **options)
        opened.append(page)
        page.goto(server + address)
        return page

    yield open_page
    for page in opened:
        page.context.close()


def unfold(page: Page) -> None:
    """Open everything that is folded on a page, the filters of a narrow table first."""
    for opener in page.locator('.open-facets[aria-expanded="false"]:visible').all():
        opener.click()
    page.locator("details").evaluate_all("(all) => all.forEach((each) => (each.open = true))")


# --- Programs that npm brings ---


@pytest.fixture(scope="session")
def html_checker() -> Path:
    """The Nu HTML Checker, a program for Java."""
    program = ROOT / "tests/nu/node_modules/vnu-jar/build/dist/vnu.jar"
    if not program.exists():
        pytest.skip("the HTML checker is not there: run scripts/test, or `npm ci --ignore-scripts` in tests/nu")
    return program


@pytest.fixture(scope="session")
def language_server() -> Path:
    """A script that asks the YAML language server, for Node.js."""
    if not (ROOT / "tests/editor/node_modules").exists():
        pytest.skip("the language server is not there: run scripts/test, or `npm ci --ignore-scripts` in tests/editor")
    return ROOT / "tests/editor/ask.mjs"
