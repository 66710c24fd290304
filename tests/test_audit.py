"""The audit: what it reads from Lighthouse, how it serves a site, its tables. Nothing is measured here."""

import gzip
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest

from atlas.pages import Kind
from measure.browser.__main__ import measured
from measure.browser.browser_tables import events, losses, pages
from measure.browser.events import Device
from measure.browser.lighthouse import LighthouseFailed, Report, middle, read
from measure.browser.server import serving

DESK, PHONE = Device("desk", 1280, 1), Device("phone", 360, 4)


def lighthouse(**scores: float | None) -> dict[str, Any]:
    """A report of Lighthouse's with the figures it always has, and audits of the category performance."""
    figures = {"largest-contentful-paint": 1350.4, "cumulative-layout-shift": 0.0123, "total-blocking-time": 7}
    audits: dict[str, dict[str, float | None]]
    audits = {name: {"numericValue": value, "score": 1} for name, value in figures.items()}
    audits["total-byte-weight"] = {"numericValue": 62_510, "score": None}
    audits |= {name: {"score": score} for name, score in scores.items()}
    references = [{"id": name, "weight": 1} for name in audits] + [{"id": "free", "weight": 0}]
    categories: dict[str, Any] = {
        name: {"score": 1, "auditRefs": []} for name in ("performance", "accessibility", "best-practices", "seo")
    }
    categories["performance"] = {"score": 0.98, "auditRefs": references}
    return {"audits": audits | {"free": {"score": 0}}, "categories": categories}


def report(performance: float, *lost: str, paint: float = 1000) -> Report:
    return Report((performance, 100, 100, 100), paint, 0, 0, 50_000, lost)


# --- Lighthouse's reports ---


def test_the_figures_of_a_report_are_read() -> None:
    assert read(lighthouse()) == Report((98, 100, 100, 100), 1350.4, 0.0123, 7, 62_510)


def test_what_costs_points_is_named() -> None:
    found = read(lighthouse(unused=0.5, fine=1, elsewhere=None))
    assert found.losses == ("unused",)  # not "free", which has no weight, nor what does not apply


def test_a_page_that_was_not_loaded_has_no_figures() -> None:
    broken = {"requestedUrl": "http://127.0.0.1/", "runtimeError": {"message": "it did not load"}}
    with pytest.raises(LighthouseFailed, match=r"could not measure .+: it did not load"):
        read(broken)


def test_medians_are_taken_of_each_figure() -> None:
    runs = [report(98, paint=900), report(100, "slow", paint=1500), report(99, "slow", "once", paint=1000)]
    assert middle(runs) == report(99, "slow", paint=1000)


# --- The server ---


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "site/models").mkdir(parents=True)
    for name, text in {"site/models/index.html": "models", "site/404.html": "not here", "secret": "secret"}.items():
        (tmp_path / name).write_text(text)
    (tmp_path / "site/font.woff2").write_bytes(b"font")
    return tmp_path / "site"


def test_text_is_sent_compressed_to_those_who_take_it(folder: Path) -> None:
    with serving(folder) as home:
        plain = urlopen(f"{home}models/?find=bert")
        assert (plain.read(), plain.headers["Content-Encoding"]) == (b"models", None)
        packed = urlopen(Request(f"{home}models/", headers={"Accept-Encoding": "gzip, br"}))
        assert packed.headers["Content-Type"] == "text/html; charset=utf-8"
        assert gzip.decompress(packed.read()) == b"models"


def test_a_font_is_compressed_already(folder: Path) -> None:
    with serving(folder) as home:
        font = urlopen(Request(f"{home}font.woff2", headers={"Accept-Encoding": "gzip"}))
        assert (font.read(), font.headers["Content-Encoding"]) == (b"font", None)
        assert font.headers["Content-Type"] == "font/woff2"


@pytest.mark.parametrize("address", ["nothing/", "../secret", "%2e%2e/secret"])
def test_what_is_not_in_the_site_is_not_found(folder: Path, address: str) -> None:
    with serving(folder) as home, pytest.raises(HTTPError) as error:
        urlopen(home + address)
    assert (error.value.code, error.value.read()) == (404, b"not here")


# --- What is measured, and the tables ---


def test_one_page_of_each_kind_that_there_is(tmp_path: Path) -> None:
    for address in ["", "models/", "models/a/", "models/b/"]:
        (tmp_path / address).mkdir(parents=True, exist_ok=True)
        (tmp_path / address / "index.html").write_text("")
    (tmp_path / "404.html").write_text("")
    examples = [{"home": ""}, {"models": "models/"}, {"plain": "models/b/", "other": "models/a/"}]
    examples += [{"compare": "compare/"}, {"not-found": "404.html"}, {}]
    kinds = [Kind(id=str(number), examples=found) for number, found in enumerate(examples)]
    assert measured(tmp_path, kinds) == ["", "models/", "models/b/"]


def test_pages_as_a_table() -> None:
    found = {"": read(lighthouse()), "models/": report(100)}
    assert pages(found).splitlines() == [
        "| Page | Performance | Accessibility | Best practices | SEO | LCP, s | CLS | TBT, ms | Sent, KB |",
        "| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |",
        "| `/` | 98 | 100 | 100 | 100 | 1.35 | 0.012 | 7 | 62.5 |",
        "| `/models/` | 100 | 100 | 100 | 100 | 1.00 | 0 | 0 | 50.0 |",
    ]


def test_losses_as_a_list() -> None:
    assert losses({"": report(100), "models/": report(97, "slow", "large")}) == "- `/models/`: slow, large"
    assert losses({"": report(100, "slow")}) == ""  # too little to lose a point


def test_actions_as_a_table() -> None:
    assert events({DESK: {"sort": [16, 40, 24]}, PHONE: {"sort": [80, 120], "type": []}}).splitlines()[2:] == [
        "| desk | sort | 3 | 24 | 40 |",
        "| phone | sort | 2 | 100 | 120 |",
        "| phone | type | 0 | – | – |",
    ]
