"""The API: the contract with those who read it, and the time that every file says."""

import json
import re
from datetime import datetime

import pytest

from atlas import site
from atlas.catalog import Catalog
from atlas.exports import exports
from built import ROOT
from exporting import RESPONSES, SPARSE, WHEN, exported, real_files, record

SIZES = [
    *("parameters", "active_parameters", "layers", "hidden_size", "ffn_size", "attention_heads", "kv_heads"),
    *("head_size", "vocabulary_size", "context_length", "experts", "experts_per_token"),
]

files = real_files


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
        "released_earliest": "2018-10-11",
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
    once, again = ({output.path: output.make() for output in exports(catalogue, address, WHEN)} for _ in range(2))
    assert once == again
