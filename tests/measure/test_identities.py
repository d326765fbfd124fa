"""Tonnes, elements, money and welfare close to 1e-9 under any law."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given

from footwall.enacted.charges import Enactment
from footwall.market.calibrate import calibrate
from footwall.market.capacity import with_capacity
from footwall.market.parameters import draws
from footwall.market.solve import solve_batch
from footwall.measure.accounts import money_accounts
from footwall.measure.elements import element_balances, largest_element_error, mass_balance
from footwall.measure.leakage import leakages
from footwall.measure.state import State
from footwall.measure.welfare import welfare
from market.policies import POLICIES, calibrated
from market.policies import policy as named_policy
from measure.looped import looped_baseline, looped_calibration, looped_network, looped_policies, solved
from toy import toy_charges, toy_network

CLOSES = 1e-9


def assert_closes(baseline: State, state: State) -> None:
    assert mass_balance(state).largest_error < CLOSES
    assert largest_element_error(state) < CLOSES
    assert money_accounts(state).largest_error < CLOSES
    assert welfare(baseline, state).identity_error < CLOSES
    assert all(row.error < CLOSES for row in leakages(baseline, state))


@given(state=looped_policies())
def test_identities_close_under_random_law(state: State) -> None:
    assert_closes(looped_baseline(), state)


@pytest.mark.parametrize("name", POLICIES)
def test_identities_close_under_every_instrument(name: str) -> None:
    network = toy_network()
    calibration = calibrated(network)
    zone = {"B": 1.0, "C": 1.0}
    charges, quotas = named_policy(name, network)
    assert_closes(solved(calibration, toy_charges(network)), solved(calibration, charges, quotas, zone))


def test_identities_close_where_use_is_cut_off() -> None:
    network = looped_network()
    into_c = np.array([arc.commodity == "magnet" and arc.destination == "C" for arc in network.arcs])
    zone = {"C": 1.0}
    banned = solved(looped_calibration(), toy_charges(network, open=1.0 - into_c), zone=zone)
    assert banned.equilibrium.use[2] == 0.0
    assert_closes(looped_baseline(), banned)
    taxed = toy_charges(network, duty_specific=into_c * 1e6)
    assert_closes(looped_baseline(), solved(looped_calibration(), taxed, zone=zone))


def test_identities_close_where_output_is_thrown_away() -> None:
    """A release of 120 t of scrap into a recycler with room for 80 t leaves a rest at a price of zero."""
    network = looped_network()
    release = np.array([120.0 * (market.name == "scrap@A") for market in network.markets])
    state = solved(looped_calibration(), toy_charges(network), zone={"A": 1.0}, purchase=-release)
    assert state.equilibrium.disposal[5] > 0.0
    assert_closes(looped_baseline(), state)


def test_identities_close_between_states_of_different_capacity() -> None:
    larger = with_capacity(looped_calibration(), {"mine_oxide@B": 300.0, "make_magnet@C": 400.0})
    state = solved(larger, toy_charges(looped_network()), zone={"B": 1.0, "C": 1.0})
    assert state.equilibrium.activity[1] > 130.0
    assert_closes(looped_baseline(), state)


def test_identities_close_on_joint_draws() -> None:
    """Each draw has its own curves; a state names its row of the calibration."""
    network = looped_network()
    charges = toy_charges(network)
    calibration = calibrate(network, charges, draws(network, 4, seed=1))
    into_c = np.array([arc.destination == "C" and arc.origin == "A" for arc in network.arcs], float)
    levied = toy_charges(network, levied_share=into_c, floor=70_000.0 * into_c)
    enacted = [Enactment("2027-01-01", law, (), (), {"C": 1.0}, ("oxide",)) for law in (charges, levied)]
    batches = [solve_batch(calibration, law.charges) for law in enacted]
    totals = set()
    for draw in range(4):
        baseline, policy = (
            State(calibration, law, batch.equilibrium(draw), scenario=draw)
            for law, batch in zip(enacted, batches, strict=True)
        )
        assert_closes(baseline, policy)
        totals.add(round(welfare(baseline, policy).agents_total))
    assert len(totals) == 4


def test_element_balance_of_the_toy_is_that_of_its_table() -> None:
    """By the table in ``looped``: 468 mined, 14 collected; 375 used; 75 lost in plants, 32 in recycling."""
    light, heavy = element_balances(looped_baseline())
    assert (light.source, light.final_use, light.lost) == pytest.approx((482.0, 375.0, 107.0))
    assert (heavy.source, heavy.final_use, heavy.lost) == pytest.approx((21.4375, 21.4375, 0.0))


def test_a_wrong_flow_is_noticed() -> None:
    """The checks are able to fail."""
    baseline = looped_baseline()
    flow = baseline.equilibrium.flow.copy()
    flow[0] *= 1.01
    wrong = replace(baseline, equilibrium=replace(baseline.equilibrium, flow=flow))
    assert mass_balance(wrong).largest_error > 1e-3
    assert money_accounts(wrong).largest_error > 1e-3
    landed = replace(baseline.equilibrium.unit, freight=baseline.equilibrium.unit.freight + 100.0)
    wrong = replace(baseline, equilibrium=replace(baseline.equilibrium, unit=landed))
    assert money_accounts(wrong).largest_error > 1e-3
    assert welfare(baseline, wrong).identity_error > 1e-4
