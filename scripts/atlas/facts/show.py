"""A reading as people see it: one text, one order, one set of links, wherever it stands."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import groupby
from typing import Any, NamedTuple

from atlas.catalog import MODELS_AT_A_TIME, Catalog, lately_per_catalog
from atlas.facts.languages import language_names
from atlas.facts.reading import KNOWN, Reading, readings
from atlas.schema.choices import ABSENCES
from atlas.schema.registry import Field
from atlas.schema.vocabulary import COLLECTIONS
from atlas.text import prose
from atlas.text.dates import PartialDate
from atlas.text.quantity import Quantity, decimal, grouped, scientific, short, short_bytes

WHY_NOT = ABSENCES.labels | {"not-researched": "not researched", "not-derivable": "not derivable"}
"""What stands in the place of a value, by standing."""
PARTS = "parts"
"""The section of a model's page that shows what its components have."""
_LONGEST_TEXT = 90
_MOST_LANGUAGES = 6
_POWER = re.compile(r"(\d+(?:\.\d+)?)[eE]\+?(\d{1,2})")


class Shown(NamedTuple):
    """A fact ready to show.

    anchor: of its evidence on the model's page, or of the section that derives it. numbers: smallest and largest.
    terms: what it names, each with the address of its page (or nothing). sort: orders it among others. note: how it is
    computed, or why there is none. all_of_it: the text in full, where `text` is a short form of it. earlier: what was
    true before, and until when.
    """

    text: str
    standing: str
    anchor: str = ""
    numbers: tuple[float, float] | None = None
    terms: tuple[tuple[str, str], ...] = ()
    sort: float | str | None = None
    note: str = ""
    all_of_it: str = ""
    earlier: str = ""

    @property
    def known(self) -> bool:
        return self.standing in KNOWN

    @property
    def key(self) -> object:
        """Facts with the same key say the same."""
        if self.standing == "derived":
            return self.text  # what looks the same at its precision is the same
        return self.numbers or (frozenset(name for name, _ in self.terms) if self.terms else self.text.casefold())


class ShownFacts:
    """The facts of one model ready to show, each made once."""

    def __init__(self, catalog: Catalog, id_: str) -> None:
        self.catalog, self.readings = catalog, readings(catalog, id_)
        self._kept: dict[tuple[str, str | None], Shown] = {}

    def of(self, path: str, variant: str | None = None) -> Shown:
        """A field of the model as a whole, or of one of its variants."""
        found = self._kept.get((path, variant))
        if found is None:
            telling = self.readings.telling(path, variant)
            is_own = telling == variant
            found = show(self.catalog, self.readings.of(path, variant)) if is_own else self.of(path, telling)
            self._kept[path, variant] = found
        return found


@lately_per_catalog(MODELS_AT_A_TIME)
def shown_facts(catalog: Catalog, model: str) -> ShownFacts:
    """The facts of a model ready to show; pages, tables and exports ask for the same ones."""
    return ShownFacts(catalog, model)


def shown(catalog: Catalog, model: str, path: str, variant: str | None = None) -> Shown:
    """A field of a model as a whole, or of one of its variants, ready to show. Raises KeyError for no such field."""
    return shown_facts(catalog, model).of(path, variant)


def show(catalog: Catalog, reading: Reading) -> Shown:
    """A reading, ready to show."""
    found = _show(catalog, reading)
    return found._replace(earlier="; ".join(_earlier(catalog, reading))) if reading.earlier else found


def _earlier(catalog: Catalog, reading: Reading) -> Iterator[str]:
    """`CC BY-NC 4.0 until 5 May 2023`."""
    field = reading.field
    for earlier in reading.earlier:
        terms = _terms(catalog, field, (earlier.value,)) if field.ref else ()
        name = ", ".join(name for name, _ in terms) or text_of(field, earlier.value)
        since = f"from {earlier.since.for_people} " if earlier.since else ""
        note = f" ({prose.plain(earlier.note)})" if earlier.note else ""
        yield f"{name} {since}until {earlier.until.for_people}{note}"


def _show(catalog: Catalog, reading: Reading) -> Shown:
    if not reading.known:
        return Shown(WHY_NOT[reading.standing], reading.standing, note=reading.note)
    field, anchor = reading.field, _anchor(reading)
    if field.kind == "terms":
        terms = tuple(_terms(catalog, field, reading.values))
        text = ", ".join(name for name, _ in terms)
        return Shown(text, reading.standing, anchor, None, terms, text.casefold(), reading.note)
    if reading.parts:
        texts = [f"{name.replace('_', ' ')} {_of_values(field, values)}" for name, values in reading.parts]
        return Shown(", ".join(texts), reading.standing, anchor, None, (), _sort(field, reading.values), reading.note)
    numbers = _ends(reading.values) if field.kind == "number" else None
    text, sort = _of_values(field, reading.values), _sort(field, reading.values)
    differ = bool(reading.variants) and numbers is None and len(reading.values) > 1
    full = _by_variant(reading) if differ else ""
    if full and field.kind == "text" and len(full) <= _LONGEST_TEXT:
        text, full = full, ""
    return Shown(text, reading.standing, anchor, numbers, (), sort, reading.note, full)


