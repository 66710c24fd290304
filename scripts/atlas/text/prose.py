"""Prose fields: a safe subset of Markdown, `[[links]]` into the catalogue, and formulas as MathML.

Raw HTML is text, images are off, links go to http(s) and mailto only. What cannot be rendered as meant is reported
by `faults`, and otherwise shown as harmless text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, pairwise, zip_longest
from typing import Any
from urllib.parse import urlsplit

from markdown_it import MarkdownIt
from markdown_it.common.utils import escapeHtml as escape
from markdown_it.rules_inline import StateInline
from mdit_py_plugins.dollarmath import dollarmath_plugin

from atlas.text.characters import HIDDEN
from atlas.text.formulas import is_long, mathml

Resolve = Callable[[str], tuple[str, str] | None]
"""Takes an id; returns the address and the shown name of its page, or None when there is none."""

Fault = tuple[str, str, str]
"""The piece of text, what is wrong with it, the mend."""

_WIKI = re.compile(r"\[\[([^\[\]|\n\r]+)(?:\|([^\[\]\n\r]+))?\]\]")
_NEEDS_PARSER = re.compile(r"[`$\\\t]|~~~| {4}")
_MAY_BE_FAULTY = re.compile(r"\$|&|<[A-Za-z/!]|\]\(|\]\[|\]:|<[a-z]+:|!\[|^\|.*\[\[", re.MULTILINE)
_HTML = re.compile(r"</?[A-Za-z][A-Za-z0-9-]*(?=[\s/>])[^<>]*>|<!--")
_CUT_LINK = re.compile(r"\[\[[^\[\]\n|]+\|[^\[\]\n]*\]\]")
_FORMULA = '<div class="formula" tabindex="0" role="group" aria-label="Formula">{}</div>\n'
_LONG_FORMULA = '<span class="formula" tabindex="0" role="group" aria-label="Formula">{}</span>'
"""What may be too wide for a phone scrolls by itself, also within a line."""
_NOT_PLAIN = re.compile(r"[\\`*_$&<>~\[\]\n\0]")
"""Where a line has none of these, and no link, its HTML is its text."""
CUT = "\0"
"""Stands for a link in HTML; the parser lets no such character through from a text."""
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


@dataclass(slots=True)
class Prepared:
    """A prose field, read once: its HTML cut at the links, the links, and what is wrong with it."""

    pieces: list[str]
    links: list[tuple[str, str | None]]  # id and shown words, one between each two pieces
    faults: list[Fault]


known_texts: dict[str, Prepared] = {}
"""What the texts read so far say: rules and pages ask for the same ones, and parsing is what costs."""


def _prepared(text: str) -> Prepared:
    known = known_texts.get(text)
    if known is None:
        known = known_texts[text] = _parsed(text)
    return known


def _parsed(text: str) -> Prepared:
    markdown = _markdown()
    markdown.refused.clear()
    found: list[tuple[str, str | None]] = []
    tokens = markdown.parse(text, {})
    html = markdown.renderer.render(tokens, markdown.options, {"links": found})
    return Prepared(html.split(CUT), found, list(faults_of(text, tokens, markdown.refused)))


def links(text: str) -> Iterator[str]:
    """The ids that `[[id]]` and `[[id|shown]]` name, in order; code and formulas left out."""
    if "[[" not in text:
        return
    if not _NEEDS_PARSER.search(text):  # the quick way, for texts in which nothing can hide a link
        yield from (match[1].strip() for match in _WIKI.finditer(text))
    else:
        yield from (id_ for id_, _ in _prepared(text).links)


def faults(text: str) -> Iterator[Fault]:
    """What in a text cannot be rendered as it is meant."""
    if _MAY_BE_FAULTY.search(text):
        yield from _prepared(text).faults


def faults_of(text: str, tokens: list[Any], refused: list[str]) -> Iterator[Fault]:
    """What is wrong with a text that has been parsed; `refused`: addresses that it may not link to."""
    rows = (line for line in text.splitlines() if line.startswith("|"))
    for link in (link for row in rows for link in _CUT_LINK.findall(row)):
        yield link, f"{link} in a table row is cut at its bar", "write [[id]] there"
    for url in dict.fromkeys(refused):
        yield url, f'links to "{url}"', "link with [[id]], or to http(s) or mailto"
    for token in flat(tokens):
        yield from _faults_of(token, text)


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
    prepared = _prepared(text)
    return _joined(prepared.pieces, prepared.links, resolve)


def render_inline(text: str, resolve: Resolve) -> str:
    """Safe HTML of one line, without the paragraph around it."""
    cut = _WIKI.split(text)  # words, id, shown, words, id, shown, … words
    pieces, found = cut[::3], list(zip(cut[1::3], cut[2::3], strict=True))
    if not any(map(_NOT_PLAIN.search, pieces)):
        return _joined([escape(piece) for piece in pieces], found, resolve)
    found = []
    html = _markdown().renderInline(text, {"links": found})
    return _joined(html.split(CUT), found, resolve)


def _joined(pieces: list[str], found: list[tuple[str, str | None]], resolve: Resolve) -> str:
    links = [link(id_.strip(), shown, resolve) for id_, shown in found]
    return "".join(chain.from_iterable(zip_longest(pieces, links, fillvalue="")))


def link(id_: str, shown: str | None, resolve: Resolve) -> str:
    """The HTML of a `[[link]]`; its words alone where it leads nowhere."""
    if target := resolve(id_):
        address, name = target
        return f'<a href="{escape(address)}">{escape(shown or name)}</a>'
    return escape(shown or id_)


def plain(text: str, name_of: Callable[[str], str] = str) -> str:
    """The words of a prose field, without markup; for descriptions and search. `name_of` gives the text of a link."""
    if not re.search(r"[`*_$\\\[<&#>|~]", text):
        return " ".join(text.split())
    words = []
    for token in flat(_markdown().parse(text, {})):
        if token.type == "wiki_link":
            words.append(token.meta["shown"] or name_of(token.meta["id"]))
        elif token.type in ("softbreak", "hardbreak", "paragraph_close", "heading_close", "td_close", "th_close"):
            words.append(" ")
        elif token.type in ("text", "code_inline", "fence", "code_block", "text_special", *_MATHS):
            words.append(token.content)
    return " ".join("".join(words).split())


def flat(tokens: list[Any]) -> Iterator[Any]:
    """Tokens with those inside them, in their order."""
    for token in tokens:
        yield token
        if token.children:
            yield from flat(token.children)


class SafeMarkdown(MarkdownIt):
    """The parser of the language. It keeps the addresses that a text links to and may not."""

    def __init__(self) -> None:
        super().__init__("commonmark", {"html": False, "linkify": False})
        self.refused: list[str] = []
        self.enable("table").disable("image")
        self.use(dollarmath_plugin, allow_space=False, allow_digits=False, double_inline=True, allow_labels=False)
        self.inline.ruler.before("link", "wiki_link", _wiki_link)
        self.draw(_DRAWN)

    def draw(self, rules: dict[str, Callable[..., str]]) -> None:
        """Say how kinds of token become HTML."""
        self.renderer.rules.update(rules)  # type: ignore[attr-defined]

    def validateLink(self, url: str) -> bool:
        allowed = _link_allowed(url)
        if not allowed:
            self.refused.append(url)
        return allowed


@lru_cache(maxsize=1)
def _markdown() -> SafeMarkdown:
    return SafeMarkdown()


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


def _cut_at_link(tokens: Any, index: int, _options: Any, env: Any) -> str:
    env["links"].append((tokens[index].meta["id"], tokens[index].meta["shown"]))
    return CUT


def _math(latex: str, *, block: bool, in_box: bool = False) -> str:
    try:
        markup = mathml(latex, block=block)
    except ValueError:
        return f"<code>{escape(latex)}</code>"
    return _LONG_FORMULA.format(markup) if is_long(markup) and not in_box else markup


def _heading(tag: str) -> str:
    """Headings of a prose field stand below the page's own h2."""
    return f"h{max(3, int(tag[1]))}"


_DRAWN: dict[str, Callable[..., str]] = {
    "wiki_link": _cut_at_link,
    "math_inline": lambda tokens, i, *_: _math(tokens[i].content, block=False),
    "math_inline_double": lambda tokens, i, *_: _math(tokens[i].content, block=True),
    "math_block": lambda tokens, i, *_: _FORMULA.format(_math(tokens[i].content, block=True, in_box=True)),
    "heading_open": lambda tokens, i, *_: f"<{_heading(tokens[i].tag)}>",
    "heading_close": lambda tokens, i, *_: f"</{_heading(tokens[i].tag)}>\n",
    "th_open": lambda *_: "<th>",  # without the style attribute of aligned columns, which a strict CSP forbids
    "td_open": lambda *_: "<td>",
    "table_open": lambda *_: '<div class="scroll" tabindex="0" role="group" aria-label="Table"><table>\n',
    "table_close": lambda *_: "</table></div>\n",
}
"""How tokens become HTML that the parser would draw otherwise, or does not know."""
