"""Rules across records: every rule has a file in tests/rules, with records that break it and what is said of them."""

from pathlib import Path

import pytest

from atlas import processes
from atlas.rules import RULES
from atlas.rules.framework import Rule
from atlas.text import prose
from records import ROOT, cases, catalogue, catalogue_of, problems_of

FILES = {path.stem: path for path in sorted((ROOT / "tests/rules").glob("*.txt"))}
CASES = [(rule, files, lines) for rule, path in FILES.items() for files, lines in cases(path)]


@pytest.mark.parametrize(("rule", "files", "lines"), CASES, ids=[rule for rule, _, _ in CASES])
def test_a_rule_says_exactly_this(tmp_path: Path, rule: str, files: dict[str, str], lines: str) -> None:
    assert "\n".join(problems_of(catalogue_of(tmp_path, files))) == lines
    assert {line.rpartition(" ")[2] for line in lines.splitlines()} <= {f"[{rule}]"}


def test_every_rule_is_tested() -> None:
    assert {rule for rule, _, lines in CASES if lines} == set(RULES)


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
def test_the_text_of_a_rule_is_sentences(rule: Rule) -> None:
    assert rule.text[:1].isupper()
    assert rule.text.endswith(".")


def test_a_small_catalogue_breaks_no_rule(tmp_path: Path) -> None:
    assert problems_of(catalogue(tmp_path)) == []


def test_all_problems_are_said_at_once_in_order_of_files(tmp_path: Path) -> None:
    models = {"a": "kv_heads: 5\nattention_heads: 12\nlanguages: [English]\n", "b": "family: brt\n"}
    assert problems_of(catalogue(tmp_path, models, {"c": "related: [ropes]"})) == [
        'data/concepts/c.yml:1:11: related[0]: "ropes" is not a concept; did you mean "rope"? '
        "or add it to data/concepts/ [known-concept]",
        "data/models/a.yml:1:11: kv_heads: 5 key/value heads do not divide 12 attention heads; "
        "correct one of the two [kv-heads-divide-heads]",
        'data/models/a.yml:3:13: languages[0]: "English" is not a language code; '
        "write for example en, zh or zh-Hant [language-code]",
        'data/models/b.yml:1:9: family: "brt" is not a family of data/families.yml; did you mean "bert"? '
        "or add it to data/families.yml [known-id]",
    ]


def test_several_processes_find_the_same_and_hand_on_what_they_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = "languages: [English]\ndescription: Text {} with <b>HTML</b> and [[rope]].\n"
    folder = catalogue(tmp_path, {f"m{number}": text.format(number) for number in range(100)})
    monkeypatch.setattr(processes, "processors", lambda: 1)
    alone = problems_of(folder)
    assert len(alone) == 200
    monkeypatch.setattr(processes, "processors", lambda: 2)
    monkeypatch.setattr(prose, "known_texts", {})
    assert problems_of(folder) == alone
    assert {f"Text {number} with <b>HTML</b> and [[rope]]." for number in range(100)} <= set(prose.known_texts)


# --- One thing each ---


def rules_broken(folder: Path, text: str) -> list[str]:
    """The rules that a model breaks."""
    return [line.rpartition(" ")[2].strip("[]") for line in problems_of(catalogue(folder, {"m": text}))]


def test_a_model_and_a_concept_cannot_have_the_same_id(tmp_path: Path) -> None:
    assert 'data/models/rope.yml:1:1: "rope" also stands for' in "\n".join(
        problems_of(catalogue(tmp_path, {"rope": ""}))
    )


@pytest.mark.parametrize(
    "text",
    [
        "variants: {base: {components: {Text Tower: {}}}}",
        "components: {text: {components: {Text Tower: {}}}}",
    ],
)
def test_ids_of_components_are_checked_wherever_they_stand(tmp_path: Path, text: str) -> None:
    assert rules_broken(tmp_path, text) == ["id-form"]


@pytest.mark.parametrize(
    "text",
    [
        "absent: {layers: undisclosed}\nvariants: {base: {layers: 12}}",
        "absent: {variants.base.layers: undisclosed}\nlayers: 12",
    ],
)
def test_a_fact_that_every_variant_has_is_not_absent(tmp_path: Path, text: str) -> None:
    assert rules_broken(tmp_path, text) == ["present-and-absent"]


@pytest.mark.parametrize("path", ["variants", "components"])
def test_the_mend_is_not_the_mistake(tmp_path: Path, path: str) -> None:
    (problem,) = problems_of(catalogue(tmp_path, {"m": f"absent: {{{path}: undisclosed}}"}))
    assert f'did you mean "{path}"?' not in problem


