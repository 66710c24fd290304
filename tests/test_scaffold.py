"""`atlas new`: a draft from a name, and what it refuses."""

import re
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import jsonschema
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from atlas.author.committed import model_schema
from atlas.author.scaffold import Refused, answers, draft
from atlas.cli import main
from records import REPEATABLE, catalogue, loaded, problems_of, write

HINT = "Fill in what you know, then: atlas check"


def new(root: Path, *arguments: str) -> int:
    return main(["--root", str(root), "new", *arguments])


def saying(*lines: str) -> Callable[[str], str]:
    """Somebody at a terminal who gives these answers, one after the other."""
    waiting = iter(lines)
    return lambda question: next(waiting)


# --- The draft ---


def test_a_name_is_enough(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = catalogue(tmp_path)
    assert new(root, "GPT-5 Turbo") == 0
    assert capsys.readouterr().out == (
        f"Wrote data/models/gpt-5-turbo.yml, a draft. {HINT} data/models/gpt-5-turbo.yml\n"
    )
    assert (
        (root / "data/models/gpt-5-turbo.yml")
        .read_text()
        .startswith("# yaml-language-server: $schema=../model.schema.json\n")
    )
    model = loaded(root).models["gpt-5-turbo"]
    assert (model.name, model.kind, model.draft, model.category) == ("GPT-5 Turbo", "model", True, "text")


def test_what_is_known_is_filled_in(tmp_path: Path) -> None:
    root = catalogue(tmp_path)
    known = [
        "--id",
        "g5",
        "--organization",
        "acme",
        "--released",
        "2025-08",
        "--category",
        "text",
        "--summary",
        "One: two.",
    ]
    assert new(root, "GPT-5", *known) == 0
    model = loaded(root).models["g5"]
    assert (model.organizations, str(model.released), model.category, model.summary) == (
        ("acme",),
        "2025-08",
        "text",
        "One: two.",
    )


def test_the_commented_lines_of_a_draft_fit_the_schema(tmp_path: Path) -> None:
    """Whoever takes the comment signs away hears only of placeholders."""
    root = catalogue(tmp_path)
    new(root, "GPT-5")
    path = root / "data/models/gpt-5.yml"
    head, rest = path.read_text().split("kind: model\n")
    path.write_text(head + "kind: model\n" + re.sub(r"^( *)# ", r"\1", rest, flags=re.MULTILINE))
    assert {line.rpartition(" ")[2] for line in problems_of(root)} == {
        "[known-link]",
        "[known-id]",
        "[known-concept]",
        "[quoted-value]",
    }


@pytest.mark.parametrize(
    "name",
    [
        "true",
        "null",
        "123",
        "1e5",
        "a: b",
        "a #b",
        "- a",
        "'a'",
        '"a"',
        "{a}",
        "[a]",
        "*a",
        "&a",
        "!a",
        "%a",
        "@a",
        "`a`",
        "a\\b",
        "a\nb",
        "a\tb",
        "<script>",
        "../../a",
        "é",
        "Ångström 7B",
        "模型 a",
        "😀 a",
        " a ",
        "a: |",
        "--- a",
        "a" * 80,
    ],
)
def test_any_name_makes_a_draft_that_passes_the_check(tmp_path: Path, name: str) -> None:
    root = catalogue(tmp_path)
    assert new(root, "--", name) == 0
    models = loaded(root).models
    assert [model.name for id_, model in models.items() if id_ != "bert"] == [name.strip()]
    assert {path.parent for path in root.rglob("*.yml")} == {
        root / "data",
        root / "data/models",
        root / "data/concepts",
    }


@REPEATABLE
@given(st.text(st.characters(exclude_categories=["Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"]), min_size=1, max_size=40))
def test_every_printable_name_is_refused_or_kept(name: str) -> None:
    with TemporaryDirectory() as folder:
        catalog = loaded(catalogue(Path(folder)))
        try:
            made = answers(catalog, {"name": name, "id": "new"}, None)
        except Refused:
            assert not name.strip()
            return
        write(Path(folder), "data/models/new.yml", draft(made))
        assert loaded(Path(folder)).models["new"].name == name.strip()


# --- What is refused ---


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ([""], "a name is needed: atlas new NAME"),
        ([], "a name is needed: atlas new NAME"),
        (["bert"], '"bert" is already in the atlas, as "bert"; edit its file instead'),
        (["Be RT"], '"Be RT" is already in the atlas, as "bert"; edit its file instead'),
        (["RoPE"], '"RoPE" is already in the atlas, as "rope"; edit its file instead'),
        (["bert-large"], '"bert-large" is already in the atlas, as "bert"; edit its file instead'),
        (["模型"], '"" cannot be an id; pass --id with small letters, digits and single hyphens'),
        (["M", "--id", "bert"], 'the id "bert" is taken by "bert"; pass another with --id'),
        (["M", "--id", "rope"], 'the id "rope" is taken by "rope"; pass another with --id'),
        (["M", "--id", "be-rt"], 'the id "be-rt" is taken by "bert"; pass another with --id'),
        (["M", "--id", "bert-large"], 'the id "bert-large" is taken by "bert"; pass another with --id'),
        (["a" * 81], "the id has 81 characters, at most 80 are allowed; pass a shorter one with --id"),
        (["a\u200bb"], "it has the invisible character U+200B; type it without"),
        (["a\udcff"], "it has the invisible character U+DCFF; type it without"),
        (["M", "--id", "../m"], '"../m" cannot be an id; pass --id with small letters, digits and single hyphens'),
        (["M", "--id", "M"], '"M" cannot be an id; pass --id with small letters, digits and single hyphens'),
        (
            ["M", "--organization", "amce"],
            '"amce" is not in data/organizations.yml; did you mean "acme"? or add it to data/organizations.yml '
            "first, or leave it out",
        ),
        (
            ["M", "--organization", "zzz"],
            '"zzz" is not in data/organizations.yml; add it to data/organizations.yml first, or leave it out',
        ),
        (
            ["M", "--category", "txet"],
            '"txet" is not in data/categories.yml; did you mean "text"? or add it to data/categories.yml '
            "first, or leave it out",
        ),
        (["con"], 'the draft: "con" cannot be a file name on Windows; choose another id'),
        (["M", "--released", "2999"], "released: 2999 is in the future; correct the date"),
        (["x" + "\u0301" * 9], "name: piles marks upon a letter; write each letter with the marks that it needs"),
        (["N" * 121, "--id", "n"], "name: has 121 characters, at most 120 are allowed; shorten it"),
        (["M", "--released", "May 2020"], '"May 2020" is not a date; write YYYY, YYYY-MM or YYYY-MM-DD'),
        (["M", "--released", "2020-13"], '"2020-13" is not a day of the calendar; correct the month or the day'),
        (["M", "--summary", "x" * 281], "the summary has 281 characters, at most 280 are allowed"),
    ],
)
def test_what_cannot_be_used_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], message: str
) -> None:
    root = catalogue(tmp_path, {"bert": "aliases: [bert-large]"})
    before = sorted(root.rglob("*"))
    assert new(root, *arguments) == 2
    assert capsys.readouterr() == ("", f"atlas: {message}\n")
    assert sorted(root.rglob("*")) == before


