"""Requests over HTTP, with patience and a limit to what is taken."""

from __future__ import annotations

import urllib3
from urllib3.exceptions import HTTPError

from atlas.verify.extraction import NoText
from atlas.verify.network import AGENT, Response

_MOST_BYTES = 100_000_000
_CHUNK = 1 << 16


class HttpTransport:
    """Requests over HTTP. A server that is busy is asked again, later each time, or when it says."""

    def __init__(self, contact: str) -> None:
        retry = urllib3.Retry(
            total=4, redirect=8, backoff_factor=2, status_forcelist=(429, 500, 502, 503, 504), raise_on_status=False
        )
        headers = {"User-Agent": f"{AGENT}/1.0 (+{contact})", "Accept": "text/html, text/*, application/*;q=0.9"}
        timeout = urllib3.Timeout(connect=20, read=60)
        self._pool = urllib3.PoolManager(headers=headers, retries=retry, timeout=timeout)

    def get(self, address: str) -> Response:
        """One answer; NoText if there is none, or if it is larger than any paper or package should be."""
        try:
            with self._pool.request("GET", address, preload_content=False) as answer:
                content = bytearray()
                for chunk in answer.stream(_CHUNK):
                    content += chunk
                    if len(content) > _MOST_BYTES:
                        raise NoText("is larger than 100 MB")
                return Response(answer.status, bytes(content), answer.headers.get("Content-Type", ""))
        except (HTTPError, ValueError) as error:
            raise NoText(f"no answer ({type(error).__name__})") from error
