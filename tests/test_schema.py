"""What a record may say, and how it is told when it says something else."""

import pickle
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from atlas.catalog.loading import load
from atlas.schema import errors
from atlas.schema.base import Part
from atlas.schema.record import Model
from atlas.schema.registry import headline_fields, value_at, written
from atlas.schema.variants import Variant
from atlas.schema.vocabulary import RECORDS
from atlas.text.yamlio import parse
from records import catalogue, record


def classes(owner: type[Part] = Part) -> Iterator[type[Part]]:
    """Every kind of mapping that records may hold."""
    for below in owner.__subclasses__():
        yield below
        yield from classes(below)


CLASSES = list(dict.fromkeys(classes()))


OWN = "{hidden_size: 768, training: {optimizer: Adam}}"


@pytest.fixture
def own() -> Variant:
    return model(f"variants: {{base: {OWN}}}").variants["base"]  # type: ignore[index]


def test_a_part_knows_what_it_writes(own: Variant) -> None:
    assert own.model_fields_set == {"hidden_size", "training"}
    assert (own.layers, own.parameters, own.training.tokens) == (None, None, None)  # type: ignore[union-attr]
    assert own.model_dump(exclude_unset=True) == {"hidden_size": 768, "training": {"optimizer": "Adam"}}
    assert own.model_dump().keys() == Variant.model_fields.keys()
    with pytest.raises(AttributeError):
        own.colour  # type: ignore[attr-defined]  # noqa: B018


def test_a_part_cannot_be_changed(own: Variant) -> None:
    with pytest.raises(ValidationError, match="frozen"):
        own.layers = 12  # type: ignore[misc]


def test_a_copy_with_other_values_writes_these_too(own: Variant) -> None:
    copied = own.model_copy(update={"layers": 12})
    assert (type(copied), copied.layers, copied.hidden_size, own.layers) == (Variant, 12, 768, None)
    assert copied.model_fields_set == {"hidden_size", "training", "layers"}
    assert copied.model_dump(exclude_unset=True).keys() == {"hidden_size", "training", "layers"}


def test_parts_that_write_the_same_are_equal(own: Variant) -> None:
    assert own == model(f"variants: {{other: {OWN}}}").variants["other"]  # type: ignore[index]
    assert own != own.model_copy(update={"layers": 12})
    assert own != model("variants: {base: {hidden_size: 768}}").variants["base"]  # type: ignore[index]


def test_a_part_comes_back_from_another_process_as_it_was(own: Variant) -> None:
    again = pickle.loads(pickle.dumps(own))
    assert (again, again.model_fields_set) == (own, own.model_fields_set)


def test_a_part_has_a_hash_unless_it_writes_a_mapping_of_ids(own: Variant) -> None:
    assert hash(own) == hash(own.model_copy())
    with pytest.raises(TypeError, match="unhashable"):
        hash(own.model_copy(update={"components": {}}))


def model(text: str) -> Model:
    """A model record, with what it must have besides."""
    return Model.model_validate(parse(record("models", "m", text).encode(), "m.yml").data)


def only_variant(record: Model) -> Variant:
    assert record.variants
    (variant,) = record.variants.values()
    return variant


def problems(text: str, collection: str = "models") -> list[str]:
    """The problem lines of a record by itself."""
    document = parse(record(collection, "m", text).encode(), "m.yml")
    assert document.problems == []
    try:
        RECORDS[collection].part.model_validate(document.data)
    except ValidationError as error:
        return [str(problem) for problem in errors.problems(error, RECORDS[collection].part, document)]
    return []


# --- Every field is explained ---


@pytest.mark.parametrize("owner", CLASSES, ids=lambda owner: owner.__name__)
def test_every_field_has_a_label_and_a_sentence_of_description(owner: type[Part]) -> None:
    known = owner.model_fields.items()
    assert [name for name, field in known if not field.title] == []
    assert [name for name, field in known if not (field.description or "").endswith(".")] == []


@pytest.mark.parametrize("owner", CLASSES, ids=lambda owner: owner.__name__)
def test_every_mapping_is_closed_to_other_keys(owner: type[Part]) -> None:
    with pytest.raises(ValidationError) as error:
        owner.model_validate({"no_such_field": "x"})
    assert "extra_forbidden" in {fault["type"] for fault in error.value.errors()}


def test_headline_facts() -> None:
    assert set(headline_fields()) == {
        "released",
        "organizations",
        "licenses.weights",
        "parameters",
        "layers",
        "encoder_layers",
        "decoder_layers",
        "hidden_size",
        "attention_heads",
        "tokenizer.vocabulary_size",
        "context_length",
        "training.tokens",
    }


# --- Values ---


