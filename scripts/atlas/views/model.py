"""Everything the page of one model shows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from atlas.catalog import Catalog
from atlas.derive import costs
from atlas.derive.parameters import Recount, recount
from atlas.derive.tree import Node
from atlas.quantity import grouped, short, short_bytes
from atlas.schema.evidence import Evidence, Source
from atlas.schema.facts import Facts
from atlas.schema.registry import fields, schema_path
from atlas.views import sources
from atlas.views.architecture import architecture_tree
from atlas.views.facts import FactBook, Standing_
from atlas.views.rows import ACCESS
from atlas.views.values import Value, absent, sort_key, spread, text_of

_VARIANT_COLUMNS = (
    "parameters",
    "active_parameters",
    "layers",
    "encoder_layers",
    "decoder_layers",
    "hidden_size",
    "ffn_size",
    "attention_heads",
    "kv_heads",
    "head_size",
    "embedding_size",
    "projection_size",
    "experts",
    "experts_per_token",
    "expert_ffn_size",
    "context_length",
    "image_size",
    "patch_size",
    "tokenizer.vocabulary_size",
    "training.tokens",
    "released",
    "access",
)
_TRAINING = (
    "objectives",
    "alignment",
    "techniques",
    "datasets",
    "tokens",
    "examples",
    "bytes",
    "hours",
    "epochs",
    "steps",
    "batch_size",
    "batch_tokens",
    "sequence_length",
    "compute",
    "optimizer",
    "learning_rate",
    "precision",
    "hardware",
    "chips",
    "chip_hours",
    "duration",
    "energy",
    "cost",
)
_ALWAYS = {"parameters", "layers", "hidden_size", "attention_heads", "context_length"}
CACHE_TOKENS = 8192


@dataclass(frozen=True, slots=True)
class NumberedSource:
    """A source with its number on the page and the evidence that rests on it."""

    number: int
    id: str
    source: Source
    address: str
    evidence: tuple[tuple[str, Evidence, tuple[str, ...]], ...]  # anchor, evidence, labels of the facts


class ModelView:
    """Looks up and formats the facts of one model for its page."""

    def __init__(self, catalog: Catalog, id_: str) -> None:
        self.catalog, self.id = catalog, id_
        self.model = catalog.models[id_]
        self.book = FactBook(catalog, id_)
        self.variants = catalog.variants(id_)
        self.numbers = {source_id: number for number, source_id in enumerate(self._source_ids(), 1)}
        self.recounts: dict[str, Recount] = {v: recount(catalog, id_, v) for v in self.variants}

    # Facts

    def value(self, field: str, variant: str | None = None) -> Value:
        """A fact of a variant as it is shown, with the anchor of its evidence or its kind of absence."""
        place = self.book.place(field, variant)
        if place is None:
            return absent(self.book.absence(field, variant))
        facts = self.variants.get(variant or "", self.model)
        raw = _get(facts if variant else self.model, field)
        anchor, title, state = self._support(place)
        text = ACCESS.get(raw, raw) if field == "access" else text_of(raw)
        return Value(text, state, anchor, title, sort_key(raw))

    def _support(self, place: str) -> tuple[str, str, str]:
        index = self.book.support.get(place)
        if index is None:
            return "", "", "unsupported"
        evidence = (self.model.evidence or ())[index]
        where = f", {evidence.locator}" if evidence.locator else ""
        title = f"Source {self.numbers[evidence.source]}{where}"
        return f"e{index + 1}", title, "quoted" if self.book.is_quoted(place, index) else "cited"

    def ranged(self, field: str, get: Callable[[Facts], Any]) -> Value:
        """A fact over all variants: one value, or smallest – largest."""
        found = {v: get(facts) for v, facts in self.variants.items()}
        known = {v: value for v, value in found.items() if value is not None}
        if not known:
            return absent(self.book.absence(field, next(iter(self.variants), None)))
        first = next(iter(known))
        shown = self.value(field, first)
        return Value(spread(known.values()), shown.state, shown.evidence, shown.title)

    # The strip of five numbers

    def strip(self) -> list[tuple[str, Value, str]]:
        """(label, value, remark) of the numbers people come for."""
        if self.model.kind == "architecture" and not self.variants:
            return []
        per = [r for f in self.variants.values() if (r := costs.tokens_per_parameter(f))]
        remark = f"{spread(per, _ratio)} per parameter" if per else ""
        return [
            ("Parameters", self.ranged("parameters", lambda f: f.parameters), self._active_remark()),
            ("Context", self.ranged("context_length", lambda f: f.context_length), "tokens"),
            (
                "Training tokens",
                self.ranged("training.tokens", lambda f: f.training and f.training.tokens),
                remark,
            ),
            ("KV cache at 8K", *self._cache_cell()),
            ("Weights", *self._memory_cell()),
        ]

    def _active_remark(self) -> str:
        active = [f.active_parameters for f in self.variants.values() if f.active_parameters]
        return f"{spread(active)} active" if active else ""

    def _cache_cell(self) -> tuple[Value, str]:
        caches = [costs.kv_cache(self.catalog, facts) for facts in self.variants.values()]
        known = [c for c in caches if isinstance(c, costs.Cache)]
        if known:
            text = spread([c.at(CACHE_TOKENS) for c in known], short_bytes)
            return Value(text, "derived", title=known[0].formula), "16-bit, one sequence"
        return (absent("not-applicable") if any(isinstance(c, str) for c in caches) else self._derived_gap()), ""

    def _memory_cell(self) -> tuple[Value, str]:
        counts = [f.parameters.value for f in self.variants.values() if f.parameters]
        if not counts:
            return self._derived_gap(), ""
        return Value(spread([2 * c for c in counts], short_bytes), "derived", title="2 bytes × parameters"), "at bf16"

    def _derived_gap(self) -> Value:
        """Nothing can be derived from a number that is kept back, or that nobody has entered."""
        return absent(self.book.absence("parameters", next(iter(self.variants), None)))

    # Tables

    def variant_columns(self) -> list[str]:
        """The columns worth showing: those with a value, and the dimensions that everybody expects."""
        columns = []
        for field in _VARIANT_COLUMNS:
            values = [_get(facts, field) for facts in self.variants.values()]
            states = {
                self.book.absence(field, v) for v, value in zip(self.variants, values, strict=True) if value is None
            }
            known = [v for v in values if v is not None]
            if field in (
                "released",
                "access",
                "training.tokens",
                "tokenizer.vocabulary_size",
                "context_length",
            ):
                wanted = len({sort_key(v) for v in values}) > 1 and bool(known)
            else:
                wanted = bool(known) or (field in _ALWAYS and states == {"undisclosed"})
            if wanted:
                columns.append(field)
        return columns

    def variant_rows(self) -> list[tuple[str, Facts, list[Value]]]:
        """(id, resolved facts, cells in the order of variant_columns)."""
        columns = self.variant_columns()
        return [(v, facts, [self.value(c, v) for c in columns]) for v, facts in self.variants.items()]

    def training(self) -> list[tuple[str, str, Any, Value]]:
        """(field, label, raw value, shown value) of what is known of the training, shared by all variants."""
        found = []
        for name in _TRAINING:
            path = f"training.{name}"
            raw = _get(self.model, path)
            if raw is None and self.variants:
                get = partial(_get, path=path)
                raws = {v: get(f) for v, f in self.variants.items() if get(f) is not None}
                if not raws:
                    if name == "tokens" and self.book.absence(path, next(iter(self.variants))) == "undisclosed":
                        found.append((path, fields()[path].label, None, absent("undisclosed")))
                    continue
                raw = next(iter(raws.values()))
                same = len({str(v) for v in raws.values()}) == 1 and len(raws) == len(self.variants)
                shown = self.ranged(path, get) if not isinstance(raw, tuple) and not isinstance(raw, str) else None
                if shown is None:
                    shown = self.value(path, next(iter(raws)))
                    if not same and isinstance(raw, str):
                        names = {self.variants[v].name or v: text_of(value) for v, value in raws.items()}
                        shown = Value(
                            "; ".join(f"{n}: {t}" for n, t in names.items()),
                            shown.state,
                            shown.evidence,
                            shown.title,
                        )
            elif raw is None:
                continue
            else:
                shown = self.value(path)
            found.append((path, fields()[path].label, raw, shown))
        return found

    def memory_rows(self) -> list[dict[str, str]]:
        """Weights in memory, cache and training compute of every variant, as texts."""
        lines = []
        for facts, (v, ours) in zip(self.variants.values(), self.recounts.items(), strict=True):
            count = facts.parameters.value if facts.parameters else ours.total
            memory = costs.weight_memory(count) if count else {}
            cache = costs.kv_cache(self.catalog, facts)
            compute = costs.training_compute(self.catalog, facts)
            ratio = costs.tokens_per_parameter(facts)
            lines.append(
                {
                    "name": facts.name or v,
                    **{form: short_bytes(size) for form, size in memory.items()},
                    "cache_token": short_bytes(cache.per_token) if isinstance(cache, costs.Cache) else "",
                    "cache_8k": short_bytes(cache.at(CACHE_TOKENS)) if isinstance(cache, costs.Cache) else "",
                    "cache_formula": cache.formula if isinstance(cache, costs.Cache) else "",
                    "cache_note": cache.note if isinstance(cache, costs.Cache) else cache or "",
                    "compute": str(compute.flop) if compute else "",
                    "compute_formula": compute.formula if compute else "",
                    "ratio": _ratio(ratio) if ratio else "",
                    "counted": "" if facts.parameters else "recounted",
                }
            )
        return lines

    @staticmethod
    def shows(lines: list[dict[str, str]], key: str) -> bool:
        """Whether any row has this column."""
        return any(line[key] for line in lines)

    def trees(self) -> list[tuple[str, str, Node]]:
        """(variant, name, architecture tree), the first of those that look alike; an architecture has one tree."""
        if not self.variants:
            tree = architecture_tree(self.catalog, self.id)
            return [("", self.model.name, tree)] if any(n.kind != "part" for n in tree.children) else []
        return [(v, f.name or v, self.recounts[v].tree) for v, f in self.variants.items()]

    def recount_notes(self) -> list[str]:
        """What a reader must know of the recount: parts that are missing, left out or only reported."""
        ours = list(self.recounts.values())
        missing = dict.fromkeys(m for r in ours for m in r.missing)
        left_out = dict.fromkeys(x for r in ours if r.total for x in r.left_out)
        reported = dict.fromkeys(x for r in ours if r.total for x in r.reported_parts)
        notes = []
        if missing:
            notes.append(f"Not known, so not counted: {'; '.join(missing)}.")
        if left_out:
            notes.append(f"Left out of the sum: {', '.join(left_out)}.")
        if reported:
            notes.append(f"Taken as reported: {', '.join(reported)}.")
        return notes

    # Standing

    def gaps(self) -> dict[str, list[Standing_]]:
        """Headline facts that are not there, by kind of absence."""
        found: dict[str, list[Standing_]] = {}
        for fact in self.book.headline():
            if fact.state in ("undisclosed", "not-researched"):
                found.setdefault(fact.state, []).append(fact)
        return found

    @staticmethod
    def description(path: str) -> str:
        """What a field means, for tooltips."""
        return fields()[path].description

    def label(self, path: str) -> str:
        """A path as people read it: `variants.base.layers` -> `Layers (BERT-Base)`."""
        steps = tuple(path.split("."))
        field = fields().get(schema_path(steps))
        label = field.label if field else path
        parts = (
            [self.variants[steps[1]].name or steps[1]] if steps[0] == "variants" and steps[1] in self.variants else []
        )
        if "components" in steps:
            parts.append(steps[steps.index("components") + 1].replace("_", " "))
        return f"{label} ({', '.join(parts)})" if parts else label

    # Sources

    def _source_ids(self) -> list[str]:
        """Sources in the order of the record, then the shared ones it uses."""
        used = [e.source for e in self.model.evidence or ()]
        used += [a.source for a in (self.model.absent or {}).values() if a.source]
        used += [c.source for c in self.model.claims or ()] + [r.source for r in self.model.results or ()]
        ids = dict.fromkeys([*(self.model.sources or {}), *used])
        return [i for i in ids if self.catalog.source(self.model, i)]

    def sources(self) -> list[NumberedSource]:
        """All sources of the page, each with its evidence."""
        found = []
        for source_id, number in self.numbers.items():
            source = self.catalog.source(self.model, source_id)
            assert source is not None
            evidence = tuple(
                (f"e{index + 1}", entry, self._supported_labels(entry))
                for index, entry in enumerate(self.model.evidence or ())
                if entry.source == source_id
            )
            found.append(NumberedSource(number, source_id, source, sources.address(source), evidence))
        return found

    def _supported_labels(self, evidence: Evidence) -> tuple[str, ...]:
        return tuple(dict.fromkeys(self.label(path) for path in evidence.supports))

    def cite(self) -> list[tuple[str, str]]:
        """(title, BibTeX) of the model's own papers and reports."""
        own = self.model.sources or {}
        return [(s.title, sources.bibtex(self.id, s)) for s in own.values() if s.type in ("paper", "report", "book")][
            :1
        ]


def _get(facts: Any, path: str) -> Any:
    value = facts
    for step in path.split("."):
        value = getattr(value, step, None)
        if value is None:
            return None
    return value


def _ratio(number: float) -> str:
    return f"{number:.1f}" if number < 20 else grouped(round(number)) if number < 10_000 else short(number)
