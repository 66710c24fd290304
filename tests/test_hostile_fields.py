"""A script in every single field of every kind of record: refused at its place, or text that does no harm.

The fields are those of the schema, so one that is added is attacked from its first day.
"""

import json
import types
import typing
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from atlas.schema.base import Part
from atlas.schema.choices import OneOf
from atlas.schema.types import Ref
from atlas.schema.vocabulary import COLLECTIONS, RECORDS
from atlas.site import load_checked
from atlas.text.dates import PartialDate
from atlas.text.quantity import Quantity
from hostile import allowed
from records import VOCABULARIES, catalogue
from test_hostile import CONCEPTS, check_exports, exported, is_inside, rendered

ATTACK = "javascript:alert(1)//\"'><script>alert(1)</script><img src=x onerror=alert(1)>{{ 7*7 }}"

FieldPath = tuple[str, ...]
"""Keys from the outermost on: `*` is any id of a mapping, `-` the one item of a list."""

OWNERS: dict[str, type[Part]] = {name: collection.part for name, collection in COLLECTIONS.items()}


# --- What the schema has ---


def fields(owner: type[Part], path: FieldPath = (), above: tuple[type[Part], ...] = ()) -> Iterator[FieldPath]:
    """Every place for a single value below a part; what holds parts of its own kind is entered once."""
    for name, info in owner.model_fields.items():
        for way, inner in below(info.annotation):
            place = (*path, info.alias or name, *way)
            if not is_part(inner):
                yield place
            elif inner not in (*above, owner):
                yield from fields(inner, place, (*above, owner))


def is_part(annotation: Any) -> bool:
    return isinstance(annotation, type) and issubclass(annotation, Part)


def below(annotation: Any) -> Iterator[tuple[FieldPath, Any]]:
    """(the way to a single value or a part, its type) for each form that a field may have."""
    origin, inner = typing.get_origin(annotation), typing.get_args(annotation)
    if origin is typing.Annotated:
        yield from below(inner[0])
    elif origin in (typing.Union, types.UnionType):
        for one in inner:
            if one is not type(None):
                yield from below(one)
    elif origin is tuple:
        yield from ((("-", *way), kind) for way, kind in below(inner[0]))
    elif origin is not None and isinstance(origin, type) and issubclass(origin, Mapping):
        yield from ((("*", *way), kind) for way, kind in below(inner[1]))
    else:
        yield (), annotation


def test_the_fields_are_found() -> None:
    found = {"/".join((name, *path)) for name, owner in OWNERS.items() for path in fields(owner)}
    assert len(found) > 400
    assert found >= {
        "models/name",
        "models/variants/*/architecture/type",
        "models/components/*/layers",
        "models/sources/*/authors/-",
        "models/evidence/-/rows/*",
        "concepts/claims/-/note",
        "licenses/url",
    }


# --- Records with one hostile value ---


def sample(annotation: Any, metadata: list[Any]) -> str:
    """A value that a required field takes."""
    ref = next((mark for mark in metadata if isinstance(mark, Ref)), None)
    if ref:
        return next(iter(VOCABULARIES[ref.kind].split(":"))) if ref.kind in VOCABULARIES else "bert"
    if closed := next((mark.choices for mark in metadata if isinstance(mark, OneOf)), None):
        return next(iter(closed))
    known = {PartialDate: "2020", Quantity: "1", int: "1", float: "1", bool: "true"}
    return known.get(annotation, "https://a.example/") if isinstance(annotation, type) else "x"


def part(owner: type[Part], path: FieldPath, value: str) -> dict[str, Any]:
    """The data of a part that has what it must have, and a value at a path."""
    made: dict[str, Any] = {}
    for name, info in owner.model_fields.items():
        key = info.alias or name
        if path and key == path[0]:
            made[key] = held(info.annotation, path[1:], value)
        elif info.is_required():
            (way, inner), *_ = below(info.annotation)
            made[key] = wrapped(way, part(inner, (), "") if is_part(inner) else sample(inner, info.metadata))
    return made


def held(annotation: Any, path: FieldPath, value: str) -> Any:
    """A value at a path below a field, in the form that has such a path."""
    for way, inner in below(annotation):
        if path[: len(way)] == way:
            rest = path[len(way) :]
            if bool(rest) == is_part(inner):
                return wrapped(way, part(inner, rest, value) if rest else value)
    raise LookupError(path)


def wrapped(way: FieldPath, value: Any) -> Any:
    for step in reversed(way):
        value = [value] if step == "-" else {"only": value}
    return value


# What a record of these kinds must have besides, so that nothing but the hostile value is wrong with it.
BESIDES: dict[str, dict[str, Any]] = {
    "models": {"kind": "model", "draft": "true", "category": "text", "variants": {"only": {"name": "Only"}}},
    "sources": {"accessed": "2024-01-01", "url": "https://a.example/"},
    "comparisons": {"models": ["bert", "gpt"]},
}


def text_of(name: str, path: FieldPath) -> str:
    """A file of a collection in which one value is hostile. JSON is YAML too."""
    made = part(OWNERS[name], path, ATTACK)
    made |= {key: value for key, value in BESIDES.get(name, {}).items() if key != path[0]}
    if name == "comparisons":  # its id says what is compared
        made = {"-vs-".join(made["models"]).replace(":", "-"): made}
    elif name not in RECORDS:  # in place of the one entry that is there, which others name
        made = {VOCABULARIES[name].partition(":")[0]: made}
    return "\n".join(f"{json.dumps(key)}: {json.dumps(value)}" for key, value in made.items()) + "\n"


@cache
def faults(html: str) -> list[str]:
    """What should not be on a page; kept, since most pages are the same whichever field is attacked."""
    return list(allowed.faults(allowed.fragment(html), allowed.templates(), allowed.MARKDOWN))


@pytest.mark.parametrize("name", OWNERS)
def test_a_script_in_any_field_is_refused_or_text(name: str, tmp_path: Path) -> None:
    accepted = set()
    folder = catalogue(tmp_path, {"bert": "draft: false", "gpt": "draft: false"}, CONCEPTS)
    file = folder / "data" / (f"{name}/hostile.yml" if name in RECORDS else f"{name}.yml")
    for path in fields(OWNERS[name]):
        file.write_text(text_of(name, path), encoding="utf-8")
        catalog, found = load_checked(folder, drafts=True)
        said = [str(problem) for problem in found]
        assert not found or any(key in line for line in said for key in (*path, ATTACK) if key not in "*-"), said
        assert all(is_inside(problem, file.read_bytes()) for problem in found if problem.file.endswith(file.name))
        if not found:
            accepted.add("/".join(path))
            check_exports(exported(catalog))
        for html in rendered(catalog).values() if not found or "safe-prose" in str(said) else ():
            assert faults(html) == [], path
    assert accepted & {"name", "title"}
