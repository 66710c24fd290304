"""What the search loads in a real browser, and what it does with parts missing."""

import gzip
import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from built import Site, assets_of, words
from conftest import Handler, Visit
from searching import found, opened, search, search_server

FIRST_SEARCH = 165  # KB of 1,000 bytes, compressed; a fifth of it are names and lines, which grow with the catalogue

server = search_server  # in place of the one of conftest, which forbids full text
without_webassembly = pytest.mark.parametrize("server", [Handler], ids=["strictest"], indirect=True)


# --- What is loaded ---


def paths(page: Page, server: str) -> list[str]:
    """What the page asks for from now on, below the site."""
    asked: list[str] = []
    page.context.on("request", lambda request: asked.append(request.url.removeprefix(server).partition("?")[0]))
    return asked


def test_nothing_of_the_search_is_loaded_before_it_is_used(visit: Visit, server: str) -> None:
    page = visit()
    asked = paths(page, server)
    page.reload(wait_until="networkidle")
    assert len(asked) > 3
    assert [path for path in asked if "search" in path or "pagefind" in path] == []
    opened(page)
    page.wait_for_load_state("networkidle")
    assert [path for path in asked if "pagefind" in path] == []


@pytest.mark.parametrize("query", ["rotary", "gpt2", "bert"])
def test_the_first_search_is_light(query: str, visit: Visit, server: str, site: Path) -> None:
    page = visit()
    page.wait_for_load_state("networkidle")
    asked = paths(page, server)
    search(opened(page), query)
    page.wait_for_load_state("networkidle")
    assert [path for path in asked if not path.startswith(assets_of(site))] == []  # nothing from elsewhere
    assert any("/pagefind/" in path for path in asked)
    compressed = {".js", ".css", ".json"}
    sizes = {
        path: len(gzip.compress(data, 6) if Path(path).suffix in compressed else data)
        for path in set(asked)
        for data in [(site / path).read_bytes()]
    }
    assert sum(sizes.values()) / 1000 <= FIRST_SEARCH, sizes


def test_it_works_on_a_page_that_is_not_there(visit: Visit, server: str) -> None:
    page = opened(visit("models/no/such/page/"))
    search(page, "bert")
    page.keyboard.press("Enter")
    page.wait_for_url(f"{server}models/bert/")


# --- When parts are missing ---


@without_webassembly
@pytest.mark.parametrize(
    ("query", "first"),
    [("gpt 2", "Models: GPT-2"), ("110M encoder", "Models: BERT"), ("roburta", "Did you mean: RoBERTa")],
)
def test_under_the_strictest_policy_names_are_found(query: str, first: str, visit: Visit) -> None:
    page = search(opened(visit()), query)
    assert found(page)[0] == first
    assert "Only names were searched" in page.locator(".search-note").inner_text()


def test_without_an_index_names_are_found(visit: Visit) -> None:
    page = visit()
    page.route("**/pagefind/**", lambda route: route.fulfill(status=404))
    search(opened(page), "rotary")
    assert found(page)[0] == "Concepts: Rotary position embedding"
    assert "Only names were searched" in page.locator(".search-note").inner_text()


@pytest.mark.parametrize("missing", ["search.json", "names.json"])
def test_without_the_list_the_index_from_a_to_z_is_offered(missing: str, visit: Visit, server: str) -> None:
    page = visit()
    page.route(f"**/{missing}", lambda route: route.fulfill(status=500))
    opened(page)
    expect(page.locator(".search-note")).to_contain_text("The search could not be loaded")
    expect(page.locator(".search-dialog [role=status]")).to_have_text("The search could not be loaded.")
    page.unroute(f"**/{missing}")
    search(page, "bert")  # it tries again
    assert found(page)[0] == "Models: BERT"


def test_without_its_script_the_button_leads_to_the_index(visit: Visit, server: str) -> None:
    page = visit()
    page.route("**/search.js", lambda route: route.abort())
    page.locator("site-search button").click()
    page.wait_for_url(f"{server}a-z/")


@pytest.mark.parametrize("width", [360, 768, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_without_javascript_there_is_a_link_to_the_index(scheme: str, width: int, visit: Visit, server: str) -> None:
    page = visit("models/bert/", width=width, java_script_enabled=False, color_scheme=scheme)
    link = page.locator("site-search a")
    assert link.inner_text() == "A–Z"
    link.click()
    page.wait_for_url(f"{server}a-z/")
    page.locator(".letters a", has_text=re.compile("^R$")).click()
    page.locator(".letter b", has_text=re.compile("^RoBERTa$")).click()
    page.wait_for_url(f"{server}models/roberta/")


def test_the_index_leads_everywhere_by_name_and_by_other_name(built: Site) -> None:
    page = built.pages["a-z/"]
    lines = {words(line) for line in page.all("li")}
    assert "mBERT BERT" in lines
    assert "RoPE Rotary position embedding" in lines
    assert any(line.startswith("OpenAI organization") for line in lines)
    assert len(gzip.compress(page.text.encode(), 6)) <= 38_000  # as a table; it grows with the catalogue
