"""The facts that can differ between the variants and components of a model."""

from __future__ import annotations

from typing import Annotated

from atlas.schema.base import Few, OneOrMore, Part, fact
from atlas.schema.sections import Architecture, Licenses, Links, Modalities, Tokenizer, Training
from atlas.schema.types import Access, Boolean, Count, Date, LayerKind, Layers, ModelId, Text, Whole


class Facts(Part):
    """Facts of one variant or component; written at top level they are shared by all variants."""

    name: Text | None = fact("Name", "Name of this variant or component.")
    note: Text | None = fact("Note", "A short remark shown beside it.", prose=True)
    huggingface: Annotated[tuple[Text, ...], OneOrMore] | None = fact(
        "Hugging Face", "Repository id on the Hugging Face hub, as owner/name."
    )
    released: Date | None = fact(
        "Released", "First public appearance.", group="general", headline=True, card=1, column="released"
    )
    access: Access | None = fact(
        "Access", "How one gets to use it.", group="access", card=30, column="access", only_models=True
    )
    licenses: Licenses | None = fact("Licences", "Licences of weights and code.", group="access")
    links: Links | None = fact("Links", "Where to find it.")
    knowledge_cutoff: Date | None = fact(
        "Knowledge cutoff", "Date of the newest training data.", group="general", card=25, only_models=True
    )
    weight_formats: tuple[Text, ...] | None = fact(
        "Weight formats", "Formats the weights come in.", group="access", minor=True
    )
    modalities: Modalities | None = fact("Modalities", "What goes in and what comes out.", group="general")

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
    )
    non_embedding_parameters: Count | None = fact(
        "Parameters without embeddings", "Weights outside the embeddings.", group="size", minor=True, plural=True
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
    )
    head_size: Whole | None = fact(
        "Head size",
        "Width of one attention head, where not hidden size / heads.",
        group="size",
        applies="attention",
        only_models=True,
        csv="head_size",
        scale=(1, 1e3),
    )
    embedding_size: Whole | None = fact(
        "Embedding size",
        "Width of the token embeddings, where not the hidden size.",
        group="size",
        applies="uncounted",
        only_models=True,
        scale=(10, 1e5),
    )
    projection_size: Whole | None = fact(
        "Projection size", "Width of the space that towers project into.", group="size", minor=True
    )
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
    )
    shared_experts: Whole | None = fact(
        "Shared experts",
        "Experts that every token uses.",
        group="size",
        applies="experts",
        only_models=True,
        plural=True,
        scale=(1, 1e4),
    )
    expert_ffn_size: Whole | None = fact(
        "Expert size",
        "Inner width of one expert, where not the feed-forward size.",
        group="size",
        applies="experts",
        only_models=True,
        scale=(10, 1e6),
    )
    first_dense_layers: Whole | None = fact(
        "Dense first layers", "Layers at the start without experts.", group="size", minor=True, plural=True
    )
    expert_every: Whole | None = fact(
        "Expert layer every", "One layer in so many has experts.", group="size", minor=True
    )
    expert_offset: Whole | None = fact(
        "First expert layer", "Position (from 0) of the first layer with experts.", group="size", minor=True
    )

    kv_lora_rank: Whole | None = fact(
        "Key/value latent size",
        "Width of the compressed keys and values (MLA).",
        group="size",
        minor=True,
        implies="multi-head-latent-attention",
    )
    q_lora_rank: Whole | None = fact(
        "Query latent size", "Width of the compressed queries (MLA).", group="size", minor=True
    )
    qk_nope_head_size: Whole | None = fact(
        "Head part without rotation", "Query/key width without positions (MLA).", group="size", minor=True
    )
    qk_rope_head_size: Whole | None = fact(
        "Rotated head part", "Query/key width that carries positions (MLA).", group="size", minor=True
    )
    v_head_size: Whole | None = fact(
        "Value head size", "Width of one value head, where it differs.", group="size", minor=True
    )

    state_size: Whole | None = fact(
        "State size",
        "State per channel of a state-space layer.",
        group="size",
        applies="uncounted",
        only_models=True,
        scale=(1, 1e4),
    )
    convolution_kernel: Whole | None = fact(
        "Convolution kernel", "Width of the (depthwise) convolution.", group="size", minor=True
    )
    expansion_factor: Whole | None = fact(
        "Expansion factor", "Inner width of a state-space layer over hidden size.", group="size", minor=True
    )
    time_step_rank: Whole | None = fact(
        "Time step rank", "Rank of the time-step projection of a state-space layer.", group="size", minor=True
    )

    image_size: Whole | None = fact(
        "Image size",
        "Side of the input image.",
        unit="pixels",
        group="size",
        applies="uncounted",
        only_models=True,
        scale=(10, 1e4),
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
    )
    classes: Whole | None = fact(
        "Classes",
        "Outputs of the classification head that the parameters include.",
        group="size",
        minor=True,
        plural=True,
    )
    latent_channels: Whole | None = fact(
        "Latent channels", "Channels of the latent image.", group="size", minor=True, plural=True
    )
    downsampling_factor: Whole | None = fact(
        "Downsampling factor", "Image side over latent side.", group="size", minor=True
    )
    input_features: Whole | None = fact(
        "Input features", "Features per audio frame, such as mel bins.", group="size", minor=True, plural=True
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
    )
    maximum_output: Whole | None = fact(
        "Maximum output", "Longest output, in tokens.", unit="tokens", group="size", only_models=True, scale=(10, 1e7)
    )
    position_embeddings: Whole | None = fact(
        "Position embeddings", "Learned positions, where not the context length.", group="size", minor=True
    )
    segment_types: Whole | None = fact("Segment types", "Learned segment embeddings.", group="size", minor=True)
    relative_position_buckets: Whole | None = fact(
        "Relative position buckets", "Distinct relative distances learned.", group="size", minor=True
    )
    attention_window: Whole | None = fact(
        "Attention window",
        "Positions that windowed layers see.",
        unit="tokens",
        group="size",
        applies="uncounted",
        only_models=True,
        scale=(10, 1e7),
    )
    layer_pattern: tuple[LayerKind, ...] | None = fact(
        "Layer pattern", "Kinds of layer in order, repeated until the layers are filled.", group="size", minor=True
    )

    architecture: Architecture | None = fact("Architecture", "How the network is built.", group="architecture")
    tokenizer: Tokenizer | None = fact("Tokenizer", "How text becomes tokens.", group="tokenizer")
    training: Training | None = fact("Training", "How it was trained.", group="training")
    components: Annotated[dict[str, Component], Few] | None = fact(
        "Components", "Named parts that differ: towers, U-Net, decoder."
    )


class Component(Facts):
    """A part with facts of its own, or a part taken over from another model."""

    role: Text | None = fact("Role", "What this part does.", prose=True)
    model: ModelId | None = fact("Model", "The model or architecture that this part is.")
    variant: Text | None = fact("Variant", "Which of that model's variants.")
    component: Text | None = fact("Part", "Which component of that model.")
    frozen: Boolean | None = fact("Frozen", "Whether its weights stay fixed in training.")


class Variant(Facts):
    """One size or version of a model."""


for _class in (Facts, Component, Variant):  # Facts names Component before it exists
    _class.model_rebuild()
