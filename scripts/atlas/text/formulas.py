"""LaTeX formulas as MathML, made when the site is built. Only plain maths passes."""

from __future__ import annotations

import re
from functools import lru_cache
from xml.etree import ElementTree

from atlas.text.characters import HIDDEN

_ELEMENTS = """
math mrow mi mn mo mtext mspace msub msup msubsup mfrac msqrt mroot munder mover munderover mtable mtr mtd mstyle
mpadded mphantom menclose mfenced
"""
_ATTRIBUTES = """
display stretchy fence separator form lspace rspace movablelimits accent accentunder mathvariant width height depth
linethickness columnalign rowspacing columnspacing columnlines rowlines displaystyle scriptlevel minsize maxsize
notation symmetric largeop
"""
ELEMENTS = frozenset(_ELEMENTS.split())
ATTRIBUTES = frozenset(_ATTRIBUTES.split())
_LENGTHS = ATTRIBUTES & {
    *("width", "height", "depth", "lspace", "rspace", "rowspacing", "columnspacing"),
    *("linethickness", "minsize", "maxsize"),
}
"""Attributes that set lengths, each one or a list of several."""
_EM = {
    "em": 1,
    "ex": 0.5,
    "mu": 1 / 18,
    "pt": 0.1,
    "px": 1 / 16,
    "pc": 1.2,
    "in": 7.2,
    "cm": 2.9,
    "mm": 0.29,
    "width": 1,
}
"""What a unit is in em, by letters of ten points; a bare number is a factor."""
_LENGTH = re.compile(rf"[+-]?(\d+\.?\d*|\.\d+)({'|'.join(_EM)})?|(?:negative)?(?:very)*(?:thin|medium|thick)mathspace")
_LONGEST_SPACE = 10
"""em: no line of maths has more white in one place. What is longer hides things, or pushes them off the page."""
_SIGNS_ON_A_LINE = 24
"""So many stand beside each other in a window of 320 pixels."""
_CHILDREN = {"mfrac": 2, "msub": 2, "msup": 2, "mroot": 2, "munder": 2, "mover": 2, "msubsup": 3, "munderover": 3}
_NAMESPACE = "{http://www.w3.org/1998/Math/MathML}"
_LONGEST = 2000


@lru_cache(maxsize=4096)
def mathml(latex: str, *, block: bool = False) -> str:
    """A LaTeX formula as MathML.

    Raises ValueError, with a reason for people, for commands that are not known or not maths, for formulas with a
    missing part, and for very long ones.
    """
    if len(latex) > _LONGEST:
        raise ValueError(f"it is longer than {_LONGEST} characters")
    from latex2mathml.converter import convert  # only where there is a formula: it takes long to load

    try:
        tree = ElementTree.fromstring(convert(latex, display="block" if block else "inline"))
    except Exception as error:  # the converter raises many kinds for bad input
        raise ValueError("it cannot be read as LaTeX") from error
    for element in tree.iter():
        element.tag = element.tag.removeprefix(_NAMESPACE)
        _check(element)
    return ElementTree.tostring(tree, encoding="unicode")


def _check(element: ElementTree.Element) -> None:
    if element.tag not in ELEMENTS:
        raise ValueError(f"<{element.tag}> is not allowed")
    foreign = sorted(set(element.attrib) - ATTRIBUTES)
    if foreign:
        raise ValueError(f"it sets {foreign[0]}, which is not maths")
    for name in _LENGTHS & element.attrib.keys():
        _check_lengths(element.attrib[name])
    wanted = _CHILDREN.get(element.tag)
    if wanted and len(element) != wanted:
        raise ValueError("a part is missing, such as the denominator of a fraction")
    if HIDDEN.search(element.text or ""):
        raise ValueError("it brings in an invisible character")
    unknown = re.match(r"\\[A-Za-z]+", element.text or "")
    if unknown and element.tag != "mtext":
        raise ValueError(f"{unknown[0]} is not a known command")


def _check_lengths(written: str) -> None:
    for part in written.split():
        length = _LENGTH.fullmatch(part)
        if length is None:
            raise ValueError(f"{part[:20]} is no length that browsers know")
        if length[1] and float(length[1]) * _EM.get(length[2], 1) > _LONGEST_SPACE:
            raise ValueError(f"the length {part[:20]} is more than {_LONGEST_SPACE}em")


def is_long(markup: str) -> bool:
    """Whether a formula, as MathML, may be wider than a phone. Browsers break no formula into lines."""
    signs = len(re.sub(r"<[^>]*>|&[a-z]+;", "", markup))
    widths = sum(abs(float(width)) for width in re.findall(r'width="([+-]?[\d.]+)em"', markup))
    return signs + 2 * widths > _SIGNS_ON_A_LINE
