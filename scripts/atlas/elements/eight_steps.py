"""A plan of the eight decisions of a pre-training, with the advice for each."""

from __future__ import annotations

from typing import Any

from atlas.elements.element import Element, Parameter, Values

STEPS: dict[str, tuple[str, dict[str, str]]] = {
    "data": (
        "Data",
        {
            "mostly short texts": "Pack several into one sequence, so that little is padding. 512 tokens will do.",
            "mostly long texts": "Train on short pieces first and on long ones at the end; see step 3 for the length.",
            "short and long texts": "Sort batches by length, and test both kinds apart.",
        },
    ),
    "tokenizer": (
        "Tokenizer",
        {
            "WordPiece": "Usual for encoders. Count the pieces per word on your own text.",
            "byte-pair encoding": "Usual for generators. On bytes it needs no unknown token.",
            "unigram": "Usual for many languages, from raw text without spaces as borders.",
            "that of another model": "No work, and that model can be a teacher. Check that it fits your words.",
        },
    ),
    "attention": (
        "Attention",
        {
            "full": "The default. Use a kernel that does not store the table of scores.",
            "windows": "For documents of thousands of tokens: neighbors, and a few tokens that see all.",
            "no attention in most layers": "A state-space model or a hybrid, for streams and very long input.",
        },
    ),
    "objective": (
        "Objective",
        {
            "masked words": "The best-tried one for models that read.",
            "replaced words": "As in ELECTRA: a signal from every token, so that less computing is needed.",
            "next word": "For models that write, or that are asked in prompts.",
            "hidden spans": "For models that turn a text into another.",
        },
    ),
    "tuning": (
        "Train",
        {
            "settings of a published model": "Cheapest. Keep its size, batch and schedule together.",
            "search on a small model": "Tune several sizes and draw a line through the best settings.",
            "search with µTransfer": "Tune a narrow copy in a parametrization where settings carry over.",
        },
    ),
    "evaluation": (
        "Evaluate",
        {
            "on my own tasks": "Enough for your own products. Set the test aside before step 1.",
            "also on public suites": "Needed to publish. Run the rivals too, under the same conditions.",
        },
    ),
    "optimizing": (
        "Optimize",
        {
            "export only": "ONNX or another runtime, in 16 bits. Compare outputs before and after.",
            "fewer bits": "8 bits first. Test rare cases apart.",
            "pruning": "Whole heads or layers; scattered zeros save no time.",
            "distillation": "A smaller model learns from yours. It is a training of its own.",
        },
    ),
    "deployment": (
        "Deploy",
        {
            "on a CPU": "Write down the latency that users accept, and test at the lengths that they send.",
            "on a GPU": "Pays if it is busy. Collect requests into batches.",
            "in a nightly run": "Compute vectors once and store them; latency does not matter.",
        },
    ),
}


def compute(values: Values) -> dict[str, Any]:
    """The choices are put in order; the advice for each stands in the list of all choices."""
    lines = [f"{place}. {STEPS[step][0]}: {values[step]}" for place, step in enumerate(STEPS, 1)]
    return {"plan": "; ".join(lines)}


def _more(_: Any, values: Values) -> dict[str, Any]:
    return {"steps": [(step, title, values[step], choices) for step, (title, choices) in STEPS.items()]}


ELEMENT = Element(
    id="eight-steps",
    title="A plan of eight steps",
    about="Choose for each step, and take the plan with you as a text.",
    parameters={
        step: Parameter(title, next(iter(choices)), choices=tuple(choices)) for step, (title, choices) in STEPS.items()
    },
    compute=compute,
    more=_more,
    cases=tuple({step: list(choices)[nth % len(choices)] for step, (_, choices) in STEPS.items()} for nth in (1, 2, 3)),
    script=True,
)
