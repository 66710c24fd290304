"""Figures and small tools that guides show: a module each, with its template beside it.

A module holds one `Element`, whose id is the module's name. What it shows is computed here and complete in HTML; where
it serves, `docs/assets/elements/<id>.js` computes the same from what a reader enters.
"""

from __future__ import annotations

import importlib
from functools import cache
from pathlib import Path
from types import MappingProxyType

from atlas.elements.element import Element, Parameter, WrongParameter

FOLDER = Path(__file__).parent


@cache
def elements() -> MappingProxyType[str, Element]:
    """All elements by id: those whose template lies here."""
    names = sorted(path.name.removesuffix(".html.j2") for path in FOLDER.glob("[!_]*.html.j2"))
    found = [importlib.import_module(f"{__package__}.{name}").ELEMENT for name in names]
    return MappingProxyType({element.id: element for element in found})


__all__ = ["FOLDER", "Element", "Parameter", "WrongParameter", "elements"]
