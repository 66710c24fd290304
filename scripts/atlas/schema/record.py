"""Model and concept records: one file each."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import field_validator

from atlas.schema.base import NAME_LENGTH, Few, Part, fact, former_ids
from atlas.schema.evidence import AbsenceOrReason, Claim, Evidence, Relation, Source
from atlas.schema.types import (
    BenchmarkId,
    Boolean,
    CategoryId,
    ConceptId,
    ConceptKind,
    Date,
    FamilyId,
    LanguageCode,
    ModelId,
    Number,
    OrganizationId,
    RecordKind,
    Scalar,
    SourceId,
    TaskId,
    Text,
    Trait,
)
from atlas.schema.variants import Facts, Variant

SUMMARY_LENGTH = 280


class Dates(Part):
    weights: Date | None = fact("Weights out", "When the weights were published.", card=2, minor=True)
    api: Date | None = fact("API opened", "When the service opened.", card=3, minor=True)
    deprecated: Date | None = fact(
        "Deprecated", "When the makers advised against it.", card=4, minor=True, within=(1940, 10)
    )
    retired: Date | None = fact("Retired", "When it stopped being served.", card=5, minor=True, within=(1940, 10))


class Result(Part):
    """One published benchmark result."""

    benchmark: BenchmarkId = fact("Benchmark", "Which benchmark.", required=True)
    metric: Text = fact("Metric", "What was measured.", required=True)
    value: Number = fact("Value", "The number.", required=True)
    setting: Text | None = fact("Setting", "Shots, split, beam and the like.")
    variant: Text | None = fact("Variant", "Which variant.")
    source: SourceId = fact("Source", "Who reports it.", required=True)
    locator: Text | None = fact("Locator", "Section, table or page.")


CHANGING = ("access", "licenses.weights", "licenses.code", "huggingface")
"""Fields that may change after the release, and then keep what they said before."""


class Earlier(Part):
    """What was true of a model once; what is true now stands at the field itself."""

    field: Text = fact("Field", f"Which of {', '.join(CHANGING)} it was.", required=True)
    value: Scalar = fact("Value", "What it said then.", required=True)
    since: Date | None = fact("Since", "From when; from the release if left out.")
    until: Date = fact("Until", "When it changed.", required=True)
    variants: tuple[Text, ...] | None = fact("Variants", "Of which variants this is true; all if left out.")
    source: SourceId | None = fact("Source", "Where this stands.")
    note: Text | None = fact("Note", "A short remark.", prose=True)


class Model(Facts):
    """A model, or a family published together; or an architecture such as LSTM."""

    kind: RecordKind = fact("Kind", "A model, or an architecture without weights.", required=True)
    draft: Boolean | None = fact("Draft", "Checked and previewed, but not published and not yet held to evidence.")
    name: Text = fact("Name", "Name as its makers write it.", required=True, maximum=NAME_LENGTH)
    full_name: Text | None = fact("Full name", "What the name stands for.", maximum=200)
    aliases: tuple[Text, ...] | None = fact(
        "Also called", "Other names that people search for.", group="general", card=40, minor=True, maximum=NAME_LENGTH
    )
    organizations: tuple[OrganizationId, ...] | None = fact(
        "Organizations",
        "Who made it.",
        short="Organization",
        group="general",
        headline=True,
        only_models=True,
        card=6,
        column="organization",
        plural=True,
    )
    category: CategoryId = fact("Category", "Its section of the catalogue.", required=True, column="category")
    also_in: tuple[CategoryId, ...] | None = fact(
        "Also in", "Further sections that list it.", group="general", card=8, minor=True
    )
    family: FamilyId | None = fact("Family", "The family it belongs to.", group="general", card=7, minor=True)
    tasks: tuple[TaskId, ...] | None = fact("Tasks", "What it is used for.", group="general", card=24, plural=True)
    languages: tuple[LanguageCode, ...] | None = fact(
        "Languages", "BCP 47 codes of its languages.", group="general", card=23, plural=True
    )
    summary: Text = fact("Summary", "One or two plain sentences.", required=True, maximum=SUMMARY_LENGTH, prose=True)
    description: Text | None = fact("Description", "Markdown: what it is, how it works, what came of it.", prose=True)
    innovations: tuple[Text, ...] | None = fact("What was new", "One line each.", prose=True)
    variants: Annotated[dict[str, Variant], Few] | None = fact(
        "Variants", "Sizes and versions published together, by permanent id."
    )
    relations: tuple[Relation, ...] | None = fact("Relations", "What it comes from.")
    formerly: tuple[Text, ...] | None = former_ids()
    superseded_by: ModelId | None = fact("Superseded by", "The model that its makers offer instead.")
    earlier: tuple[Earlier, ...] | None = fact("Earlier", "Licence, access or hub id before they changed.")
    dates: Dates | None = fact("Dates", "Further dates.", group="general")
    verified: Date | None = fact("Looked over", "When this record was last looked over.", card=41)
    results: tuple[Result, ...] | None = fact("Results", "Published benchmark results.")
    sources: dict[str, Source] | None = fact("Sources", "Sources of this record, by id.")
    evidence: tuple[Evidence, ...] | None = fact("Evidence", "Where each fact stands.")
    absent: dict[str, AbsenceOrReason] | None = fact("Absent", "Facts that cannot be had, by path.")
    claims: tuple[Claim, ...] | None = fact("Claims", "What others say, by field.")

    @field_validator("variants", mode="before")
    @classmethod
    def _bare_variants(cls, value: Any) -> Any:
        """A variant may be just its name: `base: BERT-Base`."""
        if not isinstance(value, dict):
            return value
        return {key: {"name": entry} if isinstance(entry, str) else entry for key, entry in value.items()}


class Introduction(Part):
    """Who first described a technique."""

    source: SourceId | None = fact("Source", "The text that introduced it.")
    model: ModelId | None = fact("Model", "The model that introduced it.")
    date: Date | None = fact("Date", "When.", within=(1600, 0))
    note: Text | None = fact("Note", "Who, in one sentence.", prose=True)


class Concept(Part):
    """A technique or idea: explained on its own page, and a word of the model files' vocabulary."""

    name: Text = fact("Name", "The field's standard term.", required=True, maximum=NAME_LENGTH)
    aliases: tuple[Text, ...] | None = fact("Aliases", "Other names that people search for.", maximum=NAME_LENGTH)
    formerly: tuple[Text, ...] | None = former_ids()
    kind: ConceptKind = fact("Kind", "What kind of thing it is; decides which fields may name it.", required=True)
    summary: Text = fact("Summary", "What it is, for a newcomer.", required=True, maximum=SUMMARY_LENGTH, prose=True)
    explanation: Text | None = fact("Explanation", "Markdown: the idea, how it works, its trade-offs.", prose=True)
    introduced: Introduction | None = fact("Introduced", "Who first described it.")
    related: tuple[ConceptId, ...] | None = fact("Related", "Concepts worth reading next.")
    broader: tuple[ConceptId, ...] | None = fact("Kind of", "Wider concepts: whoever uses this one uses those too.")
    gated: Boolean | None = fact("Gated", "Activations only: whether it multiplies by a gate, with a third matrix.")
    traits: tuple[Trait, ...] | None = fact(
        "Traits", "Architectures only: which facts apply; `layers`, `attention`, `tokens`."
    )
    sources: dict[str, Source] | None = fact("Sources", "Sources of this record, by id.")
    claims: tuple[Claim, ...] | None = fact("Claims", "What others say, by field.")
