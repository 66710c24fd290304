"""What the search knows of each page."""

import json
from typing import Any

from atlas import pages
from atlas.pages import compare, kind, written
from atlas.search.listing import SearchDocument, listing
from atlas.search.search_words import Words
from facts import PAIR, catalog

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


DOCUMENTS = {found.address: found for found in pages.documents(pages.render(ATLAS, pages.Settings()))}


def document(address: str) -> SearchDocument:
    return DOCUMENTS[address]


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
    assert document("models/bert/").make().paper == "BERT the paper Devlin"
    assert shown == ("An encoder.", "It has Rotary positions and …, see positions.", "100M", "Often said.")


def test_a_model_is_found_by_what_it_refers_to() -> None:
    hidden = "\n".join(document("models/bert/").make().hidden)
    for words in ("BERT-Base 110M", "Google", "Rotary positions", "11 October 2018", "Open weights", "Jacob Devlin"):
        assert words in hidden


def listed(text: str, *further: SearchDocument) -> dict[str, list[Any]]:
    """The list of a catalogue's records, and of further pages."""
    every = pages.documents(pages.render(catalog(text), pages.Settings()))
    records = [found for found in every if found.group.id not in ("pages", "comparisons")]
    return json.loads(listing([*records, *further]))  # type: ignore[no-any-return]


def test_the_list_says_of_each_page_what_the_names_of_models_do_not() -> None:
    compared = compare.COMPARISON.results
    assert compared
    found = listed(
        """
models:
  bert: {name: BERT, full_name: Bidirectional Encoder, aliases: [mBERT], released: 2018-10-11, variants: {large: {}}}
  lstm: {kind: architecture, name: LSTM}
concepts: {rope: {name: RoPE, kind: position-encoding, aliases: [rotary, RoPE 2D]}}
""",
        SearchDocument(kind.PAGES, "", "Model Atlas", "All."),
        SearchDocument(kind.PAGES, "data/", "Data", "Downloads.", make=lambda: Words(("unseen",))),
        SearchDocument(compared, "compare/bert-vs-lstm/", "BERT vs LSTM: what changed", ""),
        SearchDocument(compared, "compare/bert-large-vs-lstm/", "BERT-Large vs LSTM", ""),
    )
    assert list(found)[:2] == ["models", "concepts"]
    assert found["models"] == [
        *("Models", "models/", ""),
        {"bert": "2018||Bidirectional Encoder", "lstm": "architecture"},
    ]
    assert found["concepts"][:3] == ["Concepts", "concepts/", "used by"]
    assert found["concepts"][3]["rope"] == "Position encoding||RoPE|rotary"
    assert found["comparisons"][3] == {"bert-vs-lstm": "", "bert-large-vs-lstm": "||BERT-Large vs LSTM"}
    assert found["pages"] == ["Pages", "", "", {"": "All.||Model Atlas", "data": "Downloads.||Data"}]


def test_the_list_counts_the_models_of_what_they_use() -> None:
    found = json.loads(listing(DOCUMENTS.values()))
    assert found["concepts"][3]["rope"] == "Position encoding|1|Rotary positions"
    assert found["organizations"][3] == {"google": "|1|Google", "nobody": "||Nobody"}


def test_pages_that_are_no_records_are_found_by_their_descriptions() -> None:
    assert document("quality/").line.startswith("How well the atlas is supported")
    assert document("quality/").make() == Words()


def test_the_words_of_comparisons_are_those_of_their_models() -> None:
    every = pages.render(catalog(PAIR), pages.Settings())
    addresses = [{found.address for found in some} for some in (pages.documents(every), pages.full_text(every))]
    assert addresses[0] - addresses[1] == {"compare/old-vs-new/"}


def test_a_written_page_is_found_by_its_words() -> None:
    found = written.page("size/", "Size", "How large.", "<h1>Size</h1>\n<p>How <b>large</b>?</p>").document
    assert found
    assert (found.group.heading, found.line, found.make()) == ("Pages", "How large.", Words(("Size How large?",)))
