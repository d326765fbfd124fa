"""What a venture is worth: closed forms, direction, and one charge for one risk."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from footwall.enacted.wording import per_kg
from footwall.horizon.appraisal import appraise, internal_rate
from footwall.horizon.appraisal_error import AppraisalError
from footwall.horizon.appraisal_words import reason
from footwall.horizon.output_profile import building_share, running_share
from footwall.horizon.ventures import Plant
from footwall.horizon.volatility import blended_volatility, credibility, floored_volatility
from horizon.investment import FIRST, MAGNET_C, MINE_B, NETWORK, TERMS, YEARS, flat, venture

MARGINS = st.floats(0.0, 120_000.0)
HAZARDS = st.floats(0.0, 0.6)


def annuity(rate: float, first: int, years: int) -> float:
    """One dollar in the middle of ``years`` years, the first of them ``first`` years ahead."""
    return (1.0 - (1.0 + rate) ** -years) / rate * (1.0 + rate) ** (0.5 - first)


def test_value_is_an_annuity() -> None:
    """90 t/year sold with 30,000 USD/t above cost for 20 years after two of building at 8%."""
    found = appraise(venture(), flat(50_000.0), FIRST, TERMS)
    assert found.value == pytest.approx(90.0 * 30_000.0 * annuity(0.08, 2, 20), rel=1e-12)
    assert found.capex == pytest.approx(10e6 * (1.08**-0.5 + 1.08**-1.5) / 2.0, rel=1e-12)
    assert found.npv == pytest.approx(found.value - found.capex)
    assert found.npv_over_capex == pytest.approx(found.value / found.capex - 1.0)


def test_its_internal_rate_makes_it_worth_nothing() -> None:
    found = appraise(venture(), flat(50_000.0), FIRST, TERMS)
    rate = internal_rate(found.flows[0])
    assert rate is not None
    again = appraise(venture(discount_rate=rate), flat(50_000.0), FIRST, TERMS)
    assert again.npv[0] == pytest.approx(0.0, abs=1.0)
    assert internal_rate(-np.ones(5)) is None
    assert internal_rate(np.array([-100.0, 110.0])) == pytest.approx(0.1)


def test_the_last_year_of_the_outlook_continues() -> None:
    """A venture that begins in its last year sees what one sees in its first."""
    outlook = flat(50_000.0)
    assert appraise(venture(), outlook, FIRST + YEARS - 1, TERMS).value == pytest.approx(
        appraise(venture(), outlook, FIRST, TERMS).value
    )
    outlook.policy[:, -1] += 1_000.0
    assert appraise(venture(), outlook, FIRST + YEARS - 1, TERMS).value == pytest.approx(
        appraise(venture(), flat(51_000.0), FIRST, TERMS).value
    )


def test_stages_add_up() -> None:
    """Oxide sold to the own magnet plant earns and costs its price: margins of stages are summed."""
    outlook = flat(0.0)
    outlook.policy[:, :, MINE_B], outlook.policy[:, :, MAGNET_C] = 52_000.0, 30_000.0
    outlook.baseline[:] = outlook.policy
    both = venture(plants=(Plant(MINE_B, 25.0), Plant(MAGNET_C, 50.0, 40_000.0)))
    found = appraise(both, outlook, FIRST, TERMS)
    yearly = 0.9 * (25.0 * 52_000.0 + 50.0 * (30_000.0 - 40_000.0))
    assert found.value == pytest.approx(yearly * annuity(0.08, 2, 20))


def test_a_later_stage_earns_later_and_retires_with_the_venture() -> None:
    late = venture(plants=(Plant(MINE_B, 100.0, 20_000.0, 3.0),))
    found = appraise(late, flat(50_000.0), FIRST, TERMS)
    assert found.value == pytest.approx(90.0 * 30_000.0 * annuity(0.08, 5, 17))


@pytest.mark.parametrize("hazard", [0.0, 0.1, 1.0])
def test_expected_margin_weighs_repeal(hazard: float) -> None:
    """Margin 50,000 while the rulebook stands, 20,000 (the cost) after: only its years count."""
    found = appraise(venture(), flat(50_000.0, 20_000.0, hazard=hazard), FIRST, TERMS)
    years = np.arange(2, 22)
    expected = 90.0 * 30_000.0 * ((1.0 - hazard) ** years * 1.08 ** -(years + 0.5)).sum()
    assert found.value == pytest.approx(expected)


def test_half_is_decided_at_the_break_even() -> None:
    outlook = flat([30_000.0, 50_000.0, 90_000.0])
    found = appraise(venture(), outlook, FIRST, TERMS)
    moved = replace(outlook, policy=outlook.policy + found.addition[:, None, None])
    assert appraise(venture(), moved, FIRST, TERMS).share == pytest.approx([0.5] * 3)
    sure = replace(
        outlook,
        policy=outlook.policy + found.certain_addition[:, None, None],
        volatility=np.zeros_like(outlook.volatility),
    )
    assert appraise(venture(), sure, FIRST, TERMS).share == pytest.approx([0.5] * 3)


def test_a_strike_is_the_expected_price_and_what_it_lacks() -> None:
    """Price 60,000 under the rulebook, 40,000 after a repeal that comes at once."""
    margins = flat(30_000.0, hazard=1.0)
    priced = replace(
        margins,
        price=np.full_like(margins.policy, 60_000.0),
        price_after=np.full_like(margins.policy, 40_000.0),
    )
    found = appraise(venture(), priced, FIRST, TERMS)
    assert found.price == pytest.approx(40_000.0)
    assert found.strike == pytest.approx(40_000.0 + found.certain_addition)
    assert appraise(venture(), margins, FIRST, TERMS).strike is None


def test_scenarios_are_those_of_single_runs() -> None:
    several = appraise(venture(), flat([30_000.0, 60_000.0], 25_000.0, hazard=0.1), FIRST, TERMS)
    for position, margin in enumerate((30_000.0, 60_000.0)):
        one = appraise(venture(), flat(margin, 25_000.0, hazard=0.1), FIRST, TERMS)
        assert several.share[position] == pytest.approx(one.share[0], rel=1e-12)


def test_one_risk_is_charged_once() -> None:
    """Charged by the hurdle there is no multiple; charged by the trigger the hurdle counts for nothing."""
    outlook = flat(50_000.0, sigma=0.4)
    by_hurdle = appraise(venture(), outlook, FIRST, replace(TERMS, charged="hurdle"))
    assert by_hurdle.multiple == 1.0
    assert by_hurdle.value == pytest.approx(90.0 * 30_000.0 * annuity(0.11, 2, 20))
    by_trigger = appraise(venture(hurdle_rate=0.9), outlook, FIRST, TERMS)
    assert by_trigger.value == pytest.approx(90.0 * 30_000.0 * annuity(0.08, 2, 20))
    assert by_trigger.multiple == pytest.approx(3.7321, abs=5e-5)


@given(MARGINS, MARGINS, HAZARDS)
def test_a_higher_price_never_decides_less(first: float, second: float, hazard: float) -> None:
    low, high = appraise(
        venture(), flat(sorted((first, second)), 20_000.0, hazard=hazard), FIRST, TERMS
    ).share
    assert 0.0 <= low <= high <= 1.0


@given(st.floats(20_000.0, 120_000.0), HAZARDS, HAZARDS)
def test_low_credibility_never_decides_more(margin: float, first: float, second: float) -> None:
    """The rulebook raises the margin from 20,000 and calms the price as far as one believes in it."""
    guarded, shares = float(floored_volatility(0.3, 1.0, 1.1)), []
    for hazard in sorted((first, second)):
        sigma = float(blended_volatility(guarded, 0.3, credibility(hazard, 0.08)))
        outlook = flat(margin, 20_000.0, hazard=hazard, sigma=sigma)
        shares.append(appraise(venture(), outlook, FIRST, TERMS).share[0])
    trusted, doubted = shares
    assert doubted <= trusted + 1e-12


@given(st.floats(0.0, 120_000.0), st.floats(0.0, 60_000.0), HAZARDS, st.floats(0.05, 0.5))
def test_a_guarantee_decides_at_least_what_a_levy_of_its_price_does(
    margin: float, after: float, hazard: float, sigma: float
) -> None:
    levy = flat(margin, after, hazard=hazard, sigma=sigma)
    calmed = float(floored_volatility(sigma, 1.0, 1.0))
    contract = flat(margin, after, margin, hazard=hazard, sigma=calmed)
    assert (
        appraise(venture(), contract, FIRST, TERMS).share[0]
        >= appraise(venture(), levy, FIRST, TERMS).share[0]
    )


@given(st.floats(-50_000.0, 20_000.0), HAZARDS, st.floats(0.0, 1.0))
def test_a_certain_loss_decides_nothing(margin: float, hazard: float, sigma: float) -> None:
    """Exactly nothing, however wide the spread of the logistic share."""
    found = appraise(
        venture(), flat(margin, margin, hazard=hazard, sigma=sigma), FIRST, replace(TERMS, spread=50.0)
    )
    assert found.share == 0.0


def test_a_venture_without_capex_goes_ahead_if_it_earns() -> None:
    assert appraise(venture(capex=0.0), flat(20_001.0), FIRST, TERMS).share == 1.0


@given(st.floats(-3.0, 40.0), st.floats(0.0, 6.0), st.floats(0.0, 30.0))
def test_output_follows_its_profile(since: float, ramp_up: float, life: float) -> None:
    """The mean of the profile over a year, by a fine sum."""
    ages = since + (np.arange(4000) + 0.5) / 4000
    profile = np.where((ages >= 0.0) & (ages < life), np.minimum(ages / max(ramp_up, 1e-12), 1.0), 0.0)
    assert running_share(since, ramp_up, life) == pytest.approx(profile.mean(), abs=5e-4)


@given(st.floats(0.0, 12.0))
def test_all_capex_is_spent_in_the_lead_time(lead_time: float) -> None:
    assert building_share(14, lead_time).sum() == pytest.approx(1.0)


def test_reasons_are_words() -> None:
    outlook = flat([10_000.0, 35_000.0, 90_000.0, 24_000.0])
    priced = replace(outlook, price=outlook.policy, price_after=outlook.policy)
    found = appraise(venture(filled=("capex typical of mine_oxide",)), priced, FIRST, TERMS)
    mine = venture(filled=("capex typical of mine_oxide",))
    loss, waits, ahead, poor = (reason(mine, found, NETWORK, scenario) for scenario in range(4))
    assert loss.startswith("A certain loss in 2025: its cash costs exceed what is left of its sales.")
    more, strike = (per_kg(float(item[1])) for item in (found.addition, found.price + found.certain_addition))
    assert waits.startswith("Pays, but waits in 2025: worth 1.27 times its capex where 2.00 is asked for.")
    assert f"{more} more for its Oxide; a contract that fixes {strike} would do" in waits
    assert waits.endswith("Not documented: capex typical of mine_oxide.")
    assert ahead.startswith("Goes ahead in 2025: worth")
    assert "it still would at" in ahead
    assert poor.startswith("Does not pay in 2025")
    assert "a contract that fixes" in poor
    assert reason(venture(), None, NETWORK) == "Too early to decide: no output is possible before 2027."
    assert reason(venture(status="cancelled"), None, NETWORK) == "Cancelled by its owner."
    assert reason(venture(status="construction"), None, NETWORK) == "Decided: it is being built."
    unpriced = appraise(venture(), flat(35_000.0), FIRST, TERMS)
    assert "less than expected would do as well" in reason(venture(), unpriced, NETWORK)


def test_refuses_years_before_the_outlook_and_misfits() -> None:
    with pytest.raises(AppraisalError, match="a year from 2025 on"):
        appraise(venture(), flat(50_000.0), 2024, TERMS)
    with pytest.raises(AppraisalError, match=r"policy \(1, 16, 4\)"):
        replace(flat(50_000.0), baseline=np.zeros((1, 3, 4)))
