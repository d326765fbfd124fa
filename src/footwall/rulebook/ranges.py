"""Amounts that a rulebook states with a range, and the same rulebook at other values inside their ranges.

The value is the law; the range says how sure its author is. A drawn rulebook is a rulebook of its own: it is
checked by the schema like any other and holds no ranges.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from footwall import units
from footwall.errors import UnknownName
from footwall.rulebook.amounts import RANGE_KEYS
from footwall.rulebook.schema import Rulebook
from footwall.rulebook.yaml_tree import Place, dotted


@dataclass(frozen=True)
class UncertainAmount:
    """A ranged amount in the engine's unit (USD/t, t, t/year, days, USD or a fraction)."""

    path: str
    value: float
    low: float
    high: float
    unit: str
    """Unit as written; empty for a plain share."""

    @property
    def name(self) -> str:
        """``floors.ndpr_oxide.reference.price (USD/kg)``."""
        return f"{self.path} ({self.unit})" if self.unit else self.path

    @property
    def size(self) -> float:
        """One of the written unit in the engine's unit."""
        return units.parse(f"1 {self.unit}").engine if self.unit else 1.0


def uncertain_amounts(rulebook: Rulebook) -> tuple[UncertainAmount, ...]:
    """Every amount with a range, in the order of the rulebook."""
    found = []
    for place, block in _ranged(_plain(rulebook), ()):
        value, low, high = (units.parse(block[key]) for key in RANGE_KEYS)
        found.append(UncertainAmount(dotted(place), value.engine, low.engine, high.engine, value.unit))
    return tuple(found)


def at_values(rulebook: Rulebook, values: Sequence[float]) -> Rulebook:
    """The rulebook with its ranged amounts at ``values``, engine units in the order of ``uncertain_amounts``.

    Raises UnknownName where the number of values is not that of the amounts, or a value is outside its range.
    """
    amounts = uncertain_amounts(rulebook)
    if len(values) != len(amounts):
        raise UnknownName(f"Read {len(values)} values; allowed: {len(amounts)}, one for each ranged amount.")
    data = _plain(rulebook)
    places = [place for place, _ in _ranged(data, ())]
    for amount, value, place in zip(amounts, values, places, strict=True):
        if not amount.low <= value <= amount.high:
            allowed = f"{amount.low:g} to {amount.high:g}"
            raise UnknownName(f"{amount.path}: read {value:g}; allowed: {allowed} in the engine's unit.")
        _put(data, place, _written(float(value), amount))
    return Rulebook.model_validate(data)


def _plain(rulebook: Rulebook) -> dict[str, Any]:
    data: dict[str, Any] = rulebook.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    return data


def _ranged(block: Any, place: Place) -> Iterator[tuple[Place, dict[str, Any]]]:
    if isinstance(block, dict):
        if set(block) == set(RANGE_KEYS):
            yield place, block
            return
        for key, item in block.items():
            yield from _ranged(item, (*place, key))
    elif isinstance(block, list):
        for index, item in enumerate(block):
            yield from _ranged(item, (*place, index))


def _written(value: float, amount: UncertainAmount) -> str | float:
    return f"{value / amount.size!r} {amount.unit}" if amount.unit else value


def _put(data: Any, place: Place, value: str | float) -> None:
    for step in place[:-1]:
        data = data[step]
    data[place[-1]] = value
