"""Does a quoted sentence or table row state a number?"""

import pytest

from atlas.text.quantity import Quantity
from atlas.text.quotes import states

# A quote, and a value that it states.
STATED = [
    ("12 layers", "12"),
    ("L=12, H=768, A=12", "768"),
    ("a 12-layer network", "12"),
    ("BERT-base | 12 | 768 | 110M", "110M"),
    # Commas group thousands
    ("a vocabulary of 30,522 tokens", "30522"),
    ("1,024,000 words", "1024000"),
    ("30{,}522 tokens", "30522"),
    ("12, 768, 3072", "768"),
    ("(768,3072)", "768"),  # no group of three
    ("12 B", "12"),  # perhaps 12 in one column and B in the next
    # Suffixes and words for them
    ("117M parameters", "117M"),
    ("117 M parameters", "117M"),
    ("117m parameters", "117M"),
    ("117 million parameters", "117M"),
    ("117-million-parameter", "117M"),
    ("1.3 Billion parameters", "1.3B"),
    ("1.5B parameters", "1500M"),
    ("1.5 billion parameters", "1500000000"),
    ("1.5 bn", "1.5B"),
    ("1.4T tokens", "1.4T"),
    ("1.4 trillion tokens", "1400B"),
    ("32K tokens", "32000"),
    ("32 thousand tokens", "32K"),
    ("16GB of text", "16000000000"),
    ("16 GB of text", "16000000000"),
    ("1.1 TB", "1100000000000"),
    # Powers of ten
    ("3.14 × 10²³ FLOPs", "3.14e23"),
    ("3.14 × 10^23 FLOPs", "3.14e23"),
    ("3.14 x 10^{23} FLOPs", "3.14e23"),
    (r"$3.14 \times 10^{23}$ FLOPs", "3.14e23"),
    (r"$3.14 \cdot 10^{23}$ FLOPs", "3.14e23"),
    ("4 × 1024 units", "1024"),  # no power without a sign for it
    (r"$2 \times 1024$", "1024"),
    ("3.14E+23 FLOPs", "3.14e23"),
    ("3.14e23 FLOPs", "3.14e23"),
    ("10⁹ tokens", "1000000000"),
    ("10^9 tokens", "1000000000"),
    ("$10^{9}$ tokens", "1000000000"),
    # Number words
    ("twelve layers", "12"),
    ("a twelve-layer decoder", "12"),
    ("a six-layer encoder", "6"),
    ("Six layers", "6"),
    ("twenty-four layers", "24"),
    ("two million steps", "2M"),
    ("a hundred; one hundred", "100"),
    # The coarser of the two precisions, where either is rounded
    ("1.5 billion parameters", "1542M"),
    ("1542M parameters", "1.5B"),
    ("110M parameters", "109.6M"),
    ("110M parameters", "110106428"),
]

# A quote, and a value that it does not state.
NOT_STATED = [
    ("12 layers", "13"),
    ("no number at all", "0"),
    ("1 024 tokens", "1024"),  # a plain space never separates thousands: these may be two columns
    ("1 024 tokens", "1K"),
    ("110M parameters", "109482240"),
    ("1.5 billion parameters", "1558M"),
    ("1.50 billion parameters", "1542M"),
    ("335,141,888 parameters", "335141889"),
    ("512 tokens", "5120"),
    ("3.14 × 1023 FLOPs", "3.14e23"),
    ("version 2.12", "12"),
    ("12.5", "125"),
    # A decimal is not the nearest whole number
    ("a BLEU score of 11.7", "12"),
    ("dropout of 0.1", "0"),
    ("1.5 million", "2"),
    # A suffix without a space belongs to its number
    ("a vocabulary of 32K tokens", "32"),
    ("117 Mb", "117M"),
    ("117 men", "117M"),
    ("16 GiB", "16000000000"),
    ("128K tokens", "131072"),
    ("six hundred", "6"),
]


@pytest.mark.parametrize(("quote", "value"), STATED)
def test_a_quote_states_a_value(quote: str, value: str) -> None:
    assert states(quote, Quantity.parse(value))


@pytest.mark.parametrize(("quote", "value"), NOT_STATED)
def test_a_quote_does_not_state_a_value(quote: str, value: str) -> None:
    assert not states(quote, Quantity.parse(value))


@pytest.mark.parametrize("quote", ["128K", "128k tokens", "a context of 128 K"])
def test_a_context_of_128k_may_be_131072_tokens(quote: str) -> None:
    assert states(quote, Quantity.exactly(131_072), binary_k=True)
    assert not states(quote, Quantity.exactly(131_072))


@pytest.mark.parametrize("quote", ["128,000 tokens", "128 tokens", "127K tokens", "128M tokens"])
def test_only_a_quoted_128k_stands_for_131072(quote: str) -> None:
    assert not states(quote, Quantity.exactly(131_072), binary_k=True)
