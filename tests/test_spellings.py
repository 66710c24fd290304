"""How people type a name."""

import pytest

from atlas.search.spellings import plain, spellings


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("GPT-2", {"gpt 2", "gpt2"}),
        ("gpt2", {"gpt 2"}),
        ("LLaMA-13B", {"llama 13b", "llama13b"}),
        ("RoBERTa", set()),
        ("T5", set()),  # nobody writes "t 5"
        ("wav2vec 2.0", {"wav2vec 2 0", "wav2vec20", "wav2vec-2-0", "wav2vec 2", "wav2vec2", "wav2vec-2"}),
        ("DALL·E", {"dall e", "dalle", "dall-e"}),
        ("PanGu-α", {"pangu alpha", "pangualpha", "pangu-alpha"}),
        ("Université de Montréal", {"universite de montreal", "universitedemontreal", "universite-de-montreal"}),
        ("T5 v1.1", {"t5 v1 1", "t5v11", "t5-v1-1"}),
        ("n_ctx", {"n ctx", "nctx", "n-ctx"}),
        ("悟道·文源", {"悟道 文源", "悟道文源", "悟道-文源"}),
        ("···", set()),
    ],
)
def test_spellings(name: str, expected: set[str]) -> None:
    assert expected <= set(spellings(name))
    if not expected:
        assert spellings(name) == ()


@pytest.mark.parametrize("name", ["GPT-2", "BERT", "wav2vec 2.0", "DALL·E", "Ζ-9"])
def test_a_spelling_is_new_and_stands_once(name: str) -> None:
    found = spellings(name)
    assert len(set(found)) == len(found)
    assert name.casefold() not in found
    assert all(found)


def test_plain_letters() -> None:
    assert plain("Łukasz PanGu-α É ﬁ") == "łukasz pangu-alpha e fi"
