"""Nothing that prose holds can do harm: what is shown of it, and what is reported."""

import re

import html5lib
import pytest
from hypothesis import given
from hypothesis import strategies as st

from atlas.text.formulas import mathml
from records import REPEATABLE
from test_prose import html, said

# --- What could do harm ---

HARMLESS = [
    ("<script>alert(1)</script>", "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>"),
    ("a <b onclick=x>b</b>", "<p>a &lt;b onclick=x&gt;b&lt;/b&gt;</p>"),
    ("<div>\n\na", "<p>&lt;div&gt;</p>\n<p>a</p>"),
    ("<!-- a -->", "<p>&lt;!-- a --&gt;</p>"),
    ("&lt;b&gt; &#60;b&#62;", "<p>&lt;b&gt; &lt;b&gt;</p>"),
    ("```html\n<script>\n```", '<pre><code class="language-html">&lt;script&gt;\n</code></pre>'),
    ('```"onclick="x\na\n```', '<pre><code class="language-&quot;onclick=&quot;x">a\n</code></pre>'),
    ("[a](javascript:alert)", "<p>[a](javascript:alert)</p>"),
    ("[a](JavaScript:alert)", "<p>[a](JavaScript:alert)</p>"),
    ("[a](<javascript:alert>)", "<p>[a](&lt;javascript:alert&gt;)</p>"),
    ("[a](&#106;avascript:alert)", "<p>[a](javascript:alert)</p>"),
    ("[a][b]\n\n[b]: javascript:alert", "<p>[a][b]</p>\n<p>[b]: javascript:alert</p>"),
    ("<javascript:alert>", "<p>&lt;javascript:alert&gt;</p>"),
    ("[a](data:text/html,b)", "<p>[a](data:text/html,b)</p>"),
    ("[a](vbscript:b)", "<p>[a](vbscript:b)</p>"),
    ("[a](//a.example/)", "<p>[a](//a.example/)</p>"),
    ("[a](/b/)", "<p>[a](/b/)</p>"),
    ("[a](#b)", "<p>[a](#b)</p>"),
    ("![a](https://a.example/b.png)", '<p>!<a href="https://a.example/b.png">a</a></p>'),
    ('[a](https://a.example/"onclick="b)', '<p><a href="https://a.example/%22onclick=%22b">a</a></p>'),
    (
        "[a](https://a.example/ '\"onclick=\"b')",
        '<p><a href="https://a.example/" title="&quot;onclick=&quot;b">a</a></p>',
    ),
    (r"$\text{<script>}$", r"<p><code>\text{&lt;script&gt;}</code></p>"),
]


@pytest.mark.parametrize(("text", "shown"), HARMLESS)
def test_what_could_do_harm_is_text(text: str, shown: str) -> None:
    assert html(text) == shown


@pytest.mark.parametrize(
    "formula",
    [
        r"\href{javascript:alert(1)}{x}",
        r"\href{https://a.example/}{x}",
        r"\style{background:url(//a.example)}{x}",
        r'\class{a" onclick="b}{x}',
        r"\text{<mi href='javascript:alert(1)' onclick='x' style='x'>x</mi>}",
        r"\color{red}{x}",
    ],
)
def test_formulas_carry_no_links_scripts_and_styles(formula: str) -> None:
    assert not re.search(
        r"href|script:|onclick|style=|url\(|class=|color", re.sub("<code>.*</code>", "", html(f"${formula}$"))
    )


@pytest.mark.parametrize("element", ["a", "script", "img", "semantics", "maction", "svg", "annotation-xml"])
def test_formulas_hold_only_maths(element: str) -> None:
    with pytest.raises(ValueError) as error:
        mathml(rf"\text{{<{element}>x</{element}>}}")
    assert str(error.value) == f"<{element}> is not allowed"


