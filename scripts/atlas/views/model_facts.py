"""The facts of one model as its page shows them: text, evidence, or the kind of absence."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from atlas.catalog import Catalog
from atlas.derive import costs
from atlas.derive.parameters import Recount, recount
from atlas.schema.choices import ACCESS
from atlas.schema.registry import fields, schema_path
from atlas.views.facts import HeadlineFact, fact_book
from atlas.views.values import Value, absent, sort_key, spread, text_of


class ModelFacts:
    """Looks up and formats the facts of one model."""

    def __init__(self, catalog: Catalog, id_: str) -> None:
        self.catalog, self.id = catalog, id_
        self.model = catalog.models[id_]
        self.book = fact_book(catalog, id_)
        self.variants = catalog.variants(id_)
        self.numbers = {source_id: number for number, source_id in enumerate(self._source_ids(), 1)}
        self.recounts: dict[str, Recount] = {v: recount(catalog, id_, v) for v in self.variants}

    @cached_property
    def caches(self) -> dict[str, costs.Cache | str | None]:
        """The key/value cache of each variant."""
        return {v: costs.kv_cache(self.catalog, facts) for v, facts in self.variants.items()}

    def value(self, field: str, variant: str | None = None) -> Value:
        """A fact of a variant as it is shown, with the anchor of its evidence or its kind of absence."""
        place = self.book.place(field, variant)
        if place is None:
            return absent(self.book.absence(field, variant))
        raw = self.book.written[place]
        anchor, state = self._support(place)
        text = ACCESS[raw].label if field == "access" else text_of(raw)
        return Value(text, state, anchor, sort=sort_key(raw))

    def _support(self, place: str) -> tuple[str, str]:
        """(anchor, standing) of the evidence for a fact written at a place."""
        index = self.book.support.get(place)
        if index is None:
            return "", "unsupported"
        return f"e{index + 1}", "quoted" if self.book.is_quoted(place, index) else "cited"

    def ranged(self, field: str) -> Value:
        """A fact over all variants: one value, or smallest–largest, with the evidence of the first."""
        known = self.by_variant(field)
        if not known:
            return self.gap(field)
        shown = self.value(field, next(iter(known)))
        return Value(spread(known.values()), shown.state, shown.evidence)

    def by_variant(self, field: str) -> dict[str, Any]:
        """The written values of a fact by variant; variants without it are left out."""
        if field not in self.book.fields:
            return {}
        places = ((v, self.book.place(field, v)) for v in self.variants)
        return {v: self.book.written[place] for v, place in places if place}

    def gap(self, field: str) -> Value:
        """The kind of absence of a fact that no variant has."""
        return absent(self.book.absence(field, next(iter(self.variants), None)))

    def headline_gaps(self) -> dict[str, list[HeadlineFact]]:
        """Headline facts that are not there, by kind of absence."""
        found: dict[str, list[HeadlineFact]] = {"undisclosed": [], "not-researched": []}
        for fact in self.book.headline:
            if fact.state in found:
                found[fact.state].append(fact)
        return found

    def variant_name(self, variant: str) -> str:
        return self.variants[variant].name or variant

    def label(self, path: str) -> str:
        """A path as people read it: `variants.base.layers` -> `Layers (BERT-Base)`."""
        steps = tuple(path.split("."))
        field = fields().get(schema_path(steps))
        label = field.label if field else path
        parts = [self.variant_name(steps[1])] if steps[0] == "variants" and steps[1] in self.variants else []
        if "components" in steps:
            parts.append(steps[steps.index("components") + 1].replace("_", " "))
        return f"{label} ({', '.join(parts)})" if parts else label

    def _source_ids(self) -> list[str]:
        """Sources in the order of the record, then the shared ones it uses."""
        used = [e.source for e in self.model.evidence or ()]
        used += [a.source for a in (self.model.absent or {}).values() if a.source]
        used += [c.source for c in self.model.claims or ()] + [r.source for r in self.model.results or ()]
        ids = dict.fromkeys([*(self.model.sources or {}), *used])
        return [i for i in ids if self.catalog.source(self.model, i)]
