"""Checks across records. A rule is one small function; its docstring is the rule."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from itertools import islice
from weakref import WeakKeyDictionary

from atlas.catalog import Catalog, Entry
from atlas.processes import do_all

# Importing a module registers its rules, in this order.
from atlas.rules import (  # noqa: F401
    chronology,
    circles,
    comparisons,
    dimensions,
    earlier,
    fact_sources,
    guide_facts,
    guide_texts,
    names,
    plausible,
    reading_places,
    references,
    relations,
)
from atlas.rules.framework import RULES
from atlas.text import prose
from atlas.text.problems import Problem

_found_in_records: WeakKeyDictionary[Entry, list[Problem]] = WeakKeyDictionary()
"""What the rules for single records found: it stays true as long as the record is there."""


def check(catalog: Catalog, entries: Iterable[Entry] | None = None, *, in_this_process: bool = False) -> list[Problem]:
    """All problems that the rules find in the given entries (all of them if none are given).

    in_this_process: without the help of other processes, see `processes.do_all`.
    """
    checked = list((*catalog.entries.values(), *catalog.faulty) if entries is None else entries)
    found: list[Problem] = []
    results = do_all(partial(_check_entry, catalog), checked, in_this_process=in_this_process)
    for entry, (in_record, in_catalog, texts) in zip(checked, results, strict=True):
        _found_in_records[entry] = in_record
        prose.known_texts.update(texts)
        found += [*in_record, *in_catalog]
    return found


def _check_entry(catalog: Catalog, entry: Entry) -> tuple[list[Problem], list[Problem], dict[str, prose.Prepared]]:
    """What is wrong with an entry by itself and in its catalogue, and the texts that were read for it."""
    before = len(prose.known_texts)
    known = _found_in_records.get(entry)
    in_record = _problems(catalog, entry, record_only=True) if known is None else known
    in_catalog = _problems(catalog, entry, record_only=False)
    new = len(prose.known_texts) - before
    return in_record, in_catalog, dict(islice(reversed(prose.known_texts.items()), new))


def _problems(catalog: Catalog, entry: Entry, *, record_only: bool) -> list[Problem]:
    return [
        problem
        for rule in RULES.values()
        if rule.record_only == record_only and rule.concerns(entry)
        for problem in rule.problems(catalog, entry)
    ]


__all__ = ["RULES", "check"]
