"""Rules about what guides take from the catalogue."""

from __future__ import annotations

from collections.abc import Iterator

from atlas.catalog import Catalog, Entry, per_catalog
from atlas.elements import WrongParameter, elements
from atlas.facts import lineage
from atlas.facts.field_names import field_named, names
from atlas.rules.comparisons import unknown_compared
from atlas.rules.framework import Finding, rule
from atlas.rules.guide_texts import guide_of
from atlas.rules.names import unknown_link
from atlas.schema.errors import nearest
from atlas.schema.guide import Guide
from atlas.text.guide_markup import Block, Citation, FactName, WikiLink, parse

_PARAMETERS = {"models": ("models", "fields", "rows"), "comparison": (), "concept": ()}
"""What each block may say beside its caption; an element knows its own."""
_MOST = 12
"""So many models or fields a table of a guide may have."""


@rule("guides")
def guide_link(catalog: Catalog, entry: Entry) -> Iterator[Finding]:
    """Every `[[link]]` in the text of a guide names a model or a concept by id, or a guide as `[[guides/id]]`; so
    does every one of its next steps, and none leads to the guide itself."""
    guide = guide_of(entry)
    for cut in parse(guide.body).every_cut():
        if isinstance(cut, WikiLink) and (fix := unknown_link(catalog, cut.id)):
            yield Finding(("body", cut.line), f"[[{cut.id}]] links to nothing", fix, needle=f"[[{cut.id}")
    for index, target in enumerate(guide.next):
        if target == f"guides/{entry.id}":
            yield Finding(("next", index), "leads to the guide itself", "name another")
        elif fix := unknown_link(catalog, target):
            yield Finding(("next", index), f'"{target}" is no page to go on with', fix)


@rule("guides")
def guide_fact(catalog: Catalog, entry: Entry) -> Iterator[Finding]:
    """A fact in the text of a guide, `{model field}` or `{model:variant field}`, names a published model, a variant
    of it, and a field of the schema or a computed number."""
    for cut in parse(guide_of(entry).body).every_cut():
        if isinstance(cut, FactName):
            member = f"{cut.model}:{cut.variant}" if cut.variant else cut.model
            for message, fix in filter(None, (unknown_compared(catalog, member), _unknown_field(cut.field))):
                yield Finding(("body", cut.line), message, fix, needle=cut.written)


@rule("guides")
def guide_source(catalog: Catalog, entry: Entry) -> Iterator[Finding]:
    """What a guide cites is one of its sources, of data/sources.yml, or of a record as `[^record/source]`; and each
    of its own sources is cited."""
    guide = guide_of(entry)
    cited = [cut for cut in parse(guide.body).every_cut() if isinstance(cut, Citation)]
    for cut in cited:
        if fix := _unknown_source(catalog, guide, cut.source):
            yield Finding(("body", cut.line), f'"{cut.source}" is not a source', fix, needle=cut.written)
    for id_ in guide.sources or {}:
        if id_ not in {cut.source for cut in cited}:
            yield Finding(("sources", id_), "is not cited in the text", f"cite it as [^{id_}], or remove it", key=True)


@rule("guides")
def guide_block(catalog: Catalog, entry: Entry) -> Iterator[Finding]:
    """A block of a guide names what there is: models and fields of a table, a comparison, a concept, an element and
    its parameters."""
    for cut in parse(guide_of(entry).body).every_cut():
        if isinstance(cut, Block):
            for needle, message, fix in _block_faults(catalog, cut):
                yield Finding(("body", cut.line), message, fix, needle=needle)


def _block_faults(catalog: Catalog, block: Block) -> Iterator[tuple[str, str, str]]:
    """(piece, what, mend) of everything wrong with a block."""
    if block.kind == "element":
        yield from _element_faults(block)
        return
    for name in block.parameters:
        known = (*_PARAMETERS[block.kind], "caption")
        if name not in known:
            fix = nearest(name, list(known)) or f"use one of {', '.join(known)}"
            yield name, f'"{name}" is not a parameter of a block of {block.kind}', fix
    if block.kind == "models":
        yield from _table_faults(catalog, block)
    elif block.kind == "concept" and block.name not in catalog.concepts:
        fix = nearest(block.name, list(catalog.concepts)) or "name a concept by its id"
        yield block.name, f'"{block.name}" is not a concept', fix
    elif block.kind == "comparison" and block.name not in (ready := _comparisons(catalog)):
        fix = nearest(block.name, ready) or "add it to data/comparisons.yml"
        yield block.name, f'"{block.name}" is not a comparison', fix


@per_catalog
def _comparisons(catalog: Catalog) -> list[str]:
    """Ids of the comparisons that have a page: the curated ones, and each model beside what it comes from."""
    curated = {frozenset(entry.models) for entry in catalog.comparisons.values()}
    kin = {(edge.object, edge.subject) for edge in lineage.edges(catalog) if edge.object in catalog.models}
    return [*catalog.comparisons, *sorted(f"{a}-vs-{b}" for a, b in kin if frozenset((a, b)) not in curated)]


def _element_faults(block: Block) -> Iterator[tuple[str, str, str]]:
    element = elements().get(block.name)
    if element is None:
        known = ", ".join(elements())
        yield block.name, f'"{block.name}" is not an element', nearest(block.name, list(elements())) or f"use {known}"
        return
    try:
        element.read(block.parameters)
    except WrongParameter as error:
        message, _, fix = str(error).partition("; ")
        yield error.name, message, fix


def _table_faults(catalog: Catalog, block: Block) -> Iterator[tuple[str, str, str]]:
    for name in ("models", "fields"):
        found = block.parameters.get(name, "").split()
        if not 1 <= len(found) <= _MOST:
            yield "", f"has {len(found)} {name}, not 1 to {_MOST}", f"write `{name}: …`, separated by spaces"
    for member in block.parameters.get("models", "").split():
        if fault := unknown_compared(catalog, member):
            yield member, *fault
    for field in block.parameters.get("fields", "").split():
        if fault := _unknown_field(field):
            yield field, *fault
    if block.parameters.get("rows", "models") not in ("models", "fields"):
        yield "rows", "rows are models or fields", "write `rows: fields`, or leave it out"


def _unknown_field(name: str) -> tuple[str, str] | None:
    if field_named(name):
        return None
    fix = nearest(name.replace(" ", "-").replace("_", "-"), list(names()))
    return f'"{name}" is not a field', fix or "name a field as CONTRIBUTING.md shows them, such as parameters"


def _unknown_source(catalog: Catalog, guide: Guide, source: str) -> str:
    """The mend of a source that is not there; nothing if it is."""
    record, _, own = source.rpartition("/")
    if record:
        entry = catalog.models.get(record) or catalog.concepts.get(record)
        known = list(getattr(entry, "sources", None) or {})
        if entry is None:
            return nearest(record, [*catalog.models, *catalog.concepts]) or "name a model or a concept before the slash"
        return "" if own in known else nearest(own, known) or f"that record has {', '.join(known) or 'no sources'}"
    known = [*(guide.sources or {}), *catalog.sources]
    return "" if source in known else nearest(source, known) or "add it to `sources` of the guide"
