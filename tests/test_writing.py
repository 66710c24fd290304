"""How the files of the site are written: all of them, and what is about one model by one process."""

from collections.abc import Callable
from pathlib import Path

import pytest

from atlas import processes, site

PATHS = [
    "index.html",
    "models/index.html",
    "models/bert/index.html",
    "models/gpt-2/index.html",
    "concepts/rope/index.html",
    "compare/index.html",
    "compare/gpt-2-vs-gpt-3/index.html",
    "compare/bert-vs-roberta-vs-albert/index.html",
    "api/v1/models.json",
    "api/v1/models/bert.json",
    "api/v1/models/gpt-2.json",
    "assets/data/compare/bert.json",
    "assets/data/cells.json",
]
FILES = {
    "bert": [
        "models/bert/index.html",
        "compare/bert-vs-roberta-vs-albert/index.html",
        "api/v1/models/bert.json",
        "assets/data/compare/bert.json",
    ],
    "gpt-2": ["models/gpt-2/index.html", "compare/gpt-2-vs-gpt-3/index.html", "api/v1/models/gpt-2.json"],
}


def test_what_is_about_one_model_is_made_together_and_after_the_rest(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(processes, "processors", lambda: 1)
    made: list[str] = []

    def maker(path: str) -> Callable[[], bytes]:
        def make() -> bytes:
            made.append(path)
            return path.encode()

        return make

    site.write_files({path: maker(path) for path in PATHS}, tmp_path)
    of_models = [*FILES["bert"], *FILES["gpt-2"]]
    assert made == [*(path for path in PATHS if path not in of_models), *of_models]
    assert {path: (tmp_path / path).read_text() for path in PATHS} == {path: path for path in PATHS}
