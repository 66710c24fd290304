"""Pydantic's errors in the words of this project: what was found, what is allowed, the mend."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from pydantic import ValidationError

from atlas.schema.base import Part
from atlas.schema.record import Model
from atlas.schema.registry import by_config_name, fields, part_at
from atlas.text import many
from atlas.text.characters import shortened
from atlas.text.positions import FieldPath
from atlas.text.problems import Problem
from atlas.text.slips import meant
from atlas.text.yamlio import Document

_SHORT = 60
NOT_RECORDED = {
    "rope_theta": "say `position_encoding: rope`, and the base in the description if it matters",
    "rope_scaling": "say it in the description if it matters",
    "rms_norm_eps": "say `normalization: rms-normalization`",
    "layer_norm_eps": "say `normalization: layer-normalization`",
    "torch_dtype": "name the number format of training as `training.precision`",
    "model_type": "name the kind of network as `architecture.type`",
    "architectures": "name the kind of network as `architecture.type`",
}
"""Keys of configuration files for which records have no field, and what to write instead."""


def problems(
    error: ValidationError,
    owner: type[Part],
    document: Document,
    prefix: FieldPath = (),
    unread: Iterable[FieldPath] = (),
) -> list[Problem]:
    """Every pydantic error as a problem at its place in the document.

    unread: paths that are there but could not be read, so that nothing is missing at them.
    """
    faults = error.errors(include_url=False, include_context=True)
    misspelt = {fault["loc"]: _meant_key(owner, fault) for fault in faults if fault["type"] == "extra_forbidden"}
    expected = {*unread, *((*place[:-1], key) for place, key in misspelt.items() if key)}
    faults = [fault for fault in faults if fault["type"] != "missing" or fault["loc"] not in expected]
    said = [_problem(fault, owner, document, prefix) for fault in faults[: many.MOST + 1]]
    if len(said) > many.MOST:
        said[-1] = many.more(said[-1], len(faults) - many.MOST)
    return said


def _meant_key(owner: type[Part], fault: Any) -> str:
    return meant(str(fault["loc"][-1]), _allowed(owner, fault["loc"]))


def _allowed(owner: type[Part], local: FieldPath) -> list[str]:
    """The keys of the mapping in which a path ends."""
    part = part_at(owner, local[:-1])
    return sorted(info.alias or name for name, info in part.model_fields.items()) if part else []


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
    told = error.get("ctx", {})
    return document.problem(path, told.get("what", error["msg"]), told.get("mend", ""), kind)


def _unknown_field(document: Document, path: FieldPath, owner: type[Part], local: FieldPath) -> Problem:
    allowed = _allowed(owner, local)
    found = str(path[-1])
    message = f'"{shortened(found, _SHORT)}" is not a field here'
    fix = from_configuration(found) or nearest(found, allowed) or _elsewhere(owner, found) or _listed(allowed)
    return document.problem(path, message, fix, "known-field", key=True)


def from_configuration(found: str) -> str:
    """The mend for a name of configuration files, such as `num_key_value_heads`; "" for other words."""
    name = found.rpartition(".")[2]
    if name in NOT_RECORDED:
        return f"configuration files have it, records do not: {NOT_RECORDED[name]}"
    field = by_config_name().get(name)
    return f'in a record it is called "{field.path}"' if field else ""


def _elsewhere(owner: type[Part], found: str) -> str:
    """The mend for a field that stands in another mapping of the record."""
    places = [path for path in fields(owner) if path.rpartition(".")[2] == found] if owner is Model else []
    return f'its place is "{places[0]}"' if len(places) == 1 else ""


def _not_in_list(document: Document, path: FieldPath, allowed: list[str], given: Any) -> Problem:
    if not isinstance(given, str):
        return document.problem(path, "is not a single value", f"use one of {', '.join(allowed)}", "allowed-value")
    message = f'"{shortened(given, _SHORT)}" is not allowed here'
    close = nearest(given, allowed)
    return document.problem(path, message, close or f"use one of {', '.join(allowed)}", "allowed-value")


def nearest(found: str, allowed: Iterable[str], *, add: str = "") -> str:
    """`did you mean "x"?` for the allowed word of which this is likely a slip of the fingers, or nothing.

    add: the file or folder in which a new one may be written, which is what was meant as often.
    """
    word = meant(found, allowed)
    by_adding = f"add it to {add}" if add else ""
    return " or ".join(filter(None, (f'did you mean "{word}"?' if word else "", by_adding)))


def _listed(allowed: list[str]) -> str:
    return f"use one of {', '.join(allowed)}" if len(allowed) <= 20 else "CONTRIBUTING.md shows the fields of a record"
