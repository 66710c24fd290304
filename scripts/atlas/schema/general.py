"""What is said of every variant and component: its name, where to find it, when and how it came out."""

from __future__ import annotations

from typing import Annotated

from atlas.schema.base import NAME_LENGTH, OneOrMore, Part, fact
from atlas.schema.identifiers import HubId
from atlas.schema.sections import Licenses, Links, Modalities
from atlas.schema.types import Access, Date, Text


class General(Part):
    """Name and appearance of a variant or component."""

    name: Text | None = fact("Name", "Name of this variant or component.", maximum=NAME_LENGTH)
    note: Text | None = fact("Note", "A short remark shown beside it.", prose=True)
    huggingface: Annotated[tuple[HubId, ...], OneOrMore] | None = fact(
        "Hugging Face", "Repository id on the Hugging Face hub, as owner/name."
    )
    released: Date | None = fact(
        "Released", "First public appearance.", group="general", headline=True, card=1, column="released"
    )
    access: Access | None = fact(
        "Access", "How one gets to use it.", group="access", card=30, column="access", only_models=True
    )
    licenses: Licenses | None = fact("Licences", "Licences of weights and code.", group="access")
    links: Links | None = fact("Links", "Where to find it.")
    knowledge_cutoff: Date | None = fact(
        "Knowledge cutoff", "Date of the newest training data.", group="general", card=25, only_models=True
    )
    weight_formats: tuple[Text, ...] | None = fact(
        "Weight formats", "Formats the weights come in.", group="access", minor=True
    )
    modalities: Modalities | None = fact("Modalities", "What goes in and what comes out.", group="general")
