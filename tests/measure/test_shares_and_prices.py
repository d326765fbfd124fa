"""Output shares, concentration, price ladder, pass-through and user cost, by hand on the toy's base year."""

from __future__ import annotations

import math

import numpy as np
import pytest

from footwall.market.calibrate import calibrate
from footwall.measure.price_ladder import chain_end, pass_through, price_ladder, user_costs
from footwall.measure.security import direct_supply
from footwall.measure.shares import commodity_outputs, stage_outputs
from measure.looped import looped_baseline, solved
from toy import toy_charges, toy_network

NETWORK = toy_network()
CALIBRATION = calibrate(NETWORK, toy_charges(NETWORK))
BASELINE = solved(CALIBRATION, toy_charges(NETWORK))
ZONE = {"B": 1.0, "C": 1.0}
INTO_C = np.array(
    [arc.commodity == "oxide" and arc.destination == "C" and arc.origin == "A" for arc in NETWORK.arcs]
)
POLICY = solved(CALIBRATION, toy_charges(NETWORK, floor=INTO_C * 65_000.0, levied_share=INTO_C), zone=ZONE)


def test_outputs_of_the_base_year() -> None:
    """A makes 375 of 500 t oxide and 800 of 1,000 t magnets (tests/toy.py)."""
    oxide, magnet = commodity_outputs(BASELINE, BASELINE, ZONE)
    assert (oxide.zone_baseline, oxide.world_baseline, oxide.rival) == (125.0, 500.0, "A")
    assert oxide.rival_share == pytest.approx((0.75, 0.75))
    assert magnet.zone_baseline == pytest.approx(200.0)
    assert magnet.rival_share[0] == pytest.approx(0.8)
    assert magnet.zone_change == 0.0


def test_stages_add_up_by_element() -> None:
    """343 mined + 32 recycled + 125 t El; heavy oxide is a stage-mate that holds none of it."""
    looped = looped_baseline()
    stages = {row.item: row for row in stage_outputs(looped, looped, ZONE, "El")}
    assert stages["oxide"].world_baseline == pytest.approx(500.0)
    assert stages["scrap"].zone_baseline == pytest.approx(14.0)
    heavy = {row.item: row for row in stage_outputs(looped, looped, ZONE, "Hv")}
    assert heavy["oxide"].world_baseline == pytest.approx(21.4375)
    assert heavy["oxide"].zone_change == 0.0
    assert set(heavy) == {"oxide", "magnet"}


def test_concentration_of_oxide_in_a() -> None:
    """350 of 400 t from A: 10,000·(0.875² + 0.125²) = 7,812.5."""
    row = next(row for row in direct_supply(BASELINE, {"A": 1.0}) if row.commodity == "oxide")
    assert row.hhi == pytest.approx(7_812.5)
    largest = max(row.by_origin, key=row.share)
    assert (largest, row.share(largest)) == ("A", pytest.approx(0.875))


def test_ladder_of_the_base_year() -> None:
    """Magnets cost (150·49,000 + 50·57,000)/200 in B and (200·49,000 + 100·56,000)/300 in C."""
    oxide, magnet = price_ladder(BASELINE, BASELINE, ZONE)
    assert oxide.fob_baseline == pytest.approx(52_000.0)
    in_b, in_c = 51_000.0, 15.4e6 / 300.0
    assert magnet.delivered_baseline == pytest.approx((200.0 * in_b + 300.0 * in_c) / 500.0)
    assert magnet.effective_baseline == pytest.approx(magnet.delivered_baseline)
    assert magnet.rise == pytest.approx(0.0, abs=1e-12)


def test_pass_through_and_margin_agree() -> None:
    """Output price change − input cost change = change of the margin; the levy is a cost in C alone."""
    for row, k in zip(pass_through(BASELINE, POLICY), (2, 3), strict=True):
        change = POLICY.equilibrium.margin[k] - BASELINE.equilibrium.margin[k]
        assert row.output_price_change - row.input_cost_change == pytest.approx(change, abs=1e-6)
    in_c = pass_through(BASELINE, POLICY)[1]
    assert in_c.input_cost_change > 0.0
    b = POLICY.wiring.buyers.index(("oxide", "C"))
    dearer = POLICY.equilibrium.effective[b] - BASELINE.equilibrium.effective[b]
    assert in_c.input_cost_change == pytest.approx(0.5 * dearer, rel=1e-9)
    assert math.isnan(pass_through(BASELINE, BASELINE)[0].ratio)


def test_user_cost_is_price_change_times_base_use() -> None:
    cost = next(row for row in user_costs(BASELINE, POLICY) if row.region == "C")
    b = POLICY.wiring.buyers.index(("magnet", "C"))
    before, after = BASELINE.equilibrium.effective[b], POLICY.equilibrium.effective[b]
    assert cost.at_baseline_quantity == pytest.approx(300.0 * (after - before))
    assert cost.spending_change == pytest.approx(after * POLICY.equilibrium.use[2] - 300.0 * before)


def test_user_cost_of_a_ban_stops_where_use_ends() -> None:
    """Without any origin the effective price has no meaning; use ends at 1.25·5·P0."""
    closed = np.array([arc.commodity == "magnet" and arc.destination == "C" for arc in NETWORK.arcs])
    banned = solved(CALIBRATION, toy_charges(NETWORK, open=~closed))
    cost = next(row for row in user_costs(BASELINE, banned) if row.region == "C")
    assert cost.at_baseline_quantity == pytest.approx(15.4e6 * 5.25)


def test_chain_end_reports_the_rise_of_the_last_product() -> None:
    end = chain_end(BASELINE, BASELINE, ZONE)
    assert (end.commodity, end.holds) == ("magnet", True)
    rung = price_ladder(BASELINE, POLICY, ZONE)[1]
    assert chain_end(BASELINE, POLICY, ZONE).rise == rung.rise
    dear = solved(CALIBRATION, toy_charges(NETWORK, duty_ad_valorem=0.5), zone=ZONE)
    assert not chain_end(BASELINE, dear, ZONE).holds
    assert chain_end(BASELINE, POLICY, {}).holds
