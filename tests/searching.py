"""The search in a browser: its server, a query, and what was found."""

import re
import threading
from collections.abc import Iterator
from functools import partial
from http.server import ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Locator, Page, expect

from built import base_of
from conftest import Handler


class SearchHandler(Handler):
    """The policy that README names: full-text search is a WebAssembly program."""

    policy = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'"


@pytest.fixture(scope="module", params=[SearchHandler], ids=["policy"])
def search_server(site: Path, request: pytest.FixtureRequest) -> Iterator[str]:
    below = urlsplit(base_of(site)).path
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(request.param, directory=str(site), below=below)) as httpd:
        threading.Thread(target=httpd.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{httpd.server_port}{below}"
        httpd.shutdown()


def opened(page: Page) -> Page:
    page.locator("site-search button").click()
    expect(page.locator(".search-dialog")).to_be_visible()
    return page


TYPE = "(input, text) => { input.value = text; input.dispatchEvent(new Event('input')); }"


def search(page: Page, query: str) -> Page:
    """Type a query, whatever signs it has, and wait for the whole answer, which is announced."""
    status = page.locator(".search-dialog [role=status]")
    page.locator("#search-input").fill(" ")
    expect(status).to_have_text("")
    page.locator("#search-input").evaluate(TYPE, query)
    expect(status).to_have_text(re.compile("result|Nothing"))
    return page


def found(page: Page) -> list[str]:
    """`Models: BERT` for each result."""
    groups = page.locator("[role=listbox] [role=group]").all()
    return [
        f"{group.locator('.search-label').inner_text()}: {name}"
        for group in groups
        for name in group.locator(".search-name").all_inner_texts()
    ]


def chosen(page: Page) -> str:
    """The name of the option that Enter would open, which is the one that the input points to."""
    active = page.locator("#search-input").get_attribute("aria-activedescendant")
    option = page.locator("[role=option][aria-selected=true]")
    assert option.get_attribute("id") == active
    return option.inner_text().partition("\n")[0]


def has_focus(locator: Locator) -> bool:
    return bool(locator.evaluate("(element) => element === document.activeElement"))
