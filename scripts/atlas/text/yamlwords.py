"""What a contributor did where a text is no YAML, and what to write instead, in place of the parser's words."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass

from atlas.text.characters import shortened
from atlas.text.positions import Place

Explained = tuple[Place, str, str]
"""Where, what, the mend."""

_MERGE = re.compile(r"^(<{7}|={7}|>{7}|\|{7})( .*)?$")
_KEY = re.compile(r"^(?P<head>[ ]*(?:- +)*)(?P<key>[\w.-]+):(?P<space>[ ]*)(?P<value>.*)$")
_OPEN = {"mapping": ("{", "}"), "sequence": ("[", "]")}
_SHORT = 40


@dataclass(frozen=True, slots=True)
class Fault:
    """What a parser says: its words, where it stopped, and where the thing begins that it was reading."""

    lines: list[str]
    words: str
    at: Place
    start: Place

    def line(self, number: int) -> str:
        """A line by its number, from 1."""
        return self.lines[number - 1] if 0 < number <= len(self.lines) else ""

    def above(self, number: int) -> int:
        """The number of the next line above that says something; 0 if there is none."""
        numbers = range(min(number, len(self.lines) + 1) - 1, 0, -1)
        return next((n for n in numbers if self.line(n).strip() and not self.line(n).lstrip().startswith("#")), 0)


def explained(fault: Fault) -> Explained:
    """A fault in words for contributors."""
    for explain in (_merge, _colon, _no_colon, _braces, _quotes, _first_sign, _beside, _indentation):
        found = explain(fault)
        if found:
            return found
    return fault.at, f"not readable as YAML: {fault.words}", "check indentation, colons and quotes"


def _merge(fault: Fault) -> Explained | None:
    number = next((n for n, line in enumerate(fault.lines, 1) if _MERGE.match(line.rstrip())), 0)
    mend = "keep one of the two versions, and remove the lines with <<<<<<<, ======= and >>>>>>>"
    return ((number, 1), "is the mark of a merge that is not finished", mend) if number else None


def _colon(fault: Fault) -> Explained | None:
    """`summary: X: y`."""
    number, column = fault.at
    before = fault.line(number)[: column - 1]
    is_second = "mapping values" in fault.words or (
        "flow mapping" in fault.words and fault.line(number)[column - 1 :][:1] == ":"
    )
    entry = re.search(r"(?:^ *(?:- +)*|[{,] *)([\w.-]+): +([^\s\"'\[{][^{}\[\]]*)$", before)
    if not is_second or not entry:
        return None
    rest = re.match(r"[^,}\]]*" if "flow" in fault.words else r".*", fault.line(number)[column - 1 :])
    value = entry[2] + (rest[0] if rest else "")
    mend = f"put the value in quotes: {entry[1]}: {_quoted(value)}"
    return fault.at, "a colon and a space inside of a value would begin another field", mend


def _no_colon(fault: Fault) -> Explained | None:
    """`name:X`, or a line that is no field."""
    if "could not find expected ':'" in fault.words:
        number = fault.start[0]
    elif "mapping values" in fault.words:
        number = fault.above(fault.at[0])
        if not number or re.search(r":( |$)", fault.line(number)) or fault.line(number).lstrip().startswith("- "):
            return None
    else:
        return None
    line = fault.line(number)
    tight = re.match(r" *(?:- +)*([\w.-]+):(\S.*)$", line)
    place = (number, len(line) - len(line.lstrip()) + 1)
    if tight:
        return place, "has no space after the colon", f"write {tight[1]}: {shortened(tight[2].strip(), _SHORT)}"
    return (
        place,
        "is not a field: it has no colon",
        "write `key: value`, or indent it if it goes on with the text above",
    )


def _braces(fault: Fault) -> Explained | None:
    kind = next((kind for kind in _OPEN if f"flow {kind}" in fault.words), "")
    if "flow node" in fault.words and "node content" in fault.words:
        return fault.at, "has a comma too many, or nothing between two commas", "remove the comma"
    if not kind or ("did not find expected" not in fault.words and "expected ','" not in fault.words):
        return None
    opening, closing = _OPEN[kind]
    return fault.start, f"opens a {opening} that nothing closes", f"close it with {closing} at the end of its list"


def _quotes(fault: Fault) -> Explained | None:
    if "quoted scalar" not in fault.words:
        return None
    if "end of stream" in fault.words or "document separator" in fault.words:
        sign = fault.line(fault.start[0])[fault.start[1] - 1 :][:1]
        return fault.start, "opens a quote that nothing closes", f"close it with {sign}"
    mend = "write the backslash twice, or use single quotes"
    return fault.at, "has a backslash that means nothing in double quotes", mend


def _first_sign(fault: Fault) -> Explained | None:
    """A value that starts with a sign that YAML keeps for itself."""
    place = fault.start if "alias" in fault.words or "anchor" in fault.words or "tag" in fault.words else fault.at
    rest = fault.line(place[0])[place[1] - 1 :]
    if rest[:1] in tuple("@`%*&!") and re.search("cannot start any token|alias|anchor|tag", fault.words):
        return place, f"a value cannot start with {rest[:1]}", f"put it in quotes: {_quoted(rest)}"
    if "sequence entries are not allowed" in fault.words:
        mend = "put each entry on a line of its own below the key, or write [entry, entry]"
        return fault.at, "starts a list on the line of its key", mend
    if "unexpected ':'" in fault.words:
        return fault.at, "has nothing after a colon", "write a value after it, or remove the key"
    if "block scalar" in fault.words:
        mend = "start the text on the next line, indented, or put it in quotes"
        return fault.at, "has text beside the | or > that announces it", mend
    return None


def _beside(fault: Fault) -> Explained | None:
    """`"a" b` or `[a] b`: something follows the end of a value."""
    before = fault.line(fault.at[0])[: fault.at[1] - 1].rstrip()
    if not re.search(r"expected key|expected <block end>|document start", fault.words) or before[-1:] not in tuple(
        "\"']}"
    ):
        return None
    return (
        fault.at,
        "goes on after the end of its value",
        "put all of it in quotes; inside of single quotes, ' is written ''",
    )


def _indentation(fault: Fault) -> Explained | None:
    number = fault.at[0]
    line = fault.line(number)
    indent = len(line) - len(line.lstrip())
    above = fault.above(number)
    if not line.strip() or not above or not re.search("expected|mapping values", fault.words):
        return None
    columns = _columns(fault, number)
    if "'-'" in fault.words and fault.line(above).startswith(" " * indent + "- "):
        return (number, indent + 1), "is no entry of the list above it", "start it with `- `, or indent it"
    wanted = sorted(columns, key=lambda column: (abs(column - indent), column))[:2]
    ways = [f"by {column} to go on with `{columns[column]}`" for column in sorted(wanted)]
    if indent in columns or not ways:
        return None
    what = f"is indented by {indent} {'space' if indent == 1 else 'spaces'}, which fits no line above it"
    return (number, indent + 1), what, f"indent it {', or '.join(ways)}"


def _columns(fault: Fault, number: int) -> dict[int, str]:
    """The columns at which a line may go on, each with the key that stands there last."""
    is_entry = fault.line(number).lstrip().startswith("- ")
    found: dict[int, str] = {}
    while (number := fault.above(number)) and 0 not in found:
        match = _KEY.match(fault.line(number))
        if match:
            column = len(match["head"]) - len(match["head"].lstrip()) if is_entry else len(match["head"])
            if column < min(found, default=column + 1):
                found[column] = match["key"]
    return found


def _quoted(text: str) -> str:
    return json.dumps(shortened(text.strip(), _SHORT), ensure_ascii=False)
