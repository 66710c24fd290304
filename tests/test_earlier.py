"""What was true of a model before it changed: on its page, in the API, and found by its former id."""

from atlas import pages
from atlas.exports import api
from atlas.facts.show import shown
from facts import catalog

CHANGED = catalog("""
models:
  m:
    name: M
    category: text
    summary: A model.
    access: open-weights
    licenses: {weights: mit}
    huggingface: acme/m
    variants: {base: {}, large: {}}
    earlier:
      - {field: licenses.weights, value: old, until: 2023-05}
      - {field: access, value: api, since: 2022, until: 2023-05-01, variants: [large]}
      - {field: access, value: unreleased, until: 2022}
      - {field: huggingface, value: m, until: 2024, note: Renamed.}
licenses:
  mit: {name: MIT License, class: permissive}
  old: {name: Old License, class: restricted}
categories:
  text: {title: Text, intro: Models of text.}
""")


def earlier(path: str, variant: str | None = None) -> tuple[str, str]:
    found = shown(CHANGED, "m", path, variant)
    return found.text, found.earlier


def test_a_fact_is_what_it_is_now_and_says_what_it_was() -> None:
    assert earlier("licenses.weights") == ("MIT License", "Old License until May 2023")
    assert earlier("huggingface", "base") == ("acme/m", "m until 2024 (Renamed.)")


def test_what_was_true_of_some_variants_is_said_of_them() -> None:
    assert earlier("access", "base") == ("Open weights", "Unreleased until 2022")
    assert earlier("access", "large")[1] == "Unreleased until 2022; API only from 2022 until 1 May 2023"
    assert earlier("access")[1] == earlier("access", "large")[1]


def test_the_page_says_it() -> None:
    (page,) = (p.html for p in pages.render(CHANGED, pages.Settings()) if p.address == "models/m/")
    for text in ("earlier: Old License until May 2023", "earlier: m until 2024", "from 2022 until 1 May 2023"):
        assert text in page


def test_programs_get_it_and_find_the_model_by_its_former_id() -> None:
    assert api.record(CHANGED, "m", api.Addresses(""))["earlier"][0] == {
        "field": "licenses.weights",
        "value": "old",
        "until": "2023-05",
    }
    assert api.identifiers(CHANGED)["huggingface"] == {"acme/m": "m", "m": "m"}
