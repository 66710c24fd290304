"""Rules about ids, names and the texts people read."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from atlas.catalog import Catalog, Entry, all_names, former_ids, normal_form, per_catalog
from atlas.rules.framework import Finding, record_rule, rule
from atlas.schema.errors import nearest
from atlas.schema.record import SUMMARY_LENGTH, Concept, Model
from atlas.schema.types import ID_PATTERN
from atlas.schema.vocabulary import RECORDS
from atlas.text import prose
from atlas.text.positions import FieldPath

_ID = re.compile(ID_PATTERN)
_LONGEST_ID = 80
_RESERVED = {"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10))}
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?|multilingual")


@record_rule()
def id_form(entry: Entry) -> Iterator[Finding]:
    """Ids of records, variants, components and sources match `[a-z0-9]+(-[a-z0-9]+)*`; components and sources
    may also use underscores, and licences and benchmarks, which have no address, dots. They have at most
    80 characters, and those of records and entries are not names that Windows reserves."""
    dotted = entry.collection in ("licenses", "benchmarks")
    if not _ID.fullmatch(entry.id.replace(".", "-") if dotted else entry.id):
        yield Finding(
            (), f'the id "{entry.id}" is not of the form [a-z0-9]+(-[a-z0-9]+)*', _id_mend(entry.id), key=True
        )
    if len(entry.id) > _LONGEST_ID:
        yield Finding(
            (), f"the id has {len(entry.id)} characters, at most {_LONGEST_ID} are allowed", "shorten it", key=True
        )
    if entry.id in _RESERVED:
        yield Finding((), f'"{entry.id}" cannot be a file name on Windows', "choose another id", key=True)
    for path, key in _inner_ids(entry.record, ()):
        strict = path[-2] == "variants"
        if len(key) > _LONGEST_ID:
            yield Finding(
                path, f"the id has {len(key)} characters, at most {_LONGEST_ID} are allowed", "shorten it", key=True
            )
        elif not _ID.fullmatch(key if strict else key.replace("_", "-")):
            form = "[a-z0-9]+(-[a-z0-9]+)*" if strict else "[a-z0-9]+([-_][a-z0-9]+)*"
            yield Finding(path, f'the id "{key}" is not of the form {form}', _id_mend(key), key=True)


def _inner_ids(part: object, path: FieldPath) -> Iterator[tuple[FieldPath, str]]:
    """Ids of variants, components and sources, at any depth."""
    for name in ("variants", "components", "sources"):
        for key, value in (getattr(part, name, None) or {}).items():
            yield (*path, name, key), key
            yield from _inner_ids(value, (*path, name, key))


def _id_mend(id_: str) -> str:
    mended = re.sub(r"[^a-z0-9]+", "-", id_.lower()).strip("-")
    return f'name it "{mended}"' if mended else "use small letters, digits and single hyphens"


@per_catalog
def _users(catalog: Catalog) -> dict[str, list[tuple[str, str]]]:
    """(collection, id) of the records that go by a name, by its normal form."""
    users: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for collection, id_, normal in all_names(catalog):
        users[normal].append((collection, id_))
    return users


@rule("models", "concepts")
def duplicate_name(catalog: Catalog, entry: Entry) -> Iterator[Finding]:
    """Models and concepts share one namespace: no id, name or alias stands for two records, and no alias
    repeats the name or another alias of its own record (case, spaces, hyphens and dots do not count)."""
    record = entry.record
    assert isinstance(record, Model | Concept)
    own = {normal_form(record.name)}
    places: list[tuple[tuple[str | int, ...], str]] = [((), entry.id), (("name",), record.name)]
    places += [(("aliases", index), alias) for index, alias in enumerate(record.aliases or ())]
    for position, (path, name) in enumerate(places):
        normal = normal_form(name)
        other = next((user for user in _users(catalog)[normal] if user != (entry.collection, entry.id)), None)
        if other:
            message = f'"{name}" also stands for the record "{other[1]}"'
            yield Finding(path, message, "keep it in one of the two records")
        if position > 1:
            if normal in own:
                yield Finding(path, f'the alias "{name}" repeats another name of this record', "remove it")
            own.add(normal)


@rule()
def former_id(catalog: Catalog, entry: Entry) -> Iterator[Finding]:
    """Former ids (`formerly`) have the form of ids, are none that an entry of the same kind has today, and are the
    former ids of one entry only."""
    own = getattr(entry.record, "formerly", None) or ()
    for index, old in enumerate(own):
        path = ("formerly", index)
        if not _ID.fullmatch(old):
            yield Finding(path, f'"{old}" is not of the form [a-z0-9]+(-[a-z0-9]+)*', _id_mend(old))
        elif old in catalog.collection(entry.collection) or catalog.is_broken(entry.collection, old):
            yield Finding(path, f'"{old}" is an id of today', "name an id that it had before, or remove it")
        elif former_ids(catalog, entry.collection)[old] != entry.id or old in own[:index]:
            yield Finding(path, f'"{old}" was the id of two entries', "keep it in the one that took its place")


@record_rule()
def summary_length(entry: Entry) -> Iterator[Finding]:
    """A summary has at most 280 characters; the description or explanation has room for the rest."""
    summary = getattr(entry.record, "summary", None)
    if entry.collection in ("models", "concepts", "guides") and summary and len(summary) > SUMMARY_LENGTH:
        yield Finding(
            ("summary",),
            f"the summary has {len(summary)} characters, at most {SUMMARY_LENGTH} are allowed",
            f"shorten it by {len(summary) - SUMMARY_LENGTH}",
        )


@record_rule("models", "datasets")
def language_code(entry: Entry) -> Iterator[Finding]:
    """Languages are BCP 47 codes such as `en` or `zh-Hant`, or the word `multilingual`."""
    for index, code in enumerate(getattr(entry.record, "languages", None) or ()):
        if not _LANGUAGE.fullmatch(code):
            yield Finding(
                ("languages", index),
                f'"{code}" is not a language code',
                "write for example en, zh or zh-Hant",
            )


@record_rule()
def web_address(entry: Entry) -> Iterator[Finding]:
    """Addresses are http:// or https:// with a host, and without spaces or quotes."""
    for fact in entry.written:
        is_address = fact.path[-1] == "url" or (len(fact.path) > 1 and fact.path[-2] == "links")
        if is_address and not prose.is_web_address(fact.value):
            yield Finding(fact.path, f'"{fact.value[:60]}" is not a web address', "write https://… in full")


