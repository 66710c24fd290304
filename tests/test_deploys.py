"""A site is replaced while it is being read: what a page shows is of one build, or it says that there is a new one."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, Route, expect

from building import Build
from built import ROOT, assets_of, base_of
from conftest import Visit
from filtering import query, ready, rows
from measure.builds.synthetic import write_catalogue
from mkdocs_adapter.assets import mark, settle
from searching import SearchHandler, found, opened
from waiting import wait_until

NEW_MODEL = """
kind: model
name: Aardvark
category: large-language-models
summary: A model that comes before all others in the alphabet.
variants: {base: Aardvark-1B}
"""


class Host:
    """What is published: a folder, and from the last one the assets, if its publisher keeps them for a while."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.kept: Path | None = None

    def deploy(self, folder: Path, *, keeping: bool = False) -> None:
        self.kept, self.folder = (self.folder if keeping else None), folder


class HostHandler(SearchHandler):
    """Serves what is published at the moment; browsers may keep it for ten minutes, as on many hosts."""

    def __init__(self, *args: Any, host: Host, **kwargs: Any) -> None:
        self.host = host
        super().__init__(*args, directory=str(host.folder), **kwargs)

    def translate_path(self, path: str) -> str:
        found = Path(super().translate_path(path))
        kept = self.host.kept and self.host.kept / found.relative_to(self.host.folder)
        return str(kept if kept and not found.exists() and kept.is_file() else found)

    def end_headers(self) -> None:
        self.send_header("Cache-Control", "max-age=600")
        super().end_headers()


