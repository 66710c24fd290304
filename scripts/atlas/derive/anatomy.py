"""From the facts of a variant to the tree of its architecture."""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby

from atlas.catalog import MODELS_AT_A_TIME, Catalog, lately_per_catalog
from atlas.derive.blocks import Parts
from atlas.derive.ends import STACKS, Ends
from atlas.derive.tree import Node
from atlas.schema.choices import LAYER_KINDS
from atlas.schema.sections import Architecture
from atlas.schema.variants import Component, Facts

_DECODERS = {"transformer-decoder", "attention-state-space-hybrid", "state-space-model"}
_DEEPEST = 4  # components of components


@lately_per_catalog(MODELS_AT_A_TIME)
def anatomy(catalog: Catalog, model_id: str, variant: str | None = None) -> Node:
    """The tree of a variant (the first one if none is named), or of an architecture."""
    model = catalog.models[model_id]
    facts = catalog.facts(model_id, variant) or model
    unknown = "undisclosed" if "undisclosed" in {a.reason for a in (model.absent or {}).values()} else "not researched"
    children = _Anatomy(catalog, facts, unknown, (model_id,)).children()
    return Node("model", facts.name or model.name, record=model_id, children=children)


def architecture_of(catalog: Catalog, facts: Facts) -> Architecture:
    """The architecture a part writes, or that of the record it is taken from."""
    own = facts.architecture or Architecture()
    if own.type is None and isinstance(facts, Component) and facts.model:
        source = catalog.facts(facts.model, facts.variant, facts.component)
        if source is not None and source.architecture:
            return source.architecture
    return own


