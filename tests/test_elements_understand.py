"""Elements of the shelf Understand: the filter of instructions, the drawings, the map of directions."""

from itertools import combinations

import pytest

from atlas.catalog import Catalog
from atlas.elements import instruction_flow, research_directions, rlhf_steps
from atlas.elements.diagram import Box, Diagram, stack

HAIKU = "Write a haiku using the following word."
DRAWINGS = [rlhf_steps.drawing(), instruction_flow.self_instruct(), instruction_flow.alpaca()]


def filtered(instruction: str) -> dict[str, str]:
    return instruction_flow.compute({"instruction": instruction, "method": "Both"})


# --- The filter ---


def test_rouge_l_is_twice_the_common_words_over_all_words() -> None:
    found = filtered(HAIKU)
    assert found["shared0"] == "a haiku using the following word"
    assert found["score0"] == "0.86"  # 2 × 6 / (7 + 7)


def test_words_in_common_must_stand_in_the_same_order() -> None:
    assert instruction_flow.longest_common(list("abcd"), list("dcba")) == ["d"]
    assert instruction_flow.longest_common(list("axbyc"), list("abc")) == ["a", "b", "c"]


def test_rouge_l_looks_at_letters_and_digits_in_small_letters() -> None:
    assert instruction_flow.tokens("Add 2-D “plots”, NOW!") == ["add", "2", "d", "plots", "now"]


def test_exactly_seven_tenths_is_kept() -> None:
    """An instruction of 13 words of which 7 are in common with one of 7 words: 14 / 20."""
    text = "Generate a haiku using the following word one two three four five six"
    assert (filtered(text)["highest"], filtered(text)["self"]) == ("0.70", "Kept")


@pytest.mark.parametrize(
    ("instruction", "self_instruct", "alpaca"),
    [
        (HAIKU, "Dropped: too similar", "Dropped: too similar"),
        ("Compose a short Japanese poem about summer.", "Kept", "Kept"),
        ("Make a playlist of music for a birthday.", "Kept", "Dropped: says “music”"),
        ("Draw a healthy meal for me.", "Dropped: says “draw”", "Dropped: says “draw”"),
        ("Explain the word drawing to me.", "Kept", "Kept"),
        ("WRITE A PROGRAM for sums", "Dropped: “Write a program”", "Kept"),
        ("Go to bed", "Dropped: too short", "Dropped: too short"),
        ("word " * 151, "Dropped: too long", "Dropped: too long"),
        ("(Explain) a joke to me", "Dropped: first character", "Dropped: first character"),
        ("Élan is what I want", "Dropped: first character", "Dropped: first character"),
        ("", "Dropped: too short", "Dropped: too short"),
    ],
)
def test_filters_of_the_published_code(instruction: str, self_instruct: str, alpaca: str) -> None:
    found = filtered(instruction)
    assert (found["self"], found["alpaca"]) == (self_instruct, alpaca)


# --- Drawings ---


@pytest.mark.parametrize("drawing", DRAWINGS, ids=lambda drawing: drawing.name)
def test_boxes_lie_within_the_drawing_and_apart(drawing: Diagram) -> None:
    boxes = list(drawing.boxes.values())
    assert all(box.x >= 0 and box.right <= drawing.width and box.bottom <= drawing.height for box in boxes)
    assert all(x <= drawing.width and y <= drawing.height for arrow in drawing.arrows for x, y in arrow.corners)
    for one, two in combinations(boxes, 2):
        assert one.right <= two.x or two.right <= one.x or one.bottom <= two.y or two.bottom <= one.y, (one, two)


def test_stacked_boxes_keep_their_gap() -> None:
    first, second = stack([Box(0, 5, 10, "One"), Box(0, 0, 10, "Two", ("more",))], gap=20)
    assert (first.y, second.y - first.bottom) == (5, 20)


def test_every_step_of_rlhf_is_drawn_and_numbered() -> None:
    boxes = rlhf_steps.drawing().boxes.values()
    numbers = {str(number) for number in range(1, len(rlhf_steps.STEPS) + 1)}
    assert {box.number for box in boxes} - {""} == numbers
    assert {str(step) for box in boxes for step in box.steps} == numbers


def test_one_model_writes_in_the_third_stage_and_neither_judge_learns() -> None:
    boxes = rlhf_steps.drawing().boxes
    assert boxes["b"].kind == "frozen"
    assert boxes["a"].kind == "trained"
    assert "A" in rlhf_steps.STEPS[6].learns
    assert "reward model" not in rlhf_steps.STEPS[6].learns.lower()


def test_steps_go_to_their_neighbours() -> None:
    labels = rlhf_steps.LABELS
    assert rlhf_steps.compute({"step": labels[3]}) == {"active": 3, "before": 2, "after": 4}
    assert rlhf_steps.compute({"step": labels[0]}) == {"active": 0, "before": 0, "after": 1}
    assert rlhf_steps.compute({"step": labels[7]}) == {"active": 7, "before": 6, "after": 7}


# --- The map ---


def test_every_model_of_the_map_is_in_the_catalogue(catalogue: Catalog) -> None:
    named = [id_ for ids in research_directions.DIRECTIONS.values() for id_ in ids.split()]
    assert [id_ for id_ in named if id_ not in catalogue.models] == []


def test_the_map_puts_models_in_the_year_of_their_release(catalogue: Catalog) -> None:
    found = research_directions.ELEMENT.more(catalogue, {})
    rows = dict(found["rows"])
    assert len(rows) == 8
    assert rows["Longer sequences"][found["years"].index(2020)] == [("models/longformer/", "Longformer")]
