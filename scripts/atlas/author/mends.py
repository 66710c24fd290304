"""What is certain to be wrong in one way only, and is mended by `atlas check --fix`.

A mend is a rule's id, what is said of a file, and a function that gives every file that it is about with the text that
it should have. Whoever finds another such thing adds it to MENDS.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from atlas.author import committed
from atlas.catalog import Catalog
from atlas.text.problems import Problem


@dataclass(frozen=True, slots=True)
class Mend:
    """One kind of thing to put right."""

    rule: str
    message: str
    wanted: Callable[[Path, Catalog], dict[Path, str]]
    seems_current: Callable[[Path, Catalog], bool]
    """A quick look for what an edit of data can bring out of date, with which every check begins."""

    def stale(self, root: Path, catalog: Catalog) -> dict[Path, str]:
        """The files that say something else than they should, with the texts that they should have."""
        try:
            wanted = self.wanted(root, catalog)
        except committed.NoDocstrings:
            return {}
        return {path: text for path, text in wanted.items() if not committed.is_current(path, text)}


def _schemas(root: Path, catalog: Catalog) -> dict[Path, str]:
    """Those of a project that has committed them; a catalogue by itself needs none."""
    files = committed.files(root, catalog)
    return files if any(path.exists() and path.suffix == ".json" for path in files) else {}


def _list_every_id(root: Path, catalog: Catalog) -> bool:
    try:
        return committed.names_every_id(root, catalog)
    except ValueError:  # no JSON, such as after a merge
        return False


MENDS = (Mend("stale-schema", "is out of date", _schemas, _list_every_id),)


def stale(root: Path, catalog: Catalog, *, quick: bool = False) -> Iterator[tuple[Mend, Path, str]]:
    """Every file that a mend would write, with its text. The catalogue must have been read without problems.

    quick: only where a quick look says that there are any.
    """
    for mend in MENDS:
        if quick and mend.seems_current(root, catalog):
            continue
        for path, text in mend.stale(root, catalog).items():
            yield mend, path, text


def problems(root: Path, catalog: Catalog) -> list[Problem]:
    """What `atlas check --fix` would put right."""
    fix = "run `atlas check --fix` and commit it"
    return [
        Problem(path.relative_to(root).as_posix(), 1, 1, "", mend.message, fix, mend.rule)
        for mend, path, _ in stale(root, catalog, quick=True)
    ]
