"""Large and deep files, made here: each is dealt with in a moment, and within memory."""

import time
from collections.abc import Callable
from pathlib import Path
from textwrap import dedent

import pytest

from atlas.site import load_checked
from conftest import RunPython
from hostile import allowed
from records import catalogue
from test_hostile import CONCEPTS, rendered

# --- Large files, made here ---

TAKES_LONG = 30  # seconds of work, for what takes a moment: on a busy machine the same work takes longer
TOO_LONG = {"text-length"}
"""What may be said of any of them beside: rules look at texts that are too long all the same."""


def nested(opening: str, closing: str, depth: int) -> str:
    return opening * depth + "x" + closing * depth


def explained(text: str) -> str:
    return f"explanation: |\n  {text}\n"


# (name, text of a concept, rule or `harmless`, what is wrong with it)
LARGE: list[tuple[str, Callable[[], str], str, str]] = [
    ("ten megabytes", lambda: f"explanation: {'a ' * 5_000_000}\n", "file-size", ""),
    ("a long word", lambda: explained("a" * 200_000), "harmless", ""),
    ("a long name", lambda: f"name: {'a' * 200_000}\n", "harmless", ""),
    ("many keys", lambda: "".join(f"key-{i}: a\n" for i in range(9_000)), "known-field", ""),
    ("many tabs", lambda: "name: " + "\t" * 200_000 + "\n", "tab", ""),
    ("many overrides", lambda: "name: " + "\u202e" * 20_000 + "\n", "invisible-character", ""),
    ("laughs", lambda: "x: &a [b]\n" + "y: [" + "*a, " * 50_000 + "*a]\n", "no-anchors", ""),
    ("brackets", lambda: explained(nested("[", "]", 10_000)), "known-link", ""),
    ("double brackets", lambda: explained("[[" * 10_000), "harmless", ""),
    ("links in links", lambda: explained(nested("[", "](https://a.example/)", 5_000)), "harmless", ""),
    ("images", lambda: explained("![" * 3_000), "harmless", ""),
    ("emphasis", lambda: explained("*a **b _c __d " * 3_000), "harmless", ""),
    ("stars", lambda: explained(nested("*", "*", 5_000)), "harmless", ""),
    ("blockquotes", lambda: explained("> " * 10_000 + "x"), "harmless", ""),
    ("lists", lambda: explained("- " * 10_000 + "x"), "harmless", ""),
    ("indented lists", lambda: explained("\n  ".join(" " * i + "- x" for i in range(600))), "harmless", ""),
    ("a wide table", lambda: explained("|a" * 5_000 + "\n  " + "|-" * 5_000 + "\n  " + "|b" * 5_000), "harmless", ""),
    ("ends of links", lambda: explained("](" * 50_000), "harmless", ""),
    ("bars and brackets", lambda: explained("|" + "[[" * 25_000), "harmless", ""),
    ("backticks", lambda: explained("[[rope]] " + "`" * 10_000), "harmless", ""),
    ("more and more backticks", lambda: explained("".join("[[rope]]" + "`" * i for i in range(300))), "harmless", ""),
    ("dollars", lambda: explained("$a " * 30_000), "harmless", ""),
    ("entities", lambda: explained("&lt;" * 40_000), "harmless", ""),
    ("references", lambda: explained("\n  ".join(f"[a{i}]: https://a.example/" for i in range(5_000))), "harmless", ""),
    ("a long formula", lambda: explained("$" + "x + " * 25_000 + "x$"), "safe-prose", ""),
    ("braces in a formula", lambda: explained("$" + nested("{", "}", 50_000) + "$"), "safe-prose", ""),
    ("fractions in a formula", lambda: explained("$" + nested(r"\frac{1}{", "}", 10_000) + "$"), "safe-prose", ""),
    ("roots in a formula", lambda: explained("$" + r"\sqrt" * 10_000 + "{x}$"), "safe-prose", ""),
    ("parentheses in a formula", lambda: explained("$" + nested(r"\left(", r"\right)", 5_000) + "$"), "safe-prose", ""),
    ("braces that are set", lambda: explained("$" + nested("{", "}", 300) + "$"), "harmless", ""),
]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(text, expected, id=name, marks=[pytest.mark.xfail(reason=f"bug: {bug}")] if bug else [])
        for name, text, expected, bug in LARGE
    ],
)
def test_a_large_text_is_dealt_with_in_time(text: Callable[[], str], expected: str, tmp_path: Path) -> None:
    catalogue(tmp_path, {"bert": "draft: false"}, {**CONCEPTS, "large": text()})
    start = time.process_time()
    catalog, found = load_checked(tmp_path)
    assert {problem.rule for problem in found} - TOO_LONG == {expected} - {"harmless"}
    assert {problem.file for problem in found} <= {"data/concepts/large.yml"}
    html = rendered(catalog).get("concepts/large/", "")
    assert time.process_time() - start < TAKES_LONG
    assert list(allowed.faults(allowed.fragment(html[:100_000]), allowed.templates(), allowed.MARKDOWN)) == []


