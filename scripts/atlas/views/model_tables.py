"""The tables of a model page: variants, training, memory and compute."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from atlas.derive import costs
from atlas.quantity import scientific, short_bytes
from atlas.schema.facts import Facts
from atlas.schema.registry import fields
from atlas.views.model_facts import ModelFacts
from atlas.views.strip import cache_tokens, ratio
from atlas.views.values import Value, sort_key, text_of

_DIMENSIONS = [
    "parameters",
    "active_parameters",
    "layers",
    "encoder_layers",
    "decoder_layers",
    "hidden_size",
    "ffn_size",
    "attention_heads",
    "kv_heads",
    "head_size",
    "embedding_size",
    "projection_size",
    "experts",
    "experts_per_token",
    "expert_ffn_size",
    "image_size",
    "patch_size",
]
_EXPECTED = {"parameters", "layers", "hidden_size", "attention_heads"}
"""Dimensions that everybody looks for: shown as undisclosed where the makers keep them back."""
_IF_THEY_DIFFER = ["context_length", "tokenizer.vocabulary_size", "training.tokens", "released", "access"]
_TRAINING = [
    "objectives",
    "alignment",
    "techniques",
    "datasets",
    "tokens",
    "examples",
    "bytes",
    "hours",
    "epochs",
    "steps",
    "batch_size",
    "batch_tokens",
    "sequence_length",
    "compute",
    "optimizer",
    "learning_rate",
    "precision",
    "hardware",
    "chips",
    "chip_hours",
    "duration",
    "energy",
    "cost",
]


@dataclass(frozen=True, slots=True)
class VariantColumn:
    """A column of the variants table."""

    field: str
    label: str
    description: str
    numeric: bool


def variant_columns(facts: ModelFacts) -> list[VariantColumn]:
    """Dimensions that some variant has (or that are kept back), and what differs between the variants."""
    chosen = []
    for field in (*_DIMENSIONS, *_IF_THEY_DIFFER):
        found = facts.by_variant(field)
        if field in _IF_THEY_DIFFER:
            different = {sort_key(value) for value in found.values()}
            wanted = len(different) + (len(found) < len(facts.variants)) > 1
        else:
            wanted = bool(found) or (field in _EXPECTED and facts.gap(field).state == "undisclosed")
        if wanted:
            entry = fields()[field]
            numeric = field not in ("released", "access")
            chosen.append(VariantColumn(field, entry.label, entry.description, numeric))
    return chosen


def variant_rows(facts: ModelFacts, columns: list[VariantColumn]) -> list[tuple[str, Facts, list[Value]]]:
    """(id, resolved facts, cells) of every variant."""
    return [(v, own, [facts.value(c.field, v) for c in columns]) for v, own in facts.variants.items()]


@dataclass(frozen=True, slots=True)
class TrainingLine:
    """One fact of the training: ids to link, or a value to show."""

    name: str
    label: str
    value: Value
    ids: tuple[str, ...] = ()


def training_lines(facts: ModelFacts) -> list[TrainingLine]:
    """What is known of the training; where variants differ, all of it."""
    lines = []
    for name in _TRAINING:
        path = f"training.{name}"
        label = fields()[path].label
        by_variant, shared = facts.by_variant(path), facts.book.written.get(path)
        if by_variant:
            lines.append(_training_line(facts, name, label, by_variant))
        elif shared is not None:
            ids = shared if name in _ID_LISTS else ()
            lines.append(TrainingLine(name, label, facts.value(path), ids))
        elif name == "tokens" and (gap := facts.gap(path)).state == "undisclosed":
            lines.append(TrainingLine(name, label, gap))
    return lines


_ID_LISTS = {"objectives", "alignment", "techniques", "datasets"}


def _training_line(facts: ModelFacts, name: str, label: str, raws: dict[str, Any]) -> TrainingLine:
    path, first = f"training.{name}", next(iter(raws))
    shown = facts.value(path, first)
    if name in _ID_LISTS:
        ids = tuple(dict.fromkeys(id_ for value in raws.values() for id_ in value))
        return TrainingLine(name, label, shown, ids)
    if all(sort_key(value) == sort_key(raws[first]) for value in raws.values()):
        return TrainingLine(name, label, shown)
    if isinstance(raws[first], str):
        text = "; ".join(f"{facts.variant_name(v)}: {text_of(value)}" for v, value in raws.items())
        return TrainingLine(name, label, Value(text, shown.state, shown.evidence))
    return TrainingLine(name, label, facts.ranged(path))


@dataclass(frozen=True, slots=True)
class CostLine:
    """Derived numbers of one variant as texts; empty where a size is missing."""

    name: str
    memory: dict[str, str]
    cache_token: str = ""
    cache_long: str = ""
    cache_formula: str = ""
    cache_note: str = ""
    compute: str = ""
    compute_formula: str = ""
    ratio: str = ""


def cost_lines(facts: ModelFacts) -> list[CostLine]:
    """Weights in memory, cache and training compute of every variant of which a count is known."""
    return [line for v in facts.variants if (line := _cost_line(facts, v)).memory]


def _cost_line(facts: ModelFacts, variant: str) -> CostLine:
    own, ours = facts.variants[variant], facts.recounts[variant]
    count = own.parameters.value if own.parameters else ours.total
    cache = facts.caches[variant]
    known = cache if isinstance(cache, costs.Cache) else None
    compute = costs.training_compute(facts.catalog, own)
    tokens = costs.tokens_per_parameter(own)
    return CostLine(
        name=facts.variant_name(variant),
        memory={form: short_bytes(size) for form, size in costs.weight_memory(count).items()} if count else {},
        cache_token=short_bytes(known.per_token) if known else "",
        cache_long=short_bytes(known.at(cache_tokens(facts))) if known else "",
        cache_formula=known.formula if known else "",
        cache_note=known.note if known else cache if isinstance(cache, str) else "",
        compute=scientific(compute.flop) if compute else "",
        compute_formula=compute.formula if compute else "",
        ratio=ratio(tokens) if tokens else "",
    )
