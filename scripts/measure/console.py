"""What the commands that measure have in common: what they take, what they say, and how they are stopped."""

from __future__ import annotations

import argparse
import signal
import sys
from typing import Any


def positive(text: str) -> int:
    """A whole number from 1 on, as an argument; raises ArgumentTypeError for anything else."""
    if not text.isdigit() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text} is not a number from 1 on")
    return int(text)


def say(text: str) -> None:
    """Progress, beside the result that goes to standard output."""
    print(text, file=sys.stderr, flush=True)


def tidy_when_stopped() -> None:
    """End by an exception when a signal asks to stop, so that temporary folders go away."""
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _stop)


def _stop(number: int, _frame: Any) -> None:
    sys.exit(128 + number)
