"""What an element is: what a guide may set, and what it shows for that."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from atlas.catalog import Catalog
from atlas.schema.errors import nearest
from atlas.text.quantity import grouped

Values = Mapping[str, Any]
"""Parameters by name: numbers and texts."""


class WrongParameter(ValueError):
    """A guide sets what an element does not have or allow. `name` is the parameter; the text says "what; mend"."""

    def __init__(self, name: str, message: str) -> None:
        super().__init__(message)
        self.name = name


@dataclass(frozen=True, slots=True)
class Parameter:
    """What a guide may set and, with a script, a reader.

    default: its value where nothing is set; its type is the type of the parameter. minimum, maximum: of a number.
    step: by which a reader changes it; a whole number is whole. choices: of a text. longest: most characters of one.
    slider: whether a reader moves a number, which its result of the same name shows, in place of typing it.
    """

    label: str
    default: float | int | str
    minimum: float = 0
    maximum: float = 0
    step: float = 1
    unit: str = ""
    choices: tuple[str, ...] = ()
    longest: int = 200
    slider: bool = False

    def read(self, name: str, text: str) -> float | int | str:
        """The value that a text stands for. Raises WrongParameter."""
        if isinstance(self.default, str):
            return self._text(name, text)
        try:
            number = type(self.default)(text.replace(",", "").replace("_", ""))
        except ValueError:
            kind = "a whole number" if isinstance(self.default, int) else "a number"
            raise WrongParameter(
                name, f'{name}: "{text[:40]}" is not {kind}; write for example {self.default}'
            ) from None
        if not self.minimum <= number <= self.maximum:
            ends = f"{self.minimum:g} to {self.maximum:g}"
            raise WrongParameter(name, f"{name}: {text[:40]} is out of range; write a number from {ends}")
        return number

    def _text(self, name: str, text: str) -> str:
        if self.choices and text not in self.choices:
            fix = nearest(text, list(self.choices)) or f"use one of {', '.join(self.choices)}"
            raise WrongParameter(name, f'{name}: "{text[:40]}" is not allowed here; {fix}')
        if len(text) > self.longest:
            raise WrongParameter(name, f"{name}: has {len(text)} characters; at most {self.longest} are allowed")
        return text


@dataclass(frozen=True, kw_only=True)
class Element:
    """A figure or tool. Its template is `<id>.html.j2`, with underscores, and gets all that `compute` and `more` give.

    title: what it is called. about: what it is good for, in one sentence. parameters: by name. compute: texts and
    numbers from values alone; if there is a script, its `compute` gives the same. more: what else the template shows,
    from the catalogue. cases: values that the tests try, beside the defaults. script, style: whether it has files of
    its own in docs/assets/elements. shared: sheets there that it needs and others too.
    """

    id: str
    title: str
    about: str
    parameters: Mapping[str, Parameter] = field(default_factory=dict)
    compute: Callable[[Values], dict[str, Any]] = field(default=lambda _: {})
    more: Callable[[Catalog, Values], dict[str, Any]] = field(default=lambda *_: {})
    cases: tuple[Values, ...] = ()
    script: bool = False
    style: bool = False
    shared: tuple[str, ...] = ()

    @property
    def styles(self) -> tuple[str, ...]:
        """The sheets that a page with it loads, below `docs/assets`; what is its own comes last and has its way."""
        return tuple(f"elements/{name}" for name in (*self.shared, *((self.id,) if self.style else ())))

    @property
    def template(self) -> str:
        return f"{self.id.replace('-', '_')}.html.j2"

    @property
    def defaults(self) -> dict[str, Any]:
        return {name: parameter.default for name, parameter in self.parameters.items()}

    @property
    def method(self) -> str:
        """How it computes, for readers."""
        return " ".join((self.compute.__doc__ or "").split())

    def read(self, given: Mapping[str, str]) -> dict[str, Any]:
        """The values that a guide sets, with the defaults of all others. Raises WrongParameter."""
        for name in given:
            if name not in self.parameters:
                known = ", ".join(self.parameters)
                fix = nearest(name, list(self.parameters)) or (f"use one of {known}" if known else "it has none")
                raise WrongParameter(name, f'"{name}" is not a parameter of "{self.id}"; {fix}')
        return self.defaults | {name: self.parameters[name].read(name, text) for name, text in given.items()}

    def context(self, catalog: Catalog, values: Values) -> dict[str, Any]:
        """What its template shows for these values."""
        own = {"element": self, "values": values}
        return {**own, **self.compute(values), **self.more(catalog, values)}


def fixed(number: float, digits: int = 0) -> str:
    """A number with so many decimals and groups of thousands; halves go up, as scripts round them."""
    rounded = Decimal(repr(number)).quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)
    return f"{rounded:,}"


def short(number: float) -> str:
    """A count in three significant digits with a suffix, rounded as scripts do: 109482240 is 109M."""
    for suffix, unit in (("T", 10**12), ("B", 10**9), ("M", 10**6), ("K", 10**3)):
        if number >= unit * 0.9995:
            count = number / unit
            return f"{fixed(count, 0 if count >= 99.95 else 1 if count >= 9.995 else 2)}{suffix}"
    return fixed(number)


__all__ = ["Element", "Parameter", "Values", "WrongParameter", "fixed", "grouped", "short"]
