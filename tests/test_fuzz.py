"""Texts that nobody thought of, for what reads texts: YAML, quantities, dates, quotes, prose.

Each property is tried with a few hundred examples, the same on every run. A long run, with new examples each time and
fifty times as many:

    ATLAS_FUZZ=nightly scripts/test -k fuzz

What it finds is printed with a `@reproduce_failure` line, to be kept here as an `@example`.
"""

import datetime
import json
import os
import re
import time
from collections.abc import Callable
from typing import TypeVar

from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st

from atlas.text import positions, quotes, yamlio
from atlas.text.characters import HIDDEN
from atlas.text.dates import PartialDate
from atlas.text.problems import Problem
from atlas.text.quantity import SUFFIXES, Quantity, grouped, short, short_bytes

NIGHTLY = os.environ.get("ATLAS_FUZZ") == "nightly"
Test = TypeVar("Test", bound=Callable[..., None])


def fuzz(examples: int) -> Callable[[Test], Test]:
    """So many examples of a property, or fifty times as many at night."""
    return settings(
        max_examples=examples * (50 if NIGHTLY else 1),
        deadline=None,
        derandomize=not NIGHTLY,
        print_blob=True,
        suppress_health_check=list(HealthCheck),
    )


def pieces(*words: str) -> st.SearchStrategy[str]:
    """Texts put together from words that mean something to a parser, and a few that mean nothing."""
    return st.lists(st.sampled_from(words) | st.text(max_size=4), max_size=30).map("".join)


ANY_TEXT = st.text(st.characters(codec="utf-8"), max_size=60)


# --- YAML ---

YAML = pieces(
    *("a: ", "b: ", "- ", "? ", ": ", "[", "]", "{", "}", ",", "|\n", "|2+\n", ">-\n", "'", '"', "\\", "#", " #"),
    *("&x ", "*x", "!t ", "!!str ", "<<: ", "%YAML 1.2\n", "---\n", "...\n", "\n", "\n  ", "\n    ", "\r", "\r\n"),
    *("\t", "\0", "\x85", "\u2028", "\ufeff", "\u202e", "é", "😀", "\\ud800", "\\u202e", "\\e", "~", "null", "@", "`"),
)


def is_inside(problem: Problem, content: bytes) -> bool:
    """Whether a problem points at a character of a file or right behind its end, by either way to count lines.

    The parsers place what is missing at the end of a file at the beginning of the line below.
    """
    text = content.decode("utf-8", "replace")
    for ends in ("\n", "\r\n|[\r\n]"):
        lengths = [*(len(line) for line in re.split(ends, text)), 0]
        if 1 <= problem.line <= len(lengths) and 1 <= problem.column <= lengths[problem.line - 1] + 1:
            return True
    return False


@fuzz(400)
@given(st.binary(max_size=80) | YAML.map(lambda text: text.encode("utf-8", "surrogatepass")))
@example(b"\xef\xbb\xbf")
@example(b"a: \xc3\xa9\xff")
@example(b'"\\ud800"')
@example(b"%")
def test_yaml_is_data_or_problems_inside_of_the_file(content: bytes) -> None:
    document = yamlio.parse(content, "f.yml")
    assert (document.data is None) == bool(document.problems)
    for problem in document.problems:
        assert is_inside(problem, content), problem
    for path in (*document.positions.values, *document.positions.keys):
        line, column = document.positions.locate(path)
        assert line >= 1 and column >= 1
        positions.dotted(path)


VISIBLE = st.text(st.characters(codec="utf-8", exclude_categories=["C", "Zl", "Zp"]), max_size=40)
VISIBLE = VISIBLE.filter(lambda text: HIDDEN.search(text) is None)


def quoted(value: str | list[str]) -> str:
    """JSON, which is YAML too."""
    return json.dumps(value, ensure_ascii=False)


@fuzz(150)
@given(st.dictionaries(VISIBLE, VISIBLE | st.lists(VISIBLE, max_size=3), min_size=1, max_size=5))
def test_what_is_written_in_quotes_is_read_as_it_is(data: dict[str, str | list[str]]) -> None:
    lines = [f"{quoted(key)}: {quoted(value)}" for key, value in data.items()]
    document = yamlio.parse("\n".join(lines).encode(), "f.yml")
    assert (document.data, document.problems) == (data, [])
    for path, (line, column) in document.positions.values.items():
        if len(path) == 1:
            assert lines[line - 1][column - 1 :] == quoted(data[str(path[0])])


@fuzz(100)
@given(st.dictionaries(st.from_regex(r"[a-z_]{1,8}", fullmatch=True), VISIBLE, min_size=1, max_size=4))
def test_a_piece_of_text_is_found_inside_of_its_value(data: dict[str, str]) -> None:
    text = "".join(f"{key}: {quoted(value)}\n" for key, value in data.items())
    document = yamlio.parse(text.encode(), "f.yml")
    for key, value in data.items():
        for needle in (value, value[:3], "nowhere", "\n"):
            line, column = document.find((key,), needle)
            assert 1 <= line <= text.count("\n") + 1 and column >= 1


# --- Quantities ---

WRITTEN = st.from_regex(r"[0-9]{1,12}(\.[0-9]{1,4})?(e\+?[0-9]{1,2})?[KMBT]?", fullmatch=True)


def quantity(text: str) -> Quantity | None:
    try:
        return Quantity.parse(text)
    except ValueError as error:
        assert ";" in str(error) or "write" in str(error)
        return None


