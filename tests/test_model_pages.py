"""What the records say is on the built pages of the models, with its sources."""

from atlas.catalog import Catalog
from atlas.facts.show import shown, text_of
from atlas.facts.standing import HeadlineFact, headline
from atlas.schema.registry import fields, value_at
from built import Html, Site, words


def cells(page: Html, row: str) -> list[str]:
    """The texts of the table row with this id."""
    found = [element for element in page.all("tr") if element.attrib.get("id") == row]
    return [words(cell) for element in found for cell in element]


def test_a_model_page_has_a_row_for_each_variant(built: Site, catalogue: Catalog) -> None:
    missing = []
    for id_ in catalogue.models:
        for key, facts in catalogue.variants(id_).items():
            name, *_ = cells(built.pages[f"models/{id_}/"], f"variant-{key}") or [""]
            missing += [] if facts.name and name.startswith(facts.name) else [f"{id_}#{key}: {name}"]
    assert missing == []


def test_every_headline_number_is_on_its_page_with_its_source(built: Site, catalogue: Catalog) -> None:
    """Those of components stand in their table, as ranges over the variants, and are left out here."""
    missing = []
    for id_, model in catalogue.models.items():
        page = built.pages[f"models/{id_}/"]
        sourced = {end for e in page.all("a") if e.attrib.get("class") == "sourced" for end in words(e).split("–")}
        written = {f.path: text_of(f.field, value_at(model, f.path)) for f in headline(catalogue, id_) if is_written(f)}
        missing += [f"{id_}: {path}" for path, text in written.items() if text[0].isdigit() and text not in sourced]
    assert missing == []


def is_written(fact: HeadlineFact) -> bool:
    return fact.standing in ("quoted", "cited") and fact.field.kind != "terms" and "components" not in fact.path


def test_values_lead_to_their_evidence(built: Site, catalogue: Catalog) -> None:
    """Each link of a value goes to an item of the list of sources on the same page."""
    links = 0
    for id_ in catalogue.models:
        page = built.pages[f"models/{id_}/"]
        evidence = {element.attrib["id"] for element in page.all("li") if "id" in element.attrib}
        values = [e.attrib["href"] for e in page.all("a") if e.attrib.get("class") in ("sourced", "ref")]
        assert {value for value in values if value.removeprefix("#") not in evidence} == set()
        links += len(values)
    assert links > 5 * len(catalogue.models)


def test_every_quote_is_on_its_page(built: Site, catalogue: Catalog) -> None:
    missing = []
    for id_, model in catalogue.models.items():
        text = words(built.pages[f"models/{id_}/"].root)
        quotes = [e.quote for e in model.evidence or () if e.quote]
        quotes += [row for e in model.evidence or () for row in (e.rows or {}).values()]
        missing += [f"{id_}: {quote}" for quote in quotes if " ".join(quote.split()) not in text]
    assert missing == []


def test_every_wrong_claim_is_on_the_page_of_corrections(built: Site, catalogue: Catalog) -> None:
    text = words(built.pages["corrections/"].root)
    records = [("models", id_) for id_ in catalogue.models] + [("concepts", id_) for id_ in catalogue.concepts]
    claims = [claim for name, id_ in records for claim in catalogue.collection(name)[id_].claims or ()]
    wrong = [" ".join(claim.value.split()) for claim in claims if claim.verdict == "wrong"]
    assert [value for value in wrong if value not in text] == []


def pairs(page: Html, name: str) -> dict[str, str]:
    """The labels and values of the first list of class or inside of class `name`."""
    holder = next(e for e in page.root.iter() if name in e.attrib.get("class", "").split())
    rows = (list(div) for div in holder.iter("div"))
    return {words(row[0]): words(row[1]) for row in rows if [e.tag for e in row] == ["dt", "dd"]}


def test_the_card_says_what_the_reading_says(built: Site, catalogue: Catalog) -> None:
    different = {}
    for id_ in catalogue.models:
        card = pairs(built.pages[f"models/{id_}/"], "card")
        for field in (field for field in fields().values() if field.card):
            fact = shown(catalogue, id_, field.path)
            text = " ".join((fact.all_of_it or fact.text).split())
            if fact.known and field.head in card and not card[field.head].startswith(text):
                different[id_, field.path] = card[field.head], text
    assert different == {}


def test_the_table_of_variants_says_what_the_reading_says(built: Site, catalogue: Catalog) -> None:
    by_label = {field.label: field.path for field in fields().values() if field.group and field.kind != "group"}
    different = {}
    for id_ in catalogue.models:
        page = built.pages[f"models/{id_}/"]
        table = next((e for e in page.all("table") if e.attrib.get("class") == "variants"), None)
        heads = [words(e) for e in table.iter("th") if e.attrib.get("scope") == "col"] if table is not None else []
        for variant in catalogue.variants(id_):
            for label, text in zip(heads[1:], cells(page, f"variant-{variant}")[1:], strict=True):
                fact = shown(catalogue, id_, by_label[label], variant)
                hidden = fact.standing in ("not-applicable", "implied")
                if text != ("–" if hidden else " ".join((fact.all_of_it or fact.text).split())):
                    different[id_, variant, label] = text, fact.text
    assert different == {}
