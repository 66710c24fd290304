"""Closed lists: every value that a record may choose, with the words and traits that anybody asks of it.

Validator, JSON Schema, "did you mean", labels and sentences read these lists. Whoever adds a value here is done: what
the checks accept can be built.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import PydanticCustomError, core_schema


@dataclass(frozen=True, slots=True)
class Choice:
    """One value: `label` names it in tables and on cards, `text` explains it where there is room."""

    label: str
    text: str = ""


C = TypeVar("C", bound=Choice, covariant=True)


class Choices(Mapping[str, C], Generic[C]):
    """The values of one closed list with their words, in the order in which people read them."""

    def __init__(self, **values: C) -> None:
        self._values = {name.replace("_", "-"): value for name, value in values.items()}

    def __getitem__(self, value: str) -> C:
        return self._values[value]

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)

    def __eq__(self, other: object) -> bool:
        return self is other

    def __hash__(self) -> int:
        return id(self)

    @property
    def labels(self) -> dict[str, str]:
        """What each value is called."""
        return {value: choice.label for value, choice in self.items()}


@dataclass(frozen=True, slots=True, eq=False)
class OneOf:
    """Marks a field that holds a value of a closed list: validates it, and enumerates it for editors."""

    choices: Choices[Choice]

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> core_schema.CoreSchema:
        return core_schema.no_info_plain_validator_function(self._known)

    def __get_pydantic_json_schema__(
        self, schema: core_schema.CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        return {"enum": list(self.choices), "type": "string"}

    def _known(self, value: Any) -> str:
        if isinstance(value, str) and value in self.choices:
            return value
        raise PydanticCustomError("choice", "is not allowed here", {"allowed": list(self.choices)})


@dataclass(frozen=True, slots=True)
class AccessChoice(Choice):
    """A way to get at a model. `open_weights`: its weights can be had, so that their licence is a fact to know."""

    open_weights: bool = False


ACCESS = Choices(
    open_weights=AccessChoice("Open weights", open_weights=True),
    gated_weights=AccessChoice("Gated weights", open_weights=True),
    api=AccessChoice("API only"),
    on_request=AccessChoice("On request", open_weights=True),
    unreleased=AccessChoice("Unreleased"),
)
LICENSE_CLASSES = Choices(
    permissive=Choice("Permissive"),
    copyleft=Choice("Copyleft"),
    responsible_use=Choice("Responsible use"),
    restricted=Choice("Restricted"),
    non_commercial=Choice("Non-commercial"),
    proprietary=Choice("Proprietary"),
)
MODALITIES = Choices(
    text=Choice("Text"), code=Choice("Code"), image=Choice("Images"), video=Choice("Video"), audio=Choice("Audio")
)
RECORD_KINDS = Choices(model=Choice("Model"), architecture=Choice("Architecture", "architecture, not a trained model"))
NORM_PLACEMENTS = Choices(
    pre=Choice("before sublayers"), post=Choice("after sublayers"), both=Choice("before and after sublayers")
)
BIASES = Choices(
    all=Choice("in all linear layers"),
    none=Choice("none"),
    qkv=Choice("on queries, keys and values only"),
    feed_forward=Choice("in feed-forward layers only"),
)
LAYER_KINDS = Choices(
    attention=Choice("Transformer block"),
    sparse_attention=Choice("Block with sparse attention"),
    local_attention=Choice("Block with windowed attention"),
    mamba=Choice("Mamba block"),
    recurrent=Choice("Recurrent block"),
    convolution=Choice("Convolution block"),
)
TRAITS = Choices(
    layers=Choice("Layers", "A stack of layers, which have a number and a width."),
    attention=Choice("Attention", "Attention with heads."),
    tokens=Choice("Tokens", "Text goes in or comes out as tokens."),
)
"""What a kind of network has, and so which facts a record of it can be asked for."""
ABSENCES = Choices(
    undisclosed=Choice("undisclosed", "Kept back by the makers."),
    not_applicable=Choice("not applicable", "Without meaning here."),
)
"""The reasons that a record may write. What is not written at all is not researched."""


@dataclass(frozen=True, slots=True)
class SourceType(Choice):
    """A kind of source. `bibtex`: its kind of entry. `names_model`: people know a model by its title and authors."""

    bibtex: str = "misc"
    names_model: bool = False


SOURCE_TYPES = Choices(
    paper=SourceType("Paper", names_model=True),
    report=SourceType("Report", bibtex="techreport", names_model=True),
    blog_post=SourceType("Blog post"),
    announcement=SourceType("Announcement"),
    model_card=SourceType("Model card"),
    repository=SourceType("Repository"),
    configuration=SourceType("Configuration"),
    documentation=SourceType("Documentation"),
    package=SourceType("Package"),
    book=SourceType("Book", bibtex="book", names_model=True),
    web_page=SourceType("Web page"),
    news=SourceType("News"),
    compilation=SourceType("Compilation"),
)
VERDICTS = Choices(
    wrong=Choice("Wrong"),
    also_reported=Choice("Also reported"),
    estimate=Choice("Estimate"),
    outdated=Choice("Outdated"),
)
MISTAKES = Choices(
    wrong_number=Choice("Wrong numbers", "A count that the primary source gives differently."),
    wrong_date=Choice("Wrong dates", "A year or day that does not match the first public appearance."),
    wrong_attribution=Choice("Wrong attribution", "An idea, a name or a paper given to the wrong people."),
    conflation=Choice("Two things taken for one", "Facts of different models or versions mixed."),
    wrong_mechanism=Choice("How it works, misdescribed", "A mechanism that is not the one in the paper or the code."),
    wrong_category=Choice("Filed under the wrong heading", "A model put among a kind it does not belong to."),
    overstatement=Choice("Overstated", "True in a narrower sense than claimed."),
    omission=Choice("What was left out", "Correct as far as it goes, misleading for what is missing."),
    ambiguity=Choice("Ambiguous", "Can be read two ways, of which one is wrong."),
)


@dataclass(frozen=True, slots=True)
class RelationType(Choice):
    """How a child comes from its parent. The label is said of the child, `inverse` of the parent.

    one, many: in a sentence about one child or several. derived: it cannot be older than its parent. inherits: it may
    be said to keep what is the same. goes_on: its training comes on top of its parent's.
    """

    inverse: str = ""
    one: str = ""
    many: str = ""
    derived: bool = False
    inherits: bool = False
    goes_on: bool = False


def _relation(
    label: str,
    inverse: str,
    one: str,
    many: str,
    *,
    derived: bool = False,
    inherits: bool = False,
    goes_on: bool = False,
) -> RelationType:
    return RelationType(label, inverse=inverse, one=one, many=many, derived=derived, inherits=inherits, goes_on=goes_on)


RELATIONS = Choices(
    successor_of=_relation(
        "Successor of", "Succeeded by", "is the successor of", "are the successors of", inherits=True
    ),
    uses_architecture_of=_relation(
        *("Uses the architecture of", "Architecture used by", "uses the architecture of", "use the architecture of"),
        inherits=True,
    ),
    initialised_from=_relation(
        *("Initialised from", "Initialised", "is initialised from", "are initialised from"),
        derived=True,
        inherits=True,
        goes_on=True,
    ),
    fine_tuned_from=_relation(
        *("Fine-tuned from", "Fine-tuned into", "is fine-tuned from", "are fine-tuned from"),
        derived=True,
        inherits=True,
        goes_on=True,
    ),
    continued_from=_relation(
        *("Training continued from", "Training continued in", "continues the training of", "continue the training of"),
        derived=True,
        inherits=True,
        goes_on=True,
    ),
    distilled_from=_relation(
        "Distilled from", "Distilled into", "is distilled from", "are distilled from", derived=True
    ),
    trained_on_outputs_of=_relation(
        *("Trained on outputs of", "Outputs trained", "is trained on outputs of", "are trained on outputs of"),
        derived=True,
    ),
    merged_from=_relation("Merged from", "Merged into", "is merged from", "are merged from", derived=True),
    uses_tokenizer_of=_relation(
        "Uses the tokenizer of", "Tokenizer used by", "uses the tokenizer of", "use the tokenizer of"
    ),
)
HAS_COMPONENT = "has-component"
"""The relation that follows from components, and is not written."""
_COMPONENT = _relation("Contains", "Part of", "contains", "contain")


def relation_type(name: str) -> RelationType:
    """The words of a relation, also of the one that is not written."""
    return _COMPONENT if name == HAS_COMPONENT else RELATIONS[name]


CONCEPT_KINDS = Choices(
    architecture=Choice("Architectures"),
    architecture_component=Choice("Components"),
    attention=Choice("Attention"),
    position_encoding=Choice("Position encodings"),
    normalization=Choice("Normalization"),
    activation=Choice("Activations"),
    objective=Choice("Training objectives"),
    loss=Choice("Losses"),
    tokenizer=Choice("Tokenizers"),
    training_technique=Choice("Training techniques"),
    alignment=Choice("Alignment"),
    generative_technique=Choice("Generative techniques"),
    inference=Choice("Inference"),
    compression=Choice("Compression"),
    evaluation=Choice("Evaluation"),
    metric=Choice("Metrics"),
    data=Choice("Data"),
    concept=Choice("Ideas"),
)
"""The label is the heading of a kind on the page of all concepts."""

GROUPS = Choices(
    general=Choice("General"),
    size=Choice("Size and dimensions"),
    architecture=Choice("Architecture"),
    tokenizer=Choice("Tokenizer"),
    training=Choice("Training"),
    access=Choice("Licence and access"),
    derived=Choice("Derived numbers"),
)
"""The parts of a comparison and of a model's page, in reading order; a field declares its own."""
SHELVES = Choices(
    understand=Choice("Understand", "How these models work, and why they are as they are."),
    choose=Choice("Choose", "Which model, and what it will take to run it."),
    build=Choice("Build", "Pre-train, adapt, compress, serve."),
    look_back=Choice("Look back", "What people expected, and what became of it."),
)
"""The shelves on which guides stand."""
