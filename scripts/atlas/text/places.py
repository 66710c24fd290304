"""Where a text was read, in the forms in which `read_in` says it, so that anybody can open it again."""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PlaceForm:
    """A kind of place. `label` names it in tables; `written` is how `read_in` writes it, in the words of a mend."""

    label: str
    written: str = ""


FORMS = {
    "repository": PlaceForm("Repositories", "github.com/OWNER/REPOSITORY, PATH at COMMIT"),
    "package": PlaceForm("Packages", "PyPI PACKAGE VERSION, FILE"),
    "hub": PlaceForm("Hugging Face", "huggingface.co/OWNER/NAME at REVISION"),
    "arxiv": PlaceForm("arXiv", "arXiv:1810.04805v2"),
    "web": PlaceForm("Web pages", "https://ADDRESS read YYYY-MM-DD"),
    "stored": PlaceForm("Stored copies", "stored copy NUMBER"),
    "document": PlaceForm("Documents from which the atlas began"),
    "vague": PlaceForm("No place that can be opened again"),
}
COMMIT = re.compile(r"[0-9a-f]{40}")
_REPOSITORY = re.compile(
    r"(?:https?://)?github\.com/(?P<name>[\w.-]+/[\w.-]+), (?P<file>.+?)(?: at (?P<version>[0-9a-f]{40}))?"
)
_PACKAGE = re.compile(r"(?P<prefix>PyPI )?(?P<name>[A-Za-z0-9][\w.-]*) (?P<version>\d[\w.+!-]*), (?P<file>\S+)")
_HUB = re.compile(
    r"huggingface\.co/(?P<name>(?:datasets/|spaces/)?[\w.-]+/[\w.-]+)(?:, (?P<file>\S+))?"
    r"(?: at (?P<version>[0-9a-f]{40}))?"
)
_ARXIV = re.compile(r"arXiv:(?P<name>(?:\d{4}\.\d{4,5}|[a-z-]+(?:\.[A-Z]{2})?/\d{7}))(?P<version>v\d+)?")
_WEB = re.compile(
    r"(?P<name>(?:https?://)?[\w-]+(?:\.[\w-]+)+(?::\d+)?(?:/\S*)?)(?: read (?P<version>\d{4}-\d{2}-\d{2}))?"
)
_STORED = re.compile(r"stored copy (?P<name>\d{1,15})(?: of the full text)?")


@dataclass(frozen=True, slots=True)
class ReadingPlace:
    """A text that can be opened again.

    form: one of FORMS.
    name: repository, package, arXiv id without version, address, number, or the vague words themselves.
    version: what pins it: commit, version, revision, `v2`, day.
    fault: why it cannot be found again with certainty; empty if it can.
    """

    form: str
    name: str
    version: str = ""
    file: str = ""
    fault: str = ""

    def __str__(self) -> str:
        """In the words of FORMS, as far as it is known."""
        file, at = f", {self.file}" if self.file else "", f" at {self.version}" if self.version else ""
        match self.form:
            case "repository":
                return f"github.com/{self.name}{file}{at}"
            case "package":
                return f"PyPI {self.name} {self.version}{file}"
            case "hub":
                return f"huggingface.co/{self.name}{file}{at}"
            case "arxiv":
                return f"arXiv:{self.name}{self.version}"
            case "web":
                return f"{self.name} read {self.version}" if self.version else self.name
            case "stored":
                return f"stored copy {self.name}"
        return self.name


def parse(text: str) -> ReadingPlace:
    """Read the words of a `read_in`. What is not of a strict form has a fault, and as much as is known."""
    if match := _REPOSITORY.fullmatch(text):
        return _of("repository", match, "names no commit")
    if match := _PACKAGE.fullmatch(text):
        fault = "" if match["prefix"] else "does not say that it is a package"
        return ReadingPlace("package", match["name"], match["version"], match["file"], fault)
    if match := _HUB.fullmatch(text):
        return _of("hub", match, "names no revision")
    if match := _ARXIV.fullmatch(text):
        return _of("arxiv", match, "names no version")
    if match := _STORED.fullmatch(text):
        return ReadingPlace("stored", match["name"])
    if match := _WEB.fullmatch(text):
        name = match["name"] if "://" in match["name"] else f"https://{match['name']}"
        return ReadingPlace("web", name, match["version"] or "", fault="" if match["version"] else "names no day")
    return ReadingPlace("vague", text, fault="is not a place that can be opened again")


def _of(form: str, match: re.Match[str], missing: str) -> ReadingPlace:
    groups = match.groupdict()
    version = groups["version"] or ""
    return ReadingPlace(form, groups["name"], version, groups.get("file") or "", "" if version else missing)
