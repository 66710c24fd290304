"""What the search knows of each page."""

import json

from atlas.views.search import Document, documents, listing
from atlas.views.search_words import Words
from facts import catalog

ATLAS = catalog("""
models:
  bert:
    kind: model
    name: BERT
    full_name: Bidirectional Encoder Representations from Transformers
    aliases: [bert-base-uncased, mBERT]
    organizations: [google]
    released: 2018-10-11
    access: open-weights
    context_length: 512
    architecture: {type: transformer-encoder, position_encoding: rope}
    summary: An encoder.
    description: It has [[rope]] and $a_{1}$, see [[rope|positions]].
    variants: {base: {name: BERT-Base, parameters: 110M}, large: {name: BERT-Large, parameters: 340M}}
    claims: [{field: variants.base.parameters, value: 100M, verdict: wrong, source: paper, note: Often said.}]
    sources: {paper: {title: BERT the paper, authors: [Jacob Devlin, others]}}
  exact: {kind: model, variants: {only: {parameters: 6053381344}}}
  closed: {kind: model, access: api, variants: {only: {}}, absent: {parameters: {reason: undisclosed}}}
  lstm: {kind: architecture, released: 1997, architecture: {type: recurrent-network}}
organizations: {google: {name: Google}, nobody: {name: Nobody}}
datasets: {c4: {name: C4, size: 806 GB, summary: Text from the web.}}
""")


def document(address: str) -> Document:
    return next(found for found in documents(ATLAS) if found.address == address)


def test_the_line_of_a_model_has_its_key_numbers() -> None:
    line = document("models/bert/").line
    assert line == "110M–340M · 512 tokens · 2018 · open weights · Transformer encoder"
    assert document("models/exact/").line == "6.05B"
    assert document("models/closed/").line == "size undisclosed · API only"
    assert document("models/lstm/").line == "architecture · 1997 · Recurrent network"


def test_the_lines_of_others_say_what_they_are_and_who_uses_them() -> None:
    assert document("concepts/rope/").line == "Position encoding · used by 1 model"
    assert document("organizations/google/").line == "1 model"
    assert document("organizations/nobody/").line == ""
    assert document("datasets/c4/").line == "806 GB"


def test_names_that_begin_with_the_title_need_not_be_listed() -> None:
    assert document("models/bert/").further == ("Bidirectional Encoder Representations from Transformers", "mBERT")


def test_the_index_knows_every_name_and_how_it_may_be_typed() -> None:
    joined = "bidirectionalencoderrepresentationsfromtransformers"
    assert {"bert-base-uncased", "mBERT", joined} <= set(document("models/bert/").spellings)


def test_words_that_may_be_quoted_are_prose() -> None:
    shown = document("models/bert/").make().shown
    assert shown == ("An encoder.", "It has Rotary positions and …, see positions.", "100M", "Often said.")


def test_a_model_is_found_by_what_it_refers_to() -> None:
    hidden = "\n".join(document("models/bert/").make().hidden)
    for words in ("BERT-Base 110M", "Google", "Rotary positions", "11 October 2018", "Open weights", "Jacob Devlin"):
        assert words in hidden


def test_the_list_has_a_group_for_each_kind_and_its_names() -> None:
    page = Document("pages", "data/", "Data", "Downloads.", make=lambda: Words(("unseen",)))
    groups = json.loads(listing([*documents(ATLAS), page]))
    assert [kind for kind, _, _ in groups] == ["models", "concepts", "organizations", "datasets", "pages"]
    assert groups[-1] == ["pages", "Pages", [["data/", "Data", "Downloads."]]]
    assert groups[0][2][0][:2] == ["models/bert/", "BERT"]
