"""Which type of model to look for first."""

from __future__ import annotations

from typing import Any

from atlas.elements.element import Element, Parameter, Values

TRANSFORMER, RECURRENT, HYBRID = "A Transformer", "A recurrent or state-space network", "Convolution with attention"
SPARSE, MEMORY, PIECES = "Sparse or other long attention", "An external memory", "A Transformer on pieces"
BASELINE = "A baseline of word vectors"
READS, WRITES, SOUND, SERIES, RULES = (
    *("sort or search", "write text", "sound, pictures"),
    *("watch a stream", "an algorithm"),
)
SHORT, PAGES, BOOKS = "up to a page", "some pages", "a book"
SMALL, NORMAL = "small device", "server"
YES, NO = "yes", "no"


def compute(values: Values) -> dict[str, Any]:
    """The first rule that fits decides: algorithms, then sound and pictures, then streams, then small machines, then
    length; whatever is left is for an ordinary Transformer."""
    task, long = values["task"], values["length"] != SHORT
    if task == RULES:
        family, reason = MEMORY, "Such networks learned to copy and sort. It is research: there is nothing ready-made."
    elif task == SOUND and values["local"] == YES:
        family, reason = HYBRID, "Convolutions see the fine local pattern, attention what is far apart."
    elif task == SERIES or (values["order"] == YES and values["compute"] == SMALL):
        family, reason = RECURRENT, "Each step costs the same, and the state does not grow with the input."
    elif task == READS and values["compute"] == SMALL and not long:
        family, reason = BASELINE, "It runs anywhere. Take a small Transformer if that is better by enough."
    elif long and task == READS and values["memory"] == NO:
        family, reason = PIECES, "If no two distant places have to be seen together, cutting is cheapest."
    elif long and values["compute"] == SMALL:
        family, reason = PIECES, "Long attention still passes all tokens through all layers; search first, then read."
    elif long:
        family, reason = (
            SPARSE,
            "Full attention grows with the square of the length; patterns, or faster kernels, help.",
        )
    else:
        family, reason = TRANSFORMER, "Trained weights are plentiful, and the length is no problem."
    return {"family": family, "reason": reason}


_DEFAULTS = {"task": READS, "length": SHORT, "order": NO, "local": NO, "memory": NO, "compute": NORMAL}
EXAMPLES: tuple[tuple[str, dict[str, str]], ...] = (
    ("Sort support mails, on a server", {}),
    ("Sort support mails, on one small processor", {"compute": SMALL}),
    ("Write short product texts", {"task": WRITES}),
    ("Search in reports of some pages", {"length": PAGES}),
    ("Judge a contract whose clauses refer to each other", {"length": PAGES, "memory": YES}),
    ("Summarize a book, on a graphics card", {"task": WRITES, "length": BOOKS, "memory": YES}),
    ("Write about long files, on one small processor", {"task": WRITES, "length": PAGES, "compute": SMALL}),
    ("Suggest words on a device while someone types", {"task": WRITES, "order": YES, "compute": SMALL}),
    ("Recognize speech", {"task": SOUND, "local": YES}),
    ("Watch a sensor", {"task": SERIES, "order": YES, "compute": SMALL}),
    ("Study how networks learn to sort", {"task": RULES, "memory": YES}),
)


def _more(_: Any, __: Values) -> dict[str, Any]:
    cases = [(name, _DEFAULTS | answers) for name, answers in EXAMPLES]
    return {"rows": [(name, answers, compute(answers)) for name, answers in cases]}


ELEMENT = Element(
    id="choose-type",
    title="Where to look first",
    about="Six questions about a task, and the type of model to look at first.",
    parameters={
        "task": Parameter("What shall it do?", READS, choices=(READS, WRITES, SOUND, SERIES, RULES)),
        "length": Parameter("How long is an input?", SHORT, choices=(SHORT, PAGES, BOOKS)),
        "order": Parameter("Answers while it arrives?", NO, choices=(NO, YES)),
        "local": Parameter("Fine local patterns?", NO, choices=(NO, YES)),
        "memory": Parameter("Far places seen together?", NO, choices=(NO, YES)),
        "compute": Parameter("On what machine?", NORMAL, choices=(NORMAL, SMALL)),
    },
    compute=compute,
    more=_more,
    cases=tuple(answers for _, answers in EXAMPLES),
    script=True,
)