@contextmanager
def serving(host: Host) -> Iterator[str]:
    below = urlsplit(base_of(host.folder)).path
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(HostHandler, host=host, below=below)) as httpd:
        threading.Thread(target=httpd.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{httpd.server_port}{below}"
        httpd.shutdown()


@pytest.fixture(scope="module")
def next_site(tmp_path_factory: pytest.TempPathFactory, start_build: type[Build], site: Path) -> Path:
    """The site of the next build, with one model more, which comes first in the alphabet."""
    folder = tmp_path_factory.mktemp("next") / "project"
    write_catalogue(ROOT, folder, 0)
    (folder / "data/models/aardvark.yml").write_text(NEW_MODEL.lstrip(), encoding="utf-8")
    options = {"SITE_URL": base_of(site), "ATLAS_SEARCH": "off", "ATLAS_COMPARISONS": "off"}
    start_build(folder, folder / "site", "--quiet", **options).output()
    return folder / "site"


@pytest.fixture
def host(site: Path) -> Host:
    return Host(site)


@pytest.fixture
def server(host: Host) -> Iterator[str]:
    with serving(host) as address:
        yield address


kept_or_gone = pytest.mark.parametrize("keeping", [True, False], ids=["kept", "gone"])
UPDATED = "The atlas was updated while this page was open."


def cell_of(page: Page, model: str, column: str) -> str:
    """What the table says of a model in a column."""
    heads = [head.get_attribute("data-column") for head in page.locator("model-finder thead th").all()]
    row = page.locator("model-finder tbody tr").nth(rows(page).index(model))
    return row.locator("th, td").nth(heads.index(column)).inner_text()


# --- What is fetched when it is needed ---


@kept_or_gone
def test_a_column_shown_after_a_deploy(keeping: bool, visit: Visit, host: Host, next_site: Path) -> None:
    expected = cell_of(ready(visit("models/?find=gpt-3&columns=hidden-size")), "GPT-3", "hidden-size")
    assert "12,288" in expected
    page = ready(visit("models/?find=gpt-3"))
    host.deploy(next_site, keeping=keeping)
    page.locator("[data-menu=columns] summary").click()
    page.locator("[name=column][value=hidden-size]").check()
    page.keyboard.press("Escape")
    if not keeping:
        notice = page.locator(".notice")
        expect(notice).to_contain_text(UPDATED)
        notice.get_by_role("button").click()
    expect(page.locator("model-finder thead th[data-column=hidden-size]")).to_be_visible()
    assert cell_of(ready(page), "GPT-3", "hidden-size") == expected


@kept_or_gone
def test_a_model_added_to_a_comparison_after_a_deploy(keeping: bool, visit: Visit, host: Host, next_site: Path) -> None:
    page = visit("compare/?m=bert")
    picker = page.locator("#compare-add")
    expect(page.locator(".compare-chosen")).to_contain_text("BERT")
    host.deploy(next_site, keeping=keeping)
    picker.fill("gpt-2")
    picker.press("Enter")
    if not keeping:
        notes = page.locator(".compare-notes")
        expect(notes).to_contain_text(UPDATED)
        notes.get_by_role("button").click()
    expect(page.locator(".compare-chosen")).to_contain_text("GPT-2")
    assert query(page) == "m=bert,gpt-2"
    expect(page.locator("table.compare")).to_contain_text("Modified MIT License (GPT-2)")


def test_a_comparison_gone_back_to_after_a_deploy_keeps_its_address(
    visit: Visit, host: Host, next_site: Path, server: str
) -> None:
    page = visit("compare/?m=bert")
    expect(page.locator(".compare-chosen")).to_contain_text("BERT")
    host.deploy(next_site)
    page.evaluate("history.pushState(null, '', '?m=bert,gpt-2'); dispatchEvent(new PopStateEvent('popstate'))")
    expect(page.locator(".compare-notes")).to_contain_text(f"GPT-2 could not be loaded. {UPDATED}")
    page.locator(".compare-notes").get_by_role("button").click()
    expect(page.locator(".compare-chosen")).to_contain_text("GPT-2")


@kept_or_gone
def test_the_search_opened_after_a_deploy(
    keeping: bool, visit: Visit, host: Host, next_site: Path, server: str
) -> None:
    page = visit("models/bert/")
    host.deploy(next_site, keeping=keeping)
    page.locator("site-search button").click()
    if keeping:
        page.locator("#search-input").fill("gpt-3")
        expect(page.locator(".search-name").first).to_have_text("GPT-3")
    else:  # without its script it leads to the index, which is of the new build
        page.wait_for_url(f"{server}a-z/")
        expect(page.locator("main")).to_contain_text("Aardvark")


@kept_or_gone
def test_a_query_typed_after_a_deploy(keeping: bool, visit: Visit, host: Host, next_site: Path) -> None:
    page = opened(visit("models/bert/"))
    expect(page.locator(".search-hints button").first).to_be_visible()
    host.deploy(next_site, keeping=keeping)
    page.locator("#search-input").fill("watermark")
    if keeping:
        expect(page.locator(".search-excerpt mark").first).to_contain_text("watermark")
    else:
        expect(page.locator(".search-note")).to_contain_text(
            f"Only names were searched: the full-text index could not be used. {UPDATED}"
        )
        page.locator("#search-input").fill("gpt-3")
        expect(page.locator(".search-name").first).to_have_text("GPT-3")
        assert found(page)[0] == "Models: GPT-3"


# --- What a page loads at once ---


@pytest.mark.parametrize("part", ["table.js", "rows.js", "atlas.css"])
def test_a_page_that_arrives_while_its_parts_go_is_taken_anew(
    part: str, visit: Visit, host: Host, next_site: Path, server: str
) -> None:
    page = visit("data/")
    held: list[Route] = []
    page.route(f"**/{part}", lambda route: route.continue_() if held else held.append(route))
    page.goto(f"{server}models/?find=aardvark", wait_until="commit")
    wait_until(lambda: bool(held), rest=lambda: page.wait_for_timeout(20))
    host.deploy(next_site)
    held[0].continue_()
    expect(page.locator("model-finder tbody th:visible")).to_have_text(["Aardvark"])
    assert rows(ready(page)) == ["Aardvark"]


def test_an_old_copy_of_a_page_is_taken_anew(visit: Visit, host: Host, next_site: Path, server: str) -> None:
    visit("models/")
    page = visit("data/")
    old = (host.folder / "models/index.html").read_text(encoding="utf-8")
    host.deploy(next_site)
    answered: list[str] = []

    def answer(route: Route) -> None:
        answered.append(route.request.url)
        route.fulfill(body=old, content_type="text/html") if len(answered) == 1 else route.continue_()

    page.route(f"{server}models/", answer)
    page.goto(f"{server}models/")
    expect(page.locator("model-finder tbody")).to_contain_text("Aardvark")
    assert len(answered) == 3  # the old copy, the look at the new one, and that


def test_a_page_of_which_a_part_fails_is_left_alone(visit: Visit, server: str) -> None:
    """A reload of a page that is complete without it could end with nothing, if the connection fails."""
    page = visit("data/")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.route("**/table.js", lambda route: route.abort())
    page.goto(f"{server}models/", wait_until="networkidle")
    assert asked.count(f"{server}models/") == 2  # it looked whether there is another build
    assert page.locator("model-table tbody tr").count() > 100


# --- The folder of a build ---


def test_another_build_has_another_folder(site: Path, next_site: Path) -> None:
    assert assets_of(site) != assets_of(next_site)
    assert (site / "assets/start.js").read_bytes() == (next_site / "assets/start.js").read_bytes()


def test_the_folder_is_named_after_all_that_is_in_it(tmp_path: Path) -> None:
    def marked(**files: str) -> str:
        folder = tmp_path / str(len(list(tmp_path.iterdir())))
        folder.mkdir()
        for name, content in files.items():
            (folder / name).write_text(content)
        return mark(folder)

    marks = [marked(a="1", b="2"), marked(a="1", b="3"), marked(a="1", c="2"), marked(a="1"), marked(a="12", b="")]
    assert len(set(marks)) == len(marks)
    assert marked(b="2", a="1") == marks[0]


def test_every_page_names_the_folder_and_none_is_left_without(tmp_path: Path) -> None:
    for name, content in {"assets/start.js": "s", "assets/a.css": "a", "b/index.html": "assets/unmarked/a.css"}.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(content)
    settle(tmp_path)
    folder = assets_of(tmp_path)
    assert (tmp_path / "b/index.html").read_text() == f"{folder}a.css"
    assert (tmp_path / folder / "a.css").read_text() == "a"
    assert (tmp_path / "assets/start.js").read_text() == "s"
