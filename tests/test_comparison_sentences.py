"""Models side by side: which comparisons there are, and what changed, in sentences."""

import pytest

from atlas.catalog import Catalog
from atlas.comparison.kinship import kinship, listed
from atlas.comparison.pairs import Member, comparisons, member_name
from atlas.comparison.sentences import possessive, sentences
from atlas.comparison.table import ComparisonTable
from facts import PAIR, catalog


def told(atlas: Catalog, id_: str) -> list[str]:
    """The sentences of a comparison; what leads to evidence is followed by its address."""
    table = ComparisonTable(atlas, comparisons(atlas)[id_])
    found = sentences(table, kinship(atlas, table))
    return ["".join(p.text + (f"[{p.address}]" if p.address else "") for p in sentence) for sentence in found]


# --- Which comparisons there are ---


def test_a_model_has_a_page_beside_what_it_comes_from() -> None:
    found = comparisons(catalog(PAIR))
    assert list(found) == ["old-vs-new"]
    assert (found["old-vs-new"].title, found["old-vs-new"].query) == ("Old vs New", "compare/?m=old,new")


def test_a_curated_page_takes_the_place_of_the_pair_in_any_order() -> None:
    found = comparisons(catalog(f"{PAIR}comparisons: {{new-vs-old: {{models: [new, old], intro: Look.}}}}"))
    assert list(found) == ["new-vs-old"]
    assert found["new-vs-old"].edges  # and says what changed


def test_pairs_that_name_each_other_have_one_page() -> None:
    relation = "relations: [{type: uses-tokenizer-of, model: %s}]"
    atlas = catalog(f"models:\n  a: {{{relation % 'b'}}}\n  b: {{{relation % 'a'}}}\n")
    assert list(comparisons(atlas)) == ["b-vs-a"]


def test_a_model_and_its_component_are_compared() -> None:
    atlas = catalog("models:\n  whole: {components: {net: {model: part}}}\n  part: {kind: architecture}\n")
    assert list(comparisons(atlas)) == ["part-vs-whole"]
    assert told(atlas, "part-vs-whole")[0] == "whole contains part."


@pytest.mark.parametrize(
    ("name", "expected"), [("Old-Base", "Old-Base"), ("Base", "Old Base"), ("OLD base", "OLD base")]
)
def test_a_size_is_named_with_its_model(name: str, expected: str) -> None:
    atlas = catalog(f"models: {{old: {{name: Old, variants: {{base: {{name: {name}}}}}}}}}")
    assert member_name(atlas, Member("old", "base")) == expected


# --- Sentences ---


def test_what_changed_is_said_with_sources() -> None:
    assert told(catalog(PAIR), "old-vs-new") == [
        "New uses the architecture of Old: without segments.",
        "New keeps Old's layers (12–24) and context length (512).",
        "New keeps Old's architecture (Transformer encoder), attention (Multi-head attention) and activation (GELU).",
        "Parameters grow from 110M[models/old/#e2] to 125M (Base) and from 340M to 355M (Large).",
        "Vocabulary grows from 30,522[models/old/#e1] to 50,265, a factor of 1.6.",
        "Training tokens grow from 128B to 2.1T, a factor of 16.",
        "Objectives: Filling gaps in both; Ordering sentences in Old only.",
    ]


def pair(old: str, new: str, relation: str = "type: successor-of") -> list[str]:
    """What is said of two models after their relation."""
    text = f"models:\n  old: {{{old}}}\n  new: {{{new}, relations: [{{{relation}, model: old}}]}}\n"
    return told(catalog(text), "old-vs-new")[1:]


