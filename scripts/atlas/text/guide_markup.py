"""The language of guides: that of all prose, and in it facts, sources, blocks from the catalogue, and call-outs.

    The larger has {bert:large parameters}, says the paper. [^bert/paper: §3]

    > [!opinion] A. Author, 25 September 2023
    > Smaller models will win.

    ```models
    models: bert roberta
    fields: parameters vocabulary
    ```

This module knows no catalogue: it says what a text asks for, and where.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any, NamedTuple

from markdown_it.common.utils import escapeHtml as escape
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline

from atlas.text import guide_callouts, prose

BLOCKS = ("models", "comparison", "concept", "element")
"""Fenced blocks that are made from the catalogue. All others are code."""
LANGUAGES = ("text", "python", "sh", "json", "yaml")
"""Languages in which code may be written."""

_FACT = re.compile(r"\{([^{}\n]*)\}")
_FACT_FORM = re.compile(r"([a-z0-9-]+)(?::([a-z0-9-]+))? +([A-Za-z][A-Za-z0-9_. -]*)")
_CITATION = re.compile(r"\[\^([^\[\]\n]*)\]")
_CITATION_FORM = re.compile(r"([a-z0-9_-]+(?:/[a-z0-9_-]+)?)(?:: *(\S.*))?")
_ANCHOR = re.compile(r" *\{#([a-z][a-z0-9-]*)\} *$")
_PARAMETER = re.compile(r"([a-z][a-z0-9-]*): *(\S.*)")


class GuideFault(NamedTuple):
    """What is wrong: the line in the text, from 0; the piece to point at; what; the mend."""

    line: int
    needle: str
    message: str
    fix: str


@dataclass(slots=True)
class FactName:
    """`{bert:large parameters}`: a fact of a model, or of its variant."""

    model: str
    variant: str | None
    field: str
    written: str
    line: int = 0


@dataclass(slots=True)
class Citation:
    """`[^bert/paper: §3]`: a source of the guide or of data/sources.yml, or of another record, and where in it."""

    source: str
    locator: str
    written: str
    line: int = 0


@dataclass(slots=True)
class Block:
    """A fenced block: what is to be made, of what, with which parameters. `line` is that of its first fence."""

    kind: str
    name: str
    parameters: dict[str, str]
    line: int
    caption: str = ""


@dataclass(slots=True)
class WikiLink:
    """`[[bert]]` or `[[bert|words]]`."""

    id: str
    shown: str | None
    line: int = 0


Cut = FactName | Citation | Block | WikiLink


@dataclass(slots=True)
class GuideText:
    """A guide, read once: its HTML cut at what comes from the catalogue, those cuts, its headings, what is wrong.

    headings: level, anchor and words of each.
    """

    pieces: list[str]
    cuts: list[Cut]
    headings: list[tuple[int, str, str]]
    faults: list[GuideFault]

    def every_cut(self) -> Iterator[Cut]:
        """All cuts, those in captions too, which stand at their block."""
        for cut in self.cuts:
            yield cut
            if isinstance(cut, Block):
                yield from (replace(inner, line=cut.line) for inner in parse(cut.caption).cuts)


@lru_cache(maxsize=256)
def parse(text: str) -> GuideText:
    """Read the text of a guide."""
    markdown = _Guide()
    tokens = markdown.parse(text, {})
    markdown.faults += _general_faults(text, tokens, markdown.refused)
    cuts: list[Cut] = []
    html = markdown.renderer.render(tokens, markdown.options, {"links": cuts})
    return GuideText(html.split(prose.CUT), cuts, markdown.headings, sorted(markdown.faults))


def _general_faults(text: str, tokens: list[Any], refused: list[str]) -> Iterator[GuideFault]:
    lines = text.splitlines()
    for needle, message, fix in prose.faults_of(text, tokens, refused):
        piece = needle.splitlines()[0]
        line = next((number for number, line in enumerate(lines) if piece in line), 0)
        yield GuideFault(line, piece, message, fix)


class _Guide(prose.SafeMarkdown):
    """The parser of one guide."""

    def __init__(self) -> None:
        super().__init__()
        self.faults: list[GuideFault] = []
        self.headings: list[tuple[int, str, str]] = []
        self.inline.ruler.before("wiki_link", "citation", _citation)
        self.inline.ruler.before("wiki_link", "fact", _fact)
        self.core.ruler.before("inline", "callouts", self._callouts)
        self.core.ruler.before("inline", "anchors", _anchors)
        self.core.ruler.push("places", self._places)
        self.draw(_DRAWN)

    def _callouts(self, state: StateCore) -> None:
        for line, needle, message, fix in guide_callouts.mark(state.tokens):
            self.faults.append(GuideFault(line, needle, message, fix))

    def _places(self, state: StateCore) -> None:
        """Note where things stand, and what is wrong with them."""
        line = 0
        for index, token in enumerate(state.tokens):
            line = token.map[0] if token.map else line
            if token.type == "heading_open":
                self._heading(token, state.tokens[index + 1], line)
            elif token.type == "fence":
                token.meta["block"] = self._fence(token, line)
            for child in token.children or ():
                if cut := child.meta.get("cut"):
                    cut.line = line
                elif malformed := child.meta.get("malformed"):
                    self.faults.append(GuideFault(line, *malformed))

    def _heading(self, token: Any, inline: Any, line: int) -> None:
        words = "".join(child.content for child in inline.children or () if child.type in ("text", "code_inline"))
        level, anchor = int(token.tag[1]), token.meta.get("anchor") or slug(words)
        written = inline.content[:40]
        before = self.headings[-1][0] if self.headings else 1
        if not 2 <= level <= min(3, before + 1):
            message = f'"{written}" is a heading of level {level}'
            self.faults.append(GuideFault(line, written, message, "use ## for sections and ### within them"))
        if anchor in (known for _, known, _ in self.headings):
            message = f'the anchor "{anchor}" stands twice'
            self.faults.append(GuideFault(line, written, message, "give one of them its own: ## Words {#anchor}"))
        token.meta["anchor"] = anchor
        self.headings.append((level, anchor, words.strip()))

    def _fence(self, token: Any, line: int) -> Block | None:
        """The block that a fence stands for; None for code."""
        kind, *names = token.info.split() or [""]
        if kind not in BLOCKS:
            if kind and kind not in LANGUAGES:
                message = f'"{kind[:40]}" is neither a block of the atlas nor a language'
                fix = f"blocks: {', '.join(BLOCKS)}; languages: {', '.join(LANGUAGES)}"
                self.faults.append(GuideFault(line, kind[:40], message, fix))
            return None
        parameters: dict[str, str] = {}
        for number, written in enumerate(token.content.splitlines(), line + 1):
            match = _PARAMETER.fullmatch(written.strip())
            if match and match[1] not in parameters:
                parameters[match[1]] = match[2].strip()
            elif written.strip():
                message = f'"{written.strip()[:60]}" ' + ("stands twice" if match else "is not a parameter")
                self.faults.append(GuideFault(number, "", message, "write one `name: value` a line"))
        caption = parameters.pop("caption", "")
        self.faults += (fault._replace(line=line) for fault in parse(caption).faults)
        return Block(kind, " ".join(names), parameters, line, caption)


def slug(words: str) -> str:
    """The anchor of a heading: `How long?` is `how-long`."""
    return re.sub(r"[^a-z0-9]+", "-", words.lower()).strip("-") or "section"


def _anchors(state: StateCore) -> None:
    """`## Words {#anchor}`: take the anchor out of the words."""
    for here, inline in zip(state.tokens, state.tokens[1:], strict=False):
        if here.type == "heading_open" and (match := _ANCHOR.search(inline.content)):
            here.meta["anchor"] = match[1]
            inline.content = inline.content[: match.start()]


def _fact(state: StateInline, silent: bool) -> bool:
    match = _FACT.match(state.src, state.pos)
    if not match:
        return False
    if not silent:
        form = _FACT_FORM.fullmatch(match[1].strip())
        fix = r"write {model field} or {model:variant field}, or \{ for a brace"
        fault = (match[0], f"{match[0]} is not a fact", fix)
        _push(state, match[0], FactName(form[1], form[2], form[3], match[0]) if form else None, fault)
    state.pos = match.end()
    return True


def _citation(state: StateInline, silent: bool) -> bool:
    match = _CITATION.match(state.src, state.pos)
    if not match:
        return False
    if not silent:
        form = _CITATION_FORM.fullmatch(match[1].strip())
        fault = (match[0], f"{match[0]} does not name a source", "write [^source], [^record/source] or [^source: §3]")
        _push(state, match[0], Citation(form[1], form[2] or "", match[0]) if form else None, fault)
    state.pos = match.end()
    return True


def _push(state: StateInline, written: str, cut: Cut | None, fault: tuple[str, str, str]) -> None:
    token = state.push("cut" if cut else "malformed", "", 0)
    token.content = written
    token.meta = {"cut": cut} if cut else {"malformed": fault}


def _draw_cut(tokens: Any, index: int, _options: Any, env: Any) -> str:
    env["links"].append(tokens[index].meta["cut"])
    return prose.CUT


def _draw_link(tokens: Any, index: int, _options: Any, env: Any) -> str:
    meta = tokens[index].meta
    env["links"].append(WikiLink(meta["id"], meta["shown"]))
    return prose.CUT


def _draw_fence(tokens: Any, index: int, _options: Any, env: Any) -> str:
    token = tokens[index]
    if token.meta["block"]:
        env["links"].append(token.meta["block"])
        return prose.CUT
    language = token.info.split()[0] if token.info.split() else "text"
    kind = f' class="language-{language}"' if language in LANGUAGES else ""
    return f'<pre tabindex="0"><code{kind}>{escape(token.content)}</code></pre>\n'


def _draw_cell(tag: str) -> Any:
    """A cell, of which the Markdown may say that it holds numbers: `|---:|`."""

    def draw(tokens: Any, index: int, *_: Any) -> str:
        right = "right" in str(tokens[index].attrGet("style") or "")
        return f'<{tag} class="number">' if right else f"<{tag}>"

    return draw


_DRAWN: dict[str, Any] = {
    "cut": _draw_cut,
    "malformed": lambda tokens, i, *_: escape(tokens[i].content),
    "wiki_link": _draw_link,
    "fence": _draw_fence,
    "th_open": _draw_cell("th"),
    "td_open": _draw_cell("td"),
    "heading_open": lambda tokens, i, *_: f'<{tokens[i].tag} id="{escape(tokens[i].meta["anchor"])}">',
    "heading_close": lambda tokens, i, *_: f"</{tokens[i].tag}>\n",
    **guide_callouts.DRAWN,
}
