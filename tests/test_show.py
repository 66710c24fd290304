"""A reading as people see it, and how the facts of a comparison stand to each other."""

import pytest

from atlas.comparison.lines import lines
from atlas.comparison.standings import is_shown, standing
from atlas.derive.numbers import DERIVED
from atlas.facts.show import WHY_NOT, Shown, shown
from atlas.schema.choices import GROUPS
from atlas.schema.registry import fields
from facts import PAIR, catalog, model


def fact(text: str, path: str, variant: str | None = None) -> Shown:
    return shown(model(text), "example", path, variant)


def test_a_fact_leads_to_its_evidence() -> None:
    pair = catalog(PAIR)
    found = shown(pair, "old", "tokenizer.vocabulary_size")
    assert (found.text, found.standing, found.anchor, found.numbers) == ("30,522", "cited", "e1", (30522.0, 30522.0))
    found = shown(pair, "old", "parameters")
    assert (found.text, found.standing, found.anchor, found.numbers) == ("110M–340M", "quoted", "e2", (110e6, 340e6))


def test_what_is_listed_is_linked_by_name() -> None:
    found = shown(catalog(PAIR), "old", "training.objectives")
    assert found.terms == (("Filling gaps", "concepts/filling/"), ("Ordering sentences", "concepts/ordering/"))


def test_variants_that_list_different_things_list_all_of_them() -> None:
    text = "variants: {a: {architecture: {activation: gelu}}, b: {architecture: {activation: swiglu}}}"
    assert fact(text, "architecture.activation").text == "GELU, SwiGLU"
    assert fact(text, "architecture.activation", "b").text == "SwiGLU"


def test_texts_that_differ_say_whose_they_are() -> None:
    text = "variants: {a: {name: A, training: {learning_rate: %s}}, b: {name: B, training: {learning_rate: 2}}}"
    assert fact(text % "1", "training.learning_rate").text == "A: 1; B: 2"
    long = fact(text % ("1" * 99), "training.learning_rate")
    assert (long.text, long.all_of_it) == ("2 values, by size", f"A: {'1' * 99}; B: 2")


@pytest.mark.parametrize(
    ("facts", "path", "text"),
    [
        ("released: 2018-10-11", "released", "11 October 2018"),
        ("access: api", "access", "API only"),
        ("architecture: {normalization_placement: post}", "architecture.normalization_placement", "after sublayers"),
        ("architecture: {tied_embeddings: true}", "architecture.tied_embeddings", "yes"),
        ("modalities: {input: [text, image]}", "modalities.input", "Text, Images"),
        ("languages: [en, zh-Hant]", "languages", "English, Chinese (Traditional)"),
        ("layer_pattern: [mamba, mamba, attention]", "layer_pattern", "2 × Mamba block, Transformer block"),
        ("training: {compute: 3.14e23}", "training.compute", "3.14 × 10²³"),
        ("training: {tokens: 1.4T}", "training.tokens", "1.4T"),
        ("context_length: 131072", "context_length", "131,072"),
        ("components: {text: {layers: 12}, image: {layers: 24}}", "layers", "text 12, image 24"),
    ],
)
def test_values_are_shown_as_people_read_them(facts: str, path: str, text: str) -> None:
    assert fact(f"{facts}\nvariants: {{a: {{}}}}", path).text == text


def test_computed_numbers_lead_to_their_section() -> None:
    text = "architecture: {type: transformer-decoder}\ntraining: {tokens: 20B}\nvariants: {a: {parameters: 1B}}"
    found = fact(text, "tokens_per_parameter")
    assert (found.text, found.standing, found.anchor, found.numbers) == ("20", "derived", "cost", (20, 20))
    assert fact(text, "weight_memory").text == "2.00\u00a0GB"


def test_every_computed_number_says_what_it_is_and_how() -> None:
    for field in DERIVED.values():
        assert field.description.endswith(".") and len(field.description) < 140, field.path
        assert field.section == "" or field.method, field.path


# --- Comparisons ---


def test_lines_are_fields_of_records_or_computed() -> None:
    assert {one.path for one in lines()} <= {*fields(), *DERIVED}
    assert {one.group for one in lines()} == set(GROUPS)


def test_a_number_has_a_scale_of_whole_powers_of_ten() -> None:
    for one in lines():
        assert bool(one.scale) == (one.kind == "number"), one.path
        assert not one.scale or one.scale[0] < one.scale[1]


def gap(why: str) -> Shown:
    return Shown(WHY_NOT[why], why)


def number(text: str, value: float) -> Shown:
    return Shown(text, "cited", numbers=(value, value))


def terms(*names: str) -> Shown:
    return Shown(", ".join(names), "cited", terms=tuple((name, "") for name in names))


KNOWN, OTHER = number("1", 1), number("2", 2)


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ([KNOWN, KNOWN], "same"),
        ([number("13B", 13e9), number("13.0B", 13e9)], "same"),
        ([terms("a", "b"), terms("b", "a")], "same"),
        ([KNOWN, OTHER], "differs"),
        ([KNOWN, gap("not-applicable")], "differs"),
        ([KNOWN, gap("not-researched")], "gap"),
        ([KNOWN, gap("undisclosed")], "gap"),
        ([KNOWN, KNOWN, gap("not-researched")], "gap"),
        ([KNOWN, OTHER, gap("not-researched")], "differs"),
    ],
)
def test_what_is_not_known_is_neither_same_nor_different(cells: list[Shown], expected: str) -> None:
    assert standing(cells) == expected


def test_what_follows_from_others_makes_no_line() -> None:
    assert not is_shown([Shown("12", "implied"), gap("not-researched")])
    assert is_shown([gap("undisclosed"), gap("not-researched")])
    assert is_shown([KNOWN, gap("not-researched")])
