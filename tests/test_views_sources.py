"""Views of how well a record is supported: quality, sources; identifiers and languages."""

import pytest

from atlas.exports.api import identifiers
from atlas.facts import sources, stats
from atlas.facts.languages import language_name
from atlas.pages.quality import weakest
from atlas.schema.evidence import Source
from facts import catalog, model, models

# --- Quality ---

SUPPORT = """
well: {variants: {a: {parameters: 1B}}, sources: {p: {}}, released: 2020,
  evidence: [{source: p, quote: 1B in 2020, supports: [variants.a.parameters, released]}]}
badly: {variants: {a: {}}}
half: {variants: {a: {parameters: 1B}}, sources: {p: {}}, released: 2020,
  evidence: [{source: p, supports: [variants.a.parameters, released]}]}
silent: {variants: {a: {}}, sources: {p: {}}, absent: {parameters: undisclosed},
  released: 2020, evidence: [{source: p, quote: In 2020., supports: [released]}]}
"""


def test_the_least_supported_come_first() -> None:
    assert [line.id for line in weakest.by_model(models(SUPPORT))] == ["badly", "half", "silent", "well"]


def test_quality_counts_each_kind_of_support() -> None:
    lines = {line.id: line for line in weakest.by_model(models(SUPPORT))}
    counts = {id_: (line.quoted, line.cited, line.undisclosed, line.present) for id_, line in lines.items()}
    assert counts == {"badly": (0, 0, 0, 0), "half": (0, 2, 0, 2), "silent": (1, 0, 1, 1), "well": (2, 0, 0, 2)}
    assert "Parameters" in lines["badly"].gaps
    assert "Parameters" not in lines["silent"].gaps


def test_figures_count_the_catalogue() -> None:
    found = stats.figures(models(SUPPORT))
    assert (found.models, found.architectures, found.variants) == (4, 0, 4)
    assert (found.present, found.supported) == (5, 5)
    assert found.share(found.headline["quoted"]) == pytest.approx(3 / 5)


def test_recounts_show_the_largest_differences_first_and_the_uncounted_last() -> None:
    tiny = "architecture: {type: transformer-decoder, tied_embeddings: true, normalization: rms-normalization}"
    sizes = "layers: 2, hidden_size: 8, ffn_size: 32, attention_heads: 2"
    lines = weakest.recounts(
        model(f"""
            {tiny}
            tokenizer: {{vocabulary_size: 100}}
            variants:
              a: {{name: unknown, parameters: 1B}}
              b: {{name: exact, parameters: 2336, {sizes}}}
              c: {{name: small, parameters: 3K, {sizes}}}
              d: {{name: large, parameters: 1K, {sizes}}}
              e: {{name: unreported, {sizes}}}
        """)
    )
    assert [(line.variant, line.reported, line.agrees) for line in lines] == [
        ("large", "1K", False),
        ("small", "3K", False),
        ("exact", "2336", True),
        ("unknown", "1B", None),
    ]


# --- Sources ---


def source(text: str) -> Source:
    return catalog(f"sources: {{s: {{{text}}}}}").sources["s"]


COMMIT = "eedf5716ce1268e56f0a50264a88cafad334ac61"


@pytest.mark.parametrize(
    ("text", "address", "identifier"),
    [
        ("arxiv: 1810.04805v2", "https://arxiv.org/abs/1810.04805v2", "arXiv:1810.04805v2"),
        ("doi: 10.1162/neco.1997.9.8.1735", "https://doi.org/10.1162/neco.1997.9.8.1735", None),
        (
            f"repository: google-research/bert, commit: {COMMIT}, path: README.md",
            f"https://github.com/google-research/bert/blob/{COMMIT}/README.md",
            "google-research/bert at eedf571, README.md",
        ),
        (f"repository: a/b, commit: {COMMIT}", f"https://github.com/a/b/tree/{COMMIT}", "a/b at eedf571"),
        ("package: vllm, version: 0.6.0", "https://pypi.org/project/vllm/0.6.0/", "vllm 0.6.0"),
        ("huggingface: a/b, revision: 0123456789", "https://huggingface.co/a/b/tree/0123456789", "a/b at 0123456"),
        ("url: https://example.com/, accessed: 2024-05-01", "https://example.com/", "read 1 May 2024"),
        ("title: A book", "", ""),
    ],
)
def test_a_source_leads_to_the_text_that_was_read(text: str, address: str, identifier: str | None) -> None:
    assert sources.address(source(text)) == address
    assert sources.identifier(source(text)) == (identifier if identifier is not None else f"doi:{text[5:]}")


@pytest.mark.parametrize(
    ("authors", "byline"),
    [
        ("[Ada One]", "Ada One"),
        ("[Ada One, Bo Two]", "Ada One and Bo Two"),
        ("[Ada One, Bo Two, Cy Three]", "Ada One, Bo Two and Cy Three"),
        ("[Ada One, Bo Two, Cy Three, Di Four]", "Ada One et al."),
        ("[Ada One, others]", "Ada One et al."),
    ],
)
def test_bylines_are_short(authors: str, byline: str) -> None:
    assert sources.byline(source(f"authors: {authors}")) == byline


def test_bibtex_of_a_paper() -> None:
    paper = "title: 'Attention & {More}', authors: [Ada Müller, others], date: 2019-05-24, arxiv: 1810.04805v2"
    assert sources.bibtex("bert", source(paper)).splitlines() == [
        "@misc{muller2019bert,",
        r"  title = {{Attention \& \{More\}}},",
        "  author = {Ada Müller and others},",
        "  year = {2019},",
        "  eprint = {1810.04805v2},",
        "  archiveprefix = {arXiv},",
        "  url = {https://arxiv.org/abs/1810.04805v2},",
        "}",
    ]


def test_bibtex_runs_no_command_of_a_title() -> None:
    entry = sources.bibtex("bert", source(r"title: 'The \input file', authors: [Ada One]"))
    assert r"\input" not in entry


# --- Identifiers and languages ---


def test_models_are_found_by_hugging_face_id_arxiv_id_and_name() -> None:
    found = identifiers(
        models("""
            bert:
              name: BERT
              aliases: [mBERT]
              sources: {paper: {arxiv: 1810.04805v2}, other: {arxiv: 1706.03762v7}}
              variants: {base: {huggingface: google-bert/bert-base-uncased}, large: {huggingface: [a/b, a/c]}}
        """)
    )
    assert found == {
        "huggingface": {"a/b": "bert", "a/c": "bert", "google-bert/bert-base-uncased": "bert"},
        "arxiv": {"1810.04805": "bert"},
        "names": {"BERT": "bert", "bert": "bert", "mBERT": "bert"},
    }


def test_an_old_arxiv_id_is_found_whole() -> None:
    found = identifiers(models("old: {sources: {paper: {arxiv: solv-int/9901001v2}}}"))
    assert found["arxiv"] == {"solv-int/9901001": "old"}


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("en", "English"),
        ("zh-Hant", "Chinese (Traditional)"),
        ("multilingual", "many languages"),
        ("xx-zz-y", "xx-zz-y"),
    ],
)
def test_languages_have_names(code: str, name: str) -> None:
    assert language_name(code) == name
