"""Four times as much of anything in a file takes about four times as long, and not much more is said of it.

For every rule that there is: its cases in tests/rules are grown, all of their lists, texts and mappings of ids at
once, so that what looks at each of these for each of those is found, of whatever rule.
"""

import gc
import json
import re
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest

from atlas.catalog.loading import load
from atlas.rules import RULES
from atlas.schema.base import MOST_NAMED
from atlas.text import many, prose, quotes, yamlio
from atlas.text.quantity import Quantity
from records import ROOT, cases, catalogue_of, problems_of

SMALL, TIMES = 20_000, 4
"""Characters of a small file, and how many times that the large one has."""
TOO_MUCH = 2.2
"""Times longer per character: twice 4 would be what grows with the square."""
AT_LEAST = 0.05
"""Seconds; below, it does not matter how it grows, and chance is too large."""
ENTRIES = "the entries of a vocabulary"
MAPPINGS_OF_IDS = ("variants", "components", "sources", "rows", "absent")
RICH = {
    "models": """
    aliases: [other]
    tasks: [chat]
    languages: [en]
    also_in: [text]
    innovations: ["See [[rope]]."]
    description: See [[rope]] and [[nothing]].
    relations: [{type: fine-tuned-from, model: m}]
    results: [{benchmark: quiz, metric: share, value: 1, source: survey, variant: base}]
    claims: [{field: layers, value: twelve, verdict: wrong, mistake: wrong-number, source: survey}]
    sources: {own: {type: web-page, title: A page, url: "https://a.example/", accessed: 2024-01-01}}
    evidence: [{source: survey, quote: "12", supports: [layers]}]
    absent: {training.tokens: undisclosed}
    """,
    "concepts": """
    aliases: [other]
    related: [rope]
    explanation: See [[rope]] and [[nothing]].
    claims: [{field: kind, value: an idea, verdict: wrong, mistake: wrong-number, source: survey}]
    sources: {own: {type: web-page, title: A page, url: "https://a.example/", accessed: 2024-01-01}}
    """,
}
"""What a record has besides in which something can be many."""
PROSE = ("quote", "description", "explanation", "note", "derivation", "innovations", "intro")


def seconds(prepare: Callable[[], Callable[[], object]]) -> float:
    """Time that this process works, after something was prepared."""
    work = prepare()
    gc.collect()
    start = time.process_time()
    work()
    return time.process_time() - start


def assert_grows_evenly(
    small: Callable[[], Callable[[], object]], large: Callable[[], Callable[[], object]], times: float
) -> None:
    """Once is enough: what takes longer for another reason, as on a busy machine, does not do so three times."""
    for _ in range(3):
        long = seconds(large)
        if long < AT_LEAST or long < TOO_MUCH * times * (short := seconds(small)):
            return
    pytest.fail(f"{times:.1f} times as much takes {long:.2f} seconds in place of {short:.2f}")


def test_what_grows_with_the_square_is_found() -> None:
    def pairs(count: int) -> Callable[[], object]:
        return lambda: [one for one in range(count) for other in range(count) if one == other]

    with pytest.raises(pytest.fail.Exception):
        assert_grows_evenly(partial(pairs, 500), partial(pairs, 2000), 4)
    assert_grows_evenly(lambda: lambda: sum(range(1_000_000)), lambda: lambda: sum(range(4_000_000)), 4)


# --- Cases of rules, grown ---


def grown(data: Any, count: int, key: str = "") -> Any:
    """Data with `count` entries in each list and mapping of ids, and texts of `count` words; of those inside of
    these entries only the first has as much."""
    if isinstance(data, list) and data:
        return [grown(data[0], count, key), *data[1:], *(other(data[i % len(data)], i, key) for i in range(count))]
    if isinstance(data, dict) and data:
        named = {name: grown(value, count, name) for name, value in data.items()}
        if key in (*MAPPINGS_OF_IDS, ENTRIES):
            most = MOST_NAMED if key in ("variants", "components") else count
            name, value = next(iter(data.items()))
            named |= {f"{name}-{i}": value for i in range(min(count, most - len(data)))}
        return named
    if isinstance(data, str) and key in PROSE:
        return " ".join([data, *(f"{other(data, i, 'word')[:30]} {1000 + i}" for i in range(count))])
    return data


