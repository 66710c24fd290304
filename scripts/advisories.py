"""Known vulnerabilities of the locked packages, as OSV.dev has them; run by scripts/vulnerabilities.

OSV.dev gathers the advisories of PyPI, GitHub (npm) and others, and reports of malicious packages. One question asks
for all packages, of both kinds of lock, and nothing is installed for it. Uses the standard library only.
"""

from __future__ import annotations

import argparse
import http.client
import json
import os
import re
import sys
import tomllib
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
SECONDS = 15  # to wait for an answer
AT_ONCE = 1000  # packages in one question: as many as the service takes


class Unreachable(Exception):
    """The service gave no answer that can be used; says why."""


@dataclass(frozen=True, order=True)
class Package:
    """A locked package. `ecosystem` is `PyPI` or `npm`, `lock` the file that names it."""

    ecosystem: str
    name: str
    version: str
    lock: str

    def __str__(self) -> str:
        return f"{self.name} {self.version} ({self.lock})"


@dataclass(frozen=True)
class Advisory:
    """What is known of a vulnerability of a package. `fixed` are the versions of the package that mend it."""

    id: str
    aliases: tuple[str, ...]
    summary: str
    fixed: tuple[str, ...]

    def __str__(self) -> str:
        names = f" ({', '.join(self.aliases)})" if self.aliases else ""
        mend = f"mended in {', '.join(self.fixed)}" if self.fixed else "not mended yet"
        return f"{self.id}{names}: {self.summary}; {mend}"


# --- The locks ---


def python_packages(text: str, lock: str) -> Iterator[Package]:
    """The packages of a lock that scripts/lock wrote, whichever system they are for."""
    for name, version in re.findall(r"^([A-Za-z0-9._-]+)==([^\s;\\]+)", text, re.MULTILINE):
        yield Package("PyPI", name, version, lock)


def npm_packages(text: str, lock: str) -> Iterator[Package]:
    """The packages of a package-lock.json: its keys are places, `node_modules/a/node_modules/@scope/b`."""
    for place, entry in json.loads(text)["packages"].items():
        _, inside, name = place.rpartition("node_modules/")
        if inside and "version" in entry:
            yield Package("npm", entry.get("name", name), entry["version"], lock)


def locks(root: Path) -> Iterator[Path]:
    """Every lock of the project, but not those of what is installed."""
    for folder, below, files in os.walk(root):
        below[:] = sorted(name for name in below if name[0] != "." and name not in ("node_modules", "site"))
        yield from (Path(folder, name) for name in sorted(files) if name == "package-lock.json")
    yield from sorted(root.glob("requirements*.lock"))


def locked(root: Path) -> list[Package]:
    """Every package once, with the first lock that names it."""
    found: dict[tuple[str, str, str], Package] = {}
    for path in locks(root):
        read = npm_packages if path.suffix == ".json" else python_packages
        for package in read(path.read_text(encoding="utf-8"), path.relative_to(root).as_posix()):
            found.setdefault((package.ecosystem, package.name, package.version), package)
    return sorted(found.values())


# --- The service ---


