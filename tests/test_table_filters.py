"""The table of models in a real browser: its filters, by mouse, keyboard and touch, and the table without them."""

import pytest

from atlas.catalog import Catalog
from atlas.tables.presets import TABLES
from atlas.tables.questions import QUESTIONS, Question
from conftest import Visit
from filtering import box, query, ready, rows, tally, until

EVERY = [table.address for table in TABLES]


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
def test_the_browser_answers_as_the_build_does(question: Question, visit: Visit, catalogue: Catalog) -> None:
    answers = [catalogue.models[id_].name for id_ in question.answers(catalogue)]
    page = ready(visit(f"models/?{question.query}"))
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


def test_a_mistyped_name_finds_the_nearest_and_says_so(visit: Visit) -> None:
    page = ready(visit("models/?find=roburta"))
    assert rows(page) == ["RoBERTa"]
    assert page.locator(".notice").inner_text() == "Nothing goes by “roburta”; the nearest names are shown."
    page.get_by_role("searchbox").fill("roberta")
    until(page, tally(page))
    assert page.locator(".notice").is_hidden()


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
    assert {text[:4] for text in released} >= {"2021", "2022"}  # of some models only a later size is of these years


def test_nothing_found_says_what_to_lift(visit: Visit) -> None:
    page = ready(visit("models/?find=rotary&size=under-200m&context=128k"))
    assert rows(page) == []
    lift = page.locator(".nothing button").first
    number = int(lift.inner_text().rpartition("(")[2].removesuffix(")"))
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
