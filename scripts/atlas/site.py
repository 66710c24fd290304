"""Everything together: load, check, render, export. The only module of the library that writes files."""

from __future__ import annotations

import os
import subprocess
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from atlas import processes, rules
from atlas.catalog import Catalog
from atlas.catalog.loading import FileRead, load
from atlas.derive.parameters import recount
from atlas.exports.api import csv_values
from atlas.facts.lineage import by_descent
from atlas.facts.standing import headline
from atlas.facts.usage import linked
from atlas.outputs import Output
from atlas.tables.summary import summary
from atlas.text.problems import Problem, ordered


def load_checked(
    root: Path, *, drafts: bool = False, known: dict[Path, FileRead] | None = None
) -> tuple[Catalog, list[Problem]]:
    """The catalogue below `root` and everything wrong with it; drafts are left out unless wanted.

    known: what was read before, see `loading.load`.
    """
    catalog, found = load(root, known)
    found = ordered([*found, *rules.check(catalog, in_this_process=known is not None)])
    return (catalog if drafts else catalog.published()), found


def write_files(catalog: Catalog, outputs: Iterable[Output], folder: Path) -> None:
    """Make and write files below a folder, with all processors.

    One process makes all files of a model while it has read its facts, after those of the models from which it comes.
    What lists say of the model is made with them. So when the files of no model are made, nothing is read again.
    """
    of_model: dict[str, list[Output]] = defaultdict(list)
    for output in outputs:
        of_model[output.group].append(output)

    def write_file(output: Output) -> None:
        place = folder / output.path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(output.make())

    def write_model(id_: str) -> list[tuple[Callable[..., Any], tuple[str, ...], Any]]:
        for output in of_model[id_]:
            write_file(output)
        return [(function, args, function(catalog, *args)) for function, args in _listed(catalog, id_)]

    for found in processes.do_all(write_model, by_descent(catalog)):
        for function, args, value in found:
            catalog.remember(function, value, *args)
    processes.do_all(write_file, of_model[""], share=1)  # the largest take a hundred times as long as most


def _listed(catalog: Catalog, id_: str) -> Iterator[tuple[Callable[..., Any], tuple[str, ...]]]:
    """Functions of the catalogue, and their further arguments, that lists of models ask for each model."""
    yield from ((function, (id_,)) for function in (summary, headline))
    yield linked, ("models", id_)
    yield from ((function, (id_, variant)) for function in (recount, csv_values) for variant in catalog.variants(id_))


def write(path: Path, content: bytes) -> None:
    """Write a file whole or not at all: beside its place first, then moved there."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
        os.chmod(name, 0o644)
        os.replace(name, path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def generated_at(root: Path | None = None) -> str:
    """When the data was made: SOURCE_DATE_EPOCH, else the last commit of the project at `root`, else now; in UTC."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if not epoch.isdigit():
        command = ["git", "log", "-1", "--format=%ct"]
        try:
            epoch = subprocess.run(command, capture_output=True, text=True, check=True, cwd=root).stdout.strip()
        except (OSError, subprocess.CalledProcessError):
            epoch = ""
    moment = datetime.fromtimestamp(int(epoch), UTC) if epoch else datetime.now(UTC)
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")
