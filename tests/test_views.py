"""What pages show: how facts stand, tables, lineage, corrections, quality, sources."""

from typing import get_args

import pytest

from atlas.catalog import Catalog
from atlas.quantity import Quantity
from atlas.schema.evidence import Relation, Source
from atlas.views import corrections, lineage, quality, sources, stats
from atlas.views.facts import FactBook
from atlas.views.languages import language_name
from atlas.views.model import ModelView
from atlas.views.payload import identifiers
from atlas.views.tables import OVERVIEW, row
from atlas.views.values import spread
from facts import catalog, model, models

# --- How a fact stands ---

STANDINGS = """
released: 2020-05
organizations: [lab]
architecture: {type: transformer-decoder}
context_length: 2048
variants:
  small: {parameters: 10M, layers: 2, attention_heads: 2}
  large: {parameters: 20M, layers: 4}
evidence:
  - {source: paper, quote: 2048 tokens and 10M parameters, supports: [context_length, variants.small.parameters]}
  - {source: paper, locator: Table 1, supports: [released, variants.large.layers, variants.small.parameters]}
  - {source: paper, supports: [parameters], rows: {large: 20M}}
absent:
  training.tokens: undisclosed
  tokenizer.vocabulary_size: {reason: not-applicable, note: It reads bytes.}
  variants.large.hidden_size: undisclosed
"""


@pytest.mark.parametrize(
    ("field", "variant", "standing"),
    [
        ("context_length", None, "quoted"),
        ("context_length", "small", "quoted"),  # inherited with its evidence
        ("parameters", "small", "quoted"),  # although also cited elsewhere
        ("parameters", "large", "quoted"),  # a row of a table
        ("released", "large", "cited"),
        ("layers", "large", "cited"),
        ("layers", "small", "unsupported"),
        ("organizations", None, "unsupported"),
        ("training.tokens", "small", "undisclosed"),
        ("hidden_size", "large", "undisclosed"),
        ("hidden_size", "small", "not-researched"),
        ("attention_heads", "large", "not-researched"),
        ("tokenizer.vocabulary_size", "large", "not-applicable"),
        ("encoder_layers", "large", "not-applicable"),  # one stack
    ],
)
def test_how_a_fact_stands(field: str, variant: str | None, standing: str) -> None:
    assert FactBook(model(STANDINGS), "example").standing(field, variant) == standing


@pytest.mark.parametrize(
    ("facts", "field", "standing"),
    [
        ("architecture: {type: convolutional-network}", "attention_heads", "not-applicable"),
        ("architecture: {type: convolutional-network}", "layers", "not-applicable"),
        ("architecture: {type: state-space-model}", "layers", "not-researched"),
        ("architecture: {type: state-space-model}", "context_length", "not-applicable"),
        ("architecture: {type: transformer-encoder-decoder}\nencoder_layers: 6", "layers", "not-applicable"),
        ("architecture: {type: transformer-encoder}\nmodalities: {input: [image]}", "context_length", "not-applicable"),
        ("architecture: {type: transformer-encoder}\nmodalities: {input: [text]}", "context_length", "not-researched"),
        ("access: api", "licenses.weights", "not-applicable"),
        ("access: open-weights", "licenses.weights", "not-researched"),
        ("access: api", "parameters", "not-researched"),
        ("kind: architecture", "parameters", "not-applicable"),
        ("kind: architecture", "released", "not-researched"),
    ],
)
def test_what_does_not_apply_is_no_gap(facts: str, field: str, standing: str) -> None:
    assert FactBook(model(facts), "example").standing(field) == standing


def test_headline_facts_are_listed_once_where_they_stand_and_gaps_once_for_all_variants() -> None:
    found = [f"{fact.path}: {fact.state}" for fact in FactBook(model(STANDINGS), "example").headline]
    assert found == [
        "released: cited",
        "context_length: quoted",
        "organizations: unsupported",
        "variants.small.parameters: quoted",
        "variants.small.layers: unsupported",
        "variants.small.attention_heads: unsupported",
        "variants.large.parameters: quoted",
        "variants.large.layers: cited",
        "variants.small.hidden_size: not-researched",
        "variants.large.hidden_size: undisclosed",
        "variants.large.attention_heads: not-researched",
        "tokenizer.vocabulary_size: not-applicable",
        "training.tokens: undisclosed",
    ]


