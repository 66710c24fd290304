"""Texts from the network: which addresses are asked, how often, and what is kept. No test leaves this machine."""

import io
import json
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread
from urllib.parse import urlsplit

import pytest

from atlas import site
from atlas.text.places import parse
from atlas.verify.extraction import NoText
from atlas.verify.http import HttpTransport
from atlas.verify.network import Network, Response

COMMIT = "eedf5716ce1268e56f0a50264a88cafad334ac61"


@dataclass
class World:
    """A network of a few pages, with a clock of its own. A page that is not there answers 404."""

    pages: dict[str, bytes]
    asked: list[str] = field(default_factory=list)
    times: list[float] = field(default_factory=list)
    now: float = 0.0

    def get(self, address: str) -> Response:
        self.asked.append(address)
        self.times.append(self.now)
        self.now += 0.25
        found = self.pages.get(address)
        return Response(404, b"") if found is None else Response(200, found, "text/plain")

    def sleep(self, seconds: float) -> None:
        self.now += seconds

    def network(self, cache: Path) -> Network:
        return Network(self, cache, site.write, self.sleep, lambda: self.now)

    def read(self, cache: Path, words: str) -> list[bytes]:
        return [file.content for file in self.network(cache).get(parse(words))]


def test_a_file_of_a_repository_is_asked_for_once(tmp_path: Path) -> None:
    address = f"https://raw.githubusercontent.com/acme/bert/{COMMIT}/a%20folder/README.md"
    world, words = World({address: b"12 layers"}), f"github.com/acme/bert, a folder/README.md at {COMMIT}"
    assert world.read(tmp_path, words) == world.read(tmp_path, words) == [b"12 layers"]
    assert world.asked == [address]


def test_what_is_not_there_is_asked_for_again_next_time(tmp_path: Path) -> None:
    world, words = World({}), f"github.com/acme/bert, README.md at {COMMIT}"
    for _ in range(2):
        with pytest.raises(NoText, match=r"raw\.githubusercontent\.com answers 404"):
            world.read(tmp_path, words)
    assert len(world.asked) == 2


def test_a_paper_is_html_or_else_a_pdf(tmp_path: Path) -> None:
    world = World({"https://arxiv.org/pdf/1810.04805v2": b"The paper"})
    assert world.read(tmp_path, "arXiv:1810.04805v2") == [b"The paper"]
    assert [urlsplit(address).path.split("/")[1] for address in world.asked] == ["robots.txt", "html", "pdf"]
    with pytest.raises(NoText, match=r"arxiv\.org answers 404"):
        world.read(tmp_path, "arXiv:1810.04805v1")


def test_a_host_is_asked_seldom_and_as_seldom_as_it_wishes(tmp_path: Path) -> None:
    pages = {f"https://a.example/{n}": b"x" for n in range(3)} | {"https://arxiv.org/html/1810.04805v2": b"x"}
    world = World(pages | {"https://a.example/robots.txt": b"User-agent: *\nCrawl-delay: 7"})
    network = world.network(tmp_path)
    for n in range(3):
        network.get(parse(f"https://a.example/{n} read 2026-11-28"))
    gaps = [after - before for before, after in zip(world.times, world.times[1:], strict=False)]
    assert gaps[1:] == [7.25, 7.25]
    assert gaps[0] >= 1


def test_what_robots_are_asked_not_to_read_is_not_read(tmp_path: Path) -> None:
    pages = {"https://a.example/robots.txt": b"User-agent: *\nDisallow: /private", "https://a.example/private/x": b"x"}
    world = World(pages | {"https://a.example/open": b"y"})
    with pytest.raises(NoText, match="asks programs not to read this page"):
        world.read(tmp_path, "https://a.example/private/x read 2026-11-28")
    assert world.read(tmp_path, "https://a.example/open read 2026-11-28") == [b"y"]
    assert "https://a.example/private/x" not in world.asked


@pytest.mark.parametrize("address", ["http://localhost/x", "http://127.0.0.1/x", "http://[::1]/x", "http://[/x"])
def test_only_the_public_web_is_asked(tmp_path: Path, address: str) -> None:
    world = World({address: b"secret"})
    with pytest.raises(NoText):
        world.read(tmp_path, f"{address} read 2026-11-28")
    assert world.asked == []


def test_a_card_of_the_hub_comes_with_its_configuration(tmp_path: Path) -> None:
    base = f"https://huggingface.co/acme/bert/raw/{COMMIT}"
    world = World({f"{base}/README.md": b"card", f"{base}/config.json": b"{}"})
    assert world.read(tmp_path, f"huggingface.co/acme/bert at {COMMIT}") == [b"card", b"{}"]
    assert world.read(tmp_path, f"huggingface.co/acme/bert, config.json at {COMMIT}") == [b"{}"]
    with pytest.raises(NoText, match="answers 404"):
        world.read(tmp_path, f"huggingface.co/acme/gpt at {COMMIT}")


def test_a_file_of_a_package_comes_out_of_its_wheel(tmp_path: Path) -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("bert/a.py", "layers = 12")
    urls = [{"url": "https://files.example/bert-1.0.tar.gz"}, {"url": "https://files.example/bert-1.0-py3.whl"}]
    listing = {"https://pypi.org/pypi/bert/1.0/json": json.dumps({"urls": urls}).encode()}
    world = World(listing | {"https://files.example/bert-1.0-py3.whl": stream.getvalue()})
    assert world.read(tmp_path, "PyPI bert 1.0, bert/a.py") == [b"layers = 12"]
    with pytest.raises(NoText):
        world.read(tmp_path, "PyPI bert 1.0, bert/b.py")


def test_a_commit_says_its_day_and_its_message(tmp_path: Path) -> None:
    author = {"name": "Ada", "date": "2018-10-31T12:00:00Z"}
    commit = {"author": author, "committer": author, "message": "Initial BERT release\n\nAll of it."}
    answer = json.dumps({"commit": commit}).encode()
    world = World({f"https://api.github.com/repos/acme/bert/commits/{COMMIT}": answer})
    (said,) = world.read(tmp_path, f"github.com/acme/bert, log at {COMMIT}")
    assert said.startswith(b"2018-10-31 Initial BERT release\n")
    assert said.endswith(b"All of it.")


@pytest.mark.parametrize("words", ["stored copy 7", "a copy"])
def test_what_no_network_has(tmp_path: Path, words: str) -> None:
    with pytest.raises(NoText):
        World({}).read(tmp_path, words)


# --- Requests, to a server on this machine ---


def test_a_request_says_who_asks(serve: Callable[[], str]) -> None:
    answer = HttpTransport("https://a.example/").get(serve())
    assert (answer.status, answer.media_type) == (200, "text/plain")
    assert answer.content == b"model-atlas-verify/1.0 (+https://a.example/)"


def test_a_server_that_is_not_there() -> None:
    with pytest.raises(NoText, match="no answer"):
        HttpTransport("https://a.example/").get("http://[")


@pytest.fixture
def serve() -> Callable[[], str]:
    """Starts a server that answers one request with the name of who asks, and returns its address."""

    class Answer(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            content = self.headers["User-Agent"].encode()
            self.send_response(200)
            self.send_header("Content-Type", "text/plain")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, format: str, *args: object) -> None:
            pass

    def start() -> str:
        server = HTTPServer(("127.0.0.1", 0), Answer)

        def answer() -> None:
            server.handle_request()
            server.server_close()

        Thread(target=answer, daemon=True).start()
        return f"http://127.0.0.1:{server.server_port}/"

    return start
