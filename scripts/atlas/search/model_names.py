"""The names of models, for the scripts that find them: the one list that search, tables and comparisons share."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from atlas.catalog import Catalog


def all_names(entry: Any) -> tuple[str, ...]:
    """The name of a record or of an entry of a vocabulary, then its aliases, each once."""
    return tuple(dict.fromkeys((entry.name, *(getattr(entry, "aliases", None) or ()))))


def joined(texts: Iterable[str]) -> str:
    """Texts as one, with a bar between them: that takes less room than a list. A bar within a text is broken."""
    return "|".join(text.replace("|", "¦") for text in texts)


def names(catalog: Catalog) -> dict[str, dict[str, str]]:
    """All names of each model, joined, by its id; at last the ids that it had before."""
    named = ((id_, (*all_names(model), *(model.formerly or ()))) for id_, model in catalog.models.items())
    return {"models": {id_: joined(dict.fromkeys(own)) for id_, own in named}}
