"""Pages on paper: ink on white, whole, without controls, and with the addresses that a reader would follow."""

import re
from typing import Literal

import pytest
from playwright.sync_api import Page

from built import KINDS, Site
from conftest import Visit
from test_accessibility import RULES, violations

A4 = 672  # pixels between the margins of print.css: 178 mm
A4_LANDSCAPE = 1016

kinds = pytest.mark.parametrize("address", KINDS.values(), ids=KINDS.keys())


def printed(visit: Visit, address: str, width: int = A4, scheme: Literal["light", "dark"] = "light") -> Page:
    page = visit(address, width=width, color_scheme=scheme)
    page.emulate_media(media="print", color_scheme=scheme)
    return page


@kinds
def test_what_is_of_no_use_on_paper_is_left_out(address: str, visit: Visit) -> None:
    page = printed(visit, address)
    controls = "header.top, .skip, .crumbs, .card-actions, button:not(thead *), input, select, textarea, footer a"
    shown = page.locator(controls).filter(visible=True)
    assert shown.evaluate_all("(all) => all.map((e) => e.outerHTML)") == []
    assert page.locator("h1").is_visible()


@pytest.mark.parametrize("chosen", [False, True], ids=["by the system", "by hand"])
@pytest.mark.parametrize(
    "address", [KINDS[kind] for kind in ("home", "models", "model", "concept", "quality", "prose")]
)
def test_a_dark_page_is_ink_on_white(address: str, chosen: bool, visit: Visit) -> None:
    page = visit(address, width=A4, color_scheme="light" if chosen else "dark")
    if chosen:
        page.locator("theme-switch button").click()
    page.emulate_media(media="print", color_scheme="light" if chosen else "dark")
    colours = page.evaluate("[document.body, document.querySelector('h1')].map((e) => getComputedStyle(e).color)")
    assert colours == ["rgb(0, 0, 0)"] * 2
    assert violations(page, **RULES["dark"]) == []


def test_nothing_behind_the_text_is_painted(visit: Visit) -> None:
    """Browsers print shadows and gradients only if asked, but then in full."""
    page = printed(visit, KINDS["model"], scheme="dark")
    behind = page.locator("main *").evaluate_all(
        "(all) => all.map((e) => getComputedStyle(e)).map((s) => [s.backgroundImage, s.backgroundColor].join(' '))"
    )
    assert {value for value in behind if value not in ("none rgba(0, 0, 0, 0)", "none rgb(255, 255, 255)")} == set()


@kinds
def test_nothing_is_cut_off_by_the_edge_of_the_paper(address: str, visit: Visit) -> None:
    page = printed(visit, address)
    if page.evaluate("getComputedStyle(document.body).page") == "wide":
        page.set_viewport_size({"width": A4_LANDSCAPE, "height": 600})
    wide = page.locator("main *").evaluate_all(
        "(all) => all.filter((e) => e.getBoundingClientRect().right > innerWidth + 1).map((e) => e.outerHTML)"
    )
    assert [html[:200] for html in wide] == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_what_is_folded_is_printed_unfolded(visit: Visit) -> None:
    page = printed(visit, "models/llama/")
    folded = page.locator("details").all()
    assert folded != []
    heights = [[part.bounding_box() for part in detail.locator(":scope > :not(summary)").all()] for detail in folded]
    assert all(box and box["height"] > 5 for boxes in heights for box in boxes)


def address_after(page: Page, selector: str) -> list[tuple[str, str]]:
    """(what a link leads to, what is printed behind it) of all links of a kind."""
    found: list[list[str]] = page.locator(selector).evaluate_all(
        "(all) => all.map((e) => [e.getAttribute('href'), getComputedStyle(e, '::after').content])"
    )
    return [(href, shown) for href, shown in found]


@pytest.mark.parametrize("selector", [".sources > li > a", ".card dl > div:last-child a"])
def test_addresses_elsewhere_are_written_out(selector: str, visit: Visit) -> None:
    page = printed(visit, KINDS["model"])
    found = [pair for pair in address_after(page, selector) if pair[0].startswith("http")]
    assert found != []
    assert [(href, shown) for href, shown in found if shown != f'"{href}"'] == []


def test_every_sheet_says_where_it_comes_from(built: Site, visit: Visit) -> None:
    page = printed(visit, KINDS["concept"])
    assert page.locator("footer .printed").inner_text() == built.pages[KINDS["concept"]].canonical
    assert not visit(KINDS["concept"]).locator("footer .printed").is_visible()


def sheets(page: Page) -> int:
    """How many sheets of A4 a page is printed on."""
    counts = [int(count) for count in re.findall(rb"/Count (\d+)", page.pdf(format="A4", prefer_css_page_size=True))]
    return max(counts)


def test_paper_is_not_wasted(visit: Visit) -> None:
    """A short page is one sheet, and BERT's with all its evidence no book."""
    assert sheets(visit("data/")) == 1
    assert 2 < sheets(visit("models/bert/")) <= 10


def test_tables_keep_their_heads_and_rows_whole(visit: Visit) -> None:
    page = printed(visit, KINDS["models"])
    style = "(e) => [getComputedStyle(e).display, getComputedStyle(e).breakInside]"
    assert page.locator("table thead").first.evaluate(style)[0] == "table-header-group"
    assert page.locator("table tbody tr").first.evaluate(style)[1] == "avoid"
    assert "Parameters" in page.locator("table thead").first.inner_text()
    assert page.locator("h1").evaluate("(e) => getComputedStyle(e).breakAfter") == "avoid"
