"""The rounds of a benchmark: our builds, Hugo's beside them, checks, and saves in the live preview."""

from __future__ import annotations

import compileall
import shutil
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from benchmark import hugo, measure, serving
from benchmark.tables import CHECK, EXPORTS, FEWER, JSON, OURS, PAGES, SEARCH, YAML, Preview, Series

ROOT = Path(__file__).parents[2]
SAVES = 10
_CHECK = "import sys; from atlas.cli import run; sys.exit(run())"
_BUILDS: dict[str, tuple[list[str], dict[str, str]]] = {
    EXPORTS: ([], {"ATLAS_SEARCH": "off"}),
    PAGES: (["--no-exports"], {"ATLAS_SEARCH": "off"}),
    SEARCH: ([], {"ATLAS_SEARCH": "on"}),
    FEWER: (["--no-exports"], {"ATLAS_SEARCH": "off", "ATLAS_COMPARISONS": "off"}),
}
"""What is built, with which options and environment. First the files from which Hugo's site is made."""
_ALSO_BY_HUGO = (EXPORTS, PAGES)


class FilesDiffer(Exception):
    """Hugo's files are not the same as ours, so that their times can't be compared."""


class Rounds:
    """Measures one size of catalogue in a folder of its own."""

    def __init__(self, folder: Path, count: int, say: Callable[[str], None]) -> None:
        self.folder, self.count, self.say = folder / str(count), count, say
        self.project, self.output = self.folder / "project", self.folder / "output"
        self.source, self.theirs = self.folder / "hugo-source", self.folder / "hugo-output"
        # The same time on both sides, and the code of the copy.
        self.environment = {"SOURCE_DATE_EPOCH": "1700000000", "NO_MKDOCS_2_WARNING": "1"}

    def builds(self, rounds: int, program: Path | None) -> Series:
        """Our builds and checks, alternating with Hugo's, where there is its program."""
        with self._catalogue() as series:
            for turn in range(1, rounds + 1):
                self.say(f"{self.count} models: round {turn} of {rounds} ...")
                for made, (options, environment) in _BUILDS.items():
                    series.add(made, OURS, self._build(options, environment))
                    if turn == 1 and made == EXPORTS:
                        self._prepare(series, program)
                    if program and made in _ALSO_BY_HUGO:
                        self._hugo(series, made, program, compare=turn == 1)
                series.add(CHECK, OURS, self._check())
        return series

    def preview(self) -> Preview:
        """Saves of one model's file while the live preview runs."""
        with self._catalogue() as series:
            self.say(f"{self.count} models: starting the live preview ...")
            started = time.perf_counter()
            with serving.Server(self.project, self.folder / "log") as server:
                start = time.perf_counter() - started
                before = server.memory()
                self.say(f"{self.count} models: saving a file {SAVES} times ...")
                saves = serving.saves(server, SAVES)
                return Preview(series.title, start, saves, before, server.memory())

    @contextmanager
    def _catalogue(self) -> Iterator[Series]:
        """The project as long as it is needed."""
        self.say(f"{self.count} models: writing the catalogue ...")
        self._python("-m", "benchmark.synthetic", ROOT, self.project, str(self.count))
        compileall.compile_dir(self.project / "scripts", quiet=2)
        yield Series(self.count, len(list((self.project / "data/models").glob("*.yml"))))
        shutil.rmtree(self.folder)

    def _prepare(self, series: Series, program: Path | None) -> None:
        pages = list(self.output.rglob("*.html"))
        series.pages, series.mib = len(pages), sum(page.stat().st_size for page in pages) / 2**20
        if program:
            self.say(f"{self.count} models: writing the same for Hugo ...")
            self._python("-m", "benchmark.hugo_site", self.project, self.output, self.source)

    def _hugo(self, series: Series, made: str, program: Path, *, compare: bool) -> None:
        for maker in (YAML, JSON):
            shutil.rmtree(self.theirs, ignore_errors=True)
            configuration = hugo.configuration(maker, exports=made == EXPORTS)
            cost = measure.run(hugo.command(program, self.source, self.theirs, configuration))
            series.add(made, maker, cost)
            if compare and (different := hugo.different_files(self.output, self.theirs)):
                names = "\n".join(different[:20])
                raise FilesDiffer(f"{len(different)} of Hugo's files are not the same as ours, so no ratio:\n{names}")

    def _build(self, options: Sequence[str], environment: Mapping[str, str]) -> measure.Cost:
        shutil.rmtree(self.output, ignore_errors=True)
        return self._python("-m", "benchmark.build", self.project, self.output, *options, **environment)

    def _check(self) -> measure.Cost:
        environment = {"PYTHONPATH": str(self.project / "scripts")}
        return measure.run([sys.executable, "-c", _CHECK, "--root", self.project, "check"], environment)

    def _python(self, *arguments: str | Path, **environment: str) -> measure.Cost:
        own = self.environment | {"PYTHONPATH": str(ROOT / "scripts")} | environment
        return measure.run([sys.executable, *arguments], own)
