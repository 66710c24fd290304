"""The API: every response holds to the schema published beside it, and the contract that DESIGN.md states."""

import csv
import io
import json
import re
from datetime import datetime
from functools import cache
from typing import Any

import pytest
import yaml
from jsonschema import Draft7Validator

from atlas import site
from atlas.catalog import Catalog
from atlas.exports import exports
from built import ROOT
from facts import catalog, model

SIZES = [
    *("parameters", "active_parameters", "layers", "hidden_size", "ffn_size", "attention_heads", "kv_heads"),
    *("head_size", "vocabulary_size", "context_length", "experts", "experts_per_token"),
]
WHEN = "2023-11-14T22:13:20Z"


def exported(text: str) -> dict[str, bytes]:
    """The files of a small catalogue by their names below api/v1/."""
    return _without_base(catalog(text))


@cache
def _without_base(atlas: Catalog) -> dict[str, bytes]:
    files = exports(atlas, "https://example.org/atlas/", WHEN)
    return {path.removeprefix("api/v1/"): make() for path, make in files.items()}


@pytest.fixture(scope="module")
def files(catalogue: Catalog) -> dict[str, bytes]:
    """The files of the real catalogue."""
    return _without_base(catalogue)


def record(text: str) -> Any:
    """The API's record of the one model `example`."""
    return json.loads(_without_base(model(text))["models/example.json"])


# --- Schemas ---

RESPONSES = ["models", "concepts", "organizations", "graph", "identifiers"]

SPARSE = """
models:
  nothing: {variants: {base: {}}}
  idea: {kind: architecture}
  parts:
    architecture: {type: dual-encoder}
    components: {text: {role: Reads}}
    variants: {base: {components: {text: {model: nothing, layers: 2}, image: {}}}}
    relations: [{type: fine-tuned-from, model: nothing}]
    absent: {parameters: undisclosed}
organizations: {lab: {}}
"""


def schema(files: dict[str, bytes], name: str) -> Any:
    return json.loads(files[f"{name}.schema.json"])


def faults(document: Any, schema: Any) -> list[str]:
    return [f"{error.json_path}: {error.message}" for error in Draft7Validator(schema).iter_errors(document)]


def test_every_published_schema_is_a_schema(files: dict[str, bytes]) -> None:
    names = [name for name in files if name.endswith(".schema.json")]
    assert len(names) == len(RESPONSES) + 2
    for name in names:
        Draft7Validator.check_schema(json.loads(files[name]))


@pytest.mark.parametrize("name", RESPONSES)
def test_every_response_holds_to_its_schema(name: str, files: dict[str, bytes]) -> None:
    for found in (files, exported(SPARSE)):
        assert faults(json.loads(found[f"{name}.json"]), schema(found, name)) == []


def test_every_model_holds_to_its_schema(files: dict[str, bytes]) -> None:
    for found in (files, exported(SPARSE)):
        models = [name for name in found if name.startswith("models/")]
        assert len(models) == json.loads(found["models.json"])["total"]
        assert {name: faults(json.loads(found[name]), schema(found, "model-record")) for name in models} == {
            name: [] for name in models
        }


@pytest.mark.parametrize(
    ("name", "without"), [("models", "total"), ("graph", "edges"), ("identifiers", "names"), ("concepts", "license")]
)
def test_a_response_without_a_key_would_be_found(name: str, without: str, files: dict[str, bytes]) -> None:
    document = json.loads(files[f"{name}.json"])
    del document[without]
    assert faults(document, schema(files, name)) == [f"$: '{without}' is a required property"]


def test_the_published_schema_of_the_files_accepts_every_file(catalogue: Catalog, files: dict[str, bytes]) -> None:
    class Core(yaml.SafeLoader):
        """YAML's scalars as an editor's language server reads them: dates stay text."""

    Core.yaml_implicit_resolvers = {
        first: [(tag, pattern) for tag, pattern in resolvers if not tag.endswith("timestamp")]
        for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }
    published = schema(files, "model")
    found = {
        id_: faults(yaml.load((ROOT / f"data/models/{id_}.yml").read_text(encoding="utf-8"), Core), published)
        for id_ in catalogue.models
    }
    assert found == {id_: [] for id_ in catalogue.models}


def test_the_published_schema_knows_every_model(catalogue: Catalog, files: dict[str, bytes]) -> None:
    relation = schema(files, "model")["$defs"]["Relation"]["properties"]["model"]
    assert relation["enum"] == sorted(catalogue.models)


# --- The contract ---


@pytest.mark.parametrize("name", [*RESPONSES, "models/bert"])
def test_every_response_says_its_version_time_and_licence(name: str, files: dict[str, bytes]) -> None:
    document = json.loads(files[f"{name}.json"])
    assert re.fullmatch(r"1\.\d+", document["schema_version"])
    assert (document["generated_at"], document["license"]) == (WHEN, "CC-BY-4.0")


def test_the_models_are_listed_with_their_addresses(files: dict[str, bytes], catalogue: Catalog) -> None:
    listed = json.loads(files["models.json"])
    assert [entry["id"] for entry in listed["models"]] == list(catalogue.models)
    assert listed["total"] == len(catalogue.models)
    for entry in listed["models"]:
        assert entry["url"] == f"https://example.org/atlas/models/{entry['id']}/"
        assert entry["api_url"] == f"https://example.org/atlas/api/v1/models/{entry['id']}.json"


