"""Models side by side in a real browser: prebuilt pages, and the page on which columns are chosen."""

import csv
import gzip
import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from atlas.catalog import Catalog
from atlas.views.comparison.pairs import comparisons
from built import Site
from conftest import Visit
from test_accessibility import violations

PAIR = "compare/?m=bert,roberta"
SIX = "compare/?m=llama:13b,opt:13b,gpt-3,bloom,palm,gopher"
PREBUILT = "compare/bert-vs-roberta/"


def heads(page: Page) -> list[str]:
    """The names above the columns, when there are any."""
    page.locator("table.compare thead a").first.wait_for()
    return page.locator("table.compare thead a").all_inner_texts()


def becomes(page: Page, *names: str) -> None:
    """Wait until these names are above the columns."""
    expect(page.locator("table.compare thead a")).to_have_text(names)


def row(page: Page, label: str) -> list[str]:
    """The cells of a line."""
    found = page.locator("table.compare tbody tr").filter(has=page.get_by_role("rowheader", name=label, exact=True))
    return [text.strip() for text in found.locator("td").all_inner_texts()]


def labels(page: Page) -> list[str]:
    """The labels of the lines that can be seen."""
    return page.locator("table.compare th[scope=row]").filter(visible=True).all_inner_texts()


def field(page: Page) -> Locator:
    return page.get_by_role("combobox", name="Add a model")


def options(page: Page) -> Locator:
    """What the field offers."""
    return page.locator("#compare-options [role=option]")


def query(page: Page) -> str:
    return page.evaluate("location.search")  # type: ignore[no-any-return]


def notes(page: Page) -> list[str]:
    return page.locator(".compare-notes p").all_inner_texts()


def empty(page: Page) -> None:
    expect(page.locator("model-compare .empty")).to_be_visible()


# --- Prebuilt pages ---


@pytest.mark.parametrize("script", [True, False])
@pytest.mark.parametrize("width", [360, 768, 1280])
def test_a_prebuilt_page_is_complete(width: int, script: bool, visit: Visit) -> None:
    page = visit(PREBUILT, width=width, java_script_enabled=script)
    assert heads(page) == ["BERT", "RoBERTa"]
    assert row(page, "Parameters") == ["110M–340M", "125M–355M"]
    assert "Vocabulary grows from 30,522 to 50,265" in page.locator(".changes").inner_text()


@pytest.mark.parametrize("script", [True, False])
def test_differences_alone_can_be_shown(script: bool, visit: Visit) -> None:
    page = visit(PREBUILT, java_script_enabled=script)
    assert {"Layers", "Parameters", "Precision"} <= set(labels(page))
    page.get_by_label("Differences only").check()
    shown = set(labels(page))
    assert "Parameters" in shown
    assert not {"Layers", "Precision"} & shown  # the same; known of one alone
    assert page.locator("table.compare .group:visible", has_text="Architecture").count() == 0


def test_a_value_leads_to_its_evidence(visit: Visit) -> None:
    page = visit(PREBUILT)
    page.locator("table.compare tr", has_text="Vocabulary").locator("td").nth(1).locator("a").click()
    assert page.url.endswith("/models/roberta/#e9")
    assert "50K subword units" in page.locator(":target").inner_text()


@pytest.mark.parametrize("width", [360, 1280])
def test_the_names_stay_in_sight(width: int, visit: Visit) -> None:
    page = visit(PREBUILT, width=width)
    page.locator("table.compare tr", has_text="Training compute").scroll_into_view_if_needed()
    page.mouse.wheel(0, 200)
    expect(page.locator("table.compare thead a").first).to_be_in_viewport()


def test_on_phones_the_label_is_a_band_above_its_values(visit: Visit) -> None:
    page = visit(PREBUILT, width=360)
    line = page.locator("table.compare tr", has=page.get_by_role("rowheader", name="Parameters", exact=True))
    label = line.locator("th").bounding_box()
    values = [box for cell in line.locator("td").all() if (box := cell.bounding_box())]
    assert label and label["y"] + label["height"] <= min(value["y"] for value in values)
    assert values[0]["y"] == values[1]["y"]


def test_a_narrow_table_is_still_a_table_to_a_screen_reader(visit: Visit) -> None:
    page = visit(PREBUILT, width=360)
    assert page.get_by_role("table").count() == 1
    assert page.get_by_role("rowheader", name="Layers", exact=True).count() == 1
    assert page.get_by_role("columnheader", name="RoBERTa 2019").count() == 1


