"""Every fact of a model with its standing: quoted, cited, undisclosed, not applicable, or not researched."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any, Literal

from atlas.catalog import Catalog
from atlas.derive.anatomy import architecture_of
from atlas.rules.fact_sources import supported_paths
from atlas.schema.facts import Facts
from atlas.schema.registry import Field, headline_fields, value_at

Standing = Literal["quoted", "cited", "unsupported", "undisclosed", "not-applicable", "not-researched"]
PRESENT: tuple[Standing, ...] = ("quoted", "cited", "unsupported")

_SHARED_ONLY = {"organizations"}
_OPEN = {"open-weights", "gated-weights", "on-request"}


@dataclass(frozen=True, slots=True)
class HeadlineFact:
    """How one headline fact stands: its path in the record (or where it would be), and its state."""

    path: str
    field: Field
    state: Standing


def _is_in_component(facts: Facts, field: str) -> bool:
    """Whether the parts of a model have a fact that the whole has not: layers of a tower, say."""
    return any(value_at(part, field) is not None for part in (facts.components or {}).values())


class FactBook:
    """Looks up, for one model, where each fact is written and what supports it."""

    def __init__(self, catalog: Catalog, model_id: str) -> None:
        self.catalog, self.id = catalog, model_id
        self.model = catalog.models[model_id]

    @cached_property
    def support(self) -> dict[str, int]:
        """Path of a supported fact -> index of its evidence; quoted evidence is preferred."""
        found: dict[str, int] = {}
        for index, evidence in enumerate(self.model.evidence or ()):
            for _, path, words in supported_paths(evidence):
                if path not in found or (words and not self.is_quoted(path, found[path])):
                    found[path] = index
        return found

    def is_quoted(self, path: str, index: int) -> bool:
        evidence = (self.model.evidence or ())[index]
        if evidence.rows:
            return path.split(".")[1] in evidence.rows
        return bool(evidence.quote)

    @cached_property
    def written(self) -> dict[str, Any]:
        """What the record writes, by dotted path."""
        return {fact.dotted: fact.value for fact in self.catalog.entries["models", self.id].written}

    @cached_property
    def fields(self) -> set[str]:
        """Paths of the fields that the record writes anywhere, in a variant or component too."""
        return {fact.field.path for fact in self.catalog.entries["models", self.id].written}

    def place(self, field: str, variant: str | None = None) -> str | None:
        """Where a fact is written that holds for a variant: in the variant, or shared; None if nowhere."""
        if field not in self.fields:
            return None
        own = f"variants.{variant}.{field}"
        if variant and own in self.written:
            return own
        return field if field in self.written else None

    def standing(self, field: str, variant: str | None = None) -> Standing:
        """The standing of one fact of one variant (or of the model)."""
        place = self.place(field, variant)
        if place:
            index = self.support.get(place)
            return "unsupported" if index is None else "quoted" if self.is_quoted(place, index) else "cited"
        return self.absence(field, variant)

    def absence(self, field: str, variant: str | None = None) -> Standing:
        """Why a fact that is not written is missing."""
        absent = self.model.absent or {}
        for path in (f"variants.{variant}.{field}", field):
            if path in absent:
                return absent[path].reason
        facts = self.catalog.variants(self.id).get(variant or "", self.model)
        known = headline_fields().get(field)
        if known and (not self.applies(known, facts) or _is_in_component(facts, field)):
            return "not-applicable"
        return "not-researched"

    def applies(self, field: Field, facts: Facts) -> bool:
        """Whether a missing value of this field would be a gap for this variant."""
        if self.model.kind == "architecture" and field.only_models:
            return False
        if not field.applies:
            return field.path not in ("encoder_layers", "decoder_layers")
        if field.applies == "weights":
            return field.path != "licenses.weights" or facts.access in _OPEN
        if field.path == "layers" and (facts.encoder_layers or facts.decoder_layers):
            return False
        concept = self.catalog.concepts.get(architecture_of(self.catalog, facts).type or "")
        traits = (concept.traits or ()) if concept else ()
        if field.applies != "text":
            return field.applies in traits
        modalities = facts.modalities
        reads = modalities is None or "text" in (modalities.input or ()) + (modalities.output or ())
        return "tokens" in traits and reads and (field.path != "context_length" or "attention" in traits)

    @cached_property
    def headline(self) -> tuple[HeadlineFact, ...]:
        """Each headline fact once where it is written, and once for each gap (shared by all variants, or single)."""
        gaps = (gap for path, field in headline_fields().items() for gap in self._gaps(path, field))
        return (*self._written(), *gaps)

    def _written(self) -> Iterator[HeadlineFact]:
        for fact in self.catalog.entries["models", self.id].written:
            if not fact.field.headline:
                continue
            path = fact.dotted
            index = self.support.get(path)
            state: Standing = "unsupported"
            if index is not None:
                state = "quoted" if self.is_quoted(path, index) else "cited"
            yield HeadlineFact(path, fact.field, state)

    def _gaps(self, path: str, field: Field) -> Iterator[HeadlineFact]:
        variants = [] if path in _SHARED_ONLY else list(self.model.variants or {})
        states: dict[str | None, Standing] = {v: self.standing(path, v) for v in variants} or {
            None: self.standing(path)
        }
        gaps = {v: state for v, state in states.items() if state not in PRESENT}
        if len(gaps) == len(states) and len(set(gaps.values())) == 1:
            state = next(iter(gaps.values()))
            if state != "not-applicable" or path in (self.model.absent or {}):
                yield HeadlineFact(path, field, state)
            return
        for variant, state in gaps.items():
            if state != "not-applicable":
                yield HeadlineFact(f"variants.{variant}.{path}", field, state)


@lru_cache(maxsize=32_768)
def fact_book(catalog: Catalog, model_id: str) -> FactBook:
    """The facts of a model; several pages and exports ask for them."""
    return FactBook(catalog, model_id)
