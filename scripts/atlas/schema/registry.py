"""The field registry: every field of a record by path, and a walk over the facts that a record writes.

A path names a field without ids: `variants.base.layers` and `components.text.layers` are both `layers`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from dataclasses import fields as dataclass_fields
from functools import cache
from typing import Any, Literal, NamedTuple, get_args

from pydantic.fields import FieldInfo

from atlas.schema.base import Declaration, Part
from atlas.schema.choices import Choice, Choices, OneOf
from atlas.schema.record import Model
from atlas.schema.types import Ref, Shows
from atlas.schema.variants import Component, Facts
from atlas.text.dates import PartialDate
from atlas.text.positions import FieldPath, dotted
from atlas.text.quantity import Quantity

Kind = Literal["number", "date", "choice", "terms", "yes-no", "language", "address", "text", "group"]
"""What a value is: a number (plain, with a suffix, or of bytes), a value of a closed list, ids of entries …"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Field(Declaration):
    """What is known of one field: what it declares, and what follows from its place and its type."""

    path: str
    label: str
    description: str
    kind: Kind
    ref: Ref | None = None
    choices: Choices[Choice] | None = None

    @property
    def head(self) -> str:
        """Its label where there is little room."""
        return self.short or self.label

    @property
    def implied(self) -> tuple[str, ...]:
        """Ids of the concepts that a record uses which writes it."""
        return tuple(self.implies.split())


class Written(NamedTuple):
    """A value that a record writes: where, what field it is, the value."""

    path: FieldPath
    field: Field
    value: Any

    @property
    def dotted(self) -> str:
        return dotted(self.path)


@cache
def field_of(owner: type[Part], name: str, path: str, group: str = "") -> Field:
    """The registry entry of one pydantic field at a path. `group` is that of the mapping in which it stands."""
    info = owner.model_fields[name]
    declared = info.json_schema_extra if isinstance(info.json_schema_extra, Declaration) else Declaration()
    own = {each.name: getattr(declared, each.name) for each in dataclass_fields(Declaration)}
    marks = metadata(info)
    return Field(
        **(own | {"group": declared.group or group}),
        path=path,
        label=info.title or name,
        description=info.description or "",
        kind=_kind(marks),
        ref=next((mark for mark in marks if isinstance(mark, Ref)), None),
        choices=next((mark.choices for mark in marks if isinstance(mark, OneOf)), None),
    )


def _kind(marks: list[Any]) -> Kind:
    """What the values of a field are, by all that its annotation says."""
    for mark in marks:
        if isinstance(mark, Shows):
            return mark.kind
        if isinstance(mark, Ref):
            return "terms"
        if isinstance(mark, OneOf):
            return "choice"
    types = [mark for mark in marks if isinstance(mark, type)]
    if any(issubclass(found, Part) for found in types):
        return "group"
    return next((_KIND_OF[found] for found in types if found in _KIND_OF), "text")


_KIND_OF: dict[type, Kind] = {bool: "yes-no", int: "number", float: "number", Quantity: "number", PartialDate: "date"}


def metadata(info: FieldInfo) -> list[Any]:
    """Everything inside the annotation of a field: types, and the marks put on them."""
    return list(_metadata([*info.metadata, info.annotation]))


def _metadata(annotations: list[Any]) -> Iterator[Any]:
    """All metadata inside an annotation such as `tuple[Annotated[str, Ref(…)], …] | None`."""
    for annotation in annotations:
        yield annotation
        yield from _metadata([a for a in get_args(annotation) if a is not Ellipsis])
        yield from getattr(annotation, "__metadata__", ())


