"""The live preview makes a file when a browser asks for it.

Making every page of a thousand models takes seconds, and after a change somebody looks at one or two of them. So a
rebuild checks everything, but only notes how the files are made; what a request asks for is made and written just
before the development server looks for it. Changed code starts the server again.
"""

from __future__ import annotations

import os
import posixpath
import shutil
import sys
import threading
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from typing import Any

from atlas import site
from atlas.outputs import Output

CODE = Path(__file__).parents[1]
Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]
Waiting = dict[str, Output]
"""What one rebuild has not written, by path below the site."""


class Preview:
    """A WSGI application in front of that of the development server."""

    def __init__(self) -> None:
        self.files: Waiting = {}
        self._lock = threading.Lock()
        self._code = _times()

    def offer(self, outputs: Iterable[Output]) -> None:
        """From now on make these outputs, and no longer those of the rebuild before."""
        files = {output.path: output for output in outputs}
        with self._lock:  # what is being made at this moment is written before, and not on top of, the new site
            self.files = files

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

    def before(self, application: Application, folder: Path, mount: str) -> Application:
        """The application that makes files below a folder before it passes requests on; `mount` is the site's path."""

        def answer(environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
            path = environ["PATH_INFO"].encode("latin-1").decode("utf-8", "ignore")
            while True:
                files = self._make(path.removeprefix(mount), folder)
                head: list[tuple[Any, ...]] = []
                body = application(environ, partial(_keep, head))
                if files is self.files or path.startswith("/livereload/"):
                    start(*head[-1])
                    return body
                if close := getattr(body, "close", None):  # a rebuild came between: what was found may be old, or gone
                    close()

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


def _times() -> dict[Path, int]:
    """When each file of code was last changed, in nanoseconds."""
    return {path: path.stat().st_mtime_ns for path in CODE.rglob("*.py")}


def _keep(head: list[tuple[Any, ...]], *given: Any) -> None:
    head.append(given)
