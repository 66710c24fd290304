"""Prose fields: a safe subset of Markdown, `[[links]]` into the catalogue, and formulas as MathML.

Raw HTML is text, images are off, links go to http(s) and mailto only. What cannot be rendered as meant is reported
by `faults`, and otherwise shown as harmless text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from html import escape
from itertools import pairwise
from typing import Any
from urllib.parse import urlsplit

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from mdit_py_plugins.dollarmath import dollarmath_plugin

from atlas.characters import HIDDEN
from atlas.formulas import mathml

Resolve = Callable[[str], tuple[str, str] | None]
"""Takes an id; returns the address and the shown name of its page, or None when there is none."""

Fault = tuple[str, str, str]
"""The piece of text, what is wrong with it, the mend."""

_WIKI = re.compile(r"\[\[([^\[\]|\n]+)(?:\|([^\[\]\n]+))?\]\]")
_NEEDS_PARSER = re.compile(r"[`$\\\t]|~~~| {4}")
_MAY_BE_FAULTY = re.compile(r"\$|&|<[A-Za-z/!]|\]\(|\]\[|\]:|<[a-z]+:|!\[|^\|.*\[\[", re.MULTILINE)
_HTML = re.compile(r"</?[A-Za-z][A-Za-z0-9-]*(?=[\s/>])[^<>]*>|<!--")
_CUT_LINK = re.compile(r"\[\[[^\[\]\n|]+\|[^\[\]\n]*\]\]")
_FORMULA = '<div class="formula" tabindex="0" role="group" aria-label="Formula">{}</div>\n'
_MATHS = ("math_inline", "math_inline_double", "math_block")


def is_web_address(url: str) -> bool:
    """Whether a URL is http(s) with a host, and has no character that could leave an attribute."""
    try:
        parts = urlsplit(url)
        host = parts.hostname
    except ValueError:
        return False
    plain_host = bool(host) and "@" not in parts.netloc  # user@host can pretend to be another host
    return parts.scheme in ("http", "https") and plain_host and not re.search(r"[\s\"'<>\\`\x00-\x20]", url)


def links(text: str) -> Iterator[str]:
    """The ids that `[[id]]` and `[[id|shown]]` name, in order; code and formulas left out."""
    if "[[" not in text:
        return
    if not _NEEDS_PARSER.search(text):  # the quick way, for texts in which nothing can hide a link
        yield from (match[1].strip() for match in _WIKI.finditer(text))
        return
    for token in _flat(_markdown().parse(text, {})):
        if token.type == "wiki_link":
            yield token.meta["id"]


def faults(text: str) -> Iterator[Fault]:
    """What in a text cannot be rendered as it is meant."""
    if not _MAY_BE_FAULTY.search(text):
        return
    rows = (line for line in text.splitlines() if line.startswith("|"))
    for link in (link for row in rows for link in _CUT_LINK.findall(row)):
        yield link, f"{link} in a table row is cut at its bar", "write [[id]] there"
    tokens, refused = _parsed_with_refusals(text)
    for url in dict.fromkeys(refused):
        yield url, f'links to "{url}"', "link with [[id]], or to http(s) or mailto"
    for token in tokens:
        yield from _faults_of(token, text)


def _parsed_with_refusals(text: str) -> tuple[list[Any], list[str]]:
    """The tokens of a text, and the addresses that it links to and may not."""
    markdown, refused = _new_markdown(), []

    def validate(url: str) -> bool:
        allowed = _link_allowed(url)
        if not allowed:
            refused.append(url)
        return allowed

    markdown.validateLink = validate  # type: ignore[method-assign]
    return list(_flat(markdown.parse(text, {}))), refused


def _faults_of(token: Any, text: str) -> Iterator[Fault]:
    if token.type in _MATHS:
        try:
            mathml(token.content, block=token.type != "math_inline")
        except ValueError as error:
            words = " ".join(token.content.split())
            shown = words if len(words) <= 60 else words[:57] + "…"
            yield (
                "$" + token.content.strip("\n"),
                f'the formula "{shown}" cannot be set: {error}',
                "use plain LaTeX maths",
            )
    elif token.type in ("text", "text_special") and (hidden := HIDDEN.search(token.content)):
        yield "&", f"brings in the invisible character U+{ord(hidden[0]):04X}", "remove it"
    elif token.type == "text" and (html := _HTML.search(token.content)) and html[0] in text:
        yield html[0], f"has the HTML {html[0]}, which would be shown as text", "use Markdown, or put it in `code`"
    elif token.type == "inline":
        children = token.children or []
        for here, following in pairwise(children):
            if here.type == "text" and here.content.endswith("!") and following.type == "link_open":
                yield "![", "has an image", "images are off; describe it or link to it"


def render(text: str, resolve: Resolve) -> str:
    """Safe HTML of a prose field. Unknown `[[links]]` show their text."""
    return str(_markdown().render(text, {"resolve": resolve}))


def render_inline(text: str, resolve: Resolve) -> str:
    """Safe HTML of one line, without the paragraph around it."""
    return str(_markdown().renderInline(text, {"resolve": resolve}))


def plain(text: str) -> str:
    """The words of a prose field, without markup; for descriptions and search."""
    if not re.search(r"[`*_$\\\[<&#>|~]", text):
        return " ".join(text.split())
    words = []
    for token in _flat(_markdown().parse(text, {})):
        if token.type == "wiki_link":
            words.append(token.meta["shown"] or token.meta["id"])
        elif token.type in ("softbreak", "hardbreak", "paragraph_close", "heading_close", "td_close", "th_close"):
            words.append(" ")
        elif token.type in ("text", "code_inline", "fence", "code_block", "text_special", *_MATHS):
            words.append(token.content)
    return " ".join("".join(words).split())


def _flat(tokens: list[Any]) -> Iterator[Any]:
    for token in tokens:
        yield token
        if token.children:
            yield from _flat(token.children)


@lru_cache(maxsize=1)
def _markdown() -> MarkdownIt:
    return _new_markdown()


def _new_markdown() -> MarkdownIt:
    markdown = MarkdownIt("commonmark", {"html": False, "linkify": False}).enable("table").disable("image")
    markdown.use(dollarmath_plugin, allow_space=False, allow_digits=False, double_inline=True, allow_labels=False)
    markdown.inline.ruler.before("link", "wiki_link", _wiki_link)
    markdown.validateLink = _link_allowed  # type: ignore[method-assign]
    rules: dict[str, Callable[..., str]] = {
        "wiki_link": _render_wiki_link,
        "math_inline": lambda tokens, i, *_: _math(tokens[i].content, block=False),
        "math_inline_double": lambda tokens, i, *_: _math(tokens[i].content, block=True),
        "math_block": lambda tokens, i, *_: _FORMULA.format(_math(tokens[i].content, block=True)),
        "heading_open": lambda tokens, i, *_: f"<{_heading(tokens[i].tag)}>",
        "heading_close": lambda tokens, i, *_: f"</{_heading(tokens[i].tag)}>\n",
        "th_open": lambda *_: "<th>",  # without the style attribute of aligned columns, which a strict CSP forbids
        "td_open": lambda *_: "<td>",
        "table_open": lambda *_: '<div class="scroll" tabindex="0" role="group" aria-label="Table"><table>\n',
        "table_close": lambda *_: "</table></div>\n",
    }
    markdown.renderer.rules.update(rules)  # type: ignore[attr-defined]
    return markdown


def _link_allowed(url: str) -> bool:
    return is_web_address(url) or (url.startswith("mailto:") and not re.search(r"[\s\"'<>]", url))


def _wiki_link(state: StateInline, silent: bool) -> bool:
    match = _WIKI.match(state.src, state.pos)
    if not match:
        return False
    if not silent:
        token = state.push("wiki_link", "", 0)
        token.meta = {"id": match[1].strip(), "shown": match[2]}
    state.pos = match.end()
    return True


def _render_wiki_link(tokens: Any, index: int, _options: Any, env: Any) -> str:
    target, shown = tokens[index].meta["id"], tokens[index].meta["shown"]
    found = env["resolve"](target) if "resolve" in env else None
    if not found:
        return escape(shown or target)
    address, name = found
    return f'<a href="{escape(address)}">{escape(shown or name)}</a>'


def _math(latex: str, *, block: bool) -> str:
    try:
        return mathml(latex, block=block)
    except ValueError:
        return f"<code>{escape(latex)}</code>"


def _heading(tag: str) -> str:
    """Headings of a prose field stand below the page's own h2."""
    return f"h{max(3, int(tag[1]))}"
