"""How well the catalogue is supported: per model, and the weakest first."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from atlas.catalog import Catalog
from atlas.derive.parameters import recount
from atlas.facts.standing import headline

_SHOWN = 60


@dataclass(frozen=True, slots=True)
class Segment:
    """A part of a bar, in hundredths of its length."""

    name: str
    start: float
    width: float


@dataclass(frozen=True, slots=True)
class ModelQuality:
    """The standing of one model's headline facts."""

    id: str
    name: str
    quoted: int
    cited: int
    undisclosed: int
    not_applicable: int
    not_researched: int
    gaps: tuple[str, ...]

    @property
    def present(self) -> int:
        return self.quoted + self.cited

    @property
    def segments(self) -> list[Segment]:
        """The standing as parts of a bar of 100."""
        counts = (self.quoted, self.cited, self.undisclosed, self.not_researched)
        total, start, found = sum(counts) or 1, 0.0, []
        for name, count in zip(("quoted", "cited", "undisclosed", "gap"), counts, strict=True):
            width = round(100 * count / total, 1)
            if count:
                found.append(Segment(name, round(start, 1), width))
            start += width
        return found

    @property
    def score(self) -> float:
        """Share of what could be known that is quoted, a citation counting half; the order of the table."""
        wanted = self.present + self.not_researched
        return (self.quoted + self.cited / 2) / wanted if wanted else 0.0


@dataclass(frozen=True, slots=True)
class RecountLine:
    """A reported count beside ours."""

    id: str
    name: str
    variant: str
    reported: str
    total: int | None
    difference: float | None
    agrees: bool | None
    why: str


def by_model(catalog: Catalog) -> list[ModelQuality]:
    """All records, the least supported first."""
    found = []
    for id_, model in catalog.models.items():
        facts = headline(catalog, id_)
        count = Counter(fact.standing for fact in facts)
        gaps = tuple(dict.fromkeys(f.field.label for f in facts if f.standing == "not-researched"))
        found.append(
            ModelQuality(
                id_,
                model.name,
                count["quoted"],
                count["cited"],
                count["undisclosed"],
                count["not-applicable"],
                count["not-researched"],
                gaps,
            )
        )
    return sorted(found, key=lambda q: (q.score, q.name))


def recounts(catalog: Catalog) -> list[RecountLine]:
    """Reported counts with ours beside them, the largest differences first: all above 5 %, and some more."""
    lines = []
    for id_, model in catalog.models.items():
        for variant, facts in catalog.variants(id_).items():
            if not facts.parameters:
                continue
            ours = recount(catalog, id_, variant)
            why = "; ".join(ours.missing) if ours.total is None else "; ".join(ours.left_out)
            lines.append(
                RecountLine(
                    id_,
                    model.name,
                    facts.name or variant,
                    str(facts.parameters),
                    ours.total,
                    ours.difference,
                    ours.agrees,
                    why,
                )
            )
    lines.sort(key=lambda line: (line.difference is None, -abs(line.difference or 0), line.name))
    return [line for place, line in enumerate(lines) if place < _SHOWN or line.agrees is False]
