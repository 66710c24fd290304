"""Views of what a model comes from and led to, and of what others say wrongly."""

import pytest

from atlas.facts import lineage, misreports
from atlas.schema.choices import HAS_COMPONENT, RELATIONS, relation_type
from facts import catalog, models

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


def test_kin_follow_each_other() -> None:
    assert lineage.by_descent(models(FAMILY)) == ["transformer", "gpt", "bert", "distilbert", "tower"]


def test_models_that_come_from_each_other_are_named_once() -> None:
    circle = models("""
        hen: {name: Hen, variants: {base: {}}, relations: [{type: successor-of, model: egg}]}
        egg: {name: Egg, variants: {base: {}}, relations: [{type: successor-of, model: hen}]}
        """)
    assert lineage.by_descent(circle) == ["hen", "egg"]


def test_every_relation_has_words_for_both_directions() -> None:
    for name in (*RELATIONS, HAS_COMPONENT):
        words = relation_type(name)
        assert all((words.label, words.inverse, words.one, words.many)), name


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
    groups = misreports.corrections(catalog(CLAIMS))
    shown = {kind: [f"{c.record}#{c.anchor} {c.field}: {c.claimed}" for c in group] for kind, group in groups.items()}
    assert list(shown.items()) == [
        ("wrong-number", ["bert#claim-1 Parameters of BERT-Base: 100M", "attention#claim-2 Summary: Old"]),
        ("wrong-date", ["bert#claim-3 Released: 2019"]),
        ("wrong-attribution", ["attention#claim-1 Introduced: By Google in 2017"]),
    ]


@pytest.mark.parametrize(("claim", "correct"), [(0, "110M"), (1, ""), (2, "2018")])
def test_beside_a_claim_stands_what_is_true(claim: int, correct: str) -> None:
    assert misreports.claims_of(catalog(CLAIMS), "models", "bert")[claim].correct == correct


def test_a_claim_names_its_source() -> None:
    first, *_ = misreports.claims_of(catalog(CLAIMS), "models", "bert")
    assert (first.source_title, first.source_url, first.source_date) == ("A list", "https://example.com/", "2023")
