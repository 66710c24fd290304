"""The figures as Markdown tables."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from statistics import median

from benchmark.measure import Cost, middle


@dataclass(slots=True)
class Series:
    """All runs with one number of models, by what was run."""

    made_up: int
    models: int  # with the real ones
    pages: int = 0
    mib: float = 0.0  # of HTML
    runs: dict[str, list[Cost]] = field(default_factory=dict)

    def add(self, name: str, cost: Cost) -> None:
        self.runs.setdefault(name, []).append(cost)

    def middle(self, name: str) -> Cost:
        return middle(self.runs[name])


PAGES, EXPORTS, CHECK = "pages", "pages and exports", "`atlas check`"
YAML, JSON = "Hugo, YAML", "Hugo, JSON"


def builds(all_: Sequence[Series]) -> str:
    """Our builds: time, memory, and cost of a model."""
    head = ("Models", "Made", "Wall, s", "CPU, s", "Peak, MiB", "ms per model", "ms per further model")
    rows: list[Sequence[str]] = []
    before: dict[str, tuple[int, float]] = {}
    for series in all_:
        for name in (PAGES, EXPORTS, CHECK):
            cost = series.middle(name)
            each = f"{1000 * cost.wall / series.models:.2f}"
            further = ""
            if name in before:
                smaller, wall = before[name]
                further = f"{1000 * (cost.wall - wall) / (series.models - smaller):.2f}"
            before[name] = series.models, cost.wall
            figures = (f"{cost.wall:.2f}", f"{cost.cpu:.2f}", f"{cost.peak:.0f}")
            rows.append((_models(series), name, *figures, each, further))
    return _table(head, rows)


def stages(all_: Sequence[Series]) -> str:
    """The share of each stage in a build with exports."""
    names = list(all_[0].middle(EXPORTS).stages)
    rows = []
    for series in all_:
        shares: Mapping[str, float] = series.middle(EXPORTS).stages
        total = sum(shares.values())
        cells = (f"{shares[name]:.2f} s ({100 * shares[name] / total:.0f} %)" for name in names)
        rows.append((_models(series), *cells))
    return _table(("Models", *(name[0].upper() + name[1:] for name in names)), rows)


def against_hugo(all_: Sequence[Series]) -> str:
    """Ours and Hugo's, and the median of the ratios of each round."""
    head = (
        "Models",
        "Pages",
        "HTML, MiB",
        "Made by",
        "Wall, s",
        "CPU, s",
        "Peak, MiB",
        "Ours / Hugo",
        "Lowest–highest",
    )
    rows: list[Sequence[str]] = []
    for series in all_:
        for name in (PAGES, YAML, JSON):
            cost = series.middle(name)
            sizes = (_models(series), f"{series.pages:,}", f"{series.mib:.1f}", "ours" if name == PAGES else name)
            figures = (f"{cost.wall:.2f}", f"{cost.cpu:.2f}", f"{cost.peak:.0f}")
            rows.append((*sizes, *figures, *(("", "") if name == PAGES else _ratio(series, name))))
    return _table(head, rows)


def _ratio(series: Series, name: str) -> tuple[str, str]:
    pairs = zip(series.runs[PAGES], series.runs[name], strict=True)
    ratios = sorted(our.wall / their.wall for our, their in pairs)
    return f"**{median(ratios):.2f}**", f"{ratios[0]:.2f}–{ratios[-1]:.2f}"


def _models(series: Series) -> str:
    return f"{series.made_up:,} + {series.models - series.made_up}"


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [head, ["---" if n == 0 else "---:" for n in range(len(head))], *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
