"""How Self-Instruct and Alpaca made instructions, and their filter: what is too much like an earlier one stays out."""

from __future__ import annotations

import re
import string
from itertools import pairwise
from typing import Any

from atlas.elements.diagram import Arrow, Box, Diagram, down, stack
from atlas.elements.element import Element, Parameter, Values, fixed

METHODS = ("Both", "Self-Instruct", "Alpaca")
POOL = (
    "Generate a haiku using the following word:",
    "Suggest some games that can be played by a group of people.",
    "Make a grocery list for a healthy meal.",
    "Create a birthday planning checklist.",
    "Give me a cooking recipe for the following food.",
    "Write a story that contains the given words in 4 sentences.",
    "Write a python function that sorts a list from large to small.",
    "Classify the sentiment of the sentence into positive, negative or mixed.",
)
"""Eight of the 175 tasks that people wrote, as data/seed_tasks.jsonl of Self-Instruct has them."""
LIMIT = 0.7
EXAMPLES = (
    "Write a haiku using the following word.",
    "Generate a poem using the following word.",
    "Compose a short Japanese poem about summer.",
    "Make a playlist of music for a birthday.",
    "Draw a picture of a healthy meal.",
    "Write a program that sorts a list.",
)
_WORDS = ("image", "images", "graph", "graphs", "picture", "pictures", "file", "files", "map", "maps", "draw", "plot")
_SELF_INSTRUCT = (*_WORDS, "go to")
_ALPACA = (*_SELF_INSTRUCT, "video", "audio", "music", "flowchart", "diagram")
"""Words for which each project drops an instruction."""


def tokens(text: str) -> list[str]:
    """What ROUGE compares: runs of the letters a to z and digits, in small letters."""
    return re.findall(r"[a-z0-9]+", text.lower())


def longest_common(one: list[str], two: list[str]) -> list[str]:
    """The longest sequence of words that stands in both, in this order, with gaps or without."""
    rows = [[0] * (len(two) + 1) for _ in range(len(one) + 1)]
    for i, a in reversed(list(enumerate(one))):
        for j, b in reversed(list(enumerate(two))):
            rows[i][j] = rows[i + 1][j + 1] + 1 if a == b else max(rows[i + 1][j], rows[i][j + 1])
    found, i, j = [], 0, 0
    while i < len(one) and j < len(two):
        if one[i] == two[j]:
            found.append(one[i])
            i, j = i + 1, j + 1
        elif rows[i + 1][j] >= rows[i][j + 1]:
            i += 1
        else:
            j += 1
    return found


def compute(values: Values) -> dict[str, Any]:
    """With m words in one text, n in the other and c in their longest common sequence, precision is c / m, recall
    c / n, and ROUGE-L, their harmonic mean, 2c / (m + n). Above 0.7 an instruction is dropped. Length, words and
    beginning are looked at before that, in the order of the published code."""
    text = values["instruction"]
    own = tokens(text)
    shared = [longest_common(own, tokens(other)) for other in POOL]
    scores = [2 * len(common) / (len(own) + len(tokens(other))) for common, other in zip(shared, POOL, strict=True)]
    most = scores.index(max(scores))
    results: dict[str, Any] = {f"score{row}": fixed(score, 2) for row, score in enumerate(scores)}
    results |= {f"shared{row}": " ".join(common) or "nothing" for row, common in enumerate(shared)}
    results |= {"most": most, "highest": fixed(scores[most], 2), "method": values["method"]}
    capitalized = text[:1].upper() + text[1:].lower()
    results["self"] = _refused(capitalized, _SELF_INSTRUCT) or _alike(scores[most])
    results["alpaca"] = _refused(text, _ALPACA) or _alike(scores[most])
    return results


def _alike(score: float) -> str:
    return "Dropped: too similar" if score > LIMIT else "Kept"


def _refused(text: str, words: tuple[str, ...]) -> str:
    """Why an instruction is dropped before it is compared with others; empty if it is not."""
    count = len(text.split())
    if not 3 < count <= 150:
        return f"Dropped: {'too short' if count <= 3 else 'too long'}"
    word = next((word for word in words if re.search(rf"\b{word}\b", text, re.IGNORECASE)), "")
    if word:
        return f"Dropped: says “{word}”"
    if text.startswith("Write a program"):
        return "Dropped: “Write a program”"
    if text[0] in string.punctuation or not text[0].isascii():
        return "Dropped: first character"
    return ""


