"""A new record: asks for what it needs, or takes it from options, and makes a commented draft."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from atlas import rules
from atlas.catalog import Catalog, normal_form
from atlas.catalog.loading import read
from atlas.schema.errors import nearest
from atlas.schema.record import SUMMARY_LENGTH
from atlas.schema.types import ID_PATTERN
from atlas.text.characters import HIDDEN, printable
from atlas.text.dates import PartialDate
from atlas.text.yamlio import parse

Ask = Callable[[str], str]
_LONGEST_ID = 80
_NO_TEXT = frozenset({"null", "true", "false", "yes", "no", "on", "off", "y", "n"})
"""Words that editors read as something else than text where they are not in quotes."""


class Refused(Exception):
    """An answer cannot be used; the message says why and how to mend it."""


@dataclass(frozen=True, slots=True)
class Answers:
    """What a draft is made of. Empty texts are left for the contributor to fill in."""

    id: str
    name: str
    organization: str
    released: str
    category: str
    summary: str


def answers(catalog: Catalog, given: Mapping[str, str | None], ask: Ask | None) -> Answers:
    """Take the options given and ask for the rest; without a terminal (`ask` is None) the rest stays empty.

    Raises Refused for a name that is taken, an id of the wrong form, an unknown vocabulary id or a bad date.
    """

    def one(key: str, question: str, check: Callable[[str], str]) -> str:
        option = given.get(key)
        if option is not None or ask is None:
            return check(_readable(option or ""))
        while True:
            try:
                return check(_readable(ask(question)))
            except Refused as error:
                print(f"  {printable(str(error))}")

    name = one("name", "Name of the model, as its makers write it: ", lambda text: _name(catalog, text))
    id_ = _id(catalog, given.get("id") or _proposed_id(name))
    return Answers(
        id=id_,
        name=name,
        organization=one("organization", "Organization id (Enter to skip): ", _known(catalog, "organizations")),
        released=one("released", "Released, YYYY-MM-DD or coarser (Enter to skip): ", _date),
        category=one("category", f"Category, one of {', '.join(catalog.categories)}: ", _category(catalog)),
        summary=one("summary", "One plain sentence about it (Enter to skip): ", _summary),
    )


def _readable(text: str) -> str:
    """The text without white space around it; refuses what a record may not hold."""
    hidden = HIDDEN.search(text)
    if hidden:
        raise Refused(f"it has the invisible character U+{ord(hidden[0]):04X}; type it without")
    return text.strip()


def _name(catalog: Catalog, text: str) -> str:
    if not text:
        raise Refused("a name is needed: atlas new NAME")
    taken = catalog.names.get(normal_form(text))
    if taken:
        raise Refused(f'"{text}" is already in the atlas, as "{taken}"; edit its file instead')
    return text


def _proposed_id(name: str) -> str:
    spoken = name.replace("+", " plus ").replace("&", " and ")  # Command R+ is not Command R
    ascii_ = unicodedata.normalize("NFKD", spoken).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", ascii_).strip("-")


def _id(catalog: Catalog, text: str) -> str:
    if not re.fullmatch(ID_PATTERN, text):
        raise Refused(f'"{text}" cannot be an id; pass --id with small letters, digits and single hyphens')
    if len(text) > _LONGEST_ID:
        raise Refused(
            f"the id has {len(text)} characters, at most {_LONGEST_ID} are allowed; pass a shorter one with --id"
        )
    taken = catalog.names.get(normal_form(text))
    if taken or catalog.is_broken("models", text) or catalog.is_broken("concepts", text):
        raise Refused(f'the id "{text}" is taken by "{taken or text}"; pass another with --id')
    return text


def _known(catalog: Catalog, collection: str) -> Callable[[str], str]:
    def check(text: str) -> str:
        known = catalog.collection(collection)
        if text and text not in known:
            fix = f"{nearest(text, known, add=f'data/{collection}.yml')} first, or leave it out"
            raise Refused(f'"{text}" is not in data/{collection}.yml; {fix}')
        return text

    return check


def _category(catalog: Catalog) -> Callable[[str], str]:
    known = _known(catalog, "categories")
    return lambda text: known(text) or next(iter(catalog.categories), "")


def _date(text: str) -> str:
    try:
        return PartialDate.parse(text).text if text else ""
    except ValueError as error:
        raise Refused(str(error)) from None


def _summary(text: str) -> str:
    if len(text) > SUMMARY_LENGTH:
        raise Refused(f"the summary has {len(text)} characters, at most {SUMMARY_LENGTH} are allowed")
    return text


def checked(catalog: Catalog, a: Answers) -> str:
    """The text of the new file, which passes every check. Raises Refused where it cannot."""
    text = draft(a)
    name = f"data/models/{a.id}.yml"
    found = read(text.encode(), "models", a.id, parse(text.encode(), name))
    problems = list(found.problems)
    if found.entries:
        (entry,) = found.entries
        models = {**catalog.models, a.id: entry.record}
        entries = {**catalog.entries, ("models", a.id): entry}
        grown = Catalog({**catalog.collections, "models": models}, entries, broken=catalog.broken)
        problems += rules.check(grown, [entry], in_this_process=True)
    if problems:
        first = problems[0]
        raise Refused(f"{first.field or 'the draft'}: {first.message}; {first.fix}")
    return text


def draft(a: Answers) -> str:
    """The text of the new file: what is known, and commented lines for what comes next."""

    def line(key: str, value: str, otherwise: str) -> str:
        return f"{key}: {value}" if value else f"# {key}: {otherwise}"

    return f"""\
