"""Guides: one Markdown file each, which begins with facts about itself."""

from __future__ import annotations

from atlas.schema.base import Part, fact
from atlas.schema.evidence import Source
from atlas.schema.record import SUMMARY_LENGTH
from atlas.schema.types import Boolean, ShelfId, Text, Whole

LONGEST = 100_000
"""So many characters a guide may have: ten times as many as a long one."""


class Guide(Part):
    """A text that explains how to do or to understand something, over many models and concepts."""

    title: Text = fact("Title", "Heading of the page.", required=True)
    aliases: tuple[Text, ...] | None = fact("Aliases", "Other names that people search for.")
    shelf: ShelfId = fact("Shelf", "Where the list of guides has it.", required=True)
    order: Whole = fact("Order", "Its place on the shelf, from low to high.", required=True)
    summary: Text = fact(
        "Summary", "What it is about, in two sentences.", required=True, maximum=SUMMARY_LENGTH, prose=True
    )
    audience: Text = fact("For whom", "Who should read it, and what they should know.", required=True, prose=True)
    afterwards: Text = fact("Afterwards", "What one can do after reading it.", required=True, prose=True)
    covers: tuple[Text, ...] | None = fact("Covers", "Rows of the ledger of the source documents that it is about.")
    next: tuple[Text, ...] = fact(
        "Next steps", "Guides, concepts or models to go on with, in this order.", required=True
    )
    reconstructed: Boolean | None = fact(
        "Reconstructed", "Whether a part of it was lost in the source documents and is made anew."
    )
    sources: dict[str, Source] | None = fact(
        "Sources", "Sources by id, beside those of data/sources.yml and of other records."
    )
    body: Text = fact("Text", "The text below the front matter.", required=True, maximum=LONGEST)

    @property
    def name(self) -> str:
        """What links to it say."""
        return self.title
