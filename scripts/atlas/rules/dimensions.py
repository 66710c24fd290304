"""Rules about sizes that must fit together."""

from __future__ import annotations

from collections.abc import Iterator

from atlas.catalog import Entry
from atlas.rules.framework import Finding, record_rule
from atlas.schema.record import Model
from atlas.schema.variants import Facts
from atlas.text.positions import FieldPath


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
    tail: FieldPath = (*path[2:], field) if path[0] == "variants" else (*path, field)
    for candidate in ((*path, field), tail):
        if candidate in entry.document.positions.values:
            return candidate
    return path


@record_rule("models")
def kv_heads_divide_heads(entry: Entry) -> Iterator[Finding]:
    """The number of attention heads is a multiple of the number of key/value heads."""
    for path, facts in _sized(entry):
        heads, kv_heads = facts.attention_heads, facts.kv_heads
        if heads and kv_heads is not None and (kv_heads == 0 or heads % kv_heads):
            message = f"{kv_heads} key/value heads do not divide {heads} attention heads"
            yield Finding(_place(entry, path, "kv_heads"), message, "correct one of the two")


@record_rule("models")
def head_size_known(entry: Entry) -> Iterator[Finding]:
    """Where no head size is given, the hidden size is a multiple of the number of attention heads."""
    for path, facts in _sized(entry):
        hidden, heads = facts.hidden_size, facts.attention_heads
        if facts.head_size or facts.qk_nope_head_size or not hidden or heads is None:
            continue
        if heads == 0 or hidden % heads:
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