TWO = "{a: {layers: 6}, b: {layers: 12}}"


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("{a: {layers: 12}}", "{a: {layers: 24}}", "Layers grow from 12 to 24, a factor of 2."),
        ("{a: {layers: 24}}", "{a: {layers: 12}}", "Layers shrink from 24 to 12, a factor of 2."),
        ("{a: {layers: 12}}", "{b: {layers: 13}}", "Layers grow from 12 to 13."),
        ("{a: {layers: 12}}", "{b: {layers: 12}}", "new keeps old's layers (12)."),
        (TWO, "{c: {layers: 12}, d: {layers: 8}}", "Layers grow from 6–12 to 8–12."),
        (TWO, "{c: {layers: 4}, d: {layers: 24}}", "Layers go from 6–12 to 4–24."),
        (TWO, "{a: {layers: 6}, b: {layers: 24}}", "Layers grow from 12 to 24 (b), a factor of 2; the same in a."),
        (TWO, "{a: {layers: 6}}", "new keeps old's layers (6)."),
    ],
)
def test_a_number_that_changes(old: str, new: str, expected: str) -> None:
    assert expected in pair(f"variants: {old}", f"variants: {new}")


def test_a_single_thing_grows_in_the_singular() -> None:
    assert "Context length grows from 512 to 1,024, a factor of 2." in pair(
        "context_length: 512, variants: {a: {}}", "context_length: 1024, variants: {a: {}}"
    )


def test_further_training_comes_on_top_and_is_not_less() -> None:
    facts = "variants: {a: {training: {tokens: %s}}}"
    found = pair(facts % "100B", facts % "1B", "type: fine-tuned-from")
    assert "Training tokens: 100B in old and 1B in new." in found


def test_nothing_is_said_to_differ_that_is_only_missing() -> None:
    found = pair("variants: {a: {layers: 12}}", "absent: {layers: {reason: undisclosed}}, variants: {a: {}}")
    assert found == ["Undisclosed for new: layers."]
    found = pair("variants: {a: {training: {steps: 12}}}", "variants: {a: {}}")
    assert found == ["Not researched yet for new: steps."]


def test_models_without_kinship_are_alike_or_differ() -> None:
    models = ", ".join(
        f"{id_}: {{context_length: 512, variants: {{a: {{layers: {n}}}}}}}"
        for id_, n in zip("xyz", (1, 2, 2), strict=True)
    )
    atlas = catalog(f"models: {{{models}}}\ncomparisons: {{x-vs-y-vs-z: {{models: [x, y, z]}}}}")
    assert told(atlas, "x-vs-y-vs-z") == [
        "Alike in all three: context length (512).",
        "Layers: 1 in x, 2 in y and 2 in z.",
    ]


def test_sizes_that_come_from_sizes() -> None:
    atlas = catalog("""
    models:
      old: {name: Old, variants: {s: {name: Old S}, l: {name: Old L}}}
      new:
        name: New
        variants: {a: {name: New A}}
        relations: [{type: fine-tuned-from, variants: [a], variant: l, model: old}]
    """)
    assert told(atlas, "old-vs-new") == ["New A is fine-tuned from Old L."]


SIZES = """
models:
  old: {name: Old, variants: {s: {name: Old S}, l: {name: Old L}}}
  new:
    name: New
    variants: {s: {name: New S}, l: {name: New L}}
    relations: [{type: fine-tuned-from, variants: [l], variant: l, model: old}, {type: successor-of, model: old}]
comparisons: {%s: {models: ["old:%s", "new:%s"]}}
"""


@pytest.mark.parametrize(
    ("size", "expected"),
    [
        ("l", ["New L is fine-tuned from Old L.", "New is the successor of Old."]),
        ("s", ["New is fine-tuned from Old.", "New is the successor of Old."]),
    ],
)
def test_of_sizes_only_is_said_what_the_relation_says(size: str, expected: list[str]) -> None:
    id_ = f"old-{size}-vs-new-{size}"
    assert told(catalog(SIZES % (id_, size, size)), id_) == expected


def test_two_records_without_facts_have_no_sentences() -> None:
    atlas = catalog(
        "models: {a: {kind: architecture}, b: {kind: architecture}}\ncomparisons: {a-vs-b: {models: [a, b]}}"
    )
    assert told(atlas, "a-vs-b") == []


def test_words() -> None:
    assert [listed(list(names)) for names in ("", "a", "ab", "abc")] == ["", "a", "a and b", "a, b and c"]
    assert [possessive(name) for name in ("BERT", "Transformers")] == ["BERT's", "Transformers'"]
