"""Serves a folder as static hosts do: compressed with gzip, 404.html for what is not there, kept for ten minutes."""

from __future__ import annotations

import gzip
import mimetypes
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache, partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

_TEXT = ("text/", "application/json", "application/javascript", "application/xml", "image/svg+xml")


@contextmanager
def serving(folder: Path) -> Iterator[str]:
    """Serve a folder while the context lasts; gives the address of its home page."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Handler, folder)) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/"
        finally:
            server.shutdown()


def found(folder: Path, address: str) -> tuple[int, Path]:
    """The status and the file with which a host answers an address, such as `/models/?find=bert`."""
    path = folder / unquote(urlsplit(address).path).lstrip("/")
    if path.is_dir():
        path /= "index.html"
    inside = path.resolve().is_relative_to(folder.resolve())
    return (200, path) if inside and path.is_file() else (404, folder / "404.html")


@cache
def body(path: Path, compressed: bool) -> tuple[str, bytes]:
    """The type and the content of a file, compressed if that is wanted and it is text."""
    kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    content = path.read_bytes() if path.exists() else b""
    return kind, gzip.compress(content, 6) if compressed and kind.startswith(_TEXT) else content


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def __init__(self, folder: Path, *arguments: Any) -> None:
        self.folder = folder
        super().__init__(*arguments)

    def do_GET(self) -> None:
        status, path = found(self.folder, self.path)
        wanted = "gzip" in self.headers.get("Accept-Encoding", "")
        kind, content = body(path, wanted)
        self.send_response(status)
        self.send_header("Content-Type", f"{kind}; charset=utf-8" if kind.startswith(_TEXT) else kind)
        if wanted and kind.startswith(_TEXT):
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(content)))
        self.send_header("Cache-Control", "max-age=600")
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *arguments: Any) -> None:
        """Nothing: the figures are what is printed."""
