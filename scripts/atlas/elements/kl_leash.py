"""The KL penalty of RLHF on a handful of answers."""

from __future__ import annotations

from math import exp, log
from typing import Any

from atlas.elements.element import Element, Parameter, Values, fixed

ANSWERS = (
    ("A plain, correct answer", 0.40, 1.0),
    ("A correct answer with its source", 0.25, 2.0),
    ("A polite refusal", 0.20, 0.0),
    ("A wrong answer", 0.145, -1.0),
    ("Flattery that the reward model overrates", 0.005, 6.0),
)
"""Invented: an answer, how likely the model gives it before tuning, and what the reward model says of it."""


def compute(values: Values) -> dict[str, Any]:
    """Tuning looks for the policy π that maximises reward − β × KL(π ‖ π₀). For a few answers the best one can be
    written down: π is proportional to π₀ × exp(reward / β). KL is the sum of π × ln(π / π₀), in nats."""
    weights = [before * exp(reward / values["beta"]) for _, before, reward in ANSWERS]
    after = [weight / sum(weights) for weight in weights]
    reward = sum(p * r for p, (_, _, r) in zip(after, ANSWERS, strict=True))
    drift = sum(p * log(p / before) for p, (_, before, _) in zip(after, ANSWERS, strict=True) if p > 0)
    return {
        **{f"after{number}": f"{fixed(100 * p, 1)} %" for number, p in enumerate(after)},
        "bars": "".join(f"M0 {10 * row + 6.5:g}h{int(1000 * p + 0.5) / 10:g}" for row, p in enumerate(after)),
        "reward": fixed(reward, 2),
        "drift": fixed(drift, 2),
        "objective": fixed(reward - values["beta"] * drift, 2),
        "beta": fixed(values["beta"], 1),
    }


def _more(_: Any, __: Values) -> dict[str, Any]:
    bars = "".join(f"M0 {10 * row + 3.5:g}h{100 * before:g}" for row, (_, before, _) in enumerate(ANSWERS))
    betas = [(beta, compute({"beta": beta})) for beta in (0.3, 1.0, 3.0)]
    return {"answers": ANSWERS, "before": bars, "betas": betas}


ELEMENT = Element(
    id="kl-leash",
    title="The KL leash",
    about="How the penalty β trades reward against drift from the model before tuning.",
    parameters={"beta": Parameter("β: how dear drift is", 1.0, 0.1, 5, step=0.1, slider=True)},
    compute=compute,
    more=_more,
    cases=({"beta": 0.1}, {"beta": 0.7}, {"beta": 5}),
    script=True,
    style=True,
)
