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
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from textwrap import dedent

import pytest

from atlas import pages, problems
from atlas.catalog import Catalog
from atlas.exports import exports
from atlas.problems import Problem
from atlas.site import load_checked
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
    made = exports(catalog, "https://atlas.example/", "2024-01-01T00:00:00Z")
    check_exports({path: make() for path, make in made.items()})


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
class Build:
    """A built site, and all files around it before and after."""

    site: Site
    before: dict[str, str]
    after: dict[str, str]


@pytest.fixture(scope="module")
def build(tmp_path_factory: pytest.TempPathFactory) -> Build:
    """The site of a catalogue with every harmless file, built by MkDocs as scripts/build does it."""
    folder = tmp_path_factory.mktemp("build")
    project = small(folder / "project")
    for name in ("docs", "scripts"):
        shutil.copytree(ROOT / name, project / name, ignore=shutil.ignore_patterns("__pycache__", "benchmark"))
    for name in ("mkdocs.yml", "CONTRIBUTING.md"):
        shutil.copy(ROOT / name, project / name)
    for file in ACCEPTED:
        file.add_to(project)
    before = tree(folder)
    site = folder / "site"
    command = [sys.executable, "-B", "-m", "mkdocs", "build", "--strict", "--site-dir", str(site)]
    env = os.environ | {"NO_MKDOCS_2_WARNING": "1", "PYTHONPATH": str(project / "scripts")}
    done = subprocess.run(command, cwd=project, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    assert done.returncode == 0, done.stdout
    return Build(Site(site), before, tree(folder, without=str(site)))


def test_a_build_writes_nothing_outside_of_its_folder(build: Build) -> None:
    assert build.after == build.before


def test_every_hostile_record_has_its_page(build: Build) -> None:
    named = {f"{file.collection}/{file.path.stem}/" for file in ACCEPTED if file.collection in ("models", "concepts")}
    assert named - build.site.pages.keys() == set()


def test_whole_pages_hold_nothing_but_what_is_allowed(build: Build) -> None:
    lists: tuple[dict[str, set[str]], ...] = (
        allowed.shell(),
        allowed.templates(),
        allowed.MARKDOWN,
        {"html": set(), "head": set(), "body": set()},
    )
    found = {
        address: list(allowed.faults(page.root, *lists))
        for address, page in build.site.pages.items()
        if any(name == "data-kind" for _, name, _ in page.attributes())
    }
    assert len(found) > len(ACCEPTED) / 2
    assert {address: faults for address, faults in found.items() if faults} == {}


def test_whole_pages_load_nothing_from_elsewhere_and_are_valid(build: Build) -> None:
    for page in build.site.pages.values():
        assert [asset for asset in page.assets if re.match(r"(\w+:)?//|\w+:", asset)] == []
        assert [script.text for script in page.all("script") if script.text] == []
        assert [code for _, code, _ in page.parser.errors] == []


def test_titles_say_names_as_they_are(build: Build) -> None:
    catalog, _ = load_checked(build.site.folder.parent / "project")
    names = {f"models/{id_}/": " ".join(model.name.split()) for id_, model in catalog.models.items()}
    titles = {address: build.site.pages[address].title.removesuffix(" · Model Atlas") for address in names}
    assert {a: title for a, title in titles.items() if title != names[a]} == {}


def test_the_files_for_programs_are_valid(build: Build) -> None:
    folder = build.site.folder
    written = (path for path in (folder / "api").rglob("*") if path.is_file())
    check_exports({path.relative_to(folder).as_posix(): path.read_bytes() for path in written})


# --- Large files, made here ---

TAKES_LONG = 3  # seconds of work, for what must not take more than a moment


def nested(opening: str, closing: str, depth: int) -> str:
    return opening * depth + "x" + closing * depth


def explained(text: str) -> str:
    return f"explanation: |\n  {text}\n"


# (name, text of a concept, rule or `harmless`, what is wrong with it)
LARGE: list[tuple[str, Callable[[], str], str, str]] = [
    ("ten megabytes", lambda: f"explanation: {'a ' * 5_000_000}\n", "file-size", ""),
    ("a long word", lambda: explained("a" * 200_000), "harmless", ""),
    ("a long name", lambda: f"name: {'a' * 200_000}\n", "harmless", ""),
    ("many keys", lambda: "".join(f"key-{i}: a\n" for i in range(9_000)), "known-field", ""),
    ("many tabs", lambda: "name: " + "\t" * 200_000 + "\n", "tab", ""),
    ("many overrides", lambda: "name: " + "\u202e" * 20_000 + "\n", "invisible-character", ""),
    ("laughs", lambda: "x: &a [b]\n" + "y: [" + "*a, " * 50_000 + "*a]\n", "no-anchors", ""),
    ("brackets", lambda: explained(nested("[", "]", 10_000)), "known-link", ""),
    ("double brackets", lambda: explained("[[" * 10_000), "harmless", ""),
    ("links in links", lambda: explained(nested("[", "](https://a.example/)", 5_000)), "harmless", ""),
    ("images", lambda: explained("![" * 3_000), "harmless", ""),
    ("emphasis", lambda: explained("*a **b _c __d " * 3_000), "harmless", ""),
    ("stars", lambda: explained(nested("*", "*", 5_000)), "harmless", ""),
    ("blockquotes", lambda: explained("> " * 10_000 + "x"), "harmless", ""),
    ("lists", lambda: explained("- " * 10_000 + "x"), "harmless", ""),
    ("indented lists", lambda: explained("\n  ".join(" " * i + "- x" for i in range(600))), "harmless", ""),
    ("a wide table", lambda: explained("|a" * 5_000 + "\n  " + "|-" * 5_000 + "\n  " + "|b" * 5_000), "harmless", ""),
    ("ends of links", lambda: explained("](" * 50_000), "harmless", ""),
    ("bars and brackets", lambda: explained("|" + "[[" * 25_000), "harmless", ""),
    ("backticks", lambda: explained("[[rope]] " + "`" * 10_000), "harmless", ""),
    ("more and more backticks", lambda: explained("".join("[[rope]]" + "`" * i for i in range(300))), "harmless", ""),
    ("dollars", lambda: explained("$a " * 30_000), "harmless", ""),
    ("entities", lambda: explained("&lt;" * 40_000), "harmless", ""),
    ("references", lambda: explained("\n  ".join(f"[a{i}]: https://a.example/" for i in range(5_000))), "harmless", ""),
    ("a long formula", lambda: explained("$" + "x + " * 25_000 + "x$"), "safe-prose", ""),
    ("braces in a formula", lambda: explained("$" + nested("{", "}", 50_000) + "$"), "safe-prose", ""),
    ("fractions in a formula", lambda: explained("$" + nested(r"\frac{1}{", "}", 10_000) + "$"), "safe-prose", ""),
    ("roots in a formula", lambda: explained("$" + r"\sqrt" * 10_000 + "{x}$"), "safe-prose", ""),
    ("parentheses in a formula", lambda: explained("$" + nested(r"\left(", r"\right)", 5_000) + "$"), "safe-prose", ""),
    ("braces that are set", lambda: explained("$" + nested("{", "}", 300) + "$"), "harmless", ""),
]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(text, expected, id=name, marks=[pytest.mark.xfail(reason=f"bug: {bug}")] if bug else [])
        for name, text, expected, bug in LARGE
    ],
)
def test_a_large_text_is_dealt_with_in_time(text: Callable[[], str], expected: str, tmp_path: Path) -> None:
    catalogue(tmp_path, {"bert": "draft: false"}, {**CONCEPTS, "large": text()})
    start = time.process_time()
    catalog, found = load_checked(tmp_path)
    assert {problem.rule for problem in found} == ({expected} - {"harmless"})
    assert {problem.file for problem in found} <= {"data/concepts/large.yml"}
    html = rendered(catalog).get("concepts/large/", "")
    assert time.process_time() - start < TAKES_LONG
    assert list(allowed.faults(allowed.fragment(html[:100_000]), allowed.templates(), allowed.MARKDOWN)) == []