@fuzz(300)
@given(ANY_TEXT | WRITTEN)
def test_a_quantity_is_read_or_refused_with_a_mend(text: str) -> None:
    for parse in (Quantity.parse, Quantity.parse_bytes):
        try:
            found = parse(text)
        except ValueError as error:
            assert "; write" in str(error)
        else:
            assert found.value >= 0
            assert (found.text, str(found)) == (text, text)
            assert found.agrees_with(found)
            short(found.value), short_bytes(found.value), grouped(found.value)


@fuzz(300)
@given(WRITTEN, WRITTEN)
def test_agreement_is_mutual(one: str, other: str) -> None:
    first, second = quantity(one), quantity(other)
    assume(first and second)
    assert first and second
    assert first.agrees_with(second) == second.agrees_with(first)


@fuzz(300)
@given(st.integers(0, 10**15 - 1))
@example(999_500)
@example(999_499)
@example(9_995)
def test_the_short_form_of_a_number_is_read_as_that_number(value: int) -> None:
    shown = Quantity.parse(short(value)) if value >= 1000 else Quantity.exactly(int(short(value)))
    assert shown.agrees_with(Quantity.exactly(value))
    assert Quantity.parse(str(value)).value == value
    assert int(grouped(value).replace(",", "")) == value


@fuzz(150)
@given(st.integers(1, 10**18), st.sampled_from(sorted(SUFFIXES)))
def test_suffixes_and_exponents_mean_the_same(value: int, suffix: str) -> None:
    exponent = len(str(SUFFIXES[suffix])) - 1
    one, other = Quantity.parse(f"{value}{suffix}"), Quantity.parse(f"{value}e{exponent}")
    assert one.value == other.value == value * 10**exponent
    assert one.precision == other.precision == SUFFIXES[suffix]


# --- Dates ---


@fuzz(200)
@given(ANY_TEXT | st.from_regex(r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?", fullmatch=True))
@example("2023-02-30")
@example("2024-02-29")
@example("0000")
@example("２０２３")
def test_a_date_is_a_day_of_the_calendar_or_refused(text: str) -> None:
    try:
        found = PartialDate.parse(text)
    except ValueError as error:
        assert "; write" in str(error) or "; correct" in str(error)
        return
    datetime.date.fromisoformat((text + "-01-01")[:10])
    assert str(found) == text
    assert found.for_people.endswith(str(found.year))
    assert found.year == int(text[:4])


@fuzz(100)
@given(st.dates(), st.dates(), st.sampled_from([4, 7, 10]), st.sampled_from([4, 7, 10]))
def test_a_date_is_before_another_only_if_it_certainly_is(
    one: datetime.date, other: datetime.date, length: int, other_length: int
) -> None:
    first, second = PartialDate.parse(one.isoformat()[:length]), PartialDate.parse(other.isoformat()[:other_length])
    assert not (first.is_before(second) and second.is_before(first))
    if first.is_before(second):
        assert one < other


# --- Quotes ---

QUOTE = pieces(
    *("1", "12", "340", "1,000", "1{,}000", ".5", "1.5", "10", "^", "{", "}", "×", "x", "*", r"\times", r"\cdot", " "),
    *("e", "E", "+", "-", "K", "M", "B", "T", "GB", "bn", "mn", "k", "million", "billion", "twelve", "twenty", "-four"),
    *("hundred", "10⁹", "⁺", "²", "٣", "５", "$", "~", "\n", "layers", "a"),
)


@fuzz(400)
@given(QUOTE | ANY_TEXT)
@example("10⁺")
@example("10^{99}T")
@example("1{,}000{,}00")
def test_any_quote_can_be_searched_for_numbers(quote: str) -> None:
    for stated in quotes.numbers(quote):
        assert stated.value >= 0
        assert stated.precision > 0
        assert quotes.states(quote, stated)


SCALES = {"K": 3, "M": 6, " million": 6, " M": 6, "B": 9, " billion": 9, "T": 12, "~bn": 9, "-trillion": 12}


def printed(value: int) -> list[str]:
    """Ways in which papers print a whole number that is not zero."""
    digits = str(value)
    forms = [digits, grouped(value), grouped(value).replace(",", "{,}"), f"{digits}.0", f"{digits}-layer"]
    for word, scale in SCALES.items():
        if value % 10**scale == 0:
            forms += [f"{value // 10**scale}{word}", f"{value // 10**scale}.0{word}"]
    head = digits.rstrip("0")
    if zeros := len(digits) - len(head):
        forms += [f"{head}e{zeros}", f"{head} × 10^{zeros}", rf"{head} \times 10^{{{zeros}}}", f"{head}E+{zeros:02}"]
    return forms


@fuzz(300)
@given(st.integers(1, 999), st.integers(0, 14), st.sampled_from(["{}", "It has {} of them.", "| a | {} | 7 |", "({})"]))
def test_a_quote_states_a_number_however_it_is_printed(digits: int, zeros: int, sentence: str) -> None:
    value = digits * 10**zeros
    for form in printed(value):
        assert quotes.states(sentence.format(form), Quantity.exactly(value)), form
        assert not quotes.states(sentence.format(form), Quantity.exactly(value * 10 + 7)), form


@fuzz(60)
@given(st.sampled_from(["7", "1,000", ",000", "1.", ".1", "10^", "10 ", "1 x 10", "1e", "a-", "{,}", "⁹"]), QUOTE)
def test_long_quotes_are_searched_fast(piece: str, rest: str) -> None:
    start = time.process_time()
    tuple(quotes._numbers(rest + piece * 1000 + rest))
    assert time.process_time() - start < 30  # for what takes a moment, on a busy machine too