def test_evidence_for_an_inherited_fact_is_sent_to_where_it_is_written(tmp_path: Path) -> None:
    text = "layers: 12\nvariants: {base: {hidden_size: 768}}\n"
    evidence = "evidence: [{source: survey, supports: [variants.base.layers]}]"
    (problem,) = problems_of(catalogue(tmp_path, {"m": text + evidence}))
    assert problem.endswith('it is shared by the variants: name "layers" [evidence-path]')


@pytest.mark.parametrize("pin", ["note: I read it somewhere", "date: 2020"])
def test_sources_of_a_record_need_a_pin_by_which_they_can_be_found(tmp_path: Path, pin: str) -> None:
    text = f"sources: {{a: {{type: web-page, title: A page, {pin}}}}}"
    assert rules_broken(tmp_path, text) == ["pinned-source"]


def test_an_id_in_capitals_is_recognised(tmp_path: Path) -> None:
    (problem,) = problems_of(catalogue(tmp_path, {"m": "licenses: {weights: MIT}"}))
    assert 'did you mean "mit"?' in problem


def test_a_misspelt_alias_is_recognised(tmp_path: Path) -> None:
    concepts = {"rope": "kind: position-encoding\naliases: [rotary]"}
    (problem,) = problems_of(catalogue(tmp_path, {"m": "architecture: {position_encoding: rotory}"}, concepts))
    assert problem == (
        'data/models/m.yml:1:35: architecture.position_encoding[0]: "rotory" is not a position encoding; '
        'did you mean "rope"? or add it to data/concepts/ [known-concept]'
    )


def test_the_line_of_a_list_is_pointed_at(tmp_path: Path) -> None:
    (problem,) = problems_of(catalogue(tmp_path, {"m": "innovations:\n  - One.\n  - See [[ropes]].\n"}))
    assert problem.startswith("data/models/m.yml:3:9: innovations[1]: [[ropes]]")


def test_the_line_of_a_long_text_is_pointed_at(tmp_path: Path) -> None:
    (problem,) = problems_of(catalogue(tmp_path, {"m": "description: |\n  One.\n\n  See [[ropes]].\n"}))
    assert problem.startswith("data/models/m.yml:4:7: description: [[ropes]]")


def test_where_there_is_no_variant_none_is_proposed(tmp_path: Path) -> None:
    models = {
        "m": "relations: [{type: successor-of, model: n, variant: base}]",
        "n": "kind: architecture\nvariants: {}",
    }
    (problem,) = problems_of(catalogue(tmp_path, models))
    assert problem.endswith("leave it out: that record has no variants [broken-relation]")


def test_a_broken_record_breaks_no_other(tmp_path: Path) -> None:
    models = {"m": "layers: twelve", "n": "relations: [{type: successor-of, model: m}]\nnote: After [[m]]."}
    assert problems_of(catalogue(tmp_path, models)) == [
        'data/models/m.yml:1:9: layers: "twelve" is not a whole number; '
        "write digits only, for example 512 [whole-number]"
    ]


def test_a_problem_is_one_line(tmp_path: Path) -> None:
    (problem,) = problems_of(catalogue(tmp_path, {"m": "note: |\n  What an idea:\n  $a\n  \\softmax$\n"}))
    assert "\n" not in problem
    assert problem.startswith("data/models/m.yml:3:")


def test_no_group_is_proposed_as_a_fact(tmp_path: Path) -> None:
    (problem,) = problems_of(catalogue(tmp_path, {"m": "absent: {components.text: undisclosed}"}))
    assert 'did you mean "components"?' not in problem


def test_a_bad_link_in_angle_brackets_is_one_problem(tmp_path: Path) -> None:
    assert rules_broken(tmp_path, "note: See <javascript:x>.") == ["safe-prose"]


def test_a_link_is_not_looked_for_by_its_beginning(tmp_path: Path) -> None:
    (problem,) = problems_of(catalogue(tmp_path, {"m": "note: See [[rope]], not [[rop]]."}))
    assert problem.startswith("data/models/m.yml:1:25: ")


def test_the_mend_of_a_source_with_a_date_is_not_a_date(tmp_path: Path) -> None:
    (problem,) = problems_of(catalogue(tmp_path, {"m": "sources: {a: {type: paper, title: A, date: 2020}}"}))
    assert "venue" in problem


# --- Records with faults ---

EVIDENCE = """
draft: false
layers: 12
hidden_size: 768
evidence: [{source: survey, supports: [layers, lyers]}]
"""
SAID = [
    'evidence[0].supports[1]: "lyers": no fact is written there; did you mean "layers"? [evidence-path]',
    "hidden_size: Hidden size is a headline fact without evidence; add evidence that supports hidden_size, "
    "or leave the fact out [headline-evidence]",
]


