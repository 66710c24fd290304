"""Identifiers by which other places are found have one form, and lead nowhere else."""

import re
from pathlib import Path

import pytest

from atlas.author.committed import model_schema
from atlas.facts import sources
from atlas.schema.evidence import Source
from records import catalogue, loaded, problems_of

COMMIT = "0123456789abcdef0123456789abcdef01234567"
FIELDS = ("huggingface", "repository", "path", "package", "version", "commit", "revision", "arxiv", "doi")
ELSEWHERE = [
    "..",
    "a/..",
    "../a",
    "a/../../b",
    "a//b",
    "/a/b",
    "./a",
    "a/.",
    "a/b/",
    "a?b/c",
    "a#b/c",
    "a b/c",
    "a\\b",
    "",
]


@pytest.mark.parametrize(
    ("text", "noun", "mend"),
    [
        ("huggingface: https://huggingface.co/acme/m/tree/main", "a Hugging Face id", "acme/m"),
        ("huggingface: m", "a Hugging Face id", "owner/name"),
        ("repository: https://github.com/acme/m.git", "a repository", "acme/m"),
        ("repository: acme/m/tree/main", "a repository", "acme/m"),
        ("path: https://github.com/acme/m/blob/main/config.json", "a path inside a repository", "config.json"),
        ("path: /config.json", "a path inside a repository", "config.json"),
        ("path: a/../b.json", "a path inside a repository", "folder/file, from the top"),
        ("arxiv: arXiv:1810.04805v2", "an arXiv identifier", "1810.04805v2"),
        ("arxiv: https://arxiv.org/pdf/1810.04805v2.pdf", "an arXiv identifier", "1810.04805v2"),
        ("arxiv: 1813.04805v2", "an arXiv identifier", "for example 1810.04805v2"),
        ("doi: https://doi.org/10.1162/neco.1997.9.8.1735", "a DOI", "10.1162/neco.1997.9.8.1735"),
        ("commit: 0123456", "a full commit hash", "all 40 characters"),
        ("revision: main", "a commit hash", "the hash of the commit that was read"),
        ("package: acme/m", "a PyPI package", "its name on PyPI"),
        ("version: ../1", "a version", "for example 4.46.3"),
    ],
)
def test_another_form_is_refused_with_the_mend(tmp_path: Path, text: str, noun: str, mend: str) -> None:
    source = f"{{type: paper, title: A paper, url: https://a.example/, date: 2020, {text}}}"
    (line,) = problems_of(catalogue(tmp_path, {"m": f"sources: {{a: {source}}}"}))
    assert f'"{text.partition(": ")[2]}" is not {noun}; write {mend}' in line
    assert line.endswith("[identifier]")


@pytest.mark.parametrize("field", FIELDS)
@pytest.mark.parametrize("text", ELSEWHERE)
def test_nothing_leads_elsewhere(tmp_path: Path, field: str, text: str) -> None:
    quoted = text.replace("\\", "\\\\")
    source = f'{{type: paper, title: A paper, url: "https://a.example/", date: 2020, {field}: "{quoted}"}}'
    root = catalogue(tmp_path, {"m": f"sources: {{a: {source}}}"})
    allowed = field == "path" and text in ("a?b/c", "a#b/c", "a b/c")  # which are escaped
    lines = problems_of(root)
    assert [line.rpartition(" ")[2] for line in lines] == ([] if allowed else ["[identifier]"])
    if not text:
        return
    described = model_schema(loaded(catalogue(tmp_path / "good")))["$defs"]["Source"]["properties"][field]  # type: ignore[index]
    fits = "pattern" not in described or bool(re.search(described["pattern"], text))
    assert fits == (allowed or "pattern" not in described)


@pytest.mark.parametrize("field", ["huggingface", "variants: {base: {huggingface"])
def test_the_id_of_a_model_on_the_hub_has_one_form(tmp_path: Path, field: str) -> None:
    text = f"{field}: https://huggingface.co/acme/m{'}}' if '{' in field else ''}"
    (problem,) = problems_of(catalogue(tmp_path, {"m": text}))
    assert problem.endswith("is not a Hugging Face id; write acme/m [identifier]")


def test_an_address_stays_in_the_repository() -> None:
    source = Source(type="repository", title="T", repository="acme/m", commit=COMMIT, path="a b/ü?#.json")
    assert sources.address(source) == f"https://github.com/acme/m/blob/{COMMIT}/a%20b/%C3%BC%3F%23.json"


@pytest.mark.parametrize("country", ["USA", "us", "United States", "../.."])
def test_a_country_is_a_code(tmp_path: Path, country: str) -> None:
    (problem,) = problems_of(catalogue(tmp_path, organizations=f"acme: {{name: Acme, country: {country}}}"))
    assert problem.endswith(
        "is not an ISO 3166 code of a country; write two capital letters, for example US [identifier]"
    )
