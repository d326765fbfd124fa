"""Effective protection on the toy: by hand in the base year, and Corden's formula under any policy."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given

from footwall.market.calibrate import calibrate
from footwall.measure.protection import process_protection, stage_protection
from footwall.measure.state import State
from measure.looped import looped_baseline, looped_policies, solved
from toy import toy_charges, toy_network

NETWORK = toy_network()
CALIBRATION = calibrate(NETWORK, toy_charges(NETWORK))
BASELINE = solved(CALIBRATION, toy_charges(NETWORK))
ZONE = {"C": 1.0}


def _floor_into_c(commodity: str, price: float) -> State:
    into_c = np.array(
        [arc.commodity == commodity and arc.destination == "C" != arc.origin for arc in NETWORK.arcs], float
    )
    return solved(CALIBRATION, toy_charges(NETWORK, floor=into_c * price, levied_share=into_c), zone=ZONE)


def test_value_added_of_the_base_year() -> None:
    """C's plant sells at 56,000 and takes half a tonne of oxide at 52,000 (docs/learn/toy.md): 30,000."""
    plant = process_protection(BASELINE, BASELINE)[3]
    assert (plant.process, plant.region, plant.stage) == ("make_magnet@C", "C", "magnet")
    assert plant.output_baseline == pytest.approx(56_000.0)
    assert plant.input_baseline == pytest.approx(26_000.0)
    assert plant.value_added_baseline == pytest.approx(30_000.0)
    assert plant.value_added_share == pytest.approx(30.0 / 56.0)
    assert plant.effective == 0.0
    assert not plant.negative


def test_a_floor_on_the_input_taxes_the_processor() -> None:
    """Oxide alone protected: C's magnets earn little more and their oxide costs much more."""
    plant = process_protection(BASELINE, _floor_into_c("oxide", 65_000.0))[3]
    assert plant.nominal_input > 0.1 > plant.nominal_output
    assert plant.effective < 0.0
    assert plant.negative


def test_a_floor_on_the_output_protects_by_more_than_its_price() -> None:
    """The rise of the price falls on value added alone: 56,000 / 30,000 times the nominal rate and more."""
    plant = process_protection(BASELINE, _floor_into_c("magnet", 60_000.0))[3]
    assert plant.effective > plant.nominal_output > 0.0
    a = 26_000.0 / 56_000.0
    assert plant.effective == pytest.approx((plant.nominal_output - a * plant.nominal_input) / (1.0 - a))


def test_a_mine_has_no_inputs() -> None:
    mine = process_protection(BASELINE, _floor_into_c("oxide", 65_000.0))[1]
    assert math.isnan(mine.nominal_input)
    assert mine.effective == mine.nominal_output


@given(policy=looped_policies())
def test_corden_with_joint_outputs(policy: State) -> None:
    """(t_out − a·t_in)/(1 − a) from prices and coefficients alone, on processes with joint outputs."""
    baseline = looped_baseline()
    price = {
        (market.commodity, market.region): (float(before), float(after))
        for market, before, after in zip(
            policy.network.markets, baseline.equilibrium.price, policy.equilibrium.price, strict=True
        )
    }
    terms = policy.equilibrium.support
    for k, support in enumerate(policy.enactment.supports):
        before, after = price[support.commodity, support.region]
        index = support.index_factor * policy.equilibrium.price[support.index_market]
        after += terms.guaranteed_share[k] * max(0.0, support.strike - index)
        after -= terms.given_back_share[k] * max(0.0, index - support.upside_from)
        price[support.commodity, support.region] = (before, after)
    paid = {
        buyer: (float(baseline.equilibrium.effective[b]), float(policy.equilibrium.effective[b]))
        for b, buyer in enumerate(policy.wiring.buyers)
    }
    for row, process in zip(process_protection(baseline, policy), policy.network.processes, strict=True):
        sold = [sum(k * price[item, process.region][s] for item, k in process.outputs) for s in (0, 1)]
        bought = [sum(k * paid[item, process.region][s] for item, k in process.inputs) for s in (0, 1)]
        t_out = sold[1] / sold[0] - 1.0
        t_in = bought[1] / bought[0] - 1.0 if process.inputs else 0.0
        a = bought[0] / sold[0]
        assert row.effective == pytest.approx((t_out - a * t_in) / (1.0 - a), rel=1e-9, abs=1e-9)
        assert row.negative == (sold[1] - bought[1] < sold[0] - bought[0] - 1e-9 * max(sold))


@given(policy=looped_policies())
def test_a_stage_lies_between_its_processes(policy: State) -> None:
    """The rate of a stage is the mean of its processes' rates, weighted by baseline value added."""
    baseline, everywhere = looped_baseline(), dict.fromkeys(policy.network.regions, 1.0)
    rows = process_protection(baseline, policy)
    for stage in stage_protection(baseline, policy, everywhere):
        own = [
            (row, process.activity * row.value_added_baseline)
            for row, process in zip(rows, policy.network.processes, strict=True)
            if row.stage == stage.stage
        ]
        mean = sum(row.effective * weight for row, weight in own) / sum(weight for _, weight in own)
        assert stage.effective == pytest.approx(mean, rel=1e-7, abs=1e-7)


def test_stages_outside_the_zone_are_left_out() -> None:
    assert [row.stage for row in stage_protection(BASELINE, BASELINE, ZONE)] == ["magnet"]
