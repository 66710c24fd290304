"""Small catalogues from YAML text, for the tests of what is derived and shown."""

from textwrap import dedent, indent
from typing import Any

import yaml

from atlas.catalog import Catalog, Entry
from atlas.schema.base import Part
from atlas.schema.evidence import Source
from atlas.schema.variants import Facts
from atlas.schema.vocabulary import COLLECTIONS
from atlas.text.yamlio import Document

# Concepts that decide how sizes are counted; a test names further ones itself.
_CONCEPTS = """
transformer-encoder: {name: Transformer encoder, kind: architecture, traits: [layers, attention, tokens]}
transformer-decoder: {name: Transformer decoder, kind: architecture, traits: [layers, attention, tokens]}
transformer-encoder-decoder: {name: Encoder–decoder, kind: architecture, traits: [layers, attention, tokens]}
attention-state-space-hybrid: {name: Hybrid, kind: architecture, traits: [layers, attention, tokens]}
state-space-model: {name: State-space model, kind: architecture, traits: [layers, tokens]}
recurrent-network: {name: Recurrent network, kind: architecture, traits: [layers]}
convolutional-network: {name: Convolutional network, kind: architecture, traits: []}
convolution-transformer-hybrid: {name: Convolution and attention, kind: architecture, traits: [layers, attention]}
dual-encoder: {name: Dual encoder, kind: architecture, traits: []}
layer-normalization: {name: Layer normalization, kind: normalization}
rms-normalization: {name: RMS normalization, kind: normalization}
learned-absolute-positions: {name: Learned positions, kind: position-encoding}
rope: {name: Rotary positions, kind: position-encoding}
multi-head-attention: {name: Multi-head attention, kind: attention}
gelu: {name: GELU, kind: activation}
swiglu: {name: SwiGLU, kind: activation, gated: true}
"""

# What the schema asks of every record, and few tests are about.
_REQUIRED = {
    "category": "examples",
    "summary": "An example.",
    "intro": "An example.",
    "description": "An example.",
    "type": "paper",
    "class": "permissive",
}

# A model and the one that came of it, for the tests of comparisons.
PAIR = """
models:
  old:
    name: Old
    released: 2018
    context_length: 512
    architecture: {type: transformer-encoder, attention: multi-head-attention, activation: gelu}
    tokenizer: {vocabulary_size: 30522}
    training: {tokens: 128B, objectives: [filling, ordering]}
    variants:
      base: {name: Old-Base, parameters: 110M, layers: 12}
      large: {name: Old-Large, parameters: 340M, layers: 24}
    evidence:
      - {source: paper, supports: [tokenizer.vocabulary_size]}
      - {source: paper, quote: "110M", supports: [variants.base.parameters]}
    sources: {paper: {title: A paper}}
  new:
    name: New
    released: 2019
    context_length: 512
    architecture: {type: transformer-encoder, attention: multi-head-attention, activation: gelu}
    tokenizer: {vocabulary_size: 50265}
    training: {tokens: 2.1T, objectives: [filling]}
    variants:
      base: {name: New-Base, parameters: 125M, layers: 12}
      large: {name: New-Large, parameters: 355M, layers: 24}
    relations: [{type: uses-architecture-of, model: old, note: Without segments.}]
concepts:
  filling: {name: Filling gaps, kind: objective}
  ordering: {name: Ordering sentences, kind: objective}
"""


def catalog(text: str) -> Catalog:
    """A catalogue from YAML: collections (`models:`, `organizations:` …), in each the records by id.

    Required fields that a test says nothing about are filled in: names with the id.
    """
    collections = {"concepts": yaml.load(_CONCEPTS, yaml.BaseLoader)}
    for name, records in yaml.load(text, yaml.BaseLoader).items():
        collections[name] = collections.get(name, {}) | records
    entries = {
        (name, id_): Entry(name, id_, _record(COLLECTIONS[name].part, id_, given), Document(f"data/{name}/{id_}.yml"))
        for name, records in collections.items()
        for id_, given in records.items()
    }
    built: dict[str, Any] = {name: {} for name in COLLECTIONS}
    for (name, id_), entry in entries.items():
        built[name][id_] = entry.record
    return Catalog(built, entries=entries)


def models(text: str) -> Catalog:
    """A catalogue of models alone, from YAML by model id."""
    return catalog(f"models:\n{_below(text)}")


def model(text: str) -> Catalog:
    """A catalogue with the one model `example`, from the YAML of its record."""
    return models(f"example:\n{_below(text)}")


def variant(text: str) -> tuple[Catalog, Facts]:
    """The one variant `base` of the one model `example`, from the YAML of its facts, with its catalogue."""
    only = model(f"variants:\n  base:\n{_below(text, 4)}")
    return only, only.variants("example")["base"]


def _below(text: str, spaces: int = 2) -> str:
    return indent(dedent(text), " " * spaces)


def _record(schema: type[Part], id_: str, given: dict[str, Any]) -> Part:
    filled = _filled(schema, id_, given)
    if "sources" in filled:
        filled["sources"] = {key: _filled(Source, key, source) for key, source in filled["sources"].items()}
    return schema.model_validate(filled)


def _filled(schema: type[Part], id_: str, given: dict[str, Any]) -> dict[str, Any]:
    missing = {name.rstrip("_") for name, field in schema.model_fields.items() if field.is_required()} - given.keys()
    own = {"kind": schema.__name__.lower()}  # `model` for a Model, `concept` for a Concept
    return {name: (own | _REQUIRED).get(name, id_) for name in missing} | given
