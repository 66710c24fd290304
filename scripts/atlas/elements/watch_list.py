"""Models that an article of September 2023 recommended to watch, by what a reader needs."""

from __future__ import annotations

from typing import Any

from atlas.catalog import Catalog
from atlas.elements.element import Element, Parameter, Values
from atlas.schema.choices import ACCESS

ALL = "Everything"
NEEDS = {
    "Vectors in many languages": "xlm-roberta labse",
    "Text in many languages": "bloom bloomz gpt-4",
    "Text in Russian": "rugpt-3 fred-t5 llama",
    "Text in English": "llama gpt-j gpt-neox-20b dolly-2 chatgpt gpt-4",
    "Code": "santacoder chatgpt gpt-4",
    "Following instructions": "bloomz dolly-2 chatgpt gpt-4",
    "Weights under a free license": "xlm-roberta labse gpt-j gpt-neox-20b dolly-2 fred-t5",
    "New techniques": "transformer-xl sparse-transformer",
}
"""The article's groups and two more, for which its models differ, with the models that meet them."""
WHY = {
    "xlm-roberta": "A reliable multilingual encoder.",
    "labse": "A reliable multilingual encoder, for comparing sentences.",
    "llama": "A generator, and with tuning an option for Russian.",
    "gpt-j": "Of EleutherAI, the base of many tuned versions.",
    "gpt-neox-20b": "Of EleutherAI, the base of many tuned versions.",
    "dolly-2": "A generator that follows instructions.",
    "bloom": "A multilingual generator.",
    "bloomz": "The form of BLOOM that was taught instructions.",
    "rugpt-3": "Sber's Russian generator.",
    "fred-t5": "Sber's Russian text-to-text model.",
    "santacoder": "Interesting for code, if not the best at it.",
    "chatgpt": "Named as better at code than SantaCoder.",
    "gpt-4": "Named as better at code than SantaCoder.",
    "transformer-xl": "Brought a technique that others took up: memory of the segment before.",
    "sparse-transformer": "Brought a technique that others took up: attention to fewer pairs.",
}
"""Why the article names each, in our words."""


def compute(values: Values) -> dict[str, Any]:
    """A model is shown if it meets the need; the order is that of the article."""
    need = str(values["need"])
    met = NEEDS[need].split() if need in NEEDS else list(WHY)
    shown = [id_ for id_ in WHY if id_ in met]
    return {"shown": shown, "count": f"{len(shown)} of {len(WHY)} models"}


def _more(catalog: Catalog, _: Values) -> dict[str, Any]:
    """cards: (id, name, date, how it can be had, why it is named, the needs that it meets)."""
    cards = [
        (
            id_,
            model.name,
            str(model.released)[:7],
            ACCESS[model.access].label if model.access else "By size",
            why,
            [need for need, ids in NEEDS.items() if id_ in ids.split()],
        )
        for id_, why in WHY.items()
        if (model := catalog.models.get(id_))
    ]
    return {"cards": cards}


ELEMENT = Element(
    id="watch-list",
    title="Models to watch, as of September 2023",
    about="What an article recommended in September 2023, by need.",
    parameters={"need": Parameter("I need", ALL, choices=(ALL, *NEEDS))},
    compute=compute,
    more=_more,
    cases=tuple({"need": need} for need in NEEDS),
    script=True,
    style=True,
)
