"""scripts/vulnerabilities: what it asks of the service, what it makes of the answers, and of none."""

import json
import os
import socket
import subprocess
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

import advisories
from advisories import Advisory, Package, Service
from built import ROOT

LOCK = """\
requests==2.31.0 \\
    --hash=sha256:aa
colorama==0.4.6 ; sys_platform == 'win32' \\
    --hash=sha256:bb
typing-extensions==4.16.0 \\
    --hash=sha256:cc
"""
NPM_LOCK = {
    "packages": {
        "": {"name": "editor-test"},
        "node_modules/ajv": {"version": "8.20.0"},
        "node_modules/@scope/it": {"version": "1.0.0"},
        "node_modules/ajv/node_modules/@scope/it": {"version": "2.0.0"},
        "node_modules/linked": {"link": True},
    }
}
REQUESTS = Package("PyPI", "requests", "2.31.0", "requirements-test.lock")
KNOWN = {
    "aliases": ["CVE-2024-35195"],
    "summary": "Requests keeps\nnot verifying.",
    "affected": [
        {"package": {"name": "requests"}, "ranges": [{"type": "ECOSYSTEM", "events": [{"fixed": "2.32.0"}]}]},
        {"package": {"name": "requests"}, "ranges": [{"type": "GIT", "events": [{"fixed": "0a1b2c"}]}]},
        {"package": {"name": "other"}, "ranges": [{"type": "ECOSYSTEM", "events": [{"fixed": "7.0"}]}]},
    ],
}
FOUND = (
    "requests 2.31.0 (requirements-test.lock): GHSA-1 (CVE-2024-35195): Requests keeps not verifying.; mended in 2.32.0"
)


class FakeService:
    """Speaks as OSV.dev does. `vulnerable` names advisories by package, `advisories` says what they are."""

    def __init__(self) -> None:
        self.vulnerable: dict[str, list[str]] = {}
        self.advisories: dict[str, dict[str, Any]] = {"GHSA-1": KNOWN}
        self.questions: list[dict[str, Any]] = []
        self.status = 200
        self.garbled = False
        self.url = ""

    def answer(self, path: str, body: bytes) -> object:
        if path.startswith("/v1/vulns/"):
            return self.advisories[path.rpartition("/")[2]]
        assert path == "/v1/querybatch"
        queries = json.loads(body)["queries"]
        self.questions += queries
        return {"results": [self.result(q["package"]["name"], q.get("page_token", "")) for q in queries]}

    def result(self, name: str, token: str) -> dict[str, object]:
        """One advisory a page."""
        ids = self.vulnerable.get(name, [])
        page = int(token or 0)
        more = {"next_page_token": str(page + 1)} if page + 1 < len(ids) else {}
        return {"vulns": [{"id": ids[page]}], **more} if ids else {}


@pytest.fixture
def service() -> Iterator[FakeService]:
    fake = FakeService()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            answer = fake.answer(self.path, self.rfile.read(int(self.headers.get("Content-Length") or 0)))
            self.send_response(fake.status)
            self.end_headers()
            self.wfile.write(b"<html>Please log in" if fake.garbled else json.dumps(answer).encode())

        do_POST = do_GET

        def log_message(self, format: str, *args: object) -> None:
            """Nothing: the tests say what is wrong."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        fake.url = f"http://127.0.0.1:{server.server_port}"
        yield fake
        server.shutdown()


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A folder with both kinds of lock."""
    (tmp_path / "requirements-test.lock").write_text(LOCK)
    (tmp_path / "requirements.lock").write_text(LOCK.partition("colorama")[0])
    (tmp_path / "tests/editor/node_modules/a").mkdir(parents=True)
    (tmp_path / "tests/editor/package-lock.json").write_text(json.dumps(NPM_LOCK))
    (tmp_path / "tests/editor/node_modules/a/package-lock.json").write_text("no JSON")
    (tmp_path / "pyproject.toml").write_text("[project]\n")
    return tmp_path


Run = Callable[..., tuple[int, str]]


@pytest.fixture
def run(project: Path, service: FakeService, capsys: pytest.CaptureFixture[str], monkeypatch: Any) -> Run:
    """Check the project; gives the exit status and all that is printed."""
    monkeypatch.delenv("GITHUB_ACTIONS", raising=False)

    def check(required: bool = False) -> tuple[int, str]:
        status = advisories.check(project, Service(service.url), required)
        return status, capsys.readouterr().out

    return check


# --- The locks ---


def test_every_locked_package_is_asked_about_once(run: Run, service: FakeService) -> None:
    assert run() == (0, "6 locked packages, no known vulnerability.\n")
    asked = [(q["package"]["ecosystem"], q["package"]["name"], q["version"]) for q in service.questions]
    assert asked == [
        ("PyPI", "colorama", "0.4.6"),
        ("PyPI", "requests", "2.31.0"),
        ("PyPI", "typing-extensions", "4.16.0"),
        ("npm", "@scope/it", "1.0.0"),
        ("npm", "@scope/it", "2.0.0"),
        ("npm", "ajv", "8.20.0"),
    ]


