"""Elements of the shelf Look back: what they count is what the catalogue holds."""

from collections import Counter

import pytest

from atlas.catalog import Catalog
from atlas.elements import document_errors
from atlas.elements.document_errors import DOCUMENTS


def wrong_claims(catalogue: Catalog) -> Counter[str]:
    records = [*catalogue.models.values(), *catalogue.concepts.values()]
    return Counter(
        claim.source for record in records for claim in record.claims or () if claim.verdict == "wrong"
    )


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
