"""The table of models in a browser: what it shows, and how its filters are set."""

from urllib.parse import unquote, urlsplit

from playwright.sync_api import Page, expect


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


UNKNOWN = {"–", "not researched", "undisclosed", "not derivable"}
"""What stands in a cell without a value."""


def whole(page: Page) -> Page:
    """Show all rows, where the table has more than it shows at first."""
    more = page.locator(".show-all a:visible")
    if more.count():
        more.click()
    return page
