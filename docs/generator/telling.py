"""What a page is given by the runs: tables and figures with their marks, and sentences that must hold.

A page is written by hand around them. ``claims`` are sentences of the hand-written part; a test asks that the
page has each of them, and that a fresh run agrees.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from footwall.report.chart_changes import Change
from footwall.report.number_words import money, percent, points_digits, signed
from generator.drawing import Drawn
from generator.solved import Number

RULEBOOKS = {
    "oxide-only": "Oxide floor only",
    "cascade": "Cascading floors",
    "cascade-associates": "… with associates",
    "contracts-instead": "Contracts instead",
}


@dataclass(frozen=True)
class Told:
    """Blocks of a page by the name of their mark, its figures, and its claims with their truth."""

    tables: Mapping[str, str]
    figures: Mapping[str, Drawn]
    claims: Mapping[str, bool]

    def blocks(self, folder: str) -> dict[str, str]:
        """Text of every mark."""
        return {**self.tables, **{name: drawn.markdown(folder) for name, drawn in self.figures.items()}}

    def files(self) -> dict[str, str]:
        return {name: text for drawn in self.figures.values() for name, text in drawn.files().items()}


def amount(number: Number, unit: str) -> str:
    """A change with its range in brackets, without its unit except per cent."""
    if number.low is None or number.high is None:
        return _one(number.value, unit)
    suffix = "%" if unit == "%" else ""
    low, high = (_bare(bound, number, unit) for bound in (number.low, number.high))
    return f"{_one(number.value, unit)} ({low} to {high}{suffix})"


def _one(value: float, unit: str) -> str:
    if unit == "%":
        return percent(value)
    return signed(value, points_digits(value)) if unit == "points" else money(value)


def _bare(bound: float, number: Number, unit: str) -> str:
    if unit == "%":
        return signed(bound, 0 if abs(number.value) >= 100.0 else 1)
    return signed(bound, points_digits(number.value)) if unit == "points" else money(bound)


def change_rows(numbers: Sequence[tuple[str, Number, str]], unit: str) -> list[Change]:
    """Rows of a chart of changes, one colour a place; (label, number, level as printed)."""
    return [
        Change(label, number.value, number.low, number.high, level, amount(number, unit), f"s-{place}")
        for place, (label, number, level) in enumerate(numbers)
    ]
