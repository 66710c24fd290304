"""A table of models is sorted in a real browser: by mouse and keyboard, numbers and text, unknown values last."""

import re

import pytest
from playwright.sync_api import Locator, Page

from conftest import Visit
from filtering import UNKNOWN, whole


def names(page: Page) -> list[str]:
    return page.locator("model-table tbody th").all_inner_texts()


def column(page: Page, name: str) -> list[str]:
    """The cells of a column from top to bottom."""
    heads = [text.strip().split("\n")[0] for text in page.locator("model-table thead th").all_inner_texts()]
    place = heads.index(name) + 1
    return [text.strip() for text in page.locator(f"model-table tbody tr > :nth-child({place})").all_inner_texts()]


def head(page: Page, name: str) -> Locator:
    return page.locator("model-table thead button", has_text=re.compile(f"^{name}"))


def sort_state(page: Page) -> list[str]:
    """`Parameters descending` for each head that says that it sorts."""
    sorted_heads = page.locator("model-table thead th[aria-sort]")
    found: list[str] = sorted_heads.evaluate_all("(all) => all.map((e) => `${e.innerText.trim()} ${e.ariaSort}`)")
    return found


def size(text: str) -> float:
    """The largest of the shown numbers: `110M–340M` is 340 million, `text 12, image 24` is 24."""
    found = re.findall(r"(?<![\w.,])(\d[\d.,]*)([KMBT]?)(?!\w)", text)
    assert found, text
    scales = {"": 1, "K": 1e3, "M": 1e6, "B": 1e9, "T": 1e12}
    return max(float(digits.rstrip(",").replace(",", "")) * scales[suffix] for digits, suffix in found)


def split_known(texts: list[str]) -> tuple[list[str], list[str]]:
    """(cells with a number, the rest from the first without one on)."""
    unknown = next((i for i, text in enumerate(texts) if text in UNKNOWN), len(texts))
    return texts[:unknown], texts[unknown:]


@pytest.mark.parametrize("name", ["Parameters", "Layers", "Context", "Training tokens"])
def test_numbers_sort_in_both_directions_with_unknown_values_last(name: str, visit: Visit) -> None:
    page = whole(visit("models/"))
    head(page, name).click()
    largest_first, unknown = split_known(column(page, name))
    assert sort_state(page) == [f"{name} descending"]
    assert len(largest_first) > 5
    assert [size(text) for text in largest_first] == sorted(map(size, largest_first), reverse=True)
    assert [text for text in unknown if text not in UNKNOWN] == []
    head(page, name).click()
    smallest_first, still_unknown = split_known(column(page, name))
    assert sort_state(page) == [f"{name} ascending"]
    assert [size(text) for text in smallest_first] == sorted(map(size, smallest_first))
    assert still_unknown == unknown != []


def test_text_sorts_from_a_on(visit: Visit) -> None:
    page = whole(visit("models/"))
    head(page, "Model").click()
    assert sort_state(page) == ["Model ascending"]
    assert [name.casefold() for name in names(page)] == sorted(name.casefold() for name in names(page))
    head(page, "Released").click()
    assert sort_state(page) == ["Released ascending"]
    dates, _ = split_known(column(page, "Released"))
    assert dates == sorted(dates)


def test_a_third_press_restores_the_order(visit: Visit) -> None:
    page = whole(visit("models/"))
    before = names(page)
    for _ in range(3):
        head(page, "Parameters").click()
    assert names(page) == before
    assert sort_state(page) == []


@pytest.mark.parametrize("key", ["Enter", "Space"])
def test_the_table_sorts_by_keyboard(key: str, visit: Visit) -> None:
    page = whole(visit("models/"))
    page.locator("model-table .scroll").focus()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.innerText").strip() == "Model"
    page.keyboard.press("Tab")
    page.keyboard.press(key)
    assert sort_state(page) == ["Parameters descending"]
    assert page.evaluate("document.activeElement.innerText").strip() == "Parameters"


def test_sorting_is_announced(visit: Visit) -> None:
    page = whole(visit("models/"))
    status = page.get_by_role("status")
    assert status.inner_text() == ""
    announced = []
    for _ in range(3):
        head(page, "Parameters").click()
        announced.append(status.inner_text())
    assert announced == [
        "Table sorted by Parameters, descending.",
        "Table sorted by Parameters, ascending.",
        "Table in the original order.",
    ]


def test_rows_keep_their_cells_when_sorted(visit: Visit) -> None:
    page = whole(visit("models/"))

    def rows() -> list[str]:
        return sorted(page.locator("model-table tbody tr").all_inner_texts())

    before = rows()
    head(page, "Parameters").click()
    assert rows() == before
