"""The numbered sources of a page, with their evidence."""

from typing import Any

from atlas.pages.model.numbered_sources import alike_together, common_copy, numbered
from atlas.schema.evidence import Evidence, Source

SOURCE = Source.model_construct(title="A paper")
NAMES = {"base": "BERT-Base", "large": "BERT-Large"}


def evidence(**fields: Any) -> Evidence:
    nothing: dict[str, Any] = {"quote": None, "rows": None, "read_in": None, "supports": ()}
    return Evidence.model_construct(**(nothing | fields))


def copy_note(*evidences: Evidence) -> str | None:
    return numbered(1, SOURCE, [(f"e{n}", e) for n, e in enumerate(evidences)], str.title, str).copy_note


def test_equal_rows_are_shown_once_under_all_names() -> None:
    rows = {"base": "12 | 768", "large": "24 | 1024", "larger": "12 | 768"}
    assert alike_together(rows.items()) == (("base, larger", "12 | 768"), ("large", "24 | 1024"))


def test_rows_and_facts_are_named_for_people() -> None:
    entry = evidence(rows={"base": "12", "large": "12"}, supports=("layers", "layers", "parameters"))
    shown = numbered(3, SOURCE, [("e7", entry)], str.title, NAMES.__getitem__).evidence[0]
    assert (shown.anchor, shown.labels) == ("e7", ("Layers", "Parameters"))
    assert shown.rows == (("BERT-Base, BERT-Large", "12"),)


def test_the_copy_of_several_quotes_is_named_once() -> None:
    same = evidence(quote="a", read_in="a copy")
    assert copy_note(same, same) == "Quotes were read in a copy."


def test_another_copy_is_named_where_it_was_used() -> None:
    same, other = evidence(quote="a", read_in="a copy"), evidence(quote="b", read_in="another")
    found = numbered(1, SOURCE, [("e1", same), ("e2", same), ("e3", other)], str, str)
    assert found.copy_note == "Where no other copy is named, quotes were read in a copy."
    assert [entry.read_in for entry in found.evidence] == [None, None, "another"]


def test_evidence_without_a_quote_was_not_read_anywhere() -> None:
    same = evidence(rows={"base": "12"}, read_in="a copy")
    assert copy_note(same, same, evidence()) == "Quotes were read in a copy."


def test_a_copy_is_not_named_for_quotes_that_name_none() -> None:
    same = evidence(quote="a", read_in="a copy")
    assert common_copy([same, same, evidence(quote="b")]) is None
    assert common_copy([same]) is None
    assert common_copy([]) is None
