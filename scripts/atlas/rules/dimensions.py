"""Rules about sizes that must fit together."""

from __future__ import annotations

from collections.abc import Iterator

from atlas.catalog import Entry
from atlas.rules.framework import Finding, record_rule
from atlas.schema.record import Model
from atlas.schema.registry import fields
from atlas.schema.variants import Facts
from atlas.text.positions import FieldPath
from atlas.text.quantity import Quantity


def _sized(entry: Entry) -> Iterator[tuple[FieldPath, Facts]]:
    """Every variant, and every component of one, with shared facts filled in; where to point for each."""
    for key, variant in entry.variants.items():
        yield ("variants", key), variant
        for name, component in (variant.components or {}).items():
            yield ("variants", key, "components", name), component
    assert isinstance(entry.record, Model)
    if not entry.record.variants:
        for name, component in (entry.record.components or {}).items():
            yield ("components", name), component


def _place(entry: Entry, path: FieldPath, field: str) -> FieldPath:
    """Where the value is written: in the variant, or at the shared place that the variant inherits from."""
    steps = field.split(".")
    tail: FieldPath = (*path[2:], *steps) if path[0] == "variants" else (*path, *steps)
    for candidate in ((*path, *steps), tail):
        if candidate in entry.document.positions.values:
            return candidate
    return path


@record_rule("models")
def kv_heads_divide_heads(entry: Entry) -> Iterator[Finding]:
    """The number of attention heads is a multiple of the number of key/value heads."""
    for path, facts in _sized(entry):
        heads, kv_heads = facts.attention_heads, facts.kv_heads
        if heads and kv_heads and heads % kv_heads:
            message = f"{kv_heads} key/value heads do not divide {heads} attention heads"
            yield Finding(_place(entry, path, "kv_heads"), message, "correct one of the two")


@record_rule("models")
def head_size_known(entry: Entry) -> Iterator[Finding]:
    """Where no head size is given, the hidden size is a multiple of the number of attention heads."""
    for path, facts in _sized(entry):
        hidden, heads = facts.hidden_size, facts.attention_heads
        if facts.head_size or facts.qk_nope_head_size or not hidden or not heads:
            continue
        if entry.lost.names("head_size") or entry.lost.names("qk_nope_head_size"):
            continue
        if hidden % heads:
            message = f"hidden size {hidden} is not divisible by {heads} attention heads"
            yield Finding(_place(entry, path, "hidden_size"), message, "correct one of the two, or give head_size")


@record_rule("models")
def active_within_total(entry: Entry) -> Iterator[Finding]:
    """Active parameters are not more than all parameters."""
    for path, facts in _sized(entry):
        active, total = facts.active_parameters, facts.parameters
        if active and total and active.value > total.value:
            message = f"{active} active parameters are more than {total} in total"
            yield Finding(_place(entry, path, "active_parameters"), message, "correct one of the two")


_PART_AND_WHOLE = (
    ("experts_per_token", "experts"),
    ("first_dense_layers", "layers"),
    ("expert_every", "layers"),
    ("expert_offset", "layers"),
    ("encoder_layers", "layers"),
    ("decoder_layers", "layers"),
    ("layer_pattern", "layers"),
    ("non_embedding_parameters", "parameters"),
    ("patch_size", "image_size"),
    ("kv_lora_rank", "hidden_size"),
    ("tokenizer.vocabulary_size", "tokenizer.embedding_rows"),
    ("training.batch_size", "training.batch_tokens"),
)
"""Fields of which the first counts a part of what the second counts."""


@record_rule("models")
def part_within_whole(entry: Entry) -> Iterator[Finding]:
    """A part is not more than its whole: experts per token and experts, a layer pattern and the layers, the
    vocabulary and the rows of its embedding, parameters without embeddings and parameters; and so on."""
    for path, facts in _sized(entry):
        for part, whole in _PART_AND_WHOLE:
            if (less := _count(_of(facts, part))) is None or (more := _count(_of(facts, whole))) is None:
                continue
            if less.value > more.value and not less.agrees_with(more):
                names = [fields()[name].label.lower() for name in (part, whole)]
                message = f"{names[0]} ({less}) cannot be more than {names[1]} ({more})"
                yield Finding(_place(entry, path, part), message, "correct one of the two")


@record_rule("models")
def stacks_add_up(entry: Entry) -> Iterator[Finding]:
    """Where layers of encoder and decoder are written as well as layers, these are their sum."""
    for path, facts in _sized(entry):
        if facts.layers and facts.encoder_layers and facts.decoder_layers:
            total = facts.encoder_layers + facts.decoder_layers
            if total != facts.layers:
                message = f"{facts.encoder_layers} encoder and {facts.decoder_layers} decoder layers are {total}"
                yield Finding(_place(entry, path, "layers"), f"{message}, not {facts.layers}", "correct one of them")


def _of(facts: Facts, path: str) -> object:
    """The value at a path of facts whose shared values are filled in."""
    value: object = facts
    for name in path.split("."):
        value = getattr(value, name, None)
    return value


def _count(value: object) -> Quantity | None:
    """A number, or the length of a list."""
    if isinstance(value, tuple):
        return Quantity.exactly(len(value))
    if isinstance(value, int):
        return Quantity.exactly(value)
    return value if isinstance(value, Quantity) else None  # most often nothing is written
