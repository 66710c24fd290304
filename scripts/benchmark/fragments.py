"""Takes the HTML that our functions make (facts, links) apart into data, so that Hugo's templates make it again.

A fragment is a list of parts, each a text or one of the shapes below. What has another shape stays ready-made HTML:
that spares Hugo work, and changes nothing of what comes out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

SHAPES = {
    "link": '<a href="{to}">{text}</a>',
    "sourced": '<a class="sourced" href="#{to}">{text}</a>',
    "source": ' <a class="ref" href="#{to}" aria-label="Source of {text}">source</a>',
    "derived": '<span class="derived" title="{to}">{text}</span>',
    "absent": '<span class="absent absent-{to}">{text}</span>',
    "text": "{text}",
    "html": "{text}",
}
"""The kinds of part; their values are escaped, but for those of `html`."""
Part = dict[str, str]


def _pattern(name: str, shape: str) -> str:
    return re.sub(r"\\\{(to|text)\\\}", rf'(?P<{name}_\1>[^<>"]*)', re.escape(shape))


_PART = re.compile("|".join(_pattern(name, shape) for name, shape in SHAPES.items() if "<" in shape))


def parts(html: str) -> list[Part]:
    """The parts of a fragment."""
    found = list(_parts(html))
    return found if as_html(found) == html else [{"as": "html", "text": html}]


def _parts(html: str) -> Iterator[Part]:
    place = 0
    for match in _PART.finditer(html):
        yield from _between(html[place : match.start()])
        place = match.end()
        given = {key: value for key, value in match.groupdict().items() if value is not None}
        yield {"as": next(iter(given)).partition("_")[0]} | {
            key.partition("_")[2]: unescape(value) for key, value in given.items()
        }
    yield from _between(html[place:])


def _between(html: str) -> Iterator[Part]:
    if "<" in html:
        yield {"as": "html", "text": html}
    elif html:
        yield {"as": "text", "text": unescape(html)}


def as_html(found: list[Part]) -> str:
    """A fragment again, as the Go template makes it."""
    return "".join(_filled(part) for part in found)


def _filled(part: Part) -> str:
    values = {key: value if part["as"] == "html" else escaped(value) for key, value in part.items()}
    return SHAPES[part["as"]].format(**values)


def escaped(text: str) -> str:
    """As our templates and Go's `htmlEscape` do it."""
    for sign, entity in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ("'", "&#39;"), ('"', "&#34;")):
        text = text.replace(sign, entity)
    return text


def definition() -> str:
    """The Go template of a part."""
    arms = []
    for name, shape in SHAPES.items():
        plain = name == "html"
        arm = shape.format(to="{{ htmlEscape .to }}", text="{{ .text }}" if plain else "{{ htmlEscape .text }}")
        arms.append(f'if eq .as "{name}" }}}}{arm}')
    return f'{{{{ define "part" }}}}{{{{ {"{{ else ".join(arms)}{{{{ end }}}}{{{{ end }}}}'