def test_a_date_that_every_variant_gives_is_no_gap() -> None:
    dated = model("variants: {small: {released: 2020-05}, large: {released: 2020-06}}")
    gaps = [fact.path for fact in FactBook(dated, "example").headline if fact.state == "not-researched"]
    assert "released" not in gaps


# --- Tables ---


def cells(facts: str) -> dict[str, str]:
    """The row of a model by column: text, and in brackets what it sorts by."""
    found = row(model(facts), "example").cells
    return {
        column.id: cell.text if cell.sort is None else f"{cell.text} [{cell.sort}]"
        for column, cell in zip(OVERVIEW.columns, found, strict=True)
    }


@pytest.mark.parametrize(
    ("facts", "column", "shown"),
    [
        ("variants: {a: {parameters: 110M}, b: {parameters: 340M}}", "parameters", "110M–340M [340000000.0]"),
        ("variants: {a: {parameters: 1.5B}, b: {parameters: 110M}}", "parameters", "110M–1.5B [1500000000.0]"),
        ("variants: {a: {parameters: 110M}, b: {parameters: 110M}}", "parameters", "110M [110000000.0]"),
        ("variants: {a: {parameters: 110M}, b: {}}", "parameters", "110M [110000000.0]"),
        ("variants: {a: {}}", "parameters", "not researched"),
        ("variants: {a: {}}\nabsent: {parameters: undisclosed}", "parameters", "undisclosed"),
        ("variants: {a: {encoder_layers: 6, decoder_layers: 12}}", "layers", "18 [18.0]"),
        ("context_length: 131072\nvariants: {a: {}, b: {context_length: 4096}}", "context", "4,096–131,072 [131072.0]"),
        ("training: {tokens: 1.4T}\nvariants: {a: {}}", "tokens", "1.4T [1400000000000.0]"),
        ("released: 2018-10-11", "released", "2018-10-11 [2018-10-11]"),
        ("access: api\nvariants: {a: {}, b: {access: open-weights}}", "access", "API only, Open weights [2]"),
        ("architecture: {type: transformer-decoder}", "architecture", "Transformer decoder [transformer decoder]"),
        ("kind: architecture", "parameters", "not applicable"),
    ],
)
def test_a_table_shows_a_model_as_a_range_over_its_variants(facts: str, column: str, shown: str) -> None:
    assert cells(facts)[column] == shown


@pytest.mark.parametrize(
    ("values", "text"),
    [([], ""), ([None, "7B"], "7B"), (["13B", "7B", "65B"], "7B–65B"), (["1.4T", "900B"], "900B–1.4T")],
)
def test_a_spread_goes_from_smallest_to_largest(values: list[str | None], text: str) -> None:
    assert spread([value and Quantity.parse(value) for value in values]) == text


# --- The page of a model ---


def test_the_strip_has_the_five_numbers_with_their_sources() -> None:
    view = ModelView(
        model("""
            architecture: {type: transformer-decoder}
            context_length: 2048
            training: {tokens: 1.4T}
            variants:
              7b: {parameters: 6.7B, layers: 32, hidden_size: 4096, attention_heads: 32}
              65b: {parameters: 65.2B, layers: 80, hidden_size: 8192, attention_heads: 64}
            evidence: [{source: paper, supports: [training.tokens]}]
            sources: {paper: {}}
        """),
        "example",
    )
    shown = [
        (f.label, f.value.text.replace("\N{NO-BREAK SPACE}", " "), f.value.state, f.value.evidence, f.remark)
        for f in view.strip
    ]
    assert shown == [
        ("Parameters", "6.7B–65.2B", "unsupported", "", ""),
        ("Context", "2,048", "unsupported", "", "tokens"),
        ("Training tokens", "1.4T", "cited", "e1", "21–209 per parameter"),
        ("KV cache at 2K", "1.07 GB–5.37 GB", "derived", "", "16-bit, one sequence"),
        ("Weights", "13.4 GB–130 GB", "derived", "", "at bf16"),
    ]