def in_time(folder: Path) -> list[str]:
    """The problems of a catalogue; its pages are rendered if there are none. Fails if that takes long."""
    start = time.process_time()
    catalog, found = load_checked(folder)
    if not found:
        rendered(catalog)
    assert time.process_time() - start < TAKES_LONG
    return [problem.rule for problem in found]


def model(folder: Path, text: str) -> Path:
    """A catalogue with one more model."""
    return catalogue(folder, {"bert": "draft: false", "large": f"draft: false\n{text}"}, CONCEPTS)


@pytest.mark.parametrize("quote", ["1" + ",000" * 2_000, "1,000." + "0" * 5_000], ids=["groups", "decimals"])
def test_long_numbers_in_quotes(quote: str, tmp_path: Path) -> None:
    text = f"layers: 12\nevidence: [{{source: survey, quote: '12 {quote}', supports: [layers]}}]"
    assert set(in_time(model(tmp_path, text))) <= TOO_LONG


@pytest.mark.parametrize("piece", ["7", "7 x", " ", "twenty-five ", "a-", "10 ", "1,000,", "$10^{9}", ".1", "1e9"])
def test_long_quotes(piece: str, tmp_path: Path) -> None:
    text = (
        f"layers: 12\nevidence: [{{source: survey, quote: '12 {piece * (80_000 // len(piece))}', supports: [layers]}}]"
    )
    assert set(in_time(model(tmp_path, text))) <= {"quoted-value"} | TOO_LONG


def test_many_layers(tmp_path: Path) -> None:
    text = """
    architecture: {type: transformer-decoder}
    layers: 2000
    layer_pattern: [attention, mamba, attention]
    evidence: [{source: survey, quote: 2000 layers, supports: [layers]}]
    """
    catalog, found = load_checked(model(tmp_path, dedent(text)))
    assert found or len(rendered(catalog)["models/large/"]) < 50_000


def test_more_layers_than_memory_can_hold(tmp_path: Path, run_python: RunPython) -> None:
    text = """
    architecture: {type: transformer-decoder}
    layers: 999999999999999
    evidence: [{source: survey, quote: 999999999999999 layers, supports: [layers]}]
    """
    model(tmp_path, dedent(text))
    program = (
        "import resource; resource.setrlimit(resource.RLIMIT_AS, (2**28, 2**28))\n"
        "import pathlib, sys; from atlas import pages, site\n"
        "catalog, found = site.load_checked(pathlib.Path(sys.argv[1]))\n"
        "found or [page.html for page in pages.render(catalog, pages.Settings())]\n"
    )
    done = run_python("-c", program, tmp_path)
    assert (done.returncode, done.stderr) == (0, "")


def test_components_of_themselves(tmp_path: Path) -> None:
    parts = "".join(f"  part-{number}: {{model: large}}\n" for number in range(6))
    catalog, found = load_checked(model(tmp_path, f"architecture: {{type: decoder}}\ncomponents:\n{parts}"))
    assert found or len(rendered(catalog)["models/large/"]) < 50_000
