"""Formulas: LaTeX as MathML, and what is not set."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from atlas.text.formulas import ATTRIBUTES, ELEMENTS, is_long, mathml
from records import REPEATABLE


@pytest.mark.parametrize(
    ("latex", "inner"),
    [
        ("x^2", "<msup><mi>x</mi><mn>2</mn></msup>"),
        ("a_1^2", "<msubsup><mi>a</mi><mn>1</mn><mn>2</mn></msubsup>"),
        (r"\frac{1}{2}", "<mfrac><mrow><mn>1</mn></mrow><mrow><mn>2</mn></mrow></mfrac>"),
        (r"\sqrt[3]{x}", "<mroot><mrow><mi>x</mi></mrow><mn>3</mn></mroot>"),
        (r"\mathbb{R}", "<mi>ℝ</mi>"),
        (r"\operatorname{softmax}", "<mo>softmax</mo>"),
        (r"\text{\softmax}", r"<mtext>\softmax</mtext>"),
        ("a < b", "<mi>a</mi><mo>&lt;</mo><mi>b</mi>"),
    ],
)
def test_latex_is_set_as_mathml(latex: str, inner: str) -> None:
    assert mathml(latex) == f'<math display="inline"><mrow>{inner}</mrow></math>'


def test_a_formula_may_stand_in_a_block_of_its_own() -> None:
    assert mathml("x", block=True) == '<math display="block"><mrow><mi>x</mi></mrow></math>'


@pytest.mark.parametrize(
    ("latex", "reason"),
    [
        ("", "it cannot be read as LaTeX"),
        ("{", "it cannot be read as LaTeX"),
        ("x^", "it cannot be read as LaTeX"),
        (r"\left(x", "it cannot be read as LaTeX"),
        (r"\softmax(x)", r"\softmax is not a known command"),
        (r"\frac{1}", "a part is missing, such as the denominator of a fraction"),
        (r"\color{red}{x}", "it sets mathcolor, which is not maths"),
        (r"\style{a:b}{x}", "it sets style, which is not maths"),
        (r"\href{https://a.example/}{x}", "it sets href, which is not maths"),
        (r"\text{<b>x</b>}", "<b> is not allowed"),
        ("x" * 2001, "it is longer than 2000 characters"),
        (r"\hspace{99999em}", "the length 99999em is more than 10em"),
        (r"a\hspace{-99999em}b", "the length -99999em is more than 10em"),
        (r"a\hskip 9999pt b", "the length 9999pt is more than 10em"),
        (r"a\kern 400ex b", "the length 400ex is more than 10em"),
        (r"a\mkern 9999mu b", "the length 9999mu is more than 10em"),
        (r"a\mskip 9999mu b", "the length 9999mu is more than 10em"),
        (r"a\mspace{9999mu}b", "the length 9999mu is more than 10em"),
        (r"a\hspace{40cm}b", "the length 40cm is more than 10em"),
        (r"a\hspace{9in}b", "the length 9in is more than 10em"),
        (r"a\hspace{999mm}b", "the length 999mm is more than 10em"),
        (r"a\hspace{99pc}b", "the length 99pc is more than 10em"),
        (r"a\hspace{9999sp}b", "9999sp is no length that browsers know"),
        (r"a\hspace{900%}b", "the length 900 is more than 10em"),
        (r"a\hspace*{9em}b", "* is no length that browsers know"),
        (r"\rule{9999em}{999em}", "it sets mathbackground, which is not maths"),
        (r"{a \above 99em b}", "the length 99em is more than 10em"),
        (r"\raise 99em x", "it sets voffset, which is not maths"),
        (r"\moveleft 99em x", "the length -99em is more than 10em"),
    ],
)
def test_what_is_not_plain_maths_is_refused_with_the_reason(latex: str, reason: str) -> None:
    with pytest.raises(ValueError) as error:
        mathml(latex)
    assert str(error.value) == reason


@pytest.mark.parametrize(
    "latex",
    [r"a\quad b", r"a\qquad b", r"a\,b\;c\!d", r"a\hspace{10em}b", r"\mathllap{x}", r"\binom{n}{k}", r"\Big( x"],
)
def test_the_lengths_of_usual_maths_are_set(latex: str) -> None:
    assert mathml(latex).startswith("<math")


@pytest.mark.parametrize(("latex", "long"), [("E = mc^2", False), (r"a\qquad b", False), ("x+" * 15 + "x", True)])
def test_what_may_be_wider_than_a_phone_is_known(latex: str, long: bool) -> None:
    assert is_long(mathml(latex)) == long


def test_white_counts_as_width() -> None:
    assert is_long(mathml(r"a\hspace{10em}b\hspace{10em}c"))


def test_a_formula_of_2000_characters_is_set() -> None:
    assert mathml("x" * 2000).count("<mi>") == 2000


PIECES = ["\\frac", "\\text", "\\href", "\\left", "\\right", "\\begin{matrix}", "\\end{matrix}", "\\sqrt", "\\color"]
PIECES += ["{", "}", "[", "]", "(", ")", "^", "_", "&", "\\\\", "\\", "x", "1", "<", ">", '"', "<script>", " onclick="]


@REPEATABLE
@given(st.lists(st.sampled_from(PIECES), max_size=15).map("".join))
def test_no_formula_makes_it_crash_or_brings_in_what_is_not_maths(latex: str) -> None:
    try:
        markup = mathml(latex)
    except ValueError as error:
        assert str(error)
        return
    assert set(re.findall(r"<(?!/)([a-z]+)", markup)) <= ELEMENTS
    assert set(re.findall(r' ([a-zA-Z:-]+)="', re.sub(">[^<]*<", "><", markup))) <= ATTRIBUTES
