"""Slack, binding, prohibitive, undercut and capped floors on the toy."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from footwall.enacted.charges import (
    ABSORB,
    CAP_CUSTOMS_VALUE,
    DUTY_PAID,
    REFERENCE,
    FloorInForce,
    Quota,
)
from footwall.market.calibrate import calibrate
from footwall.measure.floor_status import FloorStatus, floor_statuses, gap_charges
from footwall.measure.state import State
from measure.looped import solved
from toy import toy_charges, toy_network

NETWORK = toy_network()
CALIBRATION = calibrate(NETWORK, toy_charges(NETWORK))
OXIDE_INTO_C = np.array([arc.commodity == "oxide" and arc.destination == "C" for arc in NETWORK.arcs])
FROM_B = np.array([arc.origin == "B" for arc in NETWORK.arcs])


def under_floor(
    price: float, *, member_b: bool = False, quotas: tuple[Quota, ...] = (), **fields: Any
) -> State:
    """C, alone or with B, holds a floor on oxide."""
    levied = OXIDE_INTO_C & ~(FROM_B & member_b)
    charges = toy_charges(NETWORK, **({"floor": OXIDE_INTO_C * price, "levied_share": levied} | fields))
    zone = {"C": 1.0, "B": float(member_b)}
    floor = FloorInForce("oxide", "C", price, "CIF", "floors.oxide", "fixed")
    return solved(CALIBRATION, charges, quotas, zone, [floor])


def status(state: State) -> FloorStatus:
    (found,) = floor_statuses(state)
    return found


def test_a_floor_below_all_prices_is_slack() -> None:
    found = status(under_floor(40_000.0))
    assert (found.status, found.code, found.unit_levy, found.levied_share) == ("slack", 0, 0.0, 0.0)


def test_a_floor_above_all_prices_binds() -> None:
    state = under_floor(60_000.0)
    found = status(state)
    assert (found.status, found.code) == ("binding", 1)
    assert found.levied_share == pytest.approx(1.0)
    arcs = np.flatnonzero(OXIDE_INTO_C)
    share, cif = state.equilibrium.share[arcs], state.equilibrium.price[:2] + 500.0
    assert found.unit_levy == pytest.approx(60_000.0 - share @ cif, rel=1e-9)


def test_a_floor_that_keeps_out_all_imports_is_prohibitive_and_undercut_by_a_member() -> None:
    found = status(under_floor(90_000.0, member_b=True))
    assert found.status == "prohibitive"
    assert 0.0 < found.levied_share < 0.001
    assert found.undercut and found.lowest_zone_origin == "B"
    assert found.lowest_zone_price < 0.999
    assert found.code == 2 + 4


def test_a_minimum_import_price_binds_without_revenue() -> None:
    state = under_floor(60_000.0, omega=1.0)
    assert status(state).status == "binding"
    assert state.equilibrium.unit.levy.max() == 0.0


def test_a_capped_floor() -> None:
    found = status(under_floor(90_000.0, cap_of=CAP_CUSTOMS_VALUE, cap=0.1))
    assert found.capped and found.code == 1 + 8


def test_a_gap_inside_the_dead_band_is_slack() -> None:
    assert status(under_floor(53_000.0, dead_band=0.1)).status == "slack"


def test_a_levy_absorbed_by_the_duty_is_slack() -> None:
    found = status(under_floor(51_500.0, duty_ad_valorem=0.1 * OXIDE_INTO_C, cumulation=ABSORB))
    assert found.status == "slack"


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"compared": REFERENCE},
        {"compared": REFERENCE, "compared_with": DUTY_PAID, "duty_ad_valorem": 0.03},
        {"compared_with": DUTY_PAID, "duty_ad_valorem": 0.03, "omega": 0.4, "valuation_cif": 0.0},
        {"mode_b": 1.0, "duty_ad_valorem": 0.06, "floor_cif": 0.0},
        {"cap_of": CAP_CUSTOMS_VALUE, "cap": 0.05},
        {"cumulation": ABSORB, "duty_ad_valorem": 0.02, "omega": 0.5},
    ],
)
def test_the_charge_on_the_gap_is_the_one_the_market_booked(fields: dict[str, float]) -> None:
    """Levy and exporters' rent of the solved arcs, where nothing else is booked as levy."""
    state = under_floor(60_000.0, **fields)
    charge, _ = gap_charges(state)
    unit = state.equilibrium.unit
    assert charge.max() > 0.0
    assert charge == pytest.approx(unit.levy + unit.exporter_rent, rel=1e-9, abs=1e-9)


def test_a_floor_held_by_a_tariff_or_a_tariff_rate_quota() -> None:
    tariff = status(under_floor(60_000.0, floor=0.0, instrument_ad_valorem=0.1))
    assert tariff.status == "binding"
    assert tariff.levied_share == pytest.approx(1.0)
    arcs = tuple(np.flatnonzero(OXIDE_INTO_C).tolist())
    quota = Quota("quota", "tariff_rate", arcs, 50.0, out_of_quota=3_000.0)
    held = status(under_floor(60_000.0, quotas=(quota,), floor=0.0, levied_share=0.0))
    assert held.status == "binding"
    assert held.unit_levy == pytest.approx(3_000.0)
