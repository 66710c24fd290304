"""The site in a real browser: complete without JavaScript, and what JavaScript adds."""

import re
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Locator, Page, Route

from atlas.catalog import Catalog
from built import KINDS
from conftest import Visit, unfold
from shifts import shifts, watch_shifts

kinds = pytest.mark.parametrize("address", KINDS.values(), ids=KINDS.keys())


# --- Without JavaScript ---


@kinds
def test_without_javascript_a_page_says_the_same(address: str, visit: Visit) -> None:
    without = visit(address, java_script_enabled=False)
    plain = without.locator("main").inner_text()
    for note in without.locator("main noscript").all_inner_texts():
        plain = plain.replace(note, "")
    scripted = visit(address)
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


# --- The table ---


def names(page: Page) -> list[str]:
    return page.locator("model-table tbody th").all_inner_texts()


def column(page: Page, name: str) -> list[str]:
    """The cells of a column from top to bottom."""
    heads = [text.strip().split("\n")[0] for text in page.locator("model-table thead th").all_inner_texts()]
    place = heads.index(name) + 1
    return [text.strip() for text in page.locator(f"model-table tbody tr > :nth-child({place})").all_inner_texts()]


def head(page: Page, name: str) -> Locator:
    return page.locator("model-table thead button", has_text=re.compile(f"^{name}"))


def sort_state(page: Page) -> list[str]:
    """`Parameters descending` for each head that says that it sorts."""
    sorted_heads = page.locator("model-table thead th[aria-sort]")
    return sorted_heads.evaluate_all("(all) => all.map((e) => `${e.innerText.trim()} ${e.ariaSort}`)")  # type: ignore[no-any-return]


def size(text: str) -> float:
    """The larger end of a shown number: `110M–340M` is 340 million."""
    digits, suffix = re.fullmatch(r"([\d.,e]+)([KMBT]?)", text.split("–")[-1]).groups()  # type: ignore[union-attr]
    return float(digits.replace(",", "")) * {"": 1, "K": 1e3, "M": 1e6, "B": 1e9, "T": 1e12}[suffix]


def split_known(texts: list[str]) -> tuple[list[str], list[str]]:
    """(cells with a number, the rest from the first without one on)."""
    unknown = next((i for i, text in enumerate(texts) if not text[:1].isdigit()), len(texts))
    return texts[:unknown], texts[unknown:]


@pytest.mark.parametrize("name", ["Parameters", "Layers", "Context", "Training tokens"])
def test_numbers_sort_in_both_directions_with_unknown_values_last(name: str, visit: Visit) -> None:
    page = visit("models/")
    head(page, name).click()
    largest_first, unknown = split_known(column(page, name))
    assert sort_state(page) == [f"{name} descending"]
    assert len(largest_first) > 5
    assert [size(text) for text in largest_first] == sorted(map(size, largest_first), reverse=True)
    assert [text for text in unknown if text[:1].isdigit()] == []
    head(page, name).click()
    smallest_first, still_unknown = split_known(column(page, name))
    assert sort_state(page) == [f"{name} ascending"]
    assert [size(text) for text in smallest_first] == sorted(map(size, smallest_first))
    assert still_unknown == unknown != []


def test_text_sorts_from_a_on(visit: Visit) -> None:
    page = visit("models/")
    head(page, "Model").click()
    assert sort_state(page) == ["Model ascending"]
    assert [name.casefold() for name in names(page)] == sorted(name.casefold() for name in names(page))
    head(page, "Released").click()
    assert sort_state(page) == ["Released ascending"]
    dates, _ = split_known(column(page, "Released"))
    assert dates == sorted(dates)


def test_a_third_press_restores_the_order(visit: Visit) -> None:
    page = visit("models/")
    before = names(page)
    for _ in range(3):
        head(page, "Parameters").click()
    assert names(page) == before
    assert sort_state(page) == []


@pytest.mark.parametrize("key", ["Enter", "Space"])
def test_the_table_sorts_by_keyboard(key: str, visit: Visit) -> None:
    page = visit("models/")
    page.locator("model-table .scroll").focus()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.innerText").strip() == "Model"
    page.keyboard.press("Tab")
    page.keyboard.press(key)
    assert sort_state(page) == ["Parameters descending"]
    assert page.evaluate("document.activeElement.innerText").strip() == "Parameters"


def test_sorting_is_announced(visit: Visit) -> None:
    page = visit("models/")
    status = page.get_by_role("status")
    assert status.inner_text() == ""
    announced = []
    for _ in range(3):
        head(page, "Parameters").click()
        announced.append(status.inner_text())
    assert announced == [
        "Table sorted by Parameters, descending.",
        "Table sorted by Parameters, ascending.",
        "Table in the original order.",
    ]


def test_rows_keep_their_cells_when_sorted(visit: Visit) -> None:
    page = visit("models/")

    def rows() -> list[str]:
        return sorted(page.locator("model-table tbody tr").all_inner_texts())

    before = rows()
    head(page, "Parameters").click()
    assert rows() == before


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


@pytest.mark.parametrize("width", [360, 768, 1280])
@kinds
def test_nothing_is_wider_than_the_window(address: str, width: int, visit: Visit) -> None:
    page = visit(address, width=width)
    unfold(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


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
