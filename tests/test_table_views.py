"""Tables of models: columns and cells, facets, questions, and what the scripts of tables fetch."""

import json
from typing import Any

import pytest

from atlas.catalog import Catalog
from atlas.facts.show import shown as fact
from atlas.tables import facets, questions, table_json
from atlas.tables.cells import Cell, cell
from atlas.tables.columns import COLUMNS
from atlas.tables.presets import OVERVIEW, TABLES, row
from atlas.tables.questions import QUESTIONS, Question
from facts import catalog, model

ATLAS = """
organizations:
  lab: {name: The Lab}
  school: {name: A School}
licenses:
  mit: {name: MIT License, class: permissive, commercial_use: true}
  research: {name: Research Licence, class: non-commercial, commercial_use: false}
categories:
  text: {title: Texts}
tasks:
  chat: {name: Chatting}
datasets:
  books: {name: Books}
concepts:
  mixture-of-experts: {name: Mixture of experts, kind: architecture-component, aliases: [MoE]}
models:
  one:
    name: One
    aliases: [First]
    organizations: [lab, school]
    released: 2021-05
    category: text
    tasks: [chat]
    access: open-weights
    licenses: {weights: mit}
    architecture: {type: transformer-encoder, position_encoding: rope, features: [mixture-of-experts]}
    modalities: {input: [text, image], output: [text]}
    training: {tokens: 10B, datasets: [books]}
    variants:
      small: {name: One Small, parameters: 100M, context_length: 512}
      large: {name: One Large, parameters: 7B, context_length: 8192, licenses: {weights: research}}
  idea: {kind: architecture, name: Idea, category: text, architecture: {type: recurrent-network}}
"""


@pytest.fixture(scope="module")
def atlas() -> Catalog:
    return catalog(ATLAS)


def shown(atlas: Catalog, id_: str, column: str) -> Cell:
    field = COLUMNS[column].field
    return cell(field, fact(atlas, id_, field.path))


# --- Columns and cells ---


@pytest.mark.parametrize(
    ("column", "expected"),
    [
        ("parameters", Cell("100M–7B", sort=7e9)),
        ("context", Cell("512–8,192", sort=8192.0)),
        ("released", Cell("2021-05", sort="2021-05")),
        ("organization", Cell("The Lab, A School", "", "the lab, a school", (("organizations/lab/", "The Lab"),), 1)),
        ("category", Cell("Texts", "", "texts", (("categories/text/", "Texts"),))),
        ("positions", Cell("Rotary positions", "", "rotary positions", (("concepts/rope/", "Rotary positions"),))),
        ("weights-license", Cell("MIT License, Research Licence", "", "mit license, research licence")),
        ("license-class", Cell("Permissive, Non-commercial", sort=0)),
        ("commercial-use", Cell("yes, no", sort="yes, no")),
        ("tokens-per-parameter", Cell("1.4–100", sort=100.0)),
        ("experts", Cell("not researched", "not-researched")),
        ("kv-heads", Cell("not researched", "not-researched")),
    ],
)
def test_a_cell_shows_what_the_variants_have(column: str, expected: Cell, atlas: Catalog) -> None:
    assert shown(atlas, "one", column) == expected


@pytest.mark.parametrize("column", ["parameters", "tokens", "access", "attention", "weights-license", "tokenizer"])
def test_what_an_architecture_cannot_have_does_not_apply(column: str, atlas: Catalog) -> None:
    assert shown(atlas, "idea", column).state == "not-applicable"


def test_a_dense_model_has_no_number_of_experts() -> None:
    dense = model("architecture: {type: transformer-decoder, features: [residuals]}\nvariants: {a: {}}")
    assert shown(dense, "example", "experts").state == "not-applicable"


def test_what_stands_in_components_is_shown_too() -> None:
    parts = model("""
architecture: {type: dual-encoder}
components:
  text: {architecture: {type: transformer-encoder, position_encoding: rope, activation: gelu}}
  image: {architecture: {type: transformer-encoder, position_encoding: learned-absolute-positions, activation: gelu}}
variants: {a: {}}
""")
    assert shown(parts, "example", "positions").text == "Rotary positions, Learned positions"
    assert shown(parts, "example", "activation").text == "GELU"
    assert shown(parts, "example", "architecture").text == "Dual encoder"


def test_undisclosed_facts_say_so() -> None:
    closed = model("variants: {a: {}}\nabsent: {training.tokens: undisclosed}")
    assert shown(closed, "example", "tokens") == Cell("undisclosed", "undisclosed")


def test_every_column_shows_a_field_of_the_registry_and_says_what_it_is() -> None:
    assert [c.id for c in COLUMNS.values() if not c.description] == []
    assert len({c.label for c in COLUMNS.values()}) == len(COLUMNS)


def test_the_overview_has_eight_columns_and_every_table_its_own_address() -> None:
    assert len(OVERVIEW.columns) == 8
    addresses = [table.address for table in TABLES]
    assert addresses[0] == "models/"
    assert len(set(addresses)) == len(addresses)


def test_a_row_has_a_cell_for_each_column(atlas: Catalog) -> None:
    for table in TABLES:
        assert len(row(atlas, "one", table).cells) == len(table.columns)


# --- Facets ---


def counted(atlas: Catalog, *ids: str) -> dict[str, list[tuple[str, str, int]]]:
    return {
        facet.id: [(choice.id, choice.label, choice.count) for choice in facet.choices]
        for facet in facets.facets(atlas, [facets.values(atlas, id_) for id_ in ids])
    }


