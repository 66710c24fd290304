"""The tables and lists of facts on a model page: variants, details, components, training."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from atlas.catalog import Catalog
from atlas.facts.reading import Reading
from atlas.facts.show import Shown, ShownFacts, show
from atlas.facts.support import support
from atlas.schema.choices import GROUPS
from atlas.schema.registry import Field, fields
from atlas.schema.variants import Component, Facts

_EXPECTED = ("parameters", "layers", "hidden_size", "attention_heads")
"""Sizes that everybody looks for: shown as undisclosed where the makers keep them back."""


@dataclass(frozen=True, slots=True)
class VariantColumn:
    """A column of the variants table."""

    path: str
    label: str
    numeric: bool


def variant_columns(facts: ShownFacts) -> list[VariantColumn]:
    """The sizes that some variant writes (or that are kept back), and whatever else differs between the variants."""
    chosen = [field for field in _grouped() if field.group != "training" or field.headline]
    return [
        VariantColumn(field.path, field.label, field.kind == "number") for field in chosen if _has_column(facts, field)
    ]


def _has_column(facts: ShownFacts, field: Field) -> bool:
    readings = facts.readings
    if not readings.support.writes(field.path):
        absent = readings.of(field.path).standing == "undisclosed"
        return field.path in _EXPECTED and absent
    if not any(map(_is_written, readings.each(field.path).values())):
        return False
    if field.group == "size" and not field.minor and field.path != "context_length":
        return True
    may_differ = field.kind != "terms" and readings.differs(field.path)
    return may_differ and len({facts.of(field.path, variant).key for variant in readings.variants}) > 1


def _is_written(reading: Reading) -> bool:
    """Whether the variant has a value of its own, and not only its parts or by computation."""
    return reading.known and not reading.parts and reading.standing not in ("implied", "derived")


@cache
def _grouped() -> list[Field]:
    """The fields that are facts, in the order of their groups."""
    order = ["size", *(group for group in GROUPS if group != "size")]
    known = [field for field in fields().values() if field.group and field.kind != "group"]
    return sorted(known, key=lambda field: order.index(field.group))


@dataclass(frozen=True, slots=True)
class Line:
    """A fact in a list."""

    label: str
    shown: Shown


def details(facts: ShownFacts, in_columns: set[str]) -> list[Line]:
    """What the record writes of the network and its tokens, and neither the variants nor the card show."""
    groups = ("size", "architecture", "tokenizer", "access")
    chosen = (field for field in _grouped() if field.group in groups and not field.card)
    own = (field for field in chosen if field.path not in in_columns)
    return [Line(field.label, facts.of(field.path)) for field in own if _is_detail(facts, field)]


def _is_detail(facts: ShownFacts, field: Field) -> bool:
    reading = facts.readings.of(field.path)
    return facts.readings.support.writes(field.path) and reading.known and not reading.parts


def training_lines(facts: ShownFacts) -> list[Line]:
    """What is known of the training, and the tokens where they are kept back."""
    lines = []
    for field in _grouped():
        if field.group == "training":
            shown = facts.of(field.path)
            kept_back = field.headline and shown.standing == "undisclosed"
            if kept_back or (facts.readings.support.writes(field.path) and shown.known):
                lines.append(Line(field.label, shown))
    return lines


@dataclass(frozen=True, slots=True)
class ComponentFacts:
    """A component of a model with what it writes itself. `model`: the record from which it is taken, and which part."""

    name: str
    role: str
    model: str
    remark: str
    lines: tuple[Line, ...]


def components(catalog: Catalog, model: str) -> list[ComponentFacts]:
    """The components of a model and theirs; of those that variants write themselves, each once."""
    found: dict[str, Component] = {}
    every: list[Facts] = [*catalog.variants(model).values(), catalog.models[model]]
    for facts in every:
        for path, part in _below(facts, ""):
            found.setdefault(path, part)
    return [_component(catalog, model, path, part) for path, part in found.items()]


def _below(facts: Facts, prefix: str) -> Iterator[tuple[str, Component]]:
    """Every component with its path, such as `components.decoder.components.text.`."""
    for name, part in (facts.components or {}).items():
        yield f"{prefix}components.{name}.", part
        yield from _below(part, f"{prefix}components.{name}.")


def _component(catalog: Catalog, model: str, path: str, part: Component) -> ComponentFacts:
    source = part.model if part.model in catalog.models else ""
    variants = catalog.variants(source) if source else {}
    variant = variants.get(part.variant or "")
    remarks = (
        (variant.name or part.variant) if variant else "",
        part.component and part.component.replace("_", " "),
        "weights frozen" if part.frozen else "",
    )
    names = [name.replace("_", " ").replace("-", " ").capitalize() for name in path.rstrip(".").split(".")[1::2]]
    title = part.name or ": ".join(names)
    lines = (_line(catalog, model, path, field) for field in _grouped())
    remark = ", ".join(filter(None, remarks))
    return ComponentFacts(title, part.role or "", source or "", remark, tuple(line for line in lines if line))


def _line(catalog: Catalog, model: str, path: str, field: Field) -> Line | None:
    """What a component writes of a field; a size that variants give differently as a range."""
    own = support(catalog, model)
    found = (own.place(f"{path}{field.path}", variant) for variant in (*catalog.variants(model), None))
    places = list(dict.fromkeys(place for place in found if place))
    values = tuple(dict.fromkeys(own.written[place] for place in places))
    if not values:
        return None
    first = places[0]
    reading = Reading(field, own.standing(first), values, place=first, evidence=own.by_place.get(first))
    return Line(field.label, show(catalog, reading))


def component_rows(components: Sequence[ComponentFacts]) -> list[tuple[str, list[Shown | None]]]:
    """(label, what each component has) of every field that one of them writes, in the order of fields."""
    by_label = [{line.label: line.shown for line in component.lines} for component in components]
    labels = [field.label for field in _grouped() if any(field.label in own for own in by_label)]
    return [(label, [own.get(label) for own in by_label]) for label in dict.fromkeys(labels)]
