"""The page Compare in a real browser, with addresses and data that it does not expect."""

import json

import pytest
from playwright.sync_api import Route, expect

from atlas.catalog import Catalog
from comparing import PAIR, becomes, empty, field, heads, notes, options, query, row
from conftest import Visit


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
