"""Loading again and again: what was read before is reused, and the outcome is that of loading afresh."""

import os
from pathlib import Path

import pytest

from atlas.catalog.loading import FileRead, load
from atlas.site import load_checked
from records import catalogue, record, write

TWO = {"a": "name: Alpha", "b": "name: Beta"}


def outcome(root: Path, known: dict[Path, FileRead] | None = None) -> tuple[object, list[str]]:
    """Everything that a catalogue says, and the problems."""
    catalog, problems = load_checked(root, drafts=True, known=known)
    records = {key: (entry.record, entry.document.file) for key, entry in catalog.entries.items()}
    return (records, list(catalog.models), catalog.broken), list(map(str, problems))


def test_only_what_changed_is_read_again(tmp_path: Path) -> None:
    root, known = catalogue(tmp_path, TWO), dict[Path, FileRead]()
    before, _ = load(root, known)
    write(root, "data/models/a.yml", (root / "data/models/a.yml").read_text().replace("Alpha", "Gamma"))
    after, _ = load(root, known)
    changed = {key for key, entry in after.entries.items() if entry is not before.entries[key]}
    assert changed == {("models", "a")}
    assert after.models["a"].name == "Gamma"


def test_a_change_that_keeps_size_and_time_is_seen(tmp_path: Path) -> None:
    root, known = catalogue(tmp_path, TWO), dict[Path, FileRead]()
    load(root, known)
    path = root / "data/models/a.yml"
    stat = path.stat()
    path.write_text(path.read_text().replace("Alpha", "Gamma"))
    os.utime(path, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    assert load(root, known)[0].models["a"].name == "Gamma"


def model(text: str) -> bytes:
    return record("models", "a", text).encode()


CHANGES = {
    "broken": ("models/a.yml", b"name: [", "yaml-syntax"),
    "not UTF-8": ("models/a.yml", b"name: \xff", "encoding"),
    "emptied": ("models/a.yml", b"", "empty-file"),
    "not a mapping": ("organizations.yml", b"- acme", "mapping"),
    "related": ("models/a.yml", model("relations: [{type: fine-tuned-from, model: b}]"), ""),
    "related to nobody": ("models/a.yml", model("relations: [{type: fine-tuned-from, model: c}]"), "known-id"),
    "with another's name": ("models/a.yml", model("aliases: [Beta]"), "duplicate-name"),
    "deleted": ("models/b.yml", None, ""),
    "with a wrong file name": ("models/b.yaml", b"name: Beta", "file-name"),
}


@pytest.mark.parametrize(("name", "text", "rule"), CHANGES.values(), ids=CHANGES)
def test_problems_come_and_go_as_when_loaded_afresh(tmp_path: Path, name: str, text: bytes | None, rule: str) -> None:
    root, known = catalogue(tmp_path, TWO), dict[Path, FileRead]()
    path = root / "data" / name
    good, before = outcome(root, known), path.read_bytes() if path.exists() else None
    put(path, text)
    changed = outcome(root, known)
    assert changed == outcome(root)
    assert {line.rpartition(" ")[2].strip("[]") for line in changed[1]} == ({rule} if rule else set())
    put(path, before)
    assert outcome(root, known) == good == outcome(root)


def put(path: Path, content: bytes | None) -> None:
    if content is None:
        path.unlink()
    else:
        path.write_bytes(content)


def test_a_problem_of_another_record_is_seen(tmp_path: Path) -> None:
    relation = "relations: [{type: fine-tuned-from, model: b}]"
    root, known = catalogue(tmp_path, TWO | {"a": f"name: Alpha\n{relation}"}), dict[Path, FileRead]()
    assert outcome(root, known)[1] == []
    (root / "data/models/b.yml").unlink()
    assert [line.rpartition(" ")[2] for line in outcome(root, known)[1]] == ["[known-id]"]


def test_what_is_gone_is_forgotten(tmp_path: Path) -> None:
    root, known = catalogue(tmp_path, TWO), dict[Path, FileRead]()
    load(root, known)
    (root / "data/models/b.yml").unlink()
    load(root, known)
    assert root / "data/models/b.yml" not in known
