"""The catalogue: every record, frozen, and what is asked of it as a whole. `loading` makes it from files."""

from __future__ import annotations

import inspect
import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache, wraps
from types import MappingProxyType
from typing import Any, Concatenate, ParamSpec, TypeVar

from atlas.catalog.judging import NOTHING, Lost
from atlas.schema.base import Part
from atlas.schema.evidence import Source
from atlas.schema.guide import Guide
from atlas.schema.merging import merge
from atlas.schema.record import Concept, Model
from atlas.schema.registry import Written, written
from atlas.schema.variants import Facts, Variant
from atlas.schema.vocabulary import (
    RECORDS,
    Benchmark,
    Category,
    Comparison,
    Dataset,
    Family,
    License,
    Organization,
    Task,
)
from atlas.text.positions import FieldPath
from atlas.text.problems import Problem
from atlas.text.yamlio import Document

MODELS_AT_A_TIME = 32
"""Models of which all that is known is kept at once: what is made of one comes together, soon after its parents."""
P = ParamSpec("P")
R = TypeVar("R")


@dataclass(frozen=True, eq=False)
class Entry:
    """A record and the file it came from."""

    collection: str
    id: str
    record: Part
    document: Document
    prefix: FieldPath = ()
    lost: Lost = NOTHING
    """What could not be read and is left out of the record: what is missing there, may be written."""

    @property
    def written(self) -> tuple[Written, ...]:
        """Every value that the record writes."""
        return _written(self)

    @property
    def variants(self) -> Mapping[str, Variant]:
        """The variants of a model with shared facts merged in; none of other records."""
        return _variants(self)

    def problem(
        self, path: FieldPath, message: str, fix: str, rule: str, *, key: bool = False, needle: str = ""
    ) -> Problem:
        """A problem at a path of this record, at its key, or at a piece of text inside it."""
        place = (*self.prefix, *self.lost.original(path))
        return self.document.problem(place, message, fix, rule, key=key, needle=needle)

    def may_write(self, *path: str | int) -> bool:
        """Whether something at a path, below it or above it could not be read."""
        return self.lost.holds(path)


@lru_cache(maxsize=64)
def _written(entry: Entry) -> tuple[Written, ...]:
    """All rules look at one record after the other; of thousands, this list would be what fills the memory."""
    return tuple(written(entry.record))


@lru_cache(maxsize=2 * MODELS_AT_A_TIME)
def _variants(entry: Entry) -> Mapping[str, Variant]:
    """A merged variant takes as much memory as one that is written."""
    if not isinstance(entry.record, Model):
        return MappingProxyType({})
    own = (entry.record.variants or {}).items()
    return MappingProxyType({key: merge(entry.record, variant, without=_OWN) for key, variant in own})


def per_catalog(function: Callable[Concatenate[Catalog, P], R]) -> Callable[Concatenate[Catalog, P], R]:
    """Decorates a function of a catalogue and other, hashable, arguments: what it returns is computed once.

    The values are kept in the catalogue itself, so that they are gone when it is. Nobody may change them.
    """

    @wraps(function)
    def remembered(catalog: Catalog, /, *args: P.args, **kwargs: P.kwargs) -> R:
        key = (function, args, frozenset(kwargs.items()))
        if key not in catalog._computed:
            catalog._computed[key] = function(catalog, *args, **kwargs)
        value: R = catalog._computed[key]
        return value

    return remembered


def lately_per_catalog(
    most: int,
) -> Callable[[Callable[Concatenate[Catalog, P], R]], Callable[Concatenate[Catalog, P], R]]:
    """As `per_catalog`, for what is large and asked for again soon or not at all: only the last `most` values are
    kept. Thousands of models would fill the memory with what nobody needs any more."""

    def decorate(function: Callable[Concatenate[Catalog, P], R]) -> Callable[Concatenate[Catalog, P], R]:
        @wraps(function)
        def remembered(catalog: Catalog, /, *args: P.args, **kwargs: P.kwargs) -> R:
            kept: dict[Any, R] = catalog._computed.setdefault(function, {})
            key = (args, frozenset(kwargs.items()))
            value = kept.pop(key) if key in kept else function(catalog, *args, **kwargs)
            kept[key] = value  # the last of a mapping is the one used last
            if len(kept) > most:
                del kept[next(iter(kept))]
            return value

        return remembered

    return decorate


