"""By what others identify a page: ids on the Hugging Face Hub, arXiv ids and DOIs of the papers that are its own."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from atlas.catalog import Catalog
from atlas.schema.choices import SOURCE_TYPES
from atlas.schema.evidence import Source
from atlas.schema.record import Model

_VERSION = re.compile(r"v\d+$")
_ARXIV_DOI = re.compile(r"^10\.48550/arxiv\.", re.IGNORECASE)


def own_paper(sources: Mapping[str, Source] | None) -> Source | None:
    """The paper of a record itself, which it names before all others."""
    return next((source for source in (sources or {}).values() if SOURCE_TYPES[source.type].names_model), None)


def identifiers(catalog: Catalog) -> dict[str, str]:
    """For the search: identifiers by the address of what they identify, in small letters, with spaces between them.

    What several pages name is that of the first: papers identify models before techniques and datasets.
    """
    found: dict[str, dict[str, None]] = {}
    known: set[str] = set()
    for address, identifier in (*_of_models(catalog), *_of_others(catalog)):
        key = identifier.casefold()
        if key not in known:
            known.add(key)
            found.setdefault(address, {})[key] = None
    return {address: " ".join(own) for address, own in found.items()}


def _of_models(catalog: Catalog) -> Iterator[tuple[str, str]]:
    for id_, model in catalog.models.items():
        yield from ((f"models/{id_}/", identifier) for identifier in _of_paper(own_paper(model.sources)))
    for id_, model in catalog.models.items():
        yield from ((f"models/{id_}/", repository) for repository in _on_hub(catalog, id_, model))


def _on_hub(catalog: Catalog, id_: str, model: Model) -> Iterator[str]:
    for facts in (model, *catalog.variants(id_).values()):
        yield from facts.huggingface or ()


def _of_others(catalog: Catalog) -> Iterator[tuple[str, str]]:
    for id_, concept in catalog.concepts.items():
        if concept.introduced and concept.introduced.source:
            source = catalog.source(concept, concept.introduced.source)
            yield from ((f"concepts/{id_}/", identifier) for identifier in _of_paper(source))
    for id_, dataset in catalog.datasets.items():
        yield from ((f"datasets/{id_}/", identifier) for identifier in _of_paper(own_paper(dataset.sources)))


def _of_paper(source: Source | None) -> Iterator[str]:
    if source and source.arxiv:
        yield _VERSION.sub("", source.arxiv)
    if source and source.doi:
        yield _ARXIV_DOI.sub("", source.doi)
