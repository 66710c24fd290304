"""What the live preview shows when something cannot be built: a page that says why, or the page before with it on top.

Such a page asks again every second, and loads what is there once that is something else.
"""

from __future__ import annotations

import traceback
from collections.abc import Callable, Iterable
from typing import Any

from markupsafe import escape

Start = Callable[..., Any]
Head = tuple[Any, ...]
"""Status, and a list of pairs of names and values, as WSGI has them."""

_PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Not built</title></head>
<body style="font-family: sans-serif; margin: 2em; max-width: 70em">
<h1>This page could not be built</h1>
<pre role="alert" style="white-space: pre-wrap">{}</pre>
<p>It comes by itself when that is mended.</p>
<script>
  let shown = "";
  setInterval(async () => {{
    const now = await fetch("?again").then((answer) => answer.text(), () => shown);
    if (shown && now !== shown) location.reload();
    shown = now;
  }}, 1000);
</script>
</body></html>
"""
_BANNER = """<div role="alert" style="position: sticky; top: 0; z-index: 1000; max-height: 50vh; overflow: auto;
padding: .5em 1em; background: #fff0f0; color: #700; border-bottom: 2px solid #c00; font-size: 14px">
<strong>This page is from before: what is there now could not be built.</strong>
<pre style="white-space: pre-wrap">{}</pre></div>"""


def of_making(error: Exception) -> str:
    """What a page says of an error that came up when it was made."""
    return f"{type(error).__name__}: {error}\n\n{''.join(traceback.format_exception(error))}"


def answer(reason: str, environ: dict[str, Any], start: Start) -> Iterable[bytes]:
    """A page that says why there is none."""
    body = _PAGE.format(escape(reason)).encode("utf-8", "replace")
    headers = [("Content-Type", "text/html; charset=utf-8"), ("Content-Length", str(len(body)))]
    again = environ.get("QUERY_STRING") == "again"  # no news: the server need not log it
    start("200 OK" if again else "503 Service Unavailable", headers)
    return [body]


def told(reason: str, environ: dict[str, Any], head: Head, body: Iterable[bytes], start: Start) -> Iterable[bytes]:
    """An answer of the server, with a reason on top of a page, or in the place of one that is not there."""
    status, headers, *more = head
    kind = next((value for name, value in headers if name.lower() == "content-type"), "")
    if not reason or not kind.startswith("text/html") or status[:3] not in ("200", "404"):
        start(*head)
        return body
    html = b"".join(body)
    close(body)
    if status.startswith("404"):
        name = environ["PATH_INFO"].rpartition("/")[2]
        if "." in name and not name.endswith(".html"):  # a style or script, not a page
            start(*head)
            return [html]
        return answer(reason, environ, start)
    html = _with_banner(html, reason)
    start(status, [(n, str(len(html)) if n.lower() == "content-length" else v) for n, v in headers], *more)
    return [html]


def close(body: Iterable[bytes]) -> None:
    """End an answer that is not passed on, as WSGI asks for."""
    if end := getattr(body, "close", None):
        end()


def _with_banner(html: bytes, reason: str) -> bytes:
    end = html.find(b">", html.find(b"<body")) + 1
    return html[:end] + _BANNER.format(escape(reason)).encode("utf-8", "replace") + html[end:]
