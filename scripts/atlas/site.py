"""Everything together: load, check, render, export. The only module of the library that writes files."""

from __future__ import annotations

import logging
import os
import re
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
from atlas.rules.addresses import vanished
from atlas.tables.summary import summary
from atlas.text.problems import Problem, ordered


def load_checked(
    root: Path, *, drafts: bool = False, known: dict[Path, FileRead] | None = None
) -> tuple[Catalog, list[Problem]]:
    """The catalogue below `root` and everything wrong with it; drafts are left out unless wanted.

    known: what was read before, see `loading.load`.
    """
    catalog, found = load(root, known)
    of_rules = rules.check(catalog, in_this_process=known is not None)
    found = ordered([*found, *of_rules, *vanished(root, catalog)])
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


class WrongTime(Exception):
    """SOURCE_DATE_EPOCH is not a time; the text says so."""


_LAST_SECOND = 253402300799
"""The end of the year 9999."""


def generated_at(root: Path | None = None) -> str:
    """When the data of the project at `root` was made, in UTC. Raises WrongTime."""
    return datetime.fromtimestamp(build_time(root), UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def build_time(root: Path | None = None) -> int:
    """SOURCE_DATE_EPOCH, else the time of the last commit of the project at `root`, else now. Raises WrongTime."""
    given = os.environ.get("SOURCE_DATE_EPOCH")
    if not given:
        return _commit_time(root or Path.cwd()) or int(datetime.now(UTC).timestamp())
    if not re.fullmatch("[0-9]{1,12}", given) or int(given) > _LAST_SECOND:
        raise WrongTime(
            f'SOURCE_DATE_EPOCH is "{given[:40]}", which is no time: write the seconds since 1970, '
            "for example 1700000000, or leave it out to take the time of the commit"
        )
    return int(given)


def _commit_time(root: Path) -> int | None:
    """When the last commit of a repository was made; None if there is none, or git does not tell, which is said."""
    if not (root / ".git").exists():
        return None
    command = ["git", "log", "-1", "--format=%ct"]
    try:
        said = subprocess.run(command, capture_output=True, text=True, check=True, cwd=root).stdout
        return int(said)
    except OSError as error:
        reason = f"git cannot be run: {error.strerror}"
    except subprocess.CalledProcessError as error:
        reason = error.stderr.strip()
    except ValueError:
        reason = "there is no commit"
    logging.getLogger(__name__).warning(
        "The time of the last commit is not known, so that of the build is stated. Git says:\n%s\n"
        "To have the same site of the same commit, mend that, or set SOURCE_DATE_EPOCH.",
        reason,
    )
    return None
