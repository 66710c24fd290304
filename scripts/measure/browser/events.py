"""How long sorting, filtering and typing take in the table of models, by the browser's own Event Timing API.

The duration of an event is from the press of a key or a button to the next frame on the screen.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from playwright.sync_api import Browser, Locator, Page, sync_playwright

FLOOR = 16.0  # ms: what takes less, the browser does not report
TYPED = "heron"  # part of the names of some made-up models
_TIMES = 8  # how many columns and boxes are tried

_WATCH = """
window.slowest = 0
new PerformanceObserver((list) => {
  for (const event of list.getEntries()) if (event.interactionId) slowest = Math.max(slowest, event.duration)
}).observe({ type: "event", durationThreshold: 16 })
"""
_SETTLED = "() => new Promise((done) => requestAnimationFrame(() => setTimeout(done, 100)))"
_OPEN = "() => document.querySelectorAll('details.facet').forEach((facet) => { facet.open = true })"
_TAKE = "() => { const found = window.slowest; window.slowest = 0; return found }"


@dataclass(frozen=True, slots=True)
class Device:
    """What the table is used on: a window, and how much slower than here its processor is."""

    name: str
    width: int
    slower: int


DEVICES = (Device("window of 1280 px", 1280, 1), Device("window of 360 px, processor four times slower", 360, 4))
Durations = Mapping[str, Sequence[float]]  # by action, ms


def measure(address: str, chromium: Path) -> dict[Device, Durations]:
    """Use the table at an address as a reader does, on each device."""
    options = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=options)
        try:
            return {device: _on(device, address, browser) for device in DEVICES}
        finally:
            browser.close()


def _on(device: Device, address: str, browser: Browser) -> Durations:
    actions: dict[str, Callable[[Page], Iterator[float]]] = {"sort": _sort, "filter": _filter, "type": _type}
    found = {}
    for name, action in actions.items():
        page = browser.new_page(viewport={"width": device.width, "height": 900})
        page.add_init_script(_WATCH)
        page.goto(address)
        page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": device.slower})
        page.evaluate(_SETTLED)
        found[name] = list(action(page))
        page.close()
    return found


def _sort(page: Page) -> Iterator[float]:
    """Each column by its head, in both directions."""
    for head in _visible(page, "main thead button"):
        yield from (_duration(page, head.click) for _ in range(2))


def _filter(page: Page) -> Iterator[float]:
    """The first box of several facets, so that fewer and fewer rows stay, and cleared again."""
    for folded in page.locator("main button.open-facets:visible").all():
        folded.click()
    page.evaluate(_OPEN)
    boxes = _visible(page, "main .facet label:first-child > input[type=checkbox]")
    for box in [*boxes, *reversed(boxes)]:
        yield _duration(page, box.click)


def _type(page: Page) -> Iterator[float]:
    """A name, letter by letter, and deleted again."""
    for box in page.locator("main input[type=search]:visible").all()[:1]:
        box.focus()
        for key in [*TYPED, *["Backspace"] * len(TYPED)]:
            yield _duration(page, partial(page.keyboard.press, key))


def _visible(page: Page, selector: str) -> list[Locator]:
    return page.locator(f"{selector}:visible").all()[:_TIMES]


def _duration(page: Page, act: Callable[[], None]) -> float:
    """Milliseconds from the action to the frame that shows what came of it."""
    page.evaluate(_TAKE)
    act()
    page.evaluate(_SETTLED)
    return max(FLOOR, float(page.evaluate(_TAKE)))