EMPTY = "write a value or remove the key; unknown facts are left out [empty-value]"


def without_places(lines: list[str]) -> list[str]:
    return sorted(line.split(" ", 1)[1] for line in lines)


@pytest.mark.parametrize(
    ("fault", "rule"),
    [
        ("access: free", "allowed-value"),
        ("kind: modl", "allowed-value"),
        ("famly: bert", "known-field"),
        ("context_length: many", "whole-number"),
        ("results: [{metric: m, value: 1, source: survey}, {metric: n}]", "required-field"),
        ("tasks: [chat, [chat], chat]", "single-value"),
        ("relations: x", "list"),
        ("training: {tokens: , optimizer: Adam}", "empty-value"),
        ("family: &x bert", "no-anchors"),
        ("modalities: {input: [], input: []}", "duplicate-key"),
        ("note: Model #1", "dropped-text"),
    ],
)
def test_a_fault_hides_no_other(tmp_path: Path, fault: str, rule: str) -> None:
    folder = catalogue(tmp_path, {"m": f"{EVIDENCE}{fault}\n"})
    lines = without_places(problems_of(folder))
    assert set(SAID) <= set(lines)
    assert {line.rpartition(" ")[2].strip("[]") for line in lines if line not in SAID} - {"no-repeats"} == {rule}


def test_what_could_not_be_read_is_not_missing(tmp_path: Path) -> None:
    text = """
        draft: false
        layers: twelve
        variants: {base: {attention_heads: 10, hidden_size: 768, head_size: x}, large: [x]}
        sources: {paper: {type: paper, title: A paper, arxiv: x}}
        results: [{benchmark: quiz, metric: m, value: 1, source: paper, variant: large}]
        claims: [{field: layers, value: 3, verdict: wrong, mistake: x, source: paper}]
        absent: {parameters: undisclosed}
        evidence:
          - {source: paper, supports: [layers, variants.base.head_size], quoot: x}
          - {source: nobody, supports: [variants.base.attention_heads]}
    """
    assert [line.rpartition(" ")[2] for line in problems_of(catalogue(tmp_path, {"m": text}))] == [
        "[whole-number]",
        "[whole-number]",
        "[mapping]",
        "[identifier]",
        "[allowed-value]",
        "[known-field]",
        "[known-id]",
    ]


def test_an_entry_of_a_list_keeps_its_place_when_others_cannot_be_read(tmp_path: Path) -> None:
    text = "evidence:\n  - {source: [x]}\n  - {}\n  - {source: survey, supports: [lyers]}\n  - x\nlayers: 2\n"
    lines = problems_of(catalogue(tmp_path, {"m": text}))
    assert [line for line in lines if "[evidence-path]" in line] == [
        'data/models/m.yml:4:33: evidence[2].supports[0]: "lyers": no fact is written there; '
        'did you mean "layers"? [evidence-path]'
    ]


def test_a_misspelt_key_that_must_be_there_is_one_problem(tmp_path: Path) -> None:
    text = "evidence: [{soruce: survey, supports: [layers]}]\nlayers: 2"
    (problem,) = problems_of(catalogue(tmp_path, {"m": text}))
    assert 'did you mean "source"?' in problem


def test_many_problems_that_say_the_same_are_one(tmp_path: Path) -> None:
    entries = "".join(f"  - {{source: papr, supports: [layers], locator: p. {page}}}\n" for page in range(40))
    assert problems_of(catalogue(tmp_path, {"m": f"layers: 2\nevidence:\n{entries}"})) == [
        'data/models/m.yml:3:14: evidence[0].source: "papr" is not a source of this record or of data/sources.yml '
        "(here and at 39 more places); add it to data/sources.yml [known-id]"
    ]


def test_an_entry_of_a_vocabulary_with_a_fault_breaks_no_other(tmp_path: Path) -> None:
    folder = catalogue(
        tmp_path,
        {"m": "tasks: [chat, dance, sing]"},
        tasks="""
        chat: {name: Chat, description: Talking.}
        dance: {name: Dance, description: }
        sing: {nam: Sing, description: Singing.}
    """,
    )
    assert [line.split(" ")[1:] for line in problems_of(folder)] == [
        ["dance.description:", *f"is empty; {EMPTY}".split()],
        ["sing.nam:", *['"nam"', "is", "not", "a", "field", "here;", "did", "you", "mean", '"name"?', "[known-field]"]],
    ]
