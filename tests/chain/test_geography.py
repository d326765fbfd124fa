"""Distances by the haversine formula against published great-circle distances."""

from __future__ import annotations

import pytest

from footwall.chain.geography import EARTH_RADIUS_KM, Place, distance_table, great_circle_km


def test_a_quarter_of_the_equator() -> None:
    assert great_circle_km(Place(0.0, 0.0), Place(0.0, 90.0)) == pytest.approx(
        EARTH_RADIUS_KM * 3.141592653589793 / 2
    )


def test_london_to_new_york() -> None:
    """5,570 km between 51.5074 N 0.1278 W and 40.7128 N 74.0060 W (sphere of mean radius)."""
    assert great_circle_km(Place(51.5074, -0.1278), Place(40.7128, -74.0060)) == pytest.approx(
        5570.0, abs=1.0
    )


def test_table_is_symmetric_and_zero_at_home() -> None:
    table = distance_table({"A": Place(10.0, 20.0), "B": Place(-30.0, 170.0)})
    assert table["A", "B"] == table["B", "A"]
    assert table["A", "A"] == 0.0
