"""A kind of page is one folder with one entry: whatever else knows of kinds learns of a new one by itself."""

import json
import os
import shutil
from pathlib import Path
from textwrap import dedent

import pytest

from atlas import pages
from atlas.pages.discovery import OWN
from building import Build
from built import KINDS, Site, words
from conftest import RunPython
from measure.builds.synthetic import write_catalogue
from records import ROOT

ENTRY = """
from atlas.pages.kind import Found, Kind, Link
from atlas.search.listing import ResultGroup
from atlas.search.search_words import Words

from atlas.pages.poems.verses import verses


def _pages(renderer):
    context = lambda: {"verses": verses(renderer.catalog)}
    found = Found("Ode", text=lambda: "three lines", aliases=("Zq song",), words=lambda: Words(("Models in a row.",)))
    yield POEM.page(renderer, "poems/ode/", "Ode to models", "A poem.", context, found)


POEM = Kind(
    id="poem",
    pages=_pages,
    template="poems/page.html.j2",
    navigation=Link("Poems", "poems/ode/", 35),
    footer=Link("Ode", "poems/ode/", 35),
    results=ResultGroup("poems", "Poems", 35, folder="poems/"),
    noun="poem",
    scripts=("poem",),
    styles=("poem",),
    examples={"ode": "poems/ode/"},
)
"""
VERSES = "def verses(catalog):\n    return [f'{len(catalog.models)} models & more']\n"
TEMPLATE = '<h1>Ode</h1><ul class="chips">{% for verse in verses %}<li>{{ verse }}</li>{% endfor %}</ul>\n'


def write_kind(folder: Path, name: str = "poems", entry: str = ENTRY) -> Path:
    """A folder with one kind of page; gives the folder."""
    package = folder / name
    package.mkdir(parents=True)
    (package / "__init__.py").write_text(entry)
    (package / "verses.py").write_text(VERSES)
    (package / "page.html.j2").write_text(TEMPLATE)
    return folder


# --- A site with a kind more ---


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the project that has the folder `more` for its pages."""
    folder = tmp_path_factory.mktemp("kinds") / "project"
    write_catalogue(ROOT, folder, 0)
    write_kind(folder / "more")
    (folder / "docs/assets/poem.css").write_text(".chips { color: inherit; }\n")
    (folder / "docs/assets/poem.js").write_text("// nothing\n")
    settings = (folder / "mkdocs.yml").read_text(encoding="utf-8")
    assert settings.count("page_folders: []") == 1
    (folder / "mkdocs.yml").write_text(settings.replace("page_folders: []", "page_folders: [more]"), encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def larger(project: Path, start_build: type[Build]) -> Site:
    """The site of that project."""
    start_build(project, project / "site", "--strict", "--quiet", ATLAS_SEARCH="off").output()
    return Site(project / "site")


def test_its_page_is_there(larger: Site) -> None:
    page = larger.pages["poems/ode/"]
    assert (page.kind, page.meta("description")) == ("poem", "A poem.")
    assert [words(item).partition(" ")[2] for item in page.all("li")].count("models & more") == 1


def test_it_is_in_the_navigation_of_every_page_and_at_its_foot(larger: Site) -> None:
    page = larger.pages["models/bert/"]
    head, foot = next(page.all("nav")), next(page.all("footer"))
    assert words(head) == "Models Compare Concepts Guides Poems Corrections Quality Data and API Contribute"
    assert "Organizations" in words(foot)
    assert page.links.count("../../poems/ode/") == 2
    current = [link.attrib["aria-current"] for link in larger.pages["poems/ode/"].all("a") if words(link) == "Poems"]
    assert current == ["page"]


def test_it_is_in_the_list_of_the_search(larger: Site) -> None:
    groups = json.loads((larger.folder / larger.assets / "data/search.json").read_text(encoding="utf-8"))
    assert groups["poems"] == ["Poems", "poems/", "", {"ode": "three lines||Ode|Zq song"}]
    assert list(groups)[:5] == ["models", "concepts", "guides", "tools", "poems"]


def test_its_names_are_in_the_index(larger: Site) -> None:
    lines = [words(item) for item in larger.pages["a-z/"].all("li")]
    assert {"Ode poem", "Zq song Ode"} <= set(lines)


def test_it_is_in_the_sitemap(larger: Site) -> None:
    assert f"<loc>{larger.base}poems/ode/</loc>" in (larger.folder / "sitemap.xml").read_text(encoding="utf-8")


def test_its_assets_are_loaded_there_and_nowhere_else(larger: Site) -> None:
    users = {a for a, page in larger.pages.items() if any(asset.endswith("/poem.js") for asset in page.assets)}
    assert users == {"poems/ode/"}
    assert f"../../{larger.assets}poem.css" in larger.pages["poems/ode/"].assets


def test_tests_of_accessibility_and_weight_look_at_it(project: Path, run_python: RunPython) -> None:
    shutil.copytree(ROOT / "tests", project / "tests", ignore=shutil.ignore_patterns("node_modules", "__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", project)
    files = ["tests/test_accessibility.py", "tests/test_budgets.py"]
    own = {"PYTHONPATH": str(project / "scripts")}
    arguments = ["-m", "pytest", "--collect-only", "-q", "-p", "no:cacheprovider", *files]
    done = run_python(*arguments, cwd=project, env=os.environ | own)
    assert done.returncode == 0, done.stdout
    for file in files:
        assert [line for line in done.stdout.splitlines() if line.startswith(file) and "ode" in line.split("[")[-1]]


# --- Entries ---


def test_every_folder_of_pages_has_an_entry() -> None:
    folders = {path.parent.name for path in OWN.glob("*/__init__.py")} - {"shared"}
    entries = {kind.template.partition("/")[0] for kind in pages.kinds() if kind.template}
    assert folders - entries == {"written"}  # whose pages are not of a template


def test_every_kind_has_its_template_assets_and_an_example() -> None:
    for kind in pages.kinds():
        assert not kind.template or (OWN / kind.template).is_file()
        assert all((ROOT / f"docs/assets/{name}.js").is_file() for name in kind.scripts)
        assert all((ROOT / f"docs/assets/{name}.css").is_file() for name in kind.styles)
        assert kind.examples


def test_names_of_examples_are_distinct() -> None:
    assert len(KINDS) == sum(len(kind.examples) for kind in pages.kinds())


def test_kinds_of_further_folders_come_after_the_own(tmp_path: Path) -> None:
    folders = (write_kind(tmp_path / "one"),)
    assert [kind.id for kind in pages.kinds(folders)] == [*(kind.id for kind in pages.kinds()), "poem"]
    assert "Poems" not in [link.title for link in pages.navigation()]


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(pages.WrongPageFolder, match=r"There is no folder .*nowhere to find pages in\."):
        pages.kinds((tmp_path / "nowhere",))


def test_two_folders_of_one_name_are_told(tmp_path: Path) -> None:
    with pytest.raises(pages.WrongPageFolder, match=r"More than one folder of pages has the name home\."):
        pages.kinds((write_kind(tmp_path, "home"),))


def test_two_kinds_of_one_id_are_told(tmp_path: Path) -> None:
    entry = dedent("""
        from atlas.pages.kind import Kind
        MINE = Kind(id="model")
    """)
    with pytest.raises(pages.WrongPageFolder, match=r"More than one kind of pages has the name model\."):
        pages.kinds((write_kind(tmp_path, "mine", entry),))
