"""What stands in the cells of a comparison: each line of a model as a whole, or of one of its variants."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from functools import cache, lru_cache
from typing import Any, NamedTuple

from atlas.catalog import Catalog
from atlas.derive.parameters import recount
from atlas.quantity import grouped
from atlas.schema.choices import ACCESS
from atlas.schema.facts import Facts
from atlas.views.comparison import derived
from atlas.views.comparison.lines import Line, line
from atlas.views.facts import fact_book
from atlas.views.languages import language_names
from atlas.views.values import ABSENCE_TEXT, sort_key, spread, text_of

_WITH_PAGE = ("concepts", "datasets", "organizations", "families")
_IMPLIED = {"layers", "kv_heads", "head_size"}
"""Sizes that may follow from others."""
_PARTS = "architecture"
"""The section of a model page that shows the parts of a model with their sizes."""
_LONGEST_LIST = 6
_LONGEST_TEXT = 90


class Cell(NamedTuple):
    """One fact of one column.

    state: a standing; `derived`; or `implied`: it follows from another fact, and is shown where others state it.
    anchor: of its evidence on the model's page. numbers: smallest and largest. items: what it names, with addresses.
    """

    text: str
    state: str = "cited"
    anchor: str = ""
    numbers: tuple[float, float] | None = None
    items: tuple[tuple[str, str], ...] = ()

    @property
    def known(self) -> bool:
        return self.state in ("cited", "derived", "implied")

    @property
    def key(self) -> object:
        """Cells with the same key say the same."""
        if self.state == "derived":
            return self.text  # what looks the same at its precision is the same
        return self.numbers or (frozenset(name for name, _ in self.items) if self.items else self.text.casefold())


class ModelCells:
    """The cells of one model; variant None is the model as a whole, with ranges over its variants."""

    def __init__(self, catalog: Catalog, id_: str) -> None:
        self.catalog, self.id = catalog, id_
        self.model = catalog.models[id_]
        self.book = fact_book(catalog, id_)
        self.variants = catalog.variants(id_)
        self._kept: dict[str | None, dict[str, Cell]] = defaultdict(dict)

    def cell(self, line_: Line, variant: str | None = None) -> Cell:
        """What stands in a line."""
        kept = self._kept[variant]
        if line_.id not in kept:
            kept[line_.id] = self._whole(line_) if variant is None else self._single(line_, variant)
        return kept[line_.id]

    def facts(self, variant: str | None) -> Facts:
        """Resolved facts of a variant; of the model where there are none."""
        return self.variants[variant] if variant else self.model

    def _whole(self, line_: Line) -> Cell:
        if not self.variants:
            return self._single(line_, None)
        cells = [self._single(line_, variant) for variant in self.variants_of(line_)]
        known = [cell for cell in cells if cell.known]
        if not known:
            return cells[0]
        if any(cell.anchor == _PARTS for cell in known):
            return self._by_part(line_, list(self.variants.values())) or known[0]
        return known[0] if len({cell.key for cell in known}) == 1 else _combined(known)

    def variants_of(self, line_: Line) -> list[str]:
        """The variants to look at: the first will do for what no variant writes itself."""
        ids = list(self.variants)
        if line_.derived or line_.id in _IMPLIED:
            return ids
        if line_.id not in self.book.fields:
            return ids[:1]
        first, own = line_.id.partition(".")[0], (self.model.variants or {}).values()
        differs = any(first in variant.model_fields_set or variant.components for variant in own)
        return ids if differs else ids[:1]

    def _single(self, line_: Line, variant: str | None) -> Cell:
        if line_.derived:
            return self._derived(line_, variant)
        place = self.book.place(line_.id, variant)
        if place is None or self.book.written[place] == ():
            return self._missing(line_, variant)
        return self._shown(line_, self.book.written[place], self._anchor(place))

    def _anchor(self, place: str) -> str:
        index = self.book.support.get(place)
        return "" if index is None else f"e{index + 1}"

    def _shown(self, line_: Line, raw: Any, anchor: str) -> Cell:
        if line_.kind == "number":
            number = float(sort_key(raw) or 0)
            return Cell(text_of(raw), anchor=anchor, numbers=(number, number))
        if line_.kind == "terms":
            items = tuple(self._named(line_, id_) for id_ in (raw if isinstance(raw, tuple) else (raw,)))
            return Cell(", ".join(name for name, _ in items), anchor=anchor, items=items)
        if line_.id == "languages":
            names = language_names(raw)
            more = f" and {len(names) - _LONGEST_LIST} more" if len(names) > _LONGEST_LIST + 1 else ""
            return Cell(", ".join(names[:_LONGEST_LIST] if more else names) + more, anchor=anchor)
        return Cell(ACCESS[raw].label if line_.id == "access" else text_of(raw), anchor=anchor)

    def _named(self, line_: Line, id_: str) -> tuple[str, str]:
        """(name, address or nothing) of an entry that a fact names."""
        assert line_.field and line_.field.ref
        kind = line_.field.ref.kind
        entry = self.catalog.collection(kind).get(id_)
        name = entry.name if entry else id_
        return name, f"{kind}/{id_}/" if entry and kind in _WITH_PAGE else ""

    def _missing(self, line_: Line, variant: str | None) -> Cell:
        """Why a fact is not there, or what stands in its place."""
        facts = self.facts(variant)
        if by_part := self._by_part(line_, [facts]):
            return by_part
        if implied := self._implied(line_, facts):
            return implied
        state: str = self.book.absence(line_.id, variant)
        if state == "not-researched" and self._has_none(line_, variant):
            state = "not-applicable"
        return gap(state)

    def _has_none(self, line_: Line, variant: str | None) -> bool:
        """Whether a missing fact is no gap: architectures are not trained, and a network of which every weight could
        be counted has no further parts."""
        if self.model.kind == "architecture":
            return line_.group in ("training", "access", "tokenizer") or line_.optional
        return line_.optional and variant is not None and recount(self.catalog, self.id, variant).total is not None

    def _by_part(self, line_: Line, variants: list[Facts]) -> Cell | None:
        """A size that the components have, and the whole has not."""
        if line_.group != "size" or line_.id not in self.book.fields:
            return None
        found: dict[str, list[Any]] = {}
        for facts in variants:
            for name, part in (facts.components or {}).items():
                found.setdefault(name, []).append(getattr(part, line_.id))
        texts = [f"{name.replace('_', ' ')} {shown}" for name, raws in found.items() if (shown := spread(raws))]
        return Cell(", ".join(texts), anchor=_PARTS) if texts else None

    def _implied(self, line_: Line, facts: Facts) -> Cell | None:
        """A size that follows from others."""
        if line_.id == "layers" and facts.encoder_layers and facts.decoder_layers:
            return Cell(f"{facts.encoder_layers} + {facts.decoder_layers}", "implied")
        number = None
        if line_.id == "kv_heads" and not facts.kv_lora_rank:
            number = facts.attention_heads
        elif line_.id == "head_size" and facts.hidden_size and facts.attention_heads and not facts.qk_nope_head_size:
            number = facts.hidden_size // facts.attention_heads
        return Cell(grouped(number), "implied", numbers=(number, number)) if number else None

    def _derived(self, line_: Line, variant: str | None) -> Cell:
        if line_.id == "commercial_use":
            return self._commercial(variant)
        found = derived.number(self.catalog, self.id, variant, line_.id) if variant else "not-applicable"
        if isinstance(found, str):
            return gap(found)
        return Cell(found.text, "derived", found.anchor, (found.number, found.number))

    def _commercial(self, variant: str | None) -> Cell:
        weights = self.cell(line("licenses.weights"), variant)
        entry = self.catalog.licenses.get(self.book.written.get(self.book.place("licenses.weights", variant) or "", ""))
        if entry is None or entry.commercial_use is None:
            return gap(weights.state if not weights.known else "not-researched")
        return Cell("allowed" if entry.commercial_use else "not allowed", "derived", weights.anchor)


@cache
def gap(state: str) -> Cell:
    """A cell without a value, and why."""
    return Cell({"not-applicable": "–", "not-derivable": "not derivable"}.get(state) or ABSENCE_TEXT[state], state)


def _combined(cells: list[Cell]) -> Cell:
    """One cell for variants that differ: a range, all that they name, or what each says."""
    first = cells[0]
    numbers = [cell.numbers for cell in cells if cell.numbers]
    if numbers and len(numbers) == len(cells):
        ends = min(cells, key=_size).text, max(cells, key=_size).text
        return first._replace(text="–".join(ends), numbers=(min(n[0] for n in numbers), max(n[1] for n in numbers)))
    if all(cell.items for cell in cells):
        items = tuple(dict.fromkeys(item for cell in cells for item in cell.items))
        return first._replace(text=", ".join(name for name, _ in items), items=items)
    texts = list(dict.fromkeys(cell.text for cell in cells))
    joined = "; ".join(texts)
    short = len(texts) < 3 and len(joined) <= _LONGEST_TEXT
    return Cell(joined if short else f"{len(texts)} values, by size", first.state, first.anchor)


def _size(cell: Cell) -> float:
    return cell.numbers[0] if cell.numbers else 0


def standing(cells: Iterable[Cell]) -> str:
    """How the cells of a line stand to each other: `same`, `differs`, or `gap` where too little is known to say.

    That a network has no such part is known; what is not researched or kept back is neither same nor different.
    """
    found = list(cells)
    certain = [cell for cell in found if cell.known or cell.state == "not-applicable"]
    if len({cell.key for cell in certain}) > 1:
        return "differs"
    return "same" if len(certain) == len(found) else "gap"


def is_shown(cells: Iterable[Cell]) -> bool:
    """Whether a line has something to say: a fact, or that the makers keep it back."""
    return any((cell.known and cell.state != "implied") or cell.state == "undisclosed" for cell in cells)


@lru_cache(maxsize=32_768)
def model_cells(catalog: Catalog, id_: str) -> ModelCells:
    """The cells of a model; several pages set it beside others."""
    return ModelCells(catalog, id_)
