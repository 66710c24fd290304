"""Figures about the catalogue itself."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import asdict, dataclass, field

from atlas.catalog import Catalog, per_catalog
from atlas.derive.parameters import recount
from atlas.facts.standing import PRESENT, headline
from atlas.schema.record import Concept, Model


@dataclass(frozen=True, slots=True)
class Figures:
    """What the catalogue holds, and how well it is supported."""

    models: int
    architectures: int
    variants: int
    concepts: int
    organizations: int
    datasets: int
    sources: int
    headline: dict[str, int] = field(default_factory=dict)  # standing -> number of headline facts
    recounts: int = 0
    recounts_within: int = 0
    corrections: int = 0

    @property
    def present(self) -> int:
        """Headline facts that are written."""
        return sum(self.headline.get(state, 0) for state in PRESENT)

    @property
    def supported(self) -> int:
        """Headline facts with evidence, quoted or cited."""
        return self.headline.get("quoted", 0) + self.headline.get("cited", 0)

    def share(self, number: int) -> float:
        """Share of the headline facts present, 0 to 1."""
        return number / self.present if self.present else 0.0


@per_catalog
def figures(catalog: Catalog) -> Figures:
    """Count the catalogue."""
    standings: Counter[str] = Counter()
    recounts = within = variants = 0
    for id_, model in catalog.models.items():
        standings.update(fact.standing for fact in headline(catalog, id_))
        for variant in model.variants or {}:
            variants += 1
            agrees = recount(catalog, id_, variant).agrees
            recounts += agrees is not None
            within += agrees is True
    kinds = Counter(model.kind for model in catalog.models.values())
    records: list[Model | Concept] = [*catalog.models.values(), *catalog.concepts.values()]
    return Figures(
        models=kinds["model"],
        architectures=kinds["architecture"],
        variants=variants,
        concepts=len(catalog.concepts),
        organizations=len(catalog.organizations),
        datasets=len(catalog.datasets),
        sources=sum(len(record.sources or {}) for record in records) + len(catalog.sources),
        headline=dict(standings),
        recounts=recounts,
        recounts_within=within,
        corrections=sum(int(claim.verdict == "wrong") for record in records for claim in record.claims or ()),
    )


def as_text(f: Figures) -> str:
    """The figures as aligned lines for a terminal."""
    lines = {
        "models": f.models,
        "architectures": f.architectures,
        "variants": f.variants,
        "concepts": f.concepts,
        "organizations": f.organizations,
        "datasets": f.datasets,
        "sources": f.sources,
        "headline facts present": f.present,
        "  with evidence": f"{f.supported} ({f.share(f.supported):.0%})",
        "  of these quoted": f"{f.headline.get('quoted', 0)} ({f.share(f.headline.get('quoted', 0)):.0%})",
        "  of these cited only": f.headline.get("cited", 0),
        "headline facts undisclosed": f.headline.get("undisclosed", 0),
        "headline facts not researched": f.headline.get("not-researched", 0),
        "parameter recounts": f.recounts,
        "  within 5 %": f.recounts_within,
        "corrections": f.corrections,
    }
    width = max(len(label) for label in lines)
    return "\n".join(f"{label:<{width}}  {value}" for label, value in lines.items())


def as_json(f: Figures) -> str:
    return json.dumps(asdict(f) | {"present": f.present, "supported": f.supported}, indent=2)
