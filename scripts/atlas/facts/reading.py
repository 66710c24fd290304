"""The one reading: what is known of a field, for a model or one of its variants, and where that stands.

Own value, else that of parts (components), else what follows from other fields, else what can be computed, else why
there is none. Tables, comparisons, pages, cards, facets and exports are projections of it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from atlas.catalog import MODELS_AT_A_TIME, Catalog, lately_per_catalog
from atlas.derive.numbers import DERIVED, Case, Computed, DerivedField, NotApplicable
from atlas.facts.conditions import Place, applies, with_components
from atlas.facts.support import Support, support
from atlas.schema.record import Earlier
from atlas.schema.registry import Field, fields, value_at
from atlas.schema.variants import Facts

KNOWN = frozenset({"quoted", "cited", "unsupported", "implied", "derived"})
"""Standings of facts that are there: quoted, cited, without a source, following from others, computed."""
_BY_PART = frozenset({"size", "architecture", "tokenizer"})
"""Groups of facts that components have in place of the whole."""
_TELLING = frozenset({"access", "architecture", "experts", "modalities", "training"})
"""Facts that decide whether others apply."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What is known of a field.

    standing: one of KNOWN, or why there is no value: undisclosed, not-applicable, not-derivable, not-researched.
    values: each once, in the order of the variants. parts: for values that only components have, by their names.
    variants: for a model as a whole, the names of those that have each value. place: the path at which the (first)
    value is written. evidence: the number of its entry, from 0. note: how it is computed, or why not. earlier: what was
    true before.
    """

    field: Field
    standing: str
    values: tuple[Any, ...] = ()
    parts: tuple[tuple[str, tuple[Any, ...]], ...] = ()
    variants: tuple[tuple[str, ...], ...] = ()
    place: str = ""
    evidence: int | None = None
    note: str = ""
    earlier: tuple[Earlier, ...] = ()

    @property
    def known(self) -> bool:
        return self.standing in KNOWN

    @property
    def value(self) -> Any:
        """The value, where there is one only; else None."""
        return self.values[0] if len(self.values) == 1 else None


def field_at(path: str) -> Field:
    """A field of records or a computed one. Raises KeyError for a path that is neither."""
    return DERIVED[path] if path in DERIVED else fields()[path]


def read(catalog: Catalog, model: str, path: str, variant: str | None = None) -> Reading:
    """What is known of a field of a model as a whole, or of one of its variants. Raises KeyError for no such field."""
    return readings(catalog, model).of(path, variant)


class Readings:
    """The readings of one model, each made once."""

    def __init__(self, catalog: Catalog, id_: str) -> None:
        self.catalog, self.id = catalog, id_
        self.model = catalog.models[id_]
        self.variants = catalog.variants(id_)
        self.support: Support = support(catalog, id_)
        self._kept: dict[tuple[str, str | None], Reading] = {}
        self._differing: dict[str, bool] = {}

    def of(self, path: str, variant: str | None = None) -> Reading:
        """The reading of a field, of the model as a whole or of a variant."""
        found = self._kept.get((path, variant))
        if found is None:
            found = self._kept[path, variant] = self._read(path, variant)
        return found

    def _read(self, path: str, variant: str | None) -> Reading:
        telling = self.telling(path, variant)
        if telling != variant:
            return self.of(path, telling)
        field = field_at(path)
        return self._whole(field) if variant is None and self.variants else self._single(field, variant)

    def each(self, path: str) -> Mapping[str, Reading]:
        """The reading of every variant."""
        return {variant: self.of(path, variant) for variant in self.variants}

    @cached_property
    def _cases(self) -> Mapping[str, Case]:
        return {key: Case(self.catalog, self.id, key, facts) for key, facts in self.variants.items()}

    @cached_property
    def _places(self) -> Mapping[str | None, Place]:
        keys = (None, *self.variants)
        return {key: Place(self.catalog, self.id, key, self._facts(key)) for key in keys}

    def name(self, variant: str) -> str:
        """What a variant is called."""
        return self.variants[variant].name or variant

    def telling(self, path: str, variant: str | None) -> str | None:
        """The variant that is read in place of another, or of the model as a whole: what holds for all is read once."""
        if self.differs(path) or (variant is None and path in self._dates):
            return variant
        return self._first

    @cached_property
    def _first(self) -> str | None:
        return next(iter(self.variants), None)

    @cached_property
    def _dates(self) -> frozenset[str]:
        """The dates of the model itself, the first of all; variants have their own."""
        return frozenset(path for path in self.support.written if path in fields() and fields()[path].kind == "date")

    def differs(self, path: str) -> bool:
        """Whether variants may differ in a field: of what none of them writes, or what they share, one tells all."""
        if path not in self._differing:
            self._differing[path] = len(self.variants) > 1 and self._may_differ(path)
        return self._differing[path]

    def _may_differ(self, path: str) -> bool:
        if path in DERIVED or path in _FOLLOWING or fields()[path].filled_by:
            return True
        if any(earlier.field == path and earlier.variants for earlier in self.model.earlier or ()):
            return True
        heads = {path.partition(".")[0], "components"}
        if not self.support.writes(path):
            heads |= _TELLING
        return not heads.isdisjoint(self._varying)

    @cached_property
    def _varying(self) -> frozenset[str]:
        """The facts that some variant writes, or lists as absent, itself."""
        own = (self.model.variants or {}).values()
        absent = (path.split(".") for path in self.model.absent or {} if path.startswith("variants."))
        return frozenset((*(name for variant in own for name in variant.model_fields_set), *(a[2] for a in absent)))

    def _whole(self, field: Field) -> Reading:
        if field.path in self._dates:
            return self._single(field, None)
        found = {self.name(variant): self.of(field.path, variant) for variant in self.variants}
        known = {name: reading for name, reading in found.items() if reading.known}
        return _together(known) if len(known) > 1 else next(iter((known or found).values()))

    def _single(self, field: Field, variant: str | None) -> Reading:
        if isinstance(field, DerivedField):
            return self._computed(field, field, variant)
        own = self.support.writes(field.path)
        found = (
            (own and (self._written(field, variant) or self._of_parts(field, variant)))
            or self._following(field, variant)
            or self._filled(field, variant)
            or self._missing(field, variant)
        )
        earlier = self._earlier(field.path, variant) if self.model.earlier else ()
        return replace(found, earlier=earlier) if earlier else found

    def _earlier(self, path: str, variant: str | None) -> tuple[Earlier, ...]:
        """What was true of a field before, in the order of time."""
        own = (e for e in self.model.earlier or () if e.field == path)
        of_it = (e for e in own if variant is None or not e.variants or variant in e.variants)
        return tuple(sorted(of_it, key=lambda earlier: earlier.until.text))

    def _written(self, field: Field, variant: str | None) -> Reading | None:
        place = self.support.place(field.path, variant)
        if place is None:
            return None
        value = self.support.written[place]
        if value == ():
            return None
        values = (value, *(self._in_parts(field, variant) if field.parts_differ else ()))
        return self._standing(field, place, tuple(dict.fromkeys(values)))

    def _standing(self, field: Field, place: str, values: tuple[Any, ...]) -> Reading:
        evidence = self.support.by_place.get(place)
        return Reading(field, self.support.standing(place), values, place=place, evidence=evidence)

    def _facts(self, variant: str | None) -> Facts:
        """The facts of a variant; of the model where it has none."""
        return self.variants[variant] if variant else self.model

    def _in_parts(self, field: Field, variant: str | None) -> list[Any]:
        """The values that components have."""
        _, *parts = with_components(self._facts(variant))
        found = (value_at(part, field.path) for part in parts)
        return [value for value in found if value is not None and value != ()]

    def _of_parts(self, field: Field, variant: str | None) -> Reading | None:
        """What the components have, and the whole has not: the layers of two towers."""
        if field.group not in _BY_PART:
            return None
        components = (self._facts(variant).components or {}).items()
        named = ((name, value_at(part, field.path)) for name, part in components)
        parts = [(name, (value,)) for name, value in named if value is not None and value != ()]
        if not parts:
            return None
        first = f"components.{parts[0][0]}.{field.path}"
        place = self.support.place(first, variant) or first
        values = tuple(dict.fromkeys(value for _, own in parts for value in own))
        return replace(self._standing(field, place, values), parts=tuple(parts))

    def _following(self, field: Field, variant: str | None) -> Reading | None:
        follow = _FOLLOWING.get(field.path)
        value = follow(self._facts(variant)) if follow else None
        return Reading(field, "implied", (value,)) if value else None

    def _filled(self, field: Field, variant: str | None) -> Reading | None:
        """The computed number that stands in for a field."""
        if not field.filled_by or self.support.absence(field.path, variant):
            return None
        found = self._computed(field, DERIVED[field.filled_by], variant)
        return found if found.known else None

    def _computed(self, shown: Field, field: DerivedField, variant: str | None) -> Reading:
        if variant is None:
            return Reading(shown, "not-applicable")
        found = field.compute(self._cases[variant])
        if isinstance(found, Computed):
            basis = self.of(field.needs[0], variant) if field.needs and not field.section else Reading(shown, "")
            place = f"#{field.section}" if field.section else basis.place
            return Reading(shown, "derived", (found.value,), (), (), place, basis.evidence, found.formula)
        if isinstance(found, NotApplicable):
            return Reading(shown, "not-applicable", note=found.why)
        return Reading(shown, self._why_not(field, variant))

    def _why_not(self, field: DerivedField, variant: str) -> str:
        """What a number lacks says why it cannot be had: what is kept back before what nobody has looked up."""
        needed = [self.of(path, variant) for path in field.needs]
        lacking = [reading.standing for reading in needed if not reading.known]
        return "undisclosed" if "undisclosed" in lacking else next(iter(lacking), "not-derivable")

    def _missing(self, field: Field, variant: str | None) -> Reading:
        reason = self.support.absence(field.path, variant)
        if not reason:
            reason = "not-researched" if applies(field, self._places[variant]) else "not-applicable"
        return Reading(field, reason)


def _together(known: Mapping[str, Reading]) -> Reading:
    """The reading of a model as a whole: all values of its variants, at the place of the first."""
    having: dict[Any, list[str]] = {}
    parts: dict[str, dict[Any, None]] = {}
    for name, reading in known.items():
        for value in reading.values:
            having.setdefault(value, []).append(name)
        for part, values in reading.parts:
            parts.setdefault(part, {}).update(dict.fromkeys(values))
    return replace(
        next(iter(known.values())),
        values=tuple(having),
        parts=tuple((part, tuple(values)) for part, values in parts.items()),
        variants=tuple(map(tuple, having.values())),
        earlier=tuple(dict.fromkeys(earlier for reading in known.values() for earlier in reading.earlier)),
    )


def _total_layers(facts: Facts) -> int | None:
    """Encoder and decoder layers added up."""
    return (facts.encoder_layers or 0) + (facts.decoder_layers or 0) or None


def _kv_heads(facts: Facts) -> int | None:
    """As many as query heads, where the record names no fewer; latent attention has none."""
    return None if facts.kv_lora_rank else facts.attention_heads


def _head_size(facts: Facts) -> int | None:
    """Hidden size / heads; latent attention has several head sizes."""
    if facts.qk_nope_head_size or not (facts.hidden_size and facts.attention_heads):
        return None
    return facts.hidden_size // facts.attention_heads


_FOLLOWING = {"layers": _total_layers, "kv_heads": _kv_heads, "head_size": _head_size}
"""Fields that follow from others where they are not written."""


@lately_per_catalog(MODELS_AT_A_TIME)
def readings(catalog: Catalog, model: str) -> Readings:
    """The readings of a model; pages, tables and exports ask for the same ones."""
    return Readings(catalog, model)
