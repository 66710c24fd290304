"""The live preview: files are made when they are asked for, and are those of a fresh build."""

import gc
import os
import socket
import sys
import threading
import weakref
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.error import HTTPError

import pytest

from atlas import exports, pages
from atlas.catalog.loading import FileRead
from atlas.outputs import Make, Output
from atlas.site import load_checked
from building import Build
from conftest import RunPython
from measure.builds.serving import Server, page_itself
from measure.builds.synthetic import model_id, write_catalogue
from mkdocs_adapter.preview import Preview
from records import catalogue
from script_project import ROOT
from waiting import PATIENCE

# --- Files on demand ---


class FileServer:
    """Stands for the development server: answers with the file at a path."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.before: Callable[[], None] = lambda: None

    def __call__(self, environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        self.before()
        path = self.folder / environ["PATH_INFO"].removeprefix("/atlas/")
        path = path / "index.html" if path.is_dir() else path
        kind = "text/css" if path.suffix == ".css" else "text/html"
        start("200 OK" if path.is_file() else "404 Not Found", [("Content-Type", kind)])
        return [path.read_bytes() if path.is_file() else b""]


class Client:
    """Asks a preview in front of a file server, for a site below /atlas/."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.preview, self.server = folder, Preview(), FileServer(folder)
        self.application = self.preview.before(self.server, folder, "/atlas/")

    def get(self, path: str) -> tuple[str, str]:
        heads: list[Any] = []
        body = self.application({"PATH_INFO": path}, lambda *head: heads.append(head))
        assert len(heads) == 1
        return heads[0][0][:3], b"".join(body).decode()

    def written(self) -> set[str]:
        return {path.relative_to(self.folder).as_posix() for path in self.folder.rglob("*") if path.is_file()}


def outputs(makers: Mapping[str, Make]) -> list[Output]:
    return [Output(path, make) for path, make in makers.items()]


@pytest.fixture
def client(tmp_path: Path) -> Client:
    return Client(tmp_path)


def test_a_page_is_made_when_it_is_asked_for_and_once(client: Client) -> None:
    made = []

    def home() -> bytes:
        made.append("home")
        return b"home"

    client.preview.offer(outputs({"index.html": home, "a/index.html": lambda: b"a"}))
    assert client.written() == set()
    assert [client.get("/atlas/"), client.get("/atlas/")] == [("200", "home")] * 2
    assert made == ["home"]
    assert client.written() == {"index.html"}
    assert client.get("/atlas/a") == ("200", "a")


@pytest.mark.parametrize("path", ["/atlas/none/", "/atlas/../b", "/other/", "/atlas/%00", "/livereload/1/2"])
def test_nothing_is_made_for_other_paths(client: Client, path: str) -> None:
    client.preview.offer(outputs({"a/index.html": lambda: b"a"}))
    assert client.get(path)[0] == "404"
    assert client.written() == set()


def test_a_page_that_cannot_be_made_is_tried_again(client: Client) -> None:
    answers: Iterator[bytes] = iter([b"good"])

    def make() -> bytes:
        if not made:
            made.append(1)
            raise ValueError("no template")
        return next(answers)

    made: list[int] = []
    client.preview.offer(outputs({"a/index.html": make}))
    status, page = client.get("/atlas/a/")
    assert status == "503"
    assert "ValueError: no template" in page
    assert client.get("/atlas/a/") == ("200", "good")


def test_a_rebuild_that_fails_brings_back_the_site_before(client: Client) -> None:
    def build() -> None:
        client.preview.put_aside(client.folder)
        (client.folder / "half").touch()
        raise ValueError("no <b>data</b>")

    rebuild = client.preview.surviving(build)
    client.preview.offer(outputs({"b/index.html": lambda: b"b"}))
    (client.folder / "index.html").write_text("<body class=x><h1>Home</h1></body>")
    rebuild()
    assert client.written() == {"index.html"}
    status, page = client.get("/atlas/")
    assert status == "200"
    assert page.startswith('<body class=x><div role="alert"')
    assert "no &lt;b&gt;data&lt;/b&gt;" in page
    assert page.endswith("<h1>Home</h1></body>")
    assert client.get("/atlas/b/")[1].endswith("b")
    assert client.get("/atlas/none/")[0] == "503"
    assert client.get("/atlas/none.css")[0] == "404"
    client.preview.surviving(lambda: None)()
    assert client.get("/atlas/") == ("200", "<body class=x><h1>Home</h1></body>")
    assert client.get("/atlas/none/")[0] == "404"


