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
    ("text", "problem"),
    [
        (
            "huggingface: https://huggingface.co/acme/m/tree/main",
            '"https://huggingface.co/acme/m/tree/main" is not a Hugging Face id; write acme/m',
        ),
        ("huggingface: m", '"m" is not a Hugging Face id; write owner/name'),
        (
            "repository: https://github.com/acme/m.git",
            '"https://github.com/acme/m.git" is not a repository; write acme/m',
        ),
        ("repository: acme/m/tree/main", '"acme/m/tree/main" is not a repository; write acme/m'),
        (
            "path: https://github.com/acme/m/blob/main/config.json",
            '"https://github.com/acme/m/blob/main/config.json" is not a path inside a repository; write config.json',
        ),
        ("path: /config.json", '"/config.json" is not a path inside a repository; write config.json'),
        (
            "path: a/../b.json",
            '"a/../b.json" is not a path inside a repository; write folder/file, from the top of the repository and without . and ..',
        ),
        ("arxiv: arXiv:1810.04805v2", '"arXiv:1810.04805v2" is not an arXiv identifier; write 1810.04805v2'),
        (
            "arxiv: https://arxiv.org/pdf/1810.04805v2.pdf",
            '"https://arxiv.org/pdf/1810.04805v2.pdf" is not an arXiv identifier; write 1810.04805v2',
        ),
        ("arxiv: 1813.04805v2", '"1813.04805v2" is not an arXiv identifier; write for example 1810.04805v2'),
        (
            "doi: https://doi.org/10.1162/neco.1997.9.8.1735",
            '"https://doi.org/10.1162/neco.1997.9.8.1735" is not a DOI; write 10.1162/neco.1997.9.8.1735',
        ),
        ("commit: 0123456", '"0123456" is not a full commit hash; write all 40 characters'),
        (
            "revision: main",
            '"main" is not a commit hash; write the hash of the commit that was read: a branch moves on',
        ),
        ("package: acme/m", '"acme/m" is not a PyPI package; write its name on PyPI, such as transformers'),
        ("version: ../1", '"../1" is not a version; write for example 4.46.3'),
    ],
)
def test_another_form_is_refused_with_the_mend(tmp_path: Path, text: str, problem: str) -> None:
    source = f"{{type: paper, title: A paper, url: https://a.example/, date: 2020, {text}}}"
    lines = problems_of(catalogue(tmp_path, {"m": f"sources: {{a: {source}}}"}))
    assert [line.split(": ", 2)[2] for line in lines] == [f"{problem} [identifier]"]


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