# yaml-language-server: $schema=../model.schema.json
# CONTRIBUTING.md explains every part with an example. Unknown facts are left out, never guessed.
kind: model
draft: true  # remove this line when the facts below have their evidence
name: {_quoted(a.name)}
# full_name: what the name stands for
# aliases: [other names that people search for]
{line("organizations", f"[{_quoted(a.organization)}]" if a.organization else "", "[ids from data/organizations.yml]")}
{line("released", a.released, "2024-03-28  # first public appearance; YYYY, YYYY-MM or YYYY-MM-DD")}
category: {_quoted(a.category)}
# tasks: [ids from data/tasks.yml]
# languages: [en]
# access: open-weights  # or gated-weights, api, on-request, unreleased
# licenses: {{weights: apache-2.0, code: apache-2.0}}
summary: {_quoted(a.summary or "To be written: one or two plain sentences.")}
# description: |
#   Markdown, in your own words: what it is, how it works, what came of it. Link concepts with [[id]].
# architecture:  # values are ids from data/concepts/
#   type: transformer-decoder
#   attention: multi-head-attention
#   position_encoding: rope
# tokenizer: {{algorithm: byte-level-bpe, vocabulary_size: 50257}}
# context_length: 2048
variants:
  base:  # a permanent id; one entry for each size
    name: {_quoted(a.name)}
    # parameters: 7B
    # layers: 32
    # hidden_size: 4096
    # attention_heads: 32
# training: {{objectives: [causal-language-modeling], datasets: [], tokens: 1T}}
# relations: [{{type: uses-architecture-of, model: transformer}}]
# sources:
#   paper: {{type: paper, title: "…", authors: [First Last, others], date: 2024-03-28, arxiv: 2403.00000v1}}
# evidence:  # where each fact stands; the quote only if you have read it there
#   - source: paper
#     locator: Table 1
#     quote: "…"
#     supports: [variants.base.parameters, variants.base.layers]
"""


def _quoted(text: str) -> str:
    """A YAML scalar that can hold any text: plain where that is safe, else in double quotes."""
    plain = re.fullmatch(r"[A-Za-z][A-Za-z0-9 .,()/+-]*[A-Za-z0-9.)]", text)
    return text if plain and text.lower() not in _NO_TEXT else json.dumps(text, ensure_ascii=False)
