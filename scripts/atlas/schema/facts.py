"""The facts that can differ between the variants and components of a model."""

from __future__ import annotations

from typing import Annotated, Any, Literal, TypeVar

from atlas.schema.base import OneOrMore, Part, fact
from atlas.schema.types import (
    Access,
    ActivationId,
    AlignmentId,
    ArchitectureId,
    AttentionId,
    Boolean,
    Bytes,
    Count,
    DatasetId,
    Date,
    FeatureId,
    Layers,
    LicenseId,
    Modality,
    ModelId,
    NormalizationId,
    ObjectiveId,
    PositionId,
    Scalar,
    TechniqueId,
    Text,
    TokenizerId,
    Url,
    Whole,
)

PartType = TypeVar("PartType", bound=Part)
LayerKind = Literal["attention", "sparse-attention", "local-attention", "mamba", "recurrent", "convolution"]
Biases = Literal["all", "none", "qkv", "feed-forward"]


class Licenses(Part):
    weights: LicenseId | None = fact(
        "Weights licence", "Licence of the weights.", headline=True, only_models=True, applies="weights"
    )
    code: LicenseId | None = fact("Code licence", "Licence of the code.")


class Links(Part):
    code: Url | None = fact("Code", "The authors' code.")
    weights: Url | None = fact("Weights", "Where the weights are.")
    announcement: Url | None = fact("Announcement", "The makers' announcement.")
    documentation: Url | None = fact("Documentation", "The makers' documentation.")
    demo: Url | None = fact("Demo", "A demonstration by the makers.")
    website: Url | None = fact("Website", "The model's own website.")
    api: Url | None = fact("API", "Documentation of the service that runs the model.")


class Modalities(Part):
    input: tuple[Modality, ...] | None = fact("Takes", "What goes in.")
    output: tuple[Modality, ...] | None = fact("Gives", "What comes out.")


class Architecture(Part):
    type: ArchitectureId | None = fact("Architecture", "The kind of network.")
    attention: Annotated[tuple[AttentionId, ...], OneOrMore] | None = fact("Attention", "Kinds of attention.")
    position_encoding: Annotated[tuple[PositionId, ...], OneOrMore] | None = fact(
        "Positions", "How the network knows the order of its input."
    )
    normalization: NormalizationId | None = fact("Normalization", "Kind of normalization layer.")
    normalization_placement: Literal["pre", "post", "both"] | None = fact(
        "Placement of the norm", "Before each sublayer (pre), after the residual sum (post), or both."
    )
    activation: ActivationId | None = fact("Activation", "Activation of the feed-forward layers.")
    features: tuple[FeatureId, ...] | None = fact("Built in", "Components and techniques that are part of the design.")
    biases: Biases | None = fact("Biases", "Which linear layers have bias terms.")
    tied_embeddings: Boolean | None = fact("Tied embeddings", "Whether input and output embeddings share weights.")
    shared_layers: Boolean | None = fact("Shared layers", "Whether all layers use the same weights.")
    parallel_blocks: Boolean | None = fact("Parallel blocks", "Whether attention and feed-forward run side by side.")
    pooler: Boolean | None = fact("Pooler", "Whether a dense layer follows the first token's output, as in BERT.")


class Tokenizer(Part):
    algorithm: TokenizerId | None = fact("Tokenizer", "Algorithm that splits text into tokens.")
    library: Text | None = fact("Tokenizer library", "Program or tokenizer name, such as SentencePiece.")
    vocabulary_size: Count | None = fact(
        "Vocabulary",
        "Number of distinct tokens.",
        unit="tokens",
        headline=True,
        applies="text",
        only_models=True,
    )
    embedding_rows: Whole | None = fact(
        "Embedding rows", "Rows of the embedding matrix, where it is padded beyond the vocabulary."
    )


