"""How a rule is written: a small generator of problems whose docstring is the rule.

A `record_rule` sees one record and nothing else, so that what it finds holds as long as the record stays as it is;
a `rule` sees the catalogue too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from atlas.catalog import Catalog, Entry
from atlas.text import many
from atlas.text.positions import FieldPath
from atlas.text.problems import Problem

Check = Callable[[Catalog, Entry], Iterator["Finding"]]
RecordCheck = Callable[[Entry], Iterator["Finding"]]


@dataclass(frozen=True, slots=True)
class Finding:
    """What a rule finds in one record: where, what, the mend."""

    path: FieldPath
    message: str
    fix: str
    key: bool = False  # point at the key instead of its value
    needle: str = ""  # point at this piece of text inside the value


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule: its id, its text (the docstring), the collections whose records it looks at, and whether it looks at
    one record only, never at the catalogue."""

    id: str
    text: str
    collections: tuple[str, ...]
    check: Check
    record_only: bool

    def concerns(self, entry: Entry) -> bool:
        return not self.collections or entry.collection in self.collections

    def problems(self, catalog: Catalog, entry: Entry) -> Iterator[Problem]:
        """What the rule finds; of very many, the first, as looking for all of them could take for ever."""
        for count, found in enumerate(self.check(catalog, entry)):
            problem = entry.problem(found.path, found.message, found.fix, self.id, key=found.key, needle=found.needle)
            if count == many.MOST:
                yield many.more(problem)
                return
            yield problem


RULES: dict[str, Rule] = {}


def rule(*collections: str) -> Callable[[Check], Check]:
    """Register a check for records of these collections (all if none is named); its name is the rule's id."""

    def register(check: Check) -> Check:
        _register(check, collections, check, record_only=False)
        return check

    return register


def record_rule(*collections: str) -> Callable[[RecordCheck], RecordCheck]:
    """Register a check that needs nothing but the record."""

    def register(check: RecordCheck) -> RecordCheck:
        _register(check, collections, lambda _, entry: check(entry), record_only=True)
        return check

    return register


def _register(written: Callable[..., object], collections: tuple[str, ...], check: Check, *, record_only: bool) -> None:
    name = written.__name__.replace("_", "-")
    text = " ".join((written.__doc__ or "").split())
    RULES[name] = Rule(name, text, collections, check, record_only)
