"""Hostile and broken files: each is a problem with its place, or text that does no harm.

The files of `tests/hostile` say in their first lines what is expected of them:

    # expect: <rule>        a problem of this rule; or `harmless`: accepted, and safe on every page
    # shows: <text>         what the pages show as text
    # as: <name>            the file name it goes by, where git could not hold it (with escapes of Python)
    # bug: <reason>         the expectation is not met yet
    # unsafe: <reason>      the pages are not safe yet

A file is added to a small valid catalogue. What prose makes of a text is checked even where a rule refuses it.
"""

import csv
import hashlib
import io
import json
import re
import shutil
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import pytest

from atlas import pages
from atlas.catalog import Catalog
from atlas.exports import exports
from atlas.site import load_checked
from atlas.text import problems
from atlas.text.problems import Problem
from building import Build
from built import Site
from hostile import allowed
from records import ROOT, VOCABULARIES, catalogue

HOSTILE = ROOT / "tests/hostile"
LINE_END = re.compile(rb"\r\n|\r|\n")

CONCEPTS = {"bpe": "kind: tokenizer"}
CONCEPTS |= dict.fromkeys(
    ("transformer-decoder", "transformer-encoder-decoder", "state-space-model", "recurrent-network"),
    "kind: architecture\ntraits: [layers, attention, tokens]",
)
CONCEPTS["convolution-transformer-hybrid"] = "kind: architecture"


@dataclass(frozen=True)
class Hostile:
    """A hostile file and what it says is expected of it."""

    path: Path

    def __str__(self) -> str:
        return f"{self.collection}/{self.path.stem}"

    @property
    def collection(self) -> str:
        return self.path.parent.name

    @cached_property
    def content(self) -> bytes:
        return self.path.read_bytes()

    @cached_property
    def head(self) -> list[tuple[str, str]]:
        lines = (line.decode("utf-8", "replace") for line in LINE_END.split(self.content.removeprefix(b"\xef\xbb\xbf")))
        found = (re.fullmatch(r"# (expect|shows|as|bug|unsafe): (.+)", line) for line in lines)
        return [(match[1], match[2]) for match in found if match]

    def says(self, key: str) -> list[str]:
        return [value for name, value in self.head if name == key]

    @property
    def expected(self) -> str:
        return self.says("expect")[0]

    @property
    def name(self) -> str:
        """The name of the file below data/."""
        if self.collection in VOCABULARIES:
            return f"{self.collection}.yml"
        (given,) = self.says("as") or [self.path.stem]
        stem = re.sub(r"\\(?:n|u[0-9a-f]{4})", lambda m: m[0].encode().decode("unicode_escape"), given)
        return f"{self.collection}/{stem}" + ("" if stem.endswith(".yaml") else ".yml")

    def add_to(self, folder: Path) -> None:
        """Put the file into the catalogue below a folder. Vocabularies keep their entries, below those of the file."""
        path = folder / "data" / self.name
        kept = path.read_bytes() if self.collection in VOCABULARIES else b""
        path.write_bytes(self.content + kept)


FILES = [Hostile(path) for path in sorted(HOSTILE.glob("*/*.yml"))]


def cases(files: list[Hostile], mark: str) -> list[object]:
    """One case a file; those with a mark in their head are expected to fail."""
    return [
        pytest.param(file, id=str(file), marks=[pytest.mark.xfail(reason=f"bug: {why}") for why in file.says(mark)])
        for file in files
    ]


def small(folder: Path) -> Path:
    """A valid catalogue with one published model."""
    return catalogue(folder, {"bert": "draft: false"}, CONCEPTS)


def rendered(catalog: Catalog) -> dict[str, str]:
    """The content of all pages by address."""
    return {page.address: page.html for page in pages.render(catalog, pages.Settings())}


