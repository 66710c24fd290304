"""The weights of the parts of a block. Sizes: d hidden, h heads, k head size, f feed-forward size.

Counts follow the matrices of the original designs: attention and feed-forward from Vaswani et al. 2017
(arXiv:1706.03762), gated units from Shazeer 2020 (arXiv:2002.05202), grouped queries from Ainslie et al. 2023
(arXiv:2305.13245), latent attention and shared experts from DeepSeek-V2 (arXiv:2405.04434), Mamba from Gu and
Dao 2023 (arXiv:2312.00752), Conformer from Gulati et al. 2020 (arXiv:2005.08100).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from atlas.derive.tree import Node
from atlas.schema.record import Concept
from atlas.schema.sections import Architecture
from atlas.schema.variants import Facts

_NORM_WEIGHTS = {
    "layer-normalization": 2,
    "batch-normalization": 2,
    "group-normalization": 2,
    "rms-normalization": 1,
}
_GATES = {"lstm": 4, "gru": 3, "rnn": 1}
"""Matrices of a recurrent cell for each of input and state, by the record that describes the cell."""
_EMPTY = Architecture()


@dataclass(frozen=True)
class Parts:
    """Builds the parts of one stack from its facts."""

    facts: Facts
    concepts: Mapping[str, Concept]
    unknown: str = "not researched"  # what to say of sizes that are not written

    @property
    def architecture(self) -> Architecture:
        return self.facts.architecture or _EMPTY

    def name(self, concept: str | None, otherwise: str) -> str:
        """The shown name of a concept."""
        entry = self.concepts.get(concept or "")
        return entry.name if entry else otherwise

    def size(self, value: object) -> str:
        return self.unknown if value is None else str(value)

    def norm(self, where: str = "", width: int | None = None) -> Node:
        """A normalization layer: 2d weights with a shift, d without."""
        kind = self.architecture.normalization
        d = width or self.facts.hidden_size or 0
        weights = _NORM_WEIGHTS.get(kind or "", 0) * d
        label = self.name(kind, "Normalization")
        formula = f"{_NORM_WEIGHTS[kind]} × {d}" if kind in _NORM_WEIGHTS and d else ""
        left_out = "" if kind else "normalization weights"
        return Node("norm", label, where, concept=kind or "", parameters=weights, formula=formula, left_out=left_out)

    def attention(self, concept: str | None = None, *, cross: bool = False, detail: str = "") -> Node:
        """An attention layer; `concept` says which kind where a model has several."""
        facts, d = self.facts, self.facts.hidden_size
        kinds = self.architecture.attention or ()
        kind = concept or (kinds[0] if kinds else "")
        label = "Cross-attention" if cross else self.name(kind, "Attention")
        concept_id = "cross-attention" if cross else kind
        if facts.kv_lora_rank:
            return self._latent_attention(label, concept_id)
        heads = facts.attention_heads
        k = facts.head_size or (d // heads if d and heads else None)
        described = f"{self.size(heads)} heads" + (f" of {k}" if k else "")
        if facts.kv_heads and facts.kv_heads != heads:
            described += f", {facts.kv_heads} key/value heads"
        described = ", ".join(filter(None, [described, detail]))
        if not (d and heads and k):
            return Node("attention", label, described, concept=concept_id, missing="hidden size and heads")
        kv = facts.kv_heads or heads
        v = facts.v_head_size or k
        weights = d * heads * k + d * kv * k + d * kv * v + heads * v * d
        formula = f"2 × {d}·{heads}·{k} + 2 × {d}·{kv}·{k}"
        if v != k:
            formula = f"{d}·({heads}·{k} + {kv}·{k} + {kv}·{v} + {heads}·{v})"
        qkv = heads * k + kv * k + kv * v
        biases = {"all": qkv + d, "qkv": qkv}.get(self.architecture.biases or "", 0)
        if "relative-sinusoidal-positions" in (self.architecture.position_encoding or ()) and not cross:
            weights += d * heads * k + 2 * heads * k
            formula += f" + {d}·{heads}·{k} for relative positions"
        formula += " + biases" if biases else ""
        return Node("attention", label, described, concept=concept_id, parameters=weights + biases, formula=formula)

    def _latent_attention(self, label: str, concept: str) -> Node:
        """MLA: keys and values from a latent of rank r, queries from one of rank q; a shared rotated key part."""
        facts = self.facts
        d, heads, rank, q_rank = (
            facts.hidden_size,
            facts.attention_heads,
            facts.kv_lora_rank,
            facts.q_lora_rank,
        )
        nope, rope, value = facts.qk_nope_head_size, facts.qk_rope_head_size, facts.v_head_size
        described = f"{self.size(heads)} heads, keys and values compressed to {rank}"
        if not (d and heads and rank and nope and rope and value):
            return Node("attention", label, described, concept=concept, missing="the head parts of latent attention")
        key = nope + rope
        queries = d * q_rank + q_rank * heads * key + q_rank if q_rank else d * heads * key
        keys_values = d * (rank + rope) + rank * heads * (nope + value) + rank
        output = heads * value * d
        formula = f"{d}·({rank} + {rope}) + {rank}·{heads}·({nope} + {value}) + {heads}·{value}·{d} + "
        formula += f"{d}·{q_rank} + {q_rank}·{heads}·{key} + {q_rank}" if q_rank else f"{d}·{heads}·{key}"
        formula += f" + {rank}"
        weights = queries + keys_values + output
        return Node("attention", label, described, concept=concept, parameters=weights, formula=formula)

    def feed_forward(self, *, half: bool = False) -> Node:
        """The dense feed-forward layer: two matrices, three if gated."""
        d, f = self.facts.hidden_size, self.facts.ffn_size
        activation = self.architecture.activation
        label = "Half-step feed-forward" if half else "Feed-forward"
        detail = f"{self.size(d)} → {self.size(f)} → {self.size(d)}"
        detail += f", {self.name(activation, '')}" if activation else ""
        if not (d and f):
            return Node("feed-forward", label, detail, concept="feed-forward-network", missing="feed-forward size")
        matrices = 3 if self.gated else 2
        biases = (matrices - 1) * f + d if self.architecture.biases in ("all", "feed-forward") else 0
        formula = f"{matrices} × {d}·{f}" + (" + biases" if biases else "")
        weights = matrices * d * f + biases
        return Node("feed-forward", label, detail, concept="feed-forward-network", parameters=weights, formula=formula)

    @property
    def gated(self) -> bool:
        """Whether the activation gates is a property of its concept."""
        concept = self.concepts.get(self.architecture.activation or "")
        return bool(concept and concept.gated)

    def experts(self) -> Node:
        """A mixture of experts: router, routed and shared experts; only some are active for a token."""
        facts, d = self.facts, self.facts.hidden_size
        f, count, used = facts.expert_ffn_size or facts.ffn_size, facts.experts or 0, facts.experts_per_token
        shared = facts.shared_experts or 0
        detail = f"{count} experts of {self.size(f)}, {self.size(used)} per token" + (
            f", {shared} shared" if shared else ""
        )
        if not (d and f and used):
            return Node("experts", "Mixture of experts", detail, concept="mixture-of-experts", missing="expert sizes")
        matrices = 3 if self.gated else 2
        one = matrices * d * f + ((matrices - 1) * f + d if self.architecture.biases == "all" else 0)
        router = d * count
        formula = f"({count} + {shared}) × {matrices} × {d}·{f} + router {d}·{count}"
        return Node(
            "experts",
            "Mixture of experts",
            detail,
            concept="mixture-of-experts",
            parameters=(count + shared) * one + router,
            active=(used + shared) * one + router,
            formula=formula,
        )

    def mamba(self) -> Node:
        """A Mamba mixer: input, convolution, selective parameters, state matrix, output."""
        facts, d, n = self.facts, self.facts.hidden_size, self.facts.state_size
        kernel, expand = facts.convolution_kernel, facts.expansion_factor
        detail = f"state of {self.size(n)} per channel"
        if not (d and n and kernel and expand):
            return Node(
                "mamba",
                "Mamba layer",
                detail,
                concept="state-space-model",
                record="mamba",
                missing="state sizes",
            )
        inner, rank = expand * d, facts.time_step_rank or -(-d // 16)
        inner_norms = rank + 2 * n if self.architecture.normalization and facts.attention_heads else 0
        weights = 2 * d * inner + inner * (kernel + 1) + inner * (rank + 2 * n) + rank * inner + inner
        weights += inner * n + inner + inner * d + inner_norms
        formula = f"3 × {d}·{inner} + {inner}·({kernel} + 1) + {inner}·({rank} + 2·{n})"
        formula += f" + {rank}·{inner} + {inner}·({n} + 2)" + (f" + {inner_norms}" if inner_norms else "")
        return Node(
            "mamba",
            "Mamba layer",
            detail,
            concept="state-space-model",
            record="mamba",
            parameters=weights,
            formula=formula,
        )

    def convolution(self) -> Node:
        """Conformer's convolution module: pointwise d → 2d with GLU, depthwise, batch norm, pointwise d → d."""
        d, kernel = self.facts.hidden_size, self.facts.convolution_kernel
        detail = f"depthwise kernel of {self.size(kernel)}"
        if not (d and kernel):
            return Node("convolution", "Convolution module", detail, concept="conformer-block", missing="kernel size")
        weights = 2 * d * d + 2 * d + d * kernel + d + 2 * d + d * d + d
        formula = f"3 × {d}² + {d}·{kernel} + biases and batch norm"
        return Node(
            "convolution",
            "Convolution module",
            detail,
            concept="conformer-block",
            parameters=weights,
            formula=formula,
        )

    def recurrent(self, cell: str) -> Node:
        """A recurrent layer: for each gate (and the candidate) weights on input and state, and two biases."""
        h, gates = self.facts.hidden_size or 0, _GATES.get(cell)
        width = self.facts.embedding_size or h
        if not gates:
            return Node("recurrent", "Recurrent layer", f"state of {h}", record=cell, missing="kind of recurrent cell")
        weights = gates * (width * h + h * h + 2 * h)
        formula = f"{gates} × ({width}·{h} + {h}² + 2·{h})"
        label = f"{cell.upper()} layer"
        return Node("recurrent", label, f"state of {h}", record=cell, parameters=weights, formula=formula)
