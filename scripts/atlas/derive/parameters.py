"""The recount: parameters added up from the dimensions, to be compared with what the makers report."""

from __future__ import annotations

from dataclasses import dataclass

from atlas.catalog import Catalog, per_catalog
from atlas.derive.anatomy import anatomy

TOLERANCE = 0.05
"""Relative difference above which a recount is shown as one that does not agree."""


@dataclass(frozen=True, slots=True)
class Recount:
    """Weights counted from the dimensions of a variant; `total` is None where a size is missing.

    It is kept for all models. The tree of which it is the sum is not: `anatomy` has it.
    """

    total: int | None
    active: int | None
    missing: tuple[str, ...]
    left_out: tuple[str, ...]
    reported_parts: tuple[str, ...]
    reported: int | None
    reported_active: int | None

    @property
    def difference(self) -> float | None:
        """(recount - reported) / reported."""
        return (self.total - self.reported) / self.reported if self.total and self.reported else None

    @property
    def agrees(self) -> bool | None:
        """Whether recount and report differ by at most 5 %; None where one of them is missing."""
        return None if self.difference is None else abs(self.difference) <= TOLERANCE

    @property
    def active_difference(self) -> float | None:
        if not (self.active and self.reported_active):
            return None
        return (self.active - self.reported_active) / self.reported_active


@per_catalog
def recount(catalog: Catalog, model_id: str, variant: str) -> Recount:
    """Add up the weights of a variant from its dimensions. The sum is total = Σ repeat × weights of each part."""
    facts = catalog.variants(model_id)[variant]
    tree = anatomy(catalog, model_id, variant)
    nodes = list(tree.walk())
    missing = tuple(dict.fromkeys(f"{n.label}: {n.missing}" for n in nodes if n.missing))
    counted = not missing and tree.total > 0 and not all(n.reported or not n.parameters for n in nodes)
    return Recount(
        total=tree.total if counted else None,
        active=tree.total_active if counted and tree.total_active != tree.total else None,
        missing=missing,
        left_out=tuple(dict.fromkeys(n.left_out for n in nodes if n.left_out)),
        reported_parts=tuple(n.label for n in nodes if n.reported),
        reported=facts.parameters.value if facts.parameters else None,
        reported_active=facts.active_parameters.value if facts.active_parameters else None,
    )
