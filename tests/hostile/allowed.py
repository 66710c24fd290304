"""What may be on a page: the elements and attributes of the templates, of the Markdown subset, and of MathML.

Those of the templates are read from the templates; what prose may add is stated here, in words of its own, so that
nobody widens it by changing the library alone.
"""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from xml.etree.ElementTree import Element

import html5lib

from built import ROOT

XHTML, MATHML, SVG = (
    "{http://www.w3.org/1999/xhtml}",
    "{http://www.w3.org/1998/Math/MathML}",
    "{http://www.w3.org/2000/svg}",
)


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_PLAIN = _words("""
p em strong pre ul li br hr blockquote h3 h4 h5 h6 table thead tbody tr th td
""")
MARKDOWN: dict[str, set[str]] = {
    **{element: set() for element in _PLAIN},
    "a": {"href", "title"},
    "code": {"class"},  # the language of a code block
    "ol": {"start"},
    "div": {"class", "tabindex", "role", "aria-label"},  # around tables and formulas
}
MATHS = _words("""
math mrow mi mn mo mtext mspace msub msup msubsup mfrac msqrt mroot munder mover munderover mtable mtr mtd mstyle
mpadded mphantom menclose mfenced
""")
MATHS_ATTRIBUTES = _words("""
display displaystyle scriptlevel mathvariant form fence separator stretchy symmetric largeop movablelimits accent
accentunder lspace rspace minsize maxsize width height depth linethickness columnalign rowspacing columnspacing
columnlines rowlines notation
""")

LIBRARY = ROOT / "scripts/atlas"
_LOADS = _words("href src srcset action formaction data poster background cite longdesc ping")
_ADDRESS = re.compile(r"(?i:https?)://[^\s\"'<>\\]+|mailto:[^\s\"'<>]+|(?!//)[^\s:\"'<>\\]+")


class _Tags(HTMLParser):
    """The start tags of a template, whichever way its conditions go."""

    def __init__(self) -> None:
        super().__init__()
        self.found: dict[str, set[str]] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.setdefault(tag, set()).update(name for name, _ in attrs)


@cache
def templates() -> dict[str, set[str]]:
    """The attributes by element that the templates of catalogue pages write, and the rows of tables beside them."""
    found = tags([*sorted(LIBRARY.glob("pages/*/*.j2")), *sorted(LIBRARY.glob("elements/*.j2"))])
    return {**found, "td": found["td"] | {"data-value"}}


@cache
def shell() -> dict[str, set[str]]:
    """Those that the shell around every page writes."""
    return tags([ROOT / "docs/overrides/main.html", *sorted((ROOT / "docs/overrides/partials").glob("*.html"))])


def tags(files: Iterable[Path]) -> dict[str, set[str]]:
    """Attributes by element of Jinja templates: what Jinja fills in counts as text, its conditions as nothing."""
    parser = _Tags()
    for file in files:
        text = re.sub(r"\{#.*?#\}|\{%.*?%\}", "", file.read_text(encoding="utf-8"), flags=re.DOTALL)
        parser.feed(re.sub(r"\{\{.*?\}\}", "x", text, flags=re.DOTALL))
    return parser.found


def fragment(html: str) -> Element:
    """HTML as a browser reads it inside of a page."""
    tree: Element = html5lib.parseFragment(html)
    return tree


def faults(tree: Element, *allowed: dict[str, set[str]]) -> Iterator[str]:
    """Every element, attribute and address of a parsed page that should not be there."""
    for element in tree.iter():
        if not isinstance(element.tag, str):
            yield f"a comment: {element.text}"
            continue
        if element.tag in ("DOCUMENT_FRAGMENT", "<!DOCTYPE>"):
            continue
        name = re.sub(r"^\{.*\}", "", element.tag)
        lists = ({each: MATHS_ATTRIBUTES for each in MATHS},) if element.tag.startswith(MATHML) else allowed
        known = any(name in each for each in lists)
        attributes = {attribute.lower() for each in lists for attribute in each.get(name, ())}
        if not known:
            yield f"the element <{name}>"
        for attribute, value in element.attrib.items():
            if attribute.lower() not in {known_one.lower() for known_one in attributes} or attribute.lower().startswith(
                "on"
            ):
                yield f'the attribute {attribute}="{value}" of <{name}>'
            elif attribute in _LOADS and not _ADDRESS.fullmatch(value):
                yield f'the address {attribute}="{value}" of <{name}>'


def words(tree: Element) -> str:
    """All text of a parsed page, white space evened out."""
    return " ".join("".join(tree.itertext()).split())
