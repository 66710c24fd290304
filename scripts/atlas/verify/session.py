"""One run of `atlas verify`: where texts come from, and how it goes on."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import TextIO

from atlas.verify.copies import Copies
from atlas.verify.http import HttpTransport
from atlas.verify.lookup import Library
from atlas.verify.network import Network, Write

_EVERY = 0.2
_EVERY_IN_A_LOG = 30.0


def libraries(copies: Path | None, *, offline: bool, write: Write) -> list[Library]:
    """The folder of copies, if one is named, then the network unless it is not wanted."""
    found: list[Library] = [Copies(copies)] if copies else []
    return found if offline else [*found, Network(HttpTransport(_contact()), cache_folder(), write)]


def _contact() -> str:
    """Where a server's keepers can complain: the project's page."""
    return f"https://github.com/{os.environ.get('GITHUB_REPOSITORY', 'OWNER/REPOSITORY')}"


def cache_folder() -> Path:
    """Where what was got from the network is kept for the next run: in the user's folder for such things."""
    home = os.environ.get("XDG_CACHE_HOME") or os.environ.get("LOCALAPPDATA") or Path.home() / ".cache"
    return Path(home) / "model-atlas" / "verify"


def progress(stream: TextIO, clock: Callable[[], float] = time.monotonic) -> Callable[[int, int], None]:
    """Tells how far a run is: one line that changes on a terminal, now and then a line in a log."""
    on_terminal = stream.isatty()
    told, last = clock(), 0

    def tell(done: int, total: int) -> None:
        nonlocal told, last
        soon = clock() - told < (_EVERY if on_terminal else _EVERY_IN_A_LOG)
        if done == last or (soon and done < total):
            return
        told, last = clock(), done
        start, end = ("\r", "\n" if done == total else "") if on_terminal else ("", "\n")
        print(f"{start}{done} of {total} quotes looked up", end=end, file=stream, flush=True)

    return tell
