"""Validators of pydantic made from parsers of texts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from pydantic_core import PydanticCustomError

from atlas.text.characters import shortened
from atlas.text.problems import Unreadable

_LONG, _SHORT = 200, 60


def read(parse: Callable[[str], Any], rule: str) -> Callable[[Any], Any]:
    """A validator from a parser that raises Unreadable. The problem's words are in the context of the error."""

    def validate(value: Any) -> Any:
        if not isinstance(value, str):
            raise _error("single-value", f"is a {_kind(value)}, not a single value", "write one value")
        try:
            return parse(value)
        except Unreadable as error:
            what = error.what.replace(value, shortened(value, _SHORT)) if len(value) > _LONG else error.what
            raise _error(rule, what, error.mend) from None

    return validate


def _error(rule: str, what: str, mend: str) -> PydanticCustomError:
    return PydanticCustomError(rule, "{what}; {mend}", {"what": what, "mend": mend})


def _kind(value: Any) -> str:
    return "mapping" if isinstance(value, dict) else "list" if isinstance(value, list) else type(value).__name__
