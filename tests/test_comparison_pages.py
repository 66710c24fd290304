"""Models side by side: pages, the JSON of the script, and the comparisons of the real catalogue."""

import json

import pytest

from atlas import pages
from atlas.catalog import Catalog
from atlas.comparison import compare_json
from atlas.comparison.kinship import kinship
from atlas.comparison.lines import lines
from atlas.comparison.near import beside
from atlas.comparison.pairs import ReadyComparison, comparisons
from atlas.comparison.sentences import sentences
from atlas.comparison.table import ComparisonTable
from facts import PAIR, catalog

# --- Pages ---


@pytest.fixture
def rendered() -> dict[str, pages.Page]:
    return {page.address: page for page in pages.render(catalog(PAIR), pages.Settings())}


def test_the_page_of_a_pair(rendered: dict[str, pages.Page]) -> None:
    page = rendered["compare/old-vs-new/"]
    assert (page.kind.id, page.title) == ("comparison", "Old vs New: what changed")
    assert '<a class="sourced" href="../../models/old/#e1">30,522</a>' in page.html
    assert '<tr class="same"><th scope="row">Context length</th>' in page.html


def test_comparisons_can_be_left_out() -> None:
    atlas, settings = catalog(PAIR), pages.Settings(comparisons=False)
    addresses = [page.address for page in pages.render(atlas, settings) if page.kind.id.startswith("compar")]
    assert addresses == ["compare/"]
    assert beside(atlas, "new", ["old"], ready_made=False) == [("Old", "compare/?m=new,old")]


def test_a_model_page_leads_to_its_comparisons() -> None:
    assert beside(catalog(PAIR), "new", ["old"]) == [("Old", "compare/old-vs-new/")]


def test_hostile_names_are_text() -> None:
    name = '"<script>alert(1)</script>"'
    atlas = catalog(f"models: {{a: {{name: {name}}}, b: {{}}}}\ncomparisons: {{a-vs-b: {{models: [a, b]}}}}")
    page = next(page for page in pages.render(atlas, pages.Settings()) if page.kind.id == "comparison")
    assert "<script>" not in page.html


# --- JSON ---


def test_the_json_of_a_model_is_short() -> None:
    found = compare_json.model(catalog(PAIR), "old")
    assert (found["name"], found["year"]) == ("Old", 2018)
    assert found["cells"]["tokenizer.vocabulary_size"] == {"t": "30,522", "a": 1}
    assert found["cells"]["context_length"] == "512"
    assert found["cells"]["architecture.activation"] == {"i": (("GELU", "concepts/gelu/"),)}
    assert found["variants"]["base"]["cells"]["layers"] == "12"
    assert "context_length" not in found["variants"]["base"]["cells"]


def test_a_variant_says_what_it_lacks() -> None:
    atlas = catalog("models: {m: {variants: {a: {ffn_size: 4}, b: {}}}}")
    found = compare_json.model(atlas, "m")
    assert found["cells"]["ffn_size"] == "4"
    assert "ffn_size" in found["variants"]["b"]["gaps"]["not-researched"]


def test_the_definitions_are_those_of_the_pages() -> None:
    found = compare_json.definitions()
    assert [entry[0] for entry in found["lines"]] == [one.path for one in lines()]
    assert json.dumps(found)


# --- The real catalogue ---


def test_every_real_comparison_has_sentences_without_gaps(catalogue: Catalog) -> None:
    for comparison in comparisons(catalogue).values():
        table = ComparisonTable(catalogue, comparison)
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
    found: list[ReadyComparison] = list(comparisons(catalogue).values())
    assert len({comparison.title for comparison in found}) == len(found)
