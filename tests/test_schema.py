"""What a record may say, how it is told when it says something else, and what is known of every field."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from pydantic import ValidationError

from atlas import committed
from atlas.catalog import RECORDS
from atlas.dates import PartialDate
from atlas.loading import load
from atlas.positions import Path_
from atlas.schema import errors
from atlas.schema.base import Part
from atlas.schema.evidence import Absence, Claim, Source
from atlas.schema.facts import Component, Facts, Training, Variant
from atlas.schema.record import Concept, Model
from atlas.schema.registry import fields, headline_fields, part_at, schema_path, value_at, written
from atlas.schema.vocabulary import VOCABULARIES
from atlas.yamlio import parse
from records import ROOT, catalogue, loaded, record


def classes(owner: type[Part] = Part) -> Iterator[type[Part]]:
    """Every kind of mapping that records may hold."""
    for below in owner.__subclasses__():
        yield below
        yield from classes(below)


CLASSES = list(dict.fromkeys(classes()))


def model(text: str) -> Model:
    """A model record, with what it must have besides."""
    return Model.model_validate(parse(record("models", "m", text).encode(), "m.yml").data)


def problems(text: str, collection: str = "models") -> list[str]:
    """The problem lines of a record by itself."""
    document = parse(record(collection, "m", text).encode(), "m.yml")
    assert document.problems == []
    try:
        RECORDS[collection].model_validate(document.data)
    except ValidationError as error:
        return [str(problem) for problem in errors.problems(error, RECORDS[collection], document)]
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
        'm.yml:2:1: description: "description" is not a field here; use one of aliases, claims, explanation, gated, '
        "introduced, kind, name, related, sources, summary, traits [known-field]",
    ]


def test_the_mend_of_a_key_is_a_key(tmp_path: Path) -> None:
    _, found = load(catalogue(tmp_path, licenses="mit: {name: MIT License, clas: permissive}"))
    assert 'did you mean "class"?' in {problem.fix for problem in found}


# --- Inheritance ---


def resolved(folder: Path, text: str, variant: str = "base") -> dict[str, Any]:
    """What a variant says with shared facts filled in, by path."""
    facts = load(catalogue(folder, models={"m": text}))[0].variants("m")[variant]
    return {fact.dotted: fact.value for fact in written(facts)}


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        ("layers: 12", {"name": "Base", "layers": 12}),
        ("layers: 12\nvariants: {base: {layers: 24}}", {"layers": 24}),
        # Mappings merge
        (
            "licenses: {weights: mit, code: mit}\nvariants: {base: {licenses: {code: other}}}",
            {"licenses.weights": "mit", "licenses.code": "other"},
        ),
        (
            "architecture: {biases: all, pooler: true}\nvariants: {base: {architecture: {biases: none}}}",
            {"architecture.biases": "none", "architecture.pooler": True},
        ),
        # Lists and scalars replace
        (
            "weight_formats: [a, b]\nvariants: {base: {weight_formats: [c]}}",
            {"weight_formats": ("c",)},
        ),
        (
            "training: {datasets: [a, b], epochs: 3}\nvariants: {base: {training: {datasets: [c]}}}",
            {"training.datasets": ("c",), "training.epochs": "3"},
        ),
        # Components merge by name
        (
            """
            components: {text: {layers: 12, role: reads}, image: {layers: 24}}
            variants: {base: {components: {text: {layers: 6}, sound: {layers: 3}}}}
            """,
            {
                "components.text.layers": 6,
                "components.text.role": "reads",
                "components.image.layers": 24,
                "components.sound.layers": 3,
            },
        ),
        # Only facts are inherited, and no names
        (
            "aliases: [x]\nreleased: 2020\nvariants: {base: {}}\ntasks: [chat]\nname: M\nnote: Old.",
            {"released": PartialDate("2020")},
        ),
    ],
)
def test_a_variant_inherits(tmp_path: Path, text: str, facts: dict[str, Any]) -> None:
    assert resolved(tmp_path, text) == facts


def test_variants_do_not_inherit_from_each_other(tmp_path: Path) -> None:
    text = "variants: {base: {layers: 12, training: {epochs: 1}}, large: {training: {steps: 2M}}}"
    assert list(resolved(tmp_path, text, "large")) == ["training.steps"]


# --- The registry of fields ---


@pytest.mark.parametrize(
    ("path", "field"),
    [
        (("layers",), "layers"),
        (("variants", "base", "layers"), "layers"),
        (("components", "text", "layers"), "layers"),
        (("variants", "base", "components", "text", "training", "tokens"), "training.tokens"),
        (("components", "text", "model"), "model"),
        (("claims", 0, "verdict"), "claims.verdict"),
        (("evidence", 1, "supports", 0), "evidence.supports"),
    ],
)
def test_a_written_path_has_a_field(path: Path_, field: str) -> None:
    assert schema_path(path) == field
    assert fields()[field].path == field


@pytest.mark.parametrize(
    ("path", "owner"),
    [
        ((), Model),
        (("training",), Training),
        (("variants", "base"), Variant),
        (("variants", "base", "components", "text"), Component),
        (("components", "text", "training"), Training),
        (("sources", "paper"), Source),
        (("claims", 0), Claim),
        (("absent", "training.tokens"), Absence),
        (("layers",), None),
        (("nothing", "here"), None),
    ],
)
def test_the_class_of_a_mapping(path: Path_, owner: type[Part] | None) -> None:
    assert part_at(Model, path) is owner


def test_every_fact_of_a_record_is_in_the_registry() -> None:
    assert set(Facts.model_fields) | {"components", "role", "frozen"} <= set(fields())
    assert {"introduced.model", "claims.verdict"} <= set(fields(Concept))


def test_what_is_known_of_a_field() -> None:
    field = fields()["training.tokens"]
    assert (field.label, field.unit, field.headline, field.applies) == ("Training tokens", "tokens", True, "text")
    references = {path: fields()[path].ref for path in ["architecture.attention", "organizations", "layers"]}
    assert [(path, ref and (ref.kind, ref.concept_kinds)) for path, ref in references.items()] == [
        ("architecture.attention", ("concepts", ("attention",))),
        ("organizations", ("organizations", ())),
        ("layers", None),
    ]


def test_a_record_is_walked_in_the_order_of_the_schema() -> None:
    text = """
    evidence: [{source: survey, supports: [layers]}]
    variants: {large: {layers: 24}, base: {training: {tokens: 3B}}}
    components: {text: {model: bert, layers: 2}}
    layers: 12
    """
    needed = {"name", "kind", "draft", "category", "summary"}
    assert [(fact.dotted, fact.field.path) for fact in written(model(text)) if fact.dotted not in needed] == [
        ("layers", "layers"),
        ("components.text.layers", "layers"),
        ("components.text.model", "model"),
        ("variants.large.layers", "layers"),
        ("variants.base.training.tokens", "training.tokens"),
        ("evidence[0].source", "evidence.source"),
        ("evidence[0].supports", "evidence.supports"),
    ]


def test_table_rows_have_their_field() -> None:
    facts = written(model("evidence: [{source: survey, supports: [layers], rows: {base: '12'}}]"))
    assert {fact.field.path for fact in facts if fact.dotted == "evidence[0].rows.base"} == {"evidence.rows"}


def test_the_registry_has_the_same_order_on_every_run() -> None:
    command = [sys.executable, "-c", "from atlas.schema.registry import fields; print(*fields())"]
    runs = [
        subprocess.run(command, env=os.environ | {"PYTHONHASHSEED": seed}, capture_output=True, check=True).stdout
        for seed in "12"
    ]
    assert runs[0] == runs[1]


# --- JSON Schema ---


def accepted(schema: dict[str, object], data: Any) -> bool:
    return jsonschema.Draft7Validator(schema).is_valid(data)


MODEL = {"kind": "model", "name": "M", "category": "text", "summary": "A model."}


@pytest.mark.parametrize(
    ("facts", "good"),
    [
        ({}, True),
        ({"layers": 12, "parameters": "110M", "released": 2018, "draft": True}, True),
        ({"released": "2018-10-11", "architecture": {"attention": ["attention"]}}, True),
        ({"absent": {"layers": "undisclosed", "training.tokens": {"reason": "undisclosed"}}}, True),
        ({"variants": {"base": {"layers": 12, "components": {"text": {"layers": 2}}}}}, True),
        ({"lyers": 12}, False),
        ({"layers": "twelve"}, False),
        ({"layers": None}, False),
        ({"kind": "modl"}, False),
        ({"category": "speech"}, False),
        ({"released": "May 2018"}, False),
        ({"summary": "x" * 281}, False),
        ({"architecture": {"activation": "rope"}}, False),
        ({"architecture": {"position_encoding": ["gelu"]}}, False),
        ({"architecture": {"attention": 3}}, False),
        ({"huggingface": {"base": "x"}}, False),
        ({"variants": {"base": "Base"}}, True),
        ({"variants": {"base": {"lyers": 12}}}, False),
        ({"organizations": "acme"}, False),
        ({"organizations": ["acne"]}, False),
    ],
)
def test_editors_are_told_the_same(tmp_path: Path, facts: dict[str, Any], good: bool) -> None:
    concepts = {"attention": "kind: attention"}
    schema = committed.model_schema(loaded(catalogue(tmp_path, concepts=concepts)))
    assert accepted(schema, MODEL | facts) is good


def test_model_ids_are_listed_in_the_published_copy_only(tmp_path: Path) -> None:
    catalog = loaded(catalogue(tmp_path))
    record_ = MODEL | {"superseded_by": "brand-new"}
    assert accepted(committed.model_schema(catalog), record_)
    assert not accepted(committed.model_schema(catalog, with_models=True), record_)


@pytest.mark.parametrize("name", ["model.schema.json", "concept.schema.json", "comparisons.schema.json"])
def test_every_property_that_editors_see_is_explained(name: str) -> None:
    schema = json.loads((ROOT / "data" / name).read_text(encoding="utf-8"))
    jsonschema.Draft7Validator.check_schema(schema)
    definitions = [schema, schema.get("additionalProperties") or {}, *schema.get("$defs", {}).values()]
    bare = [
        key for part in definitions for key, field in part.get("properties", {}).items() if "description" not in field
    ]
    assert bare == []


def test_vocabularies_have_a_schema_each() -> None:
    files = {path.stem for path in (ROOT / "data").glob("*.yml")}
    assert files == set(VOCABULARIES)
