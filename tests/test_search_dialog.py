"""The dialog of the search in a real browser: ways in and out, by keyboard, mouse and touch, for everybody."""

import re

import pytest
from playwright.sync_api import Page, expect

from conftest import Visit
from searching import chosen, found, has_focus, opened, search, search_server
from test_accessibility import RULES, schemes, violations

server = search_server  # in place of the one of conftest, which forbids full text


# --- Ways in, and out ---


@pytest.mark.parametrize("key", ["/", "Control+k", "Meta+k"])
def test_a_key_opens_and_escape_gives_the_focus_back(key: str, visit: Visit) -> None:
    page = visit("models/bert/")
    link = page.locator("main a").first
    link.focus()
    page.keyboard.press(key)
    expect(page.locator("#search-input")).to_be_focused()
    assert page.locator("#search-input").input_value() == ""
    page.keyboard.press("Escape")
    expect(page.locator(".search-dialog")).to_be_hidden()
    assert has_focus(link)


def test_the_button_opens_and_gets_the_focus_back(visit: Visit) -> None:
    page = visit()
    button = page.get_by_role("button", name="Search")
    button.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#search-input")).to_be_focused()
    page.get_by_role("button", name="Close").click()
    assert has_focus(button)


def test_a_press_beside_the_box_closes_it(visit: Visit) -> None:
    page = opened(visit())
    page.mouse.click(20, 700)
    expect(page.locator(".search-dialog")).to_be_hidden()


def test_the_same_key_closes(visit: Visit) -> None:
    page = opened(visit())
    page.keyboard.press("Control+k")
    expect(page.locator(".search-dialog")).to_be_hidden()


def is_taken(page: Page, key: str) -> bool:
    """Press a key; whether the page keeps it from the browser, as it does at once when the key opens the search."""
    page.evaluate("window.taken = false")
    page.evaluate("addEventListener('keydown', (event) => (window.taken ||= event.defaultPrevented))")
    page.keyboard.press(key)
    return bool(page.evaluate("window.taken"))


@pytest.mark.parametrize("key", ["/", "Control+k"])
def test_typing_in_a_field_opens_nothing(key: str, visit: Visit) -> None:
    page = visit()
    page.evaluate("document.querySelector('main').prepend(document.createElement('textarea'))")
    page.locator("textarea").focus()
    assert not is_taken(page, key)
    assert page.locator(".search-dialog").count() == 0
    assert page.locator("textarea").input_value() == ("/" if key == "/" else "")


def test_the_key_of_a_single_sign_can_be_switched_off(visit: Visit) -> None:
    """WCAG 2.1.4: who speaks to the computer would press it by accident."""
    page = opened(visit())
    page.get_by_label("opens the search").uncheck()
    page.keyboard.press("Escape")
    page.reload()
    assert not is_taken(page, "/")
    assert page.locator(".search-dialog").count() == 0
    assert is_taken(page, "Control+k")
    expect(page.get_by_label("opens the search")).not_to_be_checked()


# --- Keyboard, mouse, touch ---


def test_arrows_go_round_and_enter_opens(visit: Visit, server: str) -> None:
    page = search(opened(visit("data/")), "gpt")
    names = [result.partition(": ")[2] for result in found(page)]
    assert chosen(page) == names[0] == "GPT"
    page.keyboard.press("ArrowDown")
    assert chosen(page) == names[1]
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    assert chosen(page) == page.locator("[role=option]").last.inner_text().partition("\n")[0]
    page.keyboard.press("ArrowDown")
    page.keyboard.press("PageDown")
    assert chosen(page) == names[5]
    for _ in range(5):
        page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    page.wait_for_url(f"{server}models/gpt/")
    page.go_back()
    expect(page.locator(".search-dialog[open]")).to_have_count(0)


def test_enter_right_after_typing_waits_for_the_answer(visit: Visit, server: str) -> None:
    page = opened(visit("data/"))
    page.locator("#search-input").press_sequentially("roburta")
    page.keyboard.press("Enter")
    page.wait_for_url(f"{server}models/roberta/")


def test_from_the_key_to_the_opened_result_without_a_mouse(visit: Visit, server: str) -> None:
    page = visit("models/bert/")
    assert is_taken(page, "/")
    expect(page.locator("#search-input")).to_be_focused()
    page.keyboard.type("rope")
    expect(page.locator("[role=option]").first).to_be_visible()
    page.keyboard.press("Enter")
    page.wait_for_url(f"{server}concepts/rope/")


def test_the_mouse_chooses_and_opens(visit: Visit, server: str) -> None:
    page = search(opened(visit()), "gpt")
    second = page.locator("[role=option]").nth(1)
    name = second.locator(".search-name").inner_text()
    second.hover()
    assert chosen(page) == name
    second.click()
    page.wait_for_url(re.compile(f"{re.escape(server)}models/gpt-"))


@pytest.mark.parametrize("width", [360, 768])
def test_by_touch(width: int, visit: Visit, server: str) -> None:
    page = visit(width=width, has_touch=True, is_mobile=True)
    page.locator("site-search button").tap()
    search(page, "albert")
    page.locator("[role=option]").first.tap()
    page.wait_for_url(f"{server}models/albert/")


def test_a_choice_stays_when_the_full_text_arrives(visit: Visit) -> None:
    page = opened(visit())
    page.locator("#search-input").fill("gpt")
    expect(page.locator("[role=option]").nth(2)).to_be_visible()
    page.keyboard.press("ArrowDown")
    name = chosen(page)
    expect(page.locator(".search-dialog [role=status]")).to_have_text(re.compile("result"))
    assert chosen(page) == name


# --- For everybody ---


@pytest.mark.parametrize("width", [360, 768, 1280])
@schemes
def test_the_open_search_has_no_violation(scheme: str, width: int, visit: Visit) -> None:
    page = opened(visit(width=width, color_scheme=scheme))
    assert violations(page, **RULES[scheme]) == []
    search(page, "rotary")
    assert violations(page, **RULES[scheme]) == []
    search(page, "zzzzqqqqxx")
    assert violations(page, **RULES[scheme]) == []


@pytest.mark.parametrize("width", [360, 768, 1280])
def test_the_dialog_fits_the_window(width: int, visit: Visit) -> None:
    page = search(opened(visit(width=width)), "gpt")
    box = page.locator(".search-dialog").bounding_box()
    assert box
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= width
    assert box["y"] + box["height"] <= 900
    inner = page.get_by_role("listbox").evaluate("(body) => body.scrollWidth <= body.clientWidth")
    assert inner


def test_it_is_a_combobox_with_groups_of_options(visit: Visit) -> None:
    page = search(opened(visit()), "gpt")
    field = page.get_by_role("combobox", name="Search the atlas")
    assert field.get_attribute("aria-expanded") == "true"
    assert field.get_attribute("aria-controls") == page.get_by_role("listbox").get_attribute("id")
    group = page.get_by_role("group", name="Models")
    assert group.get_by_role("option").count() > 1
    count = page.get_by_role("option").count()
    more = page.locator(".search-more").count()
    assert page.get_by_role("status").filter(has_text="result").inner_text() == f"{count - more} results"


def test_a_result_far_down_scrolls_into_view(visit: Visit) -> None:
    page = search(opened(visit()), "model")
    page.keyboard.press("ArrowUp")
    last = page.locator("[role=option]").last.bounding_box()
    body = page.get_by_role("listbox").bounding_box()
    assert last and body
    assert last["y"] + last["height"] <= body["y"] + body["height"] + 1
