"""An output: a file of the site, and what makes it. Pages, the API, tables and page data are all outputs.

Whoever writes, serves or lists the files of the site knows nothing else of them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

Make = Callable[[], bytes]


@dataclass(frozen=True, slots=True)
class Output:
    """A file by its path below the site.

    group: outputs of one group are made of the same facts, so one process makes them; "" is for what looks at all.
    title: what it holds, in the words of the page Data; without a title it is not listed there.
    schema: the path of the JSON Schema that describes it, if there is one.
    """

    path: str
    make: Make
    group: str = ""
    title: str = ""
    schema: str = ""
