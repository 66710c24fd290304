"""Who uses what: for every vocabulary entry, the models that name it; computed once per catalogue."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from functools import lru_cache

from atlas.catalog import Catalog
from atlas.schema.choices import HAS_COMPONENT


@dataclass(frozen=True, slots=True)
class Usage:
    """Model ids by (collection, id), in the order of the catalogue; relations in both directions."""

    models: dict[tuple[str, str], list[str]] = field(default_factory=lambda: defaultdict(list))
    descendants: dict[str, list[tuple[str, str]]] = field(default_factory=lambda: defaultdict(list))

    def of(self, collection: str, id_: str) -> list[str]:
        return self.models.get((collection, id_), [])


@lru_cache(maxsize=2)
def usage(catalog: Catalog) -> Usage:
    """Index of all references of models to vocabulary entries and to other models."""
    index = Usage()
    for id_, model in catalog.models.items():
        seen = set()
        for fact in catalog.entries["models", id_].written:
            ref = fact.field.ref
            if ref is None or ref.kind == "sources":
                continue
            for target in fact.value if isinstance(fact.value, tuple) else (fact.value,):
                key = (ref.kind, target)
                if key not in seen:
                    seen.add(key)
                    index.models[key].append(id_)
        for relation in model.relations or ():
            index.descendants[relation.model].append((relation.type, id_))
        for variant in catalog.variants(id_).values():
            for component in (variant.components or {}).values():
                entry = (HAS_COMPONENT, id_)
                if component.model and entry not in index.descendants[component.model]:
                    index.descendants[component.model].append(entry)
    return index
