"""The variable dictionary: every variable that a result may hold, with definition, equation, unit and
section.

One table (``variables.csv``) is read by the code that emits rows, by ``footwall why``, by the documentation
and by the tests. A name part in angle brackets stands for one identifier.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from footwall.errors import UnknownName
from footwall.spelling import CLOSE_ENOUGH

MOST_NEAR = 5
LIST = "footwall why FOLDER, without a variable, lists all."


@dataclass(frozen=True)
class Variable:
    """One row of the dictionary.

    ``variable`` is the pattern of its names, ``section`` the page of docs/model that explains it.
    """

    variable: str
    definition: str
    equation: str
    unit: str
    section: str

    @property
    def parts(self) -> tuple[str, ...]:
        return tuple(self.variable.split("|"))

    def matches(self, name: str) -> bool:
        """True where ``name`` has the fixed parts of the pattern and something in each open one."""
        parts = name.split("|")
        return len(parts) == len(self.parts) and all(
            part if pattern.startswith("<") else part == pattern
            for part, pattern in zip(parts, self.parts, strict=True)
        )

    def filled(self, name: str) -> str:
        """The pattern with its open parts taken from ``name``, where both have as many parts."""
        parts = name.split("|")
        if len(parts) != len(self.parts):
            return self.variable
        pairs = zip(parts, self.parts, strict=True)
        return "|".join(part if pattern.startswith("<") else pattern for part, pattern in pairs)

    @property
    def fixed(self) -> int:
        """Number of fixed parts; of two patterns that match, the one with more is meant."""
        return sum(not part.startswith("<") for part in self.parts)


@cache
def dictionary() -> tuple[Variable, ...]:
    """All variables in the order of the table."""
    text = files("footwall.runs").joinpath("variables.csv").read_text(encoding="utf-8")
    return tuple(Variable(**row) for row in csv.DictReader(text.splitlines()))


@cache
def variable(name: str) -> Variable:
    """The dictionary row of ``name``; raises UnknownName."""
    first = name.partition("|")[0]
    found = [row for row in dictionary() if row.variable.startswith(first) and row.matches(name)]
    if not found:
        raise UnknownName(f"There is no variable {name!r}. {_near(name)}{LIST}")
    return max(found, key=lambda row: row.fixed)


def _near(name: str) -> str:
    """A question with the names most like ``name``; empty where none is."""
    from difflib import get_close_matches

    filled = {row.filled(name).casefold(): row.filled(name) for row in dictionary()}
    near = get_close_matches(name.casefold(), list(filled), n=MOST_NEAR, cutoff=CLOSE_ENOUGH)
    if not near:
        return ""
    best, *others = (filled[match] for match in near)
    like = f"Like it: {', '.join(others)}. " if others else ""
    return f"Did you mean {best!r}? {like}"
