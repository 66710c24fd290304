"""An image cut into patches: how many tokens a vision model reads."""

from __future__ import annotations

from typing import Any

from atlas.elements.element import Element, Parameter, Values, grouped

_FINEST = 64
"""So many patches a side are drawn at most: finer ones would be a grey area."""
CASES = (
    ("ViT at 224 pixels, patches of 16", 224, 16),
    ("288 pixels, patches of 18", 288, 18),
    ("Image GPT: every pixel of 32 × 32", 32, 1),
)


def compute(values: Values) -> dict[str, Any]:
    """Patches a side are image size / patch size, rounded down. Tokens are patches a side, squared. Attention compares
    each token with each: tokens, squared. Sizes are in pixels."""
    size, patch = values["size"], values["patch"]
    side = size // patch
    left = size - side * patch
    pixels = f"{left} pixel{'' if left == 1 else 's'}"
    return {
        "side": grouped(side),
        "tokens": grouped(side**2),
        "pairs": grouped(side**4),
        "rest": f"{pixels} at two edges left over" if left else "nothing left over",
        "grid": _grid(side),
    }


def _grid(side: int) -> str:
    """The lines between patches."""
    if side > _FINEST:
        return ""
    places = [f"{int(1000 * line / side + 0.5) / 10:g}" for line in range(1, side)]
    return "".join(f"M{place} 0V100M0 {place}H100" for place in places)


def _more(_: Any, __: Values) -> dict[str, Any]:
    rows = [(name, size, patch, compute({"size": size, "patch": patch})) for name, size, patch in CASES]
    return {"rows": rows}


ELEMENT = Element(
    id="patches",
    title="From pixels to tokens",
    about="How many tokens a vision model makes of an image, and what attention has to compare.",
    parameters={
        "size": Parameter("Image", 224, 16, 1024, unit="pixels a side"),
        "patch": Parameter("Patch", 16, 1, 64, unit="pixels a side"),
    },
    compute=compute,
    more=_more,
    cases=tuple({"size": size, "patch": patch} for size, patch in ((288, 18), (32, 1), (225, 16), (16, 64), (1024, 1))),
    script=True,
    style=True,
)
