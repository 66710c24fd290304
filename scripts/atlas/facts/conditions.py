"""When a missing fact is a gap: the conditions that fields name under `applies`.

A fact that does not apply is known to be without meaning here; everything else that is missing is not researched.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from atlas.catalog import Catalog
from atlas.derive.anatomy import architecture_of
from atlas.derive.parameters import recount
from atlas.schema.choices import ACCESS
from atlas.schema.registry import Field
from atlas.schema.sections import Architecture
from atlas.schema.variants import Facts

EXPERTS = "mixture-of-experts"


@dataclass(frozen=True)
class Place:
    """A variant of a model (or the model itself, where it has none), of which a fact is asked."""

    catalog: Catalog
    model: str
    variant: str | None
    facts: Facts

    @cached_property
    def architecture(self) -> Architecture:
        return architecture_of(self.catalog, self.facts)

    def has_trait(self, trait: str) -> bool:
        """Whether its kind of network has a trait. What is known of no network may have all."""
        concept = self.catalog.concepts.get(self.architecture.type or "")
        return concept is None or trait in (concept.traits or ())

    @cached_property
    def is_counted(self) -> bool:
        """Whether every weight could be counted: then there are no further parts."""
        return self.variant is not None and recount(self.catalog, self.model, self.variant).total is not None


def applies(field: Field, place: Place) -> bool:
    """Whether a missing value of this field would be a gap here."""
    if field.only_models and place.catalog.models[place.model].kind == "architecture":
        return False
    return not field.applies or CONDITIONS[field.applies](field, place)


def _attention(field: Field, place: Place) -> bool:
    return place.has_trait("attention")


def _layers(field: Field, place: Place) -> bool:
    return place.has_trait("layers")


def _two_stacks(field: Field, place: Place) -> bool:
    """Encoder and decoder have layers of their own."""
    return place.architecture.type == "transformer-encoder-decoder" and place.facts.layers is None


def _text(field: Field, place: Place) -> bool:
    """Tokens of text go in or come out."""
    modalities = place.facts.modalities
    has_text = modalities is None or "text" in (*(modalities.input or ()), *(modalities.output or ()))
    bounded = field.path != "context_length" or place.has_trait("attention")
    return place.has_trait("tokens") and has_text and bounded


def _weights(field: Field, place: Place) -> bool:
    """Weights that can be had have a licence; every trained model has some number of them."""
    access = place.facts.access
    return field.path != "licenses.weights" or (access is not None and ACCESS[access].open_weights)


def _experts(field: Field, place: Place) -> bool:
    """A mixture of experts, or a network of which too little is known to say that it is none."""
    if place.facts.experts or EXPERTS in features(place.facts):
        return True
    named = place.architecture.features is not None
    return not named and not place.is_counted and place.has_trait("layers")


def _uncounted(field: Field, place: Place) -> bool:
    """A part that only some networks have, while it is not known whether this one has it."""
    return not place.is_counted and bool(place.catalog.variants(place.model))


def _training_listed(field: Field, place: Place) -> bool:
    """Whoever lists the objectives of a training would have named its techniques and alignment."""
    training = place.facts.training
    return training is None or training.objectives is None


CONDITIONS: dict[str, Callable[[Field, Place], bool]] = {
    "training-listed": _training_listed,
    "attention": _attention,
    "experts": _experts,
    "layers": _layers,
    "text": _text,
    "two-stacks": _two_stacks,
    "uncounted": _uncounted,
    "weights": _weights,
}


def features(facts: Facts) -> Iterator[str]:
    """What is built into a model or one of its components."""
    for part in with_components(facts):
        yield from (part.architecture.features or ()) if part.architecture else ()


def with_components(facts: Facts) -> Iterable[Facts]:
    """The facts themselves, then those of all components, however deep."""
    yield facts
    for part in (facts.components or {}).values():
        yield from with_components(part)
