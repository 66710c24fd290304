"""The recount of parameters against counts that the makers publish; see also test_recounts.py."""

import pytest

from atlas.derive.parameters import recount
from facts import models

# Dimensions as papers and published configurations give them, by model; what the sizes share stands above them.
PUBLISHED = models("""
bert:
  architecture: {type: transformer-encoder, position_encoding: learned-absolute-positions, pooler: true,
    normalization: layer-normalization, normalization_placement: post, activation: gelu, biases: all}
  tokenizer: {vocabulary_size: 30522}
  context_length: 512
  segment_types: 2
  variants:
    base: {layers: 12, hidden_size: 768, ffn_size: 3072, attention_heads: 12}
    large: {layers: 24, hidden_size: 1024, ffn_size: 4096, attention_heads: 16}

albert:
  architecture: {type: transformer-encoder, position_encoding: learned-absolute-positions, pooler: true,
    normalization: layer-normalization, normalization_placement: post, biases: all, shared_layers: true}
  tokenizer: {vocabulary_size: 30000}
  context_length: 512
  segment_types: 2
  embedding_size: 128
  variants:
    base: {layers: 12, hidden_size: 768, ffn_size: 3072, attention_heads: 12}

gpt:
  architecture: {type: transformer-decoder, position_encoding: learned-absolute-positions, tied_embeddings: true,
    normalization: layer-normalization, normalization_placement: pre, activation: gelu, biases: all}
  tokenizer: {vocabulary_size: 50257}
  context_length: 1024
  variants:
    2-small: {layers: 12, hidden_size: 768, ffn_size: 3072, attention_heads: 12}
    2-medium: {layers: 24, hidden_size: 1024, ffn_size: 4096, attention_heads: 16}
    2-large: {layers: 36, hidden_size: 1280, ffn_size: 5120, attention_heads: 20}
    2-xl: {layers: 48, hidden_size: 1600, ffn_size: 6400, attention_heads: 25}
    3-small: {layers: 12, hidden_size: 768, ffn_size: 3072, attention_heads: 12, context_length: 2048}
    3-175b: {layers: 96, hidden_size: 12288, ffn_size: 49152, attention_heads: 96, context_length: 2048}

t5:
  architecture: {type: transformer-encoder-decoder, normalization: rms-normalization, normalization_placement: pre,
    biases: none, tied_embeddings: true}
  tokenizer: {embedding_rows: 32128}
  relative_position_buckets: 32
  variants:
    small:
      {encoder_layers: 6, decoder_layers: 6, hidden_size: 512, ffn_size: 2048, attention_heads: 8}
    base:
      {encoder_layers: 12, decoder_layers: 12, hidden_size: 768, ffn_size: 3072, attention_heads: 12}
    large:
      {encoder_layers: 24, decoder_layers: 24, hidden_size: 1024, ffn_size: 4096, attention_heads: 16}
    3b:
      {encoder_layers: 24, decoder_layers: 24, hidden_size: 1024, ffn_size: 16384, attention_heads: 32, head_size: 128}
    11b:
      {encoder_layers: 24, decoder_layers: 24, hidden_size: 1024, ffn_size: 65536, attention_heads: 128, head_size: 128}

bart:
  architecture: {type: transformer-encoder-decoder, position_encoding: learned-absolute-positions,
    normalization: layer-normalization, normalization_placement: post, biases: all, tied_embeddings: true}
  tokenizer: {vocabulary_size: 50265}
  context_length: 1024
  position_embeddings: 1026
  variants:
    base: {encoder_layers: 6, decoder_layers: 6, hidden_size: 768, ffn_size: 3072, attention_heads: 12}
    large: {encoder_layers: 12, decoder_layers: 12, hidden_size: 1024, ffn_size: 4096, attention_heads: 16}

vit:
  architecture: {type: transformer-encoder, position_encoding: learned-absolute-positions, features: [cls-token],
    normalization: layer-normalization, normalization_placement: pre, activation: gelu, biases: all}
  image_size: 224
  classes: 1000
  variants:
    b-16: {patch_size: 16, layers: 12, hidden_size: 768, ffn_size: 3072, attention_heads: 12}
    l-16: {patch_size: 16, layers: 24, hidden_size: 1024, ffn_size: 4096, attention_heads: 16}
    h-14: {patch_size: 14, layers: 32, hidden_size: 1280, ffn_size: 5120, attention_heads: 16}

llama:
  architecture: {type: transformer-decoder, position_encoding: rope, tied_embeddings: false, biases: none,
    normalization: rms-normalization, normalization_placement: pre, activation: swiglu}
  tokenizer: {vocabulary_size: 32000}
  variants:
    7b: {layers: 32, hidden_size: 4096, ffn_size: 11008, attention_heads: 32}
    13b: {layers: 40, hidden_size: 5120, ffn_size: 13824, attention_heads: 40}
    33b: {layers: 60, hidden_size: 6656, ffn_size: 17920, attention_heads: 52}
    65b: {layers: 80, hidden_size: 8192, ffn_size: 22016, attention_heads: 64}
    2-70b: {layers: 80, hidden_size: 8192, ffn_size: 28672, attention_heads: 64, kv_heads: 8}

qwen2:
  architecture: {type: transformer-decoder, position_encoding: rope, tied_embeddings: false, biases: qkv,
    normalization: rms-normalization, normalization_placement: pre, activation: swiglu}
  tokenizer: {embedding_rows: 152064}
  variants:
    7b: {layers: 28, hidden_size: 3584, ffn_size: 18944, attention_heads: 28, kv_heads: 4}

mixtral:
  architecture: {type: transformer-decoder, position_encoding: rope, tied_embeddings: false, biases: none,
    normalization: rms-normalization, normalization_placement: pre, activation: swiglu}
  tokenizer: {vocabulary_size: 32000}
  variants:
    8x7b: {layers: 32, hidden_size: 4096, ffn_size: 14336, attention_heads: 32, kv_heads: 8,
      experts: 8, experts_per_token: 2}

deepseek-v2:
  architecture: {type: transformer-decoder, position_encoding: rope, tied_embeddings: false, biases: none,
    normalization: rms-normalization, normalization_placement: pre, activation: swiglu}
  tokenizer: {embedding_rows: 102400}
  kv_lora_rank: 512
  qk_nope_head_size: 128
  qk_rope_head_size: 64
  v_head_size: 128
  first_dense_layers: 1
  experts_per_token: 6
  shared_experts: 2
  variants:
    v2: {layers: 60, hidden_size: 5120, ffn_size: 12288, attention_heads: 128, q_lora_rank: 1536,
      experts: 160, expert_ffn_size: 1536}
    lite: {layers: 27, hidden_size: 2048, ffn_size: 10944, attention_heads: 16, experts: 64, expert_ffn_size: 1408}

mamba:
  architecture: {type: state-space-model, tied_embeddings: true, biases: none,
    normalization: rms-normalization, normalization_placement: pre}
  tokenizer: {embedding_rows: 50280}
  state_size: 16
  convolution_kernel: 4
  expansion_factor: 2
  variants:
    130m: {layers: 24, hidden_size: 768}

jamba:
  architecture: {type: attention-state-space-hybrid, tied_embeddings: false, biases: none,
    normalization: rms-normalization, normalization_placement: pre, activation: swiglu}
  tokenizer: {vocabulary_size: 65536}
  layer_pattern: [mamba, mamba, mamba, mamba, attention, mamba, mamba, mamba]
  experts: 16
  experts_per_token: 2
  expert_every: 2
  expert_offset: 1
  state_size: 16
  convolution_kernel: 4
  expansion_factor: 2
  variants:
    v0-1: {layers: 32, hidden_size: 4096, ffn_size: 14336, attention_heads: 32, kv_heads: 8}

clip:
  architecture: {type: dual-encoder}
  components:
    image:
      architecture: {type: transformer-encoder, position_encoding: learned-absolute-positions, features: [cls-token],
        normalization: layer-normalization, normalization_placement: pre, activation: gelu, biases: all}
      image_size: 224
      projection_size: 512
    text:
      architecture: {type: transformer-encoder, position_encoding: learned-absolute-positions,
        normalization: layer-normalization, normalization_placement: pre, activation: gelu, biases: all}
      tokenizer: {vocabulary_size: 49408}
      context_length: 77
      projection_size: 512
  variants:
    vit-b-32:
      components:
        image: {patch_size: 32, layers: 12, hidden_size: 768, ffn_size: 3072, attention_heads: 12}
        text: {layers: 12, hidden_size: 512, ffn_size: 2048, attention_heads: 8}

lstm:
  kind: architecture

conformer:
  architecture: {type: convolution-transformer-hybrid}
  components:
    encoder:
      architecture: {type: convolution-transformer-hybrid, position_encoding: relative-sinusoidal-positions,
        normalization: layer-normalization, normalization_placement: pre, biases: all}
      convolution_kernel: 32
      input_features: 80
    decoder:
      architecture: {type: recurrent-network}
      model: lstm
      layers: 1
      tokenizer: {vocabulary_size: 1000}
  variants:
    s:
      components:
        encoder: {layers: 16, hidden_size: 144, ffn_size: 576, attention_heads: 4}
        decoder: {hidden_size: 320}
    m:
      components:
        encoder: {layers: 16, hidden_size: 256, ffn_size: 1024, attention_heads: 4}
        decoder: {hidden_size: 640}
    l:
      components:
        encoder: {layers: 17, hidden_size: 512, ffn_size: 2048, attention_heads: 8}
        decoder: {hidden_size: 640}
""")


