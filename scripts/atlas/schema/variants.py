"""The facts that can differ between the variants and components of a model."""

from __future__ import annotations

from typing import Annotated

from atlas.schema.base import Few, fact
from atlas.schema.sections import Architecture, Tokenizer, Training
from atlas.schema.special_sizes import SpecialSizes
from atlas.schema.types import Boolean, ModelId, Text


class Facts(SpecialSizes):
    """Facts of one variant or component; written at top level they are shared by all variants."""

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