@dataclass(frozen=True)
class Service:
    """OSV.dev, or one that speaks as it does: https://google.github.io/osv.dev/api/"""

    url: str

    def ask(self, path: str, question: object = None) -> Any:
        """Its answer; raises Unreachable where the network, not the question, is at fault."""
        data = None if question is None else json.dumps(question).encode()
        request = urllib.request.Request(self.url + path, data, {"Content-Type": "application/json"})
        try:
            with urllib.request.urlopen(request, timeout=SECONDS) as response:
                return json.load(response)
        except urllib.error.HTTPError as error:
            if error.code in (403, 405, 407, 429) or error.code >= 500:  # a proxy, a mirror, or a bad day
                raise Unreachable(f"it answers {error.code} {error.reason}") from error
            raise
        except urllib.error.URLError as error:
            raise Unreachable(str(error.reason)) from error
        except (OSError, http.client.HTTPException, json.JSONDecodeError) as error:
            raise Unreachable(f"{type(error).__name__}: {error}") from error

    def vulnerable(self, packages: list[Package]) -> dict[Package, list[str]]:
        """Ids of advisories by package, of the packages that have any."""
        found: dict[Package, list[str]] = {}
        waiting = [(package, "") for package in packages]
        while waiting:
            now, waiting = waiting[:AT_ONCE], waiting[AT_ONCE:]
            answers = self.ask("/v1/querybatch", {"queries": [query(*one) for one in now]})["results"]
            for (package, _), answer in zip(now, answers, strict=True):
                if ids := [entry["id"] for entry in answer.get("vulns", ())]:
                    found.setdefault(package, []).extend(ids)
                if token := answer.get("next_page_token"):
                    waiting.append((package, token))
        return found

    def advisory(self, id_: str, package: Package) -> Advisory | None:
        """What is known of a vulnerability of a package; None if its advisory was withdrawn."""
        entry = self.ask(f"/v1/vulns/{urllib.parse.quote(id_)}")
        if entry.get("withdrawn"):
            return None
        parts = [part for part in entry.get("affected", ()) if part.get("package", {}).get("name") == package.name]
        ranges = [span for part in parts for span in part.get("ranges", ()) if span.get("type") != "GIT"]
        fixed = [event["fixed"] for span in ranges for event in span.get("events", ()) if "fixed" in event]
        summary = entry.get("summary") or entry.get("details") or "without a description"
        line = " ".join(summary.split())[:200]
        return Advisory(id_, tuple(entry.get("aliases", ())), line, tuple(dict.fromkeys(fixed)))


def query(package: Package, token: str) -> dict[str, object]:
    """A question for one package, from the page of answers on that a token stands for."""
    named = {"name": package.name, "ecosystem": package.ecosystem}
    page = {"page_token": token} if token else {}
    return {"package": named, "version": package.version, **page}


# --- The check ---


def judge(found: Iterable[tuple[Package, Advisory]], accepted: dict[str, str]) -> Iterator[tuple[bool, str]]:
    """(whether it is a failure, a line that says so) of everything found, and of everything accepted in vain."""
    seen: set[str] = set()
    for package, advisory in found:
        ids = [id_ for id_ in (advisory.id, *advisory.aliases) if id_ in accepted]
        seen.update(ids)
        yield (False, f"accepted: {package}: {ids[0]}: {accepted[ids[0]]}") if ids else (True, f"{package}: {advisory}")
    for id_ in sorted(accepted.keys() - seen):
        yield True, f"{id_} is accepted in pyproject.toml, but no longer found; remove it there"


def check(root: Path, service: Service, required: bool) -> int:
    """Print what is found; gives the exit status: 1 for a vulnerability, or no answer where one is required."""
    packages = locked(root)
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))
    accepted = project.get("tool", {}).get("vulnerabilities", {}).get("accepted", {})
    try:
        ids = service.vulnerable(packages)
        known = [(package, service.advisory(id_, package)) for package, found in ids.items() for id_ in found]
    except Unreachable as reason:
        message = f"{service.url} could not be asked about {len(packages)} locked packages: {reason}"
        mark = "::warning::" if os.environ.get("GITHUB_ACTIONS") else ""
        print(f"Error: {message}" if required else f"{mark}skipped: {message}")
        return int(required)
    lines = list(judge(((package, advisory) for package, advisory in known if advisory), accepted))
    for _, line in lines:
        print(line)
    if failed := any(failure for failure, _ in lines):
        print("Error: update what is named above (scripts/lock --upgrade-package NAME, or npm update), or accept it.")
    else:
        print(f"{len(packages)} locked packages, no known vulnerability{' but those accepted' if lines else ''}.")
    return int(failed)


def main() -> int:
    parser = argparse.ArgumentParser(prog="scripts/vulnerabilities")
    parser.add_argument("--required", action="store_true", help="fail where the service cannot be reached")
    required = parser.parse_args().required
    return check(ROOT, Service(os.environ.get("OSV_URL", "https://api.osv.dev")), required)


if __name__ == "__main__":
    sys.exit(main())