@pytest.mark.parametrize("takes_away", [True, False])
def test_a_rebuild_during_a_request_gives_the_new_page(client: Client, takes_away: bool) -> None:
    def rebuild() -> None:
        client.server.before = lambda: None
        client.preview.offer(())
        if takes_away:
            (client.folder / "a/index.html").unlink()
        client.preview.offer(outputs({"a/index.html": lambda: b"new"}))

    client.preview.offer(outputs({"a/index.html": lambda: b"old"}))
    client.server.before = rebuild
    assert client.get("/atlas/a/") == ("200", "new")


def test_a_rebuild_waits_for_the_page_that_is_being_made(client: Client) -> None:
    begun, go_on, order = threading.Event(), threading.Event(), []

    def make() -> bytes:
        begun.set()
        go_on.wait(PATIENCE)
        order.append("made")
        return b"old"

    def rebuild() -> None:
        client.preview.offer(outputs({"a/index.html": lambda: b"new"}))
        order.append("rebuilt")

    client.preview.offer(outputs({"a/index.html": make}))
    request = threading.Thread(target=client.get, args=["/atlas/a/"])
    request.start()
    assert begun.wait(PATIENCE)
    other = threading.Thread(target=rebuild)
    other.start()
    go_on.set()
    for thread in (other, request):
        thread.join(PATIENCE)
    assert order == ["made", "rebuilt"]
    assert client.get("/atlas/a/") == ("200", "new")


def test_nothing_holds_on_to_a_catalogue_that_is_no_longer_shown(tmp_path: Path) -> None:
    known: dict[Path, FileRead] = {}
    catalog, problems = load_checked(catalogue(tmp_path), drafts=True, known=known)
    assert problems == []
    for page in pages.render(catalog, pages.Settings()):
        assert page.html
    for output in exports.exports(catalog, "https://a.example/"):
        assert output.make()
    gone, kept = weakref.ref(catalog), weakref.ref(catalog.entries["models", "bert"])
    del catalog, page, output
    gc.collect()
    assert gone() is None
    assert kept() is not None


def test_a_rebuild_that_is_stopped_ends_the_server(client: Client) -> None:
    with pytest.raises(SystemExit):
        client.preview.surviving(sys.exit)()


