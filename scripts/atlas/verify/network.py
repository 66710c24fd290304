"""Texts from their addresses: one request at a time, rarely to the same host, as robots.txt says, and cached."""

from __future__ import annotations

import hashlib
import json
import re
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Protocol
from urllib.parse import SplitResult, quote, urlsplit
from urllib.robotparser import RobotFileParser

from atlas.text.places import ReadingPlace
from atlas.verify.extraction import File, NoText, member

AGENT = "model-atlas-verify"
_PAUSES = {"arxiv.org": 3.0}
"""Seconds between two requests to a host that asks for more than the usual; robots.txt may ask for more still."""
_PAUSE = 1.0
_LONGEST_PAUSE = 20.0
_HUB_FILES = ("README.md", "config.json", "tokenizer_config.json")
_NO_ROBOTS = ("api.github.com", "raw.githubusercontent.com", "pypi.org")
"""Made for programs."""

Write = Callable[[Path, bytes], None]


@dataclass(frozen=True, slots=True)
class Response:
    """What a server answered."""

    status: int
    content: bytes
    media_type: str = ""


class Transport(Protocol):
    """Makes one request, with patience; raises NoText if there is no answer at all."""

    def get(self, address: str) -> Response: ...


@dataclass
class Network:
    """Texts from the network. `write` keeps what was got below `cache`; only good answers are kept."""

    transport: Transport
    cache: Path
    write: Write
    sleep: Callable[[float], None] = time.sleep
    clock: Callable[[], float] = time.monotonic
    _next: dict[str, float] = field(default_factory=dict)
    _robots: dict[str, RobotFileParser] = field(default_factory=dict)

    def get(self, place: ReadingPlace) -> list[File]:
        """The files that hold the text of a place; raises NoText with the reason."""
        if place.form == "package":
            return [self._package_file(place)]
        if place.form == "repository" and place.file in ("", "log"):
            return [self._commit(place)]
        if place.form == "hub" and not place.file:
            return self._card_and_configuration(place)
        alternatives = _addresses(place)
        if not alternatives:
            raise NoText(place.fault or "cannot be had from the network")
        return [self._first(alternatives)]

    def _card_and_configuration(self, place: ReadingPlace) -> list[File]:
        files, fault = [], ""
        for name in _HUB_FILES:
            try:
                files += self.get(replace(place, file=name))
            except NoText as error:
                fault = fault or str(error)
        if not files:
            raise NoText(fault)
        return files

    def _commit(self, place: ReadingPlace) -> File:
        """What a commit says of itself, in the form in which a copy of the repository gives it."""
        answer = self._load(f"https://api.github.com/repos/{quote(place.name)}/commits/{place.version or 'HEAD'}")
        try:
            commit = json.loads(answer.content)["commit"]
            author, date = str(commit["author"]["name"]), str(commit["author"]["date"])
            message, day = str(commit["message"]), str(commit["committer"]["date"])[:10]
        except (ValueError, KeyError, TypeError) as error:
            raise NoText("GitHub's answer could not be read") from error
        subject = message.partition("\n")[0]
        lines = [f"{date[:10]} {subject}", f"{day} {subject}", f"Author: {author}", f"AuthorDate: {date}", message]
        return File("log", "\n".join(lines).encode())

    def _first(self, alternatives: list[str]) -> File:
        """The first of several addresses of the same text that answers."""
        faults = []
        for address in alternatives:
            try:
                return self._load(address)
            except NoText as error:
                faults.append(str(error))
        raise NoText(faults[0])

    def _load(self, address: str) -> File:
        """What is at an address, from the cache if it was asked for before."""
        name = urlsplit(address).path.rpartition("/")[2]
        kept = self.cache / hashlib.sha256(address.encode()).hexdigest()
        if kept.is_file():
            media_type, _, content = kept.read_bytes().partition(b"\n")
            return File(name, content, media_type.decode())
        self._ask_robots(address)
        response = self._request(address)
        if response.status != 200:
            raise NoText(f"{urlsplit(address).netloc} answers {response.status}")
        self.write(kept, response.media_type.replace("\n", " ").encode() + b"\n" + response.content)
        return File(name, response.content, response.media_type)

    def _request(self, address: str) -> Response:
        host = urlsplit(address).netloc
        wait = self._next.get(host, 0.0) - self.clock()
        if wait > 0:
            self.sleep(wait)
        try:
            return self.transport.get(address)
        finally:
            self._next[host] = self.clock() + self._pause(host)

    def _pause(self, host: str) -> float:
        asked = self._robots[host].crawl_delay(AGENT) if host in self._robots else None
        return min(max(_PAUSES.get(host, _PAUSE), float(asked or 0)), _LONGEST_PAUSE)

    def _ask_robots(self, address: str) -> None:
        parts = _checked(address)
        host = parts.netloc
        if host in _NO_ROBOTS:
            return
        if host not in self._robots:
            answer = self._request(f"{parts.scheme}://{host}/robots.txt")
            robots = RobotFileParser()
            robots.parse(answer.content.decode("utf-8", errors="replace").splitlines() if answer.status == 200 else [])
            self._robots[host] = robots
        if not self._robots[host].can_fetch(AGENT, address):
            raise NoText(f"{host} asks programs not to read this page")

    def _package_file(self, place: ReadingPlace) -> File:
        """A file of a package of PyPI: of its wheel, else of its source archive."""
        listing = self._load(f"https://pypi.org/pypi/{quote(place.name)}/{quote(place.version)}/json")
        try:
            archives = [str(url["url"]) for url in json.loads(listing.content)["urls"]]
        except (ValueError, KeyError, TypeError) as error:
            raise NoText("PyPI's answer could not be read") from error
        fault = "PyPI has no file of this version"
        for address in sorted(archives, key=lambda a: not a.endswith(".whl"))[:2]:
            try:
                return member(self._load(address).content, place.file)
            except NoText as error:
                fault = str(error)
        raise NoText(fault)


def _addresses(place: ReadingPlace) -> list[str]:
    """The addresses at which a text may be had, the best first."""
    name, version = quote(place.name), quote(place.version)
    match place.form:
        case "repository":
            return [f"https://raw.githubusercontent.com/{name}/{version or 'HEAD'}/{quote(place.file)}"]
        case "hub":
            return [f"https://huggingface.co/{name}/raw/{version or 'main'}/{quote(place.file)}"]
        case "arxiv":
            return [f"https://arxiv.org/{kind}/{name}{version}" for kind in ("html", "pdf")]
        case "web":
            return [place.name]
    return []


def _checked(address: str) -> SplitResult:
    """The parts of an address on the public web; NoText for others, such as this machine's own."""
    try:
        parts = urlsplit(address)
        known = parts.scheme in ("http", "https") and re.search(r"\.[a-z][a-z0-9-]*$", parts.hostname or "")
    except ValueError:
        known = None
    if not known:
        raise NoText("is not an address on the public web")
    return parts
