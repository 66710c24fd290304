"""Strict YAML: what is read, and what is refused with its place."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from atlas.text import yamlnodes
from atlas.text.positions import dotted
from atlas.text.yamlio import MAX_BYTES, Document, content, parse, unreadable
from records import REPEATABLE, ROOT

Lines = Callable[[str | bytes], list[str]]
EMPTY = "write a value or remove the key; unknown facts are left out [empty-value]"


@pytest.fixture(params=["libyaml", "python"])
def parser(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Once with libyaml, and once as where PyYAML was built without it."""
    monkeypatch.setattr(yamlnodes, "LOADER", yaml.CSafeLoader if request.param == "libyaml" else yaml.SafeLoader)


def document(text: str | bytes) -> Document:
    return parse(text.encode() if isinstance(text, str) else text, "f.yml")


def problems(text: str | bytes) -> list[str]:
    found = document(text)
    assert (found.data is None) == bool(found.problems)
    return [str(problem) for problem in found.problems]


def test_libyaml_is_used_where_it_is_there() -> None:
    assert yaml.__with_libyaml__
    assert yamlnodes.LOADER is yaml.CSafeLoader


# --- What is read ---


@pytest.mark.usefixtures("parser")
@pytest.mark.parametrize(
    ("text", "data"),
    [
        ("a: b\n", {"a": "b"}),
        ("a: b", {"a": "b"}),
        ("---\na: b\n", {"a": "b"}),
        ("a: b\r\nc: d\r\n", {"a": "b", "c": "d"}),
        ("a: {b: c, d: [e, f]}\n", {"a": {"b": "c", "d": ["e", "f"]}}),
        ("a:\n  - b\n  - c: d\n", {"a": ["b", {"c": "d"}]}),
        ("a: |\n  b\n  c\n", {"a": "b\nc\n"}),
        ("a: >-\n  b\n  c\n", {"a": "b c"}),
        ("a: b # not c\n", {"a": "b"}),
        ("a: ''\n", {"a": ""}),
        ('a: "\\u00e9\\n"\n', {"a": "é\n"}),
        ("ключ: 模型 😀\n", {"ключ": "模型 😀"}),
        ("a: {}\nb: []\n", {"a": {}, "b": []}),
        ("- a\n", ["a"]),
        ("a\n", "a"),
    ],
)
def test_mappings_lists_and_text_are_read(text: str, data: Any) -> None:
    assert (document(text).data, problems(text)) == (data, [])


@pytest.mark.parametrize(
    "scalar", ["no", "yes", "null", "~", "true", "012", "0x10", "12:30:45", "1e3", ".inf", "2018-10-11", "1_000", "<<"]
)
def test_every_scalar_stays_text(scalar: str) -> None:
    assert document(f"a: {scalar}\n{scalar}: b\n").data == {"a": scalar, scalar: "b"}


JSON = st.recursive(
    text := st.text(st.characters(categories=["L", "N", "P", "S", "Zs"]), max_size=200),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(text, inner, max_size=4),
    max_leaves=12,
)


@REPEATABLE
@given(JSON)
def test_json_is_read_as_it_is(data: Any) -> None:
    assert document(json.dumps(data, ensure_ascii=False)).data == data


# --- Where it stands ---


@pytest.mark.usefixtures("parser")
def test_every_node_and_key_has_its_place() -> None:
    found = document("a: b\nc:\n  - é: [d, ee, f]\n")
    assert found.positions.values == {
        ("a",): (1, 4),
        ("c",): (3, 3),
        ("c", 0): (3, 5),
        ("c", 0, "é"): (3, 8),
        ("c", 0, "é", 0): (3, 9),
        ("c", 0, "é", 1): (3, 12),
        ("c", 0, "é", 2): (3, 16),
    }
    assert found.positions.keys == {("a",): (1, 1), ("c",): (2, 1), ("c", 0, "é"): (3, 5)}


@pytest.mark.parametrize(
    ("path", "key", "place"),
    [
        (("a", "b"), False, (2, 6)),
        (("a", "b"), True, (2, 3)),
        (("a", "b", "missing", 3), False, (2, 6)),
        (("a", "missing"), True, (1, 1)),
        (("missing",), False, (1, 1)),
        ((), False, (1, 1)),
    ],
)
def test_a_problem_stands_at_the_nearest_place_there_is(
    path: tuple[str | int, ...], key: bool, place: tuple[int, int]
) -> None:
    assert document("a:\n  b: c\n").positions.locate(path, key=key) == place


