"""Everything the page of one model shows, gathered once."""

from __future__ import annotations

from functools import cached_property

from atlas.derive.tree import Node
from atlas.schema.choices import SOURCE_TYPES
from atlas.schema.facts import Facts
from atlas.views import model_tables, references, sources
from atlas.views.architecture import architecture_tree
from atlas.views.model_facts import ModelFacts
from atlas.views.strip import Figure, cache_tokens, strip
from atlas.views.values import Value


def _shape(nodes: tuple[Node, ...]) -> object:
    """What a tree looks like without its sizes."""
    return tuple((node.label, node.concept, node.record, _shape(node.children)) for node in nodes)


class ModelView(ModelFacts):
    """The sections of a model page."""

    @cached_property
    def strip(self) -> list[Figure]:
        return strip(self)

    @cached_property
    def columns(self) -> list[model_tables.VariantColumn]:
        return model_tables.variant_columns(self)

    @cached_property
    def rows(self) -> list[tuple[str, Facts, list[Value]]]:
        return model_tables.variant_rows(self, self.columns)

    @cached_property
    def training(self) -> list[model_tables.TrainingLine]:
        return model_tables.training_lines(self)

    @cached_property
    def costs(self) -> list[model_tables.CostLine]:
        return model_tables.cost_lines(self)

    @cached_property
    def cache_tokens(self) -> int:
        return cache_tokens(self)

    @cached_property
    def trees(self) -> list[tuple[str, Node]]:
        """(name of a variant, architecture tree) of each structure; variants that differ in sizes only share one."""
        if not self.variants:
            tree = architecture_tree(self.catalog, self.id)
            return [(self.model.name, tree)] if any(child.kind != "part" for child in tree.children) else []
        alike: dict[object, list[str]] = {}
        for variant, ours in self.recounts.items():
            alike.setdefault(_shape(ours.tree.children), []).append(variant)
        return [(self.variant_name(variants[0]), self.recounts[variants[0]].tree) for variants in alike.values()]

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
    def sources(self) -> list[references.NumberedSource]:
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
            found.append(references.numbered(number, source, evidence, self.label, self._row_name))
        return found

    def _row_name(self, key: str) -> str:
        return self.variant_name(key) if key in self.variants else key

    @cached_property
    def bibtex(self) -> str:
        """BibTeX of the first paper, report or book of the record; empty if there is none."""
        own = (self.model.sources or {}).values()
        return next((sources.bibtex(self.id, s) for s in own if SOURCE_TYPES[s.type].names_model), "")
