"""The search in a real browser: what is found, by mouse, keyboard and touch, and with parts missing."""

import gzip
import re
import threading
from collections.abc import Iterator
from functools import partial
from http.server import ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Locator, Page, expect

from built import Site, base_of, words
from conftest import Handler, Visit
from test_accessibility import violations

FIRST_SEARCH = 150  # KB of 1,000 bytes, compressed


class SearchHandler(Handler):
    """The policy that README names: full-text search is a WebAssembly program."""

    policy = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'"


@pytest.fixture(scope="module", params=[SearchHandler], ids=["policy"])
def server(site: Path, request: pytest.FixtureRequest) -> Iterator[str]:
    below = urlsplit(base_of(site)).path
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(request.param, directory=str(site), below=below)) as httpd:
        threading.Thread(target=httpd.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{httpd.server_port}{below}"
        httpd.shutdown()


without_webassembly = pytest.mark.parametrize("server", [Handler], ids=["strictest"], indirect=True)


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


# --- What is found ---


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("gpt2", "Models: GPT-2"),
        ("gpt 2", "Models: GPT-2"),
        ("GPT-2", "Models: GPT-2"),
        ("moe 2023", "Concepts: Mixture of experts"),
        ("rotary", "Concepts: Rotary position embedding"),
        ("what uses rotary positions", "Concepts: Rotary position embedding"),
        ("110M encoder", "Models: BERT"),
        ("roburta", "Did you mean: RoBERTa"),
        ("stabel difusion", "Did you mean: Stable Diffusion"),
        ("wav2vec2", "Models: wav2vec 2.0"),
        ("mbert", "Models: BERT"),
        ("pangu alpha", "Models: PanGu-α"),
        ("openai", "Organizations: OpenAI"),
        ("bert vs roberta", "Comparisons: BERT vs RoBERTa vs ALBERT"),
        ("the pile", "Datasets: The Pile"),
        ("corrections", "Pages: Corrections"),
        ("open weights 2024", "Models: DeepSeek-V2"),
    ],
)
def test_a_query_leads_to_something_sensible(query: str, first: str, visit: Visit) -> None:
    page = search(opened(visit()), query)
    assert found(page)[0] == first
    assert chosen(page) == first.partition(": ")[2]


def test_results_stand_in_groups_by_kind(visit: Visit) -> None:
    results = found(search(opened(visit()), "rotary"))
    kinds = [result.partition(":")[0] for result in results]
    assert {"Concepts", "Models"} <= set(kinds)
    assert kinds == [kind for kind in dict.fromkeys(kinds) for _ in range(kinds.count(kind))]
    assert "Models: LLaMA" in results or "Models: GPT-J" in results  # found by their text


def test_the_line_of_a_model_has_its_key_numbers(visit: Visit) -> None:
    page = search(opened(visit()), "bert")
    assert page.locator(".search-line").first.inner_text() == (
        "110M–340M · 512 tokens · 2018 · open weights · Transformer encoder"
    )


def test_what_is_found_in_a_text_is_shown_in_its_sentence(visit: Visit) -> None:
    page = search(opened(visit()), "watermark")
    excerpt = page.locator(".search-excerpt").first
    assert "watermark" in excerpt.locator("mark").first.inner_text()
    assert len(excerpt.inner_text()) > 40


def test_more_of_what_is_in_the_texts_can_be_had(visit: Visit) -> None:
    page = search(opened(visit()), "devlin")
    before = found(page)
    page.keyboard.press("ArrowUp")
    assert page.locator("[role=option][aria-selected=true]").inner_text().endswith("more in the texts")
    page.keyboard.press("Enter")
    expect(page.locator(".search-name")).not_to_have_count(len(before))
    assert set(before) < set(found(page))
    assert has_focus(page.locator("#search-input"))


def test_a_name_by_which_something_was_found_is_shown(visit: Visit) -> None:
    page = search(opened(visit()), "mbert")
    assert page.locator(".search-also").first.inner_text() == "mBERT"


