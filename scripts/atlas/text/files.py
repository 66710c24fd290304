"""Files that others have sent: only regular ones are read, since anything else may lead elsewhere, or never end."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterator
from pathlib import Path

_KINDS = {
    stat.S_IFLNK: ("a symbolic link", "put the file itself there"),
    stat.S_IFIFO: ("a named pipe", "remove it"),
    stat.S_IFSOCK: ("a socket", "remove it"),
}
_DEVICE = ("a device", "remove it")
_FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)


class NotRegular(OSError):
    """Something that is no regular file: what it is, and the mend."""

    def __init__(self, path: Path, what: str, mend: str) -> None:
        super().__init__(f"is {what}, not a file")
        self.path, self.what, self.mend = path, what, mend

    def __str__(self) -> str:
        return f"{self.path} is {self.what}, not a file; {self.mend}"


def check(path: Path) -> None:
    """Raise NotRegular if this is no regular file, and OSError if there is nothing."""
    _check(path, path.lstat().st_mode)


def _check(path: Path, mode: int) -> None:
    if stat.S_ISDIR(mode):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
    if not stat.S_ISREG(mode):
        raise NotRegular(path, *_KINDS.get(stat.S_IFMT(mode), _DEVICE))


def content(path: Path, most: int = -1) -> bytes:
    """The bytes of a regular file, of a large one the first `most`. Raises OSError; never waits."""
    check(path)  # opening a device may do something already
    with open(os.open(path, _FLAGS), "rb") as stream:
        _check(path, os.fstat(stream.fileno()).st_mode)  # somebody may have put another there
        return stream.read(most)


def text(path: Path) -> str:
    """The text of a regular file. Raises OSError and UnicodeDecodeError."""
    return content(path).decode("utf-8").replace("\r\n", "\n")


def irregular(*places: Path) -> Iterator[NotRegular]:
    """What is neither a regular file nor a folder among files and below folders; what is hidden is passed over."""
    for place in places:
        if place.is_dir() and not place.is_symlink():
            yield from irregular(*(Path(entry) for entry in sorted(os.scandir(place), key=_name) if _is_seen(entry)))
            continue
        try:
            check(place)
        except NotRegular as found:
            yield found
        except FileNotFoundError:
            pass  # gone since the folder was read


def _name(entry: os.DirEntry[str]) -> str:
    return entry.name


def _is_seen(entry: os.DirEntry[str]) -> bool:
    return not entry.name.startswith(".") and entry.name not in ("__pycache__", "node_modules")