def in_time(folder: Path) -> list[str]:
    """The problems of a catalogue; its pages are rendered if there are none. Fails if that takes long."""
    start = time.process_time()
    catalog, found = load_checked(folder)
    if not found:
        rendered(catalog)
    assert time.process_time() - start < TAKES_LONG
    return [problem.rule for problem in found]


def model(folder: Path, text: str) -> Path:
    """A catalogue with one more model."""
    return catalogue(folder, {"bert": "draft: false", "large": f"draft: false\n{text}"}, CONCEPTS)


@pytest.mark.parametrize("quote", ["1" + ",000" * 2_000, "1,000." + "0" * 5_000], ids=["groups", "decimals"])
def test_long_numbers_in_quotes(quote: str, tmp_path: Path) -> None:
    text = f"layers: 12\nevidence: [{{source: survey, quote: '12 {quote}', supports: [layers]}}]"
    assert in_time(model(tmp_path, text)) == []


@pytest.mark.parametrize("piece", ["7", "7 x", " ", "twenty-five ", "a-", "10 ", "1,000,", "$10^{9}", ".1", "1e9"])
def test_long_quotes(piece: str, tmp_path: Path) -> None:
    text = (
        f"layers: 12\nevidence: [{{source: survey, quote: '12 {piece * (80_000 // len(piece))}', supports: [layers]}}]"
    )
    assert set(in_time(model(tmp_path, text))) <= {"quoted-value"}


def test_many_layers(tmp_path: Path) -> None:
    text = """
    architecture: {type: transformer-decoder}
    layers: 2000
    layer_pattern: [attention, mamba, attention]
    evidence: [{source: survey, quote: 2000 layers, supports: [layers]}]
    """
    catalog, found = load_checked(model(tmp_path, dedent(text)))
    assert found or len(rendered(catalog)["models/large/"]) < 50_000


def test_more_layers_than_memory_can_hold(tmp_path: Path) -> None:
    text = """
    architecture: {type: transformer-decoder}
    layers: 999999999999999
    evidence: [{source: survey, quote: 999999999999999 layers, supports: [layers]}]
    """
    model(tmp_path, dedent(text))
    program = (
        "import resource; resource.setrlimit(resource.RLIMIT_AS, (2**28, 2**28))\n"
        "import pathlib, sys; from atlas import pages, site\n"
        "catalog, found = site.load_checked(pathlib.Path(sys.argv[1]))\n"
        "found or [page.html for page in pages.render(catalog, pages.Settings())]\n"
    )
    done = subprocess.run([sys.executable, "-c", program, str(tmp_path)], capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")


def test_components_of_themselves(tmp_path: Path) -> None:
    parts = "".join(f"  part-{number}: {{model: large}}\n" for number in range(6))
    catalog, found = load_checked(model(tmp_path, f"architecture: {{type: decoder}}\ncomponents:\n{parts}"))
    assert found or len(rendered(catalog)["models/large/"]) < 50_000
