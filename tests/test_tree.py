"""The architecture tree: what every kind of design looks like, and that the data alone draws all of the catalogue."""

import re
from textwrap import dedent

import pytest

from atlas.catalog import Catalog
from atlas.derive.anatomy import anatomy
from atlas.derive.tree import Node, as_text
from facts import model


def drawn(text: str) -> str:
    """The tree of the one variant of a model."""
    return as_text(anatomy(model(text), "example"))


# --- One model of each kind of the real catalogue ---

# Main parts in order, indented as in the tree; what stands in parentheses after them, and what is between, is left out.
MAIN_PARTS = {
    "bert": """
        Token embeddings
        Learned absolute position embeddings
        Segment embeddings
        Layer normalization
        12 × Transformer block
          Multi-head attention
          Layer normalization
          Feed-forward
          Layer normalization
        Pooler
    """,
    "albert": """
        Token embeddings
        Embedding projection
        12 × Transformer block (12 × the same weights)
          Multi-head attention
          Feed-forward
        Pooler
    """,
    "t5": """
        Token embeddings
        Encoder
          Relative position biases
          6 × Transformer block
            RMS normalization
            Multi-head attention
            Feed-forward
          RMS normalization
        Decoder
          Relative position biases
          6 × Transformer block
            Multi-head attention
            Cross-attention
            Feed-forward
        Output layer (same weights as the token embeddings)
    """,
    "gpt-3": """
        Token embeddings
        Learned absolute position embeddings
        6 × Groups of layers
          Transformer block
            Multi-head attention
            Feed-forward
          Block with sparse attention
            Sparse attention
            Feed-forward
        Layer normalization (after the last layer)
        Output layer
    """,
    "llama": """
        Token embeddings
        Rotary position embedding (no weights)
        32 × Transformer block
          RMS normalization
          Multi-head attention
          RMS normalization
          Feed-forward (4096 → 11008 → 4096, SwiGLU)
        RMS normalization
        Output layer (4096 → 32000)
    """,
    "deepseek-v2": """
        Token embeddings
        Transformer block
          Multi-head latent attention
          Feed-forward
        59 × Transformer block with experts
          Multi-head latent attention
          Mixture of experts (160 experts of 1536, 6 per token, 2 shared)
        Output layer
    """,
    "jamba": """
        Token embeddings
        4 × Groups of layers (4 × 8 layers)
          Mamba block
            Mamba layer
            Feed-forward
          Mamba block with experts
            Mamba layer
            Mixture of experts
          Transformer block
            Grouped-query attention
            Feed-forward
        Output layer
    """,
    "clip": """
        Text encoder
          Token embeddings
          12 × Transformer block
          Projection to the joint space
        Vision Transformer
          Patch embedding
          12 × Transformer block
          Projection to the joint space
    """,
    "stable-diffusion": """
        CLIP ViT-L/14 text encoder
          Token embeddings
          12 × Transformer block
        U-Net
          Convolutional network
        Autoencoder
          Autoencoder
    """,
    "conformer": """
        Conformer encoder
          Convolutional subsampling
          16 × Conformer blocks
            Half-step feed-forward
            Multi-head attention
            Convolution module
            Half-step feed-forward
            Layer normalization
        Label decoder
          Recurrent layers
            LSTM layer
    """,
    "lstm": """
        Cell state
        Input gate
        Forget gate
        Output gate
    """,
    "gpt-4": """
        Architecture (undisclosed)
    """,
}


def outline(text: str) -> list[str]:
    return [f"  {line}" for line in dedent(text).strip("\n").splitlines() if line.strip()]


def missing_in_order(parts: list[str], lines: list[str]) -> list[str]:
    """The parts that do not start a later line than the part before them."""
    rest = iter(lines)
    return [part for part in parts if not any(line.startswith(part) for line in rest)][:1]


@pytest.mark.parametrize("id_", MAIN_PARTS)
def test_each_kind_of_architecture_is_drawn_with_its_main_parts(id_: str, catalogue: Catalog) -> None:
    lines = as_text(anatomy(catalogue, id_)).splitlines()
    assert missing_in_order(outline(MAIN_PARTS[id_]), lines) == []


def nodes_of_all_trees(catalogue: Catalog) -> list[tuple[str, Node]]:
    trees = [(id_, anatomy(catalogue, id_, v)) for id_ in catalogue.models for v in catalogue.variants(id_)]
    trees += [(id_, anatomy(catalogue, id_)) for id_ in catalogue.models if not catalogue.variants(id_)]
    return [(id_, node) for id_, tree in trees for node in tree.walk()]


def test_every_part_leads_to_pages_that_exist(catalogue: Catalog) -> None:
    parts = nodes_of_all_trees(catalogue)
    assert {n.concept for _, n in parts if n.concept} - catalogue.concepts.keys() == set()
    assert {n.record for _, n in parts if n.record} - catalogue.models.keys() == set()


def test_no_part_is_drawn_twice_under_two_names(catalogue: Catalog) -> None:
    """Position encodings with weights are one part, not a name and beside it the weights."""
    doubled = set()
    for id_, node in nodes_of_all_trees(catalogue):
        concepts = [child.concept for child in node.children if child.kind == "position"]
        doubled |= {(id_, c) for c in concepts if concepts.count(c) > 1}
    assert doubled == set()


def test_every_counted_part_says_how_it_is_counted(catalogue: Catalog) -> None:
    assert {(id_, n.label) for id_, n in nodes_of_all_trees(catalogue) if n.parameters and not n.formula} == set()


def test_a_formula_without_words_gives_the_count(catalogue: Catalog) -> None:
    """Readers can put it into a calculator."""
    arithmetic = {
        (n.formula, n.parameters)
        for _, n in nodes_of_all_trees(catalogue)
        if n.parameters and re.fullmatch(r"[\d\s·×²()+]+", n.formula)
    }
    assert len(arithmetic) > 100
    assert {(text, count) for text, count in arithmetic if value_of(text) != count} == set()


def value_of(formula: str) -> int:
    return int(eval(formula.replace("·", "*").replace("×", "*").replace("²", "**2")))
