"""Ids by which other places are found: on the hub, in repositories, among packages and papers.

Each has one form, in which it is a piece of an address and cannot lead to another: no address in full, no empty or dot
segments, no signs that end a path. A text in another form raises Unreadable with the mend, taken from it if possible.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Annotated

from pydantic import PlainValidator, WithJsonSchema

from atlas.schema.values import read
from atlas.text.problems import Unreadable

_NAME = r"[A-Za-z0-9](?:[A-Za-z0-9_.-]*[A-Za-z0-9_])?"
_ANY_ADDRESS = r"(?:https?://)?(?:www\.)?"


@dataclass(frozen=True, slots=True)
class IdentifierForm:
    """One kind of identifier. noun: what it is. pattern: what it matches. example: how to write one. inside: finds it
    inside of an address or a longer form."""

    noun: str
    pattern: str
    example: str
    inside: str = ""

    def parse(self, text: str) -> str:
        """The text, if it is of this form. Raises Unreadable."""
        text = text.strip()
        if self.fits(text):
            return text
        raise Unreadable(f'"{text}" is not {self.noun}', self._mend(text))

    def fits(self, text: str) -> bool:
        """Whether a text is of this form and leads nowhere else."""
        return bool(re.fullmatch(self.pattern, text)) and not _leads_elsewhere(text)

    def _mend(self, text: str) -> str:
        found = re.match(self.inside, text[:300]) if self.inside else None
        if found and self.fits(found[1]):
            return f"write {found[1]}"
        return f"write {self.example}"


def _leads_elsewhere(text: str) -> bool:
    """Whether an address would be another with this in it."""
    return any(segment in ("", ".", "..") for segment in text.split("/"))


HUB = IdentifierForm(
    "a Hugging Face id",
    rf"{_NAME}/{_NAME}",
    "owner/name",
    rf"(?:{_ANY_ADDRESS}(?:huggingface\.co|hf\.co)/)?({_NAME}/{_NAME})",
)
FORMER_HUB = IdentifierForm(
    "a Hugging Face id",
    rf"{_NAME}(?:/{_NAME})?",
    "owner/name, or the name alone if it had no owner",
    rf"{_ANY_ADDRESS}(?:huggingface\.co|hf\.co)/({_NAME}(?:/{_NAME})?)",
)
REPOSITORY = IdentifierForm(
    "a repository",
    r"[A-Za-z0-9-]{1,39}/(?!.*\.git$)[A-Za-z0-9_.-]{1,100}",
    "owner/name",
    rf"(?:{_ANY_ADDRESS}github\.com/)?([A-Za-z0-9-]+/[A-Za-z0-9_.-]+?)(?:\.git|/.*|\?.*|#.*)?$",
)
PATH = IdentifierForm(
    "a path inside a repository",
    r"(?![A-Za-z][A-Za-z0-9+.-]*:)[^\\\s][^\\\n]*",
    "folder/file, from the top of the repository and without . and ..",
    r"(?:https?://github\.com/[^/]+/[^/]+/(?:blob|tree|raw)/[^/]+/|\.?/)(.+)",
)
PACKAGE = IdentifierForm(
    "a PyPI package", r"[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?", "its name on PyPI, such as transformers"
)
VERSION = IdentifierForm("a version", r"[A-Za-z0-9](?:[A-Za-z0-9.+!_-]*[A-Za-z0-9])?", "for example 4.46.3")
COMMIT = IdentifierForm("a full commit hash", r"[0-9a-f]{40}", "all 40 characters")
REVISION = IdentifierForm("a commit hash", r"[0-9a-f]{7,64}", "the hash of the commit that was read: a branch moves on")
ARXIV = IdentifierForm(
    "an arXiv identifier",
    r"(?:\d{2}(?:0[1-9]|1[0-2])\.\d{4,5}|[a-z-]+(?:\.[A-Z]{2})?/\d{7})(?:v[1-9]\d?)?",
    "for example 1810.04805v2",
    rf"(?i:{_ANY_ADDRESS}arxiv\.org/(?:abs|pdf|html)/|arxiv:)([\w./-]+?v?\d+)(?:\.pdf)?$",
)
DOI = IdentifierForm(
    "a DOI",
    r"10\.\d{4,9}/[^\s\"<>{}\\?#]+",
    "for example 10.1162/neco.1997.9.8.1735",
    r"(?i:(?:https?://)?(?:dx\.)?doi\.org/|doi: ?)(10\..+)",
)
COUNTRY = IdentifierForm("an ISO 3166 code of a country", r"[A-Z]{2}", "two capital letters, for example US")


def _type(form: IdentifierForm, **schema: object) -> tuple[PlainValidator, WithJsonSchema]:
    segments = r"(?!(?:.*/)?\.{0,2}(?:/|$))"
    described = {"type": "string", "pattern": f"^{segments}(?:{form.pattern})$"}
    return PlainValidator(read(form.parse, "identifier")), WithJsonSchema(schema or described)


HubId = Annotated[str, *_type(HUB)]
RepositoryName = Annotated[str, *_type(REPOSITORY)]
FilePath = Annotated[str, *_type(PATH)]
PackageName = Annotated[str, *_type(PACKAGE)]
PackageVersion = Annotated[str, *_type(VERSION, type=["string", "number"])]
CommitHash = Annotated[str, *_type(COMMIT)]
Revision = Annotated[str, *_type(REVISION)]
ArxivId = Annotated[str, *_type(ARXIV)]
DoiName = Annotated[str, *_type(DOI)]
Country = Annotated[str, *_type(COUNTRY)]
