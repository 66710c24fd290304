"""What all parts of a record share."""

from __future__ import annotations

from typing import Any, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

_names: dict[frozenset[str], frozenset[str]] = {}
"""The sets of fields that parts write, each once."""
_settled: set[type[BaseModel]] = set()


class Part(BaseModel):
    """A mapping of a record: frozen, and closed to keys it does not know.

    It keeps what is written; what is not is looked up in the class. Of some sixty facts a variant writes ten, and
    places for all the others, in thousands of variants, took more memory than what is written.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    def model_post_init(self, context: Any, /) -> None:
        if type(self) not in _settled:
            _settle(type(self))
        written = self.__pydantic_fields_set__
        self._keep({name: value for name, value in self.__dict__.items() if name in written})

    def with_values(self, update: dict[str, Any]) -> Self:
        """A copy with these values, which are valid already, on top."""
        copied = self.__copy__()
        copied._keep(self.__dict__ | update)
        return copied

    def _keep(self, values: dict[str, Any]) -> None:
        names = frozenset(values)
        object.__setattr__(self, "__pydantic_fields_set__", _names.setdefault(names, names))
        object.__setattr__(self, "__dict__", values)


def _settle(part: type[Part]) -> None:
    """Let the class answer for fields that are not written. Not earlier: pydantic would take that for a new field
    in classes that inherit from it."""
    for name, field in part.model_fields.items():
        if not field.is_required():
            setattr(part, name, field.default)
    _settled.add(part)


def fact(
    label: str,
    description: str,
    *,
    unit: str = "",
    headline: bool = False,
    applies: str = "",
    only_models: bool = False,
    required: bool = False,
    **extra: Any,
) -> Any:
    """A field with all that schema, tables, tooltips, API docs and quality page say of it.

    label: as a table head says it. description: one sentence for editors and tooltips. unit: of the value.
    headline: must have evidence, and is counted on the quality page. applies: the trait of the architecture
    (`layers`, `attention`, `tokens`, `text`) without which a missing value is not a gap. only_models: has no
    meaning for records of kind `architecture`.
    """
    registry = {"x-unit": unit, "x-headline": headline, "x-applies": applies, "x-only-models": only_models} | extra
    kept: dict[str, Any] = {key: value for key, value in registry.items() if value}
    default: Any = ... if required else None
    return Field(default, title=label, description=description, json_schema_extra=kept or None)


def _as_tuple(value: Any) -> Any:
    """A single value where a list may stand: `attention: rope` is `[rope]`."""
    return (value,) if isinstance(value, str) else value


OneOrMore = BeforeValidator(_as_tuple)
"""Marks a tuple field that may be written as one value."""
