"""Questions that the table of models answers, as choices in its facets."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from atlas.catalog import Catalog
from atlas.tables.facets import FACETS, Values
from atlas.tables.summary import summary


@dataclass(frozen=True, slots=True)
class Question:
    """A question; `chosen` has the chosen values by facet."""

    text: str
    chosen: Mapping[str, Values]

    @property
    def query(self) -> str:
        """The query of the table's address that answers it."""
        return "&".join(f"{facet}={','.join(chosen)}" for facet, chosen in self.chosen.items())

    def answers(self, catalog: Catalog) -> list[str]:
        """The models with a variant that has a chosen value of every facet."""
        return [id_ for id_ in catalog.models if any(self._fits(variant) for variant in summary(catalog, id_).facets)]

    def _fits(self, variant: Iterable[Values]) -> bool:
        found = {facet.id: own for facet, own in zip(FACETS, variant, strict=True)}
        return all(set(chosen) & set(found[facet]) for facet, chosen in self.chosen.items())


QUESTIONS = (
    Question(
        "Open encoders under 200M, more than 512 tokens",
        {
            "type": ("transformer-encoder",),
            "access": ("open-weights",),
            "size": ("under-200m",),
            "context": ("over-512",),
        },
    ),
    Question(
        "Decoders that publish their training tokens",
        {"type": ("transformer-decoder",), "known": ("tokens",)},
    ),
    Question("Commercial use, 8K context or more", {"license": ("commercial-use",), "context": ("8k",)}),
    Question("Rotary positions under 7B", {"positions": ("rope",), "size": ("under-200m", "200m-1b", "1b-7b")}),
    Question("Mixtures of experts with weights", {"feature": ("mixture-of-experts",), "access": ("open-weights",)}),
)


def answered(catalog: Catalog) -> list[Question]:
    """The questions to which the atlas has an answer."""
    return [question for question in QUESTIONS if question.answers(catalog)]
