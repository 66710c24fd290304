"""The questions before a pre-training, as a flow: the first yes ends it."""

from __future__ import annotations

from atlas.elements.element import Element, Values

FLOW = (
    ("A light baseline is good enough?", "Take the baseline"),
    ("A ready-made model earns its cost?", "Take that model"),
    ("Only speed, field or length is missing?", "Adapt the model"),
    ("Several products will use it, for years?", "Plan to pre-train"),
)
END = "Wait, and measure again"


def _more(_: object, __: Values) -> dict[str, object]:
    return {"flow": FLOW, "end": END}


ELEMENT = Element(
    id="enough-or-train",
    title="Before you train",
    about="Four questions; the first yes ends it.",
    more=_more,
    style=True,
)
