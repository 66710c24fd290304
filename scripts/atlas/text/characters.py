"""Characters that a text must not bring in, because readers cannot see them."""

from __future__ import annotations

import re

_RANGES = (
    "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f",  # controls; tab and line feed are looked at elsewhere
    "\u2028\u2029",  # line ends that editors do not show as such
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069",  # marks of direction
    "\u00ad\u034f\u180e\u200b-\u200d\u2060-\u2065\u206a-\u206f\ufeff\ufff9-\ufffb",  # without width
    "\u115f\u1160\u2800\u3164\uffa0",  # letters that look like spaces
    "\ufe00-\ufe0f\U000e0000-\U000e01ef",  # variation selectors and tags, which can hide any text
    "\ud800-\udfff",  # halves of surrogate pairs
    "\ufdd0-\ufdef\ufffe\uffff",  # no characters at all, by the standard
)
_MARKS = (
    "\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f",  # of all scripts
    "\u0483-\u0489\u0591-\u05bd\u0610-\u061a\u064b-\u065f\u0e31\u0e34-\u0e3a\u0e47-\u0e4e",  # of one each
)
_PILE = re.compile(f"[{''.join(_MARKS)}]{{5}}")
HIDDEN = re.compile(f"[{''.join(_RANGES)}]")
"""Matches one such character."""
_LINE_ENDS_TOO = re.compile(f"[\t\n\r{''.join(_RANGES)}]")


def printable(text: str) -> str:
    """A text as one line that neither steers a terminal nor forges a line: `\\x1b`, `\\u202e`, `\\n` written out."""
    return _LINE_ENDS_TOO.sub(lambda match: match[0].encode("unicode_escape").decode(), text)


def shortened(text: str, most: int) -> str:
    """The beginning of a text that is longer than `most` characters."""
    return text if len(text) <= most else text[: most - 1] + "…"


def piles_marks(text: str) -> bool:
    """Whether some letter of a text carries more marks than any script needs, which cover the lines around it."""
    return not text.isascii() and _PILE.search(text) is not None
