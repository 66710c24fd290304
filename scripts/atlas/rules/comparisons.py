"""Rules about the curated comparisons of data/comparisons.yml."""

from __future__ import annotations

from collections.abc import Iterator

from atlas.catalog import Catalog, Entry, per_catalog
from atlas.rules.framework import Finding, record_rule, rule
from atlas.schema.errors import nearest
from atlas.schema.vocabulary import Comparison

LEAST, MOST = 2, 6
"""How many columns a comparison has."""


@rule("comparisons")
def known_compared(catalog: Catalog, entry: Entry) -> Iterator[Finding]:
    """Every entry of a comparison is a published model, or `model:variant` with a variant of it."""
    for index, compared in enumerate(_comparison(entry).models):
        fault = unknown_compared(catalog, compared)
        if fault:
            yield Finding(("models", index), *fault)


def unknown_compared(catalog: Catalog, compared: str) -> tuple[str, str] | None:
    """What is wrong with a model, or `model:variant`, that a page is to show, and the mend; None if nothing is."""
    model, colon, variant = compared.partition(":")
    if catalog.is_broken("models", model):
        return None
    if model not in catalog.models:
        return f'"{model}" is not a model', nearest(model, catalog.models, add="data/models/")
    if catalog.models[model].draft:
        return f'"{model}" is a draft', "publish it first, by removing its `draft: true`"
    known = list(catalog.variants(model))
    if colon and variant not in known:
        fix = nearest(variant, known) or (f"use one of {', '.join(known)}" if known else "name the model alone")
        return f'"{variant}" is not a variant of "{model}"', fix
    return None


@record_rule("comparisons")
def compared_number(entry: Entry) -> Iterator[Finding]:
    """A comparison has two to six entries, and none of them twice."""
    models = _comparison(entry).models
    if not LEAST <= len(models) <= MOST:
        count = f"{len(models)} {'entry' if len(models) == 1 else 'entries'}"
        yield Finding(("models",), f"has {count}, not {LEAST} to {MOST}", "add one" if len(models) < 2 else "split it")
    seen = set()
    for index, compared in enumerate(models):
        if compared in seen:
            yield Finding(("models", index), f'"{compared}" stands twice', "keep one of them")
        seen.add(compared)


@record_rule("comparisons")
def comparison_id(entry: Entry) -> Iterator[Finding]:
    """The id of a comparison is its entries joined by `-vs-`, with a hyphen between a model and its variant."""
    wanted = "-vs-".join(_comparison(entry).models).replace(":", "-")
    if entry.id != wanted:
        yield Finding((), f'the id "{entry.id}" does not say what is compared', f'name it "{wanted}"', key=True)


@rule("comparisons")
def duplicate_comparison(catalog: Catalog, entry: Entry) -> Iterator[Finding]:
    """No two comparisons have the same entries, in whatever order, or the same title."""
    own = _comparison(entry)
    first_of_models, first_of_title = _first_of(catalog)
    first = first_of_models[frozenset(own.models)]
    if first != entry.id:
        yield Finding((), f'compares the same as "{first}"', "keep one of them", key=True)
    first = first_of_title.get(own.title or "", entry.id)
    if first != entry.id:
        yield Finding(("title",), f'is also the title of "{first}"', "give it another title")


@per_catalog
def _first_of(catalog: Catalog) -> tuple[dict[frozenset[str], str], dict[str, str]]:
    """The first comparison of the same entries, and of the same title: it is kept."""
    by_models: dict[frozenset[str], str] = {}
    by_title: dict[str, str] = {}
    for id_, comparison in catalog.comparisons.items():
        by_models.setdefault(frozenset(comparison.models), id_)
        if comparison.title:
            by_title.setdefault(comparison.title, id_)
    return by_models, by_title


def _comparison(entry: Entry) -> Comparison:
    assert isinstance(entry.record, Comparison)
    return entry.record
