"""The list of published addresses, and what of it a catalogue would no longer have."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from atlas.catalog import Catalog, former_ids
from atlas.schema.vocabulary import COLLECTIONS
from atlas.text.problems import Problem

LIST = "tests/addresses.txt"
"""Every address that has been published, one a line."""


def vanished(root: Path, catalog: Catalog) -> Iterator[Problem]:
    """A problem for each published page of a record that is gone, at its line of the list. Nothing without a list."""
    path = root / LIST
    lines = path.read_text(encoding="utf-8").splitlines() if path.is_file() else []
    for number, address in enumerate(lines, start=1):
        collection, _, id_ = address.rstrip("/").partition("/")
        if not id_ or not address.endswith("/") or collection not in COLLECTIONS or _is_there(catalog, collection, id_):
            continue
        message = f"{address} has been published and would vanish"
        where = f"data/{collection}/" if collection in ("models", "concepts") else f"data/{collection}.yml"
        fix = f"if it was renamed or merged, write `formerly: [{id_}]` in the entry of {where} that takes its place"
        yield Problem(LIST, number, 1, "", message, fix, "vanished-address")


def _is_there(catalog: Catalog, collection: str, id_: str) -> bool:
    entry = catalog.collection(collection).get(id_)
    known = id_ in former_ids(catalog, collection) or catalog.is_broken(collection, id_)
    return known or (entry is not None and not getattr(entry, "draft", None))
