"""Where the nodes of a YAML text stand."""

from __future__ import annotations

from dataclasses import dataclass, field

FieldPath = tuple[str | int, ...]
"""The keys and list positions that lead to a value: `("sources", "paper", "authors", 0)`."""
Place = tuple[int, int]
"""Line and column, from 1."""


@dataclass(frozen=True, slots=True)
class Positions:
    """Places of values and of their keys, by path."""

    values: dict[FieldPath, Place] = field(default_factory=dict)
    keys: dict[FieldPath, Place] = field(default_factory=dict)

    def locate(self, path: FieldPath, *, key: bool = False) -> Place:
        """Place of the node at `path`, or of its nearest ancestor that exists; `key`: rather that of its key."""
        tables = (self.keys, self.values) if key else (self.values, self.keys)
        while path:
            for table in tables:
                if path in table:
                    return table[path]
            path = path[:-1]
        return (1, 1)


def dotted(path: FieldPath) -> str:
    """`("sources", "paper", "authors", 0)` as `sources.paper.authors[0]`."""
    text = ""
    for part in path:
        text += f"[{part}]" if isinstance(part, int) else f".{part}" if text else part
    return text
