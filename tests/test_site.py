"""Every page of the built site: valid, whole, reachable, and without anything from elsewhere."""

import re
from collections import Counter
from pathlib import Path
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import pytest

from atlas.catalog import Catalog
from building import Build
from built import KINDS, ROOT, Html, Site

SVG = ("svg", "{http://www.w3.org/2000/svg}svg")

# --- HTML ---


def test_every_page_is_valid_html(built: Site) -> None:
    errors = {a: [(place, code) for place, code, _ in page.parser.errors] for a, page in built.pages.items()}
    assert {address: found for address, found in errors.items() if found} == {}


def test_the_parser_finds_what_is_not_valid(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text('<!doctype html><link rel="canonical" href="/"><p><b>one</p>')
    assert [code for _, code, _ in Site(tmp_path).pages[""].parser.errors] != []


def headings(page: Html) -> list[int]:
    return [int(element.tag[1]) for element in page.all("h1", "h2", "h3", "h4", "h5", "h6")]


def test_every_page_has_one_first_heading(built: Site) -> None:
    assert {address for address, page in built.pages.items() if headings(page).count(1) != 1} == set()


def test_headings_leave_out_no_level(built: Site) -> None:
    jumps = {
        (address, page.address, above, below)
        for address, page in built.pages.items()
        for above, below in zip([0, *headings(page)], headings(page), strict=False)
        if below > above + 1
    }
    assert jumps == set()


def test_no_id_stands_twice_on_a_page(built: Site) -> None:
    doubled = {(address, id_) for address, page in built.pages.items() for id_, n in Counter(page.ids).items() if n > 1}
    assert doubled == set()


def doubles(by_address: dict[str, str]) -> dict[str, list[str]]:
    """Values that several pages have, with their addresses."""
    groups: dict[str, list[str]] = {}
    for address, value in by_address.items():
        groups.setdefault(value, []).append(address)
    return {value: addresses for value, addresses in groups.items() if len(addresses) > 1}


def test_every_page_has_a_title_of_its_own(built: Site) -> None:
    titles = {address: page.title for address, page in built.pages.items()}
    assert "" not in titles.values()
    assert doubles(titles) == {}


def test_every_page_has_a_description_of_its_own(built: Site) -> None:
    descriptions = {address: page.meta("description") for address, page in built.pages.items()}
    assert "" not in descriptions.values()
    assert doubles(descriptions) == {}


def test_every_image_has_an_alternative(built: Site) -> None:
    without = {
        (a, e.attrib["src"]) for a, page in built.pages.items() for e in page.all("img") if "alt" not in e.attrib
    }
    assert without == set()


def test_every_drawing_is_named_or_left_out_by_screen_readers(built: Site) -> None:
    def is_named(svg: Element) -> bool:
        return svg.attrib.get("role") == "img" and bool({"aria-label", "aria-labelledby"} & svg.attrib.keys())

    drawings = [(address, svg) for address, page in built.pages.items() for svg in page.all(*SVG)]
    assert drawings != []
    assert {a for a, svg in drawings if svg.attrib.get("aria-hidden") != "true" and not is_named(svg)} == set()


# --- Links and assets ---


def test_no_internal_link_is_broken(built: Site) -> None:
    broken = {
        (address, link)
        for address, page in built.pages.items()
        for link in page.links
        if (target := built.target(page, link)) and not built.has(*target)
    }
    assert broken == set()


def test_no_asset_is_missing_or_from_elsewhere(built: Site) -> None:
    missing = {
        (address, asset)
        for address, page in built.pages.items()
        for asset in page.assets
        if not (target := built.target(page, asset)) or not built.has(*target)
    }
    assert missing == set()


def test_style_sheets_load_nothing_missing_or_from_elsewhere(built: Site) -> None:
    missing = set()
    for sheet in linked_sheets(built):
        text = sheet.read_text(encoding="utf-8")
        assert "@import" not in text
        for address in re.findall(r"url\(\s*[\"']?([^\"')]+)", text):
            if not address.startswith("data:") and not (sheet.parent / address).is_file():
                missing.add((sheet.name, address))
    assert missing == set()


def test_only_prose_loads_the_theme(built: Site) -> None:
    """Its style sheet is large; other pages need almost nothing of it."""
    loads = {address for address, page in built.pages.items() if any("/stylesheets/" in a for a in page.assets)}
    prose = {address for address, page in built.pages.items() if "prose-page" in page.text}
    assert loads == prose
    assert {"contribute/", "contribute/performance/"} <= prose


def test_no_asset_is_there_for_nothing(built: Site) -> None:
    """Each is loaded by a page, or named in a style sheet or script, or in a folder that is; a licence goes with its
    font. The full-text index looks after itself."""
    used = {target[0] for page in built.pages.values() for a in page.assets if (target := built.target(page, a))}
    files = [path for path in (built.folder / "assets").rglob("*") if path.is_file() and "pagefind" not in path.parts]
    code = "".join(path.read_text(encoding="utf-8") for path in files if path.suffix in (".css", ".js"))
    idle = {path.name for path in files if path.relative_to(built.folder).as_posix() not in used}
    fetched = {path.name for path in files if f"{path.parent.name}/${{" in code}  # one for each model
    assert {name for name in idle if name not in code} - fetched <= {"OFL.txt"}


def linked_sheets(built: Site) -> set[Path]:
    found = {built.target(page, a) for page in built.pages.values() for a in page.assets if a.endswith(".css")}
    return {built.folder / target[0] for target in found if target}


def test_there_is_no_inline_script(built: Site) -> None:
    """So that a strict Content-Security-Policy can be switched on."""
    scripts = {a for a, page in built.pages.items() for script in page.all("script") if "src" not in script.attrib}
    handlers = {(a, name) for a, page in built.pages.items() for _, name, _ in page.attributes() if name[:2] == "on"}
    addresses = {(a, v) for a, page in built.pages.items() for _, _, v in page.attributes() if v[:11] == "javascript:"}
    assert (scripts, handlers, addresses) == (set(), set(), set())


def test_there_is_no_inline_style(built: Site) -> None:
    """For the same policy: `default-src 'self'` forbids style attributes too."""
    elements = {a for a, page in built.pages.items() for _ in page.all("style")}
    attributes = {a for a, page in built.pages.items() for _, name, _ in page.attributes() if name == "style"}
    assert elements | attributes == set()


def test_links_to_elsewhere_are_web_addresses(built: Site) -> None:
    other = {
        (address, link)
        for address, page in built.pages.items()
        for link in page.links
        if not built.target(page, link) and not re.match(r"https?://[\w.-]+\.\w+(/|$|\?|#)|mailto:", link)
    }
    assert other == set()


# --- Addresses ---


def test_only_the_404_page_depends_on_where_the_site_is(built: Site) -> None:
    """It is shown at any depth, so its links begin with the path of the site; all others are relative."""
    absolute = {
        (address, link)
        for address, page in built.pages.items()
        for link in (*page.links, *page.assets)
        if link.startswith("/") or link.startswith(built.base)
    }
    assert {address for address, _ in absolute} == {"404.html"}


@pytest.mark.parametrize("base", ["https://example.org/", "https://example.org/a/b/"])
def test_the_404_page_works_from_any_path(base: str, tmp_path: Path, start_build: type[Build]) -> None:
    """Of a site with one page, since only the theme's shell is asked."""
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs/index.md").write_text("# Home\n")
    (tmp_path / "mkdocs.yml").write_text(
        f"site_name: Example\nsite_url: {base}\nplugins: []\ntheme: {{name: material, font: false, "
        f"custom_dir: {ROOT / 'docs/overrides'}}}\n"
    )
    start_build(tmp_path, tmp_path / "site", "--quiet").output()
    found = Site(tmp_path / "site")
    page = found.pages["404.html"]
    assert {link for link in (*page.links, *page.assets) if link[0] != "#" and not found.target(page, link)} == set()


def test_every_page_says_its_own_address(built: Site) -> None:
    wrong = {a: page.canonical for a, page in built.pages.items() if page.canonical != built.base + a}
    assert wrong == {"404.html": ""}


def test_the_sitemap_lists_every_page(built: Site) -> None:
    tree = ElementTree.parse(built.folder / "sitemap.xml")
    listed = [element.text for element in tree.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")]
    assert sorted(filter(None, listed)) == sorted(built.base + a for a in built.pages if a != "404.html")


def test_every_record_has_its_page(built: Site, catalogue: Catalog) -> None:
    collections = ["models", "concepts", "organizations", "datasets", "families", "categories"]
    expected = {f"{name}/{id_}/" for name in collections for id_ in catalogue.collection(name)}
    assert expected - built.pages.keys() == set()


def test_every_page_can_be_reached_from_home(built: Site) -> None:
    reached, waiting = {""}, [""]
    while waiting:
        page = built.pages[waiting.pop()]
        targets = {target[0] for link in page.links if (target := built.target(page, link))}
        new = (targets & built.pages.keys()) - reached
        reached |= new
        waiting += new
    assert built.pages.keys() - reached == {"404.html"}


def test_the_tests_in_the_browser_see_every_kind_of_page(built: Site) -> None:
    assert KINDS.values() - built.pages.keys() == set()
    assert {built.pages[address].kind for address in KINDS.values()} == {page.kind for page in built.pages.values()}
