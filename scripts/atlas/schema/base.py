"""What all parts of a record share."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field
from pydantic_core import PydanticCustomError

NAME_LENGTH = 120
"""Characters that a name may have: what is longer is a sentence, and breaks tables, cards and file names."""


class Part(BaseModel):
    """A mapping of a record: frozen, and closed to keys it does not know.

    What it writes is in `model_fields_set`; all other fields have their default. It has a hash only where all that it
    writes has one, which mappings of ids do not.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Declaration:
    """All that anybody asks of a field, beside its name, its type, its label and its description.

    short: label where there is little room. unit: of the value. group: part of a comparison and of a model's page
    where it stands; without one it is not a fact to compare. headline: must have evidence, and is counted on the
    quality page. applies: the condition (see `facts.conditions`) without which a missing value is not a gap.
    only_models: has no meaning for records of kind `architecture`. card: its rank on the fact
    card, 0 if it is not there. column: id of its column in
    tables. csv: its name in the CSV and, in every variant, in the API. minor: only on the model's page and in the API.
    scale: ends of the logarithmic scale of its bars, the same everywhere. plural: `parameters grow`, not `vocabulary
    grows`. complete: a list that names everything, so that what is not in it was not used. prose: Markdown with
    `[[links]]`. implies: ids of concepts that a record uses which writes it (and does not say no). filled_by: the
    computed number that stands in where it is missing. parts_differ: components may have other values than the whole,
    and all of them count. maximum: the most characters that a text may have. config: its names in the configuration
    files of models, by which the one who copies such a file is understood. within: the smallest and the largest number
    that can be meant; generous, for what is outside is a slip and no record. Of dates: the first year, and how many
    years ahead they may be announced.
    """

    short: str = ""
    unit: str = ""
    group: str = ""
    headline: bool = False
    applies: str = ""
    only_models: bool = False
    card: int = 0
    column: str = ""
    csv: str = ""
    minor: bool = False
    scale: tuple[float, float] | None = None
    plural: bool = False
    complete: bool = False
    prose: bool = False
    implies: str = ""
    filled_by: str = ""
    parts_differ: bool = False
    maximum: int = 0
    config: str = ""
    within: tuple[float, float] | None = None

    def __call__(self, schema: dict[str, Any]) -> None:
        """Adds to the JSON Schema of the field what editors and programs may want."""
        low, high = self.within or (0, 0)
        known = {
            "x-unit": self.unit,
            "x-headline": self.headline,
            "x-applies": self.applies,
            "x-only-models": self.only_models,
        } | _bounds(schema, low, high)
        schema.update({key: value for key, value in known.items() if value})
        if self.maximum:
            _texts(schema)["maxLength"] = self.maximum


def _texts(schema: dict[str, Any]) -> dict[str, Any]:
    """The part of a field's schema that describes its texts: of a list, its entries."""
    choices = [choice for choice in schema.get("anyOf", (schema,)) if choice.get("type") != "null"]
    texts: dict[str, Any] = choices[0].get("items", choices[0])
    return texts


def _bounds(schema: dict[str, Any], low: float, high: float) -> dict[str, Any]:
    """The ends of a number, for fields that an editor sees as one."""
    is_number = any(choice.get("type") in ("integer", "number") for choice in (schema, *schema.get("anyOf", ())))
    return {"minimum": low, "maximum": high} if high and is_number else {}


def fact(label: str, description: str, *, required: bool = False, **declared: Any) -> Any:
    """A field, declared once. label: as a table head says it. description: one sentence for editors and tooltips.

    declared: see `Declaration`; an unknown word raises TypeError.
    """
    default: Any = ... if required else None
    return Field(default, title=label, description=description, json_schema_extra=Declaration(**declared))


MOST_NAMED = 100
"""Entries that a mapping of variants or parts may have: what is shared is filled into each of them."""


def _few(value: Any) -> Any:
    if isinstance(value, dict) and len(value) > MOST_NAMED:
        raise PydanticCustomError(
            "number-of-entries",
            "has {count} entries, at most {most} are allowed; use several records",
            {
                "count": len(value),
                "most": MOST_NAMED,
                "what": f"has {len(value)} entries, at most {MOST_NAMED} are allowed",
                "mend": "use several records",
            },
        )
    return value


Few = BeforeValidator(_few)
"""Marks a mapping that has few entries."""


def former_ids() -> Any:
    """The field of what had another id before."""
    return fact("Formerly", "Ids that it had before: what was published under them leads here.")


def _as_tuple(value: Any) -> Any:
    """A single value where a list may stand: `attention: rope` is `[rope]`."""
    return (value,) if isinstance(value, str) else value


OneOrMore = BeforeValidator(_as_tuple)
"""Marks a tuple field that may be written as one value."""