def test_the_packages_of_the_real_locks_are_found() -> None:
    lines = (ROOT / "requirements-test.lock").read_text().splitlines()
    packages = advisories.locked(ROOT)
    assert sum(package.ecosystem == "PyPI" for package in packages) == sum(line[:1] not in " #" for line in lines)
    assert {package.lock for package in packages if package.ecosystem == "npm"} >= {"tests/nu/package-lock.json"}


# --- Answers ---


def test_a_known_vulnerability_fails(run: Run, service: FakeService) -> None:
    service.vulnerable = {"requests": ["GHSA-1"]}
    status, output = run()
    assert status == 1
    assert output.splitlines()[0] == FOUND
    assert output.splitlines()[1].startswith("Error: update what is named above")


def test_all_pages_of_an_answer_are_read(run: Run, service: FakeService) -> None:
    service.vulnerable = {"ajv": ["A-1", "A-2", "A-3"]}
    service.advisories = {id_: {"details": "long " * 100} for id_ in service.vulnerable["ajv"]}
    status, output = run()
    assert status == 1
    assert [line.split(": ")[1] for line in output.splitlines()[:-1]] == ["A-1", "A-2", "A-3"]
    assert all(len(line) < 300 and line.endswith("; not mended yet") for line in output.splitlines()[:-1])


def test_a_withdrawn_advisory_is_none(run: Run, service: FakeService) -> None:
    service.vulnerable = {"requests": ["GHSA-1"]}
    service.advisories = {"GHSA-1": {**KNOWN, "withdrawn": "2024-06-01T00:00:00Z"}}
    assert run() == (0, "6 locked packages, no known vulnerability.\n")


@pytest.mark.parametrize("name", ["GHSA-1", "CVE-2024-35195"])
def test_one_that_does_no_harm_can_be_accepted(name: str, run: Run, service: FakeService, project: Path) -> None:
    service.vulnerable = {"requests": ["GHSA-1"]}
    (project / "pyproject.toml").write_text(f'[tool.vulnerabilities.accepted]\n{name} = "not used"\n')
    status, output = run()
    assert status == 0
    assert output.splitlines() == [
        f"accepted: requests 2.31.0 (requirements-test.lock): {name}: not used",
        "6 locked packages, no known vulnerability but those accepted.",
    ]


def test_what_is_accepted_in_vain_fails(run: Run, project: Path) -> None:
    (project / "pyproject.toml").write_text('[tool.vulnerabilities.accepted]\nGHSA-1 = "not used"\n')
    status, output = run()
    assert status == 1
    assert "GHSA-1 is accepted in pyproject.toml, but no longer found; remove it there\n" in output


def test_an_advisory_says_what_mends() -> None:
    assert str(Advisory("A", (), "bad", ("1.0", "2.1"))) == "A: bad; mended in 1.0, 2.1"
    assert str(REQUESTS) == "requests 2.31.0 (requirements-test.lock)"


# --- No answer ---


@pytest.mark.parametrize(
    ("status", "garbled", "reason"),
    [(403, False, "it answers 403 Forbidden"), (503, False, "it answers 503"), (200, True, "JSONDecodeError: ")],
)
def test_no_usable_answer_is_skipped(status: int, garbled: bool, reason: str, run: Run, service: FakeService) -> None:
    service.status, service.garbled = status, garbled
    service.vulnerable = {"requests": ["GHSA-1"]}
    done, output = run()
    assert done == 0
    assert output.startswith(f"skipped: {service.url} could not be asked about 6 locked packages: {reason}")


def test_where_an_answer_is_required_none_fails(run: Run, service: FakeService) -> None:
    service.status = 503
    status, output = run(required=True)
    assert status == 1
    assert output.startswith("Error: ")


def test_a_question_that_is_refused_is_no_reason_to_skip(run: Run, service: FakeService) -> None:
    service.status = 400
    with pytest.raises(advisories.urllib.error.HTTPError):
        run()


def script(*arguments: str) -> "subprocess.CompletedProcess[str]":
    """The script, with a service that is not there."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{free.getsockname()[1]}"
    env = {name: value for name, value in os.environ.items() if not name.lower().endswith("_proxy")}
    command = [ROOT / "scripts/vulnerabilities", *arguments]
    return subprocess.run(command, env=env | {"OSV_URL": url}, capture_output=True, text=True)


def test_without_the_network_the_script_says_that_it_skips() -> None:
    done = script()
    assert (done.returncode, done.stderr) == (0, "")
    assert "skipped: http://127.0.0.1:" in done.stdout and "Connection refused" in done.stdout


def test_the_script_can_require_an_answer() -> None:
    done = script("--required")
    assert done.returncode == 1
    assert done.stdout.startswith("Error: http://127.0.0.1:")