@per_catalog
def _hub_owners(catalog: Catalog) -> dict[str, str]:
    """The first record that names a repository of the hub, by the repository in small letters."""
    owners: dict[str, str] = {}
    for id_, model in catalog.models.items():
        for _, hub in _hub_ids(model):
            owners.setdefault(hub.lower(), id_)
    return owners


def _hub_ids(model: Model) -> Iterator[tuple[FieldPath, str]]:
    for at, hub in enumerate(model.huggingface or ()):
        yield ("huggingface", at), hub
    for key, variant in (model.variants or {}).items():
        for at, hub in enumerate(variant.huggingface or ()):
            yield ("variants", key, "huggingface", at), hub
    for at, earlier in enumerate(model.earlier or ()):
        if earlier.field == "huggingface":
            yield ("earlier", at, "value"), earlier.value


@rule("models")
def one_owner(catalog: Catalog, entry: Entry) -> Iterator[Finding]:
    """A repository of the Hugging Face hub belongs to one record, whatever the case of its letters."""
    assert isinstance(entry.record, Model)
    for path, hub in _hub_ids(entry.record):
        owner = _hub_owners(catalog).get(hub.lower(), entry.id)
        if owner != entry.id:
            yield Finding(path, f'"{hub}" belongs to the record "{owner}"', "name it in one of the two")


@rule()
def known_link(catalog: Catalog, entry: Entry) -> Iterator[Finding]:
    """Every `[[link]]` in prose names a model or a concept by id, or a guide as `[[guides/id]]`."""
    for path, text in _prose_of(entry):
        for target in prose.links(text):
            if fix := unknown_link(catalog, target):
                yield Finding(path, f"[[{target}]] links to nothing", fix, needle=_written_link(text, target))


def unknown_link(catalog: Catalog, target: str) -> str:
    """The mend of a `[[link]]` that leads to nothing; nothing if it leads somewhere."""
    collection, _, id_ = target.rpartition("/")
    if catalog.linked(target) or any(catalog.is_broken(c, id_) for c in ([collection] if collection else RECORDS)):
        return ""
    return _by_name(catalog, target) or nearest(target, _ids(catalog)) or "name a model, a concept or guides/id"


def _written_link(text: str, target: str) -> str:
    """The link as it stands in the text, with or without words of its own."""
    return f"[[{target}]]" if f"[[{target}]]" in text else f"[[{target}|"


@per_catalog
def _ids(catalog: Catalog) -> tuple[str, ...]:
    """What a link may name."""
    return (*catalog.models, *catalog.concepts, *(f"guides/{guide}" for guide in catalog.guides))


def _by_name(catalog: Catalog, target: str) -> str:
    found = catalog.names.get(normal_form(target))
    return f'did you mean "{found}"?' if found else ""


@record_rule()
def safe_prose(entry: Entry) -> Iterator[Finding]:
    """Prose is Markdown without HTML or images; it links to http(s), mailto or `[[id]]`, and its formulas are
    plain LaTeX maths."""
    for path, text in _prose_of(entry):
        for piece, message, fix in prose.faults(text):
            yield Finding(path, message, fix, needle=piece.splitlines()[0])


def _prose_of(entry: Entry) -> Iterator[tuple[tuple[str | int, ...], str]]:
    for fact in entry.written:
        if fact.field.prose:
            if isinstance(fact.value, tuple):
                yield from (((*fact.path, index), text) for index, text in enumerate(fact.value))
            elif isinstance(fact.value, str):
                yield fact.path, fact.value


@record_rule("models")
def has_variant(entry: Entry) -> Iterator[Finding]:
    """A record of kind `model` has at least one variant."""
    record = entry.record
    assert isinstance(record, Model)
    if record.kind == "model" and not record.variants and not (entry.may_write("variants") or entry.may_write("kind")):
        yield Finding(("kind",), "a model needs at least one variant", "add `variants:` with one entry")
