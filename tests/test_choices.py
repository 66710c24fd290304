"""Closed lists: whoever adds a value is done, as what the checks accept can be built."""

from __future__ import annotations

from pathlib import Path

import pytest

from atlas.schema import choices
from atlas.schema.choices import CONCEPT_KINDS, Choices
from atlas.schema.registry import fields
from atlas.schema.types import Ref
from conftest import RunPython
from records import GUIDE, ROOT, catalogue, with_guides

LISTS = {name: value for name, value in vars(choices).items() if isinstance(value, Choices)}

# What writes the new value of each list: further lines of a model or of a concept, a vocabulary, a guide.
SECTIONS = "## One\n\nWords.\n\n## Two\n\nWords.\n"
USES = {
    "ACCESS": {"models": "access: brand-new"},
    "LICENSE_CLASSES": {"licenses": "mit: {name: MIT License, class: brand-new}", "models": "licenses: {weights: mit}"},
    "MODALITIES": {"models": "modalities: {input: [brand-new]}"},
    "RECORD_KINDS": {"models": "kind: brand-new"},
    "NORM_PLACEMENTS": {"models": "architecture: {normalization_placement: brand-new}"},
    "BIASES": {"models": "architecture: {biases: brand-new}"},
    "LAYER_KINDS": {"models": "architecture: {type: decoder}\nlayers: 2\nlayer_pattern: [brand-new]"},
    "TRAITS": {"concepts": "kind: architecture\ntraits: [brand-new]"},
    "ABSENCES": {"models": "absent: {parameters: brand-new}"},
    "SOURCE_TYPES": {"models": "sources: {s: {type: brand-new, title: T, url: https://a.example/, date: 2020}}"},
    "VERDICTS": {"models": "claims: [{field: layers, value: 2, verdict: brand-new, source: survey}]"},
    "MISTAKES": {"models": "claims: [{field: layers, value: 2, verdict: wrong, mistake: brand-new, source: survey}]"},
    "RELATIONS": {"models": "relations: [{type: brand-new, model: parent}]"},
    "CONCEPT_KINDS": {"concepts": "kind: brand-new"},
    "SHELVES": {"guides": GUIDE.replace("shelf: choose", "shelf: brand-new") + SECTIONS},
}
BUILD = """
import sys
from dataclasses import replace
from pathlib import Path
from atlas.schema import choices
values = vars(choices)[sys.argv[1]]._values
values["brand-new"] = replace(next(iter(values.values())), label="Brand new")

from atlas import exports, pages
from atlas.author.committed import concept_schema, model_schema
from atlas.site import load_checked

catalog, problems = load_checked(Path(sys.argv[2]), drafts=True)
assert not problems, "\\n".join(map(str, problems))
elsewhere = sys.argv[1] in ("LICENSE_CLASSES", "SHELVES")
assert elsewhere or "brand-new" in str((model_schema(catalog), concept_schema(catalog)))
html = "".join(page.html for page in pages.render(catalog, pages.Settings()))
data = b"".join(output.make() for output in exports.exports(catalog))
assert "Brand new" in html or b"brand-new" in data
"""


def test_every_list_is_tried() -> None:
    assert set(USES) == set(LISTS) - {"GROUPS"}  # those are named by code alone


@pytest.mark.parametrize("name", USES)
def test_a_new_value_of_a_list_can_be_built(name: str, tmp_path: Path, run_python: RunPython) -> None:
    use = dict(USES[name])
    models = {"bert": use.pop("models", "full_name: Plain"), "parent": "full_name: Parent"}
    concept = {"idea": use.pop("concepts")} if "concepts" in use else {}
    guides = {"guide": use.pop("guides")} if "guides" in use else {}
    folder = with_guides(catalogue(tmp_path, models, concept, **use), guides)
    done = run_python("-c", BUILD, name, folder, cwd=ROOT)
    assert done.returncode == 0, done.stderr


def test_concepts_that_fields_take_are_of_kinds_that_exist() -> None:
    refs = [field.ref for field in fields().values() if isinstance(field.ref, Ref)]
    assert {kind for ref in refs for kind in ref.concept_kinds} <= set(CONCEPT_KINDS)


@pytest.mark.parametrize("name", LISTS)
def test_every_value_has_a_label(name: str) -> None:
    assert all(choice.label for choice in LISTS[name].values())
    assert len(set(LISTS[name].labels.values())) == len(LISTS[name])
