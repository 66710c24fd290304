"""What stands before and after the blocks of a stack: embeddings, positions, output layers."""

from __future__ import annotations

from dataclasses import dataclass

from atlas.derive.blocks import Parts
from atlas.derive.tree import Node
from atlas.schema.sections import Architecture
from atlas.schema.variants import Facts

STACKS = {"transformer-encoder", "transformer-decoder", "attention-state-space-hybrid", "state-space-model"}
"""Architectures that are one stack of blocks."""


@dataclass(frozen=True)
class Ends:
    """Builds the ends of one stack from its facts."""

    facts: Facts
    parts: Parts
    type: str

    @property
    def architecture(self) -> Architecture:
        return self.parts.architecture

    def embeddings(self) -> tuple[Node, ...]:
        """Tokens or patches, positions, segments, the norm on them, and the projection to the hidden size."""
        facts = self.facts
        width = facts.embedding_size or facts.hidden_size
        positions = self.architecture.position_encoding or ()
        nodes = []
        if facts.patch_size:
            nodes.append(self.patches())
        elif facts.tokenizer or not facts.components:  # otherwise a component supplies the input
            nodes.append(self.tokens())
        # ALBERT's encoder adds positions to the narrow embeddings, OPT's decoder to the widened ones.
        nodes += [
            self.positions(kind, facts.hidden_size if self._is_decoder else width)
            for kind in positions
            if kind != "relative-position-bias" or not facts.relative_position_buckets
        ]
        if self.type in STACKS:
            nodes += self.relative_bias()
        if facts.segment_types and width:
            nodes.append(_table("Segment embeddings", facts.segment_types, width))
        post = self.architecture.normalization_placement == "post"
        if post and self.type != "transformer-decoder" and "learned-absolute-positions" in positions:
            nodes.append(self.parts.norm("on the embeddings", width))
        if width and facts.hidden_size and width != facts.hidden_size:
            nodes.append(
                Node(
                    "projection",
                    "Embedding projection",
                    f"{width} → {facts.hidden_size}",
                    concept="factorized-embedding",
                    parameters=width * facts.hidden_size + facts.hidden_size,
                    formula=f"{width}·{facts.hidden_size} + {facts.hidden_size}",
                )
            )
        return tuple(nodes)

    @property
    def _is_decoder(self) -> bool:
        return self.type == "transformer-decoder"

    def rows(self) -> int | None:
        """Rows of the embedding matrix: the padded number if given, else the vocabulary."""
        tokenizer = self.facts.tokenizer
        if tokenizer is None:
            return None
        return tokenizer.embedding_rows or (tokenizer.vocabulary_size.value if tokenizer.vocabulary_size else None)

    def tokens(self) -> Node:
        """The token embeddings: one row for each token."""
        rows, width = self.rows(), self.facts.embedding_size or self.facts.hidden_size
        if not (rows and width):
            detail = f"{self.parts.size(rows)} × {self.parts.size(width)}"
            missing = "hidden size" if rows else "vocabulary size"
            return Node("embedding", "Token embeddings", detail, concept="input-embeddings", missing=missing)
        return _table("Token embeddings", rows, width)

    def patches(self) -> Node:
        """Image patches of p × p pixels in three colours, and the class token if there is one."""
        p, d = self.facts.patch_size or 0, self.facts.hidden_size
        label, detail = "Patch embedding", f"patches of {p}×{p} pixels → {self.parts.size(d)}"
        if not d:
            return Node("embedding", label, detail, concept="patch-embedding", missing="hidden size")
        token = d if self._has_class_token else 0
        formula = f"3·{p}²·{d} + {d}" + (f" + {d} for the class token" if token else "")
        weights = 3 * p * p * d + d + token
        return Node("embedding", label, detail, concept="patch-embedding", parameters=weights, formula=formula)

    @property
    def _has_class_token(self) -> bool:
        return "cls-token" in (self.architecture.features or ())

    def positions(self, kind: str, width: int | None) -> Node:
        """A position encoding; only learned ones have weights here."""
        facts, name = self.facts, self.parts.name(kind, kind)
        if kind != "learned-absolute-positions":
            return Node("position", name, "" if "relative" in kind else "no weights", concept=kind)
        count = facts.position_embeddings or facts.context_length
        if facts.patch_size and facts.image_size and not facts.position_embeddings:
            count = (facts.image_size // facts.patch_size) ** 2 + self._has_class_token
        detail = f"{self.parts.size(count)} × {self.parts.size(width)}"
        if not (count and width):
            return Node("position", name, detail, concept=kind, missing="context length")
        return Node("position", name, detail, concept=kind, parameters=count * width, formula=f"{count}·{width}")

    def relative_bias(self) -> list[Node]:
        """T5's biases: one number for each distance bucket and head, shared by the layers."""
        buckets, heads = self.facts.relative_position_buckets, self.facts.attention_heads
        if not (buckets and heads):
            return []
        node = Node(
            "position",
            "Relative position biases",
            f"{buckets} distances × {heads} heads, shared by the layers",
            concept="relative-position-bias",
            parameters=buckets * heads,
            formula=f"{buckets}·{heads}",
        )
        return [node]

    def subsampling(self) -> Node:
        """Two 3×3 convolutions of stride 2 over time and features, and a linear layer (Conformer)."""
        d, features = self.facts.hidden_size or 0, self.facts.input_features
        label, detail = "Convolutional subsampling", "two 3×3 convolutions, four times fewer frames"
        if not features:
            return Node("convolution", label, detail, concept="conv-subsampling", missing="input features")
        after = ((features - 1) // 2 - 1) // 2
        weights = 9 * d + d + 9 * d * d + d + d * after * d + d
        formula = f"9·{d} + 9·{d}² + {d}·{after}·{d} + biases"
        return Node("convolution", label, detail, concept="conv-subsampling", parameters=weights, formula=formula)

    def heads(self, *, language_model: bool) -> tuple[Node, ...]:
        """What follows the last block: pooler, projection, classification head or output layer."""
        facts, d = self.facts, self.facts.hidden_size
        nodes = []
        if self.architecture.pooler and d:
            nodes.append(Node("head", "Pooler", f"{d} → {d}, tanh", parameters=d * d + d, formula=f"{d}² + {d}"))
        if facts.projection_size and d:
            p = facts.projection_size
            label = "Projection to the joint space"
            nodes.append(Node("projection", label, f"{d} → {p}", parameters=d * p, formula=f"{d}·{p}"))
        elif facts.classes and d:
            nodes.append(_classifier(d, facts.classes))
        elif language_model:
            if self.architecture.tied_embeddings and facts.embedding_size and d and facts.embedding_size != d:
                e = facts.embedding_size
                label = "Projection to the embedding size"
                nodes.append(Node("projection", label, f"{d} → {e}", parameters=d * e, formula=f"{d}·{e}"))
            nodes.append(self._output_layer())
        return tuple(nodes)

    def _output_layer(self) -> Node:
        rows, d, tied = self.rows(), self.facts.hidden_size, self.architecture.tied_embeddings
        if tied:
            return Node("head", "Output layer", "same weights as the token embeddings", concept="tied-embeddings")
        if tied is None:
            detail = "not known whether it shares the token embeddings"
            left_out = "a separate output matrix, if there is one"
            return Node("head", "Output layer", detail, concept="tied-embeddings", left_out=left_out)
        if not (rows and d):
            return Node("head", "Output layer", missing="vocabulary size")
        return Node("head", "Output layer", f"{d} → {rows}", parameters=rows * d, formula=f"{d}·{rows}")


def _table(label: str, rows: int, width: int) -> Node:
    return Node(
        "embedding",
        label,
        f"{rows} × {width}",
        concept="input-embeddings",
        parameters=rows * width,
        formula=f"{rows}·{width}",
    )


def _classifier(d: int, classes: int) -> Node:
    return Node(
        "head",
        "Classification head",
        f"{d} → {classes}",
        concept="supervised-classification",
        parameters=d * classes + classes,
        formula=f"{d}·{classes} + {classes}",
    )
