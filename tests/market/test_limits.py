"""Cases whose answer is known without a computer."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from footwall.enacted.charges import CAP_NONE, Quota
from footwall.market.calibrate import calibrate
from footwall.market.solve import solve
from market.policies import abroad_from_a, arcs_where, calibrated, floored, outside
from toy import toy_charges, toy_network

NETWORK = toy_network()
CALIBRATION = calibrated(NETWORK)
FREE = toy_charges(NETWORK)


def test_no_policy_reproduces_the_base_year() -> None:
    equilibrium = solve(CALIBRATION, FREE)
    assert equilibrium.price == pytest.approx(CALIBRATION.base_price, rel=1e-9)
    assert equilibrium.flow == pytest.approx([arc.flow for arc in NETWORK.arcs], rel=1e-9)
    assert equilibrium.activity == pytest.approx([p.activity for p in NETWORK.processes], rel=1e-9)
    assert equilibrium.use == pytest.approx([use.quantity for use in NETWORK.uses], rel=1e-9)
    assert equilibrium.disposal == pytest.approx(0.0, abs=1e-9)
    assert equilibrium.shortage == pytest.approx(0.0, abs=1e-9)


@pytest.mark.parametrize("seed", range(3))
def test_no_policy_reproduces_the_base_year_from_elsewhere_and_with_base_charges(seed: int) -> None:
    base = toy_charges(NETWORK, duty_ad_valorem=0.04, export_tax=0.1, export_specific=120.0)
    start = CALIBRATION.base_price * np.exp(np.random.default_rng(seed).uniform(-0.3, 0.3, 4))
    cheap_oxide = np.where([market.commodity == "oxide" for market in NETWORK.markets], 0.8, 1.0)
    network = replace(
        NETWORK,
        markets=tuple(
            replace(market, base_price=market.base_price * share)
            for market, share in zip(NETWORK.markets, cheap_oxide, strict=True)
        ),
    )
    calibration = calibrate(network, base)
    equilibrium = solve(calibration, base, start=start)
    assert equilibrium.price == pytest.approx(calibration.base_price, rel=1e-9)
    assert equilibrium.flow == pytest.approx([arc.flow for arc in NETWORK.arcs], rel=1e-9)


def test_a_floor_below_every_price_changes_nothing() -> None:
    equilibrium = solve(CALIBRATION, floored(NETWORK, floor=20_000.0))
    assert equilibrium.price == pytest.approx(CALIBRATION.base_price, rel=1e-9)
    assert equilibrium.unit.levy == pytest.approx(0.0, abs=0.0)


def test_a_prohibitive_levy_is_a_ban() -> None:
    blocked = outside(NETWORK, "B", "C")
    levied = solve(CALIBRATION, floored(NETWORK, floor=3e6, cap_of=CAP_NONE))
    banned = solve(CALIBRATION, toy_charges(NETWORK, open=np.where(blocked, 0.0, 1.0)))
    assert levied.flow[blocked] == pytest.approx(0.0, abs=1e-9)
    assert levied.price == pytest.approx(banned.price, rel=1e-9)
    assert levied.flow == pytest.approx(banned.flow, rel=1e-9, abs=1e-9)


def test_a_ban_that_ends_leaves_no_trace() -> None:
    banned = solve(CALIBRATION, toy_charges(NETWORK, open=np.where(outside(NETWORK, "B", "C"), 0.0, 1.0)))
    after = solve(CALIBRATION, FREE, start=banned.price)
    assert after.price == pytest.approx(CALIBRATION.base_price, rel=1e-9)


def test_a_banned_arc_carries_nothing_and_the_rest_still_balances() -> None:
    ban = toy_charges(
        NETWORK, open=np.where(arcs_where(NETWORK, commodity="oxide", origin="A", destination="C"), 0, 1)
    )
    equilibrium = solve(CALIBRATION, ban)
    assert equilibrium.flow[1] == 0.0
    assert equilibrium.flow[3] == pytest.approx(equilibrium.purchases[1], rel=1e-12)
    assert equilibrium.price[1] > CALIBRATION.base_price[1]


def test_where_no_origin_is_left_all_use_is_shortage() -> None:
    into_b = arcs_where(NETWORK, destination="B")
    equilibrium = solve(CALIBRATION, toy_charges(NETWORK, open=np.where(into_b, 0.0, 1.0)))
    assert equilibrium.use[1] == 0.0
    assert equilibrium.shortage[1] == pytest.approx(200.0 * 5.0**-0.4, rel=1e-12)
    assert equilibrium.flow[into_b] == pytest.approx(0.0, abs=0.0)
    assert equilibrium.use[[0, 2]].min() > 0.0


def test_a_plant_without_its_input_stands_still() -> None:
    into_c = arcs_where(NETWORK, commodity="oxide", destination="C")
    equilibrium = solve(CALIBRATION, toy_charges(NETWORK, open=np.where(into_c, 0.0, 1.0)))
    assert equilibrium.activity[3] == 0.0
    assert equilibrium.flow[arcs_where(NETWORK, commodity="magnet", origin="C")] == pytest.approx(
        0.0, abs=1e-6
    )
    assert equilibrium.status == "converged"


def test_output_that_nobody_buys_is_disposed_of_at_price_zero() -> None:
    """A mine that must produce (its avoidable cost is far below zero) and whose buyers are all closed."""
    process = CALIBRATION.process.copy()
    process[0, 1, 2:] = -1e9, 1e3, -2e9, 0.0
    closed = toy_charges(NETWORK, open=np.where(arcs_where(NETWORK, origin="B"), 0.0, 1.0))
    equilibrium = solve(replace(CALIBRATION, process=process), closed)
    assert equilibrium.price[1] == pytest.approx(0.0, abs=1e-4)
    assert equilibrium.disposal[1] == pytest.approx(156.25, rel=1e-9)
    assert equilibrium.disposal[[0, 2, 3]] == pytest.approx(0.0, abs=1e-9)


def test_a_slack_licence_has_no_rent() -> None:
    arcs = abroad_from_a(NETWORK, "magnet")
    free = sum(NETWORK.arcs[a].flow for a in arcs)
    equilibrium = solve(CALIBRATION, FREE, [Quota("licence", "licence", arcs, 1.2 * free)])
    assert equilibrium.rent == pytest.approx(0.0, abs=1e-6)
    assert equilibrium.price == pytest.approx(CALIBRATION.base_price, rel=1e-9)


def test_a_binding_licence_is_filled_and_earns_a_rent() -> None:
    arcs = abroad_from_a(NETWORK, "magnet")
    equilibrium = solve(CALIBRATION, FREE, [Quota("licence", "licence", arcs, 175.0)])
    assert equilibrium.flow[list(arcs)].sum() == pytest.approx(175.0, rel=1e-9)
    assert equilibrium.rent[0] > 0.0
    abroad = equilibrium.landed[list(arcs)] - equilibrium.price[2] - 1_000.0
    assert abroad == pytest.approx(equilibrium.rent[0], rel=1e-12)


def test_an_export_quota_equals_the_export_tax_that_it_is_worth() -> None:
    arcs = abroad_from_a(NETWORK, "magnet")
    limited = solve(CALIBRATION, FREE, [Quota("export", "export", arcs, 175.0)])
    specific = np.zeros(len(NETWORK.arcs))
    specific[list(arcs)] = limited.rent[0]
    taxed = solve(CALIBRATION, toy_charges(NETWORK, export_specific=specific))
    assert taxed.price == pytest.approx(limited.price, rel=1e-9)
    assert taxed.flow == pytest.approx(limited.flow, rel=1e-9)


def test_exporters_who_keep_the_whole_gap_land_at_the_floor_and_nobody_pays_a_levy() -> None:
    pure = solve(CALIBRATION, floored(NETWORK))
    kept = solve(CALIBRATION, floored(NETWORK, omega=1.0))
    assert kept.unit.levy == pytest.approx(0.0, abs=0.0)
    assert kept.landed == pytest.approx(pure.landed, rel=1e-9)
    assert kept.unit.exporter_rent == pytest.approx(pure.unit.levy, rel=1e-9)


def test_as_theta_grows_arbitrage_leaves_no_dearer_origin() -> None:
    """At θ large every origin that sells into a place lands there at one price (normal goods)."""
    buyer, arc = CALIBRATION.buyer.copy(), CALIBRATION.arc.copy()
    arc[0, :, 1] = CALIBRATION.buyer[0, CALIBRATION.wiring.arc_buyer, 3]
    spreads, start = [], CALIBRATION.base_price
    for theta in (10.0, 30.0, 1e2, 3e2, 1e3, 3e3, 1e4, 3e4, 1e5):
        buyer[0, :, 1] = theta
        equilibrium = solve(replace(CALIBRATION, buyer=buyer.copy(), arc=arc), FREE, start=start)
        start = equilibrium.price
        cash = np.bincount(CALIBRATION.wiring.arc_buyer, equilibrium.share * equilibrium.landed)
        spreads.append(float(np.abs(cash / equilibrium.effective - 1.0).max()))
    assert spreads[-1] < 1e-4
    assert spreads[-3] / spreads[-1] == pytest.approx(10.0, rel=0.2)
