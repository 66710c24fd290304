"""Models side by side: the lines of a comparison, its cells, and how they stand to each other."""

from textwrap import dedent

import pytest

from atlas.schema.registry import fields
from atlas.views.comparison.cells import Cell, ModelCells, gap, is_shown, standing
from atlas.views.comparison.lines import GROUPS, line, lines
from facts import PAIR, catalog


def only(text: str, id_: str = "m") -> ModelCells:
    """The cells of one model, from the YAML of its record."""
    record = dedent(text).strip().replace("\n", "\n    ")
    return ModelCells(catalog(f"models:\n  {id_}:\n    {record}\n"), id_)


def cell(text: str, id_: str, variant: str | None = None) -> Cell:
    return only(text).cell(line(id_), variant)


# --- Lines ---


def test_lines_are_fields_of_the_schema_or_derived() -> None:
    assert {one.id for one in lines() if not one.derived} <= set(fields())
    assert {one.group for one in lines()} == set(GROUPS)


def test_a_number_has_a_scale_of_whole_powers_of_ten() -> None:
    for one in lines():
        assert bool(one.high) == (one.kind == "number"), one.id
        assert one.low < one.high or not one.high


# --- Cells ---


def test_a_fact_is_shown_as_on_the_model_page_and_leads_to_its_evidence() -> None:
    cells = ModelCells(catalog(PAIR), "old")
    assert cells.cell(line("tokenizer.vocabulary_size")) == Cell("30,522", anchor="e1", numbers=(30522.0, 30522.0))
    assert cells.cell(line("parameters"), "base") == Cell("110M", anchor="e2", numbers=(110e6, 110e6))


def test_a_model_shows_the_range_of_its_sizes() -> None:
    assert ModelCells(catalog(PAIR), "old").cell(line("parameters")) == Cell(
        "110M–340M", anchor="e2", numbers=(110e6, 340e6)
    )


def test_sizes_of_which_nothing_is_known_do_not_count() -> None:
    assert cell("variants: {a: {layers: 12}, b: {}}", "layers").text == "12"


def test_what_is_listed_is_linked_by_name() -> None:
    found = ModelCells(catalog(PAIR), "old").cell(line("training.objectives"))
    assert found.items == (("Filling gaps", "concepts/filling/"), ("Ordering sentences", "concepts/ordering/"))


def test_variants_that_list_different_things_list_all_of_them() -> None:
    text = "variants: {a: {architecture: {activation: gelu}}, b: {architecture: {activation: swiglu}}}"
    assert cell(text, "architecture.activation").text == "GELU, SwiGLU"
    assert cell(text, "architecture.activation", "b").text == "SwiGLU"


def test_long_texts_that_differ_by_size_are_counted() -> None:
    text = "variants: {a: {training: {learning_rate: %s}}, b: {training: {learning_rate: 2}}}"
    assert cell(text % "1", "training.learning_rate").text == "1; 2"
    assert cell(text % ("1" * 99), "training.learning_rate").text == "2 values, by size"


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("architecture: {type: transformer-encoder}\nvariants: {a: {}}", "not-researched"),
        ("absent: {layers: {reason: undisclosed}}\nvariants: {a: {}}", "undisclosed"),
        ("absent: {variants.a.layers: {reason: undisclosed}}\nvariants: {a: {}}", "undisclosed"),
        ("architecture: {type: dual-encoder}\nvariants: {a: {}}", "not-applicable"),
    ],
)
def test_a_missing_fact_says_why(text: str, state: str) -> None:
    assert cell(text, "layers") == gap(state)


def test_sizes_that_follow_are_shown_but_make_no_line() -> None:
    text = "variants: {a: {hidden_size: 768, attention_heads: 12, encoder_layers: 6, decoder_layers: 5}}"
    assert [cell(text, id_).text for id_ in ("kv_heads", "head_size", "layers")] == ["12", "64", "6 + 5"]
    assert {cell(text, id_).state for id_ in ("kv_heads", "head_size", "layers")} == {"implied"}
    assert not is_shown([cell(text, "kv_heads"), gap("not-researched")])


def test_a_network_that_can_be_counted_has_no_further_parts() -> None:
    counted = """
    architecture: {type: transformer-decoder, attention: multi-head-attention, activation: gelu}
    tokenizer: {vocabulary_size: 100}
    context_length: 64
    variants: {a: {layers: 2, hidden_size: 64, ffn_size: 256, attention_heads: 4}}
    """
    assert cell(counted, "recount").state == "derived"
    assert cell(counted, "experts") == gap("not-applicable")
    assert cell("variants: {a: {}}", "experts") == gap("not-researched")


def test_sizes_of_parts_are_shown_by_part() -> None:
    text = """
    components: {text: {layers: 12}}
    variants: {a: {components: {image: {layers: 12}}}, b: {components: {image: {layers: 24}}}}
    """
    assert cell(text, "layers").text == "text 12, image 12–24"
    assert cell(text, "layers", "b") == Cell("text 12, image 24", anchor="architecture")


def test_derived_numbers_lead_to_their_section() -> None:
    text = "architecture: {type: transformer-decoder}\ntraining: {tokens: 20B}\nvariants: {a: {parameters: 1B}}"
    assert cell(text, "ratio") == Cell("20", "derived", "cost", (20, 20))
    assert cell(text, "weights").text == "2.00\u00a0GB"
    assert cell(text, "recount") == gap("not-derivable")


def test_an_architecture_is_not_trained() -> None:
    atlas = catalog("models:\n  lstm: {kind: architecture}\n")
    cells = ModelCells(atlas, "lstm")
    assert [cells.cell(line(id_)).state for id_ in ("training.tokens", "access", "parameters", "weights")] == [
        *["not-applicable"] * 4
    ]


# --- How cells stand to each other ---

KNOWN, OTHER = Cell("1", numbers=(1, 1)), Cell("2", numbers=(2, 2))


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ([KNOWN, KNOWN], "same"),
        ([Cell("13B", numbers=(13e9, 13e9)), Cell("13.0B", numbers=(13e9, 13e9))], "same"),
        ([Cell("a, b", items=(("a", ""), ("b", ""))), Cell("b, a", items=(("b", ""), ("a", "")))], "same"),
        ([KNOWN, OTHER], "differs"),
        ([KNOWN, gap("not-applicable")], "differs"),
        ([KNOWN, gap("not-researched")], "gap"),
        ([KNOWN, gap("undisclosed")], "gap"),
        ([KNOWN, KNOWN, gap("not-researched")], "gap"),
        ([KNOWN, OTHER, gap("not-researched")], "differs"),
    ],
)
def test_what_is_not_known_is_neither_same_nor_different(cells: list[Cell], expected: str) -> None:
    assert standing(cells) == expected
