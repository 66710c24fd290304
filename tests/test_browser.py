"""The site in a real browser: complete without JavaScript, and what JavaScript adds."""

import re
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, Route

from atlas.catalog import Catalog
from atlas.text import prose
from built import KINDS
from conftest import Visit, unfold
from filtering import whole
from shifts import shifts, watch_shifts

kinds = pytest.mark.parametrize("address", KINDS.values(), ids=KINDS.keys())


# --- Without JavaScript ---


@kinds
def test_without_javascript_a_page_says_the_same(address: str, visit: Visit) -> None:
    without = visit(address, java_script_enabled=False)
    plain = without.locator("main").inner_text()
    for note in without.locator("main noscript").all_inner_texts():
        plain = plain.replace(note, "")
    scripted = whole(visit(address))
    scripted.evaluate("document.querySelectorAll('.controls').forEach((element) => (element.hidden = true))")
    full = scripted.locator("main").inner_text()
    assert len(plain) > 100
    assert plain.split() == full.split()


def test_without_javascript_the_table_is_complete(visit: Visit, catalogue: Catalog) -> None:
    rows = visit("models/", java_script_enabled=False).locator("model-table tbody tr")
    assert rows.count() == rows.filter(visible=True).count() == len(catalogue.models)


def test_without_javascript_no_button_promises_what_cannot_be(visit: Visit) -> None:
    assert visit("models/", java_script_enabled=False).locator("button:visible, input:visible").count() == 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_without_javascript_the_colours_follow_the_system(scheme: str, visit: Visit) -> None:
    page = visit(java_script_enabled=False, color_scheme=scheme)
    assert is_dark(page) == (scheme == "dark")


def test_without_javascript_what_is_folded_unfolds(visit: Visit) -> None:
    more = visit("models/llama/", java_script_enabled=False).locator("details").first
    inside = more.locator("ul").first
    assert not inside.is_visible()
    more.locator("summary").click()
    assert inside.is_visible()


# --- Light and dark ---


def is_dark(page: Page) -> bool:
    colour: str = page.evaluate("getComputedStyle(document.body).backgroundColor")
    return sum(map(int, re.findall(r"\d+", colour)[:3])) < 3 * 128


@pytest.mark.parametrize(("scheme", "other"), [("light", "dark"), ("dark", "light")])
def test_the_theme_follows_the_system_until_it_is_switched(scheme: str, other: str, visit: Visit) -> None:
    page = visit(color_scheme=scheme)
    switch = page.locator("theme-switch button")
    assert is_dark(page) == (scheme == "dark")
    assert switch.get_attribute("aria-label") == f"Switch to the {other} theme"
    switch.click()
    assert is_dark(page) == (other == "dark")
    assert switch.get_attribute("aria-label") == f"Switch to the {scheme} theme"


def test_a_chosen_theme_is_remembered_on_other_pages(visit: Visit) -> None:
    page = visit(color_scheme="light")
    page.locator("theme-switch button").focus()
    page.keyboard.press("Enter")
    page.locator("nav a", has_text="Concepts").click()
    page.wait_for_url("**/concepts/")
    assert is_dark(page)
    page.reload()
    assert is_dark(page)


def test_the_theme_follows_the_system_while_nothing_is_chosen(visit: Visit) -> None:
    page = visit(color_scheme="light")
    page.emulate_media(color_scheme="dark")
    assert is_dark(page)
    assert page.locator("theme-switch button").get_attribute("aria-label") == "Switch to the light theme"


# --- Every page ---


@kinds
def test_a_page_asks_nothing_of_other_hosts_and_reports_no_error(address: str, visit: Visit, server: str) -> None:
    page = visit()
    hosts: set[str] = set()
    said: list[str] = []
    page.context.on("request", lambda request: hosts.add(urlsplit(request.url).netloc))
    page.on("console", lambda message: said.append(f"{message.type}: {message.text}"))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto(server + address)
    page.evaluate("document.fonts.ready")
    for button in page.locator("button:not(site-search button)").element_handles():
        if button.is_visible():
            button.click()
    unfold(page)
    page.locator("site-search button").click()
    page.locator(".search-dialog[open] .search-hints button").first.wait_for()
    assert hosts == {urlsplit(server).netloc}
    assert said == []


