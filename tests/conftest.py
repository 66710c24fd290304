"""What several test modules need: the real catalogue, the built site, a server for it, and a browser."""

import os
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
from playwright.sync_api import Browser, Page, sync_playwright

from atlas.catalog import Catalog
from atlas.site import load_checked
from built import ROOT, Site, base_of

# A path, so that every test of the site shows that it works from one.
ADDRESS = "https://model-atlas.example/atlas/"

Visit = Callable[..., Page]


@pytest.fixture(scope="session")
def catalogue() -> Catalog:
    """The real catalogue."""
    found, problems = load_checked(ROOT)
    if problems:
        pytest.fail("the catalogue has problems:\n" + "\n".join(map(str, problems)), pytrace=False)
    return found


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the site: that of SITE_DIR, or one built here from the real project without a warning."""
    if given := os.environ.get("SITE_DIR"):
        return Path(given)
    folder = tmp_path_factory.mktemp("site") / "built"
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(folder)]
    env = os.environ | {"SITE_URL": ADDRESS, "SOURCE_DATE_EPOCH": "1700000000", "NO_MKDOCS_2_WARNING": "1"}
    done = subprocess.run(command, cwd=ROOT, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    if done.returncode or "WARNING" in done.stdout:
        pytest.fail(f"the site was not built without a warning:\n{done.stdout}", pytrace=False)
    return folder


@pytest.fixture(scope="session")
def built(site: Path) -> Site:
    """The built site, parsed."""
    return Site(site)


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


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    executable = os.environ.get("ATLAS_CHROMIUM", "/usr/bin/chromium")
    if not Path(executable).exists():
        pytest.skip(f"there is no {executable}: run scripts/test, or name a Chromium in ATLAS_CHROMIUM")
    options = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=options)
        yield browser
        browser.close()


@pytest.fixture
def visit(chromium: Browser, server: str) -> Iterator[Visit]:
    """Opens a page of the site by its address: `visit("models/", width=360, java_script_enabled=False)`."""
    contexts = []

    def open_page(address: str = "", width: int = 1280, **options: Any) -> Page:
        context = chromium.new_context(viewport={"width": width, "height": 900}, **options)
        contexts.append(context)
        page = context.new_page()
        page.goto(server + address)
        return page

    yield open_page
    for context in contexts:
        context.close()


def unfold(page: Page) -> None:
    """Open everything that is folded on a page, the filters of a narrow table first."""
    for opener in page.locator(".open-facets:visible").all():
        opener.click()
    page.locator("details").evaluate_all("(all) => all.forEach((each) => (each.open = true))")
