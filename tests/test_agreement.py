"""Tables, comparisons, cards, model pages, facets, API and CSV say the same of every fact of every model."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest

from atlas import exports
from atlas.catalog import Catalog
from atlas.comparison import compare_json as comparison
from atlas.comparison.lines import lines
from atlas.exports import api
from atlas.facts.reading import KNOWN, readings
from atlas.facts.show import shown
from atlas.schema.record import Model
from atlas.schema.registry import Field, fields, headline_fields, written
from atlas.tables import facets, table_json
from atlas.tables.cells import cell
from atlas.tables.columns import COLUMNS

NO_VALUE = {"not-researched", "undisclosed", "not-applicable", "not-derivable"}


def places(catalog: Catalog) -> Iterator[tuple[str, str | None]]:
    """Every model as a whole, then each of its variants."""
    for id_ in catalog.models:
        yield id_, None
        yield from ((id_, variant) for variant in catalog.variants(id_))


def sizes(catalog: Catalog, id_: str) -> list[str | None]:
    """The variants of a model; the model itself where it has none."""
    found: list[str | None] = [*catalog.variants(id_)]
    return found or [None]


@pytest.fixture(scope="module")
def table(catalogue: Catalog) -> dict[tuple[str, str | None, str], tuple[str, str]]:
    """(text, why there is none) of what the script of the tables shows, by model, variant and column."""
    data = table_json.cells(catalogue)
    found = {}
    for column, own in data["columns"].items():
        for number, id_ in enumerate(catalogue.models):
            at = own["at"][number]
            for place, variant in enumerate([None, *catalogue.variants(id_)]):
                raw = own["cells"][at[place] if isinstance(at, list) else at]
                absent = isinstance(raw, int)
                text = "" if absent else raw if isinstance(raw, str) else raw[0]
                if not isinstance(text, str):  # links, which are all there is
                    text = ", ".join(name for _, name in raw)
                found[id_, variant, column] = text, data["absences"][raw] if absent else ""
    return found


@pytest.fixture(scope="module")
def compared(catalogue: Catalog) -> dict[tuple[str, str | None, str], tuple[str, str]]:
    """The same of what the script of the page `compare/` shows, by model, variant and line."""
    found = {}
    for id_ in catalogue.models:
        data = json.loads(json.dumps(comparison.model(catalogue, id_)))
        for variant in [None, *catalogue.variants(id_)]:
            layers = [data["variants"][variant], data] if variant else [data]
            for line in lines():
                found[id_, variant, line.path] = next(filter(None, (_told(layer, line.path) for layer in layers)))
    return found


def _told(layer: dict[str, Any], line: str) -> tuple[str, str] | None:
    if line in layer["cells"]:
        raw = layer["cells"][line]
        own: dict[str, Any] = {"t": raw} if isinstance(raw, str) else raw
        return own["t"] if "t" in own else ", ".join(name for name, _ in own["i"]), ""
    for why, missing in layer.get("gaps", {}).items():
        if line in missing:
            return "", why
    return None if "name" in layer and "year" not in layer else ("", "not-researched")


def test_tables_and_comparisons_agree(
    catalogue: Catalog,
    table: dict[tuple[str, str | None, str], tuple[str, str]],
    compared: dict[tuple[str, str | None, str], tuple[str, str]],
) -> None:
    both = [column for column in COLUMNS.values() if column.field in lines()]
    assert len(both) > 25
    different = {}
    for id_, variant in places(catalogue):
        for column in both:
            ours, theirs = table[id_, variant, column.id], compared[id_, variant, column.field.path]
            text = ours[0].removeprefix("≈ ")
            if column.field.kind == "date" and text:  # tables show dates in the form that sorts
                text = shown(catalogue, id_, column.field.path, variant).text
            if (text, ours[1]) != theirs:
                different[id_, variant, column.id] = ours, theirs
    assert different == {}


def test_every_surface_is_the_reading(catalogue: Catalog) -> None:
    different = {}
    for id_, variant in places(catalogue):
        for column in COLUMNS.values():
            fact = shown(catalogue, id_, column.field.path, variant)
            if (cell(column.field, fact).state or "known") != ("known" if fact.known else fact.standing):
                different[id_, variant, column.id] = fact
    assert different == {}


@cache
def _api_path(field: Field) -> str:
    return field.csv if field.csv in api.SIZES else field.path


def _in_record(record: dict[str, Any], path: str) -> Any:
    value: Any = record
    for step in path.split("."):
        value = value.get(step) if isinstance(value, dict) else None
    return value


def test_the_api_agrees_with_the_reading(catalogue: Catalog) -> None:
    """What the reading knows by the record's own words is in the API, and nothing else is."""
    different = {}
    facts = [field for field in fields().values() if field.group and field.kind != "group" and not field.parts_differ]
    for id_ in catalogue.models:
        record = api.record(catalogue, id_, api.Addresses("https://a.example/"))
        for variant in sizes(catalogue, id_):
            for field in facts:
                reading = readings(catalogue, id_).of(field.path, variant)
                of_model = field.path in Model.model_fields or field.path.split(".")[0] in ("dates",)
                shared = of_model and field.path not in record["variants"].get(variant, {})
                own = _in_record(record if shared or variant is None else record["variants"][variant], _api_path(field))
                stated = reading.standing in ("quoted", "cited", "unsupported") and not reading.parts
                stated = stated or (reading.standing == "implied" and field.path == "layers")
                wanted = api.plain(reading.value) if stated else None
                if own != wanted and not (own in ([], {}) and wanted is None):
                    different[id_, variant, field.path] = own, wanted
    assert different == {}


