"""Tables of models: what stands in a row."""

import pytest

from atlas.tables.presets import OVERVIEW, row
from facts import model


def cells(facts: str) -> dict[str, str]:
    """The row of a model by column: text, and in brackets what it sorts by."""
    found = row(model(facts), "example").cells
    return {
        column.id: cell.text if cell.sort is None else f"{cell.text} [{cell.sort}]"
        for column, cell in zip(OVERVIEW.columns, found, strict=True)
    }


@pytest.mark.parametrize(
    ("facts", "column", "shown"),
    [
        ("variants: {a: {parameters: 110M}, b: {parameters: 340M}}", "parameters", "110M–340M [340000000.0]"),
        ("variants: {a: {parameters: 1.5B}, b: {parameters: 110M}}", "parameters", "110M–1.5B [1500000000.0]"),
        ("variants: {a: {parameters: 110M}, b: {parameters: 110M}}", "parameters", "110M [110000000.0]"),
        ("variants: {a: {parameters: 110M}, b: {}}", "parameters", "110M [110000000.0]"),
        ("variants: {a: {}}", "parameters", "not researched"),
        ("variants: {a: {}}\nabsent: {parameters: undisclosed}", "parameters", "undisclosed"),
        ("variants: {a: {encoder_layers: 6, decoder_layers: 12}}", "layers", "18 [18.0]"),
        ("context_length: 131072\nvariants: {a: {}, b: {context_length: 4096}}", "context", "4,096–131,072 [131072.0]"),
        ("training: {tokens: 1.4T}\nvariants: {a: {}}", "tokens", "1.4T [1400000000000.0]"),
        ("released: 2018-10-11", "released", "2018-10-11 [2018-10-11]"),
        ("access: api\nvariants: {a: {}, b: {access: open-weights}}", "access", "API only, Open weights [0]"),
        ("architecture: {type: transformer-decoder}", "architecture", "Transformer decoder [transformer decoder]"),
        ("kind: architecture", "parameters", "not applicable"),
    ],
)
def test_a_table_shows_a_model_as_a_range_over_its_variants(facts: str, column: str, shown: str) -> None:
    assert cells(facts)[column] == shown