def test_a_facet_counts_models_by_their_variants(atlas: Catalog) -> None:
    found = counted(atlas, "one", "idea")
    assert found["size"] == [("under-200m", "under 200M", 1), ("7b-30b", "7B to 30B", 1)]
    assert found["license"] == [
        ("commercial-use", "Commercial use allowed", 1),
        ("permissive", "Permissive", 1),
        ("non-commercial", "Non-commercial", 1),
    ]
    assert found["modality"] == [("text", "Text", 1), ("image", "Images", 1)]
    assert found["org"] == [("school", "A School", 1), ("lab", "The Lab", 1)]
    assert found["known"][:2] == [("parameters", "Parameters", 1), ("tokens", "Training tokens", 1)]


def test_a_facet_that_tells_nothing_apart_is_left_out(atlas: Catalog) -> None:
    assert not {"category", "task", "positions", "year"} & counted(atlas, "one", "idea").keys()


@pytest.mark.parametrize(
    ("parameters", "classes"),
    [("199M", ["under-200m"]), ("200M", ["200m-1b"]), ("1B", ["1b-7b"]), ("6.9B", ["1b-7b"]), ("1T", ["100b"])],
)
def test_every_size_is_in_one_class(parameters: str, classes: list[str]) -> None:
    assert read("size", f"variants: {{a: {{parameters: {parameters}}}}}") == classes


@pytest.mark.parametrize(
    ("context", "classes"),
    [
        (77, ["512"]),
        (512, ["512"]),
        (513, ["over-512"]),
        (2048, ["over-512", "2k"]),
        (8000, ["over-512", "2k", "8k"]),
        (131072, ["over-512", "2k", "8k", "32k", "128k"]),
    ],
)
def test_a_context_is_in_every_class_that_it_reaches(context: int, classes: list[str]) -> None:
    assert read("context", f"variants: {{a: {{context_length: {context}}}}}") == classes


def read(facet: str, facts: str) -> list[str]:
    """The values of a facet of the one variant of a model."""
    place = [own.id for own in facets.FACETS].index(facet)
    return list(facets.values(model(facts), "example")[0][place])


# --- Questions ---


def test_one_variant_must_have_all_that_is_asked_for(atlas: Catalog) -> None:
    assert Question("", {"size": ("under-200m",), "license": ("commercial-use",)}).answers(atlas) == ["one"]
    assert Question("", {"size": ("7b-30b",), "license": ("commercial-use",)}).answers(atlas) == []
    assert Question("", {"size": ("7b-30b", "under-200m"), "context": ("512",)}).answers(atlas) == ["one"]


def test_only_questions_with_an_answer_are_asked(atlas: Catalog) -> None:
    assert [question.text for question in questions.answered(atlas)] == [
        "Rotary positions under 7B",
        "Mixtures of experts with weights",
    ]


def test_the_questions_name_facets_and_values_that_there_are(catalogue: Catalog) -> None:
    choices = {
        facet.id: {choice.id for choice in facet.choices}
        for facet in facets.facets(catalogue, [facets.values(catalogue, id_) for id_ in catalogue.models])
    }
    asked = [(facet, value) for question in QUESTIONS for facet, chosen in question.chosen.items() for value in chosen]
    assert [(facet, value) for facet, value in asked if value not in choices[facet]] == []
    assert QUESTIONS[2].query == "license=commercial-use&context=8k"


# --- What the scripts fetch ---


def unfolded(data: dict[str, Any], column: str, model: str, variant: str | None = None) -> Any:
    """The cell of a model or one of its variants, by their ids, as the scripts look it up."""
    found = data["columns"][column]
    at = found["at"][list(data["models"]).index(model)]
    number = data["models"][model].index(variant) + 1 if variant else 0
    return found["cells"][at[number] if isinstance(at, list) else at]


def test_cells_are_those_of_the_model_and_of_each_variant(atlas: Catalog) -> None:
    data = table_json.cells(atlas)
    assert data["models"]["one"] == ["small", "large"]
    parameters = [unfolded(data, "parameters", "one", variant) for variant in (None, "small", "large")]
    assert parameters == [["100M–7B", 7e9], ["100M", 1e8], ["7B", 7e9]]
    assert unfolded(data, "organization", "one", "large") == [
        "The Lab, A School",
        "the lab, a school",
        [("organizations/lab/", "The Lab")],
        1,
    ]
    assert unfolded(data, "released", "one", "small") == "2021-05"
    assert data["absences"][unfolded(data, "heads", "one", "small")] == "not-researched"
    assert list(data["columns"]) == list(COLUMNS)


def test_a_cell_is_as_short_as_can_be(atlas: Catalog) -> None:
    data = json.loads(json.dumps(table_json.cells(atlas)))
    assert unfolded(data, "category", "one") == [["categories/text/", "Texts"]]  # links, which are the text
    assert unfolded(data, "weights-license", "one", "small") == "MIT License"  # sorts as it is read
    assert unfolded(data, "license-class", "one", "small") == ["Permissive", 0]
    assert repr(unfolded(data, "parameters", "one", "large")) == "['7B', 7000000000]"


def test_models_are_found_by_their_variants_techniques_and_facets(atlas: Catalog) -> None:
    """Their own names stand in names.json, those of their makers on the page."""
    data = table_json.finding(atlas)
    place = list(data["models"]).index("one")
    assert data["models"]["one"] == {"small": "One Small", "large": "One Large"}
    assert "mixtureofexperts|moe" in {data["techniques"][use] for use in data["uses"][place]}
    size = data["facets"]["size"]
    assert [size["values"][at] for at in size["at"][place]] == ["under-200m", "7b-30b"]
    org = data["facets"]["org"]
    assert org["values"][org["at"][place]] == "lab school"
