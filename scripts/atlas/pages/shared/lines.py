"""The line below the name of a page in lists."""

from __future__ import annotations


def with_count(text: str, verb: str, count: int) -> str:
    """`Objective · used by 3 models`; a count of nothing is left out."""
    counted = f"{verb} {count} model{'' if count == 1 else 's'}".strip() if count else ""
    return " · ".join(part for part in (text, counted) if part)
