"""Files -> one Catalog, with the problems found on the way."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

from pydantic import ValidationError

from atlas.catalog import Catalog, Entry
from atlas.catalog.judging import NOTHING, Lost, judged
from atlas.schema import errors
from atlas.schema.base import Part
from atlas.schema.vocabulary import COLLECTIONS, GUIDES, RECORDS, VOCABULARIES
from atlas.text import frontmatter, yamlio
from atlas.text.positions import FieldPath
from atlas.text.problems import Problem
from atlas.text.yamlio import Document


@dataclass(frozen=True, slots=True)
class FileRead:
    """What a file of data gave. It depends on nothing but the file's name and content."""

    content: bytes | None
    """None if it could not be read."""
    entries: tuple[Entry, ...]
    faulty: tuple[Entry, ...]
    """What can be judged of entries with faults."""
    problems: tuple[Problem, ...]
    broken: tuple[tuple[str, str], ...]
    """(collection, id) of what the file has, but what could not be read."""


def load(root: Path, known: dict[Path, FileRead] | None = None) -> tuple[Catalog, list[Problem]]:
    """Read all files below `root`/data. Files with problems are left out of the catalogue.

    known: what earlier calls read, for a process that loads again and again: files with the same content give the
    same entries. It is brought up to date.
    """
    loader = _Loader(root, known or {})
    collections = {name: loader.collection(name) for name in (*VOCABULARIES, *RECORDS, "guides")}
    loader.unexpected_files()
    if known is not None:
        known.clear()
        known.update(loader.files)
    frozen: dict[str, Any] = {name: MappingProxyType(entries) for name, entries in collections.items()}
    broken = frozenset(loader.broken)
    faulty = tuple(entry for file in loader.files.values() for entry in file.faulty)
    catalog = Catalog(MappingProxyType(frozen), MappingProxyType(loader.entries), faulty, broken)
    return catalog, loader.problems


class _Loader:
    def __init__(self, root: Path, known: Mapping[Path, FileRead]) -> None:
        self.root = root
        self.data = root / "data"
        self.guides = root / "docs" / "guides"
        self.known = known
        self.files: dict[Path, FileRead] = {}
        self.problems: list[Problem] = []
        self.entries: dict[tuple[str, str], Entry] = {}
        self.broken: set[tuple[str, str]] = set()

    def collection(self, name: str) -> dict[str, Any]:
        """The records of a collection by id."""
        found: dict[str, Any] = {}
        if self._leads_away(self.data / name):
            self.broken.add((name, "*"))
            return found
        for path in self._paths(name):
            file = self.files[path] = self._file(name, path)
            self.problems += file.problems
            self.broken.update(file.broken)
            for entry in file.entries:
                found[entry.id] = entry.record
                self.entries[name, entry.id] = entry
        return found

    def _leads_away(self, folder: Path) -> bool:
        """Whether a folder, or that of all data, is a symbolic link, which is a problem."""
        links = [place for place in (self.data, folder) if place.is_symlink()]
        for link in links:
            name = link.relative_to(self.root).as_posix()
            self.problems.append(
                Problem(
                    name, 1, 1, "", "cannot be read: it is a symbolic link", "put the folder itself there", "readable"
                )
            )
        return bool(links)

    def _paths(self, collection: str) -> list[Path]:
        """A file for each record, or one for all entries of a vocabulary."""
        if collection == "guides":
            return sorted(self.guides.glob("[!.]*.md"))
        if collection in RECORDS:
            return sorted((self.data / collection).glob("[!.]*.yml"))
        path = self.data / f"{collection}.yml"
        return [path] if os.path.lexists(path) else []

    def _file(self, collection: str, path: Path) -> FileRead:
        name = path.relative_to(self.root).as_posix()
        try:
            content = yamlio.content(path)
        except OSError as error:
            return read(None, collection, path.stem, yamlio.unreadable(name, error))
        known = self.known.get(path)
        if known and known.content == content:
            return known
        parse = frontmatter.parse if collection == "guides" else yamlio.parse
        return read(content, collection, path.stem, parse(content, name))

    def unexpected_files(self) -> None:
        """A file with the wrong name would be passed over in silence."""
        if self.data.is_symlink():
            return
        for collection in RECORDS:
            for path in sorted((self.data / collection).glob("[!.]*")):
                if path.suffix != ".yml":
                    self._unexpected(path, "is not a .yml file", f"rename it to {path.stem}.yml or remove it")
        for path in sorted(self.guides.glob("[!.]*")):
            if path.suffix != ".md":
                self._unexpected(path, "is not a guide", f"rename it to {path.stem}.md or remove it")
        for path in sorted(self.data.glob("[!.]*/")):
            if path.name not in RECORDS:
                fix = errors.nearest(path.name, RECORDS) or f"move it; data/ holds {' and '.join(RECORDS)}"
                self._unexpected(path, "is none of the folders of data/", fix)
        for name in VOCABULARIES:
            path = self.data / f"{name}.yml"
            if not os.path.lexists(path):
                self._unexpected(path, "is missing", "write it; {} if it has no entries yet")
                self.broken.add((name, "*"))
        for path in sorted(self.data.glob("[!.]*.y*ml")):
            if path.stem not in VOCABULARIES or path.suffix != ".yml":
                known = [f"{name}.yml" for name in VOCABULARIES]
                fix = errors.nearest(path.name, known) or f"move it; data/ holds {', '.join(known)}"
                self._unexpected(path, "is none of the files of data/", fix)

    def _unexpected(self, path: Path, message: str, fix: str) -> None:
        name = path.relative_to(self.root).as_posix()
        self.problems.append(Problem(name, 1, 1, "", message, fix, "file-name"))