class Training(Part):
    objectives: tuple[ObjectiveId, ...] | None = fact("Objectives", "What the model was trained to predict.")
    alignment: tuple[AlignmentId, ...] | None = fact("Alignment", "Tuning after pre-training, in order.")
    techniques: tuple[TechniqueId, ...] | None = fact("Techniques", "Training techniques worth naming.")
    datasets: tuple[DatasetId, ...] | None = fact("Training data", "Datasets of the (pre-)training.")
    tokens: Count | None = fact(
        "Training tokens",
        "Tokens processed in pre-training, repeats included.",
        unit="tokens",
        headline=True,
        applies="text",
        only_models=True,
    )
    examples: Count | None = fact("Training examples", "Distinct examples, such as image–text pairs.", unit="examples")
    bytes: Bytes | None = fact("Training data size", "Size of the training text.", unit="bytes")
    hours: Count | None = fact("Training audio", "Hours of audio.", unit="hours")
    epochs: Scalar | None = fact("Epochs", "Passes over the data.")
    steps: Count | None = fact("Steps", "Optimizer updates.", unit="steps")
    batch_size: Count | None = fact("Batch size", "Examples per update.", unit="examples")
    batch_tokens: Count | None = fact("Batch size in tokens", "Tokens per update.", unit="tokens")
    sequence_length: Count | None = fact("Sequence length in training", "Tokens per example.", unit="tokens")
    compute: Count | None = fact("Reported compute", "Training compute as the makers state it.", unit="FLOP")
    optimizer: Text | None = fact("Optimizer", "Optimizer with its settings.")
    learning_rate: Scalar | None = fact("Learning rate", "Peak learning rate, and the schedule if given.")
    precision: Text | None = fact("Precision", "Number format of training.")
    hardware: Text | None = fact("Hardware", "Chips used, by name.")
    chips: Whole | None = fact("Chips", "Number of accelerators.", unit="chips")
    chip_hours: Count | None = fact("Chip hours", "Accelerator hours.", unit="hours")
    duration: Text | None = fact("Duration", "Wall-clock time.")
    energy: Text | None = fact("Energy", "Energy used, as stated.")
    cost: Text | None = fact("Cost", "Money spent, as stated.")


