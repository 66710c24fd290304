"""Texts that nobody thought of, for prose and formulas; see test_fuzz.py."""

import html5lib
import pytest
from hypothesis import assume, example, given

from atlas.text import prose, quotes
from atlas.text.formulas import mathml
from atlas.text.quantity import Quantity, scientific
from hostile import allowed
from test_fuzz import fuzz, pieces

# --- Prose ---

PROSE = pieces(
    *("<", ">", '"', "'", "&", " ", "\n", "\n\n", "    ", "[", "]", "(", ")", "!", "`", "``", "```\n", "~~~\n", "|"),
    *("$", "$$", "$$\n", "\\", "{", "}", "[[rope", "[[rope]]", "[[rope|", "]]", "[a]: ", "https://a.example/", "//a"),
    *("javascript:", "data:", "<script>", "</p>", "<img src=x onerror=x>", " onclick=x ", "<!--", "-->", "<![CDATA["),
    *("]]>", r"\href{", r"\text{", r"\frac{", "^", "_", "&#106;", "&lt;", "&Tab;", "*", "**", "- ", "1. ", "> ", "# "),
    *("===", "|---|\n", "| a |\n", ":-:", "{{", "}}", "{%", "\t", "\r", "\0", "\u202e", "\ud800"),
)
PAGES = {"rope": ("../rope/", '"Ro<b>PE&amp;')}


@fuzz(500)
@given(PROSE)
@example("| a |\n|---|\n| [[rope|b]] |")
@example("[a](&#106;avascript:x)")
@example("[[[rope]](https://a.example/)]")
def test_prose_becomes_nothing_but_what_is_allowed(text: str) -> None:
    for html in (prose.render(text, PAGES.get), prose.render_inline(text, PAGES.get)):
        tree = allowed.fragment(html)
        assert list(allowed.faults(tree, allowed.MARKDOWN)) == []
        for element in tree.iter():
            assert element.attrib.get("href", "../rope/").startswith(("https://", "mailto:", "../rope/"))


@fuzz(200)
@given(PROSE)
def test_prose_is_well_formed(text: str) -> None:
    """So well that a browser need mend nothing."""
    assume("\0" not in text)
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    parser.parse(f"<!doctype html><title>a</title><body>{prose.render(text, PAGES.get)}</body>")
    found = {code for _, code, _ in parser.errors} - {"invalid-codepoint"}
    assert found == set()


@fuzz(300)
@given(PROSE)
def test_faults_of_prose_are_pieces_with_a_mend(text: str) -> None:
    for _, message, mend in prose.faults(text):
        assert message and mend
    assert "\n" not in prose.plain(text)


def rendered_links(text: str) -> list[str]:
    """The ids that are asked for when a text is rendered."""
    found: list[str] = []
    prose.render(text, lambda id_: found.append(id_))
    return found


@fuzz(300)
@given(PROSE)
@example("[[rope\r]]")
@example("[[rope|a\r]]")
def test_the_links_named_are_those_that_are_rendered(text: str) -> None:
    assert list(prose.links(text)) == rendered_links(text)


@pytest.mark.parametrize("text", ["\t[[a]]", "> ~~~\n> [[a]]", "- ~~~\n  [[a]]", ">     [[a]]", "1.     [[a]]"])
def test_links_in_code_inside_of_quotes_and_lists(text: str) -> None:
    assert list(prose.links(text)) == rendered_links(text) == []


LATEX = pieces(
    *(r"\frac", r"\sqrt", r"\left(", r"\right)", r"\text{", r"\begin{matrix}", r"\end{matrix}", r"\alpha", r"\sum"),
    *("&", r"\\", "{", "}", "^", "_", "x", "1", "+", "<", "|", " ", "<mi>", "</mi>", "<![CDATA[", "]]>", "&lt;", "&a;"),
)


@fuzz(300)
@given(LATEX)
def test_a_formula_is_maths_or_refused(latex: str) -> None:
    try:
        html = mathml(latex)
    except ValueError as error:
        assert str(error)
    else:
        assert list(allowed.faults(allowed.fragment(html))) == []


@pytest.mark.parametrize("value", [1, 10**9, 10**24])
def test_powers_of_ten_are_shown_with_signs_that_quotes_read(value: int) -> None:
    assert quotes.states(scientific(value), Quantity.exactly(value))
