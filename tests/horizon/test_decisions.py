"""What is decided stays decided; lead times, ramps, draws; and the margin that contracts guarantee."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from footwall.enacted.charges import Support
from footwall.horizon.appraisal_error import AppraisalError
from footwall.horizon.decisions import Decisions, capacity_of, decide, earliest_decision, undecided
from footwall.horizon.guarantees import guaranteed_margin
from footwall.horizon.outlook import Outlook
from footwall.horizon.ventures import Plant, Venture
from horizon.investment import FIRST, MINE_B, NETWORK, TERMS, YEARS, flat, venture

LAST = FIRST + YEARS - 1
RICH, POOR = 200_000.0, 10_000.0
PROCESSES = len(NETWORK.processes)


def walked(outlook: Outlook, *ventures: Venture, seed: int | None = None) -> Decisions:
    decisions = undecided(ventures, FIRST, outlook.scenarios, seed)
    for _ in range(YEARS):
        decisions, _ = decide(decisions, outlook, TERMS)
    return decisions


def added(decisions: Decisions) -> list[float]:
    """Capacity of the oxide mine in B by year."""
    return [float(capacity_of(decisions, year, PROCESSES)[0, MINE_B]) for year in range(FIRST, LAST + 1)]


def test_output_comes_a_lead_time_after_the_decision() -> None:
    """Decided in 2025, built in two years, ramping up over two: a quarter of it, then three, then all."""
    path = added(walked(flat(RICH), venture(ramp_up=2.0)))
    assert path[:5] == pytest.approx([0.0, 0.0, 25.0, 75.0, 100.0])


def test_a_plant_retires_at_the_end_of_its_life() -> None:
    path = added(walked(flat(RICH), venture(plant_life=5.0)))
    assert path[:9] == pytest.approx([0.0, 0.0, 100.0, 100.0, 100.0, 100.0, 100.0, 0.0, 0.0])


def test_nobody_decides_before_the_earliest_start() -> None:
    late = venture(start=2031, lead_time=2.5)
    assert earliest_decision(late) == 2029
    path = added(walked(flat(RICH), late))
    assert path[:6] == [0.0] * 6
    assert path[6:8] == pytest.approx([50.0, 100.0])


@pytest.mark.parametrize("status", ["producing", "ramping", "construction", "committed"])
def test_what_is_decided_needs_no_price(status: str) -> None:
    path = added(walked(flat(POOR), venture(status=status, ramp_up=1.0)))
    assert path[:4] == pytest.approx([0.0, 0.0, 50.0, 100.0])


def test_what_ran_before_the_first_year_is_as_old_as_it_is() -> None:
    old = venture(status="producing", start=2013, plant_life=15.0)
    assert added(walked(flat(POOR), old))[:5] == pytest.approx([100.0, 100.0, 100.0, 0.0, 0.0])


def test_a_cancelled_venture_never_comes() -> None:
    assert added(walked(flat(RICH), venture(status="cancelled"))) == [0.0] * YEARS


def test_a_restart_is_short() -> None:
    idle = venture(status="care_and_maintenance", lead_time=0.5, start=2026, capex=1e6)
    assert added(walked(flat(RICH), idle))[:3] == pytest.approx([0.0, 50.0, 100.0])
    assert added(walked(flat(POOR), idle)) == [0.0] * YEARS


def test_a_decision_is_not_undone() -> None:
    outlook = flat(40_000.0)
    outlook.policy[:, 3:] = POOR
    outlook.baseline[:] = outlook.policy
    shares = walked(outlook, venture(plant_life=3.0, lead_time=0.0, start=2025, capex=1.4e6)).share[0, 0]
    assert shares[0] > 0.0
    assert np.all(np.diff(shares) >= 0.0)
    assert shares[-1] == shares[0]


def test_a_certain_loss_never_comes() -> None:
    decisions = walked(flat(19_999.0), venture(), seed=1)
    assert not decisions.share.any()
    assert added(decisions) == [0.0] * YEARS


@given(st.floats(0.0, 6.0), st.floats(0.0, 6.0), st.floats(20_000.0, 80_000.0))
def test_more_lead_time_means_later_supply(first: float, second: float, margin: float) -> None:
    """Up to any year no more has been produced: output comes later, and its value is further off."""
    short, long = sorted((first, second))
    sooner, later = (
        np.cumsum(added(walked(flat(margin), venture(lead_time=lead, start=FIRST, plant_life=60.0))))
        for lead in (short, long)
    )
    assert np.all(later <= sooner + 1e-6)


@given(st.floats(20_000.0, 120_000.0), st.floats(20_000.0, 120_000.0))
def test_a_higher_price_brings_no_less_capacity(first: float, second: float) -> None:
    decisions = walked(flat(sorted((first, second))), venture())
    for year in range(FIRST, LAST + 1):
        low, high = capacity_of(decisions, year, PROCESSES)[:, MINE_B]
        assert low <= high + 1e-9


def test_a_draw_is_all_or_nothing_and_its_own() -> None:
    """The same seed and id draw the same, whatever else is in the table."""
    outlook = flat(47_000.0)
    many = tuple(venture(id=f"mine {number}") for number in range(200))
    drawn = walked(outlook, *many, seed=7)
    assert set(np.unique(drawn.share)) == {0.0, 1.0}
    share = walked(outlook, many[0]).share[0, 0, -1]
    assert drawn.share[0, :, -1].mean() == pytest.approx(share, abs=0.12)
    alone = walked(outlook, many[42], seed=7)
    assert np.array_equal(alone.share[0, 0], drawn.share[0, 42])
    assert np.array_equal(walked(outlook, *many, seed=7).share, drawn.share)
    assert not np.array_equal(walked(outlook, *many, seed=8).share, drawn.share)


def test_scenarios_decide_apart_on_one_draw() -> None:
    decisions = walked(flat([POOR, RICH]), venture(), seed=3)
    assert decisions.share[:, 0, -1].tolist() == [0.0, 1.0]
    one_path = undecided((venture(),), FIRST, scenarios=2)
    one_path, appraisals = decide(one_path, flat(RICH), TERMS)
    assert one_path.share.shape == (2, 1, 1)
    assert appraisals[0] is not None and one_path.next_year == FIRST + 1
    with pytest.raises(AppraisalError, match="allowed: 1 or 2"):
        decide(one_path, flat([1.0, 2.0, 3.0]), TERMS)


def test_stages_come_together() -> None:
    pair = venture(plants=(Plant(MINE_B, 25.0), Plant(3, 50.0, 20_000.0, 1.0)), start=2027)
    decisions = walked(flat(RICH), pair)
    assert capacity_of(decisions, 2027, PROCESSES)[0].tolist() == pytest.approx([0.0, 25.0, 0.0, 0.0])
    assert capacity_of(decisions, 2028, PROCESSES)[0].tolist() == pytest.approx([0.0, 25.0, 0.0, 50.0])


def test_before_the_first_year_only_the_decided_runs() -> None:
    ventures = (venture(), venture(id="south", status="producing", start=2020))
    assert capacity_of(undecided(ventures, FIRST), FIRST, PROCESSES)[0, MINE_B] == 100.0


CONTRACT = Support(
    id="contract",
    commodity="oxide",
    region="B",
    kind="contract_for_difference",
    strike=70_000.0,
    covered_share=0.5,
    index_market=1,
    index_factor=1.13,
)


def test_a_contract_outlives_its_rulebook() -> None:
    """Half of the tonnes get 70,000 − 1.13 × 52,000 = 11,240 USD/t; none where the index is above it."""
    price = np.array([[50_000.0, 52_000.0, 48_000.0, 56_000.0], [50_000.0, 65_000.0, 48_000.0, 56_000.0]])
    margin = np.full((2, PROCESSES), 30_000.0)
    found = guaranteed_margin(NETWORK, (CONTRACT,), price, margin)
    assert found[:, MINE_B] == pytest.approx([35_620.0, 30_000.0])
    assert np.isneginf(np.delete(found, MINE_B, axis=1)).all()
    twice = guaranteed_margin(NETWORK, (CONTRACT, CONTRACT), price, margin)
    assert twice[:, MINE_B] == pytest.approx([41_240.0, 30_000.0])


def test_a_subsidy_or_another_recipe_guarantees_nothing() -> None:
    price, margin = np.full((1, 4), 1_000.0), np.zeros((1, PROCESSES))
    others = (replace(CONTRACT, kind="price_gap_subsidy"), replace(CONTRACT, recipe="leach_oxide"))
    assert np.isneginf(guaranteed_margin(NETWORK, others, price, margin)).all()
