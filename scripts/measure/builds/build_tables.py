"""The figures as Markdown tables, narrow enough for a phone."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median

from measure.builds.rounds import Runs


def builds(runs: Runs) -> str:
    """Each build: seconds, MiB, and our time divided by its own in the same round."""
    head = ("Build", "Wall", "CPU", "MiB", "Ours / it")
    rows = []
    for name, costs in runs.costs.items():
        wall, cpu = _spread([cost.wall for cost in costs]), _short(median(cost.cpu for cost in costs))
        rows.append((name, wall, cpu, f"{max(cost.peak for cost in costs):.0f}", f"**{_spread(runs.ratios(name))}**"))
    return _table(head, rows)


def pages(runs: Runs) -> str:
    """How many pages each build has, where it has any, such as `ours 2,502, with search 2,502`."""
    return ", ".join(f"{name} {count:,}" for name, count in runs.pages.items() if count)


@dataclass(frozen=True, slots=True)
class PreviewTimes:
    """What was measured of the live preview: seconds, and MiB in memory."""

    models: int
    start: float
    saves: Sequence[float]  # from saving a file to having its new page
    before: float
    after: float


def previews(all_: Iterable[PreviewTimes]) -> str:
    """The live preview: how long a change takes, and whether memory grows with changes."""
    head = ("Models", "Start, s", "Saves", "Save to page, s", "MiB")
    rows = [
        (f"{own.models:,}", f"{own.start:.1f}", str(len(own.saves)), _spread(own.saves), _growth(own)) for own in all_
    ]
    return _table(head, rows)


def _growth(preview: PreviewTimes) -> str:
    return f"{preview.before:.0f}, then {preview.after:.0f}"


def _spread(values: Sequence[float]) -> str:
    """The median, and the lowest and highest in brackets where there are several values."""
    around = f" ({_short(min(values))}–{_short(max(values))})" if len(values) > 1 else ""
    return f"{_short(median(values))}{around}"


def _short(value: float) -> str:
    return f"{value:.1f}" if value >= 10 else f"{value:.2f}"


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Left-aligned, because the site never breaks a line in columns of numbers."""
    return "\n".join(f"| {' | '.join(line)} |" for line in (head, ["---"] * len(head), *rows))
