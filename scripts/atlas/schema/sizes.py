"""The sizes that every stack of layers has."""

from __future__ import annotations

from atlas.schema.base import fact
from atlas.schema.general import General
from atlas.schema.types import Count, Layers, Whole


class Sizes(General):
    """Parameters, layers, widths and heads."""

    parameters: Count | None = fact(
        "Parameters",
        "Number of weights, as the makers count them.",
        group="size",
        headline=True,
        only_models=True,
        applies="weights",
        column="parameters",
        csv="parameters",
        plural=True,
        scale=(1e6, 1e13),
        within=(1, 1e15),
    )
    active_parameters: Count | None = fact(
        "Active parameters",
        "Weights used for one token.",
        short="Active",
        group="size",
        applies="experts",
        only_models=True,
        column="active-parameters",
        csv="active_parameters",
        plural=True,
        scale=(1e6, 1e13),
        within=(1, 1e15),
    )
    non_embedding_parameters: Count | None = fact(
        "Parameters without embeddings",
        "Weights outside the embeddings.",
        group="size",
        minor=True,
        plural=True,
        within=(1, 1e15),
    )

    layers: Layers | None = fact(
        "Layers",
        "Blocks in the stack; for encoder–decoders the sum.",
        group="size",
        headline=True,
        applies="layers",
        only_models=True,
        column="layers",
        csv="layers",
        plural=True,
        scale=(1, 1e3),
        within=(1, 1e4),
        config="num_hidden_layers n_layer n_layers num_layers",
    )
    encoder_layers: Layers | None = fact(
        "Encoder layers",
        "Blocks in the encoder.",
        group="size",
        headline=True,
        applies="two-stacks",
        only_models=True,
        plural=True,
        scale=(1, 1e3),
        within=(1, 1e4),
        config="num_encoder_layers",
    )
    decoder_layers: Layers | None = fact(
        "Decoder layers",
        "Blocks in the decoder.",
        group="size",
        headline=True,
        applies="two-stacks",
        only_models=True,
        plural=True,
        scale=(1, 1e3),
        within=(1, 1e4),
        config="num_decoder_layers",
    )
    hidden_size: Whole | None = fact(
        "Hidden size",
        "Width of the residual stream.",
        group="size",
        headline=True,
        applies="layers",
        only_models=True,
        column="hidden-size",
        csv="hidden_size",
        scale=(10, 1e5),
        within=(1, 1e6),
        config="d_model n_embd hidden_dim dim model_dim",
    )
    ffn_size: Whole | None = fact(
        "Feed-forward size",
        "Inner width of the (dense) feed-forward layers.",
        group="size",
        only_models=True,
        column="ffn-size",
        csv="ffn_size",
        scale=(10, 1e6),
        implies="feed-forward-network",
        within=(1, 1e7),
        config="intermediate_size n_inner d_ff ffn_dim encoder_ffn_dim decoder_ffn_dim ffn_hidden_size",
    )
    attention_heads: Whole | None = fact(
        "Attention heads",
        "Query heads per attention layer.",
        short="Heads",
        group="size",
        headline=True,
        applies="attention",
        only_models=True,
        column="heads",
        csv="attention_heads",
        plural=True,
        scale=(1, 1e3),
        within=(1, 1e5),
        config="num_attention_heads n_head n_heads num_heads encoder_attention_heads decoder_attention_heads",
    )
    kv_heads: Whole | None = fact(
        "Key/value heads",
        "Key/value heads per attention layer, where fewer.",
        short="KV heads",
        group="size",
        applies="attention",
        only_models=True,
        column="kv-heads",
        csv="kv_heads",
        plural=True,
        scale=(1, 1e3),
        within=(1, 1e5),
        config="num_key_value_heads n_kv_heads num_kv_heads multi_query_group_num",
    )
    head_size: Whole | None = fact(
        "Head size",
        "Width of one attention head, where not hidden size / heads.",
        group="size",
        applies="attention",
        only_models=True,
        csv="head_size",
        scale=(1, 1e3),
        within=(1, 1e5),
        config="head_dim d_kv kv_channels",
    )
    embedding_size: Whole | None = fact(
        "Embedding size",
        "Width of the token embeddings, where not the hidden size.",
        group="size",
        applies="uncounted",
        only_models=True,
        scale=(10, 1e5),
        within=(1, 1e6),
        config="word_embed_proj_dim",
    )
    projection_size: Whole | None = fact(
        "Projection size",
        "Width of the space that towers project into.",
        group="size",
        minor=True,
        within=(1, 1e6),
        config="projection_dim",
    )
