"""How often languages are drawn in training, from their shares of the text."""

from __future__ import annotations

from typing import Any

from atlas.elements.element import Element, Parameter, Values, fixed

NAMES = ("large", "middle", "small")
STEPS = (1.0, 0.7, 0.5, 0.3, 0.0)


def compute(values: Values) -> dict[str, Any]:
    """A language with share q of the text is drawn with q^α, divided by the sum of q^α over all languages. With α = 1
    it is drawn as often as it occurs, with α = 0 as often as every other."""
    shares = [values[name] / 100 for name in NAMES]
    total = sum(shares)
    powers = [(share / total) ** values["alpha"] for share in shares]
    drawn = [power / sum(powers) for power in powers]
    found = {f"{name}_drawn": f"{fixed(100 * share, 1)} %" for name, share in zip(NAMES, drawn, strict=True)}
    return {**found, "gain": f"{fixed(drawn[2] / (shares[2] / total), 1)} ×"}


def _more(_: Any, values: Values) -> dict[str, Any]:
    cases = [{**values, "alpha": alpha} for alpha in STEPS]
    return {"rows": [(f"{case['alpha']:g}", {"alpha": case["alpha"]}, compute(case)) for case in cases]}


ELEMENT = Element(
    id="language-balance",
    title="Balance of languages",
    about="How often a language is drawn in training, from its share of the text.",
    parameters={
        "alpha": Parameter("Exponent α", 0.3, 0, 1),
        "large": Parameter("Large language", 90.0, 0.001, 100, unit="% of the text"),
        "middle": Parameter("Middle language", 9.0, 0.001, 100, unit="% of the text"),
        "small": Parameter("Small language", 1.0, 0.001, 100, unit="% of the text"),
    },
    compute=compute,
    more=_more,
    cases=({"alpha": 1.0}, {"alpha": 0.0}, {"alpha": 0.7, "large": 60.0, "middle": 39.5, "small": 0.5}),
    script=True,
)