NASTY = [
    "<",
    ">",
    '"',
    "'",
    "&",
    "a",
    " ",
    "\n",
    "[",
    "]",
    "(",
    ")",
    "!",
    "`",
    "|",
    "$",
    "\\",
    "{",
    "}",
    "[[rope",
    "https:",
]
NASTY += [
    "javascript:",
    "//a",
    "<script>",
    "onclick=",
    "\\href{",
    "\\text{",
    "&#106;",
    "<!--",
    "]]>",
    "<img src=x>",
    "*",
]
ALLOWED = {
    "html",
    "head",
    "body",
    "p",
    "em",
    "strong",
    "code",
    "pre",
    "a",
    "h3",
    "h4",
    "h5",
    "h6",
    "ul",
    "ol",
    "li",
    "br",
}
ALLOWED |= {"blockquote", "hr", "div", "table", "thead", "tbody", "tr", "th", "td"}
MATHS = "{http://www.w3.org/1998/Math/MathML}"


@REPEATABLE
@given(st.lists(st.sampled_from(NASTY), max_size=25).map("".join))
def test_no_text_becomes_an_element_or_attribute_that_is_not_ours(text: str) -> None:
    for element in html5lib.parse(html(text)).iter():
        name = element.tag.removeprefix("{http://www.w3.org/1999/xhtml}")
        assert name in ALLOWED or name.startswith(MATHS)
        assert not {attribute for attribute in element.attrib if attribute.startswith("on") or attribute == "style"}
        assert re.match(r"https?://|mailto:|\.\./rope/|$", element.attrib.get("href", ""))


# --- Formulas ---


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("$x^2$", '<p><math display="inline"><mrow><msup><mi>x</mi><mn>2</mn></msup></mrow></math></p>'),
        (
            "$$x$$",
            '<div class="formula" tabindex="0" role="group" aria-label="Formula">'
            '<math display="block"><mrow><mi>x</mi></mrow></math></div>',
        ),
        ("a $$x$$", '<p>a <math display="block"><mrow><mi>x</mi></mrow></math></p>'),
        ("$a < b$", '<p><math display="inline"><mrow><mi>a</mi><mo>&lt;</mo><mi>b</mi></mrow></math></p>'),
        ("$5 or $6", "<p>$5 or $6</p>"),
    ],
)
def test_formulas_become_mathml(text: str, shown: str) -> None:
    assert html(text) == shown


# --- What is reported ---


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("[a](javascript:x)", 'links to "javascript:x"; link with [[id]], or to http(s) or mailto'),
        ("[a](//a.example/)", 'links to "//a.example/"; link with [[id]], or to http(s) or mailto'),
        ("[a](../b/)", 'links to "../b/"; link with [[id]], or to http(s) or mailto'),
        (
            r"$\text{<b>x</b>}$",
            r'the formula "\text{<b>x</b>}" cannot be set: <b> is not allowed; use plain LaTeX maths',
        ),
        ("| a |\n|---|\n| [[a|b]] |", "[[a|b]] in a table row is cut at its bar; write [[id]] there"),
    ],
)
def test_what_cannot_be_rendered_is_reported(text: str, fault: str) -> None:
    assert said(text) == [fault]


@pytest.mark.parametrize(
    "text", ["[[rope]] *a* [b](https://a.example/)", "$x^2$", "| a |\n|---|\n| [[a]] |", "a \\| b"]
)
def test_good_prose_has_no_faults(text: str) -> None:
    assert said(text) == []


@pytest.mark.parametrize(
    "text", ["a <b>b</b>", "<div>a</div>", "![a](https://a.example/b.png)", "![a][b]\n\n[b]: https://b.example"]
)
def test_html_and_images_are_reported(text: str) -> None:
    assert said(text)


@pytest.mark.parametrize("text", ["[a][b]\n\n[b]: javascript:x", "<javascript:x>"])
def test_other_forms_of_bad_links_are_reported(text: str) -> None:
    assert said(text)


@pytest.mark.parametrize("text", ["`a[i](x)`", "$f[i](x)$", "```\na[i](x)\n```"])
def test_code_and_formulas_have_no_links(text: str) -> None:
    assert said(text) == []


@pytest.mark.parametrize("formula", [r"\softmax(x)", r"\frac{1}", r"\href{https://a.example/}{x}", r"\color{red}{x}"])
def test_formulas_that_are_not_set_as_written_are_reported(formula: str) -> None:
    assert said(f"${formula}$")
