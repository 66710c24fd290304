"""The groups of facts of a variant or component: licences, links, modalities, architecture, tokenizer, training."""

from __future__ import annotations

from typing import Annotated

from atlas.schema.base import OneOrMore, Part, fact
from atlas.schema.types import (
    ActivationId,
    AlignmentId,
    ArchitectureId,
    AttentionId,
    Biases,
    Boolean,
    Bytes,
    Count,
    DatasetId,
    FeatureId,
    LicenseId,
    Modality,
    NormalizationId,
    NormPlacement,
    ObjectiveId,
    PositionId,
    Scalar,
    TechniqueId,
    Text,
    TokenizerId,
    Url,
    Whole,
)


class Licenses(Part):
    weights: LicenseId | None = fact(
        "Weights licence",
        "Licence of the weights.",
        headline=True,
        only_models=True,
        applies="weights",
        column="weights-license",
        card=31,
        csv="weights_license",
    )
    code: LicenseId | None = fact("Code licence", "Licence of the code.", column="code-license", card=32)


class Links(Part):
    website: Url | None = fact("website", "The model's own website.")
    announcement: Url | None = fact("announcement", "The makers' announcement.")
    code: Url | None = fact("code", "The authors' code.")
    weights: Url | None = fact("weights", "Where the weights are.")
    documentation: Url | None = fact("documentation", "The makers' documentation.")
    demo: Url | None = fact("demo", "A demonstration by the makers.")
    api: Url | None = fact("API", "Documentation of the service that runs the model.")


class Modalities(Part):
    input: tuple[Modality, ...] | None = fact("Takes", "What goes in.", card=21)
    output: tuple[Modality, ...] | None = fact("Gives", "What comes out.", card=22)


class Architecture(Part):
    type: ArchitectureId | None = fact("Architecture", "The kind of network.", card=10, column="architecture")
    attention: Annotated[tuple[AttentionId, ...], OneOrMore] | None = fact(
        "Attention",
        "Kinds of attention.",
        card=11,
        column="attention",
        applies="attention",
        complete=True,
        parts_differ=True,
    )
    position_encoding: Annotated[tuple[PositionId, ...], OneOrMore] | None = fact(
        "Positions",
        "How the network knows the order of its input.",
        card=12,
        column="positions",
        applies="attention",
        complete=True,
        parts_differ=True,
    )
    normalization: NormalizationId | None = fact(
        "Normalization", "Kind of normalization layer.", card=13, column="normalization", parts_differ=True
    )
    normalization_placement: NormPlacement | None = fact(
        "Placement of the norm",
        "Before each sublayer (pre), after the residual sum (post), or both.",
        short="Norm placement",
        card=14,
        column="norm-placement",
        implies="pre-and-post-normalization",
    )
    activation: ActivationId | None = fact(
        "Activation",
        "Activation of the feed-forward layers.",
        card=15,
        column="activation",
        parts_differ=True,
        config="hidden_act hidden_activation activation_function act_fn",
    )
    biases: Biases | None = fact(
        "Biases", "Which linear layers have bias terms.", plural=True, config="attention_bias mlp_bias use_bias"
    )
    tied_embeddings: Boolean | None = fact(
        "Tied embeddings",
        "Whether input and output embeddings share weights.",
        plural=True,
        implies="tied-embeddings",
        config="tie_word_embeddings",
    )
    shared_layers: Boolean | None = fact(
        "Shared layers",
        "Whether all layers use the same weights.",
        plural=True,
        applies="uncounted",
        implies="parameter-sharing",
    )
    parallel_blocks: Boolean | None = fact(
        "Parallel blocks",
        "Whether attention and feed-forward run side by side.",
        plural=True,
        applies="uncounted",
        implies="parallel-layers",
        config="use_parallel_residual parallel_attn",
    )
    features: tuple[FeatureId, ...] | None = fact(
        "Built in",
        "Components and techniques that are part of the design.",
        card=16,
        column="features",
        plural=True,
        parts_differ=True,
    )
    pooler: Boolean | None = fact(
        "Pooler", "Whether a dense layer follows the first token's output, as in BERT.", minor=True
    )


