"""Sources as readers see them: address, reference text, BibTeX."""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import quote

from atlas.schema.choices import SOURCE_TYPES
from atlas.schema.evidence import Source

_TEX_SIGNS = {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}


def address(source: Source) -> str:
    """The most exact web address of a source, each part escaped; empty if it has none."""
    if source.arxiv:
        return f"https://arxiv.org/abs/{quote(source.arxiv)}"
    if source.doi:
        return f"https://doi.org/{quote(source.doi)}"
    if source.repository:
        at = f"/blob/{source.commit}/{quote(source.path)}" if source.commit and source.path else ""
        at = at or (f"/tree/{source.commit}" if source.commit else "")
        return f"https://github.com/{quote(source.repository)}{at}"
    if source.huggingface:
        at = f"/tree/{quote(source.revision)}" if source.revision else ""
        return f"https://huggingface.co/{quote(source.huggingface)}{at}"
    if source.package:
        return f"https://pypi.org/project/{quote(source.package)}/{quote(source.version or '')}".rstrip("/") + "/"
    return source.url or ""


def byline(source: Source) -> str:
    """Authors, shortened to the first and "et al." from four on, or the publisher."""
    authors = list(source.authors or ())
    if not authors:
        return source.organization or ""
    if len(authors) > 3 or authors[-1] == "others":
        return f"{authors[0]} et al."
    return " and ".join([", ".join(authors[:-1]), authors[-1]] if len(authors) > 1 else authors)


def identifier(source: Source) -> str:
    """What pins the source: arXiv id, DOI, commit, version or day of access."""
    if source.arxiv:
        return f"arXiv:{source.arxiv}"
    if source.doi:
        return f"doi:{source.doi}"
    if source.repository:
        return (
            source.repository
            + (f" at {source.commit[:7]}" if source.commit else "")
            + (f", {source.path}" if source.path else "")
        )
    if source.package:
        return f"{source.package} {source.version or ''}".strip() + (f", {source.path}" if source.path else "")
    if source.huggingface:
        return source.huggingface + (f" at {source.revision[:7]}" if source.revision else "")
    return f"read {source.accessed.for_people}" if source.accessed else ""


def year(source: Source) -> str:
    return str(source.date.year) if source.date else ""


def bibtex(key: str, source: Source) -> str:
    """A BibTeX entry; braces and special characters of the fields are made safe."""
    fields = {
        "title": "{" + _tex(source.title) + "}",
        "author": " and ".join(_tex(author) for author in source.authors or ())
        or "{" + _tex(source.organization or "") + "}",
        "year": year(source),
        "howpublished": _tex(source.venue or ""),
        "eprint": source.arxiv or "",
        "archiveprefix": "arXiv" if source.arxiv else "",
        "doi": source.doi or "",
        "url": address(source),
    }
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value and value != "{}"]
    return "\n".join([f"@{SOURCE_TYPES[source.type].bibtex}{{{_key(key, source)},", *lines, "}"])


def _key(key: str, source: Source) -> str:
    first = (source.authors or (source.organization or key,))[0].split()[-1]
    ascii_ = unicodedata.normalize("NFKD", first).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]", "", ascii_ + year(source) + key.split("-")[0]) or "source"


def _tex(text: str) -> str:
    return re.sub(r"[&%$#_{}]|[\\~^]", lambda m: _TEX_SIGNS.get(m[0], "\\" + m[0]), text)
