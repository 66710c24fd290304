"""The sizes that only some networks have: experts, latents, states, images; and what goes in."""

from __future__ import annotations

from atlas.schema.base import fact
from atlas.schema.sizes import Sizes
from atlas.schema.types import LayerKind, Whole


class SpecialSizes(Sizes):
    """Sizes of parts that not every network has, and lengths of its input."""

    experts: Whole | None = fact(
        "Experts",
        "Routed experts per expert layer.",
        group="size",
        applies="experts",
        only_models=True,
        column="experts",
        csv="experts",
        plural=True,
        scale=(1, 1e4),
        implies="mixture-of-experts",
        within=(1, 1e6),
        config="num_local_experts num_experts n_routed_experts",
    )
    experts_per_token: Whole | None = fact(
        "Experts per token",
        "Routed experts used for one token.",
        group="size",
        applies="experts",
        only_models=True,
        column="experts-per-token",
        csv="experts_per_token",
        plural=True,
        scale=(1, 1e4),
        within=(1, 1e5),
        config="num_experts_per_tok num_experts_per_token moe_top_k top_k_experts",
    )
    shared_experts: Whole | None = fact(
        "Shared experts",
        "Experts that every token uses.",
        group="size",
        applies="experts",
        only_models=True,
        plural=True,
        scale=(1, 1e4),
        within=(0, 1e4),
        config="n_shared_experts num_shared_experts",
    )
    expert_ffn_size: Whole | None = fact(
        "Expert size",
        "Inner width of one expert, where not the feed-forward size.",
        group="size",
        applies="experts",
        only_models=True,
        scale=(10, 1e6),
        within=(1, 1e7),
        config="moe_intermediate_size",
    )
    first_dense_layers: Whole | None = fact(
        "Dense first layers",
        "Layers at the start without experts.",
        group="size",
        minor=True,
        plural=True,
        within=(0, 1e4),
        config="first_k_dense_replace",
    )
    expert_every: Whole | None = fact(
        "Expert layer every",
        "One layer in so many has experts.",
        group="size",
        minor=True,
        within=(1, 1e4),
        config="decoder_sparse_step expert_layer_period moe_layer_freq",
    )
    expert_offset: Whole | None = fact(
        "First expert layer",
        "Position (from 0) of the first layer with experts.",
        group="size",
        minor=True,
        within=(0, 1e4),
        config="expert_layer_offset",
    )

    kv_lora_rank: Whole | None = fact(
        "Key/value latent size",
        "Width of the compressed keys and values (MLA).",
        group="size",
        minor=True,
        implies="multi-head-latent-attention",
        within=(1, 1e6),
    )
    q_lora_rank: Whole | None = fact(
        "Query latent size",
        "Width of the compressed queries (MLA).",
        group="size",
        minor=True,
        within=(1, 1e6),
    )
    qk_nope_head_size: Whole | None = fact(
        "Head part without rotation",
        "Query/key width without positions (MLA).",
        group="size",
        minor=True,
        within=(1, 1e5),
        config="qk_nope_head_dim",
    )
    qk_rope_head_size: Whole | None = fact(
        "Rotated head part",
        "Query/key width that carries positions (MLA).",
        group="size",
        minor=True,
        within=(1, 1e5),
        config="qk_rope_head_dim",
    )
    v_head_size: Whole | None = fact(
        "Value head size",
        "Width of one value head, where it differs.",
        group="size",
        minor=True,
        within=(1, 1e5),
        config="v_head_dim",
    )

    state_size: Whole | None = fact(
        "State size",
        "State per channel of a state-space layer.",
        group="size",
        applies="uncounted",
        only_models=True,
        scale=(1, 1e4),
        within=(1, 1e6),
        config="d_state mamba_d_state ssm_state_size",
    )
    convolution_kernel: Whole | None = fact(
        "Convolution kernel",
        "Width of the (depthwise) convolution.",
        group="size",
        minor=True,
        within=(1, 1e5),
        config="d_conv conv_kernel mamba_d_conv conv_kernel_size",
    )
    expansion_factor: Whole | None = fact(
        "Expansion factor",
        "Inner width of a state-space layer over hidden size.",
        group="size",
        minor=True,
        within=(1, 1e3),
        config="mamba_expand expand",
    )
    time_step_rank: Whole | None = fact(
        "Time step rank",
        "Rank of the time-step projection of a state-space layer.",
        group="size",
        minor=True,
        within=(1, 1e6),
        config="mamba_dt_rank dt_rank",
    )

    image_size: Whole | None = fact(
        "Image size",
        "Side of the input image.",
        unit="pixels",
        group="size",
        applies="uncounted",
        only_models=True,
        scale=(10, 1e4),
        within=(1, 1e6),
    )
    patch_size: Whole | None = fact(
        "Patch size",
        "Side of one image patch.",
        unit="pixels",
        group="size",
        applies="uncounted",
        only_models=True,
        scale=(1, 1e3),
        implies="patch-embedding",
        within=(1, 1e5),
    )
    classes: Whole | None = fact(
        "Classes",
        "Outputs of the classification head that the parameters include.",
        group="size",
        minor=True,
        plural=True,
        within=(1, 1e9),
        config="num_labels num_classes",
    )
    latent_channels: Whole | None = fact(
        "Latent channels",
        "Channels of the latent image.",
        group="size",
        minor=True,
        plural=True,
        within=(1, 1e5),
    )
    downsampling_factor: Whole | None = fact(
        "Downsampling factor",
        "Image side over latent side.",
        group="size",
        minor=True,
        within=(1, 1e5),
    )
    input_features: Whole | None = fact(
        "Input features",
        "Features per audio frame, such as mel bins.",
        group="size",
        minor=True,
        plural=True,
        within=(1, 1e6),
        config="num_mel_bins",
    )

    context_length: Whole | None = fact(
        "Context length",
        "Longest input, in tokens.",
        short="Context",
        unit="tokens",
        group="size",
        headline=True,
        applies="text",
        only_models=True,
        card=20,
        column="context",
        csv="context_length",
        scale=(10, 1e7),
        implies="context-length",
        within=(1, 1e10),
        config="max_position_embeddings n_positions n_ctx max_seq_len model_max_length max_sequence_length seq_length",
    )
    maximum_output: Whole | None = fact(
        "Maximum output",
        "Longest output, in tokens.",
        unit="tokens",
        group="size",
        only_models=True,
        scale=(10, 1e7),
        within=(1, 1e10),
    )
    position_embeddings: Whole | None = fact(
        "Position embeddings",
        "Learned positions, where not the context length.",
        group="size",
        minor=True,
        within=(1, 1e10),
    )
    segment_types: Whole | None = fact(
        "Segment types",
        "Learned segment embeddings.",
        group="size",
        minor=True,
        within=(0, 1e4),
        config="type_vocab_size",
    )
    relative_position_buckets: Whole | None = fact(
        "Relative position buckets",
        "Distinct relative distances learned.",
        group="size",
        minor=True,
        within=(1, 1e6),
        config="relative_attention_num_buckets",
    )
    attention_window: Whole | None = fact(
        "Attention window",
        "Positions that windowed layers see.",
        unit="tokens",
        group="size",
        applies="uncounted",
        only_models=True,
        scale=(10, 1e7),
        within=(1, 1e10),
        config="sliding_window",
    )
    layer_pattern: tuple[LayerKind, ...] | None = fact(
        "Layer pattern",
        "Kinds of layer in order, repeated until the layers are filled.",
        group="size",
        minor=True,
        config="layer_types layers_block_type",
    )
