"""How BERT hides words of a sentence from itself."""

from __future__ import annotations

from typing import Any

from atlas.elements.chance import chance
from atlas.elements.element import Element, Parameter, Values

SENTENCE = "The encoder reads the whole sentence at once and must guess the words that were hidden from it"
RANDOM = ("river", "seven", "green", "engine", "whisper", "market", "paper", "north")
"""In place of a vocabulary, from which BERT draws its random words."""


def compute(values: Values) -> dict[str, Any]:
    """15 % of the words are chosen, at least one. Of these, 80 % become [MASK], 10 % a random word, 10 % stay as they
    are; the loss counts the chosen ones only. BERT does this with the pieces of its vocabulary, here it is words."""
    words = str(values["sentence"]).split()
    draw = chance(values["seed"])
    order = sorted(range(len(words)), key=[draw() for _ in words].__getitem__)
    chosen = sorted(order[: max(1, (15 * len(words) + 50) // 100)])
    shown, told = list(words), []
    for place in chosen:
        share, which = draw(), draw()
        if share < 0.8:
            shown[place], fate = "[MASK]", "hidden"
        elif share < 0.9:
            shown[place], fate = RANDOM[int(which * len(RANDOM))], "replaced"
        else:
            fate = "kept"
        told.append(f"{words[place]} (word {place + 1}, {fate})")
    return {
        "input": " ".join(shown),
        "targets": ", ".join(told) or "nothing",
        "count": f"{len(chosen)} of {len(words)}",
    }


def _more(_: Any, values: Values) -> dict[str, Any]:
    return {"others": [(seed, compute({**values, "seed": seed})) for seed in (2, 3, 4)]}


ELEMENT = Element(
    id="masking",
    title="Masked language modelling",
    about="What an encoder such as BERT reads and must guess, for a sentence of your own.",
    parameters={
        "sentence": Parameter("Sentence", SENTENCE, longest=300),
        "seed": Parameter("Seed of chance", 1, 0, 9999),
    },
    compute=compute,
    more=_more,
    cases=(
        {"seed": 7},
        {"sentence": "", "seed": 1},
        {"sentence": "One", "seed": 3},
        {"sentence": "é ß 文 " * 40, "seed": 99},
    ),
    script=True,
)
