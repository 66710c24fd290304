"""The columns that tables of models can have: defined once, for pages, presets, downloads and the scripts of tables.

Label and description are those of the field registry, where a column shows one field.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from operator import attrgetter
from typing import Any

from atlas.catalog import Catalog
from atlas.derive import costs
from atlas.derive.anatomy import architecture_of
from atlas.schema.choices import ACCESS, LICENSE_CLASSES, NORM_PLACEMENTS
from atlas.schema.facts import Facts
from atlas.schema.record import Model
from atlas.schema.registry import fields, headline_fields
from atlas.views.facts import FactBook

YES_NO = {True: "Yes", False: "No"}

Read = Callable[[Catalog, Model, Facts], Any]
Applies = Callable[[FactBook, Facts], bool]


@dataclass(frozen=True, slots=True, eq=False)
class Column:
    """A column: what it reads from a variant, and how that is shown.

    collection: its values are ids of these entries; words: they are keys of this mapping; neither: plain values.
    """

    id: str
    path: str  # of the field whose absence it tells; empty for what is derived
    label: str
    description: str
    read: Read
    numeric: bool = False
    collection: str = ""
    words: Mapping[Any, str] | None = None
    only_models: bool = True
    applies: Applies | None = None  # whether a missing value would be a gap


def _getter(path: str) -> Callable[[Any], Any]:
    """Reads a field of a variant, or of one of its parts."""
    head, _, rest = path.partition(".")
    if not rest:
        return attrgetter(head)
    part, own = attrgetter(head), attrgetter(rest)

    def get(facts: Any) -> Any:
        found = part(facts)
        return None if found is None else own(found)

    return get


def gathered(path: str, facts: Facts) -> tuple[Any, ...]:
    """The values of a field in a variant and in all its components, each once."""
    own = _getter(path)(facts)
    found = list(own if isinstance(own, tuple) else () if own is None else (own,))
    for part in (facts.components or {}).values():
        found += gathered(path, part)
    return tuple(dict.fromkeys(found))


def _column(id_: str, path: str, label: str = "", *, of_model: bool = False, **more: Any) -> Column:
    """A column that shows one field."""
    field, get = fields()[path], _getter(path)
    read: Read = (lambda catalog, model, facts: get(model)) if of_model else (lambda catalog, model, facts: get(facts))
    collection = field.ref.kind if field.ref else ""
    own: dict[str, Any] = {"read": read, "collection": collection, "description": field.description.rstrip(".")} | more
    return Column(id_, path, label or field.label, **own)


def _number(id_: str, path: str, label: str = "", **more: Any) -> Column:
    return _column(id_, path, label, numeric=True, **more)


def _concepts(id_: str, path: str, label: str = "", **more: Any) -> Column:
    """A column of concepts that may stand in the parts of a model too."""
    own: dict[str, Any] = {"only_models": False, "read": lambda catalog, model, facts: gathered(path, facts)} | more
    return _column(id_, path, label, **own)


def total_layers(facts: Facts) -> int | None:
    """Layers of the stack; encoder and decoder layers added up."""
    if facts.layers is not None:
        return facts.layers
    if facts.encoder_layers is not None or facts.decoder_layers is not None:
        return (facts.encoder_layers or 0) + (facts.decoder_layers or 0)
    return None


def weights_license(catalog: Catalog, facts: Facts) -> Any:
    """The licence of the weights; None if none is named."""
    id_ = facts.licenses.weights if facts.licenses else None
    return catalog.licenses.get(id_) if id_ else None


def _license(name: str) -> Read:
    """Reads a field of the licence of the weights."""

    def read(catalog: Catalog, model: Model, facts: Facts) -> Any:
        found = weights_license(catalog, facts)
        return getattr(found, name) if found else None

    return read


def _has_experts(book: FactBook, facts: Facts) -> bool:
    return "mixture-of-experts" in gathered("architecture.features", facts)


def _attends(book: FactBook, facts: Facts) -> bool:
    concept = book.catalog.concepts.get(architecture_of(book.catalog, facts).type or "")
    return concept is None or "attention" in (concept.traits or ())


def _reads_text(book: FactBook, facts: Facts) -> bool:
    return book.applies(headline_fields()["tokenizer.vocabulary_size"], facts)


def _has_weights(book: FactBook, facts: Facts) -> bool:
    return book.applies(headline_fields()["licenses.weights"], facts)


def _never(book: FactBook, facts: Facts) -> bool:
    """For fields that are written only where they differ from the usual."""
    return False


_TOKENS_PER_PARAMETER = Column(
    "tokens-per-parameter",
    "training.tokens",
    "Tokens per parameter",
    "Training tokens divided by parameters, derived",
    lambda catalog, model, facts: costs.tokens_per_parameter(facts),
    numeric=True,
)

COLUMNS: Mapping[str, Column] = {
    column.id: column
    for column in (
        _number("parameters", "parameters"),
        _number("active-parameters", "active_parameters", "Active", applies=_has_experts),
        _number("context", "context_length", "Context", description="Longest input, in tokens"),
        _number(
            "layers",
            "layers",
            read=lambda catalog, model, facts: total_layers(facts),
            description="Blocks in the stack; for encoder–decoders the sum",
        ),
        _number("hidden-size", "hidden_size"),
        _number("ffn-size", "ffn_size"),
        _number("heads", "attention_heads", "Heads", applies=_attends),
        _number("kv-heads", "kv_heads", "KV heads", applies=_never),
        _number("experts", "experts", applies=_has_experts),
        _number("experts-per-token", "experts_per_token", applies=_has_experts),
        _number("vocabulary", "tokenizer.vocabulary_size"),
        _column("released", "released", only_models=False),
        _column("organization", "organizations", "Organization", of_model=True, description="Who made it"),
        _column("category", "category", of_model=True, only_models=False),
        _column("architecture", "architecture.type", only_models=False),
        _concepts("attention", "architecture.attention", applies=_attends),
        _concepts("positions", "architecture.position_encoding", applies=_attends),
        _concepts("normalization", "architecture.normalization"),
        _column(
            "norm-placement",
            "architecture.normalization_placement",
            "Norm placement",
            words=NORM_PLACEMENTS.labels,
            only_models=False,
        ),
        _concepts("activation", "architecture.activation"),
        _concepts("features", "architecture.features"),
        _concepts("tokenizer", "tokenizer.algorithm", applies=_reads_text, only_models=True),
        _column("tokenizer-library", "tokenizer.library", "Library", applies=_reads_text),
        _column("objectives", "training.objectives"),
        _column("datasets", "training.datasets"),
        _number("tokens", "training.tokens"),
        _TOKENS_PER_PARAMETER,
        _number("compute", "training.compute", "Compute (FLOP)"),
        _column("alignment", "training.alignment", applies=_never),
        _column("hardware", "training.hardware"),
        _column("access", "access", words=ACCESS.labels),
        _column("weights-license", "licenses.weights"),
        _column(
            "license-class",
            "licenses.weights",
            "Licence class",
            collection="",
            read=_license("class_"),
            words=LICENSE_CLASSES.labels,
            description="How free the licence of the weights leaves its users",
        ),
        _column(
            "commercial-use",
            "licenses.weights",
            "Commercial use",
            collection="",
            read=_license("commercial_use"),
            words=YES_NO,
            description="Whether the licence of the weights allows commercial use",
            applies=_has_weights,
        ),
        _column("code-license", "licenses.code", only_models=False),
    )
}
