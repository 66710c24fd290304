"""The API: its table of all variants."""

import csv
import io
import json
import re

import pytest

from atlas.catalog import Catalog
from exporting import exported, real_files

files = real_files


def table(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode(), newline="")))


def test_the_csv_has_a_row_for_every_variant(files: dict[str, bytes], catalogue: Catalog) -> None:
    rows = [(row["model"], row["variant"]) for row in table(files["models.csv"])]
    assert rows == [(id_, v) for id_ in catalogue.models for v in catalogue.variants(id_)]


def test_a_row_of_the_csv() -> None:
    found = exported("""
        models:
          bert:
            name: BERT
            organizations: [google, lab]
            released: 2018-10-11
            access: open-weights
            licenses: {weights: apache-2.0}
            variants: {base: {name: "BERT, base", parameters: 110M, layers: 12}}
    """)
    (row,) = table(found["models.csv"])
    assert {key: cell for key, cell in row.items() if cell} == {
        "model": "bert",
        "variant": "base",
        "name": "BERT, base",
        "organizations": "google;lab",
        "released": "2018-10-11",
        "category": "examples",
        "access": "open-weights",
        "weights_license": "apache-2.0",
        "parameters": "110000000",
        "layers": "12",
        "url": "https://example.org/atlas/models/bert/#variant-base",
        "released_earliest": "2018-10-11",
    }


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n"])
def test_no_cell_is_run_by_a_spreadsheet(start: str) -> None:
    name = f"{start}HYPERLINK(A1)"
    model_named = exported(f"models: {{evil: {{name: {json.dumps(name)}, variants: {{base: {{}}}}}}}}")
    variant_named = exported(f"models: {{evil: {{variants: {{base: {{name: {json.dumps(name)}}}}}}}}}")
    cells = [row["name"] for found in (model_named, variant_named) for row in table(found["models.csv"])]
    assert [cell.lstrip("'") for cell in cells] == [name.strip()] * 2
    assert not any(re.match(r"[=+\-@\t\r\n]", cell) for cell in cells)


def test_no_cell_of_the_real_table_is_run_by_a_spreadsheet(files: dict[str, bytes]) -> None:
    assert [cell for row in table(files["models.csv"]) for cell in row.values() if re.match(r"[=+\-@\t\r]", cell)] == []
