"""Elements of the guides on vocabularies, images and sound."""

import pytest

from atlas.elements import wordpiece


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
