"""Dates as precise as they are known: a year, a month, or a day."""

from __future__ import annotations

import datetime
import os
import re
from dataclasses import dataclass

from atlas.text.problems import Unreadable

_FORM = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A date as written: `YYYY`, `YYYY-MM` or `YYYY-MM-DD`."""

    text: str

    @classmethod
    def parse(cls, text: str) -> PartialDate:
        """Read a date; raises Unreadable when it is none."""
        match = _FORM.fullmatch(text) if text.isascii() else None
        if not match:
            raise Unreadable(f'"{text}" is not a date', "write YYYY, YYYY-MM or YYYY-MM-DD")
        year, month, day = (int(part) if part else 1 for part in match.groups())
        try:
            datetime.date(year, month, day)
        except ValueError:
            raise Unreadable(f'"{text}" is not a day of the calendar', "correct the month or the day") from None
        return cls(text)

    @property
    def year(self) -> int:
        return int(self.text[:4])

    def is_before(self, other: PartialDate) -> bool:
        """Whether this date is certainly earlier, compared at the coarser precision of the two."""
        length = min(len(self.text), len(other.text))
        return self.text[:length] < other.text[:length]

    @property
    def earliest(self) -> str:
        """The first day that it can mean, `YYYY-MM-DD`: by it dates of any precision can be sorted."""
        return self.text + "-01-01"[len(self.text) - 4 :]

    @property
    def for_people(self) -> str:
        """`11 October 2018`, `October 2018` or `2018`."""
        parts = [int(part) for part in self.text.split("-")]
        if len(parts) == 1:
            return self.text
        month = datetime.date(2000, parts[1], 1).strftime("%B")
        return f"{parts[2]} {month} {parts[0]}" if len(parts) == 3 else f"{month} {parts[0]}"

    def __str__(self) -> str:
        return self.text


def today() -> datetime.date:
    """The day until which things can have happened: that of the clock, or of SOURCE_DATE_EPOCH where it is later.

    One day is granted, since it is tomorrow somewhere else. What is valid once so stays valid, on whatever machine.
    """
    now = datetime.datetime.now(datetime.UTC).timestamp()
    told = os.environ.get("SOURCE_DATE_EPOCH", "")
    latest = max(now, int(told)) if told.isascii() and told.isdigit() and len(told) < 12 else now
    return (datetime.datetime.fromtimestamp(latest, datetime.UTC) + datetime.timedelta(days=1)).date()