@pytest.mark.parametrize(
    ("facts", "shown"),
    [
        ("variants: {a: {}}\nabsent: {parameters: undisclosed}", ["undisclosed", "undisclosed"]),
        ("variants: {a: {}}", ["not researched", "not researched"]),
        ("architecture: {type: transformer-encoder}\nvariants: {a: {parameters: 1B}}", ["not applicable", "2.00 GB"]),
    ],
)
def test_derived_numbers_are_missing_in_the_way_of_what_they_rest_on(facts: str, shown: list[str]) -> None:
    *_, cache, weights = ModelView(model(facts), "example").strip
    assert [cache.value.text, weights.value.text.replace("\N{NO-BREAK SPACE}", " ")] == shown


def training(facts: str) -> dict[str, str]:
    return {line.label: line.value.text for line in ModelView(model(facts), "example").training}


@pytest.mark.parametrize(
    ("facts", "shown"),
    [
        ("training: {steps: 125K}\nvariants: {a: {}, b: {}}", {"Steps": "125K"}),
        ("variants: {a: {training: {steps: 1M}}, b: {training: {steps: 2M}}}", {"Steps": "1M–2M"}),
        (
            "variants: {a: {name: A, training: {hardware: TPU}}, b: {name: B, training: {hardware: GPU}}}",
            {"Hardware": "A: TPU; B: GPU"},
        ),
        ("training: {steps: 125K}\nvariants: {a: {}, b: {training: {steps: 1.5M}}}", {"Steps": "125K–1.5M"}),
        (
            "training: {hardware: TPU}\nvariants: {a: {name: A}, b: {name: B, training: {hardware: GPU}}}",
            {"Hardware": "A: TPU; B: GPU"},
        ),
        ("variants: {a: {}}\nabsent: {training.tokens: undisclosed}", {"Training tokens": "undisclosed"}),
    ],
)
def test_training_is_shown_for_all_variants(facts: str, shown: dict[str, str]) -> None:
    assert training(facts) == shown


@pytest.mark.parametrize(
    "facts",
    [
        "variants: {a: {training: {datasets: [books]}}, b: {training: {datasets: [books, news]}}}",
        "training: {datasets: [books]}\nvariants: {a: {}, b: {training: {datasets: [books, news]}}}",
    ],
)
def test_the_datasets_of_every_variant_are_shown(facts: str) -> None:
    (line,) = ModelView(model(facts), "example").training
    assert (line.label, line.ids) == ("Training data", ("books", "news"))


@pytest.mark.parametrize(
    ("path", "label"),
    [
        ("layers", "Layers"),
        ("variants.base.layers", "Layers (BERT-Base)"),
        ("variants.base.components.text_encoder.hidden_size", "Hidden size (BERT-Base, text encoder)"),
        ("training.tokens", "Training tokens"),
        ("licenses.weights", "Weights licence"),
    ],
)
def test_paths_are_labelled_as_people_read_them(path: str, label: str) -> None:
    assert ModelView(model("variants: {base: {name: BERT-Base}}"), "example").label(path) == label


@pytest.mark.parametrize(
    ("variants", "name"), [("{small: {name: Tiny}}", "Tiny"), ("{small: Tiny}", "Tiny"), ("{small: {}}", "small")]
)
def test_a_variant_without_a_name_goes_by_its_id(variants: str, name: str) -> None:
    assert ModelView(model(f"name: Example\nvariants: {variants}"), "example").variant_name("small") == name


# --- Lineage ---

FAMILY = """
transformer: {name: Transformer, released: 2017-06, variants: {base: {}}}
gpt: {name: GPT, released: 2018-06, variants: {base: {}}, relations: [{type: uses-architecture-of, model: transformer}]}
bert:
  name: BERT
  released: 2018-10
  variants: {base: {name: BERT-Base}, large: {name: BERT-Large}}
  relations: [{type: uses-architecture-of, model: transformer, note: The encoder only}]
distilbert:
  name: DistilBERT
  released: 2019-10
  variants: {base: {name: DistilBERT-Base}, german: {name: German}}
  relations: [{type: distilled-from, model: bert, variant: base, variants: [base], note: With a triple loss}]
tower:
  name: Tower
  released: 2021
  variants: {base: {components: {text: {model: bert}}}, large: {components: {text: {model: bert}}}}
"""


