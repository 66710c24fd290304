"""The five numbers that people come to a model page for."""

from __future__ import annotations

from dataclasses import dataclass

from atlas.facts.show import Shown, ShownFacts
from atlas.pages.model.cost_table import cache_tokens


@dataclass(frozen=True, slots=True)
class Figure:
    """One number of the strip with a remark."""

    label: str
    shown: Shown
    remark: str = ""


def strip(facts: ShownFacts) -> list[Figure]:
    """Parameters, context, training tokens, cache and weights; nothing for an architecture without variants."""
    if not facts.readings.variants:
        return []
    tokens = cache_tokens(facts.catalog, facts.readings.id)
    length = f"{tokens // 1024}K" if tokens % 1024 == 0 else str(tokens)
    cache = facts.of("kv_cache_in_context")
    active, ratio = facts.of("active_parameters"), facts.of("tokens_per_parameter")
    return [
        Figure("Parameters", facts.of("parameters"), f"{active.text} active" if active.known else ""),
        Figure("Context", facts.of("context_length"), "tokens"),
        Figure("Training tokens", facts.of("training.tokens"), f"{ratio.text} per parameter" if ratio.known else ""),
        Figure(f"KV cache at {length}" if cache.known else "KV cache", cache, "16-bit, one sequence"),
        Figure("Weights", facts.of("weight_memory"), "at bf16"),
    ]
