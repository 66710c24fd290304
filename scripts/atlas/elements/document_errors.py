"""What each of the documents from which the atlas began got wrong, counted from the claims of records."""

from __future__ import annotations

from typing import Any

from atlas.catalog import Catalog
from atlas.elements.element import Element, Parameter, Values
from atlas.facts.misreports import ShownClaim, corrections
from atlas.schema.choices import MISTAKES

ALL = "all"
DOCUMENTS = {
    "popular-models-2023": "Popular models, 2023",
    "pretrained-llms-blog": "Catalogue of 26",
    "ai2-insights-7": "AI2 Insights 7",
    "runtime-revolution-wiki": "Runtime Revolution wiki",
    "slimmer-ai-2022": "Slimmer AI, 2022",
}
"""Short names of the documents, by the id of their source, in the order in which this project got them."""


def errors_of(groups: dict[str, list[ShownClaim]], document: str) -> dict[str, list[ShownClaim]]:
    """The wrong claims of one document by kind of mistake, without kinds of which it has none."""
    found = {kind: [claim for claim in claims if claim.source == document] for kind, claims in groups.items()}
    return {kind: claims for kind, claims in found.items() if claims}


def _more(catalog: Catalog, values: Values) -> dict[str, Any]:
    """documents: names of the columns. counts: (kind, label, number in each document, sum), and the sums of columns.
    chosen: of one document, (label, its claims) by kind."""
    groups = corrections(catalog)
    chosen = errors_of(groups, str(values["document"]))
    by_kind = [
        (kind, MISTAKES[kind].label, [sum(claim.source == id_ for claim in claims) for id_ in DOCUMENTS])
        for kind, claims in groups.items()
    ]
    counts = [(kind, label, numbers, sum(numbers)) for kind, label, numbers in by_kind if any(numbers)]
    sums = [sum(column) for column in zip(*(numbers for _, _, numbers, _ in counts), strict=True)]
    return {
        "documents": list(DOCUMENTS.values()),
        "counts": counts,
        "sums": sums or [0] * len(DOCUMENTS),
        "chosen": [(MISTAKES[kind].label, claims) for kind, claims in chosen.items()],
        "number": sum(map(len, chosen.values())),
    }


ELEMENT = Element(
    id="document-errors",
    title="Errors by document",
    about="How many claims of each source document are corrected here, by kind of mistake, or the claims of one.",
    parameters={"document": Parameter("Document", ALL, choices=(ALL, *DOCUMENTS))},
    more=_more,
    cases=tuple({"document": id_} for id_ in DOCUMENTS),
    style=True,
)