def test_nothing_found_is_said(visit: Visit) -> None:
    page = search(opened(visit()), "zzzzqqqqxx")
    assert found(page) == []
    assert "Nothing found for “zzzzqqqqxx”." in page.locator(".search-note").inner_text()
    assert page.locator(".search-dialog [role=status]").inner_text() == "Nothing found"
    assert page.locator("#search-input").get_attribute("aria-expanded") == "false"


def test_without_a_query_there_are_examples_that_work(visit: Visit) -> None:
    page = opened(visit())
    buttons = page.locator(".search-hints button")
    for text in buttons.all_inner_texts():
        page.locator("#search-input").fill("")
        buttons.filter(has_text=text).click()
        assert page.locator("#search-input").input_value() == text
        expect(page.locator("[role=option]").first).to_be_visible()


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


@pytest.mark.parametrize("key", ["/", "Control+k"])
def test_typing_in_a_field_opens_nothing(key: str, visit: Visit) -> None:
    page = visit()
    page.evaluate("document.querySelector('main').prepend(document.createElement('textarea'))")
    page.locator("textarea").focus()
    page.keyboard.press(key)
    page.wait_for_timeout(300)
    assert page.locator(".search-dialog").count() == 0
    assert page.locator("textarea").input_value() == ("/" if key == "/" else "")


def test_the_key_of_a_single_sign_can_be_switched_off(visit: Visit) -> None:
    """WCAG 2.1.4: who speaks to the computer would press it by accident."""
    page = opened(visit())
    page.get_by_label("opens the search").uncheck()
    page.keyboard.press("Escape")
    page.reload()
    page.keyboard.press("/")
    page.wait_for_timeout(300)
    assert page.locator(".search-dialog").count() == 0
    page.keyboard.press("Control+k")
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
    page.keyboard.press("/")
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
    assert {path.partition("/")[0] for path in asked} == {"assets", "pagefind"}  # nothing from elsewhere
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


def test_without_the_list_the_index_from_a_to_z_is_offered(visit: Visit, server: str) -> None:
    page = visit()
    page.route("**/search.json", lambda route: route.fulfill(status=500))
    opened(page)
    expect(page.locator(".search-note")).to_contain_text("The search could not be loaded")
    expect(page.locator(".search-dialog [role=status]")).to_have_text("The search could not be loaded.")
    page.unroute("**/search.json")
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
    assert len(gzip.compress(page.text.encode(), 6)) <= 20_000


# --- Hostile queries ---

HOSTILE = [
    "<script>document.title = 'run'</script>",
    "<img src=x onerror=\"document.title = 'run'\">",
    "\u202egnp.eman\u202c \u2066\u2067",
    "' OR 1=1 --",
    "${document.title = 'run'}",
    "a" * 10_000,
    "gpt " * 2_500,
    "🦙\u0000\ud83d",
    "%3Cscript%3E &lt;b&gt; \\u003c",
    "(((((((((((((((a+)+)+$",
]


def test_a_hostile_query_is_only_text(visit: Visit) -> None:
    page = visit()
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    title = page.title()
    inside = opened(page).locator(".search-dialog")
    for query in HOSTILE:
        search(page, query)
        assert inside.locator("script, img, iframe, b").count() == 0, query
        assert len(inside.inner_text()) < 20_000
        assert page.evaluate("document.documentElement.scrollWidth") <= 1280
    assert page.title() == title
    assert wrong == []
    search(page, "bert")
    assert found(page)[0] == "Models: BERT"


def test_results_are_made_of_plain_elements(visit: Visit) -> None:
    page = search(opened(visit()), "yaml language server")  # the contributors' page shows code
    tags = page.locator("[role=option] *").evaluate_all("(all) => [...new Set(all.map((e) => e.tagName))]")
    assert set(tags) <= {"SPAN", "MARK"}
    assert "Pages: Contribute" in found(page)


# --- For everybody ---


@pytest.mark.parametrize("width", [360, 768, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_open_search_has_no_violation(scheme: str, width: int, visit: Visit) -> None:
    page = opened(visit(width=width, color_scheme=scheme))
    assert violations(page) == []
    search(page, "rotary")
    assert violations(page) == []
    search(page, "zzzzqqqqxx")
    assert violations(page) == []


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
