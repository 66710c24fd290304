"""Elements of the guides on vocabularies, images and sound."""

from itertools import pairwise

import pytest

from atlas.catalog import Catalog
from atlas.elements import hubert_stages, image_pipelines, speech_masks, wordpiece


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("unreadable", "unre ##ad ##able"),  # greedy: "un ##read ##able" would be the better cut
        ("brachytherapy", "bra ##chy ##therapy"),
        ("Reading  the", "read ##ing the"),
        ("quiz", "[UNK]"),
        ("playq", "[UNK]"),
        ("", "nothing"),
    ],
)
def test_a_word_is_cut_by_the_longest_match_from_the_left(text: str, pieces: str) -> None:
    assert wordpiece.compute({"text": text})["pieces"] == pieces


def test_steps_tell_each_piece_and_what_it_left() -> None:
    _, steps = wordpiece.cut("playable")
    assert steps == "play leaves “able” → ##able"


def test_parts_of_image_systems_have_sizes_from_the_catalogue(catalogue: Catalog) -> None:
    known = {(system, does): size for _, system, does, _, size in image_pipelines.sizes(catalogue)}
    assert known["Imagen", "reads the text"] == "4.6B"
    assert known["Stable Diffusion", "draws"] == "860M"
    assert "not researched" not in known.values()


@pytest.mark.parametrize("system", image_pipelines.PIPELINES)
def test_boxes_of_a_pipeline_do_not_overlap(system: str) -> None:
    boxes = list(image_pipelines.drawing(system).boxes.values())
    assert all(above.bottom < below.y for above, below in pairwise(boxes))


def test_a_frame_sees_its_block_and_a_window_back() -> None:
    """The example of the concept: blocks of 3 and a window of 4."""
    assert speech_masks.sees(10, 3, 4) == (6, 11)
    assert speech_masks.sees(11, 3, 4) == (7, 11)
    assert speech_masks.sees(0, 3, 4) == (0, 2)


def test_the_look_back_grows_with_layers_and_the_look_ahead_does_not() -> None:
    found = speech_masks.compute({"block": 1, "window": 4})
    assert (found["back"], found["ahead"], found["average"]) == ("12", "0", "0.0 frames")
    assert speech_masks.compute({"block": 3, "window": 4})["ahead"] == "2"


def test_every_step_of_hubert_is_in_its_drawing() -> None:
    diagram = hubert_stages.drawing()
    shown = {step for box in diagram.boxes.values() for step in box.steps}
    assert shown == set(range(1, len(hubert_stages.STEPS) + 1))
    assert len(hubert_stages.LABELS) == len({label[0] for label in hubert_stages.LABELS})