class _Anatomy:
    """Builds the children of one model or component."""

    def __init__(self, catalog: Catalog, facts: Facts, unknown: str, chain: tuple[str, ...]) -> None:
        self.catalog, self.facts, self.unknown, self.chain = catalog, facts, unknown, chain
        self.architecture = architecture_of(catalog, facts)
        self.type = self.architecture.type or ""
        self.parts = Parts(facts, catalog.concepts, unknown)
        self.ends = Ends(facts, self.parts, self.type)

    def children(self) -> tuple[Node, ...]:
        own = self._own()
        components = self.facts.components or {}
        return (*own, *(self._component(name, part) for name, part in components.items()))

    def _own(self) -> tuple[Node, ...]:
        """The parts written directly in this record, beside its components."""
        if self.type == "transformer-encoder-decoder":
            return () if self._components_hold_stacks() else self._encoder_decoder()
        if self.type in STACKS:
            return () if self._components_hold_stacks() else self._single_stack()
        if self.type == "convolution-transformer-hybrid":
            return self._conformer() if self.facts.hidden_size else ()
        if self.type == "recurrent-network" and self.facts.hidden_size:
            return (self._recurrent(),)
        if self.facts.components:
            return ()
        concept = self.catalog.concepts.get(self.type)
        label = concept.name if concept else "Architecture"
        detail = "" if concept else self.unknown
        return (Node("part", label, detail, concept=self.type, missing="the sizes of its layers"),)

    def _components_hold_stacks(self) -> bool:
        return bool(self.facts.components) and not (self.facts.layers or self.facts.encoder_layers)

    # Components

    def _component(self, name: str, part: Component) -> Node:
        label = part.name or name.replace("_", " ").replace("-", " ").capitalize()
        target = part.model if part.model in self.catalog.models else ""
        detail = part.role or ""
        if part.frozen:
            detail = f"{detail}, frozen" if detail else "frozen"
        if part.model in self.chain or len(self.chain) > _DEEPEST:
            return Node("component", label, detail, record=target or "", missing="a shorter chain of components")
        children = self._component_children(part)
        missing = any(node.missing for child in children for node in child.walk())
        if part.parameters and (missing or not children):
            return Node(
                "component",
                label,
                detail,
                record=target or "",
                parameters=part.parameters.value,
                reported=True,
                formula="as reported",
                children=_uncounted(children),
            )
        return Node("component", label, detail, record=target or "", children=children)

    def _component_children(self, part: Component) -> tuple[Node, ...]:
        if part.hidden_size or part.components or not (part.model and part.model in self.catalog.models):
            own = part.hidden_size or part.components or (part.architecture and part.architecture.type)
            return _Anatomy(self.catalog, part, self.unknown, (*self.chain, part.model or "")).children() if own else ()
        facts = self.catalog.facts(part.model, part.variant, part.component)
        if facts is None or facts.architecture is None:
            return ()
        return _Anatomy(self.catalog, facts, self.unknown, (*self.chain, part.model or "")).children()

    # Stacks

    def _single_stack(self) -> tuple[Node, ...]:
        decoder = self.type in _DECODERS
        nodes = [*self.ends.embeddings(), *self._layers(self.facts.layers)]
        if self.architecture.normalization_placement in ("pre", "both"):
            nodes.append(self.parts.norm("after the last layer"))
        return (*nodes, *self.ends.heads(language_model=decoder))

    def _encoder_decoder(self) -> tuple[Node, ...]:
        facts = self.facts
        final = self.architecture.normalization_placement in ("pre", "both")
        tokens, *positions = self.ends.embeddings()
        shared = self.ends.relative_bias()
        stacks = []
        for label, layers, cross in (
            ("Encoder", facts.encoder_layers, False),
            ("Decoder", facts.decoder_layers, True),
        ):
            children = [*positions, *shared, *self._layers(layers, cross=cross)]
            children += [self.parts.norm("after the last layer")] if final else []
            stacks.append(Node("component", label, children=tuple(children)))
        return (tokens, *stacks, *self.ends.heads(language_model=True))

    def _conformer(self) -> tuple[Node, ...]:
        parts, layers = self.parts, self.facts.layers or self.facts.encoder_layers
        norm = parts.norm()
        block = (
            *(norm, parts.feed_forward(half=True)),
            *(norm, parts.attention()),
            *(norm, parts.convolution()),
            *(norm, parts.feed_forward(half=True)),
            parts.norm("at the end of the block"),
        )
        missing = "" if layers else "number of layers"
        stack = Node(
            "stack",
            "Conformer blocks",
            self._count(layers),
            concept="conformer-block",
            repeat=layers or 1,
            missing=missing,
            children=block,
        )
        return (self.ends.subsampling(), stack)

    def _recurrent(self) -> Node:
        cell = self.facts.model if isinstance(self.facts, Component) and self.facts.model else ""
        layer = self.parts.recurrent(cell).times(self.facts.layers or 1)
        table = (self.ends.tokens(),) if self.facts.tokenizer else ()
        return Node("stack", "Recurrent layers", children=(*table, layer))

    # Layers

    def _layers(self, count: int | None, *, cross: bool = False) -> tuple[Node, ...]:
        """The layers of a stack, repetitions folded: a prefix of dense layers, then the repeating pattern."""
        if not count:
            block = self._block("attention", experts=bool(self.facts.experts), cross=cross)
            return (Node("stack", "Blocks", self._count(None), missing="number of layers", children=block),)
        kinds = self._layer_kinds(count)
        first = self.facts.first_dense_layers or 0
        rest = kinds[first:]
        period = _period(rest)
        times = len(rest) // period if period else 0
        nodes = self._runs(kinds[:first], cross)
        if period <= 1 or times <= 1:
            return (*nodes, *self._runs(rest, cross))
        group = Node(
            "stack",
            "Groups of layers",
            f"{times} × {period} layers",
            repeat=times,
            shared=bool(self.architecture.shared_layers),
            children=self._runs(rest[:period], cross),
        )
        return (*nodes, group, *self._runs(rest[times * period :], cross))

    def _layer_kinds(self, count: int) -> list[tuple[str, bool]]:
        """(mixer, whether the feed-forward is a mixture of experts) of every layer."""
        facts = self.facts
        pattern = facts.layer_pattern or (("mamba",) if self.type == "state-space-model" else ("attention",))
        every, offset, first = (
            facts.expert_every or 1,
            facts.expert_offset or 0,
            facts.first_dense_layers or 0,
        )
        return [
            (pattern[i % len(pattern)], bool(facts.experts) and i >= first and (i - offset) % every == 0)
            for i in range(count)
        ]

    def _runs(self, kinds: list[tuple[str, bool]], cross: bool) -> tuple[Node, ...]:
        nodes = []
        for (mixer, experts), run in groupby(kinds):
            repeat = len(list(run))
            nodes.append(
                Node(
                    "stack",
                    _block_name(mixer, experts),
                    self._count(repeat),
                    repeat=repeat,
                    shared=bool(self.architecture.shared_layers),
                    children=self._block(mixer, experts=experts, cross=cross),
                )
            )
        return tuple(nodes)

    def _count(self, layers: int | None) -> str:
        if layers is None:
            return f"number of layers {self.unknown}"
        return f"{layers} × the same weights" if self.architecture.shared_layers else ""

    def _block(self, mixer: str, *, experts: bool, cross: bool) -> tuple[Node, ...]:
        """Mixer and feed-forward with their norms in place."""
        parts = self.parts
        sublayers = [self._mixer(mixer)]
        if cross:
            sublayers.append(parts.attention(cross=True))
        if experts:
            sublayers.append(parts.experts())
        elif self.facts.ffn_size or mixer != "mamba":
            sublayers.append(parts.feed_forward())
        placement = self.architecture.normalization_placement
        if self.architecture.parallel_blocks:
            return (parts.norm("before both, which run side by side"), *sublayers)
        nodes: list[Node] = []
        for sublayer in sublayers:
            nodes += [parts.norm("before")] if placement in ("pre", "both") else []
            nodes.append(sublayer)
            nodes += [parts.norm("after the residual sum")] if placement in ("post", "both") else []
        return tuple(nodes)

    def _mixer(self, kind: str) -> Node:
        if kind == "mamba":
            return self.parts.mamba()
        if kind == "convolution":
            return self.parts.convolution()
        if kind == "recurrent":
            return Node("recurrent", "Recurrent layer", missing="kind of recurrent cell")
        detail = {"local-attention": f"window of {self.facts.attention_window or self.unknown}"}.get(kind, "")
        kinds = self.architecture.attention or ()
        sparse = "sparse-attention" if kind == "sparse-attention" else None
        full = next((k for k in kinds if k != "sparse-attention"), None)
        return self.parts.attention(sparse or full, detail=detail)


def _period(kinds: list[tuple[str, bool]]) -> int:
    """The smallest number of layers after which the kinds repeat; the last round may be cut short."""
    lengths = range(1, len(kinds) + 1)
    return next((p for p in lengths if all(kind == kinds[i % p] for i, kind in enumerate(kinds))), 0)


def _block_name(mixer: str, experts: bool) -> str:
    return LAYER_KINDS[mixer].label + (" with experts" if experts else "")


def _uncounted(children: tuple[Node, ...]) -> tuple[Node, ...]:
    """Children shown for their structure, below a part whose count is reported as a whole."""
    return tuple(
        replace(c, parameters=0, active=None, formula="", missing="", left_out="", children=_uncounted(c.children))
        for c in children
    )
