"""Model and concept records: one file each."""

from __future__ import annotations

from typing import Any

from pydantic import field_validator

from atlas.schema.base import Part, fact
from atlas.schema.evidence import AbsenceOrReason, Claim, Evidence, Relation, Source
from atlas.schema.facts import Facts, Variant
from atlas.schema.types import (
    BenchmarkId,
    Boolean,
    CategoryId,
    ConceptId,
    ConceptKind,
    Date,
    FamilyId,
    ModelId,
    Number,
    OrganizationId,
    RecordKind,
    SourceId,
    TaskId,
    Text,
    Trait,
)

SUMMARY_LENGTH = 280


class Dates(Part):
    weights: Date | None = fact("Weights", "When the weights were published.")
    api: Date | None = fact("API", "When the service opened.")
    deprecated: Date | None = fact("Deprecated", "When the makers advised against it.")
    retired: Date | None = fact("Retired", "When it stopped being served.")


class Result(Part):
    """One published benchmark result."""

    benchmark: BenchmarkId = fact("Benchmark", "Which benchmark.", required=True)
    metric: Text = fact("Metric", "What was measured.", required=True)
    value: Number = fact("Value", "The number.", required=True)
    setting: Text | None = fact("Setting", "Shots, split, beam and the like.")
    variant: Text | None = fact("Variant", "Which variant.")
    source: SourceId = fact("Source", "Who reports it.", required=True)
    locator: Text | None = fact("Locator", "Section, table or page.")


class Model(Facts):
    """A model, or a family published together; or an architecture such as LSTM."""

    kind: RecordKind = fact("Kind", "A model, or an architecture without weights.", required=True)
    draft: Boolean | None = fact("Draft", "Checked and previewed, but not published and not yet held to evidence.")
    name: Text = fact("Name", "Name as its makers write it.", required=True)
    full_name: Text | None = fact("Full name", "What the name stands for.")
    aliases: tuple[Text, ...] | None = fact("Aliases", "Other names that people search for.")
    organizations: tuple[OrganizationId, ...] | None = fact(
        "Organizations", "Who made it.", headline=True, only_models=True
    )
    category: CategoryId = fact("Category", "Its section of the catalogue.", required=True)
    also_in: tuple[CategoryId, ...] | None = fact("Also in", "Further sections that list it.")
    family: FamilyId | None = fact("Family", "The family it belongs to.")
    tasks: tuple[TaskId, ...] | None = fact("Tasks", "What it is used for.")
    languages: tuple[Text, ...] | None = fact("Languages", "BCP 47 codes of its languages.")
    summary: Text = fact("Summary", "One or two plain sentences.", required=True, maxLength=SUMMARY_LENGTH)
    description: Text | None = fact("Description", "Markdown: what it is, how it works, what came of it.")
    innovations: tuple[Text, ...] | None = fact("What was new", "One line each.")
    variants: dict[str, Variant] | None = fact("Variants", "Sizes and versions published together, by permanent id.")
    relations: tuple[Relation, ...] | None = fact("Relations", "What it comes from.")
    superseded_by: ModelId | None = fact("Superseded by", "The model that its makers offer instead.")
    dates: Dates | None = fact("Dates", "Further dates.")
    verified: Date | None = fact("Verified", "When this record was last looked over.")
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
    date: Date | None = fact("Date", "When.")
    note: Text | None = fact("Note", "Who, in one sentence.")


class Concept(Part):
    """A technique or idea: explained on its own page, and a word of the model files' vocabulary."""

    name: Text = fact("Name", "The field's standard term.", required=True)
    aliases: tuple[Text, ...] | None = fact("Aliases", "Other names that people search for.")
    kind: ConceptKind = fact("Kind", "What kind of thing it is; decides which fields may name it.", required=True)
    summary: Text = fact("Summary", "What it is, for a newcomer.", required=True, maxLength=SUMMARY_LENGTH)
    explanation: Text | None = fact("Explanation", "Markdown: the idea, how it works, its trade-offs.")
    introduced: Introduction | None = fact("Introduced", "Who first described it.")
    related: tuple[ConceptId, ...] | None = fact("Related", "Concepts worth reading next.")
    gated: Boolean | None = fact("Gated", "Activations only: whether it multiplies by a gate, with a third matrix.")
    traits: tuple[Trait, ...] | None = fact(
        "Traits", "Architectures only: which facts apply; `layers`, `attention`, `tokens`."
    )
    sources: dict[str, Source] | None = fact("Sources", "Sources of this record, by id.")
    claims: tuple[Claim, ...] | None = fact("Claims", "What others say, by field.")
