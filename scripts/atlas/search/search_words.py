"""The words by which a record can be found in the full-text index, as paragraphs of plain text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from atlas.catalog import Catalog
from atlas.facts.languages import language_names
from atlas.facts.sources import byline
from atlas.schema.choices import ACCESS, SOURCE_TYPES
from atlas.schema.evidence import Claim, Source
from atlas.schema.record import Concept, Model
from atlas.search.page_identifiers import own_paper
from atlas.text import prose

_ABBREVIATION = 6
_FORMULA = re.compile(r"\$\$.+?\$\$|\$.+?\$", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Words:
    """Paragraphs of plain text: `shown` may be quoted in a result, `hidden` is only found by, `paper` first of all."""

    shown: tuple[str, ...] = ()
    hidden: tuple[str, ...] = ()
    paper: str = ""


def of_model(catalog: Catalog, id_: str) -> Words:
    """What its page says in words, then its sizes by name and everything that it refers to."""
    model = catalog.models[id_]
    shown = _prose(catalog, model.summary, model.description, *(model.innovations or ()))
    sizes, references = _variants(catalog, id_), _references(catalog, id_)
    facts = (_released(model), *language_names(model.languages or ()), *_access(catalog, id_))
    return Words(
        (*shown, *_claims(catalog, model.claims)),
        (*sizes, ", ".join((*references, *facts)), *_sources(model.sources)),
        _paper(own_paper(model.sources)),
    )


def of_concept(catalog: Catalog, concept: Concept) -> Words:
    """What its page says in words, then its sources."""
    introduced = concept.introduced.note if concept.introduced else None
    shown = _prose(catalog, concept.summary, concept.explanation, introduced)
    return Words((*shown, *_claims(catalog, concept.claims)), tuple(_sources(concept.sources)))


def of_text(catalog: Catalog, text: str) -> Words:
    """A single prose field."""
    return Words(tuple(_prose(catalog, text)))


def _prose(catalog: Catalog, *texts: str | None) -> Iterator[str]:
    """Plain text, where links read as the names of what they lead to, and formulas are left out."""

    def name_of(id_: str) -> str:
        record = catalog.models.get(id_) or catalog.concepts.get(id_)
        return record.name if record else id_

    yield from (prose.plain(_FORMULA.sub("…", text), name_of) for text in texts if text)


def _variants(catalog: Catalog, id_: str) -> Iterator[str]:
    """`BERT-Base 110M google-bert/bert-base-uncased`, where the numbers are as their makers write them."""
    for key, facts in catalog.variants(id_).items():
        size = facts.parameters.text if facts.parameters else ""
        yield " ".join(filter(None, (facts.name or key, size, *(facts.huggingface or ()))))
    for earlier in catalog.models[id_].earlier or ():
        if earlier.field == "huggingface":
            yield earlier.value


def _references(catalog: Catalog, id_: str) -> Iterator[str]:
    """Names and abbreviations of the concepts, tasks, datasets, organizations and licences that a model names."""
    found: dict[str, None] = {}
    for fact in catalog.entries["models", id_].written:
        ref = fact.field.ref
        if ref is None or ref.kind in ("sources", "models"):
            continue
        for target in fact.value if isinstance(fact.value, tuple) else (fact.value,):
            if entry := catalog.collection(ref.kind).get(target):
                found[entry.title if ref.kind == "categories" else entry.name] = None
                found |= dict.fromkeys(a for a in getattr(entry, "aliases", None) or () if len(a) <= _ABBREVIATION)
    yield from found


def _released(model: Model) -> str:
    return f"Released {model.released.for_people}" if model.released else ""


def _access(catalog: Catalog, id_: str) -> Iterator[str]:
    ways = dict.fromkeys(facts.access for facts in catalog.variants(id_).values() if facts.access)
    yield from (ACCESS[way].label for way in ways)


def _claims(catalog: Catalog, claims: Iterable[Claim] | None) -> Iterator[str]:
    for claim in claims or ():
        yield from _prose(catalog, claim.value, claim.note)


def _paper(source: Source | None) -> str:
    """The title of the paper of a record, with the surnames of its authors."""
    if not source:
        return ""
    surnames = (author.rsplit(maxsplit=1)[-1] for author in source.authors or () if author != "others")
    return " ".join((source.title, *surnames))


def _sources(sources: Mapping[str, Source] | None) -> Iterator[str]:
    """What people know a model by: its papers, not the repositories and cards that were read for it."""
    for source in (sources or {}).values():
        if SOURCE_TYPES[source.type].names_model:
            yield " ".join(filter(None, (source.title, byline(source), source.arxiv)))
