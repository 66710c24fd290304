"""Problems as lines for people, for GitHub and for programs."""

import json
import re

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
        "::error file=a%2Cb%3Ac%0A.yml,line=1,col=1,title=rule::f: 100 %25%0D%0A::error::"  # one line
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