@pytest.mark.parametrize(
    ("text", "path", "value"),
    [
        ("layers: 12", "layers", 12),
        ("layers: 0", "layers", 0),
        ("architecture: {attention: rope}", "architecture.attention", ("rope",)),
        ("architecture: {attention: [rope, gelu]}", "architecture.attention", ("rope", "gelu")),
        ("architecture: {tied_embeddings: true}", "architecture.tied_embeddings", True),
        ("architecture: {tied_embeddings: false}", "architecture.tied_embeddings", False),
        ("summary: >-\n  One.\n  Two.\n", "summary", "One. Two."),
        ("name: ' GPT '", "name", "GPT"),
        ("languages: [no]", "languages", ("no",)),
        ("variants: {base: Base}", "variants.base.name", "Base"),
        ("variants: {base: {name: Base}}", "variants.base.name", "Base"),
        ("absent: {layers: undisclosed}", "absent.layers.reason", "undisclosed"),
        ("absent: {layers: {reason: undisclosed}}", "absent.layers.reason", "undisclosed"),
        ("results: [{benchmark: b, metric: m, value: 84.6, source: s}]", "results", (84.6,)),
        ("layers: 12", "hidden_size", None),
        ("layers: 12", "layers.more", None),
        ("layers: 12", "no.such.field", None),
    ],
)
def test_values_are_read_from_text(text: str, path: str, value: Any) -> None:
    found = value_at(model(text), path)
    assert (tuple(result.value for result in found) if path == "results" else found) == value


@pytest.mark.parametrize(
    ("text", "written_form", "value"),
    [
        ("parameters: 110M", "110M", 110_000_000),
        ("training: {tokens: 1.2e12}", "1.2e12", 12 * 10**11),
        ("training: {bytes: 16GB}", "16GB", 16 * 10**9),
        ("released: 2018-10", "2018-10", None),
    ],
)
def test_quantities_and_dates_keep_the_form_of_the_author(text: str, written_form: str, value: int | None) -> None:
    found = next(fact.value for fact in written(model(text)) if str(fact.value) == written_form)
    assert getattr(found, "value", None) == value


# --- Messages ---