def lines(kin: list[lineage.Kin]) -> list[str]:
    return [f"{k.label} {k.name}" + (f" ({k.note})" if k.note else "") for k in kin]


@pytest.mark.parametrize(
    ("id_", "ancestors", "descendants"),
    [
        ("transformer", [], ["Architecture used by GPT", "Architecture used by BERT"]),
        (
            "bert",
            ["Uses the architecture of Transformer (The encoder only)"],
            ["Distilled into DistilBERT", "Part of Tower"],
        ),
        ("distilbert", ["Distilled from BERT (for DistilBERT-Base; from BERT-Base; With a triple loss)"], []),
        ("tower", ["Contains BERT"], []),
    ],
)
def test_lineage_reads_in_both_directions(id_: str, ancestors: list[str], descendants: list[str]) -> None:
    family = models(FAMILY)
    assert lines(lineage.ancestors(family, id_)) == ancestors
    assert lines(lineage.descendants(family, id_)) == descendants


def test_every_relation_has_words_for_both_directions() -> None:
    relations = set(get_args(Relation.model_fields["type"].annotation))
    assert lineage.FORWARD.keys() == relations | {"has-component"}
    assert lineage.INVERSE.keys() == relations | {"component-of"}


# --- Corrections ---

CLAIMS = """
models:
  bert:
    variants: {base: {name: BERT-Base, parameters: 110M}}
    claims:
      - {field: variants.base.parameters, value: 100M, verdict: wrong, mistake: wrong-number, source: web}
      - {field: parameters, value: 109M, verdict: also-reported, source: web}
      - {field: released, value: 2019, verdict: wrong, mistake: wrong-date, source: web, correct: 2018}
concepts:
  attention:
    name: Attention
    claims:
      - {field: introduced, value: By Google in 2017, verdict: wrong, mistake: wrong-attribution, source: web}
      - {field: summary, value: Old, verdict: wrong, mistake: wrong-number, source: web}
sources:
  web: {title: A list, url: https://example.com/, date: 2023-05}
"""


def test_corrections_are_the_wrong_claims_by_kind_of_mistake() -> None:
    groups = corrections.corrections(catalog(CLAIMS))
    shown = {kind: [f"{c.record}#{c.anchor} {c.field}: {c.claimed}" for c in group] for kind, group in groups.items()}
    assert list(shown.items()) == [
        ("wrong-number", ["bert#claim-1 Parameters of BERT-Base: 100M", "attention#claim-2 Summary: Old"]),
        ("wrong-date", ["bert#claim-3 Released: 2019"]),
        ("wrong-attribution", ["attention#claim-1 Introduced: By Google in 2017"]),
    ]


@pytest.mark.parametrize(("claim", "correct"), [(0, "110M"), (1, ""), (2, "2018")])
def test_beside_a_claim_stands_what_is_true(claim: int, correct: str) -> None:
    assert corrections.claims_of(catalog(CLAIMS), "models", "bert")[claim].correct == correct


def test_a_claim_names_its_source() -> None:
    first, *_ = corrections.claims_of(catalog(CLAIMS), "models", "bert")
    assert (first.source_title, first.source_url, first.source_date) == ("A list", "https://example.com/", "2023")


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
    assert [line.id for line in quality.by_model(models(SUPPORT))] == ["badly", "half", "silent", "well"]


def test_quality_counts_each_kind_of_support() -> None:
    lines = {line.id: line for line in quality.by_model(models(SUPPORT))}
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
    lines = quality.recounts(
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


# --- The real catalogue ---


def test_every_headline_fact_of_the_real_catalogue_is_supported(catalogue: Catalog) -> None:
    unsupported = {
        f"{id_}: {fact.path}"
        for id_ in catalogue.models
        for fact in FactBook(catalogue, id_).headline
        if fact.state == "unsupported"
    }
    assert unsupported == set()
