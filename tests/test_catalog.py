"""Files -> catalogue."""

from pathlib import Path

import pytest

from atlas.catalog import Catalog, normal_form
from atlas.catalog.loading import load
from records import catalogue, loaded, problems_of, write

CLIP = """
components: {text: {layers: 12}, image: {model: vit, variant: large}}
variants:
  base: {components: {text: {hidden_size: 512}}}
  large: {components: {text: {hidden_size: 768}}}
"""


@pytest.fixture
def clip(tmp_path: Path) -> Catalog:
    vit = "draft: false\nvariants: {base: {layers: 12}, large: {layers: 24}}"
    return load(catalogue(tmp_path, {"clip": CLIP, "vit": vit, "lstm": "kind: architecture\nvariants: {}"}))[0]


# --- Reading ---


def test_the_id_is_the_file_name(tmp_path: Path) -> None:
    catalog = loaded(catalogue(tmp_path, {"b": "name: Beta", "a": "name: Alpha"}))
    assert {id_: model.name for id_, model in catalog.models.items()} == {"a": "Alpha", "b": "Beta"}
    assert list(catalog.models) == ["a", "b"]


def test_vocabularies_keep_the_order_of_their_file(tmp_path: Path) -> None:
    organizations = "zeta: {name: Zeta}\nacme: {name: Acme}"
    catalog = loaded(catalogue(tmp_path, organizations=organizations))
    assert list(catalog.collection("organizations")) == ["zeta", "acme"]


def test_a_catalogue_cannot_be_changed(tmp_path: Path) -> None:
    catalog = loaded(catalogue(tmp_path))
    with pytest.raises(TypeError):
        catalog.models["new"] = catalog.models["bert"]  # type: ignore[index]
    with pytest.raises(ValueError, match="frozen"):
        catalog.models["bert"].name = "BART"  # type: ignore[misc]


def test_a_vocabulary_that_is_missing_is_empty(tmp_path: Path) -> None:
    root = catalogue(tmp_path)
    (root / "data/benchmarks.yml").unlink()
    assert load(root)[0].benchmarks == {}


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("[acme]", "1:1: is not a mapping; write `key: value` lines [mapping]"),
        ("acme", "1:1: is not a mapping; write `key: value` lines [mapping]"),
        ("acme: Acme", "1:7: acme: is not a mapping; write `key: value` lines [mapping]"),
        (
            "acme: {nam: Acme, name: Acme}",
            '1:8: acme.nam: "nam" is not a field here; did you mean "name"? [known-field]',
        ),
        ("acme: {url: https://a.example}", "1:7: acme.name: is missing; add `name:` [required-field]"),
        (
            "acme: {name: Acme}\nacme: {name: Acme}",
            '2:1: acme: repeats the key "acme" of line 1; keep one of the two [duplicate-key]',
        ),
    ],
)
def test_a_vocabulary_is_checked_like_a_record(tmp_path: Path, text: str, line: str) -> None:
    assert problems_of(catalogue(tmp_path, organizations=text)) == [f"data/organizations.yml:{line}"]


def test_a_record_that_is_no_mapping_is_a_problem(tmp_path: Path) -> None:
    root = catalogue(tmp_path)
    write(root, "data/models/list.yml", "- a\n")
    assert problems_of(root) == ["data/models/list.yml:1:1: is not a mapping; write `key: value` lines [mapping]"]


def test_other_files_are_not_passed_over_in_silence(tmp_path: Path) -> None:
    root = catalogue(tmp_path)
    write(root, "data/models/gpt.yaml", "kind: model\n")
    write(root, "data/concepts/notes.txt", "")
    write(root, "data/concepts/.DS_Store", "")
    assert problems_of(root) == [
        "data/concepts/notes.txt:1:1: is not a .yml file; rename it to notes.yml or remove it [file-name]",
        "data/models/gpt.yaml:1:1: is not a .yml file; rename it to gpt.yml or remove it [file-name]",
    ]


def test_files_of_editors_are_passed_over(tmp_path: Path) -> None:
    root = catalogue(tmp_path)
    (root / "data/models/.#bert.yml").symlink_to("me@here.1234")
    assert problems_of(root) == []


@pytest.mark.parametrize(
    ("name", "mend"),
    [
        ("organisations.yml", 'did you mean "organizations.yml"?'),
        ("tasks.yaml", 'did you mean "tasks.yml"?'),
        ("zzz.yml", "move it; data/ holds organizations.yml, categories.yml, "),
    ],
)
def test_a_misspelt_vocabulary_is_not_passed_over_in_silence(tmp_path: Path, name: str, mend: str) -> None:
    root = catalogue(tmp_path)
    write(root, f"data/{name}", "acme: {name: Acme}\n")
    (problem,) = problems_of(root)
    assert problem.startswith(f"data/{name}:1:1: is none of the files of data/; {mend}")
    assert problem.endswith(" [file-name]")


def test_files_with_problems_are_left_out(tmp_path: Path) -> None:
    catalog, found = load(catalogue(tmp_path, {"good": "", "bad": "layers: x", "ugly": "a: b: c"}))
    assert list(catalog.models) == ["good"]
    assert {problem.file for problem in found} == {"data/models/bad.yml", "data/models/ugly.yml"}
    assert catalog.broken == {("models", "bad"), ("models", "ugly")}


