"""Sources, evidence, absences and claims: why a reader may believe a fact."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Annotated, Any

from pydantic import BeforeValidator, Field

from atlas.schema.base import MOST_NAMED, NAME_LENGTH, Part, fact
from atlas.schema.choices import ABSENCES
from atlas.schema.identifiers import (
    ArxivId,
    CommitHash,
    DoiName,
    FilePath,
    HubId,
    PackageName,
    PackageVersion,
    RepositoryName,
    Revision,
)
from atlas.schema.types import (
    AbsenceReason,
    Date,
    Mistake,
    ModelId,
    RelationName,
    Scalar,
    SourceId,
    SourceType,
    Text,
    Url,
    Verdict,
)


class Source(Part):
    """A text that can be found again: pinned by arXiv version, DOI, commit, package version or date."""

    type: SourceType = fact("Type", "What kind of text it is.", required=True)
    title: Text = fact("Title", "Title as printed.", required=True, maximum=400)
    authors: tuple[Text, ...] | None = fact(
        "Authors", "First Last each; end with `others` to shorten.", maximum=NAME_LENGTH
    )
    organization: Text | None = fact("Publisher", "Who published it, where no author is named.", maximum=NAME_LENGTH)
    date: Date | None = fact("Date", "Date of the version read.", within=(1600, 0))
    arxiv: ArxivId | None = fact("arXiv", "Identifier with version, such as 1810.04805v2.")
    doi: DoiName | None = fact("DOI", "Digital object identifier, without https://doi.org/.")
    url: Url | None = fact("Address", "Web address.")
    venue: Text | None = fact("Venue", "Conference or journal.")
    repository: RepositoryName | None = fact("Repository", "GitHub repository as owner/name.")
    commit: CommitHash | None = fact("Commit", "Full commit hash that was read.")
    path: FilePath | None = fact("Path", "File inside the repository or package.")
    package: PackageName | None = fact("Package", "PyPI package name.")
    version: PackageVersion | None = fact("Version", "Version of the package.")
    huggingface: HubId | None = fact("Hugging Face", "Repository id on the hub.")
    revision: Revision | None = fact("Revision", "Commit hash on the hub.")
    accessed: Date | None = fact("Accessed", "When a page without a date was read.")
    note: Text | None = fact("Note", "What a reader must know of this source.", prose=True)


class Evidence(Part):
    """Where facts stand: a place in a source, if possible with the words, and the facts they support."""

    source: SourceId = fact("Source", "Id of a source of this record or of data/sources.yml.", required=True)
    locator: Text | None = fact("Locator", "Section, table or page.")
    quote: Text | None = fact("Quote", "One sentence or table row, only if it was really read.")
    read_in: Text | None = fact("Read in", "The stored copy in which the text was read.")
    supports: tuple[Text, ...] = fact("Supports", "Paths of the facts, where they are written.", required=True)
    rows: dict[str, Text] | None = fact("Rows", "Table rows by variant; `supports` is then relative to each variant.")
    derivation: Text | None = fact("Derivation", "How a calculated value follows, such as `4 × 768`.")


def supported_paths(evidence: Evidence) -> Iterator[tuple[int, str, str | None]]:
    """(index in `supports`, full path of the fact, the words that should state it) of one piece of evidence."""
    for index, path in enumerate(evidence.supports):
        if evidence.rows:
            for variant, row in islice(evidence.rows.items(), MOST_NAMED):  # more of them is a problem of its own
                yield index, f"variants.{variant}.{path}", row
        else:
            yield index, path, evidence.quote


class Absence(Part):
    """A fact that cannot be had, and who says so."""

    reason: AbsenceReason = fact("Reason", "Kept back by the makers, or without meaning here.", required=True)
    source: SourceId | None = fact("Source", "Where the makers say so.")
    locator: Text | None = fact("Locator", "Section, table or page.")
    quote: Text | None = fact("Quote", "The sentence, only if it was really read.")
    read_in: Text | None = fact("Read in", "The stored copy in which the text was read.")
    note: Text | None = fact("Note", "A short remark.", prose=True)


def _as_absence(value: Any) -> Any:
    return {"reason": value} if isinstance(value, str) else value


class Claim(Part):
    """What somebody says about a fact that is not the fact."""

    field: Text = fact("Field", "Path of the fact that the claim is about.", required=True)
    value: Scalar = fact("Value", "What is claimed, in few words.", required=True)
    verdict: Verdict = fact("Verdict", "What we hold of it.", required=True)
    mistake: Mistake | None = fact("Mistake", "What kind of mistake it is; needed where the verdict is wrong.")
    correct: Scalar | None = fact("Correct", "What is true instead, in few words.")
    source: SourceId = fact("Source", "Who claims it.", required=True)
    locator: Text | None = fact("Locator", "Where in that source.")
    quote: Text | None = fact("Quote", "The words, only if they were really read.")
    note: Text | None = fact("Note", "Why it is so, and where the confusion comes from.", prose=True)


class Relation(Part):
    """How this model comes from another. The subject is the record in which it stands."""

    type: RelationName = fact("Type", "What it has from the other.", required=True)
    model: ModelId = fact("Model", "The other record.", required=True)
    variant: Text | None = fact("Variant", "Which of its variants.")
    variants: tuple[Text, ...] | None = fact("Own variants", "Of which variants here this is true; all if left out.")
    note: Text | None = fact("Note", "A short remark.", prose=True)


AbsenceOrReason = Annotated[
    Absence,
    BeforeValidator(
        _as_absence,
        json_schema_input_type=Annotated[AbsenceReason | Absence, Field(examples=list(ABSENCES))],
    ),
]