@pytest.mark.parametrize(
    ("path", "text"), [((), ""), (("a",), "a"), (("sources", "paper", "authors", 0), "sources.paper.authors[0]")]
)
def test_paths_read_as_people_write_them(path: tuple[str | int, ...], text: str) -> None:
    assert dotted(path) == text


# --- What is refused ---


@pytest.mark.usefixtures("parser")
@pytest.mark.parametrize(
    ("text", "line"),
    [
        # Duplicate keys
        ("a: 1\nb: 2\na: 3\n", '3:1: a: repeats the key "a" of line 1; keep one of the two [duplicate-key]'),
        ("a: {b: 1, b: 2}\n", '1:11: a.b: repeats the key "b" of line 1; keep one of the two [duplicate-key]'),
        ("a: 1\r\na: 2\r\n", '2:1: a: repeats the key "a" of line 1; keep one of the two [duplicate-key]'),
        # Anchors, aliases, tags
        ("a: &x 1\n", "1:4: a: has the anchor &x; write the value where it is needed [no-anchors]"),
        ("a: &x {b: 1}\n", "1:4: a: has the anchor &x; write the value where it is needed [no-anchors]"),
        ("a: *x\n", "1:4: a: uses the alias *x; write the value out [no-anchors]"),
        ("a:\n  <<: *x\n", "2:7: a.<<: uses the alias *x; write the value out [no-anchors]"),
        ("&x a: 1\n", "1:1: a: has an anchor or a tag on its key; remove it [no-anchors]"),
        ("a: !!int 1\n", "1:4: a: has the tag tag:yaml.org,2002:int; remove the tag [no-tags]"),
        ("a: !python/object {}\n", "1:4: a: has the tag !python/object; remove the tag [no-tags]"),
        ("!!str a: 1\n", "1:1: a: has an anchor or a tag on its key; remove it [no-anchors]"),
        # Characters
        ("a: b\tc\n", "1:5: has a tab; indent and separate with spaces [tab]"),
        ("a:\n\tb: c\n", "2:1: has a tab; indent and separate with spaces [tab]"),
        ("é: b\u200bc\n", "1:5: has the invisible character U+200B; remove it [invisible-character]"),
        ("a: 1\nb: \u202ec\n", "2:4: has the invisible character U+202E; remove it [invisible-character]"),
        ("a: soft\u00adhyphen\n", "1:8: has the invisible character U+00AD; remove it [invisible-character]"),
        ("a: \ufeff1\n", "1:4: has the invisible character U+FEFF; remove it [invisible-character]"),
        ("a: \U000e0041\n", "1:4: has the invisible character U+E0041; remove it [invisible-character]"),
        ("a: 1\nb: \x07\n", "2:4: has the invisible character U+0007; remove it [invisible-character]"),
        ("a: b\ufffe\n", "1:5: has the invisible character U+FFFE; remove it [invisible-character]"),
        ("a: 1\nb: c\uffff\n", "2:5: has the invisible character U+FFFF; remove it [invisible-character]"),
        ("a: \x00\n", "1:4: has the invisible character U+0000; remove it [invisible-character]"),
        ("a: \x7f\n", "1:4: has the invisible character U+007F; remove it [invisible-character]"),
        ('a: "b\\u200bc"\n', "1:4: a: has the invisible character U+200B; remove it [invisible-character]"),
        ('a: "b\\u202ec"\n', "1:4: a: has the invisible character U+202E; remove it [invisible-character]"),
        ('a: "b\\e[31mc"\n', "1:4: a: has the invisible character U+001B; remove it [invisible-character]"),
        ('a: "b\\0c"\n', "1:4: a: has the invisible character U+0000; remove it [invisible-character]"),
        ('a: "b\\x07c"\n', "1:4: a: has the invisible character U+0007; remove it [invisible-character]"),
        ('"\\u200b": 1\n', "1:1: \\u200b: has the invisible character U+200B; remove it [invisible-character]"),
        ("a: b\x85c: d\n", "1:5: has the invisible character U+0085; remove it [invisible-character]"),
        ("a: b\u2028c: d\n", "1:5: has the invisible character U+2028; remove it [invisible-character]"),
        ("a: b\u2029c: d\n", "1:5: has the invisible character U+2029; remove it [invisible-character]"),
        ("a: ééé\nb: c\nd: \x07\ne: f\n", "3:4: has the invisible character U+0007; remove it [invisible-character]"),
        # The file
        ("\ufeffa: 1\n", "1:1: starts with a byte order mark; save the file as UTF-8 without BOM [encoding]"),
        (b"a: 1\nb: \xff\n", "2:4: byte 0xff is not UTF-8; save the file as UTF-8 [encoding]"),
        (b"a: \xc3\xa9\xff\n", "1:5: byte 0xff is not UTF-8; save the file as UTF-8 [encoding]"),
        ("a: é\n".encode("latin-1"), "1:4: byte 0xe9 is not UTF-8; save the file as UTF-8 [encoding]"),
        ("a: 1\n".encode("utf-16"), "1:1: byte 0xff is not UTF-8; save the file as UTF-8 [encoding]"),
        ("", "1:1: is empty; write a record, or make one with `atlas new` [empty-file]"),
        ("# nothing\n", "2:1: is empty; write a record, or make one with `atlas new` [empty-file]"),
        ("a: 1\n---\nb: 2\n", "2:1: has a second YAML document; one record per file: remove the `---` [one-document]"),
        # Keys
        ("[a]: 1\n", "1:1: has a key that is not plain text; use a word as the key [plain-keys]"),
        ("a: {{b: c}: d}\n", "1:5: a: has a key that is not plain text; use a word as the key [plain-keys]"),
    ],
)
def test_what_has_two_readings_is_refused(text: str | bytes, line: str) -> None:
    assert problems(text) == [f"f.yml:{line}"]


