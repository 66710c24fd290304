"""Cutting words by longest match from the left, with a small vocabulary of our own."""

from __future__ import annotations

from typing import Any

from atlas.elements.element import Element, Parameter, Values

UNKNOWN = "[UNK]"
BEGIN = "play read the token un unre out in re bra anti electro water fire graph"
INSIDE = "ing ed er s able ad ly read play put chy therapy graph ization izer ize fall works ness"
LETTERS = "abcdefghijklmnoprstuvwy"
"""Letters that are pieces by themselves: q, x and z are none, so that something is unknown."""
VOCABULARY = {*BEGIN.split(), *LETTERS} | {f"##{piece}" for piece in (*INSIDE.split(), *LETTERS)}
CASES = ("unreadable", "brachytherapy", "tokenization", "the waterfalls", "outplayed", "quiz")


def compute(values: Values) -> dict[str, Any]:
    """Each word is written small. From its left the longest piece of the list is taken, then the longest with which the
    rest begins, marked ## since it is inside a word. If nothing fits somewhere, the whole word is [UNK]."""
    cuts = [cut(word) for word in values["text"].lower().split()]
    pieces = [piece for found, _ in cuts for piece in found]
    return {
        "pieces": " ".join(pieces) or "nothing",
        "steps": "; ".join(steps for _, steps in cuts) or "nothing to cut",
        "count": f"{len(pieces)} for {len(cuts)} word{'' if len(cuts) == 1 else 's'}",
    }


def cut(word: str) -> tuple[list[str], str]:
    """The pieces of a word, and how they were found: each piece, and what it left."""
    pieces: list[str] = []
    steps: list[str] = []
    rest = word
    while rest:
        mark = "##" if pieces else ""
        length = next((end for end in range(len(rest), 0, -1) if mark + rest[:end] in VOCABULARY), 0)
        if not length:
            return [UNKNOWN], " → ".join([*steps, f"no piece begins “{rest}”, so {UNKNOWN}"])
        pieces.append(mark + rest[:length])
        rest = rest[length:]
        steps.append(f"{pieces[-1]} leaves “{rest}”" if rest else pieces[-1])
    return pieces, " → ".join(steps)


def _more(_: Any, __: Values) -> dict[str, Any]:
    return {
        "rows": [(text, compute({"text": text})) for text in CASES],
        "begin": sorted(BEGIN.split()),
        "inside": sorted(f"##{piece}" for piece in INSIDE.split()),
        "letters": LETTERS,
    }


ELEMENT = Element(
    id="wordpiece",
    title="Cut a word by longest match",
    about="How WordPiece cuts words: always the longest piece, from the left, and never back.",
    parameters={"text": Parameter("Words", CASES[0], longest=60)},
    compute=compute,
    more=_more,
    cases=(*({"text": text} for text in CASES), {"text": ""}, {"text": "Replaying  WATER-works"}),
    script=True,
)