def test_the_strictest_policy_is_in_force_in_all_these_tests(visit: Visit) -> None:
    page = visit()
    page.evaluate(
        "document.head.append(Object.assign(document.createElement('script'), { text: 'window.ran = true' }))"
    )
    assert page.evaluate("window.ran") is None


WIDTHS = [320, 360, 768, 1024, 1280, 1920]


@kinds
def test_nothing_is_wider_than_the_window(address: str, visit: Visit) -> None:
    page = visit(address)
    wide = {}
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        unfold(page)
        if (own := page.evaluate("document.documentElement.scrollWidth")) > width:
            wide[width] = own
    assert wide == {}


LONG = ["$" + "x + " * 400 + "x$", "word $$" + r"\hspace{9em} a" * 40 + "$$ word", "$$\n" + "x + " * 400 + "x\n$$"]


@pytest.mark.parametrize("formula", LONG, ids=["inline", "display in a line", "display"])
@pytest.mark.parametrize("address", [KINDS["concept"], KINDS["model"]])
def test_a_long_formula_scrolls_in_its_own_box(formula: str, address: str, visit: Visit) -> None:
    page = visit(address, width=320)
    markup = prose.render(f"Before {formula} after." if formula[1] != "$" else formula, lambda _: None)
    assert "<math" in markup
    page.evaluate("(html) => document.querySelector('main p').insertAdjacentHTML('afterend', html)", markup)
    box = page.locator("main p + * .formula, main p + .formula").first
    assert box.evaluate("(box) => box.scrollWidth > box.clientWidth")
    assert page.evaluate("document.documentElement.scrollWidth") == 320


def test_what_moves_is_seen(visit: Visit, server: str) -> None:
    page = visit("data/")
    watch_shifts(page)
    page.goto(server)
    shifts(page)
    page.evaluate("document.querySelector('h1').insertAdjacentHTML('beforebegin', '<p>An advertisement.</p>')")
    assert len(shifts(page)) == 1
    assert shifts(page) == []


@pytest.mark.parametrize("width", [360, 1280])
@kinds
def test_nothing_moves_when_the_script_arrives(address: str, width: int, visit: Visit, server: str) -> None:
    page = visit("data/", width=width)
    watch_shifts(page)
    scripts: list[Route] = []
    page.route(re.compile(r"/(atlas|table)\.js$"), lambda route: scripts.append(route))
    page.goto(server + address, wait_until="commit")
    page.evaluate("document.fonts.ready")
    shifts(page)
    assert scripts != []
    for script in scripts:
        script.continue_()
    page.wait_for_load_state()
    assert shifts(page) == []


@kinds
def test_the_first_stop_of_the_keyboard_is_the_way_to_the_content(address: str, visit: Visit) -> None:
    page = visit(address)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.innerText") == "Skip to content"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "content"


def test_a_link_to_a_fact_shows_its_evidence(visit: Visit) -> None:
    page = visit("models/bert/")
    value = page.locator("table.variants a.sourced").first
    value.click()
    assert page.locator(":target").get_attribute("id") == (value.get_attribute("href") or "").removeprefix("#")
    top = page.locator(":target").bounding_box()
    header = page.locator("header.top").bounding_box()
    assert top and header
    assert header["height"] <= top["y"] < 900  # below the header that stays, and in the window


def test_a_sourced_value_says_where_it_stands_when_pointed_at(visit: Visit) -> None:
    value = visit("models/bert/").locator("table.variants a.sourced").first
    assert value.get_attribute("title") is None
    value.hover()
    assert re.match(r"Source 1, .+: “.+”$", value.get_attribute("title") or "")


# --- What is not there ---


@pytest.mark.parametrize("address", ["models/bret/", "concepts/attention/heads/7", "nothing.html"])
def test_a_wrong_address_leads_on(address: str, visit: Visit, server: str) -> None:
    page = visit()
    response = page.goto(server + address)
    assert response and response.status == 404
    assert page.locator("h1").inner_text() == "There is no page here"
    assert not is_dark(page)
    page.locator("main a", has_text="All models").click()
    page.wait_for_url(f"{server}models/")
    assert page.locator("h1").inner_text() == "Models"
