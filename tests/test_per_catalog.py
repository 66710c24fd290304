"""What is computed once for a catalogue."""

import gc
import weakref
from pathlib import Path

from atlas.catalog import Catalog, per_catalog
from atlas.catalog.loading import load
from records import catalogue


class Value:
    """Something that a weak reference can lead to."""

    def __init__(self, *said: object) -> None:
        self.said = said


@per_catalog
def of_catalog(catalog: Catalog) -> Value:
    """The models, in a value that knows its catalogue."""
    return Value(catalog, *catalog.models)


@per_catalog
def of_model(catalog: Catalog, model_id: str, variant: str = "base") -> Value:
    """A variant."""
    return Value(model_id, variant)


@per_catalog
def nothing(catalog: Catalog) -> None:
    """Says when it is asked."""
    CALLS.append("nothing")


CALLS: list[str] = []


def test_a_value_is_computed_once(tmp_path: Path) -> None:
    catalog, _ = load(catalogue(tmp_path))
    assert of_catalog(catalog) is of_catalog(catalog)
    assert of_catalog(catalog).said == (catalog, "bert")


def test_nothing_is_a_value_too(tmp_path: Path) -> None:
    catalog, _ = load(catalogue(tmp_path))
    CALLS.clear()
    assert [nothing(catalog), nothing(catalog)] == [None, None]
    assert CALLS == ["nothing"]


def test_arguments_and_functions_are_told_apart(tmp_path: Path) -> None:
    catalog, _ = load(catalogue(tmp_path))
    found = [of_model(catalog, "bert", "base"), of_model(catalog, "bert", "large"), of_model(catalog, "gpt", "base")]
    assert [value.said for value in found] == [("bert", "base"), ("bert", "large"), ("gpt", "base")]
    assert of_model(catalog, "bert", variant="large").said == ("bert", "large")
    assert of_model(catalog, model_id="gpt", variant="large") is of_model(catalog, variant="large", model_id="gpt")
    assert of_catalog(catalog).said == (catalog, "bert")


def test_two_catalogues_do_not_mix(tmp_path: Path) -> None:
    one, _ = load(catalogue(tmp_path / "one", {"a": ""}))
    other, _ = load(catalogue(tmp_path / "other", {"b": ""}))
    assert [of_catalog(one).said[1:], of_catalog(other).said[1:]] == [("a",), ("b",)]
    assert of_catalog(one.published()) is not of_catalog(one)


def test_values_die_with_the_catalogue(tmp_path: Path) -> None:
    catalog, _ = load(catalogue(tmp_path))
    values = [weakref.ref(of_catalog(catalog)), weakref.ref(of_model(catalog, "bert"))]
    assert all(value() for value in values)
    del catalog
    gc.collect()
    assert [value() for value in values] == [None, None]


def test_the_function_stays_what_it_was() -> None:
    assert (of_model.__name__, of_model.__doc__) == ("of_model", "A variant.")