@pytest.mark.parametrize(
    ("organizations", "broken"),
    [
        ("acme: {nam: Acme}\nbeta: {name: Beta}", [True, False, False]),
        ("acme: {name: Acme}\nacme: {name: Acme}", [True, False, False]),  # which of the two is meant
        ("acme: {name: Acme\n", [True, True, True]),  # nobody knows what it holds
        ("[acme]", [True, True, True]),
    ],
)
def test_what_cannot_be_read_is_known_to_be_there(tmp_path: Path, organizations: str, broken: list[bool]) -> None:
    catalog, _ = load(catalogue(tmp_path, organizations=organizations))
    assert [catalog.is_broken("organizations", id_) for id_ in ("acme", "beta", "gamma")] == broken
    assert not catalog.is_broken("models", "acme")


# --- Asking ---


def test_an_entry_knows_where_its_values_stand(tmp_path: Path) -> None:
    catalog = loaded(
        catalogue(tmp_path, {"bert": "layers: 12\nsummary: A model.\n"}, tasks="chat: {name: Chat, description: x}")
    )
    model, task = catalog.entries["models", "bert"], catalog.entries["tasks", "chat"]
    assert str(model.problem(("layers",), "is wrong", "", "r")) == "data/models/bert.yml:1:9: layers: is wrong [r]"
    assert str(model.problem(("layers",), "is wrong", "", "r", key=True)).startswith("data/models/bert.yml:1:1: ")
    assert str(task.problem(("name",), "is wrong", "", "r")) == "data/tasks.yml:1:14: chat.name: is wrong [r]"


def test_variants_have_the_shared_facts(clip: Catalog) -> None:
    assert {
        key: [(name, part.layers, part.hidden_size) for name, part in (variant.components or {}).items()]
        for key, variant in clip.variants("clip").items()
    } == {
        "base": [("text", 12, 512), ("image", None, None)],
        "large": [("text", 12, 768), ("image", None, None)],
    }
    assert clip.variants("lstm") == {}


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        (("clip", "large", "text"), (12, 768)),
        (("clip", None, "text"), (12, 512)),  # of the first variant
        (("vit", "large", None), (24, None)),
        (("vit", None, None), (12, None)),
        (("lstm", None, None), (None, None)),  # an architecture: the record itself
        (("clip", "small", None), None),
        (("clip", "base", "sound"), None),
        (("vit", "base", "text"), None),
        (("gpt", None, None), None),
    ],
)
def test_facts_of_a_variant_or_component(
    clip: Catalog, asked: tuple[str, str | None, str | None], found: tuple[int | None, int | None] | None
) -> None:
    facts = clip.facts(*asked)
    assert (facts and (facts.layers, facts.hidden_size)) == found


def test_a_source_is_the_record_s_own_or_a_shared_one(tmp_path: Path) -> None:
    own = "paper: {type: paper, title: Own, doi: 10.1000/a}, survey: {type: paper, title: Mine, doi: 10.1000/b}"
    text = f"sources: {{{own}}}"
    catalog = loaded(catalogue(tmp_path, {"m": text, "n": ""}))
    titles = {
        (id_, source): found and found.title
        for id_ in ("m", "n")
        for source in ("paper", "survey")
        for found in [catalog.source(catalog.models[id_], source)]
    }
    assert titles == {
        ("m", "paper"): "Own",
        ("m", "survey"): "Mine",
        ("n", "paper"): None,
        ("n", "survey"): "A survey",
    }


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("GPT-2", "gpt 2", True),
        ("GPT-2", "Gpt_2.", True),
        ("ＧＰＴ", "gpt", True),
        ("Straße", "STRASSE", True),
        ("GPT-2", "GPT-3", False),
        ("C++", "C", False),
    ],
)
def test_names_are_compared_without_case_spaces_hyphens_and_dots(one: str, other: str, same: bool) -> None:
    assert (normal_form(one) == normal_form(other)) is same


def test_names_lead_to_ids(tmp_path: Path) -> None:
    catalog = loaded(catalogue(tmp_path, {"gpt-2": "name: GPT-2\naliases: [Generative Model Two]"}))
    assert {name: catalog.names.get(normal_form(name)) for name in ["gpt2", "generative model two", "RoPE", "x"]} == {
        "gpt2": "gpt-2",
        "generative model two": "gpt-2",
        "RoPE": "rope",
        "x": None,
    }


def test_drafts_are_not_published(clip: Catalog) -> None:
    published = clip.published()
    assert list(published.models) == ["vit"]
    assert [id_ for collection, id_ in published.entries if collection == "models"] == ["vit"]
    assert published.concepts == clip.concepts


@pytest.mark.parametrize(("name", "mend"), [("modells", 'did you mean "models"?'), ("drafts", "move it; data/ holds ")])
def test_a_folder_that_nobody_reads_is_not_passed_over_in_silence(tmp_path: Path, name: str, mend: str) -> None:
    root = catalogue(tmp_path)
    write(root, f"data/{name}/gpt.yml", "kind: model\n")
    (problem,) = problems_of(root)
    assert problem.startswith(f"data/{name}:1:1: is none of the folders of data/; {mend}")


def test_a_vocabulary_that_is_missing_is_one_problem(tmp_path: Path) -> None:
    root = catalogue(tmp_path, {"m": "tasks: [chat]"})
    (root / "data/tasks.yml").unlink()
    assert problems_of(root) == ["data/tasks.yml:1:1: is missing; write it; {} if it has no entries yet [file-name]"]
