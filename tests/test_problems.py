"""Problems as lines for people, for GitHub and for programs."""

import json
import re
from collections.abc import Callable
from dataclasses import replace
from functools import partial

import pytest

from atlas.text.characters import HIDDEN
from atlas.text.problems import Problem, as_github, as_json, as_text, ordered

PROBLEM = Problem(
    file="data/models/bert.yml",
    line=14,
    column=18,
    field="architecture.position_encoding",
    message='"rotory" is not a position encoding',
    fix='did you mean "rope"?',
    rule="known-concept",
)
BARE = Problem("data/tasks.yml", 1, 1, "", "is empty", "", "empty-file")


def at(file: str, line: int, column: int) -> Problem:
    return Problem(file, line, column, "", "is wrong", "mend it", "rule")


def test_a_line_says_where_what_how_to_mend_it_and_which_rule() -> None:
    assert str(PROBLEM) == (
        "data/models/bert.yml:14:18: architecture.position_encoding: "
        '"rotory" is not a position encoding; did you mean "rope"? [known-concept]'
    )


def test_field_and_mend_may_be_missing() -> None:
    assert str(BARE) == "data/tasks.yml:1:1: is empty [empty-file]"


def test_problems_are_in_order_of_file_line_and_column() -> None:
    places = [at("b.yml", 1, 1), at("a.yml", 10, 1), at("a.yml", 2, 10), at("a.yml", 2, 9)]
    assert as_text(ordered(places)) == (
        "a.yml:2:9: is wrong; mend it [rule]\n"
        "a.yml:2:10: is wrong; mend it [rule]\n"
        "a.yml:10:1: is wrong; mend it [rule]\n"
        "b.yml:1:1: is wrong; mend it [rule]"
    )


def test_the_same_problem_is_said_once() -> None:
    assert ordered([PROBLEM, BARE, PROBLEM]) == [PROBLEM, BARE]


def test_colours_add_nothing_but_colours() -> None:
    coloured = as_text([PROBLEM, BARE], colour=True)
    assert "\033[31m" in coloured
    assert re.sub(r"\033\[\d+m", "", coloured) == as_text([PROBLEM, BARE])


def test_github_gets_a_command_for_each_problem() -> None:
    assert as_github([PROBLEM, BARE]) == (
        "::error file=data/models/bert.yml,line=14,col=18,title=known-concept::architecture.position_encoding: "
        '"rotory" is not a position encoding; did you mean "rope"?\n'
        "::error file=data/tasks.yml,line=1,col=1,title=empty-file::is empty"
    )


def test_no_text_can_end_a_github_command() -> None:
    problem = Problem("a,b:c\n.yml", 1, 1, "f", "100 %\r\n::error::", "", "rule")
    assert as_github([problem]) == (
        "::error file=a%2Cb%3Ac\\n.yml,line=1,col=1,title=rule::f: 100 %25\\r\\n::error::"  # one line
    )


def test_programs_get_the_fields_by_name() -> None:
    assert json.loads(as_json([PROBLEM])) == [
        {
            "file": "data/models/bert.yml",
            "line": 14,
            "column": 18,
            "field": "architecture.position_encoding",
            "message": '"rotory" is not a position encoding',
            "fix": 'did you mean "rope"?',
            "rule": "known-concept",
        }
    ]


def test_no_problems_are_no_text_and_an_empty_array() -> None:
    assert (as_text([]), as_github([]), as_json([])) == ("", "", "[]")


# --- What is quoted in a problem is only text ---

EVIL = "x\x1b[2J\r\n::error file=b.yml::forged\u2028\u202e\x85\udcff\ufeff\U000e0041"
FORGED = Problem(EVIL, 1, 1, EVIL, EVIL, EVIL, "rule")


@pytest.mark.parametrize("form", [as_text, as_github, partial(as_text, colour=True)])
def test_nothing_that_is_quoted_steers_a_terminal_or_forges_a_line(form: Callable[[list[Problem]], str]) -> None:
    text = re.sub(r"\033\[\d+m", "", form([FORGED]))
    assert len(text.splitlines()) == 1
    assert not HIDDEN.search(text)
    assert "\\x1b[2J\\r\\n" in text
    assert "\\u202e" in text


def test_json_has_what_is_quoted_and_shows_none_of_it() -> None:
    text = as_json([FORGED])
    assert not HIDDEN.search(text)
    assert json.loads(text)[0]["message"] == EVIL


@pytest.mark.parametrize("form", [as_text, as_github, as_json])
def test_what_is_quoted_is_shortened(form: Callable[[list[Problem]], str]) -> None:
    long = Problem("a.yml", 1, 1, "k" * 10_000, "m" * 10_000, "f" * 10_000, "rule")
    text = form([long])
    assert len(text) < 1500
    assert "kkk…" in text
    assert "mmm…" in text


@pytest.mark.parametrize(("times", "said"), [(5, 5), (6, 1)])
def test_many_that_say_the_same_are_one(times: int, said: int) -> None:
    alike = [replace(PROBLEM, line=line, field=f"field{line}") for line in range(1, times + 1)]
    other = replace(PROBLEM, file="other.yml")
    found = ordered([*alike, other])
    assert len(found) == said + 1
    assert found[0].line == 1
    assert ("(here and at 5 more places)" in found[0].message) == (said == 1)
