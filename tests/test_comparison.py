"""Models side by side: cells, which comparisons there are, what changed in sentences, and the JSON of the script."""

import json
from textwrap import dedent

import pytest

from atlas import pages
from atlas.catalog import Catalog
from atlas.pages.comparisons import beside
from atlas.pages.renderer import Renderer
from atlas.schema.registry import fields
from atlas.views.comparison import payload
from atlas.views.comparison.cells import Cell, ModelCells, gap, is_shown, standing
from atlas.views.comparison.kinship import kinship, listed
from atlas.views.comparison.lines import GROUPS, line, lines
from atlas.views.comparison.pairs import Comparison, Member, comparisons, member_name
from atlas.views.comparison.sentences import possessive, sentences
from atlas.views.comparison.table import Table
from facts import catalog

PAIR = """
models:
  old:
    name: Old
    released: 2018
    context_length: 512
    architecture: {type: transformer-encoder, attention: multi-head-attention, activation: gelu}
    tokenizer: {vocabulary_size: 30522}
    training: {tokens: 128B, objectives: [filling, ordering]}
    variants:
      base: {name: Old-Base, parameters: 110M, layers: 12}
      large: {name: Old-Large, parameters: 340M, layers: 24}
    evidence:
      - {source: paper, supports: [tokenizer.vocabulary_size]}
      - {source: paper, quote: "110M", supports: [variants.base.parameters]}
    sources: {paper: {title: A paper}}
  new:
    name: New
    released: 2019
    context_length: 512
    architecture: {type: transformer-encoder, attention: multi-head-attention, activation: gelu}
    tokenizer: {vocabulary_size: 50265}
    training: {tokens: 2.1T, objectives: [filling]}
    variants:
      base: {name: New-Base, parameters: 125M, layers: 12}
      large: {name: New-Large, parameters: 355M, layers: 24}
    relations: [{type: uses-architecture-of, model: old, note: Without segments.}]
concepts:
  filling: {name: Filling gaps, kind: objective}
  ordering: {name: Ordering sentences, kind: objective}
"""


def only(text: str, id_: str = "m") -> ModelCells:
    """The cells of one model, from the YAML of its record."""
    record = dedent(text).strip().replace("\n", "\n    ")
    return ModelCells(catalog(f"models:\n  {id_}:\n    {record}\n"), id_)


def cell(text: str, id_: str, variant: str | None = None) -> Cell:
    return only(text).cell(line(id_), variant)


def told(atlas: Catalog, id_: str) -> list[str]:
    """The sentences of a comparison; what leads to evidence is followed by its address."""
    table = Table(atlas, comparisons(atlas)[id_])
    found = sentences(table, kinship(atlas, table))
    return ["".join(p.text + (f"[{p.address}]" if p.address else "") for p in sentence) for sentence in found]


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


# --- Pages ---


@pytest.fixture
def rendered() -> dict[str, pages.Page]:
    return {page.address: page for page in pages.render(catalog(PAIR), pages.Settings())}


def test_the_page_of_a_pair(rendered: dict[str, pages.Page]) -> None:
    page = rendered["compare/old-vs-new/"]
    assert (page.kind, page.title) == ("comparison", "Old vs New: what changed")
    assert '<a class="sourced" href="../../models/old/#e1">30,522</a>' in page.html
    assert '<tr class="same"><th scope="row">Context length</th>' in page.html


def test_comparisons_can_be_left_out() -> None:
    atlas, settings = catalog(PAIR), pages.Settings(comparisons=False)
    addresses = [page.address for page in pages.render(atlas, settings) if page.kind.startswith("compar")]
    assert addresses == ["compare/"]
    assert beside(Renderer(atlas, settings), "new", ["old"]) == [("Old", "compare/?m=new,old")]


def test_a_model_page_leads_to_its_comparisons() -> None:
    assert beside(Renderer(catalog(PAIR), pages.Settings()), "new", ["old"]) == [("Old", "compare/old-vs-new/")]


def test_hostile_names_are_text() -> None:
    name = '"<script>alert(1)</script>"'
    atlas = catalog(f"models: {{a: {{name: {name}}}, b: {{}}}}\ncomparisons: {{a-vs-b: {{models: [a, b]}}}}")
    page = next(page for page in pages.render(atlas, pages.Settings()) if page.kind == "comparison")
    assert "<script>" not in page.html


# --- JSON ---


def test_the_json_of_a_model_is_short() -> None:
    found = payload.model(catalog(PAIR), "old")
    assert (found["name"], found["year"]) == ("Old", 2018)
    assert found["cells"]["tokenizer.vocabulary_size"] == {"t": "30,522", "a": 1}
    assert found["cells"]["context_length"] == "512"
    assert found["cells"]["architecture.activation"] == {"i": (("GELU", "concepts/gelu/"),)}
    assert found["variants"]["base"]["cells"]["layers"] == "12"
    assert "context_length" not in found["variants"]["base"]["cells"]


def test_a_variant_says_what_it_lacks() -> None:
    atlas = catalog("models: {m: {variants: {a: {ffn_size: 4}, b: {}}}}")
    found = payload.model(atlas, "m")
    assert found["cells"]["ffn_size"] == "4"
    assert "ffn_size" in found["variants"]["b"]["gaps"]["not-researched"]


def test_the_definitions_are_those_of_the_pages() -> None:
    found = payload.definitions()
    assert [entry[0] for entry in found["lines"]] == [one.id for one in lines()]
    assert json.dumps(found)


# --- The real catalogue ---


def test_every_real_comparison_has_sentences_without_gaps(catalogue: Catalog) -> None:
    for comparison in comparisons(catalogue).values():
        table = Table(catalogue, comparison)
        for sentence in sentences(table, kinship(catalogue, table)):
            text = "".join(piece.text for piece in sentence)
            assert text.endswith("."), text
            assert "  " not in text and "()" not in text and "None" not in text, text


def test_there_are_comparisons_that_people_search_for(catalogue: Catalog) -> None:
    curated = [comparison for comparison in comparisons(catalogue).values() if comparison.curated]
    assert len(curated) >= 30
    assert {"bert-vs-roberta-vs-albert", "gpt-2-vs-gpt-3", "t5-vs-bart", "llama-vs-opt-vs-bloom"} <= {
        c.id for c in curated
    }


def test_titles_are_unique(catalogue: Catalog) -> None:
    found: list[Comparison] = list(comparisons(catalogue).values())
    assert len({comparison.title for comparison in found}) == len(found)