def test_the_csv_has_what_the_api_has(catalogue: Catalog) -> None:
    files = {output.path: output.make for output in exports.exports(catalogue, "https://a.example/")}
    rows = list(csv.DictReader(io.StringIO(files["api/v1/models.csv"]().decode())))
    assert [(row["model"], row["variant"]) for row in rows] == [p for p in places(catalogue) if p[1]]
    for row in rows:
        record = api.record(catalogue, row["model"], api.Addresses("https://a.example/"))
        variant = record["variants"][row["variant"]]
        for size in api.SIZES:
            assert row[size] == ("" if variant[size] is None else str(variant[size]))
        tokens = variant["training"]["tokens"]
        assert row["training_tokens"] == ("" if tokens is None else str(tokens))


def test_facets_find_what_the_table_shows(catalogue: Catalog) -> None:
    """A model with a value of a facet has it in the reading, and the other way round."""
    numbers = {facet.id: place for place, facet in enumerate(facets.FACETS)}
    for facet in (facet for facet in facets.FACETS if not facet.written):
        for id_ in catalogue.models:
            found = facets.values(catalogue, id_)
            for place, variant in enumerate(sizes(catalogue, id_)):
                known = any(readings(catalogue, id_).of(path, variant).known for path in facet.paths)
                assert bool(found[place][numbers[facet.id]]) == known, (id_, variant, facet.id)


def test_headline_facts_are_those_that_the_record_writes(catalogue: Catalog) -> None:
    """Quality counts as present exactly the headline facts that are written."""
    from atlas.facts.standing import PRESENT, headline

    for id_, model in catalogue.models.items():
        present = [fact.path for fact in headline(catalogue, id_) if fact.standing in PRESENT]
        assert sorted(present) == sorted(fact.dotted for fact in written(model) if fact.field.headline)
        for fact in headline(catalogue, id_):
            steps = fact.path.split(".", 2)
            variant, path = (steps[1], steps[2]) if steps[0] == "variants" else (None, fact.path)
            if fact.standing not in PRESENT and path in headline_fields():
                standing = readings(catalogue, id_).of(path, variant).standing
                assert standing == fact.standing or variant is None, (id_, fact.path)
                assert standing in NO_VALUE | KNOWN
