"""Prose fields: a safe subset of Markdown, `[[links]]` into the catalogue, and formulas as MathML.

Raw HTML is text, images are off, links go to http(s) and mailto only. What cannot be rendered safely is
reported by `faults` and otherwise shown as harmless text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from html import escape
from typing import Any
from urllib.parse import urlsplit
from xml.etree import ElementTree

from latex2mathml.converter import convert
from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from mdit_py_plugins.dollarmath import dollarmath_plugin

Resolve = Callable[[str], tuple[str, str] | None]
"""Takes an id; returns the address and the shown name of its page, or None when there is none."""

_WIKI = re.compile(r"\[\[([^\[\]|\n]+)(?:\|([^\[\]\n]+))?\]\]")
_MATH_ELEMENTS = frozenset(
    [
        "math",
        "mrow",
        "mi",
        "mn",
        "mo",
        "mtext",
        "mspace",
        "msub",
        "msup",
        "msubsup",
        "mfrac",
        "msqrt",
        "mroot",
        "munder",
        "mover",
        "munderover",
        "mtable",
        "mtr",
        "mtd",
        "mstyle",
        "mpadded",
        "mphantom",
        "menclose",
        "mfenced",
    ]
)
_MATH_ATTRIBUTES = frozenset(
    [
        "display",
        "stretchy",
        "fence",
        "separator",
        "form",
        "lspace",
        "rspace",
        "movablelimits",
        "accent",
        "accentunder",
        "mathvariant",
        "width",
        "height",
        "depth",
        "linethickness",
        "columnalign",
        "rowspacing",
        "columnspacing",
        "columnlines",
        "rowlines",
        "displaystyle",
        "scriptlevel",
        "minsize",
        "maxsize",
        "notation",
        "symmetric",
        "largeop",
    ]
)
_CODE_BLOCK_OR_ESCAPE = re.compile(r"\\\[|^(?: {4}|~~~|```)", re.MULTILINE)
_CODE_SPAN = re.compile(r"(`+)(?!`).*?(?<!`)\1(?!`)", re.DOTALL)
_MATHML = "{http://www.w3.org/1998/Math/MathML}"


def is_web_address(url: str) -> bool:
    """Whether a URL is http(s) with a host, and has no character that could leave an attribute."""
    try:
        parts = urlsplit(url)
        host = parts.hostname
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(host) and not re.search(r"[\s\"'<>\\`\x00-\x20]", url)


def links(text: str) -> Iterator[str]:
    """The ids that `[[id]]` and `[[id|shown]]` name, in order, code left out."""
    if "[[" not in text:
        return
    if not _CODE_BLOCK_OR_ESCAPE.search(text):  # the quick way, right for all but a few texts
        yield from (match[1].strip() for match in _WIKI.finditer(_CODE_SPAN.sub("", text)))
        return
    for token in _flat(_markdown().parse(text, {})):
        if token.type == "wiki_link":
            yield token.meta["id"]


def faults(text: str) -> Iterator[tuple[str, str, str]]:
    """What in a text cannot be rendered: (the piece of text, what is wrong, the mend)."""
    for token in _flat(_markdown().parse(text, {})) if "$" in text else ():
        if token.type in ("math_inline", "math_inline_double", "math_block"):
            try:
                mathml(token.content, block=token.type != "math_inline")
            except ValueError as error:
                yield (
                    token.content,
                    f'the formula "{token.content}" cannot be set: {error}',
                    "use plain LaTeX maths",
                )
    for link in re.findall(r"^\|.*?(\[\[[^\]\n|]+\|[^\]\n]*\]\])", text, flags=re.MULTILINE):
        yield link, f"{link} in a table row is cut at its bar", "write [[id]] there"
    for url in re.findall(r"\]\(\s*<?([^)\s>]+)", text):
        if not _link_allowed(url):
            yield url, f'links to "{url}"', "link with [[id]], or to http(s) or mailto"


def render(text: str, resolve: Resolve) -> str:
    """Safe HTML of a prose field. Unknown `[[links]]` show their text."""
    return str(_markdown().render(text, {"resolve": resolve}))


def render_inline(text: str, resolve: Resolve) -> str:
    """Safe HTML of one line, without the paragraph around it."""
    return str(_markdown().renderInline(text, {"resolve": resolve}))


def plain(text: str) -> str:
    """The words of a prose field, without markup; for descriptions and search."""
    words = _WIKI.sub(lambda m: m[2] or m[1], text)
    return re.sub(r"\s+", " ", re.sub(r"[*`$#>]|\]\([^)]*\)|\[", "", words)).strip()


@lru_cache(maxsize=4096)
def mathml(latex: str, *, block: bool = False) -> str:
    """A LaTeX formula as MathML; raises ValueError for what is not plain maths."""
    try:
        tree = ElementTree.fromstring(convert(latex, display="block" if block else "inline"))
    except Exception as error:  # the converter raises many kinds for bad input
        raise ValueError(str(error) or type(error).__name__) from None
    for element in tree.iter():
        element.tag = element.tag.removeprefix(_MATHML)
        if element.tag not in _MATH_ELEMENTS:
            raise ValueError(f"<{element.tag}> is not allowed")
        for name in set(element.attrib) - _MATH_ATTRIBUTES:
            del element.attrib[name]
    return ElementTree.tostring(tree, encoding="unicode")


def _flat(tokens: list[Any]) -> Iterator[Any]:
    for token in tokens:
        yield token
        if token.children:
            yield from _flat(token.children)


@lru_cache(maxsize=1)
def _markdown() -> MarkdownIt:
    markdown = MarkdownIt("commonmark", {"html": False, "linkify": False}).enable("table").disable("image")
    markdown.use(dollarmath_plugin, allow_space=False, allow_digits=False, double_inline=True)
    markdown.inline.ruler.before("link", "wiki_link", _wiki_link)
    markdown.validateLink = _link_allowed  # type: ignore[method-assign]
    rules: dict[str, Callable[..., str]] = {
        "wiki_link": _render_wiki_link,
        "math_inline": lambda tokens, i, *_: _math(tokens[i].content, block=False),
        "math_inline_double": lambda tokens, i, *_: _math(tokens[i].content, block=True),
        "math_block": lambda tokens, i, *_: f'<div class="formula">{_math(tokens[i].content, block=True)}</div>\n',
        "heading_open": lambda tokens, i, *_: f"<{_heading(tokens[i].tag)}>",
        "heading_close": lambda tokens, i, *_: f"</{_heading(tokens[i].tag)}>\n",
        "table_open": lambda *_: '<div class="scroll" tabindex="0" role="region" aria-label="Table"><table>\n',
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