@pytest.mark.parametrize(
    ("text", "line"),
    [
        # Keys
        ("lyers: 12", '1:1: lyers: "lyers" is not a field here; did you mean "layers"? [known-field]'),
        (
            "training: {token: 3B}",
            '1:12: training.token: "token" is not a field here; did you mean "tokens"? [known-field]',
        ),
        (
            "variants:\n  base: {component: {}}",
            '2:10: variants.base.component: "component" is not a field here; did you mean "components"? [known-field]',
        ),
        (
            "components: {text: {modl: x}}",
            '1:21: components.text.modl: "modl" is not a field here; did you mean "model"? [known-field]',
        ),
        (
            "sources: {paper: {type: paper, title: T, autors: [A]}}",
            '1:42: sources.paper.autors: "autors" is not a field here; did you mean "authors"? [known-field]',
        ),
        (
            "relations: [{type: successor-of, model: m, varant: x}]",
            '1:44: relations[0].varant: "varant" is not a field here; did you mean "variant"? [known-field]',
        ),
        (
            "licenses: {zzz: mit}",
            '1:12: licenses.zzz: "zzz" is not a field here; use one of code, weights [known-field]',
        ),
        (
            "absent: {layers: {why: x, reason: undisclosed}}",
            '1:19: absent.layers.why: "why" is not a field here; '
            "use one of locator, note, quote, read_in, reason, source [known-field]",
        ),
        # What must be there
        (
            "results: [{metric: m, value: 1, source: s}]",
            "1:11: results[0].benchmark: is missing; add `benchmark:` [required-field]",
        ),
        ("name: ''", "1:7: name: is blank; write a value or remove the key [text]"),
        ("variants: {base: ''}", "1:18: variants.base.name: is blank; write a value or remove the key [text]"),
        # Words of a list
        ("kind: modl", '1:7: kind: "modl" is not allowed here; did you mean "model"? [allowed-value]'),
        (
            "access: free",
            '1:9: access: "free" is not allowed here; '
            "use one of open-weights, gated-weights, api, on-request, unreleased [allowed-value]",
        ),
        (
            "absent: {layers: secret}",
            '1:18: absent.layers.reason: "secret" is not allowed here; '
            "use one of undisclosed, not-applicable [allowed-value]",
        ),
        (
            "architecture: {normalization_placement: [pre]}",
            "1:41: architecture.normalization_placement: is not a single value; "
            "use one of pre, post, both [allowed-value]",
        ),
        # Numbers, dates
        (
            "layers: twelve",
            '1:9: layers: "twelve" is not a whole number; write digits only, for example 512 [whole-number]',
        ),
        (
            "layers: 1,000",
            '1:9: layers: "1,000" is not a whole number; write digits only, for example 512 [whole-number]',
        ),
        ("layers: 012", '1:9: layers: "012" is not a whole number; write digits only, for example 512 [whole-number]'),
        ("layers: -1", '1:9: layers: "-1" is not a whole number; write digits only, for example 512 [whole-number]'),
        (
            "layers: 1000000000000000000",
            '1:9: layers: "1000000000000000000" is larger than 1000000000000000; check it [whole-number]',
        ),
        ("parameters: 110m", '1:13: parameters: "110m" is not a quantity; write 110M [quantity]'),
        (
            "training: {bytes: 16GiB}",
            '1:19: training.bytes: "16GiB" is not an amount of data; write for example 16GB or 1.1TB [quantity]',
        ),
        ("released: May 2020", '1:11: released: "May 2020" is not a date; write YYYY, YYYY-MM or YYYY-MM-DD [date]'),
        ("draft: yes", '1:8: draft: "yes" is neither true nor false; write true or false [true-or-false]'),
        (
            "results: [{benchmark: b, metric: m, value: high, source: s}]",
            '1:44: results[0].value: "high" is not a number; write for example 84.6 [number]',
        ),
        (
            "results: [{benchmark: b, metric: m, value: 1e400, source: s}]",
            '1:44: results[0].value: "1e400" is too large; check it [number]',
        ),
        # Mappings, lists, single values
        ("licenses: mit", "1:11: licenses: is not a mapping; write `key: value` lines below it [mapping]"),
        ("variants: [base]", "1:11: variants: is not a mapping; write `key: value` lines below it [mapping]"),
        ("variants: {base: [x]}", "1:18: variants.base: is not a mapping; write `key: value` lines below it [mapping]"),
        ("claims: [x]", "1:10: claims[0]: is not a mapping; write `key: value` lines below it [mapping]"),
        ("tasks: chat", "1:8: tasks: is not a list; write [chat] [list]"),
        ("evidence: {source: s}", "1:11: evidence: is not a list; write a list [list]"),
        ("tasks: [[chat]]", "1:9: tasks[0]: is a list, not a single value; write one value [single-value]"),
        ("layers: {base: 12}", "1:9: layers: is a mapping, not a single value; write one value [single-value]"),
        # Texts that look like something else
        (
            "layers: '{x}'",
            '1:9: layers: "{x}" is not a whole number; write digits only, for example 512 [whole-number]',
        ),
        (
            "layers: 'a; b'",
            '1:9: layers: "a; b" is not a whole number; write digits only, for example 512 [whole-number]',
        ),
        ("released: 'a; b'", '1:11: released: "a; b" is not a date; write YYYY, YYYY-MM or YYYY-MM-DD [date]'),
    ],
)
def test_a_message_says_what_was_found_what_is_allowed_and_the_mend(text: str, line: str) -> None:
    assert problems(text) == [f"m.yml:{line}"]


def test_all_problems_of_a_record_are_said() -> None:
    assert sorted(problems("layers: x\nfamly: y\nreleased: z\n")) == [
        'm.yml:1:9: layers: "x" is not a whole number; write digits only, for example 512 [whole-number]',
        'm.yml:2:1: famly: "famly" is not a field here; did you mean "family"? [known-field]',
        'm.yml:3:11: released: "z" is not a date; write YYYY, YYYY-MM or YYYY-MM-DD [date]',
    ]


def test_concepts_are_held_to_their_own_fields() -> None:
    assert problems("kind: atention\ndescription: x\n", "concepts") == [
        'm.yml:1:7: kind: "atention" is not allowed here; did you mean "attention"? [allowed-value]',
        'm.yml:2:1: description: "description" is not a field here; use one of aliases, broader, claims, explanation, '
        "formerly, gated, introduced, kind, name, related, sources, summary, traits [known-field]",
    ]


def test_the_mend_of_a_key_is_a_key(tmp_path: Path) -> None:
    _, found = load(catalogue(tmp_path, licenses="mit: {name: MIT License, clas: permissive}"))
    assert 'did you mean "class"?' in {problem.fix for problem in found}


@pytest.mark.parametrize("text", ["layers: a; b", "released: a; b", "parameters: a; b", "access: a; b", "draft: a; b"])
def test_what_is_found_and_the_mend_are_told_apart_whatever_the_value(tmp_path: Path, text: str) -> None:
    _, (problem,) = load(catalogue(tmp_path, {"m": text}))
    assert problem.message.startswith('"a; b" is n')
    assert "a; b" not in problem.fix
