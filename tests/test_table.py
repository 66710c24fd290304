"""The table of models in a real browser: filters, columns, variants, comparison, downloads, and its address."""

import csv
import io
import json
import re
from urllib.parse import unquote, urlsplit

import pytest
from playwright.sync_api import Page, expect

from atlas.catalog import Catalog
from atlas.views.questions import QUESTIONS
from atlas.views.tables import TABLES
from conftest import Visit

EVERY = [table.address for table in TABLES]


def rows(page: Page) -> list[str]:
    """The names in the rows that can be seen."""
    return [text.strip() for text in page.locator("model-finder tbody th:visible").all_inner_texts()]


def heads(page: Page) -> list[str]:
    return [text.strip() for text in page.locator("model-finder thead th:visible").all_inner_texts()][1:]


def tally(page: Page) -> str:
    return page.locator(".tally").inner_text()


def query(page: Page) -> str:
    return unquote(urlsplit(page.url).query)


def box(page: Page, facet: str, value: str) -> str:
    """Open the facet if it is closed; the selector of the box of a value."""
    closed = page.locator(f".facet[data-facet={facet}]:not([open]) > summary")
    if closed.count():
        closed.click()
    return f".facet [name={facet}][value='{value}']"


def ready(page: Page) -> Page:
    """Wait until the table is as its address says."""
    page.wait_for_selector("model-finder[aria-busy=false]")
    return page


def until(page: Page, text: str) -> None:
    """Wait until the table says so."""
    expect(page.locator(".tally")).to_have_text(text)


# --- Without JavaScript ---


@pytest.mark.parametrize("address", EVERY)
def test_without_javascript_every_table_is_complete_and_has_no_dead_control(
    address: str, visit: Visit, catalogue: Catalog
) -> None:
    page = visit(address, java_script_enabled=False)
    assert len(rows(page)) == len(catalogue.models)
    assert page.locator(".controls:visible, :is(button, input, select):visible").count() == 0
    assert page.locator(".tabs a[aria-current=page]").count() == 1


# --- Filters ---


def test_a_count_is_that_of_the_result(visit: Visit) -> None:
    page = visit("models/")
    for facet, value in (("size", "under-200m"), ("access", "open-weights"), ("type", "transformer-decoder")):
        chosen = page.locator(box(page, facet, value))
        promised = chosen.locator("xpath=..").locator("small").inner_text()
        chosen.check()
        ready(page)
        assert tally(page).startswith(f"{promised} of ")
        assert len(rows(page)) == int(promised)


def test_two_values_of_a_facet_widen_two_facets_narrow(visit: Visit) -> None:
    page = visit("models/")
    numbers = []
    for facet, value in (("size", "under-200m"), ("size", "100b"), ("access", "api")):
        page.locator(box(page, facet, value)).check()
        ready(page)
        numbers.append(len(rows(page)))
    assert numbers[0] < numbers[1] > numbers[2]


def test_one_variant_must_pass_all_filters(visit: Visit, catalogue: Catalog) -> None:
    page = visit("models/?size=under-200m&type=transformer-decoder")
    ready(page)
    expected = [
        catalogue.models[id_].name
        for id_ in catalogue.models
        if any(
            facts.parameters
            and facts.parameters.value < 200e6
            and facts.architecture
            and facts.architecture.type == "transformer-decoder"
            for facts in catalogue.variants(id_).values()
        )
    ]
    assert sorted(rows(page)) == sorted(expected)


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.text)
def test_the_browser_answers_as_the_build_does(question: object, visit: Visit, catalogue: Catalog) -> None:
    answers = [catalogue.models[id_].name for id_ in question.answers(catalogue)]  # type: ignore[attr-defined]
    page = ready(visit(f"models/?{question.query}"))  # type: ignore[attr-defined]
    assert sorted(rows(page)) == sorted(answers)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("roberta", "RoBERTa"),
        ("gpt2", "GPT-2"),
        ("GPT 2", "GPT-2"),
        ("rotary", "LLaMA"),
        ("moe", "Switch Transformer"),
        ("google", "BERT"),
    ],
)
def test_find_looks_at_names_aliases_makers_and_techniques(typed: str, expected: str, visit: Visit) -> None:
    page = visit("models/")
    page.get_by_role("searchbox").press_sequentially(typed)
    ready(page)
    assert expected in rows(page)
    assert len(rows(page)) < 40


def test_words_are_all_to_be_found(visit: Visit) -> None:
    page = ready(visit("models/?find=bert wordpiece"))
    assert "BERT" in rows(page)
    assert "RoBERTa" not in rows(page)


def test_years_are_chosen_from_and_to(visit: Visit) -> None:
    page = visit("models/")
    box(page, "year", "2020")
    page.locator("[data-end=from]").select_option("2021")
    ready(page)
    assert query(page) == "year=2021-"
    page.locator("[data-end=to]").select_option("2022")
    ready(page)
    assert query(page) == "year=2021-2022"
    assert page.locator("[name=year]:checked").count() == 2
    released = page.locator("model-finder tbody td:nth-child(4)").all_inner_texts()
    assert {text[:4] for text in released} == {"2021", "2022"}