class Facts(Part):
    """Facts of one variant or component; written at top level they are shared by all variants."""

    name: Text | None = fact("Name", "Name of this variant or component.")
    note: Text | None = fact("Note", "A short remark shown beside it.")
    huggingface: Annotated[tuple[Text, ...], OneOrMore] | None = fact(
        "Hugging Face", "Repository id on the Hugging Face hub, as owner/name."
    )
    released: Date | None = fact("Released", "First public appearance.", headline=True)
    access: Access | None = fact("Access", "How one gets to use it.")
    licenses: Licenses | None = fact("Licences", "Licences of weights and code.")
    links: Links | None = fact("Links", "Where to find it.")
    knowledge_cutoff: Date | None = fact("Knowledge cutoff", "Date of the newest training data.")
    weight_formats: tuple[Text, ...] | None = fact("Weight formats", "Formats the weights come in.")
    modalities: Modalities | None = fact("Modalities", "What goes in and what comes out.")

    parameters: Count | None = fact(
        "Parameters",
        "Number of weights, as the makers count them.",
        headline=True,
        only_models=True,
        applies="weights",
    )
    active_parameters: Count | None = fact("Active parameters", "Weights used for one token.")
    non_embedding_parameters: Count | None = fact("Parameters without embeddings", "Weights outside the embeddings.")

    layers: Layers | None = fact("Layers", "Blocks in the stack.", headline=True, applies="layers", only_models=True)
    encoder_layers: Layers | None = fact("Encoder layers", "Blocks in the encoder.", headline=True)
    decoder_layers: Layers | None = fact("Decoder layers", "Blocks in the decoder.", headline=True)
    hidden_size: Whole | None = fact(
        "Hidden size", "Width of the residual stream.", headline=True, applies="layers", only_models=True
    )
    ffn_size: Whole | None = fact("Feed-forward size", "Inner width of the (dense) feed-forward layers.")
    attention_heads: Whole | None = fact(
        "Attention heads",
        "Query heads per attention layer.",
        headline=True,
        applies="attention",
        only_models=True,
    )
    kv_heads: Whole | None = fact("Key/value heads", "Key/value heads per attention layer, where fewer.")
    head_size: Whole | None = fact("Head size", "Width of one attention head, where not hidden size / heads.")
    embedding_size: Whole | None = fact("Embedding size", "Width of the token embeddings, where not the hidden size.")
    projection_size: Whole | None = fact("Projection size", "Width of the space that towers project into.")
    context_length: Whole | None = fact(
        "Context length",
        "Longest input, in tokens.",
        unit="tokens",
        headline=True,
        applies="text",
        only_models=True,
    )
    maximum_output: Whole | None = fact("Maximum output", "Longest output, in tokens.", unit="tokens")
    position_embeddings: Whole | None = fact("Position embeddings", "Learned positions, where not the context length.")
    segment_types: Whole | None = fact("Segment types", "Learned segment embeddings.")
    relative_position_buckets: Whole | None = fact("Relative position buckets", "Distinct relative distances learned.")
    attention_window: Whole | None = fact("Attention window", "Positions that windowed layers see.", unit="tokens")
    layer_pattern: tuple[LayerKind, ...] | None = fact(
        "Layer pattern", "Kinds of layer in order, repeated until the layers are filled."
    )

    experts: Whole | None = fact("Experts", "Routed experts per expert layer.")
    experts_per_token: Whole | None = fact("Experts per token", "Routed experts used for one token.")
    shared_experts: Whole | None = fact("Shared experts", "Experts that every token uses.")
    expert_ffn_size: Whole | None = fact("Expert size", "Inner width of one expert, where not the feed-forward size.")
    first_dense_layers: Whole | None = fact("Dense first layers", "Layers at the start without experts.")
    expert_every: Whole | None = fact("Expert layer every", "One layer in so many has experts.")
    expert_offset: Whole | None = fact("First expert layer", "Position (from 0) of the first layer with experts.")

    kv_lora_rank: Whole | None = fact("Key/value latent size", "Width of the compressed keys and values (MLA).")
    q_lora_rank: Whole | None = fact("Query latent size", "Width of the compressed queries (MLA).")
    qk_nope_head_size: Whole | None = fact("Head part without rotation", "Query/key width without positions (MLA).")
    qk_rope_head_size: Whole | None = fact("Rotated head part", "Query/key width that carries positions (MLA).")
    v_head_size: Whole | None = fact("Value head size", "Width of one value head, where it differs.")

    state_size: Whole | None = fact("State size", "State per channel of a state-space layer.")
    convolution_kernel: Whole | None = fact("Convolution kernel", "Width of the (depthwise) convolution.")
    expansion_factor: Whole | None = fact("Expansion factor", "Inner width of a state-space layer over hidden size.")
    time_step_rank: Whole | None = fact("Time step rank", "Rank of the time-step projection of a state-space layer.")

    image_size: Whole | None = fact("Image size", "Side of the input image.", unit="pixels")
    patch_size: Whole | None = fact("Patch size", "Side of one image patch.", unit="pixels")
    classes: Whole | None = fact("Classes", "Outputs of the classification head that the parameters include.")
    latent_channels: Whole | None = fact("Latent channels", "Channels of the latent image.")
    downsampling_factor: Whole | None = fact("Downsampling factor", "Image side over latent side.")
    input_features: Whole | None = fact("Input features", "Features per audio frame, such as mel bins.")

    architecture: Architecture | None = fact("Architecture", "How the network is built.")
    tokenizer: Tokenizer | None = fact("Tokenizer", "How text becomes tokens.")
    training: Training | None = fact("Training", "How it was trained.")
    components: dict[str, Component] | None = fact("Components", "Named parts that differ: towers, U-Net, decoder.")


class Component(Facts):
    """A part with facts of its own, or a part taken over from another model."""

    role: Text | None = fact("Role", "What this part does.")
    model: ModelId | None = fact("Model", "The model or architecture that this part is.")
    variant: Text | None = fact("Variant", "Which of that model's variants.")
    component: Text | None = fact("Part", "Which component of that model.")
    frozen: Boolean | None = fact("Frozen", "Whether its weights stay fixed in training.")


class Variant(Facts):
    """One size or version of a model."""


for _class in (Facts, Component, Variant):  # Facts names Component before it exists
    _class.model_rebuild()


def merge(shared: Part, own: PartType, *, without: frozenset[str] = frozenset()) -> PartType:
    """`own` with the values of `shared` filled in, but for some: mappings merge, scalars and lists replace."""
    known, kept = type(own).model_fields, own.model_fields_set
    update = {}
    for name in shared.model_fields_set - without:
        if name in known:
            value = getattr(shared, name)
            update[name] = _merged_value(value, getattr(own, name)) if name in kept else value
    return own.model_copy(update=update)


def _merged_value(shared: Any, own: Any) -> Any:
    if isinstance(shared, Part) and isinstance(own, Part):
        return merge(shared, own)
    if isinstance(shared, dict) and isinstance(own, dict):
        return shared | {key: _merged_value(shared.get(key), value) for key, value in own.items()}
    return own
