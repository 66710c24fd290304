"""Words in a text: found, found with a small difference, or not found."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import cached_property

from rapidfuzz import fuzz

from atlas.verify import normal

_ELLIPSIS = re.compile(r"\[\s*(?:…|\.\.\.)\s*\]|…|\.\.\.")
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_GROUPS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
_SIMILAR = 88.0
_SHORTEST_SIMILAR = 15
"""Shorter words are similar to something in every long text."""
_MARGIN = 12
_SHOWN = 300


class SearchedText:
    """A text made ready to be searched."""

    def __init__(self, text: str) -> None:
        self.readable = normal.readable(text)
        self.squeezed = normal.squeezed(self.readable)

    @cached_property
    def places(self) -> list[int]:
        """For each sign of the squeezed text, its place in the readable one."""
        return normal.places(self.readable)

    def between(self, start: int, end: int) -> str:
        """The readable words of a stretch of the squeezed text."""
        if start >= len(self.places):
            return ""
        last = self.places[min(end, len(self.places)) - 1] + 1 if end > start else self.places[start]
        return self.readable[self.places[start] : last]


@dataclass(frozen=True, slots=True)
class Match:
    """state: found, close or missing. nearest: where it is not found as it is, the most similar words of the text."""

    state: str
    nearest: str = ""


def find(words: str, text: SearchedText) -> Match:
    """Search words in a text. At each "…" something may have been left out; the pieces follow one another."""
    start, worst = 0, Match("found")
    for piece in _ELLIPSIS.split(normal.readable(words)):
        sought = normal.squeezed(piece)
        if not sought:
            continue
        at = text.squeezed.find(sought, start)
        if at >= 0:
            start = at + len(sought)
            continue
        match, end = _similar(piece, sought, text, start)
        start = end if match.state == "close" else start
        if match.state == "missing" or worst.state == "found":
            worst = match
        if match.state == "missing":
            break
    return worst


def _similar(piece: str, sought: str, text: SearchedText, start: int) -> tuple[Match, int]:
    """The most similar words behind `start`, and where they end."""
    if len(sought) < _SHORTEST_SIMILAR:
        return Match("missing"), start
    found = fuzz.partial_ratio_alignment(sought, text.squeezed[start:])
    if found is None or found.score < 50:
        return Match("missing"), start
    first, last = start + found.dest_start, start + found.dest_end
    nearest = text.between(first, last)
    if len(sought) > last - first + _MARGIN or found.score < _SIMILAR:
        return Match("missing", nearest[:_SHOWN]), start
    around = text.between(max(0, first - _MARGIN), last + _MARGIN)
    if numbers(piece) - numbers(around):
        return Match("missing", nearest[:_SHOWN]), start  # one digit is little of a sentence, and all of a fact
    return Match("close", nearest[:_SHOWN]), last


def numbers(text: str) -> Counter[str]:
    """The numbers of a readable text, each as often as it stands there."""
    return Counter(_NUMBER.findall(_GROUPS.sub("", text)))
