"""The kinds of value that fields hold, each read from the text of a YAML scalar."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import Field, PlainValidator, WithJsonSchema

from atlas.schema import choices
from atlas.schema.choices import OneOf
from atlas.schema.values import read
from atlas.text.dates import PartialDate
from atlas.text.problems import Unreadable
from atlas.text.quantity import Quantity

ID_PATTERN = "[a-z0-9]+(-[a-z0-9]+)*"
_MAX_INTEGER = 10**15
_MAX_LAYERS = 10_000


@dataclass(frozen=True, slots=True)
class Ref:
    """Marks a field that names another entry: `kind` is a collection of the catalogue."""

    kind: str
    concept_kinds: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Shows:
    """Marks a text that is shown in a way of its own: as a link, or as the name of a language."""

    kind: Literal["address", "language"]


def _layers(text: str) -> int:
    number = _integer(text)
    if number > _MAX_LAYERS:
        raise Unreadable(f'"{text}" is more than {_MAX_LAYERS} layers', "check it")
    return number


def _integer(text: str) -> int:
    if not (text.isascii() and text.isdigit()) or (len(text) > 1 and text[0] == "0"):
        raise Unreadable(f'"{text}" is not a whole number', "write digits only, for example 512")
    if len(text) > 15:
        raise Unreadable(f'"{text}" is larger than {_MAX_INTEGER}', "check it")
    return int(text)


def _number(text: str) -> float:
    try:
        if not text.isascii() or not text[:1].isdigit() or "_" in text:
            raise ValueError
        number = float(text)
    except ValueError:
        raise Unreadable(f'"{text}" is not a number', "write for example 84.6") from None
    if number > 1e30:
        raise Unreadable(f'"{text}" is too large', "check it")
    return number


def _boolean(text: str) -> bool:
    if text not in ("true", "false"):
        raise Unreadable(f'"{text}" is neither true nor false', "write true or false")
    return text == "true"


def _text(text: str) -> str:
    if not text.strip():
        raise Unreadable("is blank", "write a value or remove the key")
    return text.strip()


_INTEGER_SCHEMA = {"type": "integer", "minimum": 0}
_QUANTITY_SCHEMA = {
    "anyOf": [{"type": "integer", "minimum": 0}, {"type": "number"}, {"type": "string"}],
    "examples": ["110M", "1.5B", "1.2e24", 30522],
}
_DATE_SCHEMA = {
    "anyOf": [
        {"type": "string", "pattern": r"^\d{4}(-\d{2}(-\d{2})?)?$"},
        {"type": "integer", "minimum": 1000},
    ],
    "examples": ["2018-10-11", "2018-10", 2018],
}
_SCALAR_SCHEMA = {"anyOf": [{"type": "string", "minLength": 1}, {"type": "number"}]}

Text = Annotated[str, PlainValidator(read(_text, "text")), WithJsonSchema({"type": "string", "minLength": 1})]
Scalar = Annotated[str, PlainValidator(read(_text, "text")), WithJsonSchema(_SCALAR_SCHEMA)]
"""Text that an editor may see as a number, such as the value of a claim."""
Url = Annotated[Text, Shows("address"), Field(json_schema_extra={"format": "uri", "pattern": "^https?://"})]
LanguageCode = Annotated[Text, Shows("language")]
Whole = Annotated[int, PlainValidator(read(_integer, "whole-number")), WithJsonSchema(_INTEGER_SCHEMA)]
Layers = Annotated[int, PlainValidator(read(_layers, "whole-number")), WithJsonSchema(_INTEGER_SCHEMA)]
Number = Annotated[float, PlainValidator(read(_number, "number")), WithJsonSchema({"type": "number"})]
Boolean = Annotated[bool, PlainValidator(read(_boolean, "true-or-false")), WithJsonSchema({"type": "boolean"})]
Count = Annotated[
    Quantity,
    PlainValidator(read(Quantity.parse, "quantity")),
    WithJsonSchema(_QUANTITY_SCHEMA),
]
Bytes = Annotated[
    Quantity,
    PlainValidator(read(Quantity.parse_bytes, "quantity")),
    WithJsonSchema(_QUANTITY_SCHEMA | {"examples": ["16GB", "1.1TB"]}),
]
Date = Annotated[
    PartialDate,
    PlainValidator(read(PartialDate.parse, "date")),
    WithJsonSchema(_DATE_SCHEMA),
]
Compared = Annotated[Text, WithJsonSchema({"type": "string", "pattern": f"^{ID_PATTERN}(:{ID_PATTERN})?$"})]
"""A model, or one of its variants: `bert`, `llama:13b`."""

Access = Annotated[str, OneOf(choices.ACCESS)]
AbsenceReason = Annotated[str, OneOf(choices.ABSENCES)]
Biases = Annotated[str, OneOf(choices.BIASES)]
ConceptKind = Annotated[str, OneOf(choices.CONCEPT_KINDS)]
LayerKind = Annotated[str, OneOf(choices.LAYER_KINDS)]
LicenseClass = Annotated[str, OneOf(choices.LICENSE_CLASSES)]
Mistake = Annotated[str, OneOf(choices.MISTAKES)]
Modality = Annotated[str, OneOf(choices.MODALITIES)]
NormPlacement = Annotated[str, OneOf(choices.NORM_PLACEMENTS)]
ShelfId = Annotated[str, OneOf(choices.SHELVES)]
RecordKind = Annotated[str, OneOf(choices.RECORD_KINDS)]
RelationName = Annotated[str, OneOf(choices.RELATIONS)]
SourceType = Annotated[str, OneOf(choices.SOURCE_TYPES)]
Trait = Annotated[str, OneOf(choices.TRAITS)]
Verdict = Annotated[str, OneOf(choices.VERDICTS)]

ModelId = Annotated[Text, Ref("models")]
ConceptId = Annotated[Text, Ref("concepts")]
OrganizationId = Annotated[Text, Ref("organizations")]
CategoryId = Annotated[Text, Ref("categories")]
FamilyId = Annotated[Text, Ref("families")]
TaskId = Annotated[Text, Ref("tasks")]
DatasetId = Annotated[Text, Ref("datasets")]
LicenseId = Annotated[Text, Ref("licenses")]
BenchmarkId = Annotated[Text, Ref("benchmarks")]
SourceId = Annotated[Text, Ref("sources")]
ArchitectureId = Annotated[Text, Ref("concepts", ("architecture",))]
AttentionId = Annotated[Text, Ref("concepts", ("attention",))]
PositionId = Annotated[Text, Ref("concepts", ("position-encoding",))]
NormalizationId = Annotated[Text, Ref("concepts", ("normalization",))]
ActivationId = Annotated[Text, Ref("concepts", ("activation",))]
FeatureId = Annotated[
    Text,
    Ref(
        "concepts",
        ("architecture-component", "attention", "generative-technique", "inference", "compression"),
    ),
]
ObjectiveId = Annotated[Text, Ref("concepts", ("objective", "loss"))]
AlignmentId = Annotated[Text, Ref("concepts", ("alignment",))]
TechniqueId = Annotated[
    Text,
    Ref(
        "concepts",
        ("training-technique", "generative-technique", "inference", "compression", "data", "concept"),
    ),
]
TokenizerId = Annotated[Text, Ref("concepts", ("tokenizer",))]
