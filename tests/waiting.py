"""Waiting for what is to happen, however busy the machine is."""

import os
import subprocess
import time
from collections.abc import Callable

PATIENCE = float(os.environ.get("ATLAS_PATIENCE", 300))
"""Seconds after which what is waited for counts as hanging: many more than a busy machine ever needs."""


def _rest() -> None:
    time.sleep(0.02)


def wait_until(condition: Callable[[], bool], rest: Callable[[], None] = _rest) -> None:
    """Ask again and again, with a rest between, until a condition holds."""
    end = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < end, "waited in vain"
        rest()


def is_running(process: int) -> bool:
    """Whether there is a process with this number that has not ended."""
    found = subprocess.run(["ps", "-o", "stat=", "-p", str(process)], capture_output=True, text=True)
    return found.stdout.strip()[:1] not in ("", "Z")
