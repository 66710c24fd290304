"""Which kinds of page there are: a folder with an entry is a kind, and nobody else names it."""

from __future__ import annotations

import importlib
import importlib.util
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import chain
from pathlib import Path
from types import ModuleType

from atlas.pages.kind import Kind

OWN = Path(__file__).parent


class WrongPageFolder(ValueError):
    """A folder of pages cannot be used; the text says which and why."""


@cache
def kinds(folders: tuple[Path, ...] = ()) -> tuple[Kind, ...]:
    """Every entry that a package below this one, or in one of these further folders, has at its top level.

    By folder, in the order of their names. Raises WrongPageFolder.
    """
    packages = [*_packages(OWN), *chain.from_iterable(map(_packages, folders))]
    _once("folder", (package.name for package in packages))
    found = [entry for package in packages for entry in vars(_module(package)).values() if isinstance(entry, Kind)]
    _once("kind", (kind.id for kind in found))
    return tuple(found)


def _packages(folder: Path) -> Iterator[Path]:
    if not folder.is_dir():
        raise WrongPageFolder(f"There is no folder {folder} to find pages in.")
    yield from sorted(path.parent for path in folder.glob("*/__init__.py"))


def _module(package: Path) -> ModuleType:
    """The module of a package, which is one of this package wherever its folder is."""
    name = f"{__package__}.{package.name}"
    if package.parent == OWN:
        return importlib.import_module(name)
    spec = importlib.util.spec_from_file_location(
        name, package / "__init__.py", submodule_search_locations=[str(package)]
    )
    assert spec
    assert spec.loader
    module = sys.modules[name] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _once(what: str, names: Iterable[str]) -> None:
    if doubled := sorted(name for name, times in Counter(names).items() if times > 1):
        raise WrongPageFolder(f"More than one {what} of pages has the name {', '.join(doubled)}.")
