"""HuBERT's two stages, step by step: labels made by clustering, and a network that guesses them."""

from __future__ import annotations

from itertools import pairwise
from typing import Any, NamedTuple

from atlas.elements.diagram import Arrow, Box, Diagram, down, stack
from atlas.elements.element import Element, Parameter, Values
from atlas.elements.stepping import places, step_labels


class StageStep(NamedTuple):
    """A step: its stage, its name, and what happens."""

    stage: int
    name: str
    text: str


STEPS = (
    StageStep(
        1, "Features", "Each frame of sound becomes 39 numbers: 13 for its spectrum, and how they change (MFCC)."
    ),
    StageStep(1, "Clusters", "K-means sorts all frames into 100 clusters. Nobody says what a cluster stands for."),
    StageStep(
        1,
        "Labels",
        "Each frame gets the number of its cluster. MFCCs come twice as often as the network's vectors, so every "
        "second label is used.",
    ),
    StageStep(2, "Convolutions", "Seven layers of 512 channels turn the raw sound into a vector every 20 ms."),
    StageStep(
        2,
        "Hide",
        "8 % of the frames start a span of ten. All frames in a span get one learned vector; about half are hidden.",
    ),
    StageStep(2, "Encoder", "The Transformer reads the row, hidden frames and all."),
    StageStep(
        2,
        "Guess",
        "Each hidden frame's output is projected and compared with one trained vector for each cluster: cosine, "
        "divided by 0.1, softmax.",
    ),
    StageStep(
        2,
        "Correct",
        "Cross-entropy with the labels of step 3, over hidden frames only. All weights of stage two learn.",
    ),
    StageStep(
        1,
        "Once more",
        "A middle layer of the encoder takes the place of the MFCCs, with 500 clusters, and stage two begins anew.",
    ),
)
ALL = "Both stages"
LABELS = step_labels(ALL, (step.name for step in STEPS))


def compute(values: Values) -> dict[str, Any]:
    """All steps are shown, or one of them."""
    return dict(places(values["step"], LABELS))


def drawing() -> Diagram:
    """Stage one at the left, stage two at the right; labels cross from one to the other, and vectors back."""
    left, right, wide = 14.0, 214.0, 150.0
    first = stack(
        [
            Box(left, 10, wide, "Sound as MFCCs", ("39 numbers a frame",), "1", steps=(1,)),
            Box(left, 0, wide, "K-means", ("100 clusters, then 500",), "2", steps=(2, 9)),
            Box(left, 0, wide, "A label a frame", ("its cluster's number",), "3", steps=(3, 8)),
        ],
        30,
    )
    second = stack(
        [
            Box(right, 10, wide, "Convolutions", ("raw sound, 20 ms a vector",), "4", "trained", (4,)),
            Box(right, 0, wide, "Spans are hidden", ("about half of the frames",), "5", steps=(5,)),
            Box(right, 0, wide, "Transformer encoder", ("reads the whole row",), "6", "trained", (6, 9)),
            Box(right, 0, wide, "Which cluster?", ("for hidden frames",), "7", "trained", (7,)),
            Box(right, 0, wide, "Cross-entropy", ("with the labels",), "8", steps=(8,)),
        ],
        30,
    )
    _, clusters, labels = first
    loss, encoder = second[-1], second[2]
    gap = (left + wide + right) / 2
    arrows = (
        *(down(above, below, (number,)) for number, (above, below) in enumerate(pairwise(first), 2)),
        *(down(above, below, (number,)) for number, (above, below) in enumerate(pairwise(second), 5)),
        Arrow(((labels.middle, labels.bottom), (labels.middle, loss.centre), (right, loss.centre)), (8,)),
        Arrow(
            ((right, encoder.centre), (gap, encoder.centre), (gap, clusters.centre), (left + wide, clusters.centre)),
            (9,),
            dashed=True,
        ),
    )
    named = {
        f"{side}{number}": box for side, boxes in (("a", first), ("b", second)) for number, box in enumerate(boxes)
    }
    label = "Boxes and arrows of the nine steps that the list tells: labels at the left, the network at the right"
    return Diagram("hubert-stages", label, right + wide + 14, named, arrows)


def _more(_: Any, __: Values) -> dict[str, Any]:
    return {"steps": STEPS, "labels": LABELS, "diagram": drawing()}


ELEMENT = Element(
    id="hubert-stages",
    title="HuBERT in two stages",
    about="How a model of speech makes its own labels, and then learns to guess them.",
    parameters={"step": Parameter("Step", ALL, choices=LABELS)},
    compute=compute,
    more=_more,
    cases=({"step": LABELS[1]}, {"step": LABELS[5]}, {"step": LABELS[9]}),
    script=True,
    shared=("boxes", "stepper"),
)