@cache
def fields(owner: type[Part] = Model, prefix: str = "", group: str = "") -> dict[str, Field]:
    """Every field below a class by its dotted path, in the order of the schema; ids of mappings left out."""
    found: dict[str, Field] = {}
    for name, info in owner.model_fields.items():
        path = f"{prefix}{name}"
        own = found[path] = field_of(owner, name, path, group)
        part = _part(info)
        if part and not issubclass(part, Facts):
            found |= fields(part, f"{path}.", own.group)
    if owner is Model:
        own_names = (name for name in Component.model_fields if name not in Facts.model_fields)
        found |= {name: field_of(Component, name, name) for name in own_names}
    return found


@cache
def by_config_name() -> dict[str, Field]:
    """The facts by their names in the configuration files of models."""
    return {name: field for field in fields().values() for name in field.config.split()}


@cache
def headline_fields() -> dict[str, Field]:
    """The facts that must have evidence."""
    return {path: field for path, field in fields().items() if field.headline}


def _part(info: FieldInfo) -> type[Part] | None:
    return next((a for a in _metadata([info.annotation]) if isinstance(a, type) and issubclass(a, Part)), None)


def part_at(owner: type[Part], path: FieldPath) -> type[Part] | None:
    """The class of the mapping at a path of a record of class `owner`; None where there is no mapping."""
    part: type[Part] | None = owner
    steps = list(path)
    while steps and part:
        info = part.model_fields.get(str(steps.pop(0)))
        if info is None:
            return None
        part = _part(info)
        if part and steps and _has_ids(info):
            steps.pop(0)
    return part


def _has_ids(info: FieldInfo) -> bool:
    return any(a in (dict, tuple) for a in (getattr(x, "__origin__", None) for x in _metadata([info.annotation])))


def schema_path(path: FieldPath) -> str:
    """The registry path of a written path: ids of variants, components and lists left out."""
    steps: list[str] = []
    skip = False
    for step in path:
        if skip or isinstance(step, int):
            skip = False
            continue
        if step in ("variants", "components"):
            skip = True
            continue
        steps.append(step)
    return ".".join(steps)


def written(record: Part) -> list[Written]:
    """Every value a record writes, depth first in the order of the schema; lists of plain values stay whole."""
    found: list[Written] = []
    _collect(found, record, (), "", "")
    return found


def _collect(found: list[Written], part: Part, path: FieldPath, prefix: str, group: str) -> None:
    """Adds every value below a part. A list, as generators of generators take twice the time."""
    present, values = part.model_fields_set, part.__dict__
    for name, field in _own_fields(type(part), prefix, group).items():
        if name not in present:
            continue
        value = values[name]
        place = (*path, name)
        first = value[0] if type(value) is tuple and value else value
        if type(first) in _PLAIN:  # nearly all values
            found.append(Written(place, field, value))
        elif isinstance(value, Part):
            _collect(found, value, place, f"{prefix}{name}.", field.group)
        elif isinstance(value, dict):
            below = "" if name in ("variants", "components") else f"{prefix}{name}."
            for key, entry in value.items():
                if isinstance(entry, Part):
                    _collect(found, entry, (*place, key), below, field.group)
                else:
                    found.append(Written((*place, key), field, entry))
        elif isinstance(first, Part):
            for index, entry in enumerate(value):
                _collect(found, entry, (*place, index), f"{prefix}{name}.", field.group)
        else:
            found.append(Written(place, field, value))


_PLAIN = frozenset({str, int, float, bool, Quantity, PartialDate})


@cache
def _own_fields(owner: type[Part], prefix: str, group: str) -> dict[str, Field]:
    """The fields of one class by name, below a prefix and in a group."""
    return {name: field_of(owner, name, f"{prefix}{name}", group) for name in owner.model_fields}


def value_at(record: Any, path: str) -> Any:
    """The value that a record writes at a dotted path; None where nothing is written."""
    value = record
    for step in path.split("."):
        if isinstance(value, dict):
            value = value.get(step)
        elif type(value) not in _PLAIN and isinstance(value, Part):
            value = getattr(value, step) if step in value.model_fields_set else None
        else:
            return None
        if value is None:
            return None
    return value
