"""Bounds on what is said: a file of 256 KB can be wrong in a hundred thousand places, and nobody reads them all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from atlas.text.problems import Problem

MOST = 50
"""Problems of one kind that are said of one record, or of a file as a whole."""
MOST_PRINTED = 500


def more(problem: Problem, count: int = 0) -> Problem:
    """What stands for a problem and those after it, which are not said one by one; count: how many, if known."""
    return replace(
        problem, message=f"and {f'{count:,} ' if count else ''}more problems like these", fix="mend these first"
    )


def printed(problems: Sequence[Problem]) -> tuple[Sequence[Problem], str]:
    """What is printed of many problems, and what is said of the others."""
    others = len(problems) - MOST_PRINTED
    return problems[:MOST_PRINTED], f"… and {others:,} more" if others > 0 else ""
