"""How the facts of a comparison stand to each other."""

from __future__ import annotations

from collections.abc import Iterable

from atlas.facts.show import Shown

NONE = "–"
"""What stands for a part that a network does not have."""


def text(shown: Shown) -> str:
    """What stands in a cell."""
    return NONE if shown.standing == "not-applicable" else shown.text


def standing(cells: Iterable[Shown]) -> str:
    """How the cells of a line stand to each other: `same`, `differs`, or `gap` where too little is known to say.

    That a network has no such part is known; what is not researched or kept back is neither same nor different.
    """
    found = list(cells)
    certain = [cell for cell in found if cell.known or cell.standing == "not-applicable"]
    if len({cell.key for cell in certain}) > 1:
        return "differs"
    return "same" if len(certain) == len(found) else "gap"


def is_shown(cells: Iterable[Shown]) -> bool:
    """Whether a line has something to say: a fact, or that the makers keep it back."""
    return any((cell.known and cell.standing != "implied") or cell.standing == "undisclosed" for cell in cells)
