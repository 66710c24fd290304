"""One sentence, as four objectives present it to a model."""

from __future__ import annotations

from typing import Any

from atlas.elements.chance import chance
from atlas.elements.element import Element, Parameter, Values

SENTENCE = "Thank you for inviting me to your party last week"
_MOST_SPANS, _LONGEST_SPAN = 3, 3


def compute(values: Values) -> dict[str, Any]:
    """Causal: at each word the model sees those before it, and the target is the next. Span corruption (T5): runs of
    words become one sentinel each, and the target is what they hid. Denoising (BART): runs become one [MASK], and the
    target is the whole sentence. Prefix: a part is given whole, the rest is to be written. About a third of the words
    are hidden here; T5 hides 15 % of its pieces, BART 30 %."""
    words = str(values["sentence"]).split()
    spans = _spans(len(words), values["seed"])
    corrupted, hidden, masked = [], [], []
    for place, word in enumerate(words):
        number = next((at for at, (first, last) in enumerate(spans) if first <= place < last), None)
        if number is None:
            corrupted.append(word)
            masked.append(word)
        elif place == spans[number][0]:
            corrupted.append(f"<{number}>")
            masked.append("[MASK]")
            hidden += [f"<{number}>", *words[place : spans[number][1]]]
    half = len(words) // 2
    whole = " ".join(words)
    return {
        "causal_input": " ".join(["[START]", *words[:-1]]),
        "causal_target": whole,
        "span_input": " ".join(corrupted),
        "span_target": " ".join([*hidden, f"<{len(spans)}>"]),
        "denoising_input": " ".join(masked),
        "denoising_target": whole,
        "prefix_input": " ".join(words[:half]),
        "prefix_target": " ".join(words[half:]),
    }


def _spans(count: int, seed: int) -> list[tuple[int, int]]:
    """First and last word (not of it) of each run that is hidden: one in each of up to three parts of a sentence."""
    draw = chance(seed)
    parts = min(_MOST_SPANS, count // _LONGEST_SPAN)
    found = []
    for part in range(parts):
        start, end = part * count // parts, (part + 1) * count // parts
        length = 1 + int(draw() * min(_LONGEST_SPAN - 1, end - start - 1))
        first = start + int(draw() * (end - start - length))
        found.append((first, first + length))
    return found


ELEMENT = Element(
    id="objectives",
    title="Objectives side by side",
    about="What a decoder, T5, BART and a prefix model read and must write, for one sentence.",
    parameters={
        "sentence": Parameter("Sentence", SENTENCE, longest=300),
        "seed": Parameter("Seed of chance", 2, 0, 9999),
    },
    compute=compute,
    cases=(
        {"seed": 8},
        {"sentence": "", "seed": 1},
        {"sentence": "Two words", "seed": 3},
        {"sentence": "a b c " * 30, "seed": 5},
    ),
    script=True,
)
