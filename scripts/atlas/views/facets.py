"""By what the tables of models can be narrowed: for every variant, its values of each facet.

A model is found when one of its variants has a chosen value of every facet that is in use.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial

from atlas.catalog import Catalog
from atlas.derive.anatomy import architecture_of
from atlas.schema.choices import ACCESS, LICENSE_CLASSES, MODALITIES
from atlas.schema.facts import Facts
from atlas.schema.record import Model
from atlas.views.cells import entry_name, variants_of
from atlas.views.columns import gathered, weights_license

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
    "512": ("up to 512", 0, 512),
    "over-512": ("more than 512", 513, float("inf")),
    "2k": ("2K or more", 2000, float("inf")),
    "8k": ("8K or more", 8000, float("inf")),
    "32k": ("32K or more", 32000, float("inf")),
    "128k": ("128K or more", 128000, float("inf")),
}
"""By id: label, and the tokens from and to, both inclusive. All but the first overlap: each is one press."""
COMMERCIAL = "commercial-use"
_KNOWN = {
    "parameters": "Parameters",
    "tokens": "Training tokens",
    "datasets": "Training data",
    "compute": "Training compute",
}


@dataclass(frozen=True, slots=True, eq=False)
class Facet:
    """One facet. `names`: labels of its values in their order; without them, `collection` says what they are called,
    and the most frequent comes first."""

    id: str
    label: str
    read: Callable[[Catalog, Model, Facts], Values]
    names: Mapping[str, str] | None = None
    collection: str = ""
    is_open: bool = False


@dataclass(frozen=True, slots=True)
class Choice:
    """A value of a facet: its id, its label, and how many models have it."""

    id: str
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class Shown:
    """A facet on a page, with the values that its models have."""

    id: str
    label: str
    is_open: bool
    choices: tuple[Choice, ...]


def _known(value: str | None) -> Values:
    return (value,) if value else ()


def _size(catalog: Catalog, model: Model, facts: Facts) -> Values:
    if facts.parameters is None:
        return ()
    count = facts.parameters.value
    return tuple(id_ for id_, (_, low, high) in SIZE_CLASSES.items() if low <= count < high)


def _context(catalog: Catalog, model: Model, facts: Facts) -> Values:
    if facts.context_length is None:
        return ()
    tokens = facts.context_length
    return tuple(id_ for id_, (_, low, high) in CONTEXT_CLASSES.items() if low <= tokens <= high)


def _license(catalog: Catalog, model: Model, facts: Facts) -> Values:
    found = weights_license(catalog, facts)
    return () if found is None else ((COMMERCIAL,) if found.commercial_use else ()) + (found.class_,)


def _modality(catalog: Catalog, model: Model, facts: Facts) -> Values:
    both = facts.modalities
    return tuple(dict.fromkeys((*(both.input or ()), *(both.output or ())))) if both else ()


def _published(catalog: Catalog, model: Model, facts: Facts) -> Values:
    training = facts.training
    has = {
        "parameters": facts.parameters,
        "tokens": training and training.tokens,
        "datasets": training and training.datasets,
        "compute": training and training.compute,
    }
    return tuple(id_ for id_, value in has.items() if value)


def _concepts(path: str, catalog: Catalog, model: Model, facts: Facts) -> Values:
    return gathered(path, facts)


def _names(classes: Mapping[str, tuple[str, float, float]]) -> dict[str, str]:
    return {id_: label for id_, (label, _, _) in classes.items()}


FACETS = (
    Facet("size", "Parameters", _size, _names(SIZE_CLASSES), is_open=True),
    Facet("context", "Context in tokens", _context, _names(CONTEXT_CLASSES), is_open=True),
    Facet("access", "Access", lambda c, m, f: _known(f.access), ACCESS.labels, is_open=True),
    Facet("license", "Licence", _license, {COMMERCIAL: "Commercial use allowed", **LICENSE_CLASSES.labels}),
    Facet("year", "Year", lambda c, m, f: (f.released.text[:4],) if f.released else (), is_open=True),
    Facet("org", "Organization", lambda c, m, f: m.organizations or (), collection="organizations"),
    Facet("category", "Category", lambda c, m, f: (m.category, *(m.also_in or ())), collection="categories"),
    Facet("type", "Architecture", lambda c, m, f: _known(architecture_of(c, f).type), collection="concepts"),
    Facet("positions", "Positions", partial(_concepts, "architecture.position_encoding"), collection="concepts"),
    Facet("attention", "Attention", partial(_concepts, "architecture.attention"), collection="concepts"),
    Facet("feature", "Built in", partial(_concepts, "architecture.features"), collection="concepts"),
    Facet("task", "Task", lambda c, m, f: m.tasks or (), collection="tasks"),
    Facet("modality", "Modality", _modality, MODALITIES.labels),
    Facet("known", "Published", _published, _KNOWN),
)


@lru_cache(maxsize=16384)
def values(catalog: Catalog, id_: str) -> tuple[tuple[Values, ...], ...]:
    """For each variant of a model, its values of each facet, in the order of FACETS."""
    model = catalog.models[id_]
    return tuple(tuple(facet.read(catalog, model, f) for facet in FACETS) for f in variants_of(catalog, id_).values())


def facets(catalog: Catalog, ids: Iterable[str]) -> list[Shown]:
    """The facets of a page that lists these models, with counts; those that tell nothing apart are left out."""
    counters: list[Counter[str]] = [Counter() for _ in FACETS]
    for id_ in ids:
        for counter, found in zip(counters, zip(*values(catalog, id_), strict=True), strict=True):
            counter.update({value for own in found for value in own})
    shown = (_shown(catalog, facet, counter) for facet, counter in zip(FACETS, counters, strict=True))
    return [facet for facet in shown if len(facet.choices) > 1]


def _shown(catalog: Catalog, facet: Facet, counter: Counter[str]) -> Shown:
    order: Sequence[str]
    if facet.names is not None:
        order = [id_ for id_ in facet.names if counter[id_]]
    elif facet.collection:
        order = sorted(counter, key=lambda id_: (-counter[id_], label(catalog, facet, id_).casefold()))
    else:
        order = sorted(counter, reverse=True)
    choices = tuple(Choice(id_, label(catalog, facet, id_), counter[id_]) for id_ in order)
    return Shown(facet.id, facet.label, facet.is_open, choices)


def label(catalog: Catalog, facet: Facet, id_: str) -> str:
    """What a value of a facet is called."""
    if facet.names is not None:
        return facet.names[id_]
    entry = catalog.collection(facet.collection).get(id_) if facet.collection else None
    return entry_name(entry) if entry else id_