@dataclass(frozen=True, eq=False)
class Catalog:
    """Everything the files say, by collection and id. Mappings are in order of id (vocabularies: of the file)."""

    collections: Mapping[str, Mapping[str, Any]]
    entries: Mapping[tuple[str, str], Entry] = field(repr=False)
    faulty: tuple[Entry, ...] = ()
    """What can be judged of records that have faults; none of them is in `collections`."""
    broken: frozenset[tuple[str, str]] = frozenset()
    """(collection, id) of what has a file or entry that could not be read: known, but not to be looked into."""
    _computed: dict[Any, Any] = field(default_factory=dict, init=False, repr=False)
    """What `per_catalog` remembers."""

    def remember(self, function: Callable[..., Any], value: Any, *args: Any) -> None:
        """Keep what a `per_catalog` function gave in another process, which had a copy of this catalogue."""
        self._computed[inspect.unwrap(function), args, frozenset()] = value

    def collection(self, name: str) -> Mapping[str, Any]:
        """A collection by its name, such as `concepts`; empty where it has no file."""
        return self.collections.get(name, {})

    # The collections that code asks for by name, with their types.

    @property
    def models(self) -> Mapping[str, Model]:
        return self.collections["models"]

    @property
    def concepts(self) -> Mapping[str, Concept]:
        return self.collections["concepts"]

    @property
    def organizations(self) -> Mapping[str, Organization]:
        return self.collections["organizations"]

    @property
    def categories(self) -> Mapping[str, Category]:
        return self.collections["categories"]

    @property
    def licenses(self) -> Mapping[str, License]:
        return self.collections["licenses"]

    @property
    def datasets(self) -> Mapping[str, Dataset]:
        return self.collections["datasets"]

    @property
    def tasks(self) -> Mapping[str, Task]:
        return self.collections["tasks"]

    @property
    def families(self) -> Mapping[str, Family]:
        return self.collections["families"]

    @property
    def benchmarks(self) -> Mapping[str, Benchmark]:
        return self.collections["benchmarks"]

    @property
    def comparisons(self) -> Mapping[str, Comparison]:
        return self.collections["comparisons"]

    @property
    def sources(self) -> Mapping[str, Source]:
        return self.collections["sources"]

    @property
    def guides(self) -> Mapping[str, Guide]:
        return self.collection("guides")

    def linked(self, id_: str) -> tuple[str, str] | None:
        """(collection, id) of what `[[id]]` leads to: a model or a concept, or a guide as `[[guides/id]]`."""
        if id_.startswith("guides/"):
            guide = id_.removeprefix("guides/")
            return ("guides", guide) if guide in self.guides else None
        return next(((name, id_) for name in RECORDS if id_ in self.collection(name)), None)

    def variants(self, model_id: str) -> Mapping[str, Variant]:
        """The variants of a model with shared facts merged in. An architecture without variants has none."""
        return self.entries["models", model_id].variants

    def source(self, record: Model | Concept | Dataset, source_id: str) -> Source | None:
        """A source by the id a record uses: its own, or a shared one."""
        return (record.sources or {}).get(source_id) or self.sources.get(source_id)

    def facts(self, model_id: str, variant: str | None = None, component: str | None = None) -> Facts | None:
        """Resolved facts of a model's variant (its first if none is named) or of a component of it."""
        model = self.models.get(model_id)
        if model is None:
            return None
        variants = self.variants(model_id)
        facts: Facts | None = variants.get(variant) if variant else next(iter(variants.values()), model)
        return (facts.components or {}).get(component) if facts and component else facts

    def is_broken(self, collection: str, id_: str) -> bool:
        """Whether an entry exists, but could not be read (its own problems say why)."""
        return (collection, id_) in self.broken or (collection, "*") in self.broken

    @property
    @per_catalog
    def names(self) -> Mapping[str, str]:
        """Every id, name and alias of models and concepts in normal form -> id."""
        return MappingProxyType({normal: id_ for _, id_, normal in all_names(self)})

    def published(self) -> Catalog:
        """The catalogue without drafts."""
        models = {id_: model for id_, model in self.models.items() if not model.draft}
        entries = {key: e for key, e in self.entries.items() if key[0] != "models" or key[1] in models}
        return Catalog({**self.collections, "models": models}, entries=entries, broken=self.broken)


@per_catalog
def former_ids(catalog: Catalog, collection: str) -> Mapping[str, str]:
    """The id of today by each id that an entry of a collection had before."""
    entries = catalog.collection(collection).items()
    return MappingProxyType({old: id_ for id_, entry in entries for old in getattr(entry, "formerly", None) or ()})


_OWN = frozenset({"name", "note"})
"""What a variant does not take over from its model."""


def all_names(catalog: Catalog) -> Iterator[tuple[str, str, str]]:
    """(collection, id, name in normal form) for every id, name and alias of models and concepts, also former ids."""
    for collection in RECORDS:
        for id_, record in catalog.collection(collection).items():
            for name in (id_, record.name, *(record.aliases or ()), *(record.formerly or ())):
                yield collection, id_, normal_form(name)


def normal_form(name: str) -> str:
    """A name without case, spaces, hyphens and dots, so that `GPT 2` and `gpt-2` are the same."""
    return re.sub(r"[\s\-_.]+", "", unicodedata.normalize("NFKC", name)).casefold()
