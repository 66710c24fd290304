"""Formulas: LaTeX as MathML, and what is not set."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from atlas.text.formulas import ATTRIBUTES, ELEMENTS, mathml
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
    ],
)
def test_what_is_not_plain_maths_is_refused_with_the_reason(latex: str, reason: str) -> None:
    with pytest.raises(ValueError) as error:
        mathml(latex)
    assert str(error.value) == reason


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
