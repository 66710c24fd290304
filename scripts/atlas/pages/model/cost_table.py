"""The table of a model page that says what each variant costs to hold, to run and to train."""

from __future__ import annotations

from dataclasses import dataclass

from atlas.catalog import Catalog
from atlas.derive import costs
from atlas.derive.numbers import CACHE_TOKENS, DERIVED, Case
from atlas.facts.show import Shown, shown
from atlas.text.quantity import grouped, short_bytes

_CACHE = ("kv_cache_per_token", "kv_cache_in_context")
_TRAINING = ("training_compute", "tokens_per_parameter")


@dataclass(frozen=True, slots=True)
class CostRow:
    """A variant: memory of its weights by number format, then the cells of the other columns."""

    name: str
    memory: tuple[str, ...]
    cells: tuple[Shown, ...]


@dataclass(frozen=True, slots=True)
class CostTable:
    """groups: (heading, heads of its columns). methods: (label, formula of an example, how it is computed)."""

    groups: tuple[tuple[str, tuple[str, ...]], ...]
    rows: tuple[CostRow, ...]
    methods: tuple[tuple[str, str, str], ...]


def cost_table(catalog: Catalog, model: str) -> CostTable:
    """Weights, cache and training of every variant of which a number is known; columns that have no number are left
    out."""
    variants = catalog.variants(model)
    columns = [path for path in (*_CACHE, *_TRAINING) if any(shown(catalog, model, path, v).known for v in variants)]
    rows = []
    for variant, facts in variants.items():
        count = Case(catalog, model, variant, facts).parameters
        cells = tuple(shown(catalog, model, path, variant) for path in columns)
        if count or any(cell.known for cell in cells):
            memory = tuple(map(short_bytes, costs.weight_memory(count).values())) if count else ("–",) * 4
            rows.append(CostRow(facts.name or variant, memory, cells))
    heads = {
        "kv_cache_per_token": "per token",
        "kv_cache_in_context": f"at {grouped(cache_tokens(catalog, model))}",
        "training_compute": "FLOP",
        "tokens_per_parameter": "tokens / parameter",
    }
    groups = [("Weights in memory", tuple(costs.BYTES_PER_WEIGHT))]
    for title, paths in (("KV cache, 16-bit", _CACHE), ("Training", _TRAINING)):
        if own := tuple(heads[path] for path in paths if path in columns):
            groups.append((title, own))
    told = ("weight_memory", *(path for path in columns if path != "kv_cache_in_context"))  # its name says it
    methods = [_method(catalog, model, path) for path in told]
    return CostTable(tuple(groups), tuple(rows), tuple(methods))


def _method(catalog: Catalog, model: str, path: str) -> tuple[str, str, str]:
    """How a number is computed, with the sizes of the first variant that has it."""
    found = (shown(catalog, model, path, variant) for variant in catalog.variants(model))
    example = next((fact.note for fact in found if fact.known), "")
    return DERIVED[path].label, example, DERIVED[path].method


def cache_tokens(catalog: Catalog, model: str) -> int:
    """The length for which the cache is shown: 8K, or the longest context of the model if that is less."""
    contexts = [facts.context_length for facts in catalog.variants(model).values() if facts.context_length]
    return min(CACHE_TOKENS, max(contexts, default=CACHE_TOKENS))
