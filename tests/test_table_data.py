"""What the table of models fetches in a real browser, and what it makes of files that do not fit together."""

import json
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, Route, expect

from conftest import Visit
from filtering import box, ready, rows, tally


def asked(page: Page) -> list[str]:
    """The files of page data that the page asks for from now on."""
    found: list[str] = []
    page.on("request", lambda request: found.append(Path(request.url).name) if ".json" in request.url else None)
    return found


def test_a_filter_fetches_facets_alone_and_a_name_the_names_once(visit: Visit) -> None:
    page = ready(visit("models/"))
    files = asked(page)
    page.locator(box(page, "size", "under-200m")).check()
    ready(page)
    assert files == ["finding.json"]
    page.get_by_role("searchbox").press_sequentially("bert")
    expect(page.locator(".tally")).to_contain_text("of")
    ready(page)
    assert files == ["finding.json", "names.json"]


def test_a_column_fetches_cells_alone(visit: Visit, server: str) -> None:
    page = visit("data/")
    files = asked(page)
    page.goto(f"{server}models/?columns=hidden-size,kv-heads")
    ready(page)
    assert files == ["cells.json"]


def changed(page: Page, name: str, change: Any) -> None:
    """Have a file of page data as another build would have made it."""

    def answer(route: Route) -> None:
        content = route.fetch().json()
        change(content)
        route.fulfill(body=json.dumps(content))

    page.route(f"**/{name}", answer)


def reverse(content: dict[str, Any]) -> None:
    content["models"] = dict(reversed(content["models"].items()))


def reverse_with_places(content: dict[str, Any]) -> None:
    """As a build would that has the models in another order."""
    reverse(content)
    for part in (content.get("columns") or content["facets"]).values():
        part["at"].reverse()
    content.get("uses", []).reverse()


@pytest.mark.parametrize(
    ("name", "change"),
    [("names.json", reverse), ("finding.json", reverse_with_places), ("cells.json", reverse_with_places)],
)
def test_files_are_joined_by_id_and_not_by_place(name: str, change: Any, visit: Visit, server: str) -> None:
    query = "models/?find=bert&rows=variants&columns=parameters,layers"
    expected = ready(visit(query)).locator("model-finder tbody").inner_text()
    page = visit("data/")
    changed(page, name, change)
    page.goto(server + query)
    ready(page)
    assert page.locator("model-finder tbody").inner_text() == expected
    assert "BERT-Large" in expected


def test_a_model_that_a_file_does_not_know_is_shown_all_the_same(visit: Visit, server: str) -> None:
    page = visit("data/")
    changed(page, "cells.json", lambda content: content["models"].update(bert=["base"]))
    changed(page, "names.json", lambda content: content["models"].pop("roberta"))
    page.goto(f"{server}models/?find=bert&rows=variants&columns=hidden-size")
    ready(page)
    cells = dict(zip(rows(page), page.locator("model-finder tbody td").all_inner_texts(), strict=True))
    assert cells["BERT-Base, Uncased"] == "768"
    assert cells["BERT-Large, Uncased"] == "not loaded"
    assert cells["RoBERTa-large"] == "1,024"  # found by the name of its variant


def test_what_could_not_be_fetched_is_asked_for_again(visit: Visit) -> None:
    page = visit("models/")
    page.route("**/finding.json", lambda route: route.abort())
    page.locator(box(page, "size", "under-200m")).check()
    expect(page.locator(".notice")).to_contain_text("could not be loaded")
    page.unroute("**/finding.json")
    page.locator(box(page, "size", "100b")).check()
    expect(page.locator(".notice")).to_be_hidden()
    assert " of " in tally(page)


def test_what_identifies_a_model_finds_it_alone(visit: Visit) -> None:
    page = ready(visit("models/"))
    files = asked(page)
    page.get_by_role("searchbox").fill("https://huggingface.co/google-bert/bert-base-uncased")
    expect(page.locator(".tally")).to_contain_text("1 of ")
    assert rows(page) == ["BERT"]
    assert sorted(files) == ["finding.json", "identifiers.json", "names.json"]