def test_every_page_is_small(built: Site) -> None:
    pages = {a: page.text for a, page in built.pages.items() if a.startswith("compare/") and a != "compare/"}
    assert len(pages) > 100
    assert {a: size for a, text in pages.items() if (size := len(gzip.compress(text.encode(), 6))) > 12_000} == {}


def test_the_data_of_a_model_are_small(built: Site) -> None:
    files = list((built.folder / "assets/data/compare").glob("*.json"))
    sizes = sorted((len(gzip.compress(file.read_bytes(), 6)), file.name) for file in files)
    assert sizes[len(sizes) // 2][0] < 1_500
    assert sizes[-1][0] < 3_000


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
    field(page).press_sequentially("rober")
    expect(options(page)).to_have_count(1)
    field(page).press("Enter")
    assert heads(page) == ["RoBERTa"]
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
    becomes(page, "RoBERTa", "GPT")
    assert query(page) == "?m=roberta,gpt"


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
        ("A Robustly Optimized BERT", "roberta"),
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


# --- Copying ---

COPIES: dict[str, Callable[[str], object]] = {
    "Markdown": lambda text: text.startswith("|  | BERT | RoBERTa |\n| --- | --- | --- |\n| **General** |  |  |\n"),
    "CSV": lambda text: ["Parameters", "110M–340M", "125M–355M"] in list(csv.reader(io.StringIO(text))),
    "LaTeX": lambda text: "\\toprule\n   & BERT & RoBERTa \\\\\n" in text and "110M--340M & 125M--355M \\\\" in text,
    "link": lambda text: text.endswith(("/compare/?m=bert,roberta", "/compare/bert-vs-roberta/")),
}


@pytest.mark.parametrize("name", COPIES)
@pytest.mark.parametrize("address", [PAIR, PREBUILT])
def test_the_table_is_copied(address: str, name: str, visit: Visit) -> None:
    page = visit(address, permissions=["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name=f"Copy {name}" if name == "link" else f"Copy as {name}").click()
    expect(page.locator(".copied")).to_have_text("Link copied" if name == "link" else f"{name} copied")
    assert COPIES[name](page.evaluate("navigator.clipboard.readText()"))


def test_what_is_hidden_is_not_copied(visit: Visit) -> None:
    page = visit(PREBUILT, permissions=["clipboard-read", "clipboard-write"])
    page.get_by_label("Differences only").check()
    page.get_by_role("button", name="Copy as CSV").click()
    expect(page.locator(".copied")).to_have_text("CSV copied")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert "Parameters" in copied and "Layers" not in copied


WRITTEN = [["", "A_b & c"], ["Group"], ["50 % | $x", '=1 "q", 2 × 10²¹'], ["β₁", "<i>\\"]]


@pytest.mark.parametrize(
    ("write", "expected"),
    [
        ("asMarkdown", ["|  | A\\_b & c |", "| --- | --- |", "| **Group** |  |", '| 50 % \\| $x | =1 "q", 2 × 10²¹ |']),
        ("asMarkdown", ["| β₁ | \\<i\\>\\\\ |"]),
        ("asCsv", [",A_b & c", '50 % | $x,"\'=1 ""q"", 2 × 10²¹"', "β₁,<i>\\"]),
        ("asLatex", ["   & A\\_b \\& c \\\\", "  \\midrule", "  \\multicolumn{2}{l}{\\emph{Group}} \\\\"]),
        ("asLatex", ['  50 \\% | \\$x & =1 "q", 2 $\\times$ 10$^{21}$ \\\\']),
        ("asLatex", ["  $\\beta$$_{1}$ & \\textless{}i\\textgreater{}\\textbackslash{} \\\\"]),
    ],
)
def test_signs_with_a_meaning_are_escaped(write: str, expected: list[str], visit: Visit, server: str) -> None:
    page = visit(PREBUILT)
    module = f"{server}assets/compare-copy.js"
    text = page.evaluate(f"([rows, name]) => import('{module}').then((m) => m[name](rows))", [WRITTEN, write])
    found = text.splitlines()
    assert [one for one in expected if one not in found] == [], text


# --- Bad input ---


def test_an_unknown_id_is_named_and_the_nearest_offered(visit: Visit) -> None:
    page = visit("compare/?m=bert,robberta,xyzzyx")
    assert heads(page) == ["BERT"]
    assert notes(page) == [
        "“robberta” is not in the atlas. Did you mean RoBERTa? Take RoBERTa",
        "“xyzzyx” is not in the atlas.",
    ]
    page.get_by_role("button", name="Take RoBERTa").click()
    becomes(page, "BERT", "RoBERTa")
    assert notes(page) == []


def test_an_alias_becomes_its_id(visit: Visit) -> None:
    page = visit("compare/?m=gpt2,LLaMA-13B,BERT")
    assert heads(page) == ["GPT-2", "LLaMA 13B", "BERT"]
    assert query(page) == "?m=gpt-2,llama:13b,bert"


def test_of_fifty_ids_the_first_six_are_kept(visit: Visit, catalogue: Catalog) -> None:
    ids = list(catalogue.models)[:50]
    page = visit(f"compare/?m={','.join(ids)}")
    assert heads(page) == [catalogue.models[id_].name for id_ in ids[:6]]
    assert notes(page) == ["At most 6 columns fit: the first 6 of 50 are shown."]


def test_a_size_that_there_is_not_is_named(visit: Visit) -> None:
    page = visit("compare/?m=bert:huge,bert,bert")
    assert heads(page) == ["BERT"]
    assert notes(page) == ["BERT has no size “huge”: the whole model is shown."]


@pytest.mark.parametrize("value", ["%3Cscript%3Ewindow.ran=1%3C/script%3E", "%3Cimg%20src=x%20onerror=window.ran=1%3E"])
def test_script_in_the_address_is_text(value: str, visit: Visit) -> None:
    page = visit(f"compare/?m={value},bert:{value}&only={value}")
    heads(page)
    assert len(notes(page)) == 2
    assert page.evaluate("window.ran") is None
    assert page.locator("main script, main img").count() == 0


@pytest.mark.parametrize(
    "value", ["", ",,,", "%20", ":", "..%2F..%2Fnames", "__proto__", "constructor:toString", "%00"]
)
def test_an_address_without_sense_shows_what_to_do(value: str, visit: Visit) -> None:
    page = visit(f"compare/?m={value}")
    empty(page)
    assert page.locator("table.compare").count() == 0


def test_nothing_found_is_said(visit: Visit) -> None:
    page = visit("compare/")
    field(page).fill("zzzzzzzzzzzz")
    expect(options(page)).to_have_text(["No model goes by that name"])
    field(page).press("Enter")
    empty(page)


def test_a_model_with_hardly_any_data(visit: Visit) -> None:
    page = visit("compare/?m=gan,gpt-4")
    assert heads(page) == ["GAN", "GPT-4"]
    assert row(page, "Parameters") == ["–", "undisclosed"]


def forty(route: Route) -> None:
    """A model with forty sizes and names that are as long as can be."""
    name = "Extraordinarily-Long-Name-Of-A-Model-" * 3
    sizes = {f"s{n}": {"name": f"{name}{n}", "cells": {"layers": str(n)}} for n in range(40)}
    cells = {"layers": "0–39", "training.optimizer": "Adam" * 60}
    route.fulfill(body=json.dumps({"name": name, "year": 2024, "cells": cells, "variants": sizes}))


@pytest.mark.parametrize("width", [360, 768, 1280])
def test_forty_sizes_with_long_names_fit(width: int, visit: Visit, server: str) -> None:
    page = visit("compare/", width=width)
    page.route("**/compare/bert.json", forty)
    page.goto(f"{server}compare/?m=bert:s39,roberta,bert,bert:s1")
    assert len(heads(page)) == 4
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.get_by_label("Size of Extraordinarily").first.locator("option").count() == 41


def test_a_model_that_cannot_be_loaded_is_named(visit: Visit, server: str) -> None:
    page = visit("compare/")
    page.route("**/compare/bert.json", lambda route: route.abort())
    page.goto(f"{server}{PAIR}")
    assert heads(page) == ["RoBERTa"]
    assert notes(page) == ["BERT could not be loaded."]


def test_without_the_list_of_names_the_ready_pages_remain(visit: Visit, server: str) -> None:
    page = visit("compare/")
    page.route("**/names.json", lambda route: route.abort())
    page.goto(f"{server}{PAIR}")
    expect(page.locator("model-compare")).to_contain_text("could not be loaded")
    assert page.locator(".ready a").count() > 100


# --- For everybody ---


@pytest.mark.parametrize("width", [360, 768, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("address", [PAIR, SIX])
def test_a_chosen_comparison_has_no_violation(address: str, scheme: str, width: int, visit: Visit) -> None:
    page = visit(address, width=width, color_scheme=scheme)
    heads(page)
    field(page).press_sequentially("b") if field(page).is_enabled() else None
    assert violations(page) == []
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
