"""The architecture tree: what every kind of design looks like, and that the data alone draws all of the catalogue."""

import re
from textwrap import dedent

import pytest

from atlas.catalog import Catalog
from atlas.derive.tree import Node
from atlas.views.architecture import architecture_tree, as_text
from facts import catalog, model, models


def drawn(text: str) -> str:
    """The tree of the one variant of a model."""
    return as_text(architecture_tree(model(text), "example"))


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
    lines = as_text(architecture_tree(catalogue, id_)).splitlines()
    assert missing_in_order(outline(MAIN_PARTS[id_]), lines) == []


def nodes_of_all_trees(catalogue: Catalog) -> list[tuple[str, Node]]:
    trees = [(id_, architecture_tree(catalogue, id_, v)) for id_ in catalogue.models for v in catalogue.variants(id_)]
    trees += [(id_, architecture_tree(catalogue, id_)) for id_ in catalogue.models if not catalogue.variants(id_)]
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


# --- Each choice of design by itself ---

DECODER = """
architecture: {type: transformer-decoder, attention: multi-head-attention, position_encoding: rope,
  normalization: rms-normalization, normalization_placement: pre, activation: swiglu, tied_embeddings: false}
tokenizer: {vocabulary_size: 100}
hidden_size: 8
ffn_size: 32
attention_heads: 2
variants: {base: {name: Tiny, layers: 4}}
"""


def test_a_decoder() -> None:
    assert drawn(DECODER) == dedent("""\
        Tiny
          Token embeddings (100 × 8)
          Rotary positions (no weights)
          4 × Transformer block
            RMS normalization (before)
            Multi-head attention (2 heads of 4)
            RMS normalization (before)
            Feed-forward (8 → 32 → 8, SwiGLU)
          RMS normalization (after the last layer)
          Output layer (8 → 100)""")


BEFORE, AFTER = "RMS normalization (before)", "RMS normalization (after the residual sum)"
BEFORE_BOTH = "RMS normalization (before both, which run side by side)"
ATTENTION, FEED_FORWARD = "Multi-head attention (2 heads of 4)", "Feed-forward (8 → 32 → 8, SwiGLU)"


@pytest.mark.parametrize(
    ("placement", "block"),
    [
        ("normalization_placement: pre", [BEFORE, ATTENTION, BEFORE, FEED_FORWARD]),
        ("normalization_placement: post", [ATTENTION, AFTER, FEED_FORWARD, AFTER]),
        ("normalization_placement: both", [BEFORE, ATTENTION, AFTER, BEFORE, FEED_FORWARD, AFTER]),
        ("normalization_placement: pre, parallel_blocks: true", [BEFORE_BOTH, ATTENTION, FEED_FORWARD]),
    ],
)
def test_norms_stand_in_their_places(placement: str, block: list[str]) -> None:
    lines = drawn(DECODER.replace("normalization_placement: pre", placement)).splitlines()
    assert [line.strip() for line in lines if line.startswith("    ")] == block


@pytest.mark.parametrize(
    ("facts", "stacks"),
    [
        ("layer_pattern: [attention, local-attention]\nattention_window: 16", ["2 × Groups of layers (2 × 2 layers)"]),
        ("layer_pattern: [mamba, mamba, mamba, attention]", ["3 × Mamba block", "Transformer block"]),
        (
            "experts: 8\nexperts_per_token: 2\nfirst_dense_layers: 1",
            ["Transformer block", "3 × Transformer block with experts"],
        ),
        (
            "experts: 8\nexperts_per_token: 2\nexpert_every: 2\nexpert_offset: 1",
            ["2 × Groups of layers (2 × 2 layers)"],
        ),
        (
            "experts: 8\nexperts_per_token: 2\nexpert_every: 4\nexpert_offset: 1",
            ["Transformer block", "Transformer block with experts", "2 × Transformer block"],
        ),
        ("experts: 8\nexperts_per_token: 2\nfirst_dense_layers: 4", ["4 × Transformer block"]),
    ],
)
def test_layers_that_differ_are_folded_into_what_repeats(facts: str, stacks: list[str]) -> None:
    top = [line.strip() for line in drawn(facts + DECODER).splitlines() if re.match(r"  \S", line)]
    assert [line for line in top if "lock" in line or "roups" in line] == stacks


def test_a_window_is_named() -> None:
    text = drawn("layer_pattern: [local-attention]\nattention_window: 16" + DECODER)
    assert "Multi-head attention (2 heads of 4, window of 16)" in text


@pytest.mark.parametrize(
    ("facts", "line"),
    [
        ("kv_heads: 1", "Multi-head attention (2 heads of 4, 1 key/value heads)"),
        ("head_size: 16", "Multi-head attention (2 heads of 16)"),
        ("kv_lora_rank: 4", "Multi-head attention (2 heads, keys and values compressed to 4)"),
        (
            "experts: 8\nexperts_per_token: 2\nshared_experts: 1\nexpert_ffn_size: 4",
            "Mixture of experts (8 experts of 4, 2 per token, 1 shared)",
        ),
        ("embedding_size: 4", "Embedding projection (4 → 8)"),
    ],
)
def test_sizes_stand_beside_their_parts(facts: str, line: str) -> None:
    assert line in [found.strip() for found in drawn(facts + DECODER).splitlines()]


@pytest.mark.parametrize(
    ("absent", "line"),
    [
        ("", "Blocks (number of layers not researched)"),
        ("absent: {layers: undisclosed}", "number of layers undisclosed"),
    ],
)
def test_what_is_not_known_is_drawn_as_not_known(absent: str, line: str) -> None:
    assert line in drawn(f"{absent}{DECODER}".replace(", layers: 4", ""))


def test_components_stand_beside_the_own_stack() -> None:
    """A language model with a tower before it, such as Flamingo or LLaVA."""
    text = drawn(f"components: {{vision-tower: {{role: Sees, frozen: true}}}}{DECODER}")
    assert "  4 × Transformer block\n" in text
    assert text.endswith("\n  Vision tower (Sees, frozen)")


def test_components_that_name_each_other_do_not_draw_for_ever() -> None:
    circle = models("""
        hen: {variants: {base: {architecture: {type: dual-encoder}, components: {egg: {model: egg}}}}}
        egg: {variants: {base: {architecture: {type: dual-encoder}, components: {hen: {model: hen}}}}}
    """)
    assert as_text(architecture_tree(circle, "hen")).splitlines()[:3] == ["hen", "  Egg", "    Hen"]


def test_a_component_of_another_models_component_is_drawn_with_its_sizes() -> None:
    taken = catalog("""
        models:
          towers:
            architecture: {type: dual-encoder}
            variants:
              base:
                components:
                  text: {architecture: {type: transformer-encoder}, layers: 2, hidden_size: 8, ffn_size: 32,
                    attention_heads: 2, tokenizer: {vocabulary_size: 100}}
          painter:
            architecture: {type: dual-encoder}
            variants: {base: {components: {reader: {model: towers, component: text}}}}
    """)
    lines = as_text(architecture_tree(taken, "painter")).splitlines()
    assert lines[:3] == ["painter", "  Reader", "    Token embeddings (100 × 8)"]
