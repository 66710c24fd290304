"""A synthetic catalogue: the project's own vocabulary, concepts and models, and N made-up models that pass every check.

Deterministic: the same N gives the same bytes. A record has about 3 KB: three variants, two sources, evidence
with quotes, a relation, prose with links.
"""

from __future__ import annotations

import random
import shutil
import sys
from pathlib import Path

# fmt: off
_ADJECTIVES = (
    "amber", "brisk", "calm", "dense", "early", "fine", "grand", "hollow", "inner", "jade", "keen", "light", "mild",
    "north", "open", "plain", "quiet",
)
_NOUNS = (
    "heron", "birch", "cedar", "delta", "ember", "fjord", "grove", "harbor", "iris", "juniper", "kestrel", "larch",
    "meadow", "nectar", "otter", "pine",
)
# fmt: on
_CATEGORIES = ("text-encoders", "text-generators", "large-language-models")
_WIDTHS = (512, 768, 1024, 1536, 2048, 4096)
_RECORD = """\
# yaml-language-server: $schema=../model.schema.json
kind: model
name: {name}
full_name: {name}, a made-up model for measurements
aliases: [{name} LM]
organizations: [{organization}]
released: {year}-{month}-15
category: {category}
tasks: [text-generation, text-classification]
languages: [en]
summary: A made-up decoder number {number} in three sizes, which exists only to measure how fast the site builds.
description: |
  {name} is a [[transformer-decoder]] of three sizes, trained with [[causal-language-modeling]] on {tokens} billion
  tokens of text. It reads {context} tokens at once and encodes positions with [[rope]].

  **How it works.** Each block normalizes its input ([[rms-normalization]]), attends with [[multi-head-attention]] and
  passes the result through a feed-forward layer with [[gelu]]. Nothing about it is unusual, which makes it a fair
  load: prose with links, *emphasis*, `code` and a formula, $n^2 \\cdot d$.

  **What came of it.** Its successor, number {following}, changes the width and the training data.
innovations:
  - Nothing new, in the {number}th way.
  - Sizes that are easy to compare.
modalities: {{input: [text], output: [text]}}
access: open-weights
licenses: {{weights: apache-2.0, code: mit}}
architecture:
  type: transformer-decoder
  attention: multi-head-attention
  position_encoding: rope
  normalization: rms-normalization
  normalization_placement: pre
  activation: gelu
  biases: none
  tied_embeddings: true
tokenizer: {{algorithm: byte-level-bpe, vocabulary_size: {vocabulary}}}
context_length: {context}
variants:
{variants}
training:
  objectives: [causal-language-modeling]
  datasets: [english-wikipedia, bookcorpus]
  tokens: {tokens}B
  optimizer: Adam
  hardware: made-up chips
relations:
  - {{type: {relation}, model: {parent}}}
sources:
  paper:
    type: paper
    title: "{name}: a synthetic report"
    authors: [Synthetic Author, others]
    date: {year}-{month}-15
    venue: Made up
  card:
    type: model-card
    title: "{name} model card"
    url: https://card.example/{id}
    date: {year}-{month}-20
evidence:
  - source: paper
    locator: Table 1
    rows:
{rows}
    supports: [parameters, layers, hidden_size, attention_heads]
  - source: paper
    locator: Section 2
    quote: "Trained on {tokens} billion tokens with a context of {context} and {vocabulary} pieces."
    supports: [training.tokens, context_length, tokenizer.vocabulary_size]
  - source: card
    locator: Licence and dates
    supports: [released, organizations, licenses.weights]
claims:
  - {{field: training.tokens, value: {more_tokens}B, verdict: also-reported, source: card, note: Rounded up.}}
"""


def write_catalogue(source: Path, target: Path, count: int) -> None:
    """Make a project folder with `count` synthetic models beside the real ones, which concepts link to.

    source: the project, whose data must pass its checks; target: a new folder.
    """
    for name in ("data", "docs", "scripts"):
        shutil.copytree(source / name, target / name, ignore=shutil.ignore_patterns("__pycache__", "measure"))
    for name in ("mkdocs.yml", "CONTRIBUTING.md"):
        shutil.copy(source / name, target / name)
    for number in range(count):
        path = target / "data" / "models" / f"{model_id(number)}.yml"
        path.write_text(record(number), encoding="utf-8")


def model_id(number: int) -> str:
    """A unique id, such as `amber-heron-00017`."""
    return f"{_ADJECTIVES[number % 17]}-{_NOUNS[number // 17 % 16]}-{number:05d}"


def record(number: int) -> str:
    """The YAML of one model."""
    chance = random.Random(number)
    width = chance.choice(_WIDTHS)
    name = model_id(number).replace("-", " ").title()
    sizes = [_size(key, factor, width) for key, factor in (("small", 1), ("base", 2), ("large", 4))]
    tokens = chance.randrange(20, 900)
    return _RECORD.format(
        number=number,
        following=number + 1,
        id=model_id(number),
        name=name,
        organization=chance.choice(("google", "openai", "meta-ai")),
        category=chance.choice(_CATEGORIES),
        year=2018 + number * 7 // 5000,
        month=f"{1 + number * 7 % 5000 * 12 // 5000:02d}",  # no model is older than its predecessor
        context=1024 * (1 + number % 4),
        vocabulary=32000 + number,
        tokens=tokens,
        more_tokens=tokens + 1,
        relation="successor-of" if number else "uses-architecture-of",
        parent=model_id(number - 1) if number else "transformer",
        variants="\n".join(_variant(name, *size) for size in sizes),
        rows="\n".join(_row(*size) for size in sizes),
    )


def _variant(name: str, key: str, count: int, layers: int, hidden: int) -> str:
    """A variant of a record as a line of YAML."""
    return (
        f"  {key}: {{name: {name} {key.title()}, parameters: {count}M, layers: {layers}, hidden_size: {hidden}, "
        f"ffn_size: {4 * hidden}, attention_heads: {hidden // 64}}}"
    )


def _row(key: str, count: int, layers: int, hidden: int) -> str:
    """The row of the source's table that is quoted for a variant."""
    return f'      {key}: "{key.title()} | {count}M | {layers} | {hidden} | {hidden // 64}"'


def _size(key: str, factor: int, width: int) -> tuple[str, int, int, int]:
    """(variant id, millions of parameters, layers, width) of a decoder with tied embeddings."""
    layers, hidden = 6 * factor, width
    return key, round((12 * hidden * hidden * layers + 32000 * hidden) / 1e6), layers, hidden


if __name__ == "__main__":
    write_catalogue(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]))
