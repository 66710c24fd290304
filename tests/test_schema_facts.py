"""What a variant inherits from its record, and what the registry knows of every field."""

import os
from pathlib import Path
from typing import Any

import pytest

from atlas.catalog.loading import load
from atlas.schema.base import Part
from atlas.schema.evidence import Absence, Claim, Source
from atlas.schema.record import Concept, Model
from atlas.schema.registry import fields, part_at, schema_path, written
from atlas.schema.sections import Training
from atlas.schema.variants import Component, Facts, Variant
from atlas.text.dates import PartialDate
from atlas.text.positions import FieldPath
from conftest import RunPython
from records import catalogue
from test_schema import model

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
def test_a_written_path_has_a_field(path: FieldPath, field: str) -> None:
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
def test_the_class_of_a_mapping(path: FieldPath, owner: type[Part] | None) -> None:
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


def test_the_registry_has_the_same_order_on_every_run(run_python: RunPython) -> None:
    program = "from atlas.schema.registry import fields; print(*fields())"
    runs = [run_python("-c", program, env=os.environ | {"PYTHONHASHSEED": seed}, check=True).stdout for seed in "12"]
    assert runs[0] == runs[1]
