"""The index from A to Z."""

from atlas import pages
from atlas.catalog import Catalog
from atlas.pages.a_z.alphabet import Letter
from atlas.pages.a_z.alphabet import alphabet as of_documents
from atlas.schema.vocabulary import RECORDS
from atlas.search.model_names import all_names
from facts import catalog


def alphabet(atlas: Catalog) -> list[Letter]:
    return of_documents(pages.documents(pages.render(atlas, pages.Settings())))


def shown(atlas: Catalog) -> dict[str, list[str]]:
    """By letter: `name > title of its page`, or `name (names beside it)`."""
    return {
        letter.label: [
            f"{item.name} > {item.title}" if item.title else f"{item.name} ({', '.join(item.also)})".replace(" ()", "")
            for item in letter.items
        ]
        for letter in alphabet(atlas)
    }


def test_names_stand_by_letter_and_other_names_lead_to_them() -> None:
    atlas = catalog("""
models:
  gpt-2: {name: GPT-2, full_name: Second of its kind, aliases: [gpt2, GPT-2 XL, 1.5B model], variants: {small: {}}}
datasets:
  éa: {name: Élan, aliases: [文]}
organizations:
  openai: {name: OpenAI}
""")
    found = shown(atlas)
    assert found["0–9"] == ["1.5B model > GPT-2"]
    assert "GPT-2 (GPT-2 XL)" in found["G"]  # "gpt2" is the same name
    assert "Second of its kind > GPT-2" in found["S"]
    assert "Élan" in found["E"]
    assert "OpenAI" in found["O"]
    assert found["Other scripts"] == ["文 > Élan"]
    assert [label for label in found if len(label) > 1] == ["0–9", "Other scripts"]
    assert list(found)[1:-1] == sorted(label for label in found if len(label) == 1)


def test_the_order_is_that_of_people() -> None:
    atlas = catalog("""
organizations: {a: {name: Zeta}, b: {name: zeal}, c: {name: Zebra}}
""")
    assert shown(atlas)["Z"] == ["zeal", "Zebra", "Zeta"]


def test_every_name_of_the_real_catalogue_is_there_once(catalogue: Catalog) -> None:
    lines = [(item.name, item.address) for letter in alphabet(catalogue) for item in letter.items]
    assert len(set(lines)) == len(lines)
    text = {name.casefold() for name, _ in lines}
    text |= {name.casefold() for letter in alphabet(catalogue) for item in letter.items for name in item.also}
    joined = {"".join(filter(str.isalnum, name)) for name in text}
    collections = (*RECORDS, "organizations", "datasets", "families")
    entries = (entry for collection in collections for entry in catalogue.collection(collection).values())
    every = {name for entry in entries for name in all_names(entry)}
    assert {name for name in every if "".join(filter(str.isalnum, name.casefold())) not in joined} == set()


def test_anchors_are_distinct(catalogue: Catalog) -> None:
    anchors = [letter.anchor for letter in alphabet(catalogue)]
    assert len(set(anchors)) == len(anchors)
    assert "letter-a" in anchors
