"""A development server and somebody who looks at its pages: how long a change takes from the disk to the browser."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from types import TracebackType

from measure.builds.process_cost import NotMeasured
from measure.builds.synthetic import model_id

_RELOAD = re.compile(rb"<script>(?:(?!<script>).)*livereload\((\d+), (\d+)\);\s*</script>", re.DOTALL)
"""What the server adds to each page: it asks with these two numbers whether there is a newer one."""


class NotServed(NotMeasured):
    """The server ended, or did not answer; the text is what it said."""


class Server:
    """`mkdocs serve` of a project, as scripts/serve starts it; it is there when its `first` page is."""

    def __init__(self, project: Path, log: Path, first: str = "") -> None:
        self.project, self.log, self.first = project, log, first
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.host = f"127.0.0.1:{free.getsockname()[1]}"

    def __enter__(self) -> Server:
        command = [sys.executable, "-m", "mkdocs", "serve", "--livereload", "--dev-addr", self.host]
        own = {"PYTHONPATH": str(self.project / "scripts"), "NO_MKDOCS_2_WARNING": "1"}
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(
                command, cwd=self.project, env=os.environ | own, stdout=log, stderr=subprocess.STDOUT
            )
        try:
            self.wait_for(lambda: bool(self.get(self.first)))
        except BaseException:
            self.__exit__(None, None, None)
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.process.terminate()
        self.process.wait()

    def wait_for(self, condition: Callable[[], bool], seconds: float = 120) -> None:
        """Wait until a condition holds that may not be answered yet."""
        end = time.monotonic() + seconds
        while time.monotonic() < end and self.process.poll() is None:
            with suppress(OSError):
                if condition():
                    return
            time.sleep(0.05)
        raise NotServed(self.log.read_text(errors="replace")[-2000:])

    def get(self, address: str) -> bytes:
        """The answer to a request, as a browser gets it."""
        with urllib.request.urlopen(f"http://{self.host}/{address}", timeout=120) as answer:
            return bytes(answer.read())

    def newer(self, page: bytes) -> None:
        """Wait until there is a newer site than that of a page, as the script on the page does."""
        found = _RELOAD.search(page)
        assert found, "the page is without the script that reloads it"
        epoch, request = map(int, found.groups())
        while int(self.get(f"livereload/{epoch}/{request}")) <= epoch:
            pass

    def memory(self) -> float:
        """MiB that the server has in memory."""
        shown = subprocess.run(["ps", "-o", "rss=", "-p", str(self.process.pid)], capture_output=True, check=True)
        return int(shown.stdout) / 1024


def page_itself(page: bytes) -> bytes:
    """A page without the script that the server adds."""
    return _RELOAD.sub(b"", page)


def saves(server: Server, count: int) -> list[float]:
    """Seconds from saving a model's file to having its new page, `count` times.

    The server looks for changes twice a second, so the saves are spread over that time.
    """
    path, address = server.project / f"data/models/{model_id(0)}.yml", f"models/{model_id(0)}/"
    text = path.read_text(encoding="utf-8")
    found = []
    for turn in range(count):
        page = server.get(address)
        time.sleep(1 + turn / count / 2)
        word = f"saved-{turn}"
        started = time.perf_counter()
        path.write_text(text.replace("\nsummary: ", f"\nsummary: {word} "), encoding="utf-8")
        while word.encode() not in page:
            server.newer(page)
            page = server.get(address)
        found.append(time.perf_counter() - started)
    return found
