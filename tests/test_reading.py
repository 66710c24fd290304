"""What is known of a fact: its standing, from which words, and why not."""

import pytest

from atlas.catalog import Catalog
from atlas.facts.reading import read
from atlas.facts.standing import headline
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
    assert read(model(STANDINGS), "example", field, variant).standing == standing


@pytest.mark.parametrize(
    ("facts", "field", "standing"),
    [
        ("architecture: {type: convolutional-network}", "attention_heads", "not-applicable"),
        ("architecture: {type: convolutional-network}", "layers", "not-applicable"),
        ("architecture: {type: state-space-model}", "layers", "not-researched"),
        ("architecture: {type: state-space-model}", "context_length", "not-applicable"),
        ("architecture: {type: transformer-encoder-decoder}\nencoder_layers: 6", "layers", "implied"),
        ("architecture: {type: transformer-encoder-decoder}", "encoder_layers", "not-researched"),
        ("architecture: {type: transformer-decoder}", "encoder_layers", "not-applicable"),
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
    assert read(model(facts), "example", field).standing == standing


def test_headline_facts_are_listed_once_where_they_stand_and_gaps_once_for_all_variants() -> None:
    found = [f"{fact.path}: {fact.standing}" for fact in headline(model(STANDINGS), "example")]
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
    gaps = [fact.path for fact in headline(dated, "example") if fact.standing == "not-researched"]
    assert "released" not in gaps


# --- Own value, parts, what follows, what is computed ---


def reading(text: str, field: str, variant: str | None = None) -> tuple[str, tuple[object, ...]]:
    """Standing and values, as text."""
    found = read(model(text), "example", field, variant)
    return found.standing, tuple(map(str, found.values))


TOWERS = """
architecture: {type: dual-encoder}
components: {text: {layers: 12, context_length: 77}}
variants: {a: {components: {image: {layers: 12}}}, b: {components: {image: {layers: 24}}}}
evidence: [{source: paper, quote: 12 layers, supports: [components.text.layers]}]
"""


def test_what_only_parts_have_is_known_by_part() -> None:
    found = read(model(TOWERS), "example", "layers")
    assert found.parts == (("text", (12,)), ("image", (12, 24)))
    assert (found.standing, found.place, found.evidence) == ("quoted", "components.text.layers", 0)
    assert read(model(TOWERS), "example", "layers", "b").parts == (("text", (12,)), ("image", (24,)))


def test_what_is_built_into_a_part_is_built_in() -> None:
    text = "architecture: {features: [a]}\ncomponents: {net: {architecture: {features: [b, c]}}}\nvariants: {x: {}}"
    assert read(model(text), "example", "architecture.features").values == (("a",), ("b", "c"))


@pytest.mark.parametrize(
    ("facts", "field", "value"),
    [
        ("encoder_layers: 6, decoder_layers: 5", "layers", "11"),
        ("attention_heads: 12", "kv_heads", "12"),
        ("attention_heads: 12, hidden_size: 768", "head_size", "64"),
    ],
)
def test_sizes_that_follow_from_others(facts: str, field: str, value: str) -> None:
    assert reading(f"variants: {{a: {{{facts}}}}}", field) == ("implied", (value,))


def test_latent_attention_has_no_key_value_heads() -> None:
    text = "variants: {a: {attention_heads: 128, hidden_size: 5120, kv_lora_rank: 512, qk_nope_head_size: 128}}"
    assert reading(text, "kv_heads")[1] == reading(text, "head_size")[1] == ()


GENERATOR = "architecture: {type: transformer-decoder}\ntraining: {tokens: 20B%s}\nvariants: {a: {parameters: 1B}}"


def test_a_computed_number_stands_in_for_a_missing_one() -> None:
    assert reading(GENERATOR % "", "training.compute") == ("derived", (str(6 * 10**9 * 20 * 10**9),))
    assert reading(GENERATOR % ", compute: 1e21", "training.compute") == ("unsupported", ("1e21",))
    kept_back = GENERATOR % "" + "\nabsent: {training.compute: undisclosed}"
    assert reading(kept_back, "training.compute") == ("undisclosed", ())


@pytest.mark.parametrize(
    ("facts", "field", "standing"),
    [
        ("variants: {a: {}}", "tokens_per_parameter", "not-researched"),
        ("variants: {a: {}}\nabsent: {training.tokens: undisclosed}", "tokens_per_parameter", "undisclosed"),
        ("variants: {a: {parameters: 1B}}", "parameters_recounted", "not-derivable"),
        ("architecture: {type: transformer-encoder}\nvariants: {a: {}}", "kv_cache_per_token", "not-applicable"),
        ("kind: architecture", "weight_memory", "not-applicable"),
    ],
)
def test_a_number_that_cannot_be_computed_says_why(facts: str, field: str, standing: str) -> None:
    assert reading(facts, field) == (standing, ())


def test_a_model_as_a_whole_has_all_values_of_its_variants() -> None:
    found = read(model("variants: {a: {layers: 2}, b: {layers: 4}, c: {layers: 2}, d: {}}"), "example", "layers")
    assert (found.values, found.variants) == ((2, 4), (("a", "c"), ("b",)))


def test_the_date_of_a_model_is_that_of_its_first_appearance() -> None:
    assert reading("released: 2018\nvariants: {a: {}, b: {released: 2019}}", "released") == ("unsupported", ("2018",))


COUNTED = """
architecture: {type: transformer-decoder, attention: multi-head-attention, activation: gelu}
tokenizer: {vocabulary_size: 100}
context_length: 64
variants: {a: {layers: 2, hidden_size: 64, ffn_size: 256, attention_heads: 4}}
"""


@pytest.mark.parametrize(
    ("text", "field", "standing"),
    [
        (COUNTED, "experts", "not-applicable"),  # every weight is accounted for
        (COUNTED, "image_size", "not-applicable"),
        ("variants: {a: {}}", "experts", "not-researched"),
        ("architecture: {features: [residuals]}\nvariants: {a: {}}", "experts", "not-applicable"),
        ("architecture: {features: [mixture-of-experts]}\nvariants: {a: {}}", "experts", "not-researched"),
        ("training: {objectives: [filling]}\nvariants: {a: {}}", "training.alignment", "not-applicable"),
        ("variants: {a: {}}", "training.alignment", "not-researched"),
    ],
)
def test_what_a_network_certainly_has_not_is_no_gap(text: str, field: str, standing: str) -> None:
    assert reading(text, field, "a") == (standing, ())


# --- The real catalogue ---


def test_every_headline_fact_of_the_real_catalogue_is_supported(catalogue: Catalog) -> None:
    unsupported = {
        f"{id_}: {fact.path}"
        for id_ in catalogue.models
        for fact in headline(catalogue, id_)
        if fact.standing == "unsupported"
    }
    assert unsupported == set()
