"""Texts from a folder of local copies, laid out as CONTRIBUTING says."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

from atlas.text.places import COMMIT, ReadingPlace
from atlas.verify.extraction import File, NoText, member

_MOST_FILES = 300
_MOST_BYTES = 1_000_000
_LOG = "commit %H%n%as %s%n%cs %s%nAuthor: %an%nAuthorDate: %ai%nCommit: %cn%nCommitDate: %ci%n%n%B"
"""What is quoted of a commit: its dates, names and message, the subject also beside each day."""
_TEXTS = (".html", ".md", ".txt", ".tex", ".pdf", ".json")


class Copies:
    """The copies below a folder. `get` raises NoText where there is none."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def get(self, place: ReadingPlace) -> list[File]:
        """The files that hold the text of a place."""
        match place.form:
            case "repository":
                return self._from_repository(place)
            case "package":
                return [self._from_package(place)]
            case "hub":
                return self._from_hub(place)
            case "arxiv":
                return [self._text("arxiv", place.name + place.version)]
            case "web":
                return [self._text("web", address_name(place.name))]
            case "stored":
                return [self._text("stored", place.name)]
            case "document":
                return [self._text("documents", place.name)]
        raise NoText(place.fault)

    def _text(self, kind: str, name: str) -> File:
        for ending in _TEXTS:
            path = self._below(kind, name + ending)
            if path.is_file():
                return File(path.name, path.read_bytes())
        raise NoText(f"no copy {kind}/{name}.*")

    def _below(self, *steps: str) -> Path:
        """A path below the folder; steps that lead out of it are refused, symbolic links are not."""
        parts = [part for step in steps for part in step.split("/")]
        if any(part in ("", ".", "..") for part in parts):
            raise NoText("the place is not a path")
        return self.folder.joinpath(*parts)

    def _from_repository(self, place: ReadingPlace) -> list[File]:
        git = self._below("github", place.name + ".git")
        git = git / ".git" if (git / ".git").is_dir() else git
        if not git.is_dir():
            raise NoText(f"no copy github/{place.name}.git")
        commit = place.version or "HEAD"
        if commit != "HEAD" and not COMMIT.fullmatch(commit):
            raise NoText(f"{commit[:60]} is not a commit")
        if place.file in ("", "log"):
            return [File("log", _git(git, "show", "--no-patch", f"--format={_LOG}", commit))]
        kind = _git(git, "cat-file", "-t", f"{commit}:{place.file}").strip()
        if kind == b"tree":
            return list(_files_of_folder(git, commit, place.file))
        return [File(place.file, _git(git, "cat-file", "blob", f"{commit}:{place.file}"))]

    def _from_package(self, place: ReadingPlace) -> File:
        name = "[-_.]+".join(map(re.escape, re.split(r"[-_.]+", place.name)))
        archive = re.compile(rf"{name}-{re.escape(place.version)}(-.*\.whl|\.tar\.gz|\.zip)", re.IGNORECASE)
        folder = self.folder / "pypi"
        fault = f"no copy pypi/{place.name}-{place.version}*"
        for path in sorted(folder.iterdir()) if folder.is_dir() else ():
            if archive.fullmatch(path.name):
                try:
                    return member(path.read_bytes(), place.file)
                except NoText as error:
                    fault = str(error)
        raise NoText(fault)

    def _from_hub(self, place: ReadingPlace) -> list[File]:
        folder = self._below("huggingface", place.name, place.version or "main")
        paths = [folder.joinpath(place.file)] if place.file else sorted(folder.glob("*"))
        files = [File(path.name, path.read_bytes()) for path in paths if path.is_file()]
        if not files:
            raise NoText(f"no copy huggingface/{place.name}/{place.version}")
        return files


def address_name(address: str) -> str:
    """The name of the copy of a page: its address without scheme, other signs than letters, digits and dots as `_`."""
    parts = urlsplit(address)
    name = re.sub(r"[^A-Za-z0-9.]+", "_", f"{parts.netloc}{parts.path}_{parts.query}").strip("_.")
    return name[:180] or "page"


def _files_of_folder(git: Path, commit: str, folder: str) -> Iterator[File]:
    """The names of the files below a folder, and each that is a small text."""
    listing = _git(git, "ls-tree", "-r", "-l", "-z", f"{commit}:{folder}").decode("utf-8", errors="replace")
    rows = [row.split("\t", 1) for row in listing.split("\0") if "\t" in row][:_MOST_FILES]
    yield File("names", "\n".join(name for _, name in rows).encode())
    for fields, name in rows:
        _, kind, hash_, size = fields.split()
        if kind == "blob" and size.isdigit() and int(size) <= _MOST_BYTES:
            yield File(name, _git(git, "cat-file", "blob", hash_))


def _git(git: Path, *arguments: str) -> bytes:
    """What a git command prints; NoText with its own first line if it fails."""
    command = ["git", f"--git-dir={git}", *arguments]
    done = subprocess.run(command, capture_output=True, check=False, stdin=subprocess.DEVNULL)
    if done.returncode:
        said = done.stderr.decode("utf-8", errors="replace").strip().splitlines()
        raise NoText(f"not in the copy of the repository: {said[0].removeprefix('fatal: ') if said else 'git'}")
    return done.stdout