# --- Published counts ---


@pytest.mark.parametrize(
    ("model", "size", "published"),
    [
        ("bert", "base", 109_482_240),
        ("bert", "large", 335_141_888),
        ("albert", "base", 11_683_584),
        ("gpt", "2-small", 124_439_808),
        ("gpt", "2-medium", 354_823_168),
        ("gpt", "2-large", 774_030_080),
        ("gpt", "2-xl", 1_557_611_200),
        ("t5", "small", 60_506_624),
        ("t5", "base", 222_903_552),
        ("t5", "large", 737_668_096),
        ("t5", "3b", 2_851_598_336),
        ("t5", "11b", 11_307_321_344),
        ("bart", "base", 139_420_416),
        ("bart", "large", 406_291_456),
        ("vit", "b-16", 86_567_656),
        ("vit", "l-16", 304_326_632),
        ("vit", "h-14", 632_045_800),
        ("llama", "7b", 6_738_415_616),
        ("llama", "13b", 13_015_864_320),
        ("llama", "33b", 32_528_943_616),
        ("llama", "65b", 65_285_660_672),
        ("llama", "2-70b", 68_976_648_192),
        ("qwen2", "7b", 7_615_616_512),
        ("mixtral", "8x7b", 46_702_792_704),
        ("deepseek-v2", "v2", 235_741_434_880),
        ("deepseek-v2", "lite", 15_706_484_224),
        ("mamba", "130m", 129_135_360),
        ("jamba", "v0-1", 51_570_323_328),
    ],
)
def test_the_recount_is_the_number_of_weights_in_the_published_checkpoint(
    model: str, size: str, published: int
) -> None:
    assert recount(PUBLISHED, model, size).total == published


