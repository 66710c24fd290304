"""Addresses are for ever: what had another id before leaves a page at its old address that leads to the new one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from itertools import product

from markupsafe import escape

from atlas.catalog import Catalog, former_ids
from atlas.comparison.pairs import Member, comparisons
from atlas.outputs import Output
from atlas.schema.vocabulary import COLLECTIONS


def redirects(catalog: Catalog) -> Iterator[Output]:
    """A page for each address that a record, or a comparison of it, had before."""
    for old, (new, name) in moved(catalog).items():
        yield Output(f"{old}index.html", partial(_page, old, new, name))


def moved(catalog: Catalog) -> dict[str, tuple[str, str]]:
    """(new address, what is there) by old address."""
    found: dict[str, tuple[str, str]] = {}
    for name, collection in COLLECTIONS.items():
        for old, new in former_ids(catalog, name).items() if collection.has_pages else ():
            entry = catalog.collection(name)[new]
            found[f"{name}/{old}/"] = f"{name}/{new}/", getattr(entry, "name", None) or entry.title
    return found | dict(_comparisons(catalog))


def _comparisons(catalog: Catalog) -> Iterator[tuple[str, tuple[str, str]]]:
    """Ready-made comparisons are named after their models, and had other addresses when those had other ids."""
    names = _all_ids(former_ids(catalog, "models"))
    every = comparisons(catalog)
    for comparison in every.values():
        old_ids = former_ids(catalog, "comparisons")
        former = {old for old, new in old_ids.items() if new == comparison.id}
        if not comparison.curated:
            former |= {"-vs-".join(ids) for ids in product(*(_ids(member, names) for member in comparison.members))}
        for old in sorted(former - every.keys()):
            yield f"compare/{old}/", (comparison.address, comparison.title)


def _all_ids(former: Mapping[str, str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for old, new in former.items():
        found.setdefault(new, []).append(old)
    return found


def _ids(member: Member, former: Mapping[str, list[str]]) -> list[str]:
    return [member.model, *former.get(member.model, ())]


def _page(old: str, new: str, name: str) -> bytes:
    """A page by itself: it needs neither style nor script, and search engines take it for the new one."""
    to = escape("../" * old.count("/") + new)
    title = escape(f"{name} has moved")
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<title>{title}</title>\n<meta http-equiv="refresh" content="0; url={to}">\n'
        f'<link rel="canonical" href="{to}">\n'
        f'</head>\n<body>\n<h1>{title}</h1>\n<p>It is now at <a href="{to}">{escape(new)}</a>.</p>\n</body>\n</html>\n'
    ).encode()
