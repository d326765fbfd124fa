"""The one grammar of quantities: ``110 USD/kg``, ``12e9 USD``, ``100 t``, ``180 days``, ``12%``.

A quantity is a decimal number and a unit of the table below; a plain number is a share. Conversion is exact.
The module refuses thousands separators, expressions, other currencies and units of no fixed size (months):
what it cannot read without doubt is a ``UnitError``.

============== =============================================== ============
dimension      units read                                      engine unit
============== =============================================== ============
price          USD/t, USD/kg, USD/g, USD/lb                    USD/t
money          USD                                             USD
mass           t, kt, Mt, kg, g, lb                            t
mass per year  t/year, t/yr, kt/year, kt/yr, kg/year, kg/yr    t/year
duration       day, days, week, weeks, year, years (365 days)  days
share          % or a plain number (1 = 100%)                  1
============== =============================================== ============

The pound is 0.45359237 kg exactly (international yard and pound agreement, 1959).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from footwall.errors import UnitError
from footwall.spelling import nearest

Dimension = Literal["price", "money", "mass", "mass per year", "duration", "share"]

_TONNES = {
    "t": Fraction(1),
    "kt": Fraction(1_000),
    "Mt": Fraction(1_000_000),
    "kg": Fraction(1, 1_000),
    "g": Fraction(1, 1_000_000),
    "lb": Fraction(45_359_237, 10**11),
}
_DAYS = {"day": 1, "days": 1, "week": 7, "weeks": 7, "year": 365, "years": 365}
_SIZES: dict[Dimension, dict[str, Fraction]] = {
    "price": {f"USD/{mass}": 1 / _TONNES[mass] for mass in ("t", "kg", "g", "lb")},
    "money": {"USD": Fraction(1)},
    "mass": _TONNES,
    "mass per year": {
        f"{mass}/{year}": _TONNES[mass] for mass in ("t", "kt", "kg") for year in ("year", "yr")
    },
    "duration": {unit: Fraction(days) for unit, days in _DAYS.items()},
    "share": {"%": Fraction(1, 100), "": Fraction(1)},
}
_DIMENSION_OF = {unit: dimension for dimension, sizes in _SIZES.items() for unit in sizes}
_EXAMPLES: dict[Dimension, str] = {
    "price": "110 USD/kg",
    "money": "12e9 USD",
    "mass": "5 kg",
    "mass per year": "20000 t/year",
    "duration": "180 days",
    "share": "12%",
}
ENGINE_UNIT: dict[Dimension, str] = {
    "price": "USD/t",
    "money": "USD",
    "mass": "t",
    "mass per year": "t/year",
    "duration": "days",
    "share": "",
}
_NUMBER = r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,3})?"
_QUANTITY = re.compile(rf"\s*(?P<number>{_NUMBER})\s*(?P<unit>[^\d\s.,].*?)?\s*", re.ASCII)
_MONTH = re.compile(r"months?|mo", re.IGNORECASE)
_CURRENCY = re.compile(r"(?!USD\b)[A-Z]{3}\b|[€£¥$]")


@dataclass(frozen=True)
class Quantity:
    """A number with its unit, both as written; ``value`` is exact."""

    value: Decimal
    unit: str
    dimension: Dimension

    def in_unit(self, unit: str) -> Fraction:
        """The exact number of ``unit``; raises UnitError where ``unit`` is of another dimension."""
        if _DIMENSION_OF.get(unit) != self.dimension:
            raise UnitError(f"Read {self}, a {self.dimension}; it cannot be given in {unit!r}.")
        sizes = _SIZES[self.dimension]
        return Fraction(self.value) * sizes[self.unit] / sizes[unit]

    @property
    def exact(self) -> Fraction:
        """The exact number of engine units: USD/t, USD, t, t/year, days or a share."""
        return self.in_unit(ENGINE_UNIT[self.dimension])

    @property
    def engine(self) -> float:
        """The float64 nearest to the number of engine units."""
        return float(self.exact)

    def __str__(self) -> str:
        return f"{self.value}{self.unit}" if self.unit in {"", "%"} else f"{self.value} {self.unit}"


def parse(written: object, *dimensions: Dimension) -> Quantity:
    """Read a quantity of one of ``dimensions`` (of any, if none is named).

    ``written`` is text, or a plain number where a share is allowed. Raises UnitError, which says what was
    read, what is allowed and, where a unit is nearly right, which was meant.
    """
    allowed = dimensions or tuple(_SIZES)
    match = _QUANTITY.fullmatch(_as_text(written, allowed))
    if match is None:
        raise _refusal(written, allowed)
    unit = re.sub(r"\s*/\s*", "/", match["unit"] or "")
    dimension = _DIMENSION_OF.get(unit)
    if dimension is None or dimension not in allowed:
        raise _refusal(written, allowed, unit=unit, number=match["number"])
    return Quantity(Decimal(match["number"]), unit, dimension)


def units_of(*dimensions: Dimension) -> tuple[str, ...]:
    """The units that the grammar reads for ``dimensions``."""
    return tuple(unit for dimension in dimensions for unit in _SIZES[dimension] if unit)


def _as_text(written: object, allowed: Iterable[Dimension]) -> str:
    if isinstance(written, bool) or not isinstance(written, str | int | float | Decimal):
        raise _refusal(written, allowed)
    return str(written)


def _refusal(
    written: object, allowed: Iterable[Dimension], unit: str | None = None, number: str = ""
) -> UnitError:
    allowed = tuple(allowed)
    kinds = "; or ".join(_allowance(dimension) for dimension in allowed)
    advice = _advice(unit, number, allowed)
    return UnitError(f"Read {written!r}; allowed: {kinds}.{advice}")


def _allowance(dimension: Dimension) -> str:
    names = ", ".join(units_of(dimension))
    plain = " or a plain number" if dimension == "share" else ""
    return f"a {dimension} in {names}{plain}, such as {_EXAMPLES[dimension]!r}"


def _advice(unit: str | None, number: str, allowed: tuple[Dimension, ...]) -> str:
    if unit is None:
        return " Write one number with a point for decimals and no thousands separator, then the unit."
    if unit == "":
        return " The unit is missing."
    if _MONTH.fullmatch(unit) and "duration" in allowed:
        return " A month has no fixed length; write days."
    if unit not in _DIMENSION_OF and _CURRENCY.match(unit) and sorted(unit[:3]) != sorted("USD"):
        return " Money is in USD; convert it first."
    suggestion = nearest(unit, units_of(*allowed))
    if suggestion is None:
        return ""
    gap = "" if suggestion == "%" else " "
    return f" Did you mean {number + gap + suggestion!r}?"
