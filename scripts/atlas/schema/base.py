"""What all parts of a record share."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field


class Part(BaseModel):
    """A mapping of a record: frozen, and closed to keys it does not know.

    What it writes is in `model_fields_set`; all other fields have their default. It has a hash only where all that it
    writes has one, which mappings of ids do not.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)


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
