"""All passages against their texts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from atlas.text.places import ReadingPlace
from atlas.verify import extraction
from atlas.verify.extraction import File, NoText
from atlas.verify.matching import SearchedText, find
from atlas.verify.passages import Passage

STATES = ("found", "close", "missing", "unreachable")
"""From best to worst: as quoted, with a small difference, not in a text that was read, in none that could be read."""

_DOI = "https://doi.org/"


class Library(Protocol):
    """Where texts come from: local copies, or the network."""

    def get(self, place: ReadingPlace) -> list[File]:
        """The files of a place; raises NoText with the reason."""
        ...


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one passage. `place`: where it was found or is meant to be; `detail`: what there is instead."""

    passage: Passage
    state: str
    place: ReadingPlace | None
    detail: str = ""


def check(
    passages: Sequence[Passage], libraries: Sequence[Library], progress: Callable[[int, int], None]
) -> list[Outcome]:
    """Look every passage up, in the order given. `progress` is told how many of how many are done.

    Passages of the same place are taken together, so that one text is kept at a time.
    """
    found: dict[int, Outcome] = {}
    done = 0
    waiting = [(index, list(passage.places)) for index, passage in enumerate(passages)]
    while waiting:
        later: list[tuple[int, list[ReadingPlace]]] = []
        for place, indexes in _by_place(waiting).items():
            text, reason = _open(place, libraries) if place else (None, "names no place")
            for index, others in indexes:
                outcome = _look_up(passages[index], place, text, reason)
                found[index] = _better(found.get(index), outcome)
                if found[index].state != "found" and others:
                    later.append((index, others))
                else:
                    done += 1
            progress(done, len(passages))
        waiting = later
    return [found[index] for index in range(len(passages))]


def _by_place(
    waiting: Iterable[tuple[int, list[ReadingPlace]]],
) -> dict[ReadingPlace | None, list[tuple[int, list[ReadingPlace]]]]:
    """(passage, places still untried) by the place to try next."""
    groups: dict[ReadingPlace | None, list[tuple[int, list[ReadingPlace]]]] = {}
    for index, places in waiting:
        groups.setdefault(places[0] if places else None, []).append((index, places[1:]))
    return groups


def _look_up(passage: Passage, place: ReadingPlace | None, text: SearchedText | None, reason: str) -> Outcome:
    if text is None:
        return Outcome(passage, "unreachable", place, reason)
    match = find(passage.words, text)
    if match.state == "missing" and place and place.name.startswith(_DOI):
        return Outcome(passage, "unreachable", place, "the page behind a DOI often lacks the text")
    return Outcome(passage, match.state, place, match.detail)


def _better(before: Outcome | None, after: Outcome) -> Outcome:
    """The better of two; of two places that could not be read, the first, which the record means."""
    return after if before is None or STATES.index(after.state) < STATES.index(before.state) else before


def _open(place: ReadingPlace, libraries: Sequence[Library]) -> tuple[SearchedText | None, str]:
    """The text of a place from the first library that has it, or why there is none."""
    reasons = []
    for library in libraries:
        try:
            return SearchedText("\n\n".join(_texts(library.get(place)))), ""
        except NoText as error:
            reasons.append(str(error))
    return None, "; ".join(dict.fromkeys(reasons))


def _texts(files: list[File]) -> Iterator[str]:
    """The texts of files; of many, those that have one."""
    fault: NoText | None = None
    some = False
    for file in files:
        try:
            yield extraction.text_of(file)
            some = True
        except NoText as error:
            fault = error
    if fault and not some:
        raise fault
