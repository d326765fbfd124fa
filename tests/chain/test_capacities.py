"""Effective capacities: utilisation stays in [0.30, 0.97] and every clamp is listed."""

from __future__ import annotations

from pathlib import Path
from types import MappingProxyType

import pytest

from footwall.chain.capacities import effective_capacities
from footwall.errors import CalibrationError
from footwall.facts import Facts
from footwall.facts.schema import Capacity

KEY = ("make_magnet", "A")


def _facts(*years: tuple[int, float]) -> Facts:
    rows = tuple(
        Capacity(*KEY, year, tonnes, 0.0, 1e9, source="x", grade="assumed") for year, tonnes in years
    )
    return Facts(Path("tables"), MappingProxyType({"capacity": rows}))


@pytest.mark.parametrize(
    ("published", "effective", "clamps"),
    [(100.0, 100.0, 0), (70.0, 80.0 / 0.97, 1), (1000.0, 80.0 / 0.30, 1)],
)
def test_activity_of_eighty_tonnes(published: float, effective: float, clamps: int) -> None:
    capacities, listed = effective_capacities(_facts((2024, published)), {KEY: 80.0}, 2024)
    assert capacities[KEY] == pytest.approx(effective)
    assert len(listed) == clamps
    assert 0.97 * capacities[KEY] >= 80.0


def test_the_latest_row_up_to_the_year_counts() -> None:
    capacities, _ = effective_capacities(
        _facts((2020, 90.0), (2023, 100.0), (2026, 500.0)), {KEY: 80.0}, 2024
    )
    assert capacities[KEY] == 100.0


def test_a_process_without_capacity_is_named() -> None:
    with pytest.raises(CalibrationError, match="make_magnet@A"):
        effective_capacities(_facts((2026, 500.0)), {KEY: 80.0}, 2024)
