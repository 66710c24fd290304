"""Builds in alternating rounds, so that a busy minute of the machine touches all of them alike."""

from __future__ import annotations

import shutil
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from measure.builds import built, process_cost
from measure.builds.commands import OURS, Build
from measure.builds.process_cost import Cost, NotMeasured


@dataclass(slots=True)
class Runs:
    """What was measured, by the name of the build: the cost of each round, and how many pages there were."""

    costs: dict[str, list[Cost]] = field(default_factory=lambda: defaultdict(list))
    pages: dict[str, int] = field(default_factory=dict)

    def ratios(self, name: str) -> list[float]:
        """Our time divided by that of another build, in each round that both took part in."""
        return [ours.wall / theirs.wall for ours, theirs in zip(self.costs[OURS], self.costs[name], strict=False)]


def alternate(builds: Sequence[Build], rounds: int, say: Callable[[str], None]) -> Runs:
    """Run each build once a round, in the order given. `say` is told the progress.

    Raises NotMeasured if a build fails, or has not as many pages as ours and should.
    """
    runs = Runs()
    for turn in range(1, rounds + 1):
        for build in (build for build in builds if turn <= build.most_rounds):
            say(f"Round {turn} of {rounds}: {build.name} ...")
            shutil.rmtree(build.output, ignore_errors=True)
            runs.costs[build.name].append(process_cost.run(build.command, build.environment))
            if turn == 1:
                runs.pages[build.name] = built.count(build.output)
                _compare(runs, build)
    return runs


def _compare(runs: Runs, build: Build) -> None:
    ours, theirs = runs.pages[OURS], runs.pages[build.name]
    if build.same_pages and ours != theirs:
        raise NotMeasured(f"{build.name} made {theirs} pages where ours are {ours}, so there is no ratio")
