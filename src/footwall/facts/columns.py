"""Kinds of table columns: one declaration that the loader, the commands and the tests all read.

A column knows its type, its bounds and the table its keys come from. It converts one cell and says what is
allowed when a cell does not convert. It opens no file and guesses no missing value.
"""

from __future__ import annotations

import dataclasses
import math
import re
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

Kind = Literal["text", "number", "whole", "date", "list"]
NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?")
ANY = "*"
"""In a key column: every region, commodity or origin."""


class CellError(Exception):
    """A cell that its column does not accept; ``allowed`` says what it would accept."""

    def __init__(self, allowed: str) -> None:
        self.allowed = allowed
        super().__init__(allowed)


@dataclass(frozen=True)
class Column:
    """What one column accepts.

    ``table`` names the table whose first column holds the allowed keys (``elements`` for tracked
    elements, ``chains`` for those of the commodities); several tables are separated by ``|``. ``any_key``
    admits ``*``.
    """

    kind: Kind = "text"
    required: bool = True
    table: str = ""
    any_key: bool = False
    choices: tuple[str, ...] = ()
    minimum: float = -math.inf
    maximum: float = math.inf
    header: str = ""

    def convert(self, cell: str) -> Any:
        """The value of ``cell``; raises CellError."""
        text = cell.strip()
        if not text:
            if self.required:
                raise CellError("a value, the cell may not be empty")
            return {"text": "", "list": ()}.get(self.kind)
        if self.kind == "list":
            return self._parts(text)
        if self.kind in ("number", "whole"):
            return self._number(text)
        if self.kind == "date":
            return _date(text)
        if self.choices and text not in self.choices:
            raise CellError(" or ".join(self.choices))
        return text

    def _parts(self, text: str) -> tuple[str, ...]:
        parts = tuple(part.strip() for part in text.split(";") if part.strip())
        if self.choices and not set(parts) <= set(self.choices):
            raise CellError(f"one or several of {', '.join(self.choices)}, separated by ;")
        return parts

    def _number(self, text: str) -> float | int:
        if not NUMBER.fullmatch(text):
            raise CellError("a number such as 12.5, without thousands separators")
        value = float(text)
        if not (self.minimum <= value <= self.maximum) or not math.isfinite(value):
            raise CellError(f"a number from {self.minimum:g} to {self.maximum:g}")
        if self.kind == "whole":
            if value != int(value):
                raise CellError("a whole number")
            return int(value)
        return value


def _date(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise CellError("a date as YYYY-MM-DD") from None


def _field(column: Column) -> Any:
    return dataclasses.field(metadata={"column": column})


def text(*choices: str, required: bool = True) -> Any:
    return _field(Column(choices=choices, required=required))


def key(table: str, *, any_key: bool = False, required: bool = True) -> Any:
    return _field(Column(table=table, any_key=any_key, required=required))


def keys(table: str, *, required: bool = True) -> Any:
    return _field(Column("list", table=table, required=required))


def words(*choices: str, required: bool = True) -> Any:
    return _field(Column("list", choices=choices, required=required))


def number(minimum: float = -math.inf, maximum: float = math.inf, *, required: bool = True) -> Any:
    return _field(Column("number", required=required, minimum=minimum, maximum=maximum))


def year() -> Any:
    return _field(Column("whole", minimum=1900, maximum=2100))


def day(header: str, *, required: bool = True) -> Any:
    return _field(Column("date", required=required, header=header))


def columns_of(row_type: type[Any]) -> dict[str, tuple[str, Column]]:
    """Header → (field name, column) of a row type, own columns first, then source, grade and note."""
    fields = dataclasses.fields(row_type)
    ordered = [item for item in fields if not item.kw_only] + [item for item in fields if item.kw_only]
    found: dict[str, tuple[str, Column]] = {}
    for item in ordered:
        column: Column = item.metadata["column"]
        found[column.header or item.name] = (item.name, column)
    return found
