"""The lines of a comparison: the one place that says what is set side by side, in which order and how.

The prebuilt pages, the JSON that the page `compare/` fetches and its script all read these.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Literal

from atlas.schema.registry import Field, fields

Kind = Literal["number", "text", "terms"]


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the table.

    id: the path of the field, or the name of a derived number. low, high: ends of the logarithmic scale of its bars,
    the same on all pages, so that a bar is as long everywhere; 0 where there are none. singular: `vocabulary grows`,
    not `parameters grow`. complete: a list that names everything, so that what is not in it was not used.
    optional: a part that only some networks have. derived: computed, not read.
    """

    id: str
    group: str
    label: str
    description: str
    kind: Kind = "text"
    low: float = 0
    high: float = 0
    singular: bool = False
    complete: bool = False
    optional: bool = False
    derived: bool = False
    field: Field | None = None


GROUPS = {
    "general": "General",
    "size": "Size and dimensions",
    "architecture": "Architecture",
    "tokenizer": "Tokenizer",
    "training": "Training",
    "access": "Licence and access",
    "derived": "Derived numbers",
}

_NUMBERS: dict[str, tuple[float, float]] = {
    "parameters": (1e6, 1e13),
    "active_parameters": (1e6, 1e13),
    "layers": (1, 1e3),
    "encoder_layers": (1, 1e3),
    "decoder_layers": (1, 1e3),
    "hidden_size": (10, 1e5),
    "ffn_size": (10, 1e6),
    "attention_heads": (1, 1e3),
    "kv_heads": (1, 1e3),
    "head_size": (1, 1e3),
    "embedding_size": (10, 1e5),
    "experts": (1, 1e4),
    "experts_per_token": (1, 1e4),
    "shared_experts": (1, 1e4),
    "expert_ffn_size": (10, 1e6),
    "state_size": (1, 1e4),
    "image_size": (10, 1e4),
    "patch_size": (1, 1e3),
    "context_length": (10, 1e7),
    "maximum_output": (10, 1e7),
    "attention_window": (10, 1e7),
    "tokenizer.vocabulary_size": (1e2, 1e6),
    "training.tokens": (1e8, 1e14),
    "training.examples": (1e4, 1e11),
    "training.bytes": (1e8, 1e14),
    "training.hours": (1e2, 1e7),
    "training.steps": (1e3, 1e8),
    "training.batch_size": (1, 1e6),
    "training.batch_tokens": (1e3, 1e9),
    "training.sequence_length": (10, 1e7),
    "training.compute": (1e17, 1e27),
    "training.chips": (1, 1e5),
    "training.chip_hours": (1e2, 1e9),
}
"""Ends of the scales: whole powers of ten with room around today's models."""

_PATHS = {
    "general": "released organizations tasks languages modalities.input modalities.output knowledge_cutoff",
    "size": "parameters active_parameters layers encoder_layers decoder_layers hidden_size ffn_size attention_heads "
    "kv_heads head_size embedding_size experts experts_per_token shared_experts expert_ffn_size state_size "
    "image_size patch_size context_length maximum_output attention_window",
    "architecture": "architecture.type architecture.attention architecture.position_encoding "
    "architecture.normalization architecture.normalization_placement architecture.activation architecture.biases "
    "architecture.tied_embeddings architecture.shared_layers architecture.parallel_blocks architecture.features",
    "tokenizer": "tokenizer.algorithm tokenizer.library tokenizer.vocabulary_size",
    "training": "training.objectives training.alignment training.techniques training.datasets training.tokens "
    "training.examples training.bytes training.hours training.epochs training.steps training.batch_size "
    "training.batch_tokens training.sequence_length training.optimizer training.learning_rate training.precision "
    "training.hardware training.chips training.chip_hours training.duration training.energy training.cost "
    "training.compute",
    "access": "access licenses.weights licenses.code",
}
_PLURAL = {
    "parameters active_parameters layers encoder_layers decoder_layers attention_heads kv_heads experts",
    "experts_per_token shared_experts organizations tasks languages architecture.features architecture.biases",
    "architecture.tied_embeddings architecture.shared_layers architecture.parallel_blocks",
    "training.objectives training.techniques training.tokens training.examples training.epochs training.steps",
    "training.chips training.chip_hours",
}
_COMPLETE = {"training.objectives", "training.datasets", "architecture.attention", "architecture.position_encoding"}
_OPTIONAL = {
    "active_parameters",
    "encoder_layers",
    "decoder_layers",
    "kv_heads",
    "head_size",
    "embedding_size",
    "experts",
    "experts_per_token",
    "shared_experts",
    "expert_ffn_size",
    "state_size",
    "image_size",
    "patch_size",
    "attention_window",
    "architecture.shared_layers",
    "architecture.parallel_blocks",
}

_DERIVED = (
    Line(
        "recount",
        "derived",
        "Parameters recounted",
        "Weights added up from the dimensions.",
        "number",
        1e6,
        1e13,
        derived=True,
    ),
    Line("weights", "derived", "Weights in bf16", "2 bytes × parameters.", "number", 1e6, 1e13, derived=True),
    Line(
        "cache",
        "derived",
        "KV cache per token",
        "Keys and values kept for one token, at 16 bits.",
        "number",
        1e2,
        1e8,
        singular=True,
        derived=True,
    ),
    Line(
        "flop",
        "derived",
        "Training compute",
        "6 × active parameters × training tokens, in floating-point operations.",
        "number",
        1e17,
        1e27,
        singular=True,
        derived=True,
    ),
    Line(
        "ratio",
        "derived",
        "Tokens per parameter",
        "Training tokens over parameters; about 20 is compute-optimal by Hoffmann et al. 2022.",
        "number",
        1e-1,
        1e5,
        derived=True,
    ),
)
_COMMERCIAL = Line(
    "commercial_use", "access", "Commercial use", "Whether the weights' licence allows it.", singular=True, derived=True
)


@cache
def lines() -> tuple[Line, ...]:
    """All lines in their order."""
    plural = {path for names in _PLURAL for path in names.split()}
    found = [_line(group, path, path not in plural) for group, paths in _PATHS.items() for path in paths.split()]
    return (*found, _COMMERCIAL, *_DERIVED)


def _line(group: str, path: str, singular: bool) -> Line:
    field = fields()[path]
    low, high = _NUMBERS.get(path, (0.0, 0.0))
    kind: Kind = "number" if high else "terms" if field.ref else "text"
    return Line(
        path,
        group,
        field.label,
        field.description,
        kind,
        low,
        high,
        singular,
        path in _COMPLETE,
        path in _OPTIONAL,
        field=field,
    )


@cache
def line(id_: str) -> Line:
    """The line with an id."""
    return next(found for found in lines() if found.id == id_)
