"""What the script of the page `compare/` fetches: the lines once, and the cells of each model it shows."""

from __future__ import annotations

from typing import Any

from atlas.catalog import Catalog
from atlas.views.comparison.cells import Cell, model_cells
from atlas.views.comparison.lines import GROUPS, lines
from atlas.views.comparison.pairs import Member, member_name


def definitions() -> dict[str, Any]:
    """The headings of the groups, and the lines as lists: id, group, label, kind, description, ends of the scale."""
    return {
        "groups": GROUPS,
        "lines": [
            [
                line.id,
                line.group,
                line.label,
                line.kind,
                line.description,
                *([line.low, line.high] if line.high else []),
            ]
            for line in lines()
        ],
    }


def model(catalog: Catalog, id_: str) -> dict[str, Any]:
    """The cells of a model, and of each variant those that differ from them.

    A cell is a text, or a mapping: `t` text, `i` names with addresses in place of a text, `a` anchor of its evidence
    (3 for #e3), `s` its state if it is not cited. What is not listed is not
    researched; `gaps` lists by state what is missing for another reason.
    """
    cells = model_cells(catalog, id_)
    record = catalog.models[id_]
    whole = {line.id: cells.cell(line) for line in lines()}
    differing = [line for line in lines() if len(cells.variants_of(line)) > 1]
    variants = {}
    for variant in cells.variants:
        own = {line.id: cell for line in differing if (cell := cells.cell(line, variant)) != whole[line.id]}
        variants[variant] = {"name": member_name(catalog, Member(id_, variant)), **_listed(own, besides=True)}
    year = record.released.year if record.released else None
    return {"name": record.name, "year": year, **_listed(whole), "variants": variants}


def _listed(cells: dict[str, Cell], *, besides: bool = False) -> dict[str, Any]:
    """Cells by line, and what is missing by reason; for a variant also what is not researched of it alone."""
    known = {id_: _cell(cell) for id_, cell in cells.items() if cell.known}
    gaps: dict[str, list[str]] = {}
    for id_, cell in cells.items():
        if not cell.known and (besides or cell.state != "not-researched"):
            gaps.setdefault(cell.state, []).append(id_)
    return {"cells": known} | ({"gaps": gaps} if gaps else {})


def _cell(cell: Cell) -> Any:
    """A cell in its shortest form."""
    found: dict[str, Any] = {"i": cell.items} if cell.items else {"t": cell.text}
    if cell.anchor:
        is_evidence = cell.anchor[:1] == "e" and cell.anchor[1:].isdigit()
        found["a"] = int(cell.anchor[1:]) if is_evidence else cell.anchor
    if cell.state != "cited":
        found["s"] = cell.state
    return cell.text if found.keys() == {"t"} else found
