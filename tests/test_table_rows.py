"""Rows and columns of the table of models in a real browser: shown, chosen for comparing, and downloaded."""

import csv
import io
import json
import re

from playwright.sync_api import Page

from atlas.catalog import Catalog
from conftest import Visit
from filtering import UNKNOWN, heads, query, ready, rows, tally

# --- Columns, variants, many rows ---


def test_columns_are_chosen_one_by_one(visit: Visit) -> None:
    page = visit("models/")
    before = heads(page)
    page.locator("[data-menu=columns] summary").click()
    page.locator("[name=column][value=hidden-size]").check()
    ready(page)
    assert heads(page) == [*before, "Hidden size"]
    bert = page.locator("model-finder tbody tr", has=page.locator("a", has_text=re.compile("^BERT$")))
    assert bert.locator("td").last.inner_text() == "768–1,024"
    page.locator("model-table thead button", has_text="Hidden size").click()
    assert query(page).endswith("&columns=" + query(page).split("columns=")[1])
    assert "sort=-hidden-size" in query(page)
    page.locator("[data-menu=columns] summary").click()
    page.locator("[name=column][value=parameters]").uncheck()
    ready(page)
    assert "Parameters" not in heads(page)
    page.keyboard.press("Escape")
    assert page.locator("[data-menu=columns]").get_attribute("open") is None


def test_every_column_can_be_shown_and_sorted_with_unknown_values_last(visit: Visit) -> None:
    page = visit("models/")
    ids = [box.get_attribute("value") for box in page.locator("[name=column]").all()]
    page.goto(f"{page.url}?columns={','.join(map(str, ids))}")
    ready(page)
    assert len(heads(page)) == len(ids)
    for direction in ("-", ""):
        page.goto(f"{page.url.split('?')[0]}?columns=compute&sort={direction}compute")
        ready(page)
        known = [text.strip() not in UNKNOWN for text in page.locator("model-finder tbody td").all_inner_texts()]
        assert known == sorted(known, reverse=True)
        assert any(known)


def test_variants_as_rows(visit: Visit, catalogue: Catalog) -> None:
    page = visit("models/?find=bert&size=under-200m")
    ready(page)
    page.locator("[name=rows]").check()
    ready(page)
    assert "BERT-Base, Uncased" in rows(page)
    assert "BERT-Large, Uncased" not in rows(page)
    assert page.locator("a", has_text="BERT-Base, Uncased").get_attribute("href") == "../models/bert/#variant-base"
    variants = sum(len(catalogue.variants(id_)) or 1 for id_ in catalogue.models)
    assert tally(page).endswith(f" of {variants} variants")


def test_many_rows_are_shown_when_asked_for(visit: Visit) -> None:
    page = ready(visit("models/?rows=variants"))
    assert len(rows(page)) == 100
    page.locator(".show-all a").click()
    assert len(rows(page)) > 100
    assert page.locator(".show-all").is_hidden()
    page.locator("model-table thead button", has_text="Parameters").click()
    assert len(rows(page)) == 100  # the first in the new order
    narrow = ready(visit("models/", width=360))
    assert len(rows(narrow)) == 50
    narrow.locator(".show-all a").click()
    assert len(rows(narrow)) > 50


def test_three_columns_on_phones_until_others_are_chosen(visit: Visit) -> None:
    page = ready(visit("models/", width=360))
    assert heads(page) == ["Parameters", "Context", "Released"]
    page.locator("[data-menu=columns] summary").click()
    page.locator("[name=column][value=access]").check()
    ready(page)
    assert heads(page) == ["Parameters", "Context", "Released", "Access"]


# --- Compare ---


def test_two_to_six_are_compared(visit: Visit) -> None:
    page = ready(visit("models/"))
    bar = page.locator(".compare-bar")
    assert bar.is_hidden()
    picks = page.locator(".pick")
    picks.nth(0).check()
    assert bar.inner_text().startswith("Choose another to compare")
    picks.nth(1).check()
    ids = [picks.nth(n).get_attribute("value") for n in range(2)]
    link = bar.locator("a")
    assert link.inner_text() == "Compare 2"
    assert link.get_attribute("href") == f"../compare/?m={','.join(map(str, ids))}"
    for place in range(2, 6):
        picks.nth(place).check()
    assert link.inner_text() == "Compare 6"
    assert picks.nth(6).is_disabled()
    bar.get_by_role("button").click()
    assert bar.is_hidden()
    assert picks.nth(6).is_enabled()
    assert page.locator(".pick:checked").count() == 0


def test_a_choice_outlives_the_filter(visit: Visit) -> None:
    page = ready(visit("models/?find=bert&rows=variants"))
    page.get_by_label("Compare BERT-Base, Uncased").check()
    page.get_by_role("searchbox").fill("")
    page.get_by_role("searchbox").press_sequentially("gpt2")
    ready(page)
    page.locator(".pick").first.check()
    assert "m=bert:base,gpt-2:" in str(page.locator(".compare-bar a").get_attribute("href"))


# --- Download ---


def downloaded(page: Page, format_: str) -> str:
    menu = page.locator("[data-menu=download]")
    if menu.get_attribute("open") is None:
        menu.locator("summary").click()
    with page.expect_download() as waiting:
        menu.locator(f"[data-format={format_}]").click()
    assert waiting.value.suggested_filename == f"models.{format_}"
    return waiting.value.path().read_text(encoding="utf-8")


def test_what_is_shown_is_downloaded(visit: Visit) -> None:
    page = ready(visit("models/?find=gpt&sort=-parameters"))
    table = list(csv.reader(io.StringIO(downloaded(page, "csv"))))
    assert table[0] == ["id", "Model", *heads(page)]
    assert [line[1] for line in table[1:]] == rows(page)
    entries = json.loads(downloaded(page, "json"))
    assert [entry["name"] for entry in entries] == rows(page)
    gpt_4 = next(entry for entry in entries if entry["id"] == "gpt-4")
    assert gpt_4["parameters"] == {"absent": "undisclosed"}


def test_numbers_of_variants_are_numbers_and_left_out_links_are_there(visit: Visit) -> None:
    page = ready(visit("models/?find=albert&rows=variants&columns=parameters,organization"))
    base = next(entry for entry in json.loads(downloaded(page, "json")) if entry["id"] == "albert:base")
    assert base["parameters"] == 12_000_000
    assert base["organization"].startswith("Google, Toyota")


def test_no_cell_of_a_download_is_a_formula(visit: Visit) -> None:
    page = ready(visit("models/"))
    page.evaluate("Object.assign(document.querySelector('tbody td'), { className: '', textContent: '=1+1' })")
    assert "'=1+1" in downloaded(page, "csv").splitlines()[1]
