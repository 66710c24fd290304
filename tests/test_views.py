"""What pages show: how facts stand, tables, lineage, corrections, quality, sources."""

import pytest

from atlas.catalog import Catalog
from atlas.quantity import Quantity
from atlas.views.facts import FactBook
from atlas.views.model import ModelView
from atlas.views.tables import OVERVIEW, row
from atlas.views.values import spread
from facts import model

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


# --- The real catalogue ---


def test_every_headline_fact_of_the_real_catalogue_is_supported(catalogue: Catalog) -> None:
    unsupported = {
        f"{id_}: {fact.path}"
        for id_ in catalogue.models
        for fact in FactBook(catalogue, id_).headline
        if fact.state == "unsupported"
    }
    assert unsupported == set()