@pytest.mark.usefixtures("parser")
@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("a: 1\nb:\n", "2:3: b"),
        ("a:\n  b:\nc: 1\n", "2:5: a.b"),
        ("a:\n  - b\n  - c:\n", "3:7: a[1].c"),
        ("a: # to be found\n", "1:3: a"),
    ],
)
def test_an_empty_value_is_refused(text: str, place: str) -> None:
    assert problems(text) == [f"f.yml:{place}: is empty; {EMPTY}"]


@pytest.mark.parametrize(("parser", "column"), [("libyaml", 12), ("python", 11)], indirect=["parser"])
def test_an_empty_value_in_braces_is_refused(parser: None, column: int) -> None:
    assert problems("a: [b, {c: }]\n") == [f"f.yml:1:{column}: a[1].c: is empty; {EMPTY}"]


FAULTS = [
    case.rsplit("→ ", 1) for case in (ROOT / "tests/yaml_faults.txt").read_text(encoding="utf-8").strip().split("\n\n")
]
"""Texts that are no YAML, and what is said of them."""


@pytest.mark.usefixtures("parser")
@pytest.mark.parametrize(("text", "line"), FAULTS)
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_what_is_no_yaml_is_explained(text: str, line: str, end: str) -> None:
    assert problems(text.replace("\n", end)) == [f"f.yml:{line}"]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('a: "\\q"\n', "1:5: has a backslash that means nothing in double quotes; write the backslash twice"),
        ('a: "\\ud800"\n', "1:7: has a backslash that means nothing in double quotes; write the backslash twice"),
        ("a: b}\nc: }\n", "2:4: not readable as YAML: while parsing a block node did not find expected node content"),
    ],
)
def test_what_is_no_yaml_is_refused_at_its_place(text: str, line: str) -> None:
    (problem,) = problems(text)
    assert problem.startswith(f"f.yml:{line}")
    assert problem.endswith("[yaml-syntax]")


