"""The five numbers that people come to a model page for."""

from __future__ import annotations

from dataclasses import dataclass

from atlas.derive import costs
from atlas.quantity import grouped, short, short_bytes
from atlas.views.model_facts import ModelFacts
from atlas.views.values import Value, absent, spread

LONGEST_CACHE = 8192
"""Tokens for which the cache is shown; fewer where a model cannot take so many."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One number of the strip with a remark."""

    label: str
    value: Value
    remark: str = ""


def strip(facts: ModelFacts) -> list[Figure]:
    """Parameters, context, training tokens, cache and weights; nothing for an architecture without variants."""
    if not facts.variants:
        return []
    active = [v.active_parameters for v in facts.variants.values() if v.active_parameters]
    per = [r for v in facts.variants.values() if (r := costs.tokens_per_parameter(v))]
    return [
        Figure(
            "Parameters",
            facts.ranged("parameters"),
            f"{spread(active)} active" if active else "",
        ),
        Figure("Context", facts.ranged("context_length"), "tokens"),
        Figure(
            "Training tokens",
            facts.ranged("training.tokens"),
            f"{spread(per, ratio)} per parameter" if per else "",
        ),
        _cache(facts),
        _weights(facts),
    ]


def cache_tokens(facts: ModelFacts) -> int:
    """The sequence length for which the cache is shown."""
    contexts = [v.context_length for v in facts.variants.values() if v.context_length]
    return min(LONGEST_CACHE, max(contexts, default=LONGEST_CACHE))


def _cache(facts: ModelFacts) -> Figure:
    caches = list(facts.caches.values())
    known = [c for c in caches if isinstance(c, costs.Cache)]
    tokens = cache_tokens(facts)
    label = f"KV cache at {tokens // 1024}K" if tokens % 1024 == 0 else f"KV cache at {tokens}"
    if known:
        text = spread([c.at(tokens) for c in known], short_bytes)
        return Figure(label, Value(text, "derived", title=known[0].formula), "16-bit, one sequence")
    applies_nowhere = any(isinstance(c, str) for c in caches)
    return Figure("KV cache", absent("not-applicable") if applies_nowhere else facts.gap("parameters"))


def _weights(facts: ModelFacts) -> Figure:
    counts = [v.parameters.value for v in facts.variants.values() if v.parameters]
    if not counts:
        return Figure("Weights", facts.gap("parameters"))
    text = spread([costs.weight_memory(c)["bf16"] for c in counts], short_bytes)
    return Figure("Weights", Value(text, "derived", title="2 bytes × parameters"), "at bf16")


def ratio(number: float) -> str:
    """Tokens per parameter, with one decimal where it matters."""
    return f"{number:.1f}" if number < 20 else grouped(round(number)) if number < 10_000 else short(number)