def test_nothing_found_says_what_to_lift(visit: Visit) -> None:
    page = ready(visit("models/?find=rotary&size=under-200m&context=128k"))
    assert rows(page) == []
    lift = page.locator(".nothing button").first
    number = int(re.search(r"\((\d+)\)$", lift.inner_text())[1])  # type: ignore[index]
    lift.click()
    ready(page)
    assert len(rows(page)) == number > 0


def test_reset_shows_everything_again(visit: Visit, catalogue: Catalog) -> None:
    page = ready(visit("models/?org=google&find=bert&sort=-parameters"))
    assert 0 < len(rows(page)) < 10
    page.locator(".reset").click()
    until(page, f"{len(catalogue.models)} models")
    assert query(page) == "sort=-parameters"
    assert page.locator(".reset").is_hidden()
    assert page.get_by_role("searchbox").input_value() == ""
    assert page.locator("#facets input:checked").count() == 0


def test_what_is_found_is_announced(visit: Visit) -> None:
    page = visit("models/")
    assert page.get_by_role("status").inner_text() == ""
    page.locator(box(page, "size", "under-200m")).check()
    ready(page)
    assert page.get_by_role("status").inner_text() == tally(page)


# --- The address ---


def test_back_and_forward(visit: Visit, catalogue: Catalog) -> None:
    page = visit("models/")
    all_of_them = f"{len(catalogue.models)} models"
    page.locator(box(page, "access", "open-weights")).check()
    ready(page)
    first = tally(page)
    page.get_by_role("searchbox").press_sequentially("bert")
    ready(page)
    assert query(page) == "access=open-weights&find=bert"
    second = tally(page)
    page.go_back()
    until(page, first)  # the letters between were not kept
    assert page.get_by_role("searchbox").input_value() == ""
    page.go_back()
    until(page, all_of_them)
    assert page.locator("#facets input:checked").count() == 0
    page.go_forward()
    page.go_forward()
    until(page, second)


def test_a_shared_address_shows_the_same(visit: Visit) -> None:
    page = visit("models/")
    page.locator(box(page, "org", "google")).check()
    ready(page)
    page.locator("model-table thead button", has_text="Parameters").click()
    page.locator("[name=rows]").check()
    ready(page)
    before, address = rows(page), page.url
    assert query(page) == "org=google&sort=-parameters&rows=variants"
    other = visit()
    other.goto(address)
    ready(other)
    assert rows(other) == before
    assert other.locator("thead th[aria-sort=descending]").inner_text().strip() == "Parameters"


@pytest.mark.parametrize(
    ("parameters", "note"),
    [
        ("org=nobody", "org “nobody”"),
        ("size=huge,under-200m", "size “huge”"),
        ("sort=-nothing", "sort “nothing”"),
        ("columns=nothing", "columns “nothing”"),
        ("year=20xx", "year “20xx”"),
        ("utm_source=mail", "“utm_source”"),
        ("org=<script>window.ran=1</script>", "org “<script>window.ran=1</script>”"),
        ("find=<img src=x onerror=window.ran=1>", ""),
        ("__proto__=1&constructor=2", "“__proto__”, “constructor”"),
        ("org=" + ",".join(f"nobody-{n}" for n in range(50)), "and 47 more"),
        ("%E0%A4%A", "“"),
    ],
)
def test_what_an_address_must_not_do(parameters: str, note: str, visit: Visit) -> None:
    page = visit()
    said: list[str] = []
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto(page.url + "models/?" + parameters)
    ready(page)
    assert note in page.locator(".notice").inner_text()
    assert page.locator(".notice").is_visible() == bool(note)
    assert page.evaluate("window.ran") is None
    assert page.locator("main script, main img").count() == 0
    assert said == []
    if not parameters.startswith(("find", "size")):
        assert len(rows(page)) > 50


def test_the_tabs_keep_the_filters(visit: Visit) -> None:
    page = ready(visit("models/?org=google&sort=-parameters"))
    before = sorted(rows(page))
    page.locator(".tabs a", has_text="Training").click()
    page.wait_for_url("**/tables/training/?org=google")
    ready(page)
    assert sorted(rows(page)) == before


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
        known = [text[:1].isdigit() for text in page.locator("model-finder tbody td").all_inner_texts()]
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


# --- By keyboard and by touch ---


def test_filters_by_keyboard(visit: Visit) -> None:
    page = visit("models/")
    page.get_by_role("searchbox").focus()
    page.keyboard.type("gpt")
    ready(page)
    page.keyboard.press("Enter")  # sends nothing
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.localName") == "summary"
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    ready(page)
    assert query(page) == "size=under-200m&find=gpt"
    assert page.evaluate("document.activeElement.value") == "under-200m"


def test_filters_by_touch(visit: Visit) -> None:
    page = visit("models/", width=360, has_touch=True)
    assert page.locator("#facets").is_hidden()
    page.locator(".open-facets").tap()
    page.locator("[name=size]").first.tap()
    ready(page)
    assert page.locator(".open-facets").get_attribute("aria-expanded") == "true"
    page.locator(".open-facets").tap()
    assert page.locator("#facets").is_hidden()


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