@pytest.mark.parametrize(
    ("model", "size", "published", "within"),
    [
        ("gpt", "3-small", 125e6, 0.005),
        ("gpt", "3-175b", 174.6e9, 0.0005),
        ("clip", "vit-b-32", 151_277_313, 0.00001),  # without the norm before the blocks
        ("conformer", "s", 10.3e6, 0.05),  # without the joint network
        ("conformer", "m", 30.7e6, 0.05),
        ("conformer", "l", 118.8e6, 0.05),
    ],
)
def test_the_recount_is_near_a_count_that_is_published_rounded_or_of_more_parts(
    model: str, size: str, published: float, within: float
) -> None:
    assert recount(PUBLISHED, model, size).total == pytest.approx(published, rel=within)


@pytest.mark.parametrize(
    ("model", "size", "published"),
    [("deepseek-v2", "v2", 21.4e9), ("jamba", "v0-1", 12.1e9), ("mixtral", "8x7b", 12.9e9)],
)
def test_only_the_experts_in_use_count_as_active(model: str, size: str, published: float) -> None:
    assert recount(PUBLISHED, model, size).active == pytest.approx(published, rel=0.005)


def test_without_experts_no_active_count_is_given() -> None:
    assert recount(PUBLISHED, "llama", "7b").active is None
