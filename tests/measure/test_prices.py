"""Concentration, price ladder and end of the chain, by hand on the toy's base year."""

from __future__ import annotations

import numpy as np
import pytest

from footwall.market.calibrate import calibrate
from footwall.measure.price_ladder import chain_end, price_ladder
from footwall.measure.security import direct_supply
from measure.looped import solved
from toy import toy_charges, toy_network

NETWORK = toy_network()
CALIBRATION = calibrate(NETWORK, toy_charges(NETWORK))
BASELINE = solved(CALIBRATION, toy_charges(NETWORK))
ZONE = {"B": 1.0, "C": 1.0}
INTO_C = np.array(
    [arc.commodity == "oxide" and arc.destination == "C" and arc.origin == "A" for arc in NETWORK.arcs]
)
POLICY = solved(CALIBRATION, toy_charges(NETWORK, floor=INTO_C * 65_000.0, levied_share=INTO_C), zone=ZONE)


def test_concentration_of_oxide_in_a() -> None:
    """350 of 400 t from A: 10,000·(0.875² + 0.125²) = 7,812.5."""
    row = next(row for row in direct_supply(BASELINE, {"A": 1.0}) if row.commodity == "oxide")
    assert row.hhi == pytest.approx(7_812.5)
    largest = max(row.by_origin, key=row.share)
    assert (largest, row.share(largest)) == ("A", pytest.approx(0.875))


def test_ladder_of_the_base_year() -> None:
    """Magnets cost (150·49,000 + 50·57,000)/200 in B and (200·49,000 + 100·56,000)/300 in C."""
    _, magnet = price_ladder(BASELINE, BASELINE, ZONE)
    in_b, in_c = 51_000.0, 15.4e6 / 300.0
    assert magnet.delivered_baseline == pytest.approx((200.0 * in_b + 300.0 * in_c) / 500.0)
    assert magnet.effective_baseline == pytest.approx(magnet.delivered_baseline)
    assert magnet.rise == pytest.approx(0.0, abs=1e-12)


def test_chain_end_reports_the_rise_of_the_last_product() -> None:
    end = chain_end(BASELINE, BASELINE, ZONE)
    assert (end.commodity, end.holds) == ("magnet", True)
    rung = price_ladder(BASELINE, POLICY, ZONE)[1]
    assert chain_end(BASELINE, POLICY, ZONE).rise == rung.rise
    dear = solved(CALIBRATION, toy_charges(NETWORK, duty_ad_valorem=0.5), zone=ZONE)
    assert not chain_end(BASELINE, dear, ZONE).holds
    assert chain_end(BASELINE, POLICY, {}).holds
