"""What a rulebook makes of undecided projects, on the gallium chain: belief, contracts, price, time and loss.

Sums run over the undecided ventures of the zone, in t/year of primary gallium decided by 2033.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from types import MappingProxyType

import numpy as np
import pytest

from footwall.facts import Facts
from footwall.runs.through_years import ChainYears, Span, chain_through_years
from runs.through_years import ADOPTED, contract, decided, facts, floor, horizon, rulebook, through

GOOD = "primary_gallium"
HIGH = 1500.0


@cache
def levied(price: float, credibility: int = 100) -> ChainYears:
    return through(rulebook(floor(GOOD, price), horizon(credibility=f"{credibility}%")))


@cache
def contracted(price: float, credibility: int = 100) -> ChainYears:
    return through(rulebook(contract(GOOD, price), horizon(credibility=f"{credibility}%")))


def added(found: ChainYears) -> float:
    return decided(found, found.pair.policy.path, GOOD)


def test_a_rulebook_that_may_be_repealed_moves_fewer() -> None:
    """A levy at 1,500 USD/kg: the less it is believed in the less is decided, and never less than without."""
    built = [added(levied(HIGH, share)) for share in (100, 95, 90, 70, 0)]
    assert all(np.diff(built) <= 1e-6)
    assert built[0] > 1.5 * built[2]
    without = decided(levied(HIGH), levied(HIGH).pair.baseline.path, GOOD)
    assert built[-1] == pytest.approx(without, rel=1e-3)


@pytest.mark.parametrize("price", [800.0, HIGH])
@pytest.mark.parametrize("credibility", [100, 90])
def test_a_contract_moves_no_fewer_than_a_levy_of_its_price(price: float, credibility: int) -> None:
    """A contract outlives the rulebook, bears on every tonne sold and does not shrink its own market."""
    assert added(contracted(price, credibility)) >= added(levied(price, credibility)) - 1e-6


def test_a_contract_does_not_lean_on_belief() -> None:
    assert added(contracted(HIGH, 70)) == pytest.approx(added(contracted(HIGH)), rel=1e-3)


def test_a_higher_floor_moves_no_fewer() -> None:
    built = [added(levied(price)) for price in (400.0, 800.0, 1200.0, HIGH)]
    assert all(np.diff(built) >= -1e-6)
    assert built[-1] > built[0]


def changed(**fields: object) -> Facts:
    """The facts with these fields in every undecided gallium project."""
    rows = tuple(
        replace(row, **fields) if row.recipe == "recover_gallium" and row.status == "planned" else row
        for row in facts().table("projects")
    )
    return replace(facts(), tables=MappingProxyType({**facts().tables, "projects": rows}))


def with_facts(of: Facts, last: int = 2033) -> ChainYears:
    row = next(row for row in of.table("chains") if row.id == "gallium")
    span = Span(2024, last, ADOPTED)
    return chain_through_years(row, of, rulebook(floor(GOOD, HIGH)), span, (0, 1), lambda _: None)


def test_a_certain_loss_never_comes() -> None:
    """At a cash cost of 50,000 USD/kg, over thirty times the floor, no share of any project is decided."""
    found = with_facts(changed(opex=50e6, money_year=2024))
    places = [k for k, item in enumerate(found.pair.ventures.modelled) if item.status == "planned"
              and found.network.processes[item.main.process].outputs[0][0] == GOOD]  # fmt: skip
    assert len(places) >= 5
    for path in (found.pair.baseline.path, found.pair.policy.path):
        assert np.all(path.decisions.share[:, places] == 0.0)


def test_more_lead_time_means_later_supply() -> None:
    """The same projects with two and with five years to build: less has come on stream by every year."""
    soon, late = (with_facts(changed(lead_time=years, start=2027)) for years in (2.0, 5.0))
    by_year = [
        np.cumsum(found.pair.policy.path.stacked("projects")[:, 0].sum(axis=1)) for found in (soon, late)
    ]
    assert np.all(by_year[1] <= by_year[0] + 1e-6)
    assert by_year[1][-1] < by_year[0][-1]


def test_what_is_decided_stays_and_brings_its_capacity() -> None:
    """Shares never fall, and capacity is generic capacity plus what projects add."""
    path = levied(HIGH).pair.policy.path
    assert np.all(np.diff(path.decisions.share, axis=2) >= 0.0)
    for year in path.years:
        assert np.all(year.projects >= 0.0)
        assert np.all(year.capacity >= year.projects)


def test_nobody_decides_on_a_rulebook_before_it_is_known() -> None:
    """Adopted in 2027: until the end of 2025 both paths are one, and history decides nothing new."""
    found = levied(HIGH)
    before, after = found.pair.baseline.path, found.pair.policy.path
    for place in range(2026 - 2024):
        for name in ("price", "capacity", "activity"):
            one, other = (getattr(path.years[place], name) for path in (before, after))
            assert other == pytest.approx(one, rel=1e-7)
    planned = [k for k, item in enumerate(found.pair.ventures.modelled) if item.status == "planned"]
    assert np.all(after.decisions.share[:, planned, :2] == 0.0)