class Tokenizer(Part):
    algorithm: TokenizerId | None = fact(
        "Tokenizer",
        "Algorithm that splits text into tokens.",
        card=17,
        column="tokenizer",
        applies="text",
        only_models=True,
    )
    library: Text | None = fact(
        "Tokenizer library",
        "Program or tokenizer name, such as SentencePiece.",
        short="Library",
        card=18,
        column="tokenizer-library",
        applies="text",
        only_models=True,
    )
    vocabulary_size: Count | None = fact(
        "Vocabulary",
        "Number of distinct tokens.",
        unit="tokens",
        headline=True,
        applies="text",
        only_models=True,
        card=19,
        column="vocabulary",
        csv="vocabulary_size",
        scale=(1e2, 1e6),
        implies="vocabulary input-embeddings",
        within=(1, 1e9),
        config="vocab_size n_vocab padded_vocab_size",
    )
    embedding_rows: Whole | None = fact(
        "Embedding rows",
        "Rows of the embedding matrix, where it is padded beyond the vocabulary.",
        minor=True,
        within=(1, 1e9),
    )


class Training(Part):
    objectives: tuple[ObjectiveId, ...] | None = fact(
        "Objectives",
        "What the model was trained to predict.",
        column="objectives",
        only_models=True,
        plural=True,
        complete=True,
    )
    alignment: tuple[AlignmentId, ...] | None = fact(
        "Alignment",
        "Tuning after pre-training, in order.",
        column="alignment",
        only_models=True,
        applies="training-listed",
    )
    techniques: tuple[TechniqueId, ...] | None = fact(
        "Techniques",
        "Training techniques worth naming.",
        only_models=True,
        plural=True,
        applies="training-listed",
    )
    datasets: tuple[DatasetId, ...] | None = fact(
        "Training data", "Datasets of the (pre-)training.", column="datasets", only_models=True, complete=True
    )
    tokens: Count | None = fact(
        "Training tokens",
        "Tokens processed in pre-training, repeats included.",
        unit="tokens",
        headline=True,
        applies="text",
        only_models=True,
        column="tokens",
        csv="training_tokens",
        plural=True,
        scale=(1e8, 1e14),
        within=(1, 1e18),
    )
    examples: Count | None = fact(
        "Training examples",
        "Distinct examples, such as image–text pairs.",
        unit="examples",
        only_models=True,
        plural=True,
        scale=(1e4, 1e11),
        within=(1, 1e15),
    )
    bytes: Bytes | None = fact(
        "Training data size",
        "Size of the training text.",
        unit="bytes",
        only_models=True,
        scale=(1e8, 1e14),
        within=(1, 1e18),
    )
    hours: Count | None = fact(
        "Training audio", "Hours of audio.", unit="hours", only_models=True, scale=(1e2, 1e7), within=(1, 1e10)
    )
    epochs: Scalar | None = fact("Epochs", "Passes over the data.", only_models=True, plural=True)
    steps: Count | None = fact(
        "Steps",
        "Optimizer updates.",
        unit="steps",
        only_models=True,
        plural=True,
        scale=(1e3, 1e8),
        within=(1, 1e12),
    )
    batch_size: Count | None = fact(
        "Batch size",
        "Examples per update.",
        unit="examples",
        only_models=True,
        scale=(1, 1e6),
        within=(1, 1e9),
    )
    batch_tokens: Count | None = fact(
        "Batch size in tokens",
        "Tokens per update.",
        unit="tokens",
        only_models=True,
        scale=(1e3, 1e9),
        within=(1, 1e12),
    )
    sequence_length: Count | None = fact(
        "Sequence length in training",
        "Tokens per example.",
        unit="tokens",
        only_models=True,
        scale=(10, 1e7),
        within=(1, 1e10),
    )
    optimizer: Text | None = fact("Optimizer", "Optimizer with its settings.", only_models=True)
    learning_rate: Scalar | None = fact(
        "Learning rate", "Peak learning rate, and the schedule if given.", only_models=True
    )
    precision: Text | None = fact("Precision", "Number format of training.", only_models=True, config="dtype")
    hardware: Text | None = fact("Hardware", "Chips used, by name.", column="hardware", only_models=True)
    chips: Whole | None = fact(
        "Chips",
        "Number of accelerators.",
        unit="chips",
        only_models=True,
        plural=True,
        scale=(1, 1e5),
        within=(1, 1e8),
    )
    chip_hours: Count | None = fact(
        "Chip hours",
        "Accelerator hours.",
        unit="hours",
        only_models=True,
        plural=True,
        scale=(1e2, 1e9),
        within=(1, 1e12),
    )
    duration: Text | None = fact("Duration", "Wall-clock time.", only_models=True)
    energy: Text | None = fact("Energy", "Energy used, as stated.", only_models=True)
    cost: Text | None = fact("Cost", "Money spent, as stated.", only_models=True)
    compute: Count | None = fact(
        "Reported compute",
        "Training compute as the makers state it; else derived from parameters and tokens.",
        short="Compute (FLOP)",
        unit="FLOP",
        column="compute",
        only_models=True,
        scale=(1e17, 1e27),
        filled_by="training_compute",
        within=(1, 1e32),
    )
