"""Prose fields: what is shown, and that nothing in them can do harm."""

import re

import html5lib
import pytest
from hypothesis import given
from hypothesis import strategies as st

from atlas import prose
from atlas.prose import faults, is_web_address, links, mathml, plain, render, render_inline
from records import REPEATABLE

PAGES = {"rope": ("../rope/", "RoPE"), "odd": ('/"onclick="x/', "<b>&")}


def html(text: str) -> str:
    return render(text, PAGES.get).strip()


def said(text: str) -> list[str]:
    """The faults of a text as people read them."""
    return [f"{message}; {mend}" for _, message, mend in faults(text)]


# --- Markdown ---


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a *b* **c** `d`", "<p>a <em>b</em> <strong>c</strong> <code>d</code></p>"),
        ("a\n\nb", "<p>a</p>\n<p>b</p>"),
        ("- a\n- b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>"),
        ("# a", "<h3>a</h3>"),  # below the page's own headings
        ("## a", "<h3>a</h3>"),
        ("#### a", "<h4>a</h4>"),
        ("[a](https://a.example/)", '<p><a href="https://a.example/">a</a></p>'),
        ("[a](mailto:a@a.example)", '<p><a href="mailto:a@a.example">a</a></p>'),
        ("<https://a.example/>", '<p><a href="https://a.example/">https://a.example/</a></p>'),
        ("https://a.example/", "<p>https://a.example/</p>"),
    ],
)
def test_markdown_is_rendered(text: str, shown: str) -> None:
    assert html(text) == shown


def test_tables_can_be_scrolled_by_keyboard() -> None:
    assert html("| a |\n|---|\n| b |") == (
        '<div class="scroll" tabindex="0" role="group" aria-label="Table"><table>\n'
        "<thead>\n<tr>\n<th>a</th>\n</tr>\n</thead>\n<tbody>\n<tr>\n<td>b</td>\n</tr>\n</tbody>\n</table></div>"
    )


def test_a_line_is_rendered_without_a_paragraph() -> None:
    assert render_inline("*a* [[rope]]", PAGES.get) == '<em>a</em> <a href="../rope/">RoPE</a>'


# --- Links into the catalogue ---


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("[[rope]]", '<a href="../rope/">RoPE</a>'),
        ("[[rope|rotary *positions*]]", '<a href="../rope/">rotary *positions*</a>'),
        ("**[[rope]]**", '<strong><a href="../rope/">RoPE</a></strong>'),
        ("[[nothing]]", "nothing"),
        ("[[nothing|<i>]]", "&lt;i&gt;"),
        ("[[odd]]", '<a href="/&quot;onclick=&quot;x/">&lt;b&gt;&amp;</a>'),
        ("`[[rope]]`", "<code>[[rope]]</code>"),
        (r"\[[rope]]", "[[rope]]"),
        ("[[ro\npe]]", "[[ro\npe]]"),
    ],
)
def test_double_brackets_link_by_id(text: str, shown: str) -> None:
    assert render_inline(text, PAGES.get) == shown


def test_ids_are_named_in_order_without_those_in_code() -> None:
    text = "[[b]], [[a|b]] and `[[c]]`\n\n    [[d]]\n\n```\n[[e]]\n```\n\n- [[ f ]] \\[[g]]\n"
    assert list(links(text)) == ["b", "a", "f"]


def linked(text: str) -> list[str]:
    """The ids that are asked for when a text is rendered."""
    found: list[str] = []
    render(text, lambda id_: found.append(id_))
    return found


@pytest.mark.parametrize(
    "text",
    [
        "[[rope]] and `[[x]]`",
        "`[[x]] over\nlines`",
        "> ```\n> [[x]]\n> ```",
        "one ` sign\n\n[[rope]]\n\none ` sign",
        "$x_{[[i]]}$",
        r"\`[[rope]]\`",
    ],
)
def test_the_links_named_are_those_rendered(text: str) -> None:
    assert list(links(text)) == linked(text)


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


# --- Words only ---


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("a *b* **c** `d`", "a b c d"),
        ("[[rope]] and [[rope|rotary positions]]", "rope and rotary positions"),
        ("see [a](https://a.example/)", "see a"),
        ("# a\n\nb\nc", "a b c"),
    ],
)
def test_words_without_markup(text: str, words: str) -> None:
    assert plain(text) == words


@pytest.mark.parametrize(
    ("text", "words"), [("the `[CLS]` token", "the [CLS] token"), ("C# costs $5", "C# costs $5"), ("4 > 3", "4 > 3")]
)
def test_signs_that_are_no_markup_stay(text: str, words: str) -> None:
    assert plain(text) == words


# --- Addresses ---


@pytest.mark.parametrize(
    "url",
    [
        "https://a.example",
        "http://a.example/b?c=d#e",
        "https://a.example:8080/",
        "https://a.example/ä",
        "HTTPS://a.example",
    ],
)
def test_web_addresses(url: str) -> None:
    assert is_web_address(url)


@pytest.mark.parametrize(
    "url",
    [
        "",
        "a.example",
        "//a.example",
        "/a",
        "ftp://a.example",
        "javascript:x",
        "mailto:a@a.example",
        "https:",
        "https:///a",
        "https://a b",
        'https://a.example/"',
        "https://a.example/<",
        "https://a.example/\\",
        "https://a.example/\n",
        "http://[",
        " https://a.example",
        "java\nscript:x",
        "https://a.example/'",
        "https://a.example/`",
    ],
)
def test_what_is_no_web_address(url: str) -> None:
    assert not is_web_address(url)


# --- The quick way ---


@given(st.text(st.sampled_from("ab [](){}|\\`*_$<>&~!#-+.:;'\"\n=0\0é"), max_size=20))
def test_a_line_of_plain_words_reads_as_the_parser_reads_it(text: str) -> None:
    found: list[tuple[str, str | None]] = []
    pieces = prose._markdown().renderInline(text, {"links": found}).split("\0")
    assert render_inline(text, PAGES.get) == prose._joined(pieces, found, PAGES.get)
