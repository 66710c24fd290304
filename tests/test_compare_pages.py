"""Models side by side in a real browser: prebuilt pages, and what is copied from a table."""

import csv
import gzip
import io
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from built import Site
from comparing import PAIR, PREBUILT, heads, labels, row
from conftest import Visit

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
    files = list((built.folder / built.assets / "data/compare").glob("*.json"))
    sizes = sorted((len(gzip.compress(file.read_bytes(), 6)), file.name) for file in files)
    assert sizes[len(sizes) // 2][0] < 1_500
    assert sizes[-1][0] < 3_000


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
def test_signs_with_a_meaning_are_escaped(
    write: str, expected: list[str], visit: Visit, server: str, built: Site
) -> None:
    page = visit(PREBUILT)
    module = f"{server}{built.assets}compare/copy.js"
    text = page.evaluate(f"([rows, name]) => import('{module}').then((m) => m[name](rows))", [WRITTEN, write])
    found = text.splitlines()
    assert [one for one in expected if one not in found] == [], text