def _by_variant(reading: Reading) -> str:
    """What each variant has, where that is no number: `A, B: TPU; C: GPU`."""
    texts = zip(reading.variants, reading.values, strict=True)
    return "; ".join(f"{', '.join(names)}: {text_of(reading.field, value)}" for names, value in texts)


def _anchor(reading: Reading) -> str:
    if reading.evidence is not None:
        return f"e{reading.evidence + 1}"
    if reading.parts and reading.field.kind != "terms":
        return PARTS
    return reading.place.removeprefix("#") if reading.standing == "derived" else ""


def _ends(values: Iterable[Any]) -> tuple[float, float]:
    numbers = [number(value) for value in values]
    return min(numbers), max(numbers)


def _sort(field: Field, values: tuple[Any, ...]) -> float | str:
    """The largest number, the place in a closed list, the earliest date, or the text."""
    if field.kind == "number":
        return _ends(values)[1]
    if field.choices is not None:
        order = list(field.choices)
        return min(order.index(one) for value in values for one in (value if isinstance(value, tuple) else (value,)))
    if field.kind == "date":
        return min(str(value) for value in values)
    return _of_values(field, values).casefold()


def _of_values(field: Field, values: tuple[Any, ...]) -> str:
    """One text for several variants: the value, smallest–largest, the words of a closed list, or how many there are."""
    if field.kind in ("number", "date"):
        ordered = sorted(values, key=_order)
        first, last = text_of(field, ordered[0]), text_of(field, ordered[-1])
        return first if first == last else f"{first}–{last}"
    texts = list(dict.fromkeys(text_of(field, value) for value in values))
    of_few = field.choices is not None or field.kind == "yes-no"
    return ", ".join(texts) if of_few or len(texts) == 1 else f"{len(texts)} values, by size"


def _order(value: Any) -> Any:
    return value.text if isinstance(value, PartialDate) else number(value)


def number(value: Any) -> float:
    """A number of any form to compare and to sort by."""
    return float(value.value if isinstance(value, Quantity) else value)


def _terms(catalog: Catalog, field: Field, values: Iterable[Any]) -> Iterator[tuple[str, str]]:
    """(name, address) of the entries that a fact names, each once; its id where there is no such entry."""
    assert field.ref
    collection = field.ref.kind
    entries = catalog.collection(collection)
    for id_ in dict.fromkeys(id_ for value in values for id_ in (value if isinstance(value, tuple) else (value,))):
        entry = entries.get(id_)
        yield (
            entry_name(entry) if entry else id_,
            f"{collection}/{id_}/" if entry and COLLECTIONS[collection].has_pages else "",
        )


def entry_name(entry: Any) -> str:
    """What an entry of a vocabulary is called."""
    return str(getattr(entry, "name", None) or entry.title)


def text_of(field: Field, value: Any) -> str:
    """One value as people read it: numbers as written or grouped, dates with month names, words of closed lists."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if field.kind == "number":
        return _number_text(field, value)
    if isinstance(value, PartialDate):
        return value.for_people
    if field.kind == "language":
        return _languages(value)
    if field.choices is not None:
        return _chosen(field.choices.labels, value if isinstance(value, tuple) else (value,))
    return ", ".join(map(str, value)) if isinstance(value, tuple) else str(value)


def _number_text(field: Field, value: Any) -> str:
    if isinstance(value, Quantity):
        return grouped(value.value) if value.text.isdigit() else _with_power(value.text)
    form = _FORMS.get(field.unit)
    if form:
        return form(value)
    return grouped(value) if isinstance(value, int) else decimal(value)


def _with_power(text: str) -> str:
    """`3.14e23` as 3.14 × 10²³; everything else as it is written."""
    match = _POWER.fullmatch(text)
    return f"{match[1]} × {scientific(10 ** int(match[2])).partition(' × ')[2]}" if match else text


def ratio(value: float) -> str:
    """Tokens per parameter, with one decimal where it matters."""
    return f"{value:.1f}" if value < 20 else grouped(round(value)) if value < 10_000 else short(value)


_FORMS: dict[str, Callable[[Any], str]] = {
    "bytes": short_bytes,
    "FLOP": scientific,
    "tokens per parameter": ratio,
}
"""How numbers that are no plain counts are written, by their unit."""


def _languages(codes: tuple[str, ...]) -> str:
    names = language_names(codes)
    more = len(names) - _MOST_LANGUAGES
    return f"{', '.join(names[:_MOST_LANGUAGES])} and {more} more" if more > 1 else ", ".join(names)


def _chosen(labels: dict[str, str], values: tuple[str, ...]) -> str:
    """The words of values of a closed list; `7 × …` for equal ones that follow each other."""
    runs = ((labels[value], len(list(run))) for value, run in groupby(values))
    return ", ".join(f"{count} × {label}" if count > 1 else label for label, count in runs)
