"""Where a text was read: the strict forms of `read_in`, and what is missing of others."""

import pytest

from atlas.text.places import FORMS, ReadingPlace, parse

COMMIT = "eedf5716ce1268e56f0a50264a88cafad334ac61"

STRICT = {
    f"github.com/google-research/bert, README.md at {COMMIT}": (
        *("repository", "google-research/bert", COMMIT, "README.md"),
    ),
    f"github.com/a/b, with space, and comma.md at {COMMIT}": ("repository", "a/b", COMMIT, "with space, and comma.md"),
    f"github.com/a/b, log at {COMMIT}": ("repository", "a/b", COMMIT, "log"),
    "PyPI keras-hub 0.32.0, keras_hub/src/presets.py": ("package", "keras-hub", "0.32.0", "keras_hub/src/presets.py"),
    f"huggingface.co/bigcode/santacoder at {COMMIT}": ("hub", "bigcode/santacoder", COMMIT, ""),
    f"huggingface.co/bigcode/santacoder, config.json at {COMMIT}": ("hub", "bigcode/santacoder", COMMIT, "config.json"),
    "arXiv:1810.04805v2": ("arxiv", "1810.04805", "v2", ""),
    "arXiv:cs.CL/0301012v1": ("arxiv", "cs.CL/0301012", "v1", ""),
    "https://a.example/x?y=1 read 2026-11-28": ("web", "https://a.example/x?y=1", "2026-11-28", ""),
    "stored copy 23518995528": ("stored", "23518995528", "", ""),
}
LOOSE = {
    "github.com/google-research/bert, README.md": ("repository", "names no commit"),
    f"github.com/google-research/bert, README.md at {COMMIT[:8]}": ("repository", "names no commit"),
    "keras-hub 0.32.0, keras_hub/src/presets.py": ("package", "does not say that it is a package"),
    "huggingface.co/bigcode/santacoder": ("hub", "names no revision"),
    "arXiv:1810.04805": ("arxiv", "names no version"),
    "a.example/x": ("web", "names no day"),
    "research.google, stored copy": ("vague", "is not a place that can be opened again"),
    "a text copy of the paper in a public repository": ("vague", "is not a place that can be opened again"),
}
EXAMPLES = {"COMMIT": COMMIT, "REVISION": COMMIT, "VERSION": "1.0", "NUMBER": "7", "ADDRESS": "a.example"}
EXAMPLES |= {"YYYY-MM-DD": "2026-11-28"}


@pytest.mark.parametrize("words", STRICT)
def test_strict_forms_are_read_and_written_again(words: str) -> None:
    assert parse(words) == ReadingPlace(*STRICT[words])
    assert str(parse(words)) == words


def test_a_page_may_be_named_without_its_scheme() -> None:
    assert parse("a.example/x read 2026-11-28") == ReadingPlace("web", "https://a.example/x", "2026-11-28")


@pytest.mark.parametrize("words", LOOSE)
def test_what_is_missing_is_said(words: str) -> None:
    place = parse(words)
    assert (place.form, place.fault) == LOOSE[words]


def test_the_written_form_of_each_is_of_that_form() -> None:
    for name, form in FORMS.items():
        if form.written:
            words = (
                form.written.replace("COMMIT", COMMIT).replace("REVISION", COMMIT).replace("YYYY-MM-DD", "2026-11-28")
            )
            place = parse(words.replace("NUMBER", "7").replace("VERSION", "1.0").replace("ADDRESS", "a.example"))
            assert (place.form, place.fault) == (name, "")
