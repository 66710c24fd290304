"""What a model costs to hold, to run and to train, against numbers worked out by hand from published dimensions."""

import pytest

from atlas.derive.costs import Cache, kv_cache, tokens_per_parameter, training_compute, weight_memory
from facts import variant

DECODER = "architecture: {type: transformer-decoder}\n"


# --- Weights ---


def test_weights_take_four_two_one_or_half_a_byte() -> None:
    assert weight_memory(6_738_415_616) == {
        "fp32": 26_953_662_464,
        "bf16": 13_476_831_232,
        "int8": 6_738_415_616,
        "int4": 3_369_207_808,
    }


# --- KV cache ---


def cache(facts: str) -> Cache:
    found = kv_cache(*variant(facts))
    assert isinstance(found, Cache)
    return found


@pytest.mark.parametrize(
    ("facts", "kind", "formula", "per_token"),
    [
        pytest.param(
            "layers: 32\nhidden_size: 4096\nattention_heads: 32",
            "multi-head attention",
            "32 layers × 2 × 32 heads × 128 × 2 bytes",
            524_288,
            id="LLaMA 7B",
        ),
        pytest.param(
            "layers: 80\nhidden_size: 8192\nattention_heads: 64\nkv_heads: 8",
            "grouped-query attention",
            "80 layers × 2 × 8 heads × 128 × 2 bytes",
            327_680,
            id="Llama 2 70B",
        ),
        pytest.param(
            "layers: 32\nhidden_size: 4544\nattention_heads: 71\nkv_heads: 1",
            "multi-query attention",
            "32 layers × 2 × 1 heads × 64 × 2 bytes",
            8_192,
            id="Falcon 7B",
        ),
        pytest.param(
            "layers: 28\nhidden_size: 3072\nattention_heads: 16\nhead_size: 256",
            "multi-head attention",
            "28 layers × 2 × 16 heads × 256 × 2 bytes",
            458_752,
            id="Gemma 7B, whose heads are wider than its hidden size",
        ),
        pytest.param(
            "layers: 60\nhidden_size: 5120\nattention_heads: 128\nkv_lora_rank: 512\nqk_rope_head_size: 64",
            "latent attention",
            "60 layers × (512 + 64) × 2 bytes",
            69_120,
            id="DeepSeek-V2",
        ),
    ],
)
def test_the_cache_per_token_by_kind_of_attention(facts: str, kind: str, formula: str, per_token: int) -> None:
    found = cache(DECODER + facts)
    assert (found.kind, found.formula, found.per_token) == (kind, formula, per_token)
    assert found.at(8192) == 8192 * per_token


MISTRAL = DECODER + "layers: 32\nhidden_size: 4096\nattention_heads: 32\nkv_heads: 8\nattention_window: 4096\n"
FULL = 32 * 2 * 8 * 128 * 2


