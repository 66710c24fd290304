"""Learning from human feedback in seven steps: which model does what, which one learns, and which stays as it is."""

from __future__ import annotations

from typing import Any, NamedTuple

from atlas.elements.diagram import Arrow, Box, Diagram
from atlas.elements.element import Element, Parameter, Values
from atlas.elements.stepping import places, step_labels


class TrainingStep(NamedTuple):
    """A step: its name, what happens, and which networks learn in it."""

    name: str
    text: str
    learns: str


STEPS = (
    TrainingStep(
        "Demonstrations",
        "People write answers to prompts, and the base model is tuned to write such answers.",
        "the language model",
    ),
    TrainingStep(
        "Comparisons", "The tuned model writes several answers to each of many prompts. People rank them.", "nothing"
    ),
    TrainingStep(
        "Reward model",
        "A model learns from the rankings to give an answer one number. From here on it is not changed.",
        "the reward model",
    ),
    TrainingStep(
        "Two copies", "The tuned model is copied. A will be trained; B, the reference, stays as it is.", "nothing"
    ),
    TrainingStep("One answer", "A answers a new prompt, token by token. Nobody else writes.", "nothing"),
    TrainingStep(
        "Score and leash",
        "The reward model scores the answer. B reads the same answer and says how likely it finds each token: where A "
        "finds one likelier, that is charged.",
        "nothing",
    ),
    TrainingStep(
        "Update",
        "PPO or A2C makes what earned more than expected likelier in A. Back to step 5 with the next prompts.",
        "A, and the value model that says what was expected",
    ),
)
ALL = "All steps"
LABELS = step_labels(ALL, (step.name for step in STEPS))


def compute(values: Values) -> dict[str, Any]:
    """The reward of an answer is its score less β times the logarithm of how much likelier A finds it than B does. All
    steps are shown, or one of them."""
    return dict(places(values["step"], LABELS))


def drawing() -> Diagram:
    left, mid, right, wide = 10.0, 128.0, 246.0, 100.0
    boxes = {
        "people": Box(left, 10, wide, "People", ("write answers",), kind="people", steps=(1,)),
        "base": Box(mid, 10, wide, "Base model", ("is tuned on them",), "1", "trained", (1,)),
        "sft": Box(right, 10, wide, "Tuned model", ("follows requests",), steps=(1, 2, 4)),
        "rank": Box(right, 82, wide, "People rank", ("its answers",), "2", "people", (2, 3)),
        "learn": Box(mid, 82, wide, "Rankings", ("as pairs",), "3", steps=(3,)),
        "reward-model": Box(left, 82, wide, "Reward model", ("then frozen",), kind="trained", steps=(3, 6)),
        "a": Box(mid, 164, wide, "A, the policy", ("is trained",), "4", "trained", (4, 5, 7)),
        "b": Box(right, 164, wide, "B, reference", ("frozen",), kind="frozen", steps=(4, 6)),
        "answer": Box(mid, 236, wide, "One answer", ("to a new prompt",), "5", steps=(5, 6)),
        "score": Box(left, 308, wide, "Score r", ("of the answer",), "6", steps=(6,)),
        "charge": Box(right, 308, wide, "Charge", ("β × log(A / B)",), "6", steps=(6,)),
        "reward": Box(
            left, 380, right + wide - left, "Reward = score − charge", ("PPO or A2C changes A",), "7", steps=(7,)
        ),
    }
    side, gap = right + wide + 12, left + wide + 9
    row = boxes["score"].centre
    arrows = (
        Arrow(((left + wide, 32), (mid, 32)), (1,)),
        Arrow(((mid + wide, 32), (right, 32)), (1,)),
        Arrow(((boxes["sft"].middle, 54), (boxes["sft"].middle, 82)), (2,)),
        Arrow(((right, 104), (mid + wide, 104)), (3,)),
        Arrow(((mid, 104), (left + wide, 104)), (3,)),
        Arrow(((right + wide, 32), (side, 32), (side, 146), (boxes["b"].middle, 146), (boxes["b"].middle, 164)), (4,)),
        Arrow(((boxes["b"].middle, 146), (boxes["a"].middle, 146), (boxes["a"].middle, 164)), (4,)),
        Arrow(((boxes["a"].middle, 208), (boxes["a"].middle, 236)), (5,)),
        Arrow(((boxes["reward-model"].middle, 126), (boxes["score"].middle, 308)), (6,)),
        Arrow(((boxes["b"].middle, 208), (boxes["charge"].middle, 308)), (6,)),
        Arrow(((boxes["answer"].middle, 280), (boxes["answer"].middle, row), (left + wide, row)), (6,)),
        Arrow(((boxes["answer"].middle, row), (right, row)), (6,)),
        Arrow(((boxes["score"].middle, 352), (boxes["score"].middle, 380)), (7,)),
        Arrow(((boxes["charge"].middle, 352), (boxes["charge"].middle, 380)), (7,)),
        Arrow(((gap, 380), (gap, 186), (mid, 186)), (7,)),
    )
    label = "Boxes and arrows of the seven steps that the list tells: from demonstrations to a trained copy A"
    return Diagram("rlhf-steps", label, side + 6, boxes, arrows)


def _more(_: Any, __: Values) -> dict[str, Any]:
    return {"steps": STEPS, "labels": LABELS, "diagram": drawing()}


ELEMENT = Element(
    id="rlhf-steps",
    title="RLHF in seven steps",
    about="Learning from human feedback: which model answers, which one judges, and which one is trained.",
    parameters={"step": Parameter("Step", ALL, choices=LABELS)},
    compute=compute,
    more=_more,
    cases=({"step": LABELS[1]}, {"step": LABELS[4]}, {"step": LABELS[7]}),
    script=True,
    shared=("boxes", "stepper"),
)
