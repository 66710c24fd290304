"""Prose fields: what is shown, and that nothing in them can do harm."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from atlas.text import prose
from atlas.text.prose import faults, is_web_address, links, plain, render, render_inline

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
