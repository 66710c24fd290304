"""What the commands that measure have in common: what they take, and what they say."""

from __future__ import annotations

import argparse
import sys


def positive(text: str) -> int:
    """A whole number from 1 on, as an argument; raises ArgumentTypeError for anything else."""
    if not text.isdigit() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text} is not a number from 1 on")
    return int(text)


def say(text: str) -> None:
    """Progress, beside the result that goes to standard output."""
    print(text, file=sys.stderr, flush=True)
