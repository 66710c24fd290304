"""Which comparisons a page leads to: those near another one, and those of a model with its neighbours."""

from __future__ import annotations

from collections.abc import Iterable

from atlas.catalog import Catalog
from atlas.comparison.pairs import ReadyComparison, by_model

_RELATED = 8
_BESIDE = 6


def related(catalog: Catalog, comparison: ReadyComparison) -> list[ReadyComparison]:
    """Comparisons that share a model with this one, those that share most first."""
    own = {member.model for member in comparison.members}
    near = {other.id: other for model in own for other in by_model(catalog)[model] if other.id != comparison.id}

    def shared(other: ReadyComparison) -> int:
        return len(own & {member.model for member in other.members})

    return sorted(near.values(), key=lambda other: (-shared(other), not other.curated, other.id))[:_RELATED]


def beside(catalog: Catalog, id_: str, near: Iterable[str], *, ready_made: bool = True) -> list[tuple[str, str]]:
    """(name, address) of what a model page offers to compare with: parents, children and the nearest models.

    What has a page of its own, if comparisons are `ready_made`, leads there; the rest to `compare/` with both columns
    chosen.
    """
    found: dict[str, str] = {}
    if ready_made:
        for comparison in sorted(by_model(catalog).get(id_, ()), key=lambda found: not found.edges):
            others = [member.model for member in comparison.members if member.model != id_]
            whole = all(member.variant is None for member in comparison.members)
            if whole and len(comparison.members) == 2 and len(others) == 1:
                found.setdefault(others[0], comparison.address)
    for other in near:
        found.setdefault(other, f"compare/?m={id_},{other}")
    return [(catalog.models[other].name, address) for other, address in found.items()][:_BESIDE]
