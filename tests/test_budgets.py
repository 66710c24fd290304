"""What a reader downloads, as servers send it: compressed with gzip, in KB of 1,000 bytes."""

import gzip
import re
from pathlib import Path

import pytest

from atlas import pages
from atlas.catalog import Catalog
from atlas.catalog.loading import load
from built import KINDS, ROOT, Html, Site
from measure.builds.synthetic import write_catalogue

MODEL, TABLE, STYLE, SCRIPT, FONT = 12, 38, 30, 42, 22
MODEL_VISIT, TABLE_VISIT = 110, 140
BUDGETS = {"model": MODEL, "comparison": MODEL}
LARGE_TABLES = {500: TABLE, 1000: 65}  # by rows


def sent(*files: Path) -> float:
    """KB of these files. Fonts are compressed already."""
    sizes = [len(f.read_bytes() if f.suffix == ".woff2" else gzip.compress(f.read_bytes(), 6)) for f in files]
    return sum(sizes) / 1000


def loaded(built: Site, page: Html, suffix: str) -> list[Path]:
    """What a page loads, with the modules that its scripts import at any time."""
    targets = [built.target(page, asset) for asset in page.assets]
    found = {built.folder / target[0] for target in targets if target}
    new = found
    while new := {module for file in new if file.suffix == ".js" for module in imported(file)} - found:
        found |= new
    return sorted(file for file in found if file.name.endswith(suffix))


def imported(script: Path) -> set[Path]:
    names = re.findall(r"""\b(?:from|import)\s*\(?\s*["'](\.{1,2}/[^"']+)["']""", script.read_text(encoding="utf-8"))
    return {(script.parent / name).resolve() for name in names}


def test_pages(built: Site) -> None:
    """Each within the budget of its kind, which is that of tables where nothing else is said."""
    sizes = {a: sent(built.folder / a / "index.html") for a in built.pages if a != "404.html"}
    too_large = {a: size for a, size in sizes.items() if size > BUDGETS.get(built.pages[a].kind, TABLE)}
    assert too_large == {}


@pytest.mark.parametrize("rows", LARGE_TABLES)
def test_the_table_of_many_models(rows: int, catalogue: Catalog, built: Site, tmp_path: Path) -> None:
    write_catalogue(ROOT, tmp_path, rows - len(catalogue.models))
    made_up, problems = load(tmp_path)
    assert problems == []
    content = next(page.html for page in pages.render(made_up, pages.Settings()) if page.address == "models/")
    assert content.count('<th scope="row"') == rows
    shell = built.pages["models/"].text
    page = tmp_path / "index.html"
    page.write_text(re.sub(r'(?s)(?<=data-kind="models">).*(?=</main>)', lambda _: content, shell))
    assert sent(page) <= LARGE_TABLES[rows]


@pytest.mark.parametrize("address", KINDS.values(), ids=KINDS.keys())
def test_what_a_page_loads(address: str, built: Site) -> None:
    page = built.pages[address]
    sizes = {suffix: sent(*loaded(built, page, suffix)) for suffix in (".css", ".js", ".woff2")}
    assert all(sizes.values())  # there is one of each
    assert {s: size for s, size in sizes.items() if size > {".css": STYLE, ".js": SCRIPT, ".woff2": FONT}[s]} == {}


@pytest.mark.parametrize(("prefix", "budget"), [("models/bert/", MODEL_VISIT), ("models/", TABLE_VISIT)])
def test_a_first_visit(prefix: str, budget: float, built: Site) -> None:
    page = built.pages[prefix]
    assert sent(built.folder / prefix / "index.html", *loaded(built, page, "")) <= budget


def test_every_font_of_the_site_is_small(built: Site) -> None:
    assert {f.name: sent(f) for f in built.folder.rglob("*.woff2") if sent(f) > FONT} == {}