def other(data: Any, number: int, key: str) -> Any:
    """Each second time the same, else another of its kind."""
    if number % 2:
        return data
    if isinstance(data, str):
        if data[:1].isdigit():
            return data
        return f"{data[:-2]}-{number}]]" if data.endswith("]]") else f"{data}-{number}"
    if isinstance(data, list):
        return [other(each, number, key) for each in data]
    if isinstance(data, dict):
        changed = next(
            (name for name, value in data.items() if isinstance(value, list | str) and name not in _FIXED), ""
        )
        return {name: other(value, number, name) if name == changed else value for name, value in data.items()}
    return data


_FIXED = (
    "source",
    "type",
    "verdict",
    "mistake",
    "benchmark",
    "metric",
    "model",
    "class",
    "kind",
    "date",
    "access",
    "value",
)


def as_text(data: Any) -> str:
    """YAML in the strict form, a line for each key."""
    return "".join(f"{flow(key)}: {flow(value)}\n" for key, value in data.items())


def flow(data: Any) -> str:
    if isinstance(data, dict):
        return "{" + ", ".join(f"{flow(key)}: {flow(value)}" for key, value in data.items()) + "}"
    if isinstance(data, list):
        return "[" + ", ".join(map(flow, data)) + "]"
    return data if re.fullmatch("[a-z0-9_]+", data) else json.dumps(data, ensure_ascii=False)


def of_size(text: str, name: str, size: int) -> str:
    """A file grown to about so many characters."""
    collection = name.rpartition("/")[0]
    data = yamlio.parse(text.encode(), name).data or {}
    data |= {key: value for key, value in rich(collection).items() if key not in data}
    key = "" if collection else ENTRIES
    written, count = "", 1
    while len(written) < size and count < size:
        written, count = as_text(grown(data, count, key)), count * 5 // 4 + 1
    return written


def rich(collection: str) -> dict[str, Any]:
    return yamlio.parse(dedent(RICH[collection]).encode(), collection).data if collection else {}


def growing(rule: str) -> Iterator[tuple[dict[str, str], str]]:
    """The files of each case of a rule that is a problem, and the name of the one that can grow."""
    path = ROOT / f"tests/rules/{rule}.txt"  # that there is one, test_rules.py holds
    for files, lines in cases(path) if path.exists() else ():
        if lines:
            name = lines.partition(":")[0].removeprefix("data/").removesuffix(".yml")
            name = next((each for each in files if each.removesuffix(".yml") == name), "")
            if name:
                yield files, name


@pytest.mark.parametrize("rule", RULES)
def test_a_rule_takes_time_as_its_record_grows(rule: str, tmp_path: Path) -> None:
    refused: list[bool] = []
    for number, (files, name) in enumerate(growing(rule)):
        texts = [of_size(files[name], name, size) for size in (SMALL, SMALL * TIMES)]
        written = [{**files, name: text} for text in texts]
        small, large = (catalogue_of(tmp_path / f"{number}-{len(each[name])}", each) for each in written)
        loading_problems = [problem for problem in load(large)[1] if problem.file == f"data/{name}"]
        refused.append(bool(loading_problems))
        if refused[-1]:
            continue  # rules see nothing of it
        assert sum(map(len, found_by(rule, large)())) < 10 * len(texts[1])  # and not with its square
        assert_grows_evenly(
            partial(found_by, rule, small), partial(found_by, rule, large), len(texts[1]) / len(texts[0])
        )
    assert not (refused and all(refused)), "nothing of it reaches the rule"


def found_by(rule: str, folder: Path) -> Callable[[], list[str]]:
    """What looks with a rule at all that it concerns, of a catalogue that nobody has looked at."""
    catalog, _ = load(folder)
    prose.known_texts.clear()
    looking = RULES[rule]
    entries = [entry for entry in catalog.entries.values() if looking.concerns(entry)]
    return lambda: [str(problem) for entry in entries for problem in looking.problems(catalog, entry)]


def test_what_is_grown_reaches_rules() -> None:
    """Nearly all cases can grow, and by far; else nothing would be seen above."""
    sizes = {rule: max((len(of_size(f[n], n, SMALL)) for f, n in growing(rule)), default=SMALL) for rule in RULES}
    assert {rule for rule, size in sizes.items() if size < SMALL / 2} == set()