# --- The real server ---


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Serves a small catalogue; its files may be changed."""
    folder = tmp_path_factory.mktemp("preview")
    write_catalogue(ROOT, folder / "project", 4)
    os.environ["SOURCE_DATE_EPOCH"] = "1700000000"
    with Server(folder / "project", folder / "log") as server:
        yield server
    del os.environ["SOURCE_DATE_EPOCH"]


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text, f"{path} is without {old}"
    path.write_text(text.replace(old, new), encoding="utf-8")


def fresh(server: Server, start_build: type[Build]) -> dict[str, bytes]:
    """Every file of a build of its own of what is served, by path."""
    site = server.project.parent / "fresh"
    address = f"http://{server.host}/"
    # The preview has no index of the full text.
    start_build(server.project, site, "--clean", "--quiet", SITE_URL=address, ATLAS_SEARCH="off").output()
    # Nor has it a folder of the build for what pages load.
    of_build = next(f"assets/{folder.name}/" for folder in (site / "assets").iterdir() if folder.is_dir())
    return {
        path.relative_to(site).as_posix().replace(of_build, "assets/"): path.read_bytes().replace(
            of_build.encode(), b"assets/"
        )
        for path in site.rglob("*")
        if path.is_file()
    }


def test_after_changes_every_page_is_that_of_a_fresh_build(server: Server, start_build: type[Build]) -> None:
    project, (changed, gone) = server.project, (model_id(1), model_id(3))
    for address in ("", "models/", f"models/{changed}/", "concepts/rope/", "organizations/google/", "quality/"):
        page = server.get(address)
    change(project / f"data/models/{changed}.yml", "made-up decoder", "made-up, renamed decoder")
    change(project / f"data/models/{changed}.yml", "tokenizer: {", "family: bert\ntokenizer: {")
    (project / f"data/models/{gone}.yml").unlink()
    change(project / "data/organizations.yml", "name: Google", "name: Alphabet's Google")
    change(project / "data/concepts/rope.yml", "name: ", "name: The ")
    change(project / "scripts/atlas/pages/concepts/page.html.j2", "<h1", '<h1 class="new"')
    change(project / "CONTRIBUTING.md", "# Contributing", "# How to contribute")
    server.newer(page)
    wanted = fresh(server, start_build)
    assert len(wanted) > 300
    different = [path for path, content in wanted.items() if served(server, path) != content]
    assert different == []
    with pytest.raises(OSError, match="404"):
        server.get(f"models/{gone}/")


def served(server: Server, path: str) -> bytes:
    if path == "404.html":
        return page_itself(server.get("404.html"))
    return page_itself(server.get(path.removesuffix("index.html")))


def test_problems_are_told_and_mended_pages_come(server: Server) -> None:
    path, address = server.project / f"data/models/{model_id(0)}.yml", f"models/{model_id(0)}/"
    text, page = path.read_text(), server.get(f"models/{model_id(0)}/")
    path.write_text(text + "nonsense: true\n")
    server.wait_for(lambda: f"{path.name}:{text.count(chr(10)) + 1}:1: nonsense" in server.log.read_text())
    server.wait_for(lambda: b"This page is from before" in server.get(address))
    shown = server.get(address).decode()
    assert f"{path.name}:{text.count(chr(10)) + 1}:1: nonsense" in shown
    assert "made-up decoder" in shown
    path.write_text(text.replace("made-up decoder", "mended decoder"))
    server.wait_for(lambda: "mended decoder" in server.get(address).decode())
    assert b"This page is from before" not in server.get(address)
    assert page != server.get(address)


def test_what_is_no_file_stops_neither_requests_nor_later_rebuilds(server: Server) -> None:
    address, pipe = f"models/{model_id(0)}/", server.project / "data/models/pipe.yml"
    os.mkfifo(pipe)
    server.wait_for(lambda: b"pipe.yml:1:1: cannot be read: it is a named pipe" in server.get(address))
    pipe.rename(server.project / "docs/pipe.md")
    server.wait_for(lambda: b"docs/pipe.md is a named pipe, not a file" in server.get(address))
    (server.project / "docs/pipe.md").unlink()
    server.wait_for(lambda: b"This page is from before" not in server.get(address))


def test_a_wrong_template_is_told_in_the_place_of_its_pages(server: Server) -> None:
    path = server.project / "scripts/atlas/pages/concepts/page.html.j2"
    text, address = path.read_text(encoding="utf-8"), "concepts/rope/"
    path.write_text(text + "{% nonsense %}\n", encoding="utf-8")
    server.wait_for(lambda: b"nonsense" in refused(server, address))
    path.write_text(text, encoding="utf-8")
    server.wait_for(lambda: b"<h1" in served_or_refused(server, address))
    assert b"nonsense" not in server.get(address)


def served_or_refused(server: Server, address: str) -> bytes:
    try:
        return server.get(address)
    except HTTPError as error:
        return error.read()


def refused(server: Server, address: str) -> bytes:
    """What a page says that could not be built, and nothing of one that could."""
    try:
        server.get(address)
    except HTTPError as error:
        return error.read()
    return b""


def test_a_preview_starts_with_wrong_data_and_shows_the_site_when_it_is_mended(tmp_path: Path) -> None:
    write_catalogue(ROOT, tmp_path / "project", 2)
    record, address = tmp_path / f"project/data/models/{model_id(0)}.yml", f"models/{model_id(0)}/"
    text = record.read_text(encoding="utf-8")
    record.write_text(text + "nonsense: true\n", encoding="utf-8")
    with Server(tmp_path / "project", tmp_path / "log", first="contribute/") as server:
        assert b"is not a field here" in refused(server, address)
        assert b"is not a field here" in server.get("contribute/")
        record.write_text(text, encoding="utf-8")
        server.wait_for(lambda: b"made-up decoder" in served_or_refused(server, address))
        assert b"is not a field here" not in server.get(address)


def test_an_address_in_use_is_said_before_anything_is_built(run_python: RunPython) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        address = f"127.0.0.1:{taken.getsockname()[1]}"
        done = run_python("-m", "mkdocs", "serve", "--livereload", "--dev-addr", address, cwd=ROOT)
    assert done.returncode == 1
    said = done.stdout + done.stderr
    assert f"Nothing can be served at {address}: Address already in use" in said
    assert "Another address: scripts/serve --dev-addr" in said
    assert "Traceback" not in said


def test_a_file_that_others_need_is_deleted_and_comes_back(server: Server) -> None:
    path, page = server.project / "data/concepts/rope.yml", server.get("concepts/rope/")
    content = path.read_bytes()
    path.unlink()
    server.wait_for(lambda: '"rope" is not a position encoding' in server.log.read_text())
    assert server.process.poll() is None
    path.write_bytes(content)
    server.wait_for(lambda: page_itself(server.get("concepts/rope/")) == page_itself(page))


def test_changed_code_starts_the_server_again(server: Server) -> None:
    path, before = server.project / "scripts/atlas/text/quantity.py", server.process.pid
    page = server.get("models/bert/")
    path.write_text(path.read_text() + "def (\n")
    server.wait_for(lambda: "The code is not ready" in server.log.read_text())
    path.write_text(
        path.read_text().removesuffix("def (\n") + "\n\ndef grouped(_: object) -> str:\n    return 'MANY'\n"
    )
    server.wait_for(lambda: "MANY" in server.get("models/bert/").decode())
    assert server.process.pid == before
    server.newer(page)