@pytest.mark.usefixtures("parser")
@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("a: Model #1\n", '1:4: a: "#1"'),
        ("a: 'Model' #1\n", '1:4: a: "#1"'),
        ("a: Model # 1 of 3\nb: c\n", '1:4: a: "# 1 of 3"'),
        ("- b #c\n", '1:3: [0]: "#c"'),
        ("a:\n  b: {c: d} #e\n", '2:11: a.b: "#e"'),
        ("a: [b] #c\n", '1:6: a: "#c"'),
    ],
)
def test_text_that_would_be_lost_is_noticed(text: str, place: str) -> None:
    mend = "put the value in quotes, or write a space after the # if it is a remark [dropped-text]"
    assert problems(text) == [f"f.yml:{place} is a remark for YAML, and no part of the value; {mend}"]


@pytest.mark.parametrize(
    "text",
    ["a: b # c\n", "a: b  # c\n", "#a\nb: c\n", "a: b#c\n", "a: |\n  b #c\n", "a: 'b #c'\n", "a: >-\n  b #1\n  c\n"],
)
def test_remarks_and_signs_inside_of_text_are_no_loss(text: str) -> None:
    assert problems(text) == []


@pytest.mark.usefixtures("parser")
@pytest.mark.parametrize("number", ["8,000", "8,000,000,000", "12,345"])
def test_commas_in_a_number_in_braces_are_one_problem(number: str) -> None:
    (problem,) = problems(f"a: {{b: {number}, c: d}}\n")
    assert problem.endswith("write the digits without commas, or with K, M, B or T [grouped-digits]")


def test_an_empty_value_before_a_remark_says_why() -> None:
    (problem,) = problems("a: #1\n")
    assert problem.endswith("what follows a # is a remark: put the value in quotes, or remove the key [empty-value]")


@pytest.mark.usefixtures("parser")
@pytest.mark.parametrize(
    ("level", "too_deep"),
    [("[", "[" * 21 + "]" * 21), ("- ", "- " * 21 + "x"), ("[", "[" * 100_000)],
)
def test_nesting_deeper_than_20_is_refused(level: str, too_deep: str) -> None:
    path = "[0]" * 20
    place = 20 * len(level) + 1
    assert problems(too_deep) == [f"f.yml:1:{place}: {path}: is nested deeper than 20 levels; flatten it [depth]"]


@pytest.mark.usefixtures("parser")
def test_nesting_of_20_is_read() -> None:
    assert problems("[" * 20 + "]" * 20) == []


def test_a_file_over_256_kb_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "f.yml"
    path.write_text("a: " + "x" * (MAX_BYTES - 3))
    assert parse(content(path), "f.yml").problems == []
    path.write_text("a: " + "x" * MAX_BYTES)
    assert len(content(path)) == MAX_BYTES + 1
    assert [str(problem) for problem in parse(content(path), "f.yml").problems] == [
        "f.yml:1:1: is larger than 256 KB; one record per file; split it or shorten it [file-size]"
    ]


def test_a_file_that_cannot_be_read_is_a_problem(tmp_path: Path) -> None:
    (tmp_path / "folder.yml").mkdir()
    lines: list[str] = []
    for name in ("none.yml", "folder.yml"):
        with pytest.raises(OSError) as error:
            content(tmp_path / name)
        lines += map(str, unreadable(name, error.value).problems)
    assert lines == [
        "none.yml:1:1: cannot be read: No such file or directory; check that the file exists [readable]",
        "folder.yml:1:1: cannot be read: Is a directory; check that the file exists [readable]",
    ]


def test_all_problems_are_said_at_once() -> None:
    text = "a: &x 1\nb: *x\na: !t 2\n"
    assert [line.rpartition(" ")[2] for line in problems(text)] == [
        "[no-anchors]",
        "[no-anchors]",
        "[duplicate-key]",
        "[no-tags]",
    ]


PIECES = ["a", "b: ", ": ", "- ", "? ", "[", "]", "{", "}", ",", "&x ", "*x", "!t ", "|\n", ">\n", "'", '"', "\\", "#"]
PIECES += ["\n", "\n  ", "\r", "---\n", "...\n", "%YAML 1.2\n"]
PIECES += ["\t", "\0", "\x85", "\u2028", "\u200b", "é", "😀", "<<: "]


@REPEATABLE
@given(st.binary(max_size=50) | st.lists(st.sampled_from(PIECES), max_size=30).map("".join))
def test_no_text_makes_it_crash(text: str | bytes) -> None:
    for line in problems(text):
        assert line.startswith("f.yml:")
