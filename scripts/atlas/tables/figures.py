"""What tells a model from others at a glance."""

from __future__ import annotations

from collections.abc import Iterator

from atlas.catalog import Catalog
from atlas.facts.show import ShownFacts, number, shown_facts
from atlas.schema.choices import RECORD_KINDS
from atlas.text import quantity


def key_figures(catalog: Catalog, id_: str) -> str:
    """`110M–340M · 512 tokens · 2018 · open weights · Transformer encoder`.

    What is not known is left out, except a size that its makers keep back.
    """
    return " · ".join(_figures(catalog, id_))


def _figures(catalog: Catalog, id_: str) -> Iterator[str]:
    model, facts = catalog.models[id_], shown_facts(catalog, id_)
    if model.kind == "architecture":
        yield RECORD_KINDS["architecture"].label.lower()
    size, context, access = facts.of("parameters"), facts.of("context_length"), facts.of("access")
    if size.known:
        yield _short_size(facts)
    elif size.standing == "undisclosed":
        yield "size undisclosed"
    if context.known:
        yield f"{context.text} tokens"
    if model.released:
        yield str(model.released.year)
    if access.known:
        yield access.text if access.text.startswith("API") else access.text[0].lower() + access.text[1:]
    architecture = facts.of("architecture.type")
    if architecture.known:
        yield architecture.text


def _short_size(facts: ShownFacts) -> str:
    """As written; a number to the last digit in three digits with a suffix."""
    counts = sorted(facts.readings.of("parameters").values, key=number)
    texts = [quantity.short(count.value) if count.text.isdigit() else count.text for count in counts]
    return "–".join(dict.fromkeys((texts[0], texts[-1])))
