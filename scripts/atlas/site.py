"""Everything together: load, check, render, export. The only module of the library that writes files."""

from __future__ import annotations

import os
import subprocess
import tempfile
from collections.abc import Iterable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from atlas import processes, rules
from atlas.catalog import Catalog
from atlas.catalog.loading import FileRead, load
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


def summarize(catalog: Catalog) -> None:
    """Make the summaries of all models, with all processors, for whoever lists models afterwards."""
    ids = list(catalog.models)
    for id_, found in zip(ids, processes.do_all(partial(summary, catalog), ids), strict=True):
        catalog.remember(summary, found, id_)


def write_files(outputs: Iterable[Output], folder: Path) -> None:
    """Make and write files below a folder, with all processors.

    Those of no group come first, as they look at everything and take longest; then one group after the other, so that
    one process makes all that is made of the same facts.
    """

    def write_file(output: Output) -> None:
        place = folder / output.path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(output.make())

    processes.do_all(write_file, sorted(outputs, key=lambda output: output.group))


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