def self_instruct() -> Diagram:
    x, wide = 10.0, 240.0
    pool, prompt, made, alike, kind = stack(
        [
            Box(x, 10, wide, "Pool of instructions", ("175 by people, and all that were kept",), "1"),
            Box(x, 0, wide, "Prompt: eight of them", ("six by people, two generated",), "2"),
            Box(x, 0, wide, "GPT-3 continues the list", ("up to seven new instructions",), "3", "trained"),
            Box(x, 0, wide, "Filter", ("words, length, ROUGE-L at most 0.7",), "4"),
            Box(x, 0, wide, "GPT-3: is it a classification?", (), "5", "trained"),
        ]
    )
    y, half = kind.bottom + 24, 112.0
    no = Box(x, y, half, "No: input first", ("input, then output",), "6", "trained")
    yes = Box(x + wide - half, y, half, "Yes: label first", ("then a fitting input",), "6", "trained")
    tidy, end = stack(
        [
            Box(x, no.bottom + 24, wide, "Filter of examples", ("empty, unfinished, contradictory",), "7"),
            Box(x, 0, wide, "52K instructions, 82K examples", ("GPT-3 itself is tuned on them",), "8"),
        ]
    )
    boxes = [pool, prompt, made, alike, kind, no, yes, tidy, end]
    side = x + wide + 26
    arrows = (
        *(down(above, below) for above, below in pairwise(boxes[:5])),
        Arrow(((no.middle, kind.bottom), (no.middle, no.y))),
        Arrow(((yes.middle, kind.bottom), (yes.middle, yes.y))),
        Arrow(((no.middle, no.bottom), (no.middle, tidy.y))),
        Arrow(((yes.middle, yes.bottom), (yes.middle, tidy.y))),
        down(tidy, end),
        Arrow(((alike.right, alike.centre), (side, alike.centre), (side, pool.centre), (pool.right, pool.centre))),
    )
    label = "Self-Instruct from a growing pool to 52,000 instructions, as the table tells"
    return Diagram("self-instruct", label, 300, {str(number): box for number, box in enumerate(boxes)}, arrows)


def alpaca() -> Diagram:
    x, wide = 10.0, 240.0
    boxes = stack(
        [
            Box(x, 10, wide, "175 tasks by people", ("and no others, to the end",), "1"),
            Box(x, 0, wide, "Prompt: three of them", ("and a page of requirements",), "2"),
            Box(
                x,
                0,
                wide,
                "text-davinci-003 continues",
                ("up to 16 triplets at a time: instruction,", "input and output in one go"),
                "3",
                "trained",
            ),
            Box(
                x,
                0,
                wide,
                "Filter",
                ("words, length, ROUGE-L at most 0.7 to", "the 175 and to all that were kept"),
                "4",
            ),
            Box(x, 0, wide, "52,002 triplets", ("one example for each instruction",), "5"),
            Box(x, 0, wide, "LLaMA 7B is tuned on them", ("the loss counts the outputs only",), "6", "trained"),
        ]
    )
    alike, end, side = boxes[3], boxes[4], x + wide + 26
    arrows = (
        *(down(above, below) for above, below in pairwise(boxes)),
        Arrow(
            ((end.right, end.centre), (side, end.centre), (side, alike.centre), (alike.right, alike.centre)),
            dashed=True,
        ),
    )
    label = "Alpaca from 175 tasks to a tuned LLaMA, as the table tells; what was made never returns to the prompt"
    return Diagram("alpaca", label, 300, {str(number): box for number, box in enumerate(boxes)}, arrows)


def _more(_: Any, values: Values) -> dict[str, Any]:
    examples = [(text, compute({"instruction": text, "method": values["method"]})) for text in EXAMPLES]
    return {
        "found": compute(values),
        "drawings": (("Self-Instruct", self_instruct()), ("Alpaca", alpaca())),
        "pool": POOL,
        "examples": [(text, found, POOL[found["most"]]) for text, found in examples],
    }


ELEMENT = Element(
    id="instruction-flow",
    title="Two pipelines and their filter",
    about="How Self-Instruct and Alpaca made instructions, and which of yours their filters would have kept.",
    parameters={
        "method": Parameter("Show", "Both", choices=METHODS),
        "instruction": Parameter("A new instruction", EXAMPLES[0], longest=200),
    },
    compute=compute,
    more=_more,
    cases=(
        *({"instruction": text} for text in EXAMPLES),
        *(
            {"instruction": text, "method": "Alpaca"}
            for text in (
                "",
                "Go",
                "WRITE A PROGRAM for me, please",
                "Élan is a word to explain",
                "“Quoted” words for you to explain",
                "a b c d e a b c d e, and then the map",
            )
        ),
    ),
    script=True,
    style=True,
    shared=("boxes",),
)
