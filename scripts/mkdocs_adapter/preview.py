"""The live preview makes a file when a browser asks for it.

Making every page of a thousand models takes seconds, and after a change somebody looks at one or two of them. So a
rebuild checks everything, but only notes how the files are made; what a request asks for is made and written just
before the development server looks for it. Changed code starts the server again.

A rebuild that fails leaves the site as it was before; its pages say on top what is wrong.
"""

from __future__ import annotations

import os
import posixpath
import shutil
import socket
import sys
import threading
import traceback
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from typing import Any

from atlas import site
from atlas.outputs import Output
from mkdocs_adapter import trouble

CODE = Path(__file__).parents[1]
Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]
Waiting = dict[str, Output]
"""What one rebuild has not written, by path below the site."""


class NoAddress(Exception):
    """Nothing can be served there; the text says why and what to do."""


class Preview:
    """A WSGI application in front of that of the development server."""

    def __init__(self) -> None:
        self.files: Waiting = {}
        self.trouble = ""
        """Why what is shown is not what the project says now."""
        self._before: tuple[Path, Path, Waiting] | None = None
        """The folder of the site, where it lies during a rebuild, and what it has not written."""
        self._serves = False
        self._lock = threading.Lock()
        self._code = _times()

    def offer(self, outputs: Iterable[Output]) -> None:
        """From now on make these outputs, and no longer those of the rebuild before."""
        files = {output.path: output for output in outputs}
        with self._lock:  # what is being made at this moment is written before, and not on top of, the new site
            self.files = files

    # --- Rebuilds ---

    def check_address(self, host: str, port: int) -> None:
        """Before anything is built: raises NoAddress if nothing can be served at an address."""
        if self._serves:
            return
        try:
            socket.create_server((host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET).close()
        except OSError as error:
            raise NoAddress(
                f"Nothing can be served at {host}:{port}: {error.strerror}. Is a preview running there already? "
                f"Another address: scripts/serve --dev-addr 127.0.0.1:{port % 65535 + 1}"
            ) from error

    def begins_without_pages(self, reason: str) -> bool:
        """Whether this is the start, which goes on; what is asked for is answered with the reason."""
        if not self._serves:
            self.trouble = reason
            print(reason, file=sys.stderr)
        return not self._serves

    def put_aside(self, folder: Path) -> None:
        """Keep the site that is there, for when the one that takes its place cannot be built."""
        if not self._serves:
            return
        with self._lock:
            self._before = folder, folder.with_name(f"{folder.name}.before"), self.files
            self.files = {}
            os.rename(folder, self._before[1])
            folder.mkdir(mode=0o700)

    def surviving(self, build: Callable[[], None]) -> Callable[[], None]:
        """A rebuild that raises nothing: if it fails, the site before is there again, and says so."""
        self._serves = True

        def rebuild() -> None:
            try:
                build()
            except Exception as error:
                said = _said_of(error)
                print(said, file=sys.stderr)
                self._end_rebuild(said)
            else:
                self._end_rebuild("")

        return rebuild

    def _end_rebuild(self, failed: str) -> None:
        with self._lock:
            self.trouble = failed
            if not self._before:
                return
            folder, aside, files = self._before
            if failed:
                shutil.rmtree(folder, ignore_errors=True)
                os.rename(aside, folder)
                self.files = files
            else:
                shutil.rmtree(aside, ignore_errors=True)
            self._before = None

    def close(self) -> None:
        """Take away what a rebuild that was stopped has put aside."""
        if self._before:
            shutil.rmtree(self._before[1], ignore_errors=True)

    def restart_with_new_code(self, folder: Path) -> None:
        """If code has changed, start this process anew; `folder` is what it has in a temporary place.

        Raises SyntaxError if the code is not ready for it.
        """
        now = _times()
        changed = [path for path, time in now.items() if self._code.get(path) != time]
        for path in changed:
            compile(path.read_bytes(), path, "exec")
        if changed:
            shutil.rmtree(folder, ignore_errors=True)
            os.execv(sys.executable, [sys.executable, *sys.orig_argv[1:]])

    # --- Requests ---

    def before(self, application: Application, folder: Path, mount: str) -> Application:
        """The application that makes files below a folder before it passes requests on; `mount` is the site's path."""

        def answer(environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
            path = environ["PATH_INFO"].encode("latin-1").decode("utf-8", "ignore")
            while True:
                try:
                    files = self._make(path.removeprefix(mount), folder)
                except Exception as error:
                    traceback.print_exc()
                    return trouble.answer(trouble.of_making(error), environ, start)
                head: list[tuple[Any, ...]] = []
                body = application(environ, partial(_keep, head))
                if path.startswith("/livereload/"):
                    start(*head[-1])
                    return body
                if files is self.files:
                    return trouble.told(self.trouble, environ, head[-1], body, start)
                trouble.close(body)  # a rebuild came between: what was found may be old, or gone

        return answer

    def _make(self, path: str, folder: Path) -> Waiting:
        """Make what a request asks for; gives the files of which it is one."""
        name = posixpath.normpath(f"/{path}index.html" if path.endswith("/") or not path else f"/{path}").lstrip("/")
        with self._lock:
            page = f"{name}/index.html"  # the server leads from a folder to its page
            for file in (page, name):
                if file in self.files:
                    site.write(folder / file, self.files[file].make())
                    del self.files[file]
            return self.files


def _said_of(error: Exception) -> str:
    """What MkDocs says of an error: those that stop a build in order are sentences."""
    if not isinstance(error, SystemExit):
        return "".join(traceback.format_exception(error))
    return "\n\n".join(str(each) for each in (error, error.__context__) if each and str(each))


def _times() -> dict[Path, int]:
    """When each file of code was last changed, in nanoseconds; editors have links and files of their own beside."""
    times = {}
    for path in CODE.rglob("[!.]*.py"):
        try:
            if not path.is_symlink() and path.is_file():
                times[path] = path.stat().st_mtime_ns
        except FileNotFoundError:
            continue  # just removed
    return times


def _keep(head: list[tuple[Any, ...]], *given: Any) -> None:
    head.append(given)
