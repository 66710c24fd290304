"""Numbers and dates in the files for programs: every client reads what is meant."""

import csv
import io
import json
from decimal import Decimal
from typing import Any

import pytest

from atlas.catalog import Catalog
from atlas.exports import exports
from atlas.text.dates import PartialDate
from atlas.text.quantity import Quantity, for_json
from exporting import exported, real_files, record

files = real_files
SAFE = 2**53


@pytest.mark.parametrize(
    ("written", "in_json"),
    [
        ("30522", "30522"),
        ("9007199254740992", "9007199254740992"),  # 2⁵³, the last that doubles tell from its neighbours
        ("9007199254740994", "9007199254740994.0"),
        ("261.12e18", "2.6112e+20"),
        ("3.14e23", "3.14e+23"),
        ("1e99", "1e+99"),
    ],
)
def test_a_large_number_is_written_with_an_exponent_and_stays_the_same(written: str, in_json: str) -> None:
    value = Quantity.parse(written).value
    assert json.dumps(for_json(value)) == in_json
    assert Decimal(in_json) == value


def too_large(content: bytes) -> list[str]:
    """Integers of a JSON text that are not what a client with doubles reads, or that it refuses."""
    found: list[str] = []

    def read(digits: str) -> int:
        if abs(int(digits)) > SAFE:
            found.append(digits)
        return int(digits)

    json.loads(content, parse_int=read)
    return found


def test_no_file_has_an_integer_that_clients_refuse_or_round(catalogue: Catalog) -> None:
    outputs = [output for output in exports(catalogue) if output.path.endswith(".json")]
    assert len(outputs) > 2 * len(catalogue.models)
    assert {output.path: found for output in outputs if (found := too_large(output.make()))} == {}
    assert too_large(b'{"a": [9007199254740993]}') == ["9007199254740993"]


def test_reported_compute_is_the_same_number_as_in_the_record(files: dict[str, bytes], catalogue: Catalog) -> None:
    def decimal(name: str) -> Any:
        return json.loads(files[f"models/{name}.json"], parse_float=Decimal)

    stated = {
        (id_, key): facts.training.compute.value
        for id_ in catalogue.models
        for key, facts in catalogue.variants(id_).items()
        if facts.training and facts.training.compute
    }
    assert max(stated.values()) > 2**64
    assert {(id_, key): decimal(id_)["variants"][key]["training"]["compute"] for id_, key in stated} == stated


@pytest.mark.parametrize(
    ("written", "earliest"), [("2018", "2018-01-01"), ("2018-10", "2018-10-01"), ("2018-10-11", "2018-10-11")]
)
def test_a_date_of_any_precision_has_one_to_sort_by(written: str, earliest: str) -> None:
    assert PartialDate.parse(written).earliest == earliest
    found = exported(f"models: {{bert: {{name: BERT, released: {written}, variants: {{base: {{}}}}}}}}")
    (listed,) = json.loads(found["models.json"])["models"]
    (node,) = json.loads(found["graph.json"])["nodes"]
    own = json.loads(found["models/bert.json"])
    (row,) = csv.DictReader(io.StringIO(found["models.csv"].decode(), newline=""))
    places = [listed, node, own, own["variants"]["base"], row]
    assert [(place["released"], place["released_earliest"]) for place in places] == [(written, earliest)] * 5


def test_without_a_date_there_is_none_to_sort_by() -> None:
    own = record("variants: {base: {}}")
    assert (own["released"], own["released_earliest"]) == (None, None)
    assert "released_earliest" not in own["variants"]["base"]
