"""Models side by side in a browser: pages to look at, and what stands on them."""

from playwright.sync_api import Locator, Page, expect

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
    found: str = page.evaluate("location.search")
    return found


def notes(page: Page) -> list[str]:
    return page.locator(".compare-notes p").all_inner_texts()


def empty(page: Page) -> None:
    expect(page.locator("model-compare .empty")).to_be_visible()
