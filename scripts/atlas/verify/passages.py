"""What the catalogue quotes, and the places at which it can be looked up."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from atlas.catalog import Catalog, Entry
from atlas.schema.evidence import Source
from atlas.schema.record import Concept, Model
from atlas.text import places
from atlas.text.places import ReadingPlace
from atlas.text.positions import FieldPath

KINDS = ("evidence", "claim", "absence")


@dataclass(frozen=True, slots=True)
class Passage:
    """Words that a record quotes. `kind`: one of KINDS. `places`: where to look, best first."""

    entry: Entry
    path: FieldPath
    kind: str
    words: str
    places: tuple[ReadingPlace, ...]

    @property
    def owner(self) -> FieldPath:
        """The entry of the record that the words belong to, as rows of one table belong together."""
        return self.path[:2]


def of_catalog(catalog: Catalog, entries: list[Entry] | None = None) -> Iterator[Passage]:
    """Every quote, table row, claim's words and words of absence, in the order of the files."""
    for entry in entries if entries is not None else catalog.entries.values():
        if isinstance(entry.record, Model | Concept):
            yield from _of_record(catalog, entry, entry.record)


def _of_record(catalog: Catalog, entry: Entry, record: Model | Concept) -> Iterator[Passage]:
    def places_of(source: str | None, read_in: str | None) -> tuple[ReadingPlace, ...]:
        own = catalog.source(record, source) if source else None
        found = [places.parse(read_in)] if read_in else []
        if own and source:
            shared = source not in (record.sources or {})
            found.append(of_source(source, own, shared=shared))
        return tuple(dict.fromkeys(found))

    if isinstance(record, Model):
        for index, evidence in enumerate(record.evidence or ()):
            where = places_of(evidence.source, evidence.read_in)
            if evidence.quote:
                yield Passage(entry, ("evidence", index, "quote"), "evidence", evidence.quote, where)
            for variant, row in (evidence.rows or {}).items():
                yield Passage(entry, ("evidence", index, "rows", variant), "evidence", row, where)
        for name, absence in (record.absent or {}).items():
            if absence.quote:
                where = places_of(absence.source, absence.read_in)
                yield Passage(entry, ("absent", name, "quote"), "absence", absence.quote, where)
    for index, claim in enumerate(record.claims or ()):
        if claim.quote:
            yield Passage(entry, ("claims", index, "quote"), "claim", claim.quote, places_of(claim.source, None))


def of_source(id_: str, source: Source, *, shared: bool) -> ReadingPlace:
    """The place at which a source itself can be read; the documents of the project's origin have no address."""
    if source.repository:
        fault = "" if source.commit and source.path else "names no commit or no file"
        return ReadingPlace("repository", source.repository, source.commit or "", source.path or "", fault)
    if source.package:
        fault = "" if source.version and source.path else "names no version or no file"
        return ReadingPlace("package", source.package, source.version or "", source.path or "", fault)
    if source.huggingface:
        fault = "" if source.revision else "names no revision"
        return ReadingPlace("hub", source.huggingface, source.revision or "", source.path or "", fault)
    if source.arxiv:
        return places.parse(f"arXiv:{source.arxiv}")
    if source.doi:
        return ReadingPlace("web", f"https://doi.org/{source.doi}", str(source.accessed or source.date or ""))
    if source.url:
        return ReadingPlace("web", source.url, str(source.accessed or source.date or ""))
    if shared:
        return ReadingPlace("document", id_)
    return ReadingPlace("vague", source.title, fault="has no address")
