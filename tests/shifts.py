"""What moves on a page in a browser, after it was read and painted."""

from playwright.sync_api import Page

_COLLECT = """
    window.shifts = [];
    window.note = (entries) => window.shifts.push(...entries.map((entry) => entry.value));
    window.observer = new PerformanceObserver((list) => window.note(list.getEntries()));
    window.observer.observe({ type: "layout-shift", buffered: true });
"""
_TAKE = "note(observer.takeRecords()), shifts.splice(0)"
_READ_AND_PAINTED = """
    async () => {
        while (document.readyState === "loading") await new Promise((later) => setTimeout(later, 10));
        for (let frame = 0; frame < 3; frame++) await new Promise(requestAnimationFrame);
    }
"""


def watch_shifts(page: Page) -> None:
    """Collect what moves on the pages that will be opened."""
    page.add_init_script(_COLLECT)


def shifts(page: Page) -> list[float]:
    """What moved since the last call, each as a score of the browser, when the page is read and painted.

    The first call gives what moved while the page arrived in parts, which depends on how fast it came.
    """
    page.evaluate(_READ_AND_PAINTED)
    found: list[float] = page.evaluate(_TAKE)
    return found
