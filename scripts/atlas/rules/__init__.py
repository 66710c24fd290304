"""Checks across records. A rule is one small function; its docstring is the rule."""

from __future__ import annotations

from collections.abc import Iterable

from atlas.catalog import Catalog, Entry
from atlas.problems import Problem

# Importing a module registers its rules, in this order.
from atlas.rules import dimensions, evidence, names, references, relations  # noqa: F401
from atlas.rules.framework import RULES


def check(catalog: Catalog, entries: Iterable[Entry] | None = None) -> list[Problem]:
    """All problems that the rules find in the given entries (all of them if none are given)."""
    chosen = catalog.entries.values() if entries is None else entries
    return [
        problem
        for entry in chosen
        for rule in RULES.values()
        if not rule.collections or entry.collection in rule.collections
        for problem in rule.problems(catalog, entry)
    ]


__all__ = ["RULES", "check"]
