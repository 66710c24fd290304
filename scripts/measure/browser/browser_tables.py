"""The figures as Markdown tables."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from statistics import median

from measure.browser.events import Device, Durations
from measure.browser.lighthouse import Report

_PAGE_HEAD = ("Page", "Performance", "Accessibility", "Best practices", "SEO", "LCP, s", "CLS", "TBT, ms", "Sent, KB")
_EVENT_HEAD = ("Device", "Action", "Times", "Median, ms", "Worst, ms")


def pages(reports: Mapping[str, Report]) -> str:
    """Scores and figures by page."""
    return _table(_PAGE_HEAD, ((f"`/{address}`", *_figures(report)) for address, report in reports.items()))


def _figures(report: Report) -> tuple[str, ...]:
    scores = (f"{score:.0f}" for score in report.scores)
    paint, shift = f"{report.largest_paint / 1000:.2f}", f"{report.layout_shift:.3f}".rstrip("0").rstrip(".")
    return (*scores, paint, shift, f"{report.blocking:.0f}", f"{report.sent / 1000:.1f}")


def losses(reports: Mapping[str, Report]) -> str:
    """What costs points, a line for each page that loses some; empty if none does."""
    short = {page: report for page, report in reports.items() if min(report.scores) < 100}
    return "\n".join(f"- `/{page}`: {', '.join(report.losses)}" for page, report in short.items())


def events(found: Mapping[Device, Durations]) -> str:
    """Median and worst duration by device and action."""
    rows = []
    for device, durations in found.items():
        for action, times in durations.items():
            figures = (f"{median(times):.0f}", f"{max(times):.0f}") if times else ("–", "–")
            rows.append((device.name, action, str(len(times)), *figures))
    return _table(_EVENT_HEAD, rows, text=2)


def _table(head: Sequence[str], rows: Iterable[Sequence[str]], text: int = 1) -> str:
    """A table whose first columns are text, and all others numbers."""
    lines = [head, ["---" if n < text else "---:" for n in range(len(head))], *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
