"""Checks across records. A rule is one small function; its docstring is the rule."""

from __future__ import annotations

from collections.abc import Iterable
from weakref import WeakKeyDictionary

from atlas.catalog import Catalog, Entry
from atlas.problems import Problem

# Importing a module registers its rules, in this order.
from atlas.rules import comparisons, dimensions, evidence, names, references, relations  # noqa: F401
from atlas.rules.framework import RULES

_alone: WeakKeyDictionary[Entry, list[Problem]] = WeakKeyDictionary()
"""What the rules for single records found: it stays true as long as the record is there."""


def check(catalog: Catalog, entries: Iterable[Entry] | None = None) -> list[Problem]:
    """All problems that the rules find in the given entries (all of them if none are given)."""
    found: list[Problem] = []
    for entry in catalog.entries.values() if entries is None else entries:
        if entry not in _alone:
            _alone[entry] = _problems(catalog, entry, alone=True)
        found += _alone[entry]
        found += _problems(catalog, entry, alone=False)
    return found


def _problems(catalog: Catalog, entry: Entry, *, alone: bool) -> list[Problem]:
    return [
        problem
        for rule in RULES.values()
        if rule.alone == alone and rule.concerns(entry)
        for problem in rule.problems(catalog, entry)
    ]


__all__ = ["RULES", "check"]
