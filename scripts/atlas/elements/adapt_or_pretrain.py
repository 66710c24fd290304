"""Which technique changes what is missing in a model."""

from __future__ import annotations

from typing import Any

from atlas.elements.element import Element, Parameter, Values

_NO, _YES = "no", "yes"
NEEDS = {
    "domain": "Foreign field?",
    "vocabulary": "Words in pieces?",
    "length": "Input too short?",
    "speed": "Too slow or large?",
    "teacher": "Is there a teacher?",
}
WHOLE = {
    _YES: ("Distill a new model", "Vocabulary and attention both change, and a teacher is there to learn from."),
    _NO: ("Pre-train a new model", "Vocabulary and attention both change, and there is no teacher to learn from."),
}
READY = ("Take it as it is", "Nothing has to change. Fine-tune it if you have labels, and hold it against a baseline.")
STEPS = {
    "length": ("take a model for long input or cut the texts", "Long attention brings length alone."),
    "vocabulary": ("adapt the vocabulary and train on", "New pieces need text of the field before they are worth it."),
    "domain": ("train on with texts of the field", "Text without labels is enough."),
    "speed": ("compress", "Compress last: every other change would undo it."),
}


def compute(values: Values) -> dict[str, Any]:
    """Attention and vocabulary decide what a network is built like. If both must change, only a new one will do, with a
    teacher or without. Else the techniques follow one another: length, then vocabulary or field, then speed. A
    changed vocabulary takes training on texts of the field anyway, so that the field comes with it."""
    wanted = [need for need in STEPS if values[need] == _YES]
    if not wanted:
        plan, reason = READY
    elif "length" in wanted and "vocabulary" in wanted:
        plan, reason = WHOLE[values["teacher"]]
    else:
        steps = [STEPS[need] for need in wanted if need != "domain" or "vocabulary" not in wanted]
        plan = ", then ".join(step for step, _ in steps)
        plan = plan[0].upper() + plan[1:]
        reason = " ".join(reason for _, reason in steps)
    return {"plan": plan, "reason": reason}


EXAMPLES = (
    ("none",),
    ("domain",),
    ("speed",),
    ("length",),
    ("domain", "vocabulary"),
    ("domain", "speed"),
    ("domain", "length", "speed"),
    ("domain", "vocabulary", "length", "speed"),
    ("domain", "vocabulary", "length", "speed", "teacher"),
)
_WORDS = {
    "none": "nothing",
    "domain": "field",
    "vocabulary": "vocabulary",
    "length": "length",
    "speed": "speed",
    "teacher": "with a teacher",
}


def _more(_: Any, __: Values) -> dict[str, Any]:
    rows = []
    for wanted in EXAMPLES:
        answers = {need: _YES if need in wanted else _NO for need in NEEDS}
        rows.append((", ".join(_WORDS[need] for need in wanted), compute(answers)["plan"], answers))
    return {"rows": rows}


ELEMENT = Element(
    id="adapt-or-pretrain",
    title="Adapt or pre-train?",
    about="From what is missing in the best model that you have found to the cheapest way to it.",
    parameters={
        need: Parameter(label, _YES if need in ("domain", "speed") else _NO, choices=(_NO, _YES))
        for need, label in NEEDS.items()
    },
    compute=compute,
    more=_more,
    cases=tuple({need: _YES if need in wanted else _NO for need in NEEDS} for wanted in EXAMPLES),
    script=True,
)
