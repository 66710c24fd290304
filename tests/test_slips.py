"""What is proposed in place of a word: what a slip of the fingers makes of it, and nothing else."""

from pathlib import Path

import pytest

from atlas.catalog.loading import load
from atlas.schema.choices import CONCEPT_KINDS
from atlas.text.slips import meant
from records import ROOT, catalogue, problems_of


@pytest.mark.parametrize(
    ("found", "word"),
    [
        ("openia", "openai"),  # swapped
        ("opnai", "openai"),  # missing
        ("openaai", "openai"),  # too many
        ("opemai", "openai"),  # wrong
        ("OpenAI", "openai"),
        ("open-ai", "openai"),
        ("gpt2", "gpt-2"),
        ("layernormalization", "layer-normalization"),
        ("layer_normalisation", "layer-normalization"),
        ("ropes", "rope"),
        ("brt", "bert"),
    ],
)
def test_a_slip_of_the_fingers_is_recognised(found: str, word: str) -> None:
    assert meant(found, ["zzzzzz", word, "yyyyyy"]) == word


@pytest.mark.parametrize(
    ("found", "other"),
    [
        ("mistral-ai", "meta-ai"),
        ("llama-4", "llama-2"),
        ("gpt-3.5", "gpt-35"),
        ("v1-5", "v15"),
        ("cc-by-sa-4.0", "cc-by-4.0"),
        ("cc-by-nc-4.0", "cc-by-nd-4.0"),
        ("cc-by-4.0", "cc-by-3.0"),
        ("attention-sinks", "axial-image-attention"),
        ("layer-scale", "classifier-free-guidance"),
        ("num_hidden_layers", "first_dense_layers"),
        ("transformer-encoder", "transformer-decoder"),
        ("encoder", "decoder"),
        ("bart", "bert"),
        ("t5", "mt5"),
        ("pre", "post"),
        ("", "rope"),
        ("x" * 10_000, "x"),
    ],
)
def test_another_word_is_no_slip(found: str, other: str) -> None:
    assert meant(found, [other]) == ""


def test_of_two_the_same_is_proposed_whatever_their_order() -> None:
    assert {meant("gelus", ["gelu", "geluss"]), meant("gelus", ["geluss", "gelu"])} == {"gelu"}


def test_no_id_of_the_project_would_be_taken_for_another_that_is_missing() -> None:
    """Each id is looked for among the others, as where it is not there yet."""
    catalog, _ = load(ROOT)
    for collection in ("organizations", "licenses", "tasks", "families", "benchmarks", "categories"):
        ids = list(catalog.collection(collection))
        assert {id_: meant(id_, [other for other in ids if other != id_]) for id_ in ids} == dict.fromkeys(ids, "")
    for kind in CONCEPT_KINDS:
        ids = [id_ for id_, concept in catalog.concepts.items() if concept.kind == kind]
        wrong = {id_: other for id_ in ids if (other := meant(id_, [each for each in ids if each != id_]))}
        assert wrong.keys() <= {"gelu", "glu", "geglu"}  # which are one letter apart


@pytest.mark.parametrize(
    ("text", "mend"),
    [
        ("num_key_value_heads: 8", 'in a record it is called "kv_heads"'),
        ("intermediate_size: 3072", 'in a record it is called "ffn_size"'),
        ("num_hidden_layers: 12", 'in a record it is called "layers"'),
        ("vocab_size: 30522", 'in a record it is called "tokenizer.vocabulary_size"'),
        ("variants: {base: {max_position_embeddings: 512}}", 'in a record it is called "context_length"'),
        ("training: {hidden_act: gelu}", 'in a record it is called "architecture.activation"'),
        ("rope_theta: 10000", "configuration files have it, records do not: say `position_encoding: rope`"),
        ("objectives: [x]", 'its place is "training.objectives"'),
        ("absent: {num_attention_heads: undisclosed}", 'in a record it is called "attention_heads"'),
        ("evidence: [{source: survey, supports: [n_layer]}]", 'in a record it is called "layers"'),
        ("claims: [{field: d_model, value: 1, verdict: estimate, source: survey}]", 'it is called "hidden_size"'),
    ],
)
def test_names_of_configuration_files_are_answered_with_ours(tmp_path: Path, text: str, mend: str) -> None:
    (problem,) = problems_of(catalogue(tmp_path, {"m": text}))
    assert mend in problem


MISSING = {
    "organizations: [mistral-ai]": "data/organizations.yml",
    "licenses: {weights: cc-by-sa-4.0}": "data/licenses.yml",
    "relations: [{type: successor-of, model: llama-4}]": "data/models/",
    "architecture: {features: [attention-sinks]}": "data/concepts/",
    "tasks: [chats]": "data/tasks.yml",
}


@pytest.mark.parametrize(("text", "place"), MISSING.items())
def test_what_is_missing_may_always_be_added(tmp_path: Path, text: str, place: str) -> None:
    (problem,) = problems_of(catalogue(tmp_path, {"m": text}))
    assert f"add it to {place} [" in problem
