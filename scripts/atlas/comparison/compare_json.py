"""What the script of the page `compare/` fetches: the lines once, and the cells of each model it shows."""

from __future__ import annotations

from typing import Any

from atlas.catalog import Catalog
from atlas.comparison.lines import lines
from atlas.comparison.pairs import Member, member_name
from atlas.facts.show import Shown, shown_facts
from atlas.schema.choices import GROUPS
from atlas.schema.registry import Field


def definitions() -> dict[str, Any]:
    """The headings of the groups, and the lines as lists: id, group, label, kind, description, ends of the scale."""
    return {"groups": GROUPS.labels, "lines": [_definition(line) for line in lines()]}


def _definition(line: Field) -> list[Any]:
    kind = line.kind if line.kind in ("number", "terms") else "text"
    return [line.path, line.group, line.label, kind, line.description, *(line.scale or ())]


def model(catalog: Catalog, id_: str) -> dict[str, Any]:
    """The cells of a model, and of each variant those that differ from them.

    A cell is a text, or a mapping: `t` text, `i` names with addresses in place of a text, `a` anchor of its evidence
    (3 for #e3), `s` its standing if it is derived or implied. What is not listed is not researched; `gaps` lists by
    standing what is missing for another reason.
    """
    facts, record = shown_facts(catalog, id_), catalog.models[id_]
    whole = {line.path: facts.of(line.path) for line in lines()}
    differing = [line.path for line in lines() if facts.readings.differs(line.path)]
    variants = {}
    for variant in catalog.variants(id_):
        own = {path: cell for path in differing if (cell := facts.of(path, variant)) != whole[path]}
        variants[variant] = {"name": member_name(catalog, Member(id_, variant)), **_listed(own, besides=True)}
    year = record.released.year if record.released else None
    return {"name": record.name, "year": year, **_listed(whole), "variants": variants}


def _listed(cells: dict[str, Shown], *, besides: bool = False) -> dict[str, Any]:
    """Cells by line, and what is missing by reason; for a variant also what is not researched of it alone."""
    known = {id_: _cell(cell) for id_, cell in cells.items() if cell.known}
    gaps: dict[str, list[str]] = {}
    for id_, cell in cells.items():
        if not cell.known and (besides or cell.standing != "not-researched"):
            gaps.setdefault(cell.standing, []).append(id_)
    return {"cells": known} | ({"gaps": gaps} if gaps else {})


def _cell(cell: Shown) -> Any:
    """A cell in its shortest form."""
    found: dict[str, Any] = {"i": cell.terms} if cell.terms else {"t": cell.text}
    if cell.anchor:
        is_evidence = cell.anchor[:1] == "e" and cell.anchor[1:].isdigit()
        found["a"] = int(cell.anchor[1:]) if is_evidence else cell.anchor
    if cell.standing in ("derived", "implied"):
        found["s"] = cell.standing
    return cell.text if found.keys() == {"t"} else found
