"""Checks across records. A rule is one small function; its docstring is the rule."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from itertools import islice
from weakref import WeakKeyDictionary

from atlas import prose
from atlas.catalog import Catalog, Entry
from atlas.problems import Problem
from atlas.processes import do_all

# Importing a module registers its rules, in this order.
from atlas.rules import comparisons, dimensions, evidence, names, references, relations  # noqa: F401
from atlas.rules.framework import RULES

_alone: WeakKeyDictionary[Entry, list[Problem]] = WeakKeyDictionary()
"""What the rules for single records found: it stays true as long as the record is there."""


def check(catalog: Catalog, entries: Iterable[Entry] | None = None, *, here: bool = False) -> list[Problem]:
    """All problems that the rules find in the given entries (all of them if none are given).

    here: without the help of other processes, see `processes.do_all`.
    """
    checked = list(catalog.entries.values() if entries is None else entries)
    found: list[Problem] = []
    for entry, (alone, others, texts) in zip(checked, do_all(partial(_look, catalog), checked, here=here), strict=True):
        _alone[entry] = alone
        prose.read.update(texts)
        found += [*alone, *others]
    return found


def _look(catalog: Catalog, entry: Entry) -> tuple[list[Problem], list[Problem], dict[str, prose.Prepared]]:
    """What is wrong with an entry by itself and among others, and the texts that were read for it."""
    before = len(prose.read)
    alone = _alone[entry] if entry in _alone else _problems(catalog, entry, alone=True)
    others = _problems(catalog, entry, alone=False)
    new = len(prose.read) - before
    return alone, others, dict(islice(reversed(prose.read.items()), new))


def _problems(catalog: Catalog, entry: Entry, *, alone: bool) -> list[Problem]:
    return [
        problem
        for rule in RULES.values()
        if rule.alone == alone and rule.concerns(entry)
        for problem in rule.problems(catalog, entry)
    ]


__all__ = ["RULES", "check"]
