"""Words in a text: found, found with a small difference, or not found."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import cached_property

from rapidfuzz import fuzz

from atlas.verify import normal

_ELLIPSIS = re.compile(r"\[\s*(?:…|\.\.\.)\s*\]|…|\.\.\.")
_NUMBER = re.compile(r"\d+(?:\.\d+)?(?:[eE]-?\d+)?")
_GROUPS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
_SIMILAR = 88.0
_SHORTEST_SIMILAR = 15
"""Shorter words are similar to something in every long text."""
_SHOWN = 160
_REACH = 5000
"""So many signs may have been left out at an ellipsis: more than a page, less than a section."""


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
        """The readable words in which a stretch of the squeezed text lies."""
        if start >= len(self.places) or end <= start:
            return ""
        first, last = self.places[start], self.places[min(end, len(self.places)) - 1]
        first = self.readable.rfind(" ", 0, first) + 1
        last = self.readable.find(" ", last)
        return self.readable[first : last if last >= 0 else None]


@dataclass(frozen=True, slots=True)
class Match:
    """state: found, close or missing. detail: where it is not found as it is, what there is instead, for people."""

    state: str
    detail: str = ""


def find(words: str, text: SearchedText) -> Match:
    """Search words in a text. At each "…" something may have been left out; the pieces follow one another."""
    pieces = [(piece, sought) for piece in split(words) if (sought := normal.squeezed(piece))]
    if not pieces:
        return Match("missing")
    if _stand_together([sought for _, sought in pieces], text.squeezed):
        return Match("found")
    start, match = 0, Match("close", "the pieces stand far apart")
    for piece, sought in pieces:
        at = _position(sought, text.squeezed, start)
        if at >= 0:
            start = at + len(sought)
            continue
        match, start = _similar(piece, sought, text, start)
        if match.state == "missing":
            break
    return match


def split(words: str) -> list[str]:
    """The pieces of a quote between its ellipses, readable."""
    return _ELLIPSIS.split(normal.readable(words))


def _stand_together(pieces: list[str], text: str) -> bool:
    """Whether the pieces follow one another somewhere, each within reach of the one before."""
    first, *others = pieces
    at = _position(first, text, 0)
    while at >= 0:
        end = at + len(first)
        for piece in others:
            next_ = _position(piece, text, end, end + _REACH)
            if next_ < 0:
                break
            end = next_ + len(piece)
        else:
            return True
        at = _position(first, text, at + 1)
    return False


def _position(piece: str, text: str, start: int, last: int | None = None) -> int:
    """Where a piece stands from `start` on and before `last`; -1 if nowhere. 7 does not stand in 768."""
    end = None if last is None else last + len(piece)
    at = text.find(piece, start, end)
    while at >= 0:
        before, after = text[max(0, at - 2) : at], text[at + len(piece) : at + len(piece) + 2]
        if _parted(before, piece[0]) and _parted(after[::-1], piece[-1]):
            return at
        at = text.find(piece, at + 1, end)
    return -1


def _parted(beside: str, edge: str) -> bool:
    """Whether a number at the edge of a piece ends there. `beside`: two signs of the text, the nearer one last."""
    return not (edge.isdigit() and re.search(r"\d\.?$", beside))


def _similar(piece: str, sought: str, text: SearchedText, start: int) -> tuple[Match, int]:
    """The most similar words behind `start`, and where they end."""
    if len(sought) < _SHORTEST_SIMILAR:
        return Match("missing"), start
    found = fuzz.partial_ratio_alignment(sought, text.squeezed[start:])
    if found is None or found.score < 50:
        return Match("missing"), start
    first, last = start + found.dest_start, start + found.dest_end
    nearest = text.between(first, last)
    detail = f'the nearest words there are "{nearest[:_SHOWN]}"'
    if found.score < _SIMILAR or numbers(piece) - numbers(nearest):
        return Match("missing", detail), start  # one digit is little of a sentence, and all of a fact
    return Match("close", detail), last


def numbers(text: str) -> Counter[str]:
    """The numbers of a readable text, each as often as it stands there."""
    return Counter(_NUMBER.findall(_GROUPS.sub("", text)))
