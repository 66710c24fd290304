"""Where a record writes its facts, and what supports each."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from atlas.catalog import MODELS_AT_A_TIME, Catalog, lately_per_catalog
from atlas.schema.evidence import supported_paths


class Support:
    """Looks up, for one model, where a fact is written and what it rests on."""

    def __init__(self, catalog: Catalog, model_id: str) -> None:
        self.model = catalog.models[model_id]
        facts = catalog.entries["models", model_id].written
        self.written: dict[str, Any] = {fact.dotted: fact.value for fact in facts}
        self._fields = {fact.field.path for fact in facts}

    @cached_property
    def by_place(self) -> dict[str, int]:
        """Path of a supported fact -> number of its evidence from 0; quoted evidence is preferred."""
        found: dict[str, int] = {}
        for index, evidence in enumerate(self.model.evidence or ()):
            for _, path, words in supported_paths(evidence):
                if path not in found or (words and not self._is_quoted(path, found[path])):
                    found[path] = index
        return found

    def _is_quoted(self, place: str, index: int) -> bool:
        evidence = (self.model.evidence or ())[index]
        return place.split(".")[1] in evidence.rows if evidence.rows else bool(evidence.quote)

    def writes(self, field: str) -> bool:
        """Whether a field is written anywhere: shared, in a variant, or in a component."""
        return field in self._fields

    def place(self, path: str, variant: str | None = None) -> str | None:
        """Where a fact is written that holds for a variant: in the variant, or shared; None if nowhere."""
        own = f"variants.{variant}.{path}"
        if variant and own in self.written:
            return own
        return path if path in self.written else None

    def standing(self, place: str) -> str:
        """How a fact that is written stands: quoted, cited, or without a source (`unsupported`)."""
        index = self.by_place.get(place)
        if index is None:
            return "unsupported"
        return "quoted" if self._is_quoted(place, index) else "cited"

    def absence(self, path: str, variant: str | None = None) -> str:
        """The reason that the record gives for not having a fact; nothing where it gives none."""
        absent = self.model.absent or {}
        found = absent.get(f"variants.{variant}.{path}") or absent.get(path)
        return found.reason if found else ""


@lately_per_catalog(MODELS_AT_A_TIME)
def support(catalog: Catalog, model_id: str) -> Support:
    """The support of a model's facts."""
    return Support(catalog, model_id)