def test_every_size_is_there_as_an_integer_or_null(files: dict[str, bytes]) -> None:
    wrong = []
    for name in files:
        if not name.startswith("models/"):
            continue
        for key, variant in json.loads(files[name])["variants"].items():
            parts = {key: variant} | {f"{key}.{part}": facts for part, facts in variant["components"].items()}
            sizes = {f"{name} {k} {size}": facts.get(size, "missing") for k, facts in parts.items() for size in SIZES}
            sizes |= {f"{name} {k} tokens": facts["training"]["tokens"] for k, facts in parts.items()}
            wrong += [at for at, value in sizes.items() if value is not None and type(value) is not int]
    assert wrong == []


def test_a_variant_is_resolved() -> None:
    (variant,) = record("""
        released: 2018-10
        context_length: 512
        tokenizer: {algorithm: wordpiece, vocabulary_size: 30522}
        training: {tokens: 128B, steps: 1M}
        variants: {base: {name: Base, parameters: 110M, released: 2018-10-11, training: {chips: 16}, huggingface: a/b}}
    """)["variants"].values()
    assert {key: value for key, value in variant.items() if value is not None} == {
        "name": "Base",
        "parameters": 110_000_000,
        "vocabulary_size": 30522,
        "context_length": 512,
        "training": {"tokens": 128_000_000_000, "steps": 1_000_000, "chips": 16},
        "huggingface": ["a/b"],
        "released": "2018-10-11",
        "tokenizer": {"algorithm": "wordpiece", "vocabulary_size": 30522},
        "components": {},
    }


def test_the_layers_of_an_encoder_decoder_are_their_sum() -> None:
    variants = record("variants: {base: {encoder_layers: 6, decoder_layers: 12}}")["variants"]
    assert variants["base"]["layers"] == 18


def test_where_components_differ_the_sizes_of_the_whole_are_null() -> None:
    base = record("variants: {base: {components: {text: {layers: 2}, image: {layers: 4}}}}")["variants"]["base"]
    assert base["layers"] is None
    assert [part["layers"] for part in base["components"].values()] == [2, 4]


def test_derived_numbers_stand_beside_the_facts() -> None:
    derived = record("""
        architecture: {type: transformer-decoder, tied_embeddings: true, biases: none, normalization: rms-normalization,
          normalization_placement: pre}
        tokenizer: {vocabulary_size: 100}
        training: {tokens: 1M}
        variants: {base: {parameters: 2500, layers: 2, hidden_size: 8, ffn_size: 32, attention_heads: 2}}
    """)["derived"]["base"]
    assert derived == {
        "parameters_recounted": 2376,
        "active_parameters_recounted": None,
        "recount_difference": -0.0496,
        "recount_missing": [],
        "weight_bytes": {"fp32": 10_000, "bf16": 5_000, "int8": 2_500, "int4": 1_250},
        "kv_cache_bytes_per_token": 64,
        "kv_cache_bytes_at_8192": 524_288,
        "training_compute_flop": 15_000_000_000,
        "tokens_per_parameter": 400.0,
    }


def test_what_is_missing_is_undisclosed_or_not_researched() -> None:
    found = record("""
        architecture: {type: transformer-decoder}
        variants: {base: {layers: 2}}
        absent: {parameters: undisclosed, training.tokens: {reason: undisclosed, note: Kept back.}}
    """)
    assert found["absent"] == {
        "parameters": {"reason": "undisclosed"},
        "training.tokens": {"reason": "undisclosed", "note": "Kept back."},
    }
    assert "hidden_size" in found["not_researched"]
    assert "parameters" not in found["not_researched"]


def test_wrong_claims_are_corrections() -> None:
    found = record("""
        variants: {base: {name: Base, parameters: 110M}}
        sources: {web: {title: A list}}
        claims:
          - {field: variants.base.parameters, value: 100M, verdict: wrong, mistake: wrong-number, source: web}
          - {field: variants.base.parameters, value: 109M, verdict: also-reported, source: web}
    """)
    assert len(found["claims"]) == 2
    assert found["corrections"] == [
        {
            "field": "Parameters of Base",
            "claimed": "100M",
            "correct": "110M",
            "mistake": "wrong-number",
            "note": None,
            "source": "web",
        }
    ]


def test_the_graph_leads_from_a_model_to_what_it_comes_from() -> None:
    graph = json.loads(exported(SPARSE)["graph.json"])
    assert [node["id"] for node in graph["nodes"]] == ["nothing", "idea", "parts"]
    assert graph["edges"] == [
        {"source": "parts", "type": "fine-tuned-from", "target": "nothing"},
        {"source": "parts", "type": "has-component", "target": "nothing"},
    ]


def test_every_edge_of_the_real_graph_joins_two_nodes(files: dict[str, bytes]) -> None:
    graph = json.loads(files["graph.json"])
    ends = {edge[end] for edge in graph["edges"] for end in ("source", "target")}
    assert ends - {node["id"] for node in graph["nodes"]} == set()


# --- CSV ---


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


# --- When it was made ---


@pytest.mark.parametrize(
    ("epoch", "time"), [("0", "1970-01-01T00:00:00Z"), ("1700000000", WHEN), ("951782400", "2000-02-29T00:00:00Z")]
)
def test_the_time_is_that_of_source_date_epoch(epoch: str, time: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    assert site.generated_at() == time


def test_without_it_the_time_is_that_of_the_commit_or_now(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    monkeypatch.chdir(ROOT)
    made = datetime.strptime(site.generated_at(), "%Y-%m-%dT%H:%M:%SZ")
    assert made.year >= 2024


def test_two_exports_of_one_catalogue_are_the_same_bytes(catalogue: Catalog) -> None:
    address = "https://example.org/"
    once, again = ({path: make() for path, make in exports(catalogue, address, WHEN).items()} for _ in range(2))
    assert once == again
