"""Pydantic's errors in the words of this project: what was found, what is allowed, the mend."""

from __future__ import annotations

from difflib import get_close_matches
from typing import Any

from pydantic import ValidationError

from atlas.schema.base import Part
from atlas.schema.registry import part_at
from atlas.text import many
from atlas.text.positions import FieldPath
from atlas.text.problems import Problem
from atlas.text.yamlio import Document


def problems(error: ValidationError, owner: type[Part], document: Document, prefix: FieldPath = ()) -> list[Problem]:
    """Every pydantic error as a problem at its place in the document."""
    found = error.errors(include_url=False, include_context=True)
    said = [_problem(each, owner, document, prefix) for each in found[: many.MOST + 1]]
    if len(said) > many.MOST:
        said[-1] = many.more(said[-1], len(found) - many.MOST)
    return said


def _problem(error: Any, owner: type[Part], document: Document, prefix: FieldPath) -> Problem:
    path: FieldPath = (*prefix, *error["loc"])
    kind, given = error["type"], error["input"]
    if kind == "extra_forbidden":
        return _unknown_field(document, path, owner, error["loc"])
    if kind == "missing":
        name = path[-1]
        return document.problem(path, "is missing", f"add `{name}:`", "required-field")
    if kind == "choice":
        return _not_in_list(document, path, error["ctx"]["allowed"], given)
    if kind in ("dict_type", "model_type", "model_attributes_type"):
        return document.problem(path, "is not a mapping", "write `key: value` lines below it", "mapping")
    if kind in ("tuple_type", "list_type"):
        return document.problem(
            path, "is not a list", f"write [{given}]" if isinstance(given, str) else "write a list", "list"
        )
    message, _, fix = error["msg"].partition("; ")
    return document.problem(path, message, fix, kind)


def _unknown_field(document: Document, path: FieldPath, owner: type[Part], local: FieldPath) -> Problem:
    part = part_at(owner, local[:-1])
    allowed = sorted(info.alias or name for name, info in part.model_fields.items()) if part else []
    found = str(path[-1])
    message = f'"{_shortened(found)}" is not a field here'
    return document.problem(path, message, nearest(found, allowed) or _listed(allowed), "known-field", key=True)


def _not_in_list(document: Document, path: FieldPath, allowed: list[str], given: Any) -> Problem:
    if not isinstance(given, str):
        return document.problem(path, "is not a single value", f"use one of {', '.join(allowed)}", "allowed-value")
    message = f'"{_shortened(given)}" is not allowed here'
    close = nearest(given, allowed)
    return document.problem(path, message, close or f"use one of {', '.join(allowed)}", "allowed-value")


def nearest(found: str, allowed: list[str]) -> str:
    """`did you mean "x"?` for the nearest allowed word in any case, or nothing."""
    words = {word.lower(): word for word in allowed}
    close = get_close_matches(found[:80].lower(), words, n=1, cutoff=0.6)
    return f'did you mean "{words[close[0]]}"?' if close else ""


def _shortened(text: str) -> str:
    return text if len(text) <= 60 else text[:57] + "…"


def _listed(allowed: list[str]) -> str:
    return f"use one of {', '.join(allowed)}" if len(allowed) <= 20 else "CONTRIBUTING.md shows the fields of a record"