@pytest.fixture(scope="module")
def before(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The pages of the catalogue without any hostile file."""
    catalog, found = load_checked(small(tmp_path_factory.mktemp("before")))
    assert found == []
    return rendered(catalog)


# --- One file at a time ---


def places(content: bytes) -> list[int]:
    """The length of every line of a file, as editors count them."""
    return [len(line.decode("utf-8", "replace")) for line in LINE_END.split(content)]


def is_inside(problem: Problem, content: bytes) -> bool:
    lengths = places(content)
    return 1 <= problem.line <= len(lengths) and 1 <= problem.column <= lengths[problem.line - 1] + 1


@pytest.mark.parametrize("file", cases(FILES, "bug"))
def test_a_hostile_file_is_refused_with_its_place_or_accepted(file: Hostile, tmp_path: Path) -> None:
    file.add_to(small(tmp_path))
    _, found = load_checked(tmp_path)
    if file.expected == "harmless":
        assert [str(problem) for problem in found] == []
        return
    assert file.expected in {problem.rule for problem in found}
    for problem in found:
        assert problem.file == f"data/{file.name}"
        assert is_inside(problem, file.content), problem
        assert problem.message
        assert len(str(problem)) < 2000
    assert len(json.loads(problems.as_json(found))) == len(found)
    assert len(problems.as_github(found).splitlines()) == len(found)


SHOWN = [file for file in FILES if file.expected in ("harmless", "safe-prose")]


@pytest.mark.parametrize("file", cases(SHOWN, "unsafe"))
def test_what_a_hostile_file_shows_is_text(file: Hostile, tmp_path: Path, before: dict[str, str]) -> None:
    file.add_to(small(tmp_path))
    catalog, _ = load_checked(tmp_path)
    changed = {a: html for a, html in rendered(catalog).items() if html != before.get(a)}
    assert changed or not file.says("shows")
    trees = {address: allowed.fragment(html) for address, html in changed.items()}
    found = {a: list(allowed.faults(tree, allowed.templates(), allowed.MARKDOWN)) for a, tree in trees.items()}
    assert {address: faults for address, faults in found.items() if faults} == {}
    for tree in trees.values():
        ids = [element.attrib["id"] for element in tree.iter() if "id" in element.attrib]
        assert len(ids) == len(set(ids))
    text = " ".join(map(allowed.words, trees.values()))
    assert [shown for shown in file.says("shows") if shown not in text] == []
    check_exports(exported(catalog))


def exported(catalog: Catalog) -> dict[str, bytes]:
    """The files for programs by path, but for the schemas, which take longest and say nothing of a record."""
    made = exports(catalog, "https://atlas.example/", "2024-01-01T00:00:00Z")
    return {output.path: output.make() for output in made if not output.path.endswith(".schema.json")}


def check_exports(files: dict[str, bytes]) -> None:
    """JSON that every parser takes, and a table whose cells are no formulas."""
    for content in (content for name, content in files.items() if name.endswith(".json")):
        json.loads(content, parse_constant=lambda word: pytest.fail(f"{word} is not JSON"))
    (table,) = [content.decode() for name, content in files.items() if name.endswith(".csv")]
    rows = list(csv.reader(io.StringIO(table, newline="")))
    assert {len(row) for row in rows} == {len(rows[0])}
    assert [cell for row in rows for cell in row if cell[:1] in "=+-@\t\r" and cell] == []


def test_there_are_enough_hostile_files() -> None:
    assert len(FILES) >= 100
    assert all(len(file.says("expect")) == 1 for file in FILES)


# --- All of them at once ---


def tree(folder: Path, without: str = "") -> dict[str, str]:
    """Every path below a folder with the hash of its content."""
    paths = (path for path in folder.rglob("*") if path.is_file() and not (without and path.is_relative_to(without)))
    return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() for path in paths}


ACCEPTED = [file for file in SHOWN if file.expected == "harmless" and not file.says("bug") and not file.says("unsafe")]


@dataclass(frozen=True)
class Attacked:
    """A built site, and all files around it before and after."""

    site: Site
    before: dict[str, str]
    after: dict[str, str]


@pytest.fixture(scope="module")
def attacked(tmp_path_factory: pytest.TempPathFactory, start_build: type[Build]) -> Attacked:
    """The site of a catalogue with every harmless file, built by MkDocs as scripts/build does it."""
    folder = tmp_path_factory.mktemp("build")
    project = small(folder / "project")
    for name in ("docs", "scripts"):
        shutil.copytree(ROOT / name, project / name, ignore=shutil.ignore_patterns("__pycache__", "measure"))
    shutil.rmtree(project / "docs/guides")  # they speak of models that are not there
    for name in ("mkdocs.yml", "CONTRIBUTING.md"):
        shutil.copy(ROOT / name, project / name)
    for file in ACCEPTED:
        file.add_to(project)
    before = tree(folder)
    site = folder / "site"
    start_build(project, site, "--strict").output()
    return Attacked(Site(site), before, tree(folder, without=str(site)))


def test_a_build_writes_nothing_outside_of_its_folder(attacked: Attacked) -> None:
    assert attacked.after == attacked.before


def test_every_hostile_record_has_its_page(attacked: Attacked) -> None:
    named = {f"{file.collection}/{file.path.stem}/" for file in ACCEPTED if file.collection in ("models", "concepts")}
    assert named - attacked.site.pages.keys() == set()


def test_whole_pages_hold_nothing_but_what_is_allowed(attacked: Attacked) -> None:
    lists: tuple[dict[str, set[str]], ...] = (
        allowed.shell(),
        allowed.templates(),
        allowed.MARKDOWN,
        {"html": set(), "head": set(), "body": set()},
    )
    found = {
        address: list(allowed.faults(page.root, *lists))
        for address, page in attacked.site.pages.items()
        if any(name == "data-kind" for _, name, _ in page.attributes())
    }
    assert len(found) > len(ACCEPTED) / 2
    assert {address: faults for address, faults in found.items() if faults} == {}


def test_whole_pages_load_nothing_from_elsewhere_and_are_valid(attacked: Attacked) -> None:
    for page in attacked.site.pages.values():
        assert [asset for asset in page.assets if re.match(r"(\w+:)?//|\w+:", asset)] == []
        assert [script.text for script in page.all("script") if script.text] == []
        assert [code for _, code, _ in page.parser.errors] == []


def test_titles_say_names_as_they_are(attacked: Attacked) -> None:
    catalog, _ = load_checked(attacked.site.folder.parent / "project")
    names = {f"models/{id_}/": " ".join(model.name.split()) for id_, model in catalog.models.items()}
    titles = {address: attacked.site.pages[address].title.removesuffix(" · Model Atlas") for address in names}
    assert {a: title for a, title in titles.items() if title != names[a]} == {}


def test_the_files_for_programs_are_valid(attacked: Attacked) -> None:
    folder = attacked.site.folder
    written = (path for path in (folder / "api").rglob("*") if path.is_file())
    check_exports({path.relative_to(folder).as_posix(): path.read_bytes() for path in written})
