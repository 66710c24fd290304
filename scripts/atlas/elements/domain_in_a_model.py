"""The two places in a model where a domain sits, drawn with one word on its way through."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from atlas.elements.diagram import Box, Diagram, down, stack
from atlas.elements.element import Element, Values

_X, _WIDE = 14.0, 250.0


def drawing(name: str, pieces: str, vectors: str) -> Diagram:
    boxes = stack(
        [
            Box(_X, 8, _WIDE, "Text", ("angiography",)),
            Box(_X, 0, _WIDE, "Vocabulary", (pieces,), "1", "frozen"),
            Box(_X, 0, _WIDE, "Table of vectors", (vectors,), "2", "trained"),
            Box(_X, 0, _WIDE, "Layers", ("mix each vector with those around it",), "2", "trained"),
            Box(_X, 0, _WIDE, "A vector for each piece, in its context"),
        ]
    )
    label = f"{name}: text, vocabulary, table of vectors, layers, result, from top to bottom"
    named = {str(number): box for number, box in enumerate(boxes)}
    arrows = tuple(down(above, below) for above, below in pairwise(boxes))
    return Diagram(f"domain-{name.lower()}", label, _X + _WIDE + 12, named, arrows)


def _more(_: object, __: Values) -> dict[str, Any]:
    return {
        "drawings": [
            ("BERT", drawing("BERT", "ang ##iography", "two rows, shared with other words")),
            ("SciBERT", drawing("SciBERT", "angiography", "one row, for this word alone")),
        ]
    }


ELEMENT = Element(
    id="domain-in-a-model",
    title="Where a domain sits in a model",
    about="The vocabulary cuts the text, the weights do the rest; both are fitted to a kind of text.",
    more=_more,
    style=True,
    shared=("boxes",),
)
