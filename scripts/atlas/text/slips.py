"""What somebody may have meant to type: a word that a slip of the fingers turns into what stands there.

One letter too many, too few, wrong, or two swapped: no more, since a mend that is another word than the one meant is
checked no further once it validates. Digits never differ (`llama-4` is not `llama-2`), nor do short parts
(`cc-by-nc` is not `cc-by-nd`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

_LONGEST = 80
_BETWEEN = re.compile(r"[\s\-_.]+")
_BETWEEN_DIGITS = re.compile(r"(?<=\d)[\s\-_.]+(?=\d)")
_LEAST = 4
"""Letters that a word must have for one to be missing; shorter words differ by a letter from many others."""
_LEAST_WRONG = 6
"""Letters that a word must have for one to be wrong: `bert` is not `bart`."""


def meant(found: str, allowed: Iterable[str]) -> str:
    """The one of the allowed words that was probably meant; "" if none comes to mind."""
    known = tuple(allowed)
    own = form(found[:_LONGEST])
    words = _by_form(known)
    if own in words:
        return words[own]
    near = {word for cut in (own, *_shorter(own)) for word in _by_cut(known).get(cut, ())}
    return min((words[word] for word in near if _is_slip(own, word, found, words[word])), default="")


def form(word: str) -> str:
    """A word without case and what parts its pieces, by which people do not tell words apart; numbers stay apart."""
    return _BETWEEN.sub("", _BETWEEN_DIGITS.sub("~", word)).lower()


def _shorter(word: str) -> set[str]:
    return {word[:at] + word[at + 1 :] for at in range(len(word))}


@lru_cache(maxsize=16)
def _by_form(known: tuple[str, ...]) -> dict[str, str]:
    return {form(word[:_LONGEST]): word for word in reversed(known)}


@lru_cache(maxsize=16)
def _by_cut(known: tuple[str, ...]) -> dict[str, list[str]]:
    """The forms of words by what is left of them without one letter: who looks for many words compares with few."""
    found: dict[str, list[str]] = {}
    for word in _by_form(known):
        for cut in (word, *_shorter(word)):
            found.setdefault(cut, []).append(word)
    return found


def _is_slip(a: str, b: str, written: str, known: str) -> bool:
    """Whether two forms, which are the same but for a letter in each, are one letter apart and mean the same."""
    if re.findall(r"\d+", written) != re.findall(r"\d+", known) or max(len(a), len(b)) < _LEAST:
        return False
    start = next((at for at, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))
    if len(a) != len(b):
        longer, shorter = (a, b) if len(a) > len(b) else (b, a)
        return longer[start + 1 :] == shorter[start:] and not _differ_in_short_part(written, known)
    swapped = a[start : start + 2] == b[start : start + 2][::-1] and a[start + 2 :] == b[start + 2 :]
    replaced = a[start + 1 :] == b[start + 1 :] and len(a) >= _LEAST_WRONG
    return (swapped or replaced) and not _differ_in_short_part(written, known)


def _differ_in_short_part(a: str, b: str) -> bool:
    """Whether the pieces that differ are too short to be the same word mistyped."""
    ours, theirs = (_BETWEEN.split(word.lower()) for word in (a, b))
    if len(ours) != len(theirs):
        return False
    return any(x != y and max(len(x), len(y)) < _LEAST for x, y in zip(ours, theirs, strict=True))
