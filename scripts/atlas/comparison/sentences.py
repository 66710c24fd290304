"""What changed, in sentences: made from the facts of two or more columns and from nothing else.

A value in a sentence leads to its evidence. What is not researched or kept back is said to be missing, never to differ.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from atlas.comparison.kinship import Kinship, listed
from atlas.comparison.table import ComparedColumn, ComparedRow, ComparisonTable
from atlas.facts.show import Shown
from atlas.schema.registry import Field

NUMBERS = (
    *("parameters", "active_parameters", "layers", "hidden_size", "attention_heads", "experts", "context_length"),
    *("tokenizer.vocabulary_size", "training.tokens", "training.bytes", "training.batch_size", "training.steps"),
)
TERMS = (
    *("architecture.type", "architecture.attention", "architecture.position_encoding", "architecture.normalization"),
    *("architecture.normalization_placement", "architecture.activation", "tokenizer.algorithm"),
    *("training.objectives", "training.techniques", "training.datasets", "access", "licenses.weights"),
)
_MOST_GAPS = 7
_FACTOR = 1.5
"""From this ratio on, a sentence says by which factor a number grows."""


class Piece(NamedTuple):
    """Words of a sentence; `address`: where they stand, from the root of the site."""

    text: str
    address: str = ""


Sentence = tuple[Piece, ...]


def sentences(table: ComparisonTable, kinship: Kinship | None = None) -> list[Sentence]:
    """Of a child and its parent what it kept and changed; of others what is alike and what differs."""
    by_line = {row.line.path: row for row in table.rows}
    rows = [by_line[id_] for id_ in (*NUMBERS, *TERMS) if id_ in by_line]
    kept = [row for row in rows if _is_kept(row, kinship)]
    ids = {row.line.path for row in kept}
    told = [row for row in rows if row.line.path not in ids and _is_told(row)]
    found: list[Sentence] = [(Piece(text),) for text in kinship.sentences] if kinship else []
    found += _kept(table, kept, kinship)
    found += [_difference(table.columns, row, kinship) for row in told]
    return [*found, *_gaps(table, rows)]


def _is_kept(row: ComparedRow, kinship: Kinship | None) -> bool:
    """Whether all columns say the same, or every size of the child the same as the size it comes from."""
    if kinship and kinship.inherits and row.line.group == "access":
        return False  # whoever publishes decides anew
    if row.standing == "same":
        return all(cell.known and cell.standing != "implied" for cell in row.cells)
    pairs = kinship.sizes(row.line) if kinship and row.standing == "differs" and row.line.kind == "number" else []
    return bool(pairs) and all(before.key == after.key for _, before, after in pairs)


def _is_told(row: ComparedRow) -> bool:
    """Whether a line differs in a way that fits into a sentence."""
    known = [cell for cell in row.cells if cell.known and cell.standing != "implied"]
    plain = all(cell.numbers for cell in known) if row.line.kind == "number" else True
    return row.standing == "differs" and len({cell.key for cell in known}) > 1 and plain


def _kept(table: ComparisonTable, rows: Sequence[ComparedRow], kinship: Kinship | None) -> Iterator[Sentence]:
    """`RoBERTa keeps BERT's layers (12–24) and hidden size (768–1,024).`; the same for the kinds of part."""
    columns = table.columns
    source = kinship.child if kinship else columns[0]
    for kind in ("number", "terms"):
        chosen = [row for row in rows if (row.line.kind == "number") == (kind == "number")]
        if not chosen:
            continue
        head = _opening(columns, kinship)
        items = [_labelled(row, source, columns.index(source)) for row in chosen]
        yield (Piece(head), *_joined(items), Piece("."))


def _opening(columns: Sequence[ComparedColumn], kinship: Kinship | None) -> str:
    if kinship and kinship.inherits:
        return f"{kinship.child.name} keeps {possessive(kinship.parent.name)} "
    return f"Alike in {'both' if len(columns) == 2 else f'all {_COUNTS[len(columns)]}'}: "


_COUNTS = {3: "three", 4: "four", 5: "five", 6: "six"}


def _labelled(row: ComparedRow, column: ComparedColumn, index: int) -> list[Piece]:
    return [Piece(f"{_low(row.line.label)} ("), _cited(column, row.cells[index]), Piece(")")]


def _difference(columns: Sequence[ComparedColumn], row: ComparedRow, kinship: Kinship | None) -> Sentence:
    """One line that differs, as a sentence."""
    known = [(column, cell) for column, cell in zip(columns, row.cells, strict=True) if cell.known]
    if row.line.complete and len(columns) == len(known) == 2:
        return _lists(row, known)
    if kinship and kinship.may_change(row.line) and len(known) == 2 and all(cell.numbers for _, cell in known):
        return _change(row.line, kinship)
    parts = [[_cited(column, cell), Piece(f" in {column.name}")] for column, cell in known]
    separator = "; " if any(", " in cell.text for _, cell in known) else ", "
    return (Piece(f"{row.line.label}: "), *_joined(parts, separator), Piece("."))


def _change(line_: Field, kinship: Kinship) -> Sentence:
    """`The vocabulary grows from 30,522 to 50,265.`, size by size where sizes belong together."""
    whole = ("", kinship.parent.cell(line_), kinship.child.cell(line_))
    pairs = kinship.sizes(line_) or [whole]
    keys = {(before.key, after.key) for _, before, after in pairs}
    if len(keys) == 1 and (len(pairs) > 1 or keys == {(whole[1].key, whole[2].key)}):
        pairs = [("", *pairs[0][1:])]  # all sizes say the same
    same = [name for name, before, after in pairs if before.key == after.key]
    pairs = [pair for pair in pairs if pair[0] not in same]
    verb = _verb(line_, [(before, after) for _, before, after in pairs])
    parts = []
    for name, before, after in pairs:
        ends = [_cited(kinship.parent, before), Piece(" to "), _cited(kinship.child, after)]
        parts.append([Piece("from "), *ends, Piece(f" ({name})" if name else "")])
    tail = _factor(pairs[0][1], pairs[0][2]) if len(pairs) == 1 else ""
    tail += f"; the same in {listed(same)}" if same else ""
    return (Piece(f"{line_.label} {verb} "), *_joined(parts), Piece(f"{tail}."))


def _verb(line_: Field, pairs: Iterable[tuple[Shown, Shown]]) -> str:
    """grow, shrink, or go where it is neither throughout; with an s for one thing."""
    signs = {_sign(before, after) for before, after in pairs}
    verb = "grow" if signs == {1} else "shrink" if signs == {-1} else "go"
    return f"{verb}{'es' if verb == 'go' else 's'}" if not line_.plural else verb


def _sign(before: Shown, after: Shown) -> int:
    """1 if both ends grow, or one of them while the other stays; -1 if they shrink; else 0."""
    assert before.numbers and after.numbers
    steps = {(a > b) - (a < b) for b, a in zip(before.numbers, after.numbers, strict=True)} - {0}
    return steps.pop() if len(steps) == 1 else 0


def _factor(before: Shown, after: Shown) -> str:
    """`, a factor of 10`, where both are one number and far apart."""
    assert before.numbers and after.numbers
    (low, high), (low_after, high_after) = before.numbers, after.numbers
    if low != high or low_after != high_after or not low or not low_after:
        return ""
    ratio = max(low, low_after) / min(low, low_after)
    shown = f"{ratio:.0f}" if ratio >= 9.95 else f"{ratio:.1f}".removesuffix(".0")
    return f", a factor of {shown}" if ratio >= _FACTOR else ""


def _lists(row: ComparedRow, known: Sequence[tuple[ComparedColumn, Shown]]) -> Sentence:
    """`Objectives: masked language modeling in both; next sentence prediction in BERT only.`"""
    first, second = ([name for name, _ in cell.terms] for cell in row.cells)
    in_both = [name for name in first if name in second]
    own = [[name for name in first if name not in second], [name for name in second if name not in first]]
    parts = [[Piece(f"{listed(in_both)} in both")]] if in_both else []
    for (column, cell), names in zip(known, own, strict=True):
        if names:
            cited = _cited(column, Shown(listed(names), "cited", cell.anchor))
            parts.append([cited, Piece(f" in {column.name} only")])
    return (Piece(f"{row.line.label}: "), *_joined(parts, "; "), Piece("."))


def _gaps(table: ComparisonTable, rows: Iterable[ComparedRow]) -> Iterator[Sentence]:
    """What can't be compared, as it is missing of one column."""
    for index, column in enumerate(table.columns):
        for standing, words in (("undisclosed", "Undisclosed for"), ("not-researched", "Not researched yet for")):
            found = [_low(row.line.label) for row in rows if row.cells[index].standing == standing]
            if len(found) > _MOST_GAPS + 1:
                found = [*found[:_MOST_GAPS], f"{len(found) - _MOST_GAPS} more"]
            if found:
                yield (Piece(f"{words} {column.name}: {listed(found)}."),)


def _cited(column: ComparedColumn, cell: Shown) -> Piece:
    page = column.page.partition("#")[0]
    return Piece(cell.text, f"{page}#{cell.anchor}" if cell.anchor else "")


def _joined(items: Sequence[Sequence[Piece]], separator: str = ", ") -> list[Piece]:
    """Pieces with commas and a last "and" between them, or with semicolons where they have commas inside."""
    found: list[Piece] = []
    for index, item in enumerate(items):
        if index:
            is_last = index == len(items) - 1
            found.append(Piece(" and " if is_last and separator == ", " else separator))
        found += item
    return found


def possessive(name: str) -> str:
    """`BERT's`, `Transformers'`"""
    return f"{name}'" if name.endswith("s") else f"{name}'s"


def _low(label: str) -> str:
    """A label inside a sentence: `KV cache` keeps its capitals."""
    return label if label[1:2].isupper() else label[:1].lower() + label[1:]
