"""How people type a name: with and without hyphens, spaces, dots and accents."""

from __future__ import annotations

import re
import unicodedata

_SEPARATORS = re.compile(r"[^\w]+|_+")
_GREEK = {"α": "alpha", "β": "beta", "γ": "gamma", "δ": "delta", "λ": "lambda", "μ": "mu", "π": "pi", "ω": "omega"}
_LETTER_THEN_DIGIT = re.compile(r"(?<=[^\W\d])(?=\d)")
_POINT_ZERO = re.compile(r"(?<=\d)[. ]0\b")


def spellings(name: str) -> tuple[str, ...]:
    """Other spellings of a name in small letters: `GPT-2` -> `gpt 2`, `gpt2`, `gpt-2`.

    Words apart, together and hyphened; a digit apart from the letters before it; accents and Greek letters in plain
    letters; `2.0` as `2`. The name itself is left out, whatever its case.
    """
    found: dict[str, None] = {}
    for form in dict.fromkeys((plain(name), _POINT_ZERO.sub("", plain(name)))):
        words = [word for word in _SEPARATORS.split(form) if word]
        apart = [part for word in words for part in _LETTER_THEN_DIGIT.split(word)]
        found |= dict.fromkeys((" ".join(words), "".join(words), "-".join(words)))
        if len(apart) > len(words) and len(apart[0]) > 1:  # `t 5` and `u 2` are nobody's spelling
            found[" ".join(apart)] = None
    return tuple(spelling for spelling in found if spelling and spelling != name.casefold())


def plain(name: str) -> str:
    """Small letters without accents; Greek ones by their names."""
    apart = unicodedata.normalize("NFKD", name.casefold())
    return "".join(_GREEK.get(sign, sign) for sign in apart if not unicodedata.combining(sign))
