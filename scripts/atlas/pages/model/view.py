"""Everything the page of one model shows, gathered once."""

from __future__ import annotations

from functools import cached_property

from atlas.catalog import Catalog
from atlas.derive.anatomy import anatomy
from atlas.derive.parameters import Recount, recount
from atlas.derive.tree import Node
from atlas.facts import sources
from atlas.facts.show import Shown, shown_facts
from atlas.facts.standing import HeadlineFact, headline
from atlas.pages.model import fact_tables, numbered_sources
from atlas.pages.model.cost_table import CostTable, cost_table
from atlas.pages.model.strip import Figure, strip
from atlas.schema.choices import SOURCE_TYPES
from atlas.schema.registry import fields, schema_path


class ModelView:
    """The sections of a model page."""

    def __init__(self, catalog: Catalog, id_: str) -> None:
        self.catalog, self.id = catalog, id_
        self.model = catalog.models[id_]
        self.variants = catalog.variants(id_)
        self.facts = shown_facts(catalog, id_)
        self.numbers = {source_id: number for number, source_id in enumerate(self._source_ids(), 1)}
        self.recounts: dict[str, Recount] = {v: recount(catalog, id_, v) for v in self.variants}

    def shown(self, path: str, variant: str | None = None) -> Shown:
        """A fact of the model as a whole, or of a variant."""
        return self.facts.of(path, variant)

    @cached_property
    def strip(self) -> list[Figure]:
        return strip(self.facts)

    @cached_property
    def columns(self) -> list[fact_tables.VariantColumn]:
        return fact_tables.variant_columns(self.facts)

    @cached_property
    def rows(self) -> list[tuple[str, list[Shown]]]:
        return [(v, [self.shown(c.path, v) for c in self.columns]) for v in self.variants]

    @cached_property
    def details(self) -> list[fact_tables.Line]:
        """Facts that have no column among the variants, and no line on the card."""
        return fact_tables.details(self.facts, {column.path for column in self.columns})

    @cached_property
    def parts(self) -> list[fact_tables.ComponentFacts]:
        return fact_tables.components(self.catalog, self.id)

    @cached_property
    def part_rows(self) -> list[tuple[str, list[Shown | None]]]:
        """(label, what each component has) of every field that one of them writes."""
        return fact_tables.component_rows(self.parts)

    @cached_property
    def training(self) -> list[fact_tables.Line]:
        return fact_tables.training_lines(self.facts)

    @cached_property
    def costs(self) -> CostTable:
        return cost_table(self.catalog, self.id)

    @cached_property
    def trees(self) -> list[tuple[str, Node]]:
        """(name of a variant, architecture tree) of each structure; variants that differ in sizes only share one."""
        if not self.variants:
            tree = anatomy(self.catalog, self.id)
            return [(self.model.name, tree)] if any(child.kind != "part" for child in tree.children) else []
        alike: dict[object, list[str]] = {}
        trees = {variant: anatomy(self.catalog, self.id, variant) for variant in self.variants}
        for variant, tree in trees.items():
            alike.setdefault(_shape(tree.children), []).append(variant)
        return [(self.variant_name(variants[0]), trees[variants[0]]) for variants in alike.values()]

    @cached_property
    def recount_notes(self) -> list[str]:
        """What a reader must know of the recount: parts that are missing, left out or only reported."""
        counted = [ours for ours in self.recounts.values() if ours.total]
        missing = dict.fromkeys(part for ours in self.recounts.values() for part in ours.missing)
        left_out = dict.fromkeys(part for ours in counted for part in ours.left_out)
        reported = dict.fromkeys(part for ours in counted for part in ours.reported_parts)
        notes = (
            f"Not known, so not counted: {'; '.join(missing)}." if missing else "",
            f"Left out of the sum: {', '.join(left_out)}." if left_out else "",
            f"Taken as reported: {', '.join(reported)}." if reported else "",
        )
        return [note for note in notes if note]

    @cached_property
    def sources(self) -> list[numbered_sources.NumberedSource]:
        """All sources of the page, each with its evidence."""
        found = []
        for source_id, number in self.numbers.items():
            source = self.catalog.source(self.model, source_id)
            assert source is not None  # only known sources are numbered
            evidence = [
                (f"e{index}", entry)
                for index, entry in enumerate(self.model.evidence or (), 1)
                if entry.source == source_id
            ]
            found.append(numbered_sources.numbered(number, source, evidence, self.label, self._row_name))
        return found

    @cached_property
    def bibtex(self) -> str:
        """BibTeX of the first paper, report or book of the record; empty if there is none."""
        own = (self.model.sources or {}).values()
        return next((sources.bibtex(self.id, s) for s in own if SOURCE_TYPES[s.type].names_model), "")

    def gaps(self) -> dict[str, list[HeadlineFact]]:
        """Headline facts that are not there, by why."""
        found: dict[str, list[HeadlineFact]] = {"undisclosed": [], "not-researched": []}
        for fact in headline(self.catalog, self.id):
            if fact.standing in found:
                found[fact.standing].append(fact)
        return found

    def variant_name(self, variant: str) -> str:
        return self.variants[variant].name or variant

    def label(self, path: str) -> str:
        """A path as people read it: `variants.base.layers` -> `Layers (BERT-Base)`."""
        steps = tuple(path.split("."))
        field = fields().get(schema_path(steps))
        label = field.label if field else path
        parts = [self.variant_name(steps[1])] if steps[0] == "variants" and steps[1] in self.variants else []
        if "components" in steps:
            parts.append(steps[steps.index("components") + 1].replace("_", " "))
        return f"{label} ({', '.join(parts)})" if parts else label

    def _row_name(self, key: str) -> str:
        return self.variant_name(key) if key in self.variants else key

    def _source_ids(self) -> list[str]:
        """Sources in the order of the record, then the shared ones it uses."""
        used = [e.source for e in self.model.evidence or ()]
        used += [a.source for a in (self.model.absent or {}).values() if a.source]
        used += [e.source for e in self.model.earlier or () if e.source]
        used += [c.source for c in self.model.claims or ()] + [r.source for r in self.model.results or ()]
        ids = dict.fromkeys([*(self.model.sources or {}), *used])
        return [i for i in ids if self.catalog.source(self.model, i)]


def _shape(nodes: tuple[Node, ...]) -> object:
    """What a tree looks like without its sizes."""
    return tuple((node.label, node.concept, node.record, _shape(node.children)) for node in nodes)