# --- At a terminal ---


def test_what_is_missing_is_asked_for(tmp_path: Path) -> None:
    catalog = loaded(catalogue(tmp_path))
    made = answers(catalog, {}, saying("GPT-5", "acme", "2025", "text", "A model."))
    assert (made.id, made.name, made.organization, made.released, made.category, made.summary) == (
        "gpt-5",
        "GPT-5",
        "acme",
        "2025",
        "text",
        "A model.",
    )


def test_questions_may_be_passed_over(tmp_path: Path) -> None:
    made = answers(loaded(catalogue(tmp_path)), {"name": "GPT-5"}, saying("", "", "", ""))
    assert (made.organization, made.released, made.category, made.summary) == ("", "", "text", "")


def test_a_bad_answer_is_asked_for_again(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    catalog = loaded(catalogue(tmp_path))
    made = answers(catalog, {}, saying("bert", "GPT-5", "acne", "acme", "soon", "2025", "text", ""))
    assert (made.name, made.organization, made.released) == ("GPT-5", "acme", "2025")
    assert capsys.readouterr().out == (
        '  "bert" is already in the atlas, as "bert"; edit its file instead\n'
        '  "acne" is not in data/organizations.yml; add it to data/organizations.yml first, or leave it out\n'
        '  "soon" is not a date; write YYYY, YYYY-MM or YYYY-MM-DD\n'
    )


def test_a_bad_option_is_not_asked_for_again(tmp_path: Path) -> None:
    with pytest.raises(Refused):
        answers(loaded(catalogue(tmp_path)), {"name": "GPT-5", "released": "soon"}, saying("acme", "2025"))


# --- Nothing is lost, nothing bad is written ---


def test_a_file_is_never_overwritten(tmp_path: Path) -> None:
    root = catalogue(tmp_path)
    path = write(root, "data/models/gpt-5.yml", "name: GPT-5\nlayers: many hours of work\n")
    new(root, "GPT-5")
    assert path.read_text() == "name: GPT-5\nlayers: many hours of work\n"


@pytest.mark.parametrize(
    "arguments",
    [
        ["a\u200bb"],
        ["a\x7fb"],
        ["\ufeffa"],
        [" ", "--id", "m"],
        ["m", "--summary", " "],
        ["m", "--summary", "a\u200bb"],
    ],
)
def test_a_draft_passes_the_check_or_is_refused(tmp_path: Path, arguments: list[str]) -> None:
    root = catalogue(tmp_path)
    new(root, *arguments)
    assert problems_of(root) == []


@pytest.mark.parametrize(
    ("name", "id_"),
    [("Command R+", "command-r-plus"), ("C++", "c-plus-plus"), ("A & B", "a-and-b")],
)
def test_what_tells_two_names_apart_tells_two_ids_apart(tmp_path: Path, name: str, id_: str) -> None:
    root = catalogue(tmp_path, {"command-r": "name: Command R"})
    assert new(root, name) == 0
    assert id_ in loaded(root).models


class Editor(yaml.SafeLoader):
    """Reads scalars as editors do, which know no dates."""


Editor.yaml_implicit_resolvers = {
    first: [(tag, form) for tag, form in resolvers if tag != "tag:yaml.org,2002:timestamp"]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


@pytest.mark.parametrize(
    "name", ["null", "Null", "NO", "yes", "y", "off", "true", "1.5", "~", "2024-01-01", ".inf", "a: b", "- a", "C# #1"]
)
def test_a_draft_fits_the_published_schema(tmp_path: Path, name: str) -> None:
    root = catalogue(tmp_path, organizations="no: {name: The Norwegians}")
    assert new(root, name, "--id", "m", "--organization", "no", "--released", "2024", "--summary", name) == 0
    data = yaml.load((root / "data/models/m.yml").read_text(), Editor)
    jsonschema.validate(data, model_schema(loaded(root), with_models=True))
    assert data["name"] == data["summary"] == name
