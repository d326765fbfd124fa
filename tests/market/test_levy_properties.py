"""Levies of arbitrary policies: never negative, landed prices at the floor, what buyers pay adds up."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from footwall.enacted.charges import ABSORB, ADD, CAP_NONE, MAX, ArcCharges
from footwall.market.assemble import assemble
from footwall.market.equilibrium import UnitCharges, unit_breakdown
from footwall.market.solve import solve
from market.policies import calibrated, floored
from toy import toy_network

NETWORK = toy_network()
CALIBRATION = calibrated(NETWORK)

prices = st.tuples(*[st.floats(0.2, 2.5)] * 4)
floors = st.floats(10_000.0, 200_000.0)
duties = {"duty_ad_valorem": st.floats(0.0, 0.5), "duty_specific": st.floats(0.0, 5_000.0)}
any_levy = st.fixed_dictionaries(
    {
        "floor": floors,
        "compared_with": st.sampled_from([0.0, 1.0]),
        "cumulation": st.sampled_from([ADD, ABSORB, MAX]),
        "mode_b": st.sampled_from([0.0, 1.0]),
        "top_up": st.floats(0.0, 1.0),
        "dead_band": st.floats(0.0, 0.2),
        "cap_of": st.sampled_from([0.0, 1.0, 2.0]),
        "cap": st.floats(0.0, 1.0),
        "omega": st.floats(0.0, 1.0),
        "valuation_cif": st.sampled_from([0.0, 1.0]),
        "floor_cif": st.sampled_from([0.0, 1.0]),
        "evasion_cost": st.floats(0.0, 0.2),
        "evasion_spread": st.sampled_from([0.0, 0.2, 1.0]),
        "evasion_detection": st.floats(0.0, 1.0),
        "evasion_fine": st.floats(0.0, 0.5),
        "evasion_max": st.floats(0.0, 1.0),
        **duties,
    }
)


def at(charges: ArcCharges, price: tuple[float, ...]) -> UnitCharges:
    """Unit charges at given FOB prices, whatever the markets say."""
    return unit_breakdown(CALIBRATION.base_price * np.array(price), 0, assemble(CALIBRATION, charges))


@given(fields=any_levy, price=prices)
def test_levies_fines_and_rents_are_never_negative(fields: dict[str, Any], price: tuple[float, ...]) -> None:
    unit = at(floored(NETWORK, **fields), price)
    for part in (unit.levy, unit.fine, unit.concealment, unit.exporter_rent, unit.duty, unit.evaded_share):
        assert part.min() >= -1e-9
    assert unit.evaded_share.max() <= 1.0


@given(fields=any_levy, price=prices)
def test_parts_add_up_to_the_landed_price(fields: dict[str, Any], price: tuple[float, ...]) -> None:
    unit = at(floored(NETWORK, **fields), price)
    parts = [
        getattr(unit, name) for name in unit.__dataclass_fields__ if name not in ("landed", "evaded_share")
    ]
    assert sum(parts) == pytest.approx(unit.landed, rel=1e-12)


@given(floor=floors, price=prices, omega=st.floats(0.0, 1.0), basis=st.sampled_from([0.0, 1.0]))
def test_uncapped_and_unevaded_imports_land_at_the_floor_or_above(
    floor: float, price: tuple[float, ...], omega: float, basis: float
) -> None:
    charges = floored(NETWORK, floor=floor, omega=omega, floor_cif=basis, cap_of=CAP_NONE)
    unit = at(charges, price)
    levied = charges.levied_share > 0.0
    bare = unit.landed - (1.0 - basis) * unit.freight
    assert bare[levied].min() >= floor * (1.0 - 1e-12)
    pays = levied & (unit.levy + unit.exporter_rent > 0.0)
    assert bare[pays] == pytest.approx(floor, rel=1e-12)


@given(
    floor=floors,
    price=prices,
    omega=st.floats(0.0, 1.0),
    rate=duties["duty_ad_valorem"],
    fixed=duties["duty_specific"],
)
def test_compared_duty_paid_the_floor_holds_with_duty_inside(
    floor: float, price: tuple[float, ...], omega: float, rate: float, fixed: float
) -> None:
    charges = floored(
        NETWORK, floor=floor, omega=omega, compared_with=1.0, duty_ad_valorem=rate, duty_specific=fixed
    )
    unit = at(charges, price)
    levied = charges.levied_share > 0.0
    assert unit.landed[levied].min() >= floor * (1.0 - 1e-12)


@given(fields=any_levy, price=prices)
def test_evasion_never_makes_a_charge_dearer(fields: dict[str, Any], price: tuple[float, ...]) -> None:
    honest = at(floored(NETWORK, **(fields | {"evasion_spread": 0.0})), price)
    evading = at(floored(NETWORK, **fields), price)
    assert (evading.landed <= honest.landed + 1e-9 * honest.landed).all()


@given(floor=st.floats(40_000.0, 150_000.0), omega=st.floats(0.0, 1.0))
def test_at_the_equilibrium_too_the_floor_holds_and_money_adds_up(floor: float, omega: float) -> None:
    charges = floored(NETWORK, floor=floor, omega=omega)
    equilibrium = solve(CALIBRATION, charges)
    levied = charges.levied_share > 0.0
    assert equilibrium.landed[levied].min() >= floor * (1.0 - 1e-9)
    cash = float(equilibrium.landed @ equilibrium.flow)
    received = float(equilibrium.unit.fob @ equilibrium.flow + equilibrium.unit.freight @ equilibrium.flow)
    wedge = float((equilibrium.unit.levy + equilibrium.unit.exporter_rent) @ equilibrium.flow)
    assert cash == pytest.approx(received + wedge, rel=1e-9)
    shipped = np.bincount(CALIBRATION.wiring.arc_market, equilibrium.flow)
    made = np.concatenate([equilibrium.activity[:2], equilibrium.activity[2:]])
    assert shipped + equilibrium.disposal == pytest.approx(made, rel=1e-9)
    bought = np.bincount(CALIBRATION.wiring.arc_buyer, equilibrium.flow)
    assert bought == pytest.approx(equilibrium.purchases, rel=1e-9)
