"""By what the tables of models can be narrowed: for every variant, its values of each facet.

A model is found when one of its variants has a chosen value of every facet that is in use.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from atlas.catalog import Catalog
from atlas.facts.reading import Readings, field_at, readings
from atlas.facts.show import entry_name, number
from atlas.schema.choices import ACCESS, LICENSE_CLASSES, MODALITIES

Values = tuple[str, ...]

SIZE_CLASSES = {
    "under-200m": ("under 200M", 0, 200e6),
    "200m-1b": ("200M to 1B", 200e6, 1e9),
    "1b-7b": ("1B to 7B", 1e9, 7e9),
    "7b-30b": ("7B to 30B", 7e9, 30e9),
    "30b-100b": ("30B to 100B", 30e9, 100e9),
    "100b": ("100B or more", 100e9, float("inf")),
}
"""By id: label, and the parameters from (inclusive) and to (exclusive)."""
CONTEXT_CLASSES = {
    "512": ("up to 512", 0, 513),
    "over-512": ("more than 512", 513, float("inf")),
    "2k": ("2K or more", 2000, float("inf")),
    "8k": ("8K or more", 8000, float("inf")),
    "32k": ("32K or more", 32000, float("inf")),
    "128k": ("128K or more", 128000, float("inf")),
}
"""By id: label, and the tokens from (inclusive) and to (exclusive). All but the first overlap: each is one press."""
COMMERCIAL = "commercial-use"
_PUBLISHED = {
    "parameters": "parameters",
    "training.tokens": "tokens",
    "training.datasets": "datasets",
    "training.compute": "compute",
}


def _each(path: str, value: Any) -> Values:
    """The values themselves: ids, or values of a closed list."""
    return value if isinstance(value, tuple) else (value,)


def _classes(classes: Mapping[str, tuple[str, float, float]]) -> Callable[[str, Any], Values]:
    """The classes into which a number falls."""
    return lambda path, value: tuple(id_ for id_, (_, low, high) in classes.items() if low <= number(value) < high)


def _year(path: str, value: Any) -> Values:
    return (str(value.year),)


def _license(path: str, value: Any) -> Values:
    """Its class, and whether commercial use is allowed."""
    return ((COMMERCIAL,) if value else ()) if path == "commercial_use" else (value,)


def _published(path: str, value: Any) -> Values:
    return (_PUBLISHED[path],)


@dataclass(frozen=True, slots=True, eq=False)
class Facet:
    """One facet over the values of one or several fields. `names`: labels of its values in their order; without them
    the most frequent comes first, by the names of entries. written: computed values do not count."""

    id: str
    label: str
    paths: tuple[str, ...]
    values_of: Callable[[str, Any], Values] = _each
    names: Mapping[str, str] | None = None
    is_open: bool = False
    written: bool = False

    @property
    def collection(self) -> str:
        """Where the names of its values stand, if they are ids."""
        ref = field_at(self.paths[0]).ref
        return ref.kind if ref and self.names is None else ""


@dataclass(frozen=True, slots=True)
class FacetValue:
    """A value of a facet on a page: its id, its label, and how many models have it."""

    id: str
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class FacetList:
    """A facet on a page, with the values that its models have."""

    id: str
    label: str
    is_open: bool
    choices: tuple[FacetValue, ...]


def _names(classes: Mapping[str, tuple[str, float, float]]) -> dict[str, str]:
    return {id_: label for id_, (label, _, _) in classes.items()}


_KNOWN = {
    "parameters": "Parameters",
    "tokens": "Training tokens",
    "datasets": "Training data",
    "compute": "Training compute",
}
FACETS = (
    Facet("size", "Parameters", ("parameters",), _classes(SIZE_CLASSES), _names(SIZE_CLASSES), is_open=True),
    Facet(
        *("context", "Context in tokens", ("context_length",)),
        *(_classes(CONTEXT_CLASSES), _names(CONTEXT_CLASSES)),
        is_open=True,
    ),
    Facet("access", "Access", ("access",), names=ACCESS.labels, is_open=True),
    Facet(
        *("license", "Licence", ("commercial_use", "license_class"), _license),
        names={COMMERCIAL: "Commercial use allowed", **LICENSE_CLASSES.labels},
    ),
    Facet("year", "Year", ("released",), _year, is_open=True),
    Facet("org", "Organization", ("organizations",)),
    Facet("category", "Category", ("category", "also_in")),
    Facet("type", "Architecture", ("architecture.type",)),
    Facet("positions", "Positions", ("architecture.position_encoding",)),
    Facet("attention", "Attention", ("architecture.attention",)),
    Facet("feature", "Built in", ("architecture.features",)),
    Facet("task", "Task", ("tasks",)),
    Facet("modality", "Modality", ("modalities.input", "modalities.output"), names=MODALITIES.labels),
    Facet("known", "Published", tuple(_PUBLISHED), _published, _KNOWN, written=True),
)


def values(catalog: Catalog, id_: str) -> tuple[tuple[Values, ...], ...]:
    """For each variant of a model, its values of each facet, in the order of FACETS."""
    variants: list[str | None] = [*catalog.variants(id_)] or [None]
    own = readings(catalog, id_)
    return tuple(tuple(_values(own, facet, variant) for facet in FACETS) for variant in variants)


def _values(own: Readings, facet: Facet, variant: str | None) -> Values:
    read = ((path, own.of(path, variant)) for path in facet.paths)
    told = ((path, reading) for path, reading in read if not (facet.written and reading.standing == "derived"))
    found = (facet.values_of(path, value) for path, reading in told for value in reading.values)
    return tuple(dict.fromkeys(value for values in found for value in values))


def facets(catalog: Catalog, models: Iterable[tuple[tuple[Values, ...], ...]]) -> list[FacetList]:
    """The facets of a page that lists models with these values, with counts; those that tell nothing apart are left
    out."""
    counters: list[Counter[str]] = [Counter() for _ in FACETS]
    for of_model in models:
        for counter, found in zip(counters, zip(*of_model, strict=True), strict=True):
            counter.update({value for own in found for value in own})
    listed = (_listed(catalog, facet, counter) for facet, counter in zip(FACETS, counters, strict=True))
    return [facet for facet in listed if len(facet.choices) > 1]


def _listed(catalog: Catalog, facet: Facet, counter: Counter[str]) -> FacetList:
    ordered = _ordered(catalog, facet, counter)
    choices = tuple(FacetValue(id_, label(catalog, facet, id_), counter[id_]) for id_ in ordered)
    return FacetList(facet.id, facet.label, facet.is_open, choices)


def _ordered(catalog: Catalog, facet: Facet, counter: Counter[str]) -> Sequence[str] | Iterator[str]:
    """In the order of their names, the most frequent first, or the newest first."""
    if facet.names is not None:
        return [id_ for id_ in facet.names if counter[id_]]
    if facet.collection:
        return sorted(counter, key=lambda id_: (-counter[id_], label(catalog, facet, id_).casefold()))
    return sorted(counter, reverse=True)


def label(catalog: Catalog, facet: Facet, id_: str) -> str:
    """What a value of a facet is called."""
    if facet.names is not None:
        return facet.names[id_]
    entry = catalog.collection(facet.collection).get(id_) if facet.collection else None
    return entry_name(entry) if entry else id_