# --- The reader ---

READ: dict[str, Callable[[int], str]] = {
    "keys": lambda n: "".join(f"key-{i}: a\n" for i in range(n)),
    "the same key": lambda n: "name: a\n" * n,
    "aliases": lambda n: "x: &a b\ny: [" + "*a, " * n + "*a]\n",
    "anchors": lambda n: "y: [" + ", ".join(f"&a{i} b" for i in range(n)) + "]\n",
    "tags": lambda n: "y: [" + ", ".join(["!x b"] * n) + "]\n",
    "empty values": lambda n: "".join(f"key-{i}:\n" for i in range(n)),
    "invisible characters": lambda n: "name: " + "\u200b" * n + "\n",
    "escaped invisible characters": lambda n: "y: [" + ", ".join(['"\\u200b"'] * n) + "]\n",
    "tabs": lambda n: "name: " + "\t" * n + "\n",
    "lines": lambda n: "text: |\n" + "  a\n" * n,
    "open brackets": lambda n: "y: " + "[" * n,
    "open braces": lambda n: "y: " + "{a: " * n,
    "dashes": lambda n: "y:\n" + "- " * n + "a\n",
    "quotes": lambda n: 'y: "' + '\\"' * n,
    "a long key": lambda n: "a" * n + ": [*a, *b]\n",
    "a long key with wrong values": lambda n: "a" * n + ": [" + "*a, " * n + "]\n",
    "question marks": lambda n: "? a\n" * n,
    "documents": lambda n: "a: b\n---\n" * n,
    "comments": lambda n: "# a\n" * n + "name: a\n",
    "folded lines": lambda n: "text: >\n" + "  a\n\n" * n,
    "plain lines": lambda n: "text: a\n" + "  a\n" * n,
}


def read(text: str) -> list[str]:
    document = yamlio.parse(text.encode(), "a.yml")
    said = [str(problem) for problem in document.problems]
    if document.problems:
        document.content = document.content or text.encode()
        assert document.positions.locate(()) == (1, 1)
    return said


@pytest.mark.parametrize("text", READ.values(), ids=READ)
def test_the_reader_takes_time_as_its_text_grows(text: Callable[[int], str]) -> None:
    count = yamlio.MAX_BYTES // 2
    while len(text(count).encode()) > yamlio.MAX_BYTES:
        count //= 2
    small, large = text(count // TIMES), text(count)
    assert len(read(large)) <= many.MOST + 2
    assert_grows_evenly(lambda: partial(read, small), lambda: partial(read, large), TIMES)


# --- Records that are refused as a whole ---

REFUSED: dict[str, Callable[[int], str]] = {
    "unknown keys": lambda n: "".join(f"key-{i}: a\n" for i in range(n)),
    "wrong results": lambda n: "results:\n" + "- {benchmark: quiz, value: x, variant: y}\n" * n,
    "wrong values": lambda n: "aliases:\n" + "- {a: b}\n" * n,
    "variants": lambda n: "variants:\n" + "".join(f"  a{i}: {{}}\n" for i in range(n)),
    "parts": lambda n: "components:\n" + "".join(f"  a{i}: {{}}\n" for i in range(n)),
}


@pytest.mark.parametrize("text", REFUSED.values(), ids=REFUSED)
def test_a_record_is_refused_in_time_and_in_few_words(text: Callable[[int], str], tmp_path: Path) -> None:
    places = [catalogue_of(tmp_path / str(n), {"models/m.yml": text(n)}) for n in (1000, 4000)]
    said = problems_of(places[1])
    assert 1 <= len(said) <= many.MOST + 5
    assert sum(map(len, said)) < 100_000
    assert_grows_evenly(lambda: partial(load, places[0]), lambda: partial(load, places[1]), 4)


def test_many_numbers_are_looked_for_in_a_long_quote_in_time() -> None:
    def looking(count: int) -> Callable[[], object]:
        quote = " ".join(str(10**6 + number) for number in range(count))
        return lambda: [quotes.states(quote, Quantity.exactly(number)) for number in range(count)]

    assert_grows_evenly(partial(looking, 700), partial(looking, 2800), 4)
