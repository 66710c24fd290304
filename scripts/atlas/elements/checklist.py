"""A checklist for a candidate model: weights, points, and how firm the score is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from atlas.elements.element import Element, Parameter, Values, fixed

QUESTIONS = {
    "task": ("My task", "How good is it on examples of my own?"),
    "baseline": ("Baseline", "How much better is it than a simple baseline?"),
    "use": ("Cost to use", "What does it cost on the machine of later use?"),
    "adapt": ("Cost to adapt", "What does it cost to train or adapt?"),
    "domain": ("Domain", "Do its training text and its tokenizer fit my texts?"),
    "fit": ("Architecture", "Does it read, write or both, as the task needs?"),
    "trust": ("Trust", "Can I explain it, and does it stand changed input?"),
}
MUST = (
    "The license of the weights allows the use.",
    "It can run where it has to run.",
    "It reads my language, script and length.",
)
_MOST = 5


def compute(values: Values) -> dict[str, Any]:
    """The score is the sum of weight × points, divided by five times the sum of the weights, so that it lies between 0
    and 1. Then every weight is made one larger and one smaller in turn; the largest change of the score is shown. If
    two candidates differ by less, one weight decides between them."""
    weights = {key: int(values[f"{key}_weight"]) for key in QUESTIONS}
    points = {key: int(values[f"{key}_points"]) for key in QUESTIONS}
    shown = {f"{key}_weight": str(weights[key]) for key in QUESTIONS}
    shown |= {f"{key}_points": str(points[key]) for key in QUESTIONS}
    found = score(weights, points)
    if found is None:
        return {**shown, "score": "no weights", "change": "–"}
    others = [
        {**weights, key: weights[key] + step} for key in QUESTIONS for step in (-1, 1) if weights[key] + step >= 0
    ]
    changes = [abs(other - found) for other in (score(changed, points) for changed in others) if other is not None]
    return {**shown, "score": fixed(found, 2), "change": fixed(max(changes), 2)}


def score(weights: Mapping[str, int], points: Mapping[str, int]) -> float | None:
    """Between 0 and 1; nothing if all weights are zero."""
    total = sum(weights.values())
    return sum(weights[key] * points[key] for key in weights) / (_MOST * total) if total else None


def _parameters() -> dict[str, Parameter]:
    found = {}
    for key, (name, _) in QUESTIONS.items():
        found[f"{key}_weight"] = Parameter(f"{name}: weight", 3, 0, _MOST)
        found[f"{key}_points"] = Parameter(f"{name}: points", 3, 0, _MOST)
    return found


ELEMENT = Element(
    id="checklist",
    title="A checklist for one candidate",
    about="Ten questions about a model, with weights and points, to print or to save.",
    parameters=_parameters(),
    compute=compute,
    more=lambda *_: {"questions": QUESTIONS, "must": MUST},
    cases=(
        {f"{key}_weight": 0 for key in QUESTIONS},
        {"task_weight": 5, "task_points": 5, "use_weight": 0, "trust_points": 0},
        {f"{key}_weight": 0 for key in list(QUESTIONS)[1:]},
    ),
    script=True,
    style=True,
)
