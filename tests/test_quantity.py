"""Numbers as people and papers write them."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from atlas.text.quantity import Quantity, grouped, scientific, short, short_bytes
from records import REPEATABLE


@pytest.mark.parametrize(
    ("text", "value", "precision"),
    [
        ("0", 0, 1),
        ("30522", 30522, 1),
        ("110M", 110_000_000, 10**6),
        ("1.5B", 1_500_000_000, 10**8),
        ("1.50B", 1_500_000_000, 10**7),
        ("1542M", 1_542_000_000, 10**6),
        ("32K", 32_000, 10**3),
        ("1.4T", 1_400_000_000_000, 10**11),
        ("1.2e24", 12 * 10**23, 10**23),
        ("3E+5", 300_000, 10**5),
        ("512.0", 512, Fraction(1, 10)),
    ],
)
def test_a_count_has_a_value_and_a_precision_and_keeps_its_form(text: str, value: int, precision: Fraction) -> None:
    quantity = Quantity.parse(text)
    assert (quantity.value, quantity.precision, str(quantity)) == (value, precision, text)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("1,000", '"1,000" is not a quantity; write 1000'),
        ("1_000", '"1_000" is not a quantity; write 1000'),
        ("110 M", '"110 M" is not a quantity; write 110M'),
        ("110m", '"110m" is not a quantity; write 110M'),
        ("32k", '"32k" is not a quantity; write 32K'),
        ("110 million", '"110 million" is not a quantity; write a whole number, or a number with K, M, B or T, or li'),
        ("-5", '"-5" is not a quantity; write a whole number, or a number with K, M, B or T, or like 1.2e24'),
        ("1e-3", '"1e-3" is not a quantity; write a whole number, or a number with K, M, B or T, or like 1.2e24'),
        ("", '"" is not a quantity; write a whole number, or a number with K, M, B or T, or like 1.2e24'),
        ("٣", '"٣" is not a quantity; write a whole number, or a number with K, M, B or T, or like 1.2e24'),
        ("1.5", '"1.5" is not a whole number; write a whole number or a suffix K, M, B or T'),
        ("1.2345K", '"1.2345K" is not a whole number; write a whole number or a suffix K, M, B or T'),
    ],
)
def test_what_is_no_count_is_refused_with_the_mend(text: str, message: str) -> None:
    with pytest.raises(ValueError) as error:
        Quantity.parse(text)
    assert str(error.value).startswith(message)


@pytest.mark.parametrize(
    ("text", "value"),
    [("16GB", 16 * 10**9), ("1.1TB", 11 * 10**11), ("300 MB", 3 * 10**8), ("4KB", 4000), ("2PB", 2 * 10**15), ("7", 7)],
)
def test_bytes_are_decimal(text: str, value: int) -> None:
    assert Quantity.parse_bytes(text).value == value


@pytest.mark.parametrize("text", ["16GiB", "16 gigabytes", "16G", "16gb", "-1GB", "16  GB", ""])
def test_what_is_no_amount_of_data_is_refused(text: str) -> None:
    with pytest.raises(ValueError) as error:
        Quantity.parse_bytes(text)
    assert str(error.value) == f'"{text}" is not an amount of data; write for example 16GB or 1.1TB'


@pytest.mark.parametrize(
    ("one", "other", "agree"),
    [
        ("110M", "110000000", True),
        ("110M", "110499999", True),
        ("110M", "110500001", False),
        ("110M", "109482240", False),
        ("110M", "0.11B", True),
        ("1.5B", "1542M", True),  # at the coarser of the two
        ("1.5B", "1558M", False),
        ("1.50B", "1542M", False),
        ("1.2e24", "1.24e24", True),
        ("30522", "30522", True),
        ("30522", "30523", False),  # nothing is rounded, so exactly
        ("32000", "32768", False),
        ("32K", "32768", False),
    ],
)
def test_quantities_agree_at_the_coarser_written_precision_otherwise_exactly(one: str, other: str, agree: bool) -> None:
    first, second = Quantity.parse(one), Quantity.parse(other)
    assert (first.agrees_with(second), second.agrees_with(first)) == (agree, agree)


@REPEATABLE
@given(st.integers(0, 10**30 - 1))
def test_a_plain_number_agrees_with_itself_only(value: int) -> None:
    assert Quantity.parse(str(value)) == Quantity.exactly(value)
    assert Quantity.exactly(value).agrees_with(Quantity.parse(str(value)))
    assert not Quantity.exactly(value).agrees_with(Quantity.exactly(value + 1))


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0, "0"),
        (999, "999"),
        (1000, "1.00K"),
        (30522, "30.5K"),
        (999_400, "999K"),
        (999_500, "1.00M"),
        (109_482_240, "109M"),
        (6_738_415_616, "6.74B"),
        (99_950_000_000, "100B"),
        (1_400_000_000_000, "1.40T"),
    ],
)
def test_short_counts_have_three_significant_digits(value: int, text: str) -> None:
    assert short(value) == text


@pytest.mark.parametrize(
    ("value", "text"), [(0, "0 B"), (512, "512 B"), (1500, "1.50 kB"), (16 * 10**9, "16.0 GB"), (10**15, "1.00 PB")]
)
def test_short_amounts_of_data_are_not_torn_apart(value: int, text: str) -> None:
    assert short_bytes(value) == text.replace(" ", "\N{NO-BREAK SPACE}")


def test_large_counts_as_a_power_of_ten() -> None:
    assert scientific(314 * 10**21) == "3.14 × 10²³"


def test_digits_in_groups_of_three() -> None:
    assert grouped(1234567) == "1,234,567"
