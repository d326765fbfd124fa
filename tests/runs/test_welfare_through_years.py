"""Agents at prices are resources in quantities, in every period of both paths and on any change between them.

The bound of 1e-9 is that of the identities of one period; the two sides share no arithmetic.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import numpy as np
import pytest

from footwall.measure.accounts import money_accounts
from footwall.measure.welfare import level_error, welfare
from footwall.runs.through_years import ChainYears
from footwall.runs.year_record import years_record
from runs.through_years import contract, floor, horizon, rulebook, through

CLOSE = 1e-9
QUOTA = (
    "measures: [{by: CHN, kind: export_quota, commodities: [primary_gallium], quota: 20 t, "
    "destinations: [JPN], from: 2028-04-01}]"
)
FLOOD = (
    "events: [{kind: flood, commodity: primary_gallium, region: CHN, extra: 50%, below_cost: 30%, "
    "from: 2028-01-01, to: 2029-12-31}]"
)
RULEBOOKS = {
    "levy": (floor("primary_gallium", 1200.0),),
    "contract": (contract("primary_gallium", 1200.0),),
    "ban": ("measures: [{by: CHN, kind: ban, commodities: [primary_gallium], from: 2028-04-01}]",),
    "quota": (QUOTA,),
    "false origins": (
        floor("primary_gallium", 1200.0),
        "border: {evasion: {cost: 12%, spread: 25%, detection: 0.6, fine: 10%, max: 60%}}",
    ),
    "flood": (FLOOD,),
}


@cache
def walked(name: str) -> ChainYears:
    return through(rulebook(*RULEBOOKS[name], horizon(expectation="myopic")), last=2031)


@pytest.mark.parametrize("name", RULEBOOKS)
def test_the_levels_agree_in_every_period_of_both_paths(name: str) -> None:
    found = walked(name)
    assert found.touched
    errors = [
        level_error(item.state, money_accounts(item.state))
        for path in (found.baseline, found.policy)
        for year in path
        for item in year
    ]
    assert len(errors) >= 16
    assert max(errors) < CLOSE
    assert found.checks.welfare == max(errors)


@pytest.mark.parametrize("name", RULEBOOKS)
def test_the_changes_agree_where_the_curves_of_the_paths_differ(name: str) -> None:
    """Policy against baseline in each year; at the end capacity and what buyers remember have parted."""
    found = walked(name)
    for without, under in zip(found.baseline, found.policy, strict=True):
        assert welfare(without[-1].state, under[-1].state).identity_error < CLOSE
    before, after = found.baseline[-1][-1].state, found.policy[-1][-1].state
    for block in ("process", "use", "arc"):
        assert not np.array_equal(before.block(block), after.block(block)), block
    change = welfare(before, after)
    assert abs(change.agents_total) > 1e3, "there is something to agree on, USD/year"
    assert change.agents_total == pytest.approx(change.resources_total, rel=1e-5)


def test_years_of_one_path_agree_too() -> None:
    """From 2024 to 2031 of the baseline the curves move, the law does not matter."""
    first, last = walked("levy").baseline[0][0].state, walked("levy").baseline[-1][-1].state
    assert welfare(first, last).identity_error < CLOSE


def test_a_wrong_price_or_a_wrong_tonnage_breaks_it() -> None:
    state = walked("levy").policy[-1][-1].state
    solved = state.equilibrium
    for name in ("margin", "effective", "activity", "use"):
        wrong = replace(solved, **{name: 1.001 * getattr(solved, name)})
        other = replace(state, equilibrium=wrong)
        assert level_error(other, money_accounts(other)) > 1e3 * CLOSE, name


def test_it_stands_beside_the_other_identities_of_the_years() -> None:
    found = walked("levy")
    record = years_record((found,), rulebook(*RULEBOOKS["levy"]))
    assert list(record["checks"]) == ["mass", "element", "money", "welfare", "stock"]
    assert (
        record["checks"]["welfare"]
        == record["chains"]["gallium"]["checks"]["welfare"]
        == found.checks.welfare
    )
