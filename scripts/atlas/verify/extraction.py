"""Files -> the text that people see in them."""

from __future__ import annotations

import io
import logging
import re
import tarfile
import zipfile
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import PurePosixPath

_MOST_TEXT = 20_000_000
_BINARY = b"\x00"
_PAGE_NUMBER = re.compile(r"[\divxlc]{1,5}", re.IGNORECASE)
_SKIPPED_TAGS = ("script", "style", "noscript", "template", "annotation-xml")


class NoText(Exception):
    """A text cannot be had; the message says why, for people."""


@dataclass(frozen=True, slots=True)
class File:
    """A file as it was got. `media_type`: what a server says of it, if one was asked."""

    name: str
    content: bytes
    media_type: str = ""


def text_of(file: File) -> str:
    """The text of one file; raises NoText for pictures and other files without text."""
    head = file.content[:1024].lstrip()
    if head.startswith(b"%PDF"):
        return _pdf_text(file.content)
    if _BINARY in file.content[:4096]:
        raise NoText(f"{PurePosixPath(file.name).name or file.name} is not a text")
    text = file.content[:_MOST_TEXT].decode("utf-8", errors="replace")
    is_html = "html" in file.media_type or file.name.lower().endswith((".html", ".htm"))
    return _html_text(text) if is_html or head[:15].lower().startswith((b"<!doctype html", b"<html")) else text


def _html_text(text: str) -> str:
    """What a browser shows, and the TeX that formulas carry beside their MathML."""
    from bs4 import BeautifulSoup

    soup = BeautifulSoup(text, "html.parser")
    for formula in soup.find_all("math"):
        if alternative := formula.get("alttext"):
            formula.replace_with(f" {alternative} ")
    for tag in soup.find_all(_SKIPPED_TAGS):
        tag.decompose()
    titles = [str(meta.get("content", "")) for meta in soup.find_all("meta")]
    return "\n".join([soup.get_text(" "), soup.get_text(""), *titles])


def _pdf_text(content: bytes) -> str:
    """The text twice: as it runs, and as it lies on the page, which keeps the cells of tables apart."""
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    logging.getLogger("pypdf").setLevel(logging.ERROR)  # it warns of every oddity of a file that it reads well
    try:
        opened = PdfReader(io.BytesIO(content)).pages
        pages = [page.extract_text() for page in opened]
        laid_out = [page.extract_text(extraction_mode="layout") for page in opened]
    except (PyPdfError, ArithmeticError, LookupError, AttributeError, TypeError, ValueError, RecursionError) as error:
        raise NoText(f"the PDF could not be read ({type(error).__name__})") from error
    if not any(page.strip() for page in pages):
        raise NoText("the PDF holds pictures of pages, no text")
    return "\n".join([*without_running_heads(pages), *laid_out])


def without_running_heads(pages: Iterable[str]) -> list[str]:
    """Pages without their numbers and the lines that stand at the head or foot of several of them."""
    lines = [page.strip().splitlines() for page in pages]
    ends = Counter(end.strip() for page in lines if page for end in {page[0], page[-1]})

    def is_furniture(line: str) -> bool:
        return bool(_PAGE_NUMBER.fullmatch(line.strip())) or (ends[line.strip()] > 2 and len(line) < 120)

    found = []
    for page in lines:
        first = next((i for i, line in enumerate(page) if not is_furniture(line)), len(page))
        last = next((i for i in range(len(page), first, -1) if not is_furniture(page[i - 1])), first)
        found.append("\n".join(page[first:last]))
    return found


def member(archive: bytes, wanted: str) -> File:
    """A file inside a wheel or a source archive, where everything lies below one folder."""
    try:
        if zipfile.is_zipfile(io.BytesIO(archive)):
            with zipfile.ZipFile(io.BytesIO(archive)) as opened:
                name = _member_name(opened.namelist(), wanted)
                return File(name, opened.read(name))
        with tarfile.open(fileobj=io.BytesIO(archive)) as source:
            name = _member_name(source.getnames(), wanted)
            stream = source.extractfile(name)
            return File(name, stream.read() if stream else b"")
    except (zipfile.BadZipFile, tarfile.TarError, OSError) as error:
        raise NoText(f"the package could not be opened ({type(error).__name__})") from error


def _member_name(names: list[str], wanted: str) -> str:
    for name in names:
        if name == wanted or name.partition("/")[2] in (wanted, f"src/{wanted}"):
            return name
    raise NoText(f"the package has no file {wanted}")
