"""Elements of the shelf Look back: what they count is what the catalogue holds."""

from collections import Counter

import pytest

from atlas.catalog import Catalog
from atlas.elements import document_errors, timeline, watch_list
from atlas.elements.document_errors import DOCUMENTS


def wrong_claims(catalogue: Catalog) -> Counter[str]:
    claims = [claim for model in catalogue.models.values() for claim in model.claims or ()]
    claims += [claim for concept in catalogue.concepts.values() for claim in concept.claims or ()]
    return Counter(claim.source for claim in claims if claim.verdict == "wrong")


def test_every_wrong_claim_of_a_document_is_counted_once(catalogue: Catalog) -> None:
    context = document_errors.ELEMENT.context(catalogue, {"document": "all"})
    expected = wrong_claims(catalogue)
    assert context["sums"] == [expected[id_] for id_ in DOCUMENTS]
    assert sum(total for *_, total in context["counts"]) == sum(expected[id_] for id_ in DOCUMENTS)


@pytest.mark.parametrize("document", DOCUMENTS)
def test_one_document_lists_its_own_claims(catalogue: Catalog, document: str) -> None:
    context = document_errors.ELEMENT.context(catalogue, {"document": document})
    listed = [claim for _, claims in context["chosen"] for claim in claims]
    assert {claim.source for claim in listed} == {document}
    assert len(listed) == context["number"] == wrong_claims(catalogue)[document]


def test_the_watch_list_names_models_of_the_catalogue_once_each(catalogue: Catalog) -> None:
    needed = {id_ for ids in watch_list.NEEDS.values() for id_ in ids.split()}
    assert needed == set(watch_list.WHY) <= set(catalogue.models)


def test_free_licenses_of_the_watch_list_are_those_of_the_records(catalogue: Catalog) -> None:
    for id_ in watch_list.NEEDS["Weights under a free license"].split():
        licenses = catalogue.models[id_].licenses
        assert licenses is not None and licenses.weights in {"mit", "apache-2.0"}


def test_every_dated_model_is_a_dot_of_the_timeline_and_no_two_dots_meet(catalogue: Catalog) -> None:
    rows, _ = timeline.dots(timeline.events(catalogue))
    places = [place for row in rows for place in row["dots"]]
    assert len(places) == sum(model.released is not None for model in catalogue.models.values()) + 4
    assert len(set(places)) == len(places)
    ends = [row["end"] for row in rows]
    assert ends == sorted(ends)
