"""The architecture tree: each choice of design by itself."""

import re
from textwrap import dedent

import pytest

from atlas.derive.anatomy import anatomy
from atlas.derive.tree import as_text
from facts import catalog, models
from test_tree import drawn

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
    assert as_text(anatomy(circle, "hen")).splitlines()[:3] == ["hen", "  Egg", "    Hen"]


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
    lines = as_text(anatomy(taken, "painter")).splitlines()
    assert lines[:3] == ["painter", "  Reader", "    Token embeddings (100 × 8)"]