@pytest.mark.parametrize(
    ("pattern", "at_1000", "at_8192"),
    [
        ("[local-attention]", 1000 * FULL, 4096 * FULL),
        ("[local-attention, attention]", 1000 * FULL, (4096 + 8192) * FULL // 2),
        ("[attention]", 1000 * FULL, 8192 * FULL),
        ("[sparse-attention, attention]", 1000 * FULL, 8192 * FULL),
    ],
)
def test_windowed_layers_stop_growing_at_their_window(pattern: str, at_1000: int, at_8192: int) -> None:
    found = cache(f"{MISTRAL}layer_pattern: {pattern}")
    assert (found.at(1000), found.at(8192)) == (at_1000, at_8192)


def test_a_window_of_unknown_size_is_counted_as_if_it_kept_everything() -> None:
    without = MISTRAL.replace("attention_window: 4096\n", "") + "layer_pattern: [local-attention]"
    assert cache(without).at(8192) == 8192 * FULL


def test_that_sparse_layers_are_counted_in_full_is_said() -> None:
    note = cache(f"{MISTRAL}layer_pattern: [sparse-attention, attention]").note
    assert note == "sparse layers counted as if they kept every position"


JAMBA = """
architecture: {type: attention-state-space-hybrid}
layers: 32
layer_pattern: [mamba, mamba, mamba, mamba, attention, mamba, mamba, mamba]
hidden_size: 4096
attention_heads: 32
kv_heads: 8
state_size: 16
convolution_kernel: 4
expansion_factor: 2
"""


def test_in_a_hybrid_only_attention_layers_grow_and_the_state_of_the_others_is_fixed() -> None:
    found = cache(JAMBA)
    assert found.per_token == 4 * 2 * 8 * 128 * 2
    assert found.fixed == 28 * 8192 * (16 + 3) * 2
    assert found.at(262_144) == 262_144 * 16_384 + 8_716_288


def test_an_encoder_decoder_keeps_its_decoder_for_every_output_token() -> None:
    found = cache("""
        architecture: {type: transformer-encoder-decoder}
        encoder_layers: 12
        decoder_layers: 6
        hidden_size: 768
        attention_heads: 12
    """)
    assert found.per_token == 6 * 2 * 12 * 64 * 2
    assert found.note == "per output token; the keys and values of the input come on top, once per input token"


@pytest.mark.parametrize(
    "type_", ["transformer-encoder", "state-space-model", "dual-encoder", "convolution-transformer-hybrid"]
)
def test_what_does_not_generate_with_attention_has_no_cache(type_: str) -> None:
    facts = f"architecture: {{type: {type_}}}\nlayers: 12\nhidden_size: 768\nattention_heads: 12"
    assert kv_cache(*variant(facts)) == "not applicable: it does not generate token by token with attention"


@pytest.mark.parametrize(
    "facts",
    [
        "layers: 32\nhidden_size: 4096\nattention_heads: 32",
        f"{DECODER}hidden_size: 4096\nattention_heads: 32",
        f"{DECODER}layers: 32\nattention_heads: 32",
        f"{DECODER}layers: 32\nhidden_size: 4096",
    ],
    ids=["no architecture", "no layers", "no hidden size", "no heads"],
)
def test_where_a_size_is_missing_no_cache_is_given(facts: str) -> None:
    assert kv_cache(*variant(facts)) is None


# --- Training ---


@pytest.mark.parametrize(
    ("facts", "flop", "formula"),
    [
        pytest.param(
            f"{DECODER}parameters: 175B\ntraining: {{tokens: 300B}}",
            315_000_000_000_000_000_000_000,
            "6 × 175B × 300B",
            id="GPT-3",
        ),
        pytest.param(
            f"{DECODER}parameters: 236B\nactive_parameters: 21B\ntraining: {{tokens: 8.1T}}",
            1_020_600_000_000_000_000_000_000,
            "6 × 21B × 8.1T",
            id="DeepSeek-V2, by its active parameters",
        ),
        pytest.param(
            "architecture: {type: transformer-encoder}\nparameters: 340M\ntraining: {tokens: 128B}",
            261_120_000_000_000_000_000,
            "6 × 340M × 128B",
            id="BERT",
        ),
    ],
)
def test_training_takes_six_operations_for_each_active_parameter_and_token(facts: str, flop: int, formula: str) -> None:
    found = training_compute(*variant(facts))
    assert found is not None
    assert (found.flop, found.formula) == (flop, formula)


@pytest.mark.parametrize(
    "facts",
    [
        f"{DECODER}training: {{tokens: 300B}}",
        f"{DECODER}parameters: 175B",
        "parameters: 175B\ntraining: {tokens: 300B}",
        "architecture: {type: transformer-encoder-decoder}\nparameters: 11B\ntraining: {tokens: 1T}",
        "architecture: {type: dual-encoder}\nparameters: 400M\ntraining: {tokens: 1T}",
    ],
    ids=["no parameters", "no tokens", "no architecture", "a token meets one of two stacks", "two towers"],
)
def test_no_compute_where_the_formula_does_not_hold(facts: str) -> None:
    assert training_compute(*variant(facts)) is None


@pytest.mark.parametrize(
    ("facts", "ratio"),
    [
        ("parameters: 65.2B\ntraining: {tokens: 1.4T}", 21.47),
        ("parameters: 175B\ntraining: {tokens: 300B}", 1.714),
        ("parameters: 175B", None),
        ("training: {tokens: 300B}", None),
    ],
)
def test_tokens_per_parameter(facts: str, ratio: float | None) -> None:
    _, only = variant(facts)
    assert tokens_per_parameter(only) == (ratio if ratio is None else pytest.approx(ratio, rel=1e-3))
