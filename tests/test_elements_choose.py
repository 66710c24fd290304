"""Elements of the shelf Choose: their numbers and their rules."""

from itertools import product

import pytest

from atlas.catalog import Catalog
from atlas.elements import checklist, choose_type, efficiency_matrix, endpoint_cost, language_balance, task_storage

# --- Which type ---


def test_every_answer_gets_a_family_and_every_family_has_an_example() -> None:
    choices = {name: parameter.choices for name, parameter in choose_type.ELEMENT.parameters.items()}
    answers = (dict(zip(choices, chosen, strict=True)) for chosen in product(*choices.values()))
    possible = {choose_type.compute(answer)["family"] for answer in answers}
    defaults = choose_type.ELEMENT.defaults
    assert possible == {choose_type.compute(defaults | answers)["family"] for _, answers in choose_type.EXAMPLES}


def test_the_default_is_a_transformer() -> None:
    assert choose_type.compute(choose_type.ELEMENT.defaults)["family"] == "A Transformer"


# --- Storage of tasks ---


def test_storage_of_the_example_in_the_guide() -> None:
    found = task_storage.compute(task_storage.ELEMENT.defaults)
    assert (found["copies"], found["adapters"], found["prompts"]) == ("34.0 GB", "1.31 GB", "682 MB")
    assert found["adapter"] == "12.7 MB"
    assert found["adapter_parameters"] == "6.34M"  # 2 × 24 × (2 × 1024 × 64 + 1024 + 64)
    assert found["prompt"] == "41.0 KB"


@pytest.mark.parametrize(
    ("count", "text"), [(1, "1 bytes"), (999.6, "1.00 KB"), (22e9, "22.0 GB"), (2.2e12, "2.20 TB")]
)
def test_sizes(count: float, text: str) -> None:
    assert task_storage.size(count) == text


def test_models_of_the_catalogue_are_compared(catalogue: Catalog) -> None:
    element = task_storage.ELEMENT
    assert len(element.context(catalogue, element.defaults)["rows"]) == len(task_storage.MODELS)


# --- Cost of an endpoint ---


@pytest.mark.parametrize(
    ("rate", "cpu", "gpu", "ratio"), [(0.1, "1", "1", "1.00"), (5.0, "2", "1", "2.00"), (100.0, "39", "1", "39.00")]
)
def test_machines_for_a_load(rate: float, cpu: str, gpu: str, ratio: str) -> None:
    found = endpoint_cost.compute(endpoint_cost.ELEMENT.defaults | {"rate": rate})
    assert (found["cpu"], found["gpu"], found["ratio"]) == (cpu, gpu, ratio)


def test_the_ratio_is_where_the_decision_turns() -> None:
    values = endpoint_cost.ELEMENT.defaults | {"rate": 100.0}
    verdicts = [endpoint_cost.compute(values | {"gpu_price": price})["verdict"] for price in (38.9, 39.0, 39.1)]
    assert verdicts == ["graphics cards are cheaper", "both cost the same", "processors are cheaper"]


def test_a_month_and_a_thousand_requests() -> None:
    found = endpoint_cost.compute(endpoint_cost.ELEMENT.defaults | {"cpu_price": 3.6})
    assert (found["cpu_month"], found["cpu_thousand"]) == ("2,592.00", "1.0000")


# --- The checklist ---


def test_score_of_the_example_in_the_guide() -> None:
    assert checklist.score({"a": 5, "b": 3, "c": 2}, {"a": 4, "b": 2, "c": 5}) == 0.72


def test_equal_points_do_not_depend_on_weights() -> None:
    found = checklist.compute(checklist.ELEMENT.defaults)
    assert (found["score"], found["change"]) == ("0.60", "0.00")


def test_without_weights_there_is_no_score() -> None:
    found = checklist.compute(checklist.ELEMENT.defaults | dict(checklist.ELEMENT.cases[0]))
    assert found["score"] == "no weights"


# --- The matrix ---


def test_ideas_are_read_off_the_records(catalogue: Catalog) -> None:
    rows = efficiency_matrix.matrix(catalogue)
    assert len(efficiency_matrix.MODELS) == len(set(efficiency_matrix.MODELS)) == 26
    assert set(efficiency_matrix.MODELS) <= catalogue.models.keys()
    assert {"cpm-2", "glam", "deepseek-v2"} <= set(rows["mixture-of-experts"])
    assert rows["multi-head-latent-attention"] == ["deepseek-v2"]
    assert "opt" in rows["dynamic-loss-scaling"]
    assert "llama" not in rows["mixture-of-experts"]


# --- Balance of languages ---


def test_the_draws_of_the_example_in_the_guide() -> None:
    found = language_balance.compute(language_balance.ELEMENT.defaults)
    assert [found[f"{name}_drawn"] for name in language_balance.NAMES] == ["56.8 %", "28.5 %", "14.7 %"]
    assert found["gain"] == "14.7 ×"


def test_the_ends_of_the_exponent() -> None:
    as_it_is, equal = (language_balance.compute(language_balance.ELEMENT.defaults | {"alpha": a}) for a in (1.0, 0.0))
    assert (as_it_is["small_drawn"], as_it_is["gain"]) == ("1.0 %", "1.0 ×")
    assert equal["large_drawn"] == equal["small_drawn"] == "33.3 %"
