"""The names of everything that has a page, for the scripts that find and compare."""

from __future__ import annotations

from atlas.catalog import Catalog
from atlas.schema.vocabulary import RECORDS

NAMED = (*RECORDS, "organizations", "datasets", "families")


def names(catalog: Catalog) -> dict[str, dict[str, list[str]]]:
    """By collection and id: the name, then further names. Models lead to `models/<id>/`, and so on."""
    return {
        collection: {
            id_: list(dict.fromkeys([entry.name, *(getattr(entry, "aliases", None) or ())]))
            for id_, entry in catalog.collection(collection).items()
        }
        for collection in NAMED
    }
