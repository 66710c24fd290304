"""Generated files that are committed: the JSON Schemas of the records, and in CONTRIBUTING.md
the lists of rules and of the elements of guides.

Each has this one writer; `atlas schema --check` fails when one is out of date.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from atlas.catalog import Catalog
from atlas.elements import Element, elements
from atlas.rules import RULES
from atlas.rules.comparisons import LEAST, MOST
from atlas.schema.base import Part
from atlas.schema.jsonschema import IdsOf, json_schema
from atlas.schema.record import Concept, Model
from atlas.schema.registry import fields
from atlas.schema.types import Ref
from atlas.schema.vocabulary import VOCABULARIES
from atlas.text.files import text as text_of

_RULES_BEGIN, _RULES_END = "<!-- rules: written by `atlas schema` -->", "<!-- end of rules -->"


_ELEMENTS_BEGIN, _ELEMENTS_END = "<!-- elements: written by `atlas schema` -->", "<!-- end of elements -->"


class NoDocstrings(Exception):
    """Python was told to leave out docstrings, which are the texts of schemas and rules."""

    def __init__(self) -> None:
        super().__init__("schemas and rules take their texts from docstrings: run it without -OO and PYTHONOPTIMIZE=2")


def _schema(record: type[Part], title: str, ids_of: IdsOf) -> dict[str, Any]:
    if sys.flags.optimize > 1:
        raise NoDocstrings
    return json_schema(record, title, ids_of)


def model_schema(catalog: Catalog, *, with_models: bool = False) -> dict[str, object]:
    """JSON Schema of a model file; `with_models` also enumerates model ids (for the published copy)."""
    return _schema(Model, "Model record of Model Atlas", lambda ref: _ids(catalog, ref, with_models))


def concept_schema(catalog: Catalog) -> dict[str, object]:
    """JSON Schema of a concept file."""
    return _schema(Concept, "Concept record of Model Atlas", lambda ref: _ids(catalog, ref, False))


def vocabulary_schema(catalog: Catalog, name: str) -> dict[str, object]:
    """JSON Schema of a vocabulary, data/<name>.yml: entries by id."""
    title = f"{name.capitalize()} of Model Atlas"
    entry = _schema(VOCABULARIES[name].part, title, lambda ref: _ids(catalog, ref, False))
    head = {key: entry.pop(key) for key in ("$schema", "title")}
    definitions = {"$defs": entry.pop("$defs")} if "$defs" in entry else {}
    if name == "comparisons":
        described = entry["properties"]["models"]
        described |= {"minItems": LEAST, "maxItems": MOST, "uniqueItems": True}
    return head | definitions | {"type": "object", "additionalProperties": entry}


def _ids(catalog: Catalog, ref: Ref, with_models: bool) -> list[str] | None:
    if ref.kind == "sources" or (ref.kind == "models" and not with_models):
        return None  # a record may bring sources of its own
    if ref.kind == "concepts":
        return sorted(i for i, c in catalog.concepts.items() if not ref.concept_kinds or c.kind in ref.concept_kinds)
    return sorted(catalog.collection(ref.kind))


def names_every_id(root: Path, catalog: Catalog) -> bool:
    """Whether the committed schemas list the ids that the vocabularies have now, which is what an edit of data changes.

    It costs nothing beside making the schemas, which says the same and all else.
    """
    for name, record in (("model", Model), ("concept", Concept)):
        path = root / "data" / f"{name}.schema.json"
        listed = set(_enumerated(json.loads(path.read_text(encoding="utf-8")))) if path.exists() else None
        refs = {field.ref for field in fields(record).values() if field.ref}
        wanted = {tuple(ids) for ref in refs if (ids := _ids(catalog, ref, False))}
        if listed is not None and not wanted <= listed:
            return False
    return True


def _enumerated(node: Any) -> Iterator[tuple[str, ...]]:
    """Every list of allowed values in a schema."""
    if isinstance(node, dict):
        if isinstance(node.get("enum"), list):
            yield tuple(node["enum"])
        for value in node.values():
            yield from _enumerated(value)
    elif isinstance(node, list):
        for value in node:
            yield from _enumerated(value)


def files(root: Path, catalog: Catalog) -> dict[Path, str]:
    """Every committed generated file with the text it should have. Raises NoDocstrings."""
    wanted = {
        root / "data" / "model.schema.json": _as_json(model_schema(catalog)),
        root / "data" / "concept.schema.json": _as_json(concept_schema(catalog)),
        **{root / "data" / f"{name}.schema.json": _as_json(vocabulary_schema(catalog, name)) for name in VOCABULARIES},
    }
    contributing = root / "CONTRIBUTING.md"
    if contributing.exists():
        wanted[contributing] = _with_elements(_with_rules(text_of(contributing)))
    return wanted


def _as_json(schema: dict[str, object]) -> str:
    return json.dumps(schema, indent=1, ensure_ascii=False, sort_keys=False) + "\n"


def _with_rules(text: str) -> str:
    """The contributor's guide with the list of rules between its two marks."""
    lines = [f"- **`{rule.id}`**: {rule.text}" for rule in RULES.values()]
    return _between(_RULES_BEGIN, _RULES_END, lines, text)


def _with_elements(text: str) -> str:
    """The contributor's guide with the list of elements between its two marks."""
    lines = [f"- **`{element.id}`** {element.title}{_parameters(element)}." for element in elements().values()]
    return _between(_ELEMENTS_BEGIN, _ELEMENTS_END, lines, text)


def _parameters(element: Element) -> str:
    """`: `size` (224), `patch` (16)`: what a guide may set, with the defaults."""
    listed = ", ".join(f"`{name}` ({parameter.default})" for name, parameter in element.parameters.items())
    return f": {listed}" if listed else ""


def _between(begin: str, end: str, lines: list[str], text: str) -> str:
    block = "\n".join([begin, "", *lines, "", end])
    return re.sub(f"{re.escape(begin)}.*?{re.escape(end)}", lambda _: block, text, flags=re.DOTALL)


def is_current(path: Path, text: str) -> bool:
    """Whether the file already says this."""
    return path.exists() and text_of(path) == text
