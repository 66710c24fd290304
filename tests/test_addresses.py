"""Addresses are for ever."""

from pathlib import Path

from records import ROOT

PUBLISHED = (ROOT / "tests/addresses.txt").read_text(encoding="utf-8").split()
"""Pages and files of the API that have been published, the home page as `/`; further ones are added here by hand."""


def test_what_was_published_is_still_there(site: Path) -> None:
    """What moves leaves a page that leads to its new place."""
    gone = [a for a in PUBLISHED if not (site / (f"{a}index.html" if a.endswith("/") else a).lstrip("/")).is_file()]
    assert gone == []


def test_the_list_is_in_order_and_names_all_sorts() -> None:
    assert sorted(set(PUBLISHED)) == PUBLISHED
    assert {"/", "models/bert/", "contribute/", "api/v1/models.json", "api/v1/models/bert.json"} <= set(PUBLISHED)
