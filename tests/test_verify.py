"""`atlas verify` as a whole: which words are looked up where, what is said of them, and what the page Quality shows."""

import json
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from atlas import cli, pages
from atlas.catalog.loading import load
from atlas.text.places import FORMS
from atlas.verify import lookup, passages, recorded, reports, session
from atlas.verify.copies import Copies
from atlas.verify.recorded import Counts, RecordCounts, Verification
from records import ROOT, catalogue, write

BERT = """\
layers: 12
hidden_size: 768
attention_heads: 12
context_length: 512
sources:
  paper: {type: paper, title: BERT, arxiv: 1810.04805v2}
  page: {type: web-page, title: A page, url: https://a.example/bert, accessed: 2024-01-01}
evidence:
  - {source: paper, quote: has 12 layers, supports: [layers]}
  - {source: paper, quote: a hidden size of 1024, supports: [hidden_size], derivation: none}
  - {source: page, rows: {base: 12 heads}, supports: [attention_heads], derivation: none}
  - {source: paper, quote: up to 512 tokens, read_in: from a copy, supports: [context_length]}
  - {source: paper, supports: [released]}
released: 2018
absent: {training.tokens: {reason: undisclosed, source: paper, quote: we do not say how many tokens we used}}
claims:
  - {field: layers, value: 13, verdict: also-reported, source: survey, quote: thirteen layers}
"""
PAPER = "BERT has 12 layers, a hidden size of 768, and reads up to 512 tokens. We do not say how many token we used."


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A catalogue with one model, and copies of its paper and of a shared source."""
    catalogue(tmp_path, {"bert": BERT, "other": ""})
    write(tmp_path, "data/sources.yml", "survey: {type: blog-post, title: A survey, date: 2023}")
    write(tmp_path, "copies/arxiv/1810.04805v2.txt", PAPER)
    write(tmp_path, "copies/documents/survey.txt", "BERT, with thirteen\nlayers")
    return tmp_path


def run(project: Path, *options: str) -> int:
    arguments = ["--root", str(project), "verify", "--offline", "--copies", str(project / "copies"), *options]
    return cli.main(arguments)


def test_every_kind_of_words_is_looked_up_where_the_record_says(project: Path) -> None:
    catalog, _ = load(project)
    found = [
        (".".join(map(str, passage.path)), passage.kind, passage.words, [str(place) for place in passage.places])
        for passage in passages.of_catalog(catalog)
    ]
    assert found == [
        ("evidence.0.quote", "evidence", "has 12 layers", ["arXiv:1810.04805v2"]),
        ("evidence.1.quote", "evidence", "a hidden size of 1024", ["arXiv:1810.04805v2"]),
        ("evidence.2.rows.base", "evidence", "12 heads", ["https://a.example/bert read 2024-01-01"]),
        ("evidence.3.quote", "evidence", "up to 512 tokens", ["from a copy", "arXiv:1810.04805v2"]),
        *[
            (
                "absent.training.tokens.quote",
                "absence",
                "we do not say how many tokens we used",
                ["arXiv:1810.04805v2"],
            ),
            ("claims.0.quote", "claim", "thirteen layers", ["survey"]),
        ],
    ]


def test_what_is_printed_and_the_exit_code(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(project) == 1
    printed = capsys.readouterr()
    lines = printed.out.splitlines()
    assert lines[0] == (
        "data/models/bert.yml:10:28: evidence[1].quote: not found in arXiv:1810.04805v2; "
        'the nearest words there are "a hidden size of 768, and" [quote-not-found]'
    )
    assert lines[1].startswith("data/models/bert.yml:15:")
    assert lines[1].endswith("[quote-differs]")
    assert ["all", "3", "1", "1", "1"] in [line.split() for line in lines]
    assert "      1  no copy web/a.example_bert.*" in lines
    assert "6 of 6 quotes looked up" in printed.err


def test_only_what_is_not_found_is_a_failure(project: Path) -> None:
    record = project / "data/models/bert.yml"
    record.write_text(record.read_text().replace("size of 1024", "size of 768"))
    assert run(project) == 0
    assert run(project, str(project / "data/models/other.yml")) == 0


def test_the_json_has_everything(project: Path) -> None:
    run(project, "--json", str(project / "out.json"))
    said = json.loads((project / "out.json").read_text())
    assert [row["state"] for row in said["findings"]] == ["found", "missing", "unreachable", "found", "close", "found"]
    assert said["findings"][2] == {
        "record": "bert",
        "collection": "models",
        "path": "evidence[2].rows.base",
        "kind": "evidence",
        "state": "unreachable",
        "place": "https://a.example/bert read 2024-01-01",
        "form": "web",
        "words": "12 heads",
        "detail": "no copy web/a.example_bert.*",
    }
    assert said["counts"]["kinds"]["evidence"] == {"found": 2, "close": 0, "missing": 1, "unreachable": 1}


def test_the_text_of_an_issue_is_no_markup(project: Path) -> None:
    record = project / "data/models/bert.yml"
    record.write_text(record.read_text().replace("size of 1024", "size of 1024 for everyone"))
    write(project, "copies/arxiv/1810.04805v2.txt", "has a hidden size of 768 @everyone ```\n# and more")
    run(project, "--report", str(project / "report.md"))
    lines = (project / "report.md").read_text().splitlines()
    assert lines[0] == "4 quotes are to be looked at."
    told = [line for line in lines if "@everyone" in line]
    assert told
    assert all(line.startswith("    ") for line in told)


def test_an_issue_is_not_too_long_for_github(project: Path) -> None:
    catalog, _ = load(project)
    passage = next(passages.of_catalog(catalog))
    places = [("evidence", number, "quote") for number in range(1000)]
    many = [
        lookup.Outcome(replace(passage, path=place), "missing", passage.places[0], f"{place[1]} of {'x' * 160}")
        for place in places
    ]
    text = reports.as_markdown(many, reports.counted(many, "2026-11-28"))
    assert len(text.encode()) < 65_536
    assert "further ones are left out here" in text


def test_an_issue_when_all_is_found(project: Path) -> None:
    catalog, _ = load(project)
    found = [lookup.Outcome(next(passages.of_catalog(catalog)), "found", None)]
    text = reports.as_markdown(found, reports.counted(found, "2026-11-28"))
    assert text.startswith("Every quote was found whose source could be opened.\n")


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--record", "data/models/bert.yml"], "--record counts the whole catalogue; leave out the files"),
        (["--copies", "nowhere"], "nowhere is not a folder"),
    ],
)
def test_wrong_use(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], options: list[str], message: str
) -> None:
    monkeypatch.chdir(project)
    assert run(project, *options) == 2
    assert message in capsys.readouterr().err


def test_without_its_packages_verify_says_how_to_get_them(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for module in [name for name in sys.modules if name in ("atlas.verify.matching", "atlas.verify.lookup")]:
        monkeypatch.delitem(sys.modules, module)
    monkeypatch.setitem(sys.modules, "rapidfuzz", None)
    monkeypatch.delattr("atlas.verify.lookup")
    assert run(project) == 2
    assert "-r requirements-verify.lock" in capsys.readouterr().err


def test_a_library_is_asked_after_the_one_before(project: Path) -> None:
    write(project, "more/web/a.example_bert.txt", "12 heads")
    catalog, _ = load(project)
    libraries = [Copies(project / "copies"), Copies(project / "more")]
    done: list[int] = []
    found = lookup.check(list(passages.of_catalog(catalog)), libraries, lambda count, total: done.append(count))
    assert [outcome.state for outcome in found] == ["found", "missing", "found", "found", "close", "found"]
    assert done == sorted(done)
    assert done[-1] == 6


def test_a_doi_that_leads_to_an_abstract_is_no_proof(tmp_path: Path) -> None:
    text = BERT.replace("arxiv: 1810.04805v2", "doi: 10.1000/182, date: 2018")
    catalog, _ = load(catalogue(tmp_path, {"bert": text}))
    write(tmp_path, "copies/web/doi.org_10.1000_182.txt", "Abstract: BERT has 12 layers")
    found = lookup.check(list(passages.of_catalog(catalog)), [Copies(tmp_path / "copies")], lambda done, total: None)
    assert [outcome.state for outcome in found][:2] == ["found", "unreachable"]


def test_progress_in_a_log_is_told_now_and_then(capsys: pytest.CaptureFixture[str]) -> None:
    times = iter([0.0, 1.0, 31.0, 31.0, 32.0, 33.0, 33.0])
    tell = session.progress(sys.stderr, lambda: next(times))
    for done in (1, 2, 3, 4):
        tell(done, 4)
    assert capsys.readouterr().err == "2 of 4 quotes looked up\n4 of 4 quotes looked up\n"


def test_the_cache_lies_in_the_folder_of_the_user(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", "/somewhere")
    assert session.cache_folder() == Path("/somewhere/model-atlas/verify")


# --- The committed counts ---

COUNTS = Verification(
    date="2026-11-28",
    kinds={"claim": Counts(found=1), "evidence": Counts(found=2, close=1, missing=1, unreachable=3)},
    places={"arxiv": Counts(found=3), "vague": Counts(close=1, missing=1, unreachable=3)},
    records=(RecordCounts(collection="models", id="bert", missing=1), RecordCounts(collection="models", id="gone")),
)


def test_the_committed_counts_are_read_as_they_were_written(tmp_path: Path) -> None:
    assert recorded.read(tmp_path) is None
    (tmp_path / "data").mkdir()
    (tmp_path / recorded.FILE).write_bytes(recorded.written(COUNTS))
    assert recorded.read(tmp_path) == COUNTS
    assert COUNTS.entries == Counts(found=3, close=1, missing=1, unreachable=3)


def test_other_content_is_refused(tmp_path: Path) -> None:
    write(tmp_path, recorded.FILE, '{"date": "yesterday"}')
    with pytest.raises(ValueError, match=r"verification\.json is not what `atlas verify --record` writes"):
        recorded.read(tmp_path)


def test_a_run_can_be_recorded(project: Path) -> None:
    run(project, "--record")
    said = recorded.read(project)
    assert said is not None
    assert said.places["arxiv"] == Counts(found=2, close=1, missing=1)
    assert [(line.id, line.missing) for line in said.records] == [("bert", 1)]
    assert load(project)[1] == []


def test_what_is_committed_knows_its_forms_and_records() -> None:
    said = recorded.read(ROOT)
    assert said is not None
    assert set(said.places) <= set(FORMS)
    assert set(said.kinds) <= {"absence", "claim", "evidence"}
    assert said.entries.missing == 0


def test_the_page_quality_shows_the_counts(tmp_path: Path) -> None:
    catalog, _ = load(catalogue(tmp_path))
    shown = {page.address: page for page in pages.render(catalog, pages.Settings(verification=COUNTS))}["quality/"].html
    assert "On 28 November 2026" in shown
    assert "all 8 quoted entries" in shown
    assert "No place that can be opened again" in shown
    assert 'href="../models/bert/"' in shown
    assert "gone" not in shown


def test_the_page_quality_without_counts(tmp_path: Path) -> None:
    catalog, _ = load(catalogue(tmp_path))
    shown = {page.address: page for page in pages.render(catalog, pages.Settings())}["quality/"].html
    assert "Quotes looked up again" not in shown
