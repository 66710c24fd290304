"""Which frame of sound may look at which, if a model has to write while somebody speaks."""

from __future__ import annotations

from typing import Any

from atlas.elements.element import Element, Parameter, Values, fixed

FRAMES = 24
LAYERS = 3
CASES = (
    ("Blocks of 1: nothing ahead", 1, 4),
    ("Blocks of 3, a window of 4", 3, 4),
    ("Blocks of 8, a window of 8", 8, 8),
    ("One block: the whole recording", 24, 0),
)


def compute(values: Values) -> dict[str, Any]:
    """A frame sees all of its block of C frames, and of earlier blocks what lies at most w frames back; of later blocks
    nothing. A frame in the middle of 24 is followed. The wait for the rest of a block is C − 1 frames at most and half
    of it on average. The look ahead ends with the block in any layer; the look back adds up, here over three layers."""
    block, window = values["block"], values["window"]
    middle = FRAMES // 2
    return {
        "mask": "".join(
            f"M{first} {frame}h{last + 1 - first}v1h{first - last - 1}z"
            for frame in range(FRAMES)
            for first, last in [sees(frame, block, window)]
        ),
        "sees": "{} to {}".format(*sees(middle, block, window)),
        "back": str(middle - reach(middle, block, window)),
        "ahead": str(sees(middle, block, window)[1] - middle),
        "most": f"{block - 1} frame{'' if block == 2 else 's'}",
        "average": f"{fixed((block - 1) / 2, 1)} frames",
        "pairs": fixed(100 * _pairs(block, window) / FRAMES**2, 0) + " %",
    }


def sees(frame: int, block: int, window: int) -> tuple[int, int]:
    """The first and the last frame that a frame sees in one layer."""
    begin = frame // block * block
    return max(0, min(begin, frame - window)), min(FRAMES, begin + block) - 1


def reach(frame: int, block: int, window: int) -> int:
    """The earliest frame that has a part in the result after all layers: the first of what is seen, layer by layer."""
    first, last = frame, frame
    for _ in range(LAYERS):
        first, last = sees(first, block, window)[0], sees(last, block, window)[1]
    return first


def _pairs(block: int, window: int) -> int:
    return sum(last - first + 1 for frame in range(FRAMES) for first, last in [sees(frame, block, window)])


def _more(_: Any, __: Values) -> dict[str, Any]:
    rows = [(name, block, window, compute({"block": block, "window": window})) for name, block, window in CASES]
    return {"rows": rows, "frames": FRAMES, "middle": FRAMES // 2}


ELEMENT = Element(
    id="speech-masks",
    title="Who may look at whom",
    about="The attention mask of streaming speech: blocks, a window back, and the wait that follows.",
    parameters={
        "block": Parameter("Block", 6, 1, FRAMES, unit="frames"),
        "window": Parameter("Window back", 6, 0, FRAMES, unit="frames"),
    },
    compute=compute,
    more=_more,
    cases=tuple({"block": block, "window": window} for _, block, window in (*CASES, ("", 2, 0), ("", 5, 24))),
    script=True,
    style=True,
)
