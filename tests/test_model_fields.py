"""Every field that a record may write is on the page of the model and in the API, or is left out for a reason."""

from __future__ import annotations

import json
from typing import Any

import pytest

from atlas import pages
from atlas.catalog import Catalog
from atlas.exports import api
from atlas.facts.show import text_of
from atlas.schema.record import Model
from atlas.schema.registry import Field, fields, part_at
from atlas.schema.variants import Component
from facts import catalog

NOT_ON_THE_PAGE = {
    "name": "of a variant; the record's own is the heading",
    "formerly": "leaves pages of its own, which lead here",
    "draft": "says whether there is a page at all, and then that it is one",
    "kind": "only architectures say what they are",
    "category": "leads to the page, in its breadcrumb, by its title",
    "model": "of a component; leads to that record by its name",
    "frozen": "is said in words",
    "relations.type": "is said in words",
    "relations.model": "leads to that record by its name",
    "superseded_by": "leads to that record by its name",
    "evidence.source": "is where the evidence stands",
    "absent.source": "is where the evidence stands",
    "claims.source": "is said by its title",
    "results.source": "is said by its number",
    "results.benchmark": "is said by its name",
    "evidence.supports": "is said by the labels of the fields",
    "evidence.read_in": "is said once for all quotes of a source",
    "absent.reason": "is said in words",
    "absent.locator": "is the title of its link",
    "absent.note": "is for those who mend the record",
    "absent.read_in": "is for those who look the quote up",
    "sources.type": "decides how a source is cited",
    "sources.url": "is the address of its title",
    "sources.path": "stands beside its repository",
    "sources.commit": "is shortened",
    "sources.version": "stands beside its package",
    "sources.revision": "is shortened",
    "earlier.field": "is said by the place where it stands",
    "claims.field": "is said by the label of the field",
    "claims.verdict": "is said in words",
    "claims.mistake": "orders the page of corrections",
}
"""Why a field is not on the page in the words of its value."""
LISTS = {"relations", "results", "evidence", "claims", "earlier"}
MAPPINGS = {"sources": "thing", "absent": "layers", "components": "part"}
NEEDED: dict[str, dict[str, Any]] = {
    "relations": {"type": "successor-of", "model": "other"},
    "results": {"benchmark": "quiz", "metric": "points", "value": "7", "source": "thing"},
    "evidence": {"source": "thing", "supports": ["released"], "quote": "in 2001"},
    "claims": {"field": "layers", "value": "3", "verdict": "wrong", "source": "thing"},
    "sources": {"type": "paper", "title": "A thing"},
    "earlier": {"field": "huggingface", "value": "maker/once", "until": "2002"},
    "absent": {"reason": "undisclosed"},
}
VALUES: dict[str, Any] = {
    "relations.variants": ["base"],
    "relations.variant": "base",
    "results.variant": "base",
    "evidence.rows": {"base": "row of words"},
    "evidence.supports": ["released"],
    "absent": {"layers": "undisclosed"},
    "earlier.field": "huggingface",
    "earlier.variants": ["base"],
    "huggingface": ["maker/thing"],
    "sources.arxiv": "2001.00001v1",
    "sources.doi": "10.1000/thing",
    "sources.repository": "maker/thing",
    "sources.commit": "0123456789" * 4,
    "sources.package": "thing",
    "sources.version": "1.2.3",
    "sources.huggingface": "maker/thing",
    "sources.revision": "0123456789" * 4,
    "variant": "base",
    "languages": ["de"],
}
ENTRIES = {"categories": "examples", "models": "other", "benchmarks": "quiz", "sources": "thing", "families": "kin"}
PATHS = [path for path, field in fields().items() if field.kind != "group"]
OF_PARTS = {"role", "model", "variant", "component", "frozen"}


def given(field: Field, number: int) -> Any:
    """A value that no other field has."""
    if field.path in VALUES:
        return VALUES[field.path]
    if field.ref:
        entry = ENTRIES.get(field.ref.kind, f"entry-{number}")
        return [entry] if is_list(field) else entry
    if field.choices:
        first = next(iter(field.choices))
        return [first] if is_list(field) else first
    plain = {"yes-no": "true", "date": f"{1900 + number}-01", "number": str(3000 + number)}
    texts = {"address": f"https://a.example/{number}"}
    value = plain.get(field.kind) or texts.get(field.kind) or f"words number {number}"
    return [value] if is_list(field) else value


