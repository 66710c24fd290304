"""What the page of a model shows of its facts."""

import pytest

from atlas.pages.model.view import ModelView
from facts import model


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
        (f.label, f.shown.text.replace("\N{NO-BREAK SPACE}", " "), f.shown.standing, f.shown.anchor, f.remark)
        for f in view.strip
    ]
    assert shown == [
        ("Parameters", "6.7B–65.2B", "unsupported", "", ""),
        ("Context", "2,048", "unsupported", "", "tokens"),
        ("Training tokens", "1.4T", "cited", "e1", "21–209 per parameter"),
        ("KV cache at 2K", "1.07 GB–5.37 GB", "derived", "cost", "16-bit, one sequence"),
        ("Weights", "13.4 GB–130 GB", "derived", "cost", "at bf16"),
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
    assert [cache.shown.text, weights.shown.text.replace("\N{NO-BREAK SPACE}", " ")] == shown


def training(facts: str) -> dict[str, str]:
    return {
        line.label: (line.shown.all_of_it or line.shown.text) for line in ModelView(model(facts), "example").training
    }


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
    assert (line.label, line.shown.terms) == ("Training data", (("books", ""), ("news", "")))


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
