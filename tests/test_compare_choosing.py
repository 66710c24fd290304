"""The page on which models are chosen to stand side by side, in a real browser."""

from pathlib import Path

import pytest
from playwright.sync_api import Locator, expect

from atlas.catalog import Catalog
from atlas.comparison.pairs import comparisons
from comparing import PAIR, PREBUILT, SIX, becomes, empty, field, heads, options, query, row
from conftest import Visit
from test_accessibility import RULES, schemes, violations

# --- Choosing ---


def test_without_javascript_the_pairs_are_listed(visit: Visit, catalogue: Catalog) -> None:
    page = visit("compare/", java_script_enabled=False)
    assert "needs JavaScript" in page.locator("noscript").inner_text()
    assert page.locator(".ready a").count() == len(comparisons(catalogue))
    page.get_by_role("link", name="BERT vs RoBERTa", exact=True).click()
    assert heads(page) == ["BERT", "RoBERTa"]


def test_models_are_added_by_keyboard(visit: Visit) -> None:
    page = visit("compare/")
    empty(page)
    field(page).press_sequentially("gophe")
    expect(options(page)).to_have_count(1)
    field(page).press("Enter")
    assert heads(page) == ["Gopher"]
    expect(field(page)).to_be_focused()
    field(page).press_sequentially("gpt")
    expect(options(page).first).to_have_attribute("aria-selected", "true")
    first = field(page).get_attribute("aria-activedescendant")
    field(page).press("ArrowDown")
    assert field(page).get_attribute("aria-activedescendant") != first
    field(page).press("ArrowUp")
    field(page).press("Escape")
    assert options(page).count() == 0
    field(page).press("ArrowDown")
    expect(options(page).first).to_be_visible()
    field(page).press("Enter")
    becomes(page, "Gopher", "GPT")
    assert query(page) == "?m=gopher,gpt"


@pytest.mark.parametrize("way", ["click", "tap"])
def test_models_are_added_by_mouse_and_touch(way: str, visit: Visit) -> None:
    page = visit("compare/", width=360 if way == "tap" else 1280, has_touch=way == "tap")

    def press(target: Locator) -> None:
        getattr(target, way)()

    for name in ("BERT", "ALBERT"):
        press(field(page))
        field(page).press_sequentially(name)
        press(options(page).get_by_text(name, exact=True).first)
        page.locator("table.compare thead a", has_text=name).first.wait_for()
    assert heads(page) == ["BERT", "ALBERT"]
    press(page.get_by_role("button", name="Move ALBERT left"))
    assert heads(page) == ["ALBERT", "BERT"]
    press(page.get_by_role("button", name="Remove BERT"))
    assert heads(page) == ["ALBERT"]
    press(page.get_by_role("button", name="Remove ALBERT"))
    empty(page)
    assert query(page) == ""


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("opt-13b", "opt:13b"),
        ("OPT 13B", "opt:13b"),
        ("LLaMA-13B", "llama:13b"),
        ("gpt2", "gpt-2"),
        ("roburta", "roberta"),
        ("bret", "bert"),
        ("A Robustly Optimized BERT", "roberta"),
        ("google-bert/bert-base-uncased", "bert"),
        ("arXiv:1907.11692v1", "roberta"),
    ],
)
def test_a_size_an_alias_and_a_mistyped_name_are_found(typed: str, expected: str, visit: Visit) -> None:
    page = visit("compare/")
    field(page).fill(typed)
    field(page).press("Enter")
    page.locator("table.compare").wait_for()
    assert query(page) == f"?m={expected}"


def test_the_size_is_chosen_in_the_column(visit: Visit) -> None:
    page = visit(PAIR)
    heads(page)
    assert row(page, "Layers") == ["12–24", "12–24"]
    page.get_by_label("Size of BERT").select_option("large")
    assert row(page, "Layers") == ["24", "12–24"]
    assert query(page) == "?m=bert:large,roberta"
    expect(page.get_by_label("Size of BERT")).to_be_focused()


def test_a_seventh_column_does_not_fit(visit: Visit) -> None:
    page = visit(SIX)
    assert len(heads(page)) == 6
    assert field(page).is_disabled()


# --- The table ---


def test_the_script_shows_what_the_page_shows(visit: Visit) -> None:
    """The rows, words, links and standings of every line are those of the prebuilt page."""
    read = """[...document.querySelectorAll("table.compare tr")].map((row) => [row.className,
      ...[...row.cells].map((cell) => [cell.tagName, cell.innerText, cell.className,
        [...cell.querySelectorAll("a")].map((a) => [a.href, a.className, a.ariaLabel]),
        [...cell.querySelectorAll("rect")].map((r) => Math.round(r.x.baseVal.value + r.width.baseVal.value))])])"""
    for prebuilt, chosen in [
        (PREBUILT, PAIR),
        ("compare/llama-13b-vs-opt-13b/", "compare/?m=llama:13b,opt:13b"),
        ("compare/clip-vs-coca-vs-simvlm/", "compare/?m=clip,coca,simvlm"),
        ("compare/palm-2-vs-gpt-4/", "compare/?m=palm-2,gpt-4"),
        ("compare/rnn-vs-lstm-vs-gru-vs-transformer/", "compare/?m=rnn,lstm,gru,transformer"),
    ]:
        expected = visit(prebuilt).evaluate(read)
        page = visit(chosen)
        page.locator("table.compare").wait_for()
        for ours, theirs in zip(page.evaluate(read), expected, strict=True):
            assert ours == theirs


def test_the_state_is_in_the_address(visit: Visit) -> None:
    page = visit(PAIR)
    heads(page)
    page.get_by_label("Differences only").check()
    assert query(page) == "?m=bert,roberta&only=differences"
    page.get_by_role("button", name="Remove BERT").click()
    assert heads(page) == ["RoBERTa"]
    page.go_back()
    becomes(page, "BERT", "RoBERTa")
    expect(page.get_by_label("Differences only")).to_be_checked()
    page.go_forward()
    becomes(page, "RoBERTa")
    page.reload()
    assert heads(page) == ["RoBERTa"]


def test_the_title_says_what_is_compared(visit: Visit) -> None:
    page = visit(PAIR)
    heads(page)
    assert page.title() == "BERT vs RoBERTa · Model Atlas"


def test_the_ready_page_of_the_same_models_is_offered(visit: Visit) -> None:
    page = visit(PAIR)
    page.get_by_role("link", name="What changed, in sentences").click()
    assert page.url.endswith("/compare/bert-vs-roberta/")


# --- For everybody ---


@pytest.mark.parametrize("width", [360, 768, 1280])
@schemes
@pytest.mark.parametrize("address", [PAIR, SIX])
def test_a_chosen_comparison_has_no_violation(address: str, scheme: str, width: int, visit: Visit) -> None:
    page = visit(address, width=width, color_scheme=scheme)
    heads(page)
    field(page).press_sequentially("b") if field(page).is_enabled() else None
    assert violations(page, **RULES[scheme]) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_page_downloads_little(visit: Visit, server: str) -> None:
    """Names, definitions and one file for each model, never the whole catalogue."""
    page = visit("data/")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(Path(request.url).name))
    page.goto(f"{server}{PAIR}")
    heads(page)
    assert sorted(name for name in asked if name.endswith(".json")) == [
        *("bert.json", "compare.json", "names.json", "roberta.json")
    ]
