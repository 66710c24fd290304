"""Words searched in a text: what counts as the same, as nearly the same, and as something else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from atlas.verify import normal
from atlas.verify.matching import Match, SearchedText, find, split
from records import REPEATABLE

SAME = {
    "markup of Markdown": ("a **12-layer** [network](https://a.example/x_(y)) `base`", "a 12-layer network base"),
    "tags": ("<td>BERT<sub>BASE</sub></td><td align='right'>12</td>", "BERTBASE 12"),
    "comments": ("BERT <!-- 24 --> <!-- large -->base", "BERT base"),
    "entities": ("R&amp;D of &lt;mask&gt;", "R&D of <mask>"),
    "TeX": (
        r"\textbf{BERT} uses $\beta_1 = 0.9$, $L{=}12$ and $10\times$ \cite{foo2019}more",
        "BERT uses β1 = 0.9, L=12 and 10× more",
    ),
    "ligatures": ("e\ufb03cient \ufb01ne-tuning", "efficient fine-tuning"),
    "hyphens at line ends": ("pre-\ntraining of trans-\nformers", "pre-training of transformers"),
    "spaces inside words": ("T ransformer mod el", "Transformer model"),
    "dashes and quotation marks": ("the “base” model — 110M", "the 'base' model - 110M"),
    "grouped digits": ("30,522 word pieces", "30522 word pieces"),
    "negative exponents": ("10⁻⁴", "10^{-4}"),
    "points taken for cursive": ("6 _._ 0 _×_ 10 _[−]_ [4]", "6.0 × 10−4"),
    "exponents": ("3.08 × 10²³", r"3.08 \times 10^{23}"),
    "table rows": ("| BERT-Base | 12 | 768 |", "BERT-Base 12 768"),
    "numbers in a row": ("(512, 10, 5) + 12", "(512,10,5)+12"),
    "case": ("LAYERS", "layers"),
    "soft hyphens": ("trans\u00adformer", "transformer"),
    "comments of code": ("# the hidden\n# state of the first token", "the hidden state of the first token"),
}  # fmt: skip


@pytest.mark.parametrize("name", SAME)
def test_the_same_words_are_found_however_they_are_set(name: str) -> None:
    text, words = SAME[name]
    assert find(words, SearchedText(f"Before. {text} After.")) == Match("found")
    assert find(text, SearchedText(f"Before. {words} After.")) == Match("found")


TEXT = """
BERT-Base has 12 layers and a hidden size of 768, and 110M parameters in all. It was trained on BooksCorpus
and on English Wikipedia. The larger model has 24 layers and a hidden size of 1024.
"""


@pytest.mark.parametrize(
    ("words", "state"),
    [
        ("has 12 layers … 110M parameters", "found"),
        ("has 12 layers [...] 110M parameters", "found"),
        ("110M parameters … has 12 layers", "missing"),  # not in this order
        ("has 24 layers and a hidden size of 768", "missing"),  # one number is another one
        ("It was trained on the BooksCorpus and on the English Wikipedia", "close"),
        ("It was trained on Common Crawl and on web pages", "missing"),
        ("13 layers", "missing"),
        ("…", "missing"),
        ("a hidden size of 7", "missing"),
        ("68, and 110M parameters", "missing"),
        ("hidden size of 768 and 110M", "found"),
    ],
)
def test_the_state_of_words(words: str, state: str) -> None:
    assert find(words, SearchedText(TEXT)).state == state


def test_a_number_beside_the_nearest_words_does_not_count() -> None:
    assert find("the learning rate: 1e-5", SearchedText("--learning_rate 2e-5 --workers 1 --size 5")).state == "missing"


def test_the_nearest_words_are_shown() -> None:
    match = find("It was trained on the BooksCorpus and on the English Wikipedia", SearchedText(TEXT))
    assert "It was trained on BooksCorpus and on English Wikipedia" in match.detail


def test_pieces_that_stand_far_apart_are_no_quote() -> None:
    text = SearchedText("twelve layers" + " filler" * 2000 + " of width 768")
    assert find("twelve layers … of width 768", text) == Match("close", "the pieces stand far apart")


def test_pieces_may_begin_at_a_later_occurrence() -> None:
    text = SearchedText("width 768" + " filler" * 2000 + " width 768, layers 12")
    assert find("width 768 … layers 12", text) == Match("found")


def test_tokens_in_angle_brackets_are_no_tags() -> None:
    assert find('"<mask>": 50264', SearchedText('"<pad>": 50264, "<mask>": 50263')).state == "missing"


@pytest.mark.parametrize("words", ["1 2 layers", "layers 12.5", "2.5", "12 5"])
def test_digits_make_one_number_or_several(words: str) -> None:
    assert find(words, SearchedText("12 layers, 12 layers 1, 2, 12, 5 layers 12, 52. 5")).state == (
        "found" if words == "12 5" else "missing"
    )


MARKUP = st.text(alphabet=st.sampled_from("ab1 2.,-…^{}[]()<>|_*\\$\n&;#!é°²½\ufb01ΣİßA"), max_size=40)


@REPEATABLE
@given(MARKUP | st.text(max_size=40))
def test_every_text_holds_its_own_words(text: str) -> None:
    searched = SearchedText(text)
    assert len(searched.places) == len(searched.squeezed)
    if searched.squeezed and len(split(text)) == 1:
        assert find(text, searched) == Match("found")


def test_a_comment_that_is_never_closed_is_text() -> None:
    assert normal.readable("12 <!-- layers <!-- and --> heads") == "12 layers heads"
