"""The figures as Markdown tables."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product
from statistics import median

from benchmark.measure import Cost, middle

PAGES, EXPORTS, CHECK = "pages", "pages and exports", "`atlas check`"
FEWER, SEARCH = "pages without comparisons", "pages, exports and search index"
MADE = (FEWER, PAGES, EXPORTS, SEARCH, CHECK)
"""What is made, in the order of the tables."""
OURS, YAML, JSON = "ours", "YAML", "JSON"
"""Who makes it: we, or Hugo that reads front matter of one of two kinds."""


@dataclass(slots=True)
class Series:
    """All runs with one number of models, by what is made and who makes it."""

    made_up: int
    models: int  # with the real ones
    pages: int = 0
    mib: float = 0.0  # of HTML
    runs: dict[tuple[str, str], list[Cost]] = field(default_factory=lambda: defaultdict(list))

    def add(self, made: str, maker: str, cost: Cost) -> None:
        self.runs[made, maker].append(cost)

    def middle(self, made: str, maker: str = OURS) -> Cost:
        return middle(self.runs[made, maker])

    @property
    def title(self) -> str:
        """The number of models: made up and real."""
        return f"{self.made_up:,} + {self.models - self.made_up}"


def builds(all_: Sequence[Series]) -> str:
    """Our builds: time, memory, and cost of a model."""
    head = ("Models", "Made", "Wall, s", "CPU, s", "Peak, MiB", "ms per model", "ms per further model")
    rows: list[Sequence[str]] = []
    before: dict[str, tuple[int, float]] = {}
    for series in all_:
        for made in [made for made in MADE if (made, OURS) in series.runs]:
            cost = series.middle(made)
            each = f"{1000 * cost.wall / series.models:.2f}"
            further = ""
            if made in before:
                smaller, wall = before[made]
                further = f"{1000 * (cost.wall - wall) / (series.models - smaller):.2f}"
            before[made] = series.models, cost.wall
            figures = (f"{cost.wall:.2f}", f"{cost.cpu:.2f}", f"{cost.peak:.0f}")
            rows.append((series.title, made, *figures, each, further))
    return _table(head, rows)


def stages(all_: Sequence[Series]) -> str:
    """The share of each stage in a build with exports."""
    names = list(all_[0].middle(EXPORTS).stages)
    rows = []
    for series in all_:
        shares: Mapping[str, float] = series.middle(EXPORTS).stages
        total = sum(shares.values())
        cells = (f"{shares[name]:.2f} s ({100 * shares[name] / total:.0f} %)" for name in names)
        rows.append((series.title, *cells))
    return _table(("Models", *(name[0].upper() + name[1:] for name in names)), rows)


def against_hugo(all_: Sequence[Series]) -> str:
    """Ours beside Hugo's: medians, and the median of the ratios of each round. Processor time is in brackets."""
    sizes = ("Models", "Pages", "HTML, MiB", "Made", "Hugo reads")
    figures = ("Ours, s", "Hugo, s", "Ours / Hugo", "Lowest–highest", "Ours, MiB", "Hugo, MiB")
    rows: list[Sequence[str]] = []
    for series in all_:
        for made, maker in product(MADE, (YAML, JSON)):
            if (made, maker) in series.runs:
                names = (series.title, f"{series.pages:,}", f"{series.mib:.1f}", made, maker)
                ours, hugo = series.middle(made), series.middle(made, maker)
                times = (f"{cost.wall:.2f} ({cost.cpu:.2f})" for cost in (ours, hugo))
                rows.append((*names, *times, *_ratio(series, made, maker), f"{ours.peak:.0f}", f"{hugo.peak:.0f}"))
    return _table((*sizes, *figures), rows)


def _ratio(series: Series, made: str, maker: str) -> tuple[str, str]:
    pairs = zip(series.runs[made, OURS], series.runs[made, maker], strict=True)
    ratios = sorted(our.wall / their.wall for our, their in pairs)
    return f"**{median(ratios):.2f}**", f"{ratios[0]:.2f}–{ratios[-1]:.2f}"


@dataclass(frozen=True, slots=True)
class Preview:
    """What was measured of the live preview: seconds, and MiB in memory."""

    title: str
    start: float
    saves: Sequence[float]  # from saving a file to having its new page
    before: float
    after: float


def previews(all_: Iterable[Preview]) -> str:
    """The live preview: how long a change takes, and whether memory grows with changes."""
    head = ("Models", "Start, s", "Saves", "From save to page, s", "Lowest–highest", "Before, MiB", "After, MiB")
    rows: list[Sequence[str]] = []
    for own in all_:
        times = (f"**{median(own.saves):.2f}**", f"{min(own.saves):.2f}–{max(own.saves):.2f}")
        rows.append(
            (own.title, f"{own.start:.1f}", str(len(own.saves)), *times, f"{own.before:.0f}", f"{own.after:.0f}")
        )
    return _table(head, rows)


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [head, ["---" if n == 0 else "---:" for n in range(len(head))], *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
