"""What a model costs to hold, to run and to train."""

from __future__ import annotations

from dataclasses import dataclass

from atlas.catalog import Catalog
from atlas.derive.anatomy import architecture_of
from atlas.schema.variants import Facts

BYTES_PER_WEIGHT = {"fp32": 4.0, "bf16": 2.0, "int8": 1.0, "int4": 0.5}
CACHE_BYTES = 2
"""Bytes per cached number: 16-bit floats."""

_GENERATORS = {"transformer-decoder", "attention-state-space-hybrid", "transformer-encoder-decoder"}
_ONE_PASS = {
    "transformer-decoder",
    "transformer-encoder",
    "attention-state-space-hybrid",
    "state-space-model",
}


def weight_memory(parameters: int) -> dict[str, int]:
    """Bytes of the weights alone, by number format: parameters × bytes per weight."""
    return {form: int(parameters * size) for form, size in BYTES_PER_WEIGHT.items()}


@dataclass(frozen=True, slots=True)
class Cache:
    """Keys and values kept while generating, in bytes at 16 bits.

    `per_token` grows with every token, `fixed` does not grow (recurrent state, full windows).
    """

    kind: str
    per_token: int
    fixed: int
    window: int | None
    per_window_token: int
    formula: str
    note: str = ""

    def at(self, tokens: int) -> int:
        """Bytes for a sequence of so many tokens."""
        windowed = min(tokens, self.window) if self.window else 0
        return self.per_token * tokens + self.per_window_token * windowed + self.fixed


def kv_cache(catalog: Catalog, facts: Facts) -> Cache | str | None:
    """The cache of a variant; a sentence where it does not apply; None where sizes are missing.

    Per token and layer: 2 × key/value heads × head size numbers (Pope et al. 2022, arXiv:2211.05102), or with
    latent attention the latent and the rotated key part only (DeepSeek-V2, arXiv:2405.04434, §2.1). Windowed
    layers stop growing at their window; Mamba layers keep inner width × (state + kernel − 1) numbers.
    """
    kind = architecture_of(catalog, facts).type
    if kind is None:
        return None
    if kind not in _GENERATORS:
        return "not applicable: it does not generate token by token with attention"
    layers = facts.decoder_layers if kind == "transformer-encoder-decoder" else facts.layers
    per_layer = _numbers_per_layer(facts)
    if not layers or per_layer is None:
        return None
    numbers, name, formula = per_layer
    pattern = facts.layer_pattern or ("attention",)
    kinds = [pattern[i % len(pattern)] for i in range(layers)]
    full = sum(k in ("attention", "sparse-attention") for k in kinds)
    local = kinds.count("local-attention") if facts.attention_window else 0
    full += kinds.count("local-attention") - local
    notes = []
    if "sparse-attention" in kinds:
        notes.append("sparse layers counted as if they kept every position")
    if kind == "transformer-encoder-decoder":
        notes.append("per output token; the keys and values of the input come on top, once per input token")
    return Cache(
        kind=name,
        per_token=full * numbers * CACHE_BYTES,
        fixed=kinds.count("mamba") * _state_numbers(facts) * CACHE_BYTES,
        window=facts.attention_window if local else None,
        per_window_token=local * numbers * CACHE_BYTES,
        formula=f"{full} layers × {formula} × {CACHE_BYTES} bytes",
        note="; ".join(notes),
    )


def _numbers_per_layer(facts: Facts) -> tuple[int, str, str] | None:
    """(numbers cached per token and layer, kind of attention, formula)."""
    if facts.kv_lora_rank:
        rope = facts.qk_rope_head_size or 0
        return facts.kv_lora_rank + rope, "latent attention", f"({facts.kv_lora_rank} + {rope})"
    heads, d = facts.attention_heads, facts.hidden_size
    size = facts.head_size or (d // heads if d and heads else None)
    if not (heads and size):
        return None
    kv = facts.kv_heads or heads
    name = "multi-head attention" if kv == heads else "multi-query attention" if kv == 1 else "grouped-query attention"
    return 2 * kv * size, name, f"2 × {kv} heads × {size}"


def _state_numbers(facts: Facts) -> int:
    inner = (facts.expansion_factor or 0) * (facts.hidden_size or 0)
    return inner * ((facts.state_size or 0) + max((facts.convolution_kernel or 1) - 1, 0))


@dataclass(frozen=True, slots=True)
class Compute:
    """Training compute estimated from sizes."""

    flop: int
    formula: str


def training_compute(catalog: Catalog, facts: Facts) -> Compute | None:
    """6·N·D floating-point operations, N active parameters, D training tokens (Kaplan et al. 2020, arXiv:2001.08361).

    None where N or D is not known, and for encoder–decoders, in which a token meets only one of the two stacks.
    """
    parameters = facts.active_parameters or facts.parameters
    tokens = facts.training.tokens if facts.training else None
    if not (parameters and tokens) or architecture_of(catalog, facts).type not in _ONE_PASS:
        return None
    return Compute(6 * parameters.value * tokens.value, f"6 × {parameters} × {tokens}")


def tokens_per_parameter(facts: Facts) -> float | None:
    """Training tokens over parameters; about 20 is compute-optimal by Hoffmann et al. 2022 (arXiv:2203.15556)."""
    tokens = facts.training.tokens if facts.training else None
    if not (tokens and facts.parameters and facts.parameters.value):
        return None
    return tokens.value / facts.parameters.value
