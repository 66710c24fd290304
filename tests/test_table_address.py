"""The address of the table of models in a real browser: shared, gone back to, and with nonsense in it."""

import pytest

from atlas.catalog import Catalog
from conftest import Visit
from filtering import box, query, ready, rows, tally, until


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
