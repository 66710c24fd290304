"""Call-outs of guides: block quotes that begin with `[!kind] and a line about it`."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

from markdown_it.token import Token

CALLOUTS = {
    "opinion": "Opinion",
    "correction": "Corrected",
    "reconstructed": "Reconstructed",
    "note": "Note",
}
"""The kinds by the word that writes them, with the word that readers see."""

_MARK = re.compile(r"\[!([^\]\n]*)\] *([^\n]*)(?:\n|$)")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


def mark(tokens: list[Token]) -> Iterator[tuple[int, str, str, str]]:
    """Turn the block quotes among tokens that begin with a mark into call-outs.

    Gives what is wrong with them: line, piece, message, mend.
    """
    index = 0
    while index < len(tokens):
        opening = tokens[index]
        inline = tokens[index + 2] if opening.type == "blockquote_open" and index + 2 < len(tokens) else None
        match = _MARK.match(inline.content) if inline and inline.type == "inline" else None
        if inline and match:
            yield from _faults(match[1], match[2], opening.map[0] if opening.map else 0)
            _turn(tokens, index, match[1] if match[1] in CALLOUTS else "note", match[2].strip())
            inline.content = inline.content[match.end() :]
            if not inline.content:
                position = tokens.index(inline)
                del tokens[position - 1 : position + 2]
        index += 1


def _faults(kind: str, head: str, line: int) -> Iterator[tuple[int, str, str, str]]:
    if kind not in CALLOUTS:
        yield line, f"[!{kind}]", f'"{kind[:40]}" is not a kind of call-out', f"use one of {', '.join(CALLOUTS)}"
    elif kind == "opinion" and not _YEAR.search(head):
        fix = "write for example > [!opinion] A. Author, 25 September 2023"
        yield line, "[!opinion]", "does not say whose opinion it is, and when", fix


def _turn(tokens: list[Token], index: int, kind: str, head: str) -> None:
    """Make a call-out of the quote that opens at an index, and put its head into it."""
    opening = tokens[index]
    closing = next(t for t in tokens[index:] if t.type == "blockquote_close" and t.level == opening.level)
    opening.type, closing.type = "callout_open", "callout_close"
    opening.meta = {"kind": kind}
    inline = Token("inline", "", 0, children=[], content=head, map=opening.map, level=opening.level + 1)
    tokens[index + 1 : index + 1] = [
        Token("callout_head_open", "", 1, meta={"kind": kind}),
        inline,
        Token("callout_head_close", "", -1),
    ]


def _draw_open(tokens: Any, index: int, *_: Any) -> str:
    return f'<div class="callout callout-{tokens[index].meta["kind"]}" role="note">\n'


def _draw_head(tokens: Any, index: int, *_: Any) -> str:
    return f'<p class="callout-head"><b>{CALLOUTS[tokens[index].meta["kind"]]}</b> '


DRAWN: dict[str, Callable[..., str]] = {
    "callout_open": _draw_open,
    "callout_close": lambda *_: "</div>\n",
    "callout_head_open": _draw_head,
    "callout_head_close": lambda *_: "</p>\n",
}
