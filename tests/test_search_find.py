"""What the search finds in a real browser, and what it makes of hostile queries."""

import pytest
from playwright.sync_api import expect

from conftest import Visit
from searching import chosen, found, has_focus, opened, search, search_server

server = search_server  # in place of the one of conftest, which forbids full text


# --- What is found ---


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("gpt2", "Models: GPT-2"),
        ("gpt 2", "Models: GPT-2"),
        ("GPT-2", "Models: GPT-2"),
        ("moe 2023", "Concepts: Mixture of experts"),
        ("rotary", "Concepts: Rotary position embedding"),
        ("what uses rotary positions", "Concepts: Rotary position embedding"),
        ("110M encoder", "Models: BERT"),
        ("roburta", "Did you mean: RoBERTa"),
        ("stabel difusion", "Did you mean: Stable Diffusion"),
        ("wav2vec2", "Models: wav2vec 2.0"),
        ("mbert", "Models: BERT"),
        ("pangu alpha", "Models: PanGu-α"),
        ("openai", "Organizations: OpenAI"),
        ("bert vs roberta", "Comparisons: BERT vs RoBERTa"),
        ("roberta vs bart", "Comparisons: RoBERTa vs BART vs T5"),
        ("Bidirectional Encoder Representations from Transformers", "Models: BERT"),
        ("learned-absolute-positions", "Concepts: Learned absolute position embeddings"),
        ("inchilla", "Models: Chinchilla"),
        ("the pile", "Datasets: The Pile"),
        ("corrections", "Pages: Corrections"),
        ("open weights 2024", "Models: DeepSeek-V2"),
    ],
)
def test_a_query_leads_to_something_sensible(query: str, first: str, visit: Visit) -> None:
    page = search(opened(visit()), query)
    assert found(page)[0] == first
    assert chosen(page) == first.partition(": ")[2]


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("google-bert/bert-base-uncased", "Models: BERT"),
        ("huggingface.co/google-bert/bert-large-cased", "Models: BERT"),
        ("https://huggingface.co/FacebookAI/roberta-base/tree/main", "Models: RoBERTa"),
        ("hf.co/openai-community/gpt2-xl", "Models: GPT-2"),
        ("1810.04805", "Models: BERT"),
        ("arXiv:1810.04805v2", "Models: BERT"),
        ("https://arxiv.org/abs/1907.11692", "Models: RoBERTa"),
        ("https://arxiv.org/pdf/1907.11692v1.pdf", "Models: RoBERTa"),
        ("https://doi.org/10.48550/arXiv.1907.11692", "Models: RoBERTa"),
        ("devlin bert", "Models: BERT"),
        ("devlin chang lee toutanova", "Models: BERT"),
        ("vaswani attention is all you need", "Models: Transformer"),
        ("radford language models are unsupervised multitask learners", "Models: GPT-2"),
        ("brown language models are few-shot learners", "Models: GPT-3"),
        ("hoffmann training compute-optimal large language models", "Models: Chinchilla"),
        ("touvron llama", "Models: LLaMA"),
        ("raffel exploring the limits of transfer learning", "Models: T5"),
    ],
)
def test_what_identifies_a_model_finds_it_first(query: str, first: str, visit: Visit) -> None:
    page = search(opened(visit()), query)
    assert found(page)[0] == first


@pytest.mark.parametrize("query", ["bert", "bert l", "gpt-2", "gpt", "llama", "roberta", "t5", "opt"])
def test_a_model_is_before_the_comparisons_that_it_is_in(query: str, visit: Visit) -> None:
    kinds = [result.partition(":")[0] for result in found(search(opened(visit()), query))]
    assert kinds[0] == "Models"
    assert "Comparisons" in kinds


def test_results_stand_in_groups_by_kind(visit: Visit) -> None:
    results = found(search(opened(visit()), "rotary"))
    kinds = [result.partition(":")[0] for result in results]
    assert {"Concepts", "Models"} <= set(kinds)
    assert kinds == [kind for kind in dict.fromkeys(kinds) for _ in range(kinds.count(kind))]
    assert "Models: LLaMA" in results or "Models: GPT-J" in results  # found by their text


def test_the_line_of_a_model_has_its_key_numbers(visit: Visit) -> None:
    page = search(opened(visit()), "bert")
    assert page.locator(".search-line").first.inner_text() == (
        "110M–340M · 512 tokens · 2018 · open weights · Transformer encoder"
    )


def test_what_is_found_in_a_text_is_shown_in_its_sentence(visit: Visit) -> None:
    page = search(opened(visit()), "watermark")
    excerpt = page.locator(".search-excerpt").first
    assert "watermark" in excerpt.locator("mark").first.inner_text()
    assert len(excerpt.inner_text()) > 40


def test_more_of_what_is_in_the_texts_can_be_had(visit: Visit) -> None:
    page = search(opened(visit()), "devlin")
    before = found(page)
    page.keyboard.press("ArrowUp")
    assert page.locator("[role=option][aria-selected=true]").inner_text().endswith("more in the texts")
    page.keyboard.press("Enter")
    expect(page.locator(".search-name")).not_to_have_count(len(before))
    assert set(before) < set(found(page))
    assert has_focus(page.locator("#search-input"))


def test_a_name_by_which_something_was_found_is_shown(visit: Visit) -> None:
    page = search(opened(visit()), "mbert")
    assert page.locator(".search-also").first.inner_text() == "mBERT"


def test_nothing_found_is_said(visit: Visit) -> None:
    page = search(opened(visit()), "zzzzqqqqxx")
    assert found(page) == []
    assert "Nothing found for “zzzzqqqqxx”." in page.locator(".search-note").inner_text()
    assert page.locator(".search-dialog [role=status]").inner_text() == "Nothing found"
    assert page.locator("#search-input").get_attribute("aria-expanded") == "false"


def test_without_a_query_there_are_examples_that_work(visit: Visit) -> None:
    page = opened(visit())
    buttons = page.locator(".search-hints button")
    for text in buttons.all_inner_texts():
        page.locator("#search-input").fill("")
        buttons.filter(has_text=text).click()
        assert page.locator("#search-input").input_value() == text
        expect(page.locator("[role=option]").first).to_be_visible()


# --- Hostile queries ---

HOSTILE = [
    "<script>document.title = 'run'</script>",
    "<img src=x onerror=\"document.title = 'run'\">",
    "\u202egnp.eman\u202c \u2066\u2067",
    "' OR 1=1 --",
    "${document.title = 'run'}",
    "a" * 10_000,
    "gpt " * 2_500,
    "🦙\u0000\ud83d",
    "%3Cscript%3E &lt;b&gt; \\u003c",
    "(((((((((((((((a+)+)+$",
]


def test_a_hostile_query_is_only_text(visit: Visit) -> None:
    page = visit()
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    title = page.title()
    inside = opened(page).locator(".search-dialog")
    for query in HOSTILE:
        search(page, query)
        assert inside.locator("script, img, iframe, b").count() == 0, query
        assert len(inside.inner_text()) < 20_000
        assert page.evaluate("document.documentElement.scrollWidth") <= 1280
    assert page.title() == title
    assert wrong == []
    search(page, "bert")
    assert found(page)[0] == "Models: BERT"


def test_results_are_made_of_plain_elements(visit: Visit) -> None:
    page = search(opened(visit()), "yaml language server")  # the contributors' page shows code
    tags = page.locator("[role=option] *").evaluate_all("(all) => [...new Set(all.map((e) => e.tagName))]")
    assert set(tags) <= {"SPAN", "MARK"}
    assert "Pages: Contribute" in found(page)