def read(content: bytes | None, collection: str, stem: str, document: Document) -> FileRead:
    """Make entries of a file: one of a record's, many of a vocabulary's."""
    schema = (COLLECTIONS | {"guides": GUIDES})[collection].part
    whole = (collection, "*" if collection in VOCABULARIES else stem)
    data = document.readable if document.problems else document.data
    if document.problems and (not isinstance(data, dict) or () in document.faulty):
        return FileRead(content, (), (), tuple(document.problems), (whole,))
    places: dict[str, tuple[Any, FieldPath]] = {stem: (data, ())}
    if collection in VOCABULARIES:
        if not isinstance(data, dict):
            return FileRead(content, (), (), (_not_a_mapping(document, ()),), (whole,))
        places = {id_: (value, (id_,)) for id_, value in data.items()}
    unread = _unread(document, collection in VOCABULARIES)
    entries: list[Entry] = []
    faulty: list[Entry] = []
    problems = list(document.problems)
    broken: list[tuple[str, str]] = []
    for id_, (data, prefix) in places.items():
        record, lost = _validated(schema, document, data, prefix, problems, unread.get(id_ if prefix else "", []))
        good = record is not None and lost is None
        if record is not None:
            (entries if good else faulty).append(Entry(collection, id_, record, document, prefix, lost or NOTHING))
        if not good:
            broken.append((collection, id_))
    document.data = document.readable = None  # it is in the records now
    return FileRead(content, tuple(entries), tuple(faulty), tuple(problems), tuple(broken))


def _unread(document: Document, by_entry: bool) -> dict[str, list[FieldPath]]:
    """The paths at which a text could not be read, by entry of a vocabulary; of a record, by nothing."""
    found: dict[str, list[FieldPath]] = {}
    for path in document.faulty:
        found.setdefault(str(path[0]) if by_entry else "", []).append(path[1:] if by_entry else path)
    return found


def _validated(
    schema: type[Part],
    document: Document,
    data: Any,
    place: FieldPath,
    problems: list[Problem],
    unread: list[FieldPath],
) -> tuple[Part | None, Lost | None]:
    """The record at a place of a document. With faults, which are added to the problems: what can be judged of it,
    and the paths of what cannot."""
    if () in unread:
        return None, NOTHING
    if not isinstance(data, dict):
        problems.append(_not_a_mapping(document, place))
        return None, NOTHING
    if unread:
        record, lost, error = judged(schema, data, unread)
    else:
        try:
            return schema.model_validate(data), None
        except ValidationError as found:
            error = found
            record, lost, _ = judged(schema, data, [], error)
    problems += errors.problems(error, schema, document, place, unread) if error else []
    return record, lost


def _not_a_mapping(document: Document, place: FieldPath) -> Problem:
    return document.problem(place, "is not a mapping", "write `key: value` lines", "mapping")
