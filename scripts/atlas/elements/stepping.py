"""Figures that are gone through one step at a time: the names of their steps, and which of them is shown."""

from __future__ import annotations

from collections.abc import Iterable


def step_labels(all_of_them: str, names: Iterable[str]) -> tuple[str, ...]:
    """What a reader can choose: all steps, then each by number and name."""
    return (all_of_them, *(f"{number} {name}" for number, name in enumerate(names, 1)))


def places(label: object, labels: tuple[str, ...]) -> dict[str, int]:
    """The step that a label names, from 1 (0: all of them), and those to which one may go from it."""
    active = labels.index(str(label)) if label in labels else 0
    return {"active": active, "before": max(active - 1, 0), "after": min(active + 1, len(labels) - 1)}