def is_list(field: Field) -> bool:
    """Whether a field takes a list, as its JSON Schema says."""
    return field.path in _lists()


def _lists() -> set[str]:
    found = set()
    for path in PATHS:
        *steps, last = path.split(".")
        owner = part_at(Model, tuple(with_ids(steps))) if steps else (Component if path in OF_PARTS else Model)
        annotation = str(owner.model_fields[last].annotation) if owner and last in owner.model_fields else ""
        found |= {path} if "tuple[" in annotation or "Tuple[" in annotation else set()
    return found


def with_ids(steps: list[str]) -> list[str | int]:
    """The steps of a path of the schema as those of a record."""
    found: list[str | int] = []
    for step in steps:
        found += [step, 0] if step in LISTS else [step, MAPPINGS[step]] if step in MAPPINGS else [step]
    return found


def record(path: str, value: Any) -> dict[str, Any]:
    """A record that writes one field, and what must be beside it."""
    written: dict[str, Any] = {"released": "2001", "sources": {"thing": dict(NEEDED["sources"])}}
    if path in OF_PARTS:
        return written | {"variants": {"base": {}}, "components": {"part": {"model": "other", path: value}}}
    first, *rest = path.split(".")
    if first in LISTS:
        return written | {"variants": {"base": {}}, first: [NEEDED[first] | {rest[0]: value}]}
    if first == "sources":
        written["sources"]["thing"] |= {rest[0]: value}
        return written | {"variants": {"base": {}}}
    if first == "absent":
        return written | {"variants": {"base": {}}, "absent": {"layers": NEEDED["absent"] | {rest[0]: value}}}
    return written | {"variants": {"base": {}}} | ({first: {rest[0]: value}} if rest else {first: value})


def atlas_with(path: str) -> Catalog:
    value = given(fields()[path], PATHS.index(path))
    return catalog(
        json.dumps(
            {
                "models": {"example": record(path, value), "other": {"name": "Other", "variants": {"base": {}}}},
                "categories": {"examples": {}},
                "benchmarks": {"quiz": {}},
                "families": {"kin": {"name": "Kin"}},
            }
        )
    )


def texts(value: Any, field: Field) -> list[str]:
    """The words that stand for a value on a page."""
    found = value if isinstance(value, tuple) and field.kind in ("terms", "text") else [value]
    if isinstance(value, dict):
        found = list(value.values())
    names = {"examples": "examples", "kin": "Kin"}
    return [names.get(entry, str(entry)) if field.kind == "terms" else text_of(field, entry) for entry in found]


@pytest.mark.parametrize("path", PATHS)
def test_a_field_is_on_the_page_or_left_out_for_a_reason(path: str) -> None:
    atlas = atlas_with(path)
    html = next(page.html for page in pages.render(atlas, pages.Settings()) if page.address == "models/example/")
    model = atlas.models["example"]
    place = f"components.part.{path}" if path in OF_PARTS else ".".join(map(str, with_ids(path.split("."))))
    value = value_in(model, place)
    assert value is not None
    if path in NOT_ON_THE_PAGE:
        return
    assert [text for text in texts(value, fields()[path]) if text not in html] == []


def value_in(model: Any, place: str) -> Any:
    """The value of a record at a path with places in lists."""
    value = model
    for step in place.split("."):
        value = value[int(step)] if step.isdigit() else value[step] if isinstance(value, dict) else getattr(value, step)
    return value


@pytest.mark.parametrize("path", [path for path in PATHS if path != "draft"])
def test_a_field_is_in_the_api(path: str) -> None:
    atlas = atlas_with(path)
    found = api.record(atlas, "example", api.Addresses(""))
    place = f"components.part.{path}" if path in OF_PARTS else ".".join(map(str, with_ids(path.split("."))))
    wanted = api.plain(value_in(atlas.models["example"], place))
    value: Any = found if place.split(".")[0] in found else found["variants"]["base"]
    for step in place.split("."):
        value = value[int(step)] if step.isdigit() else value[step]
    assert value == wanted


def test_reasons_are_for_fields_that_exist() -> None:
    assert set(NOT_ON_THE_PAGE) <= set(PATHS)
