"""A chain through the years: identities, repeats, draws, passes, and halves of a clause."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

import footwall.horizon.year_solve as year_room
from footwall.horizon.passes import SETTLED
from footwall.horizon.real_law import deflators
from footwall.market.scenarios import BatchEquilibrium
from footwall.measure.accounts import money_accounts
from footwall.measure.elements import largest_element_error, mass_balance
from footwall.runs.through_years import ChainYears
from footwall.runs.year_series import alive
from runs.through_years import contract, facts, floor, gap, horizon, record, rulebook, through

FLOOR = floor("primary_gallium", 1200.0)
LAST = 2033
TESTS = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def levied() -> ChainYears:
    return through(rulebook(FLOOR))


@pytest.fixture(scope="module")
def drawn() -> ChainYears:
    return through(rulebook(FLOOR), draws=4)


def digest() -> str:
    """Of the record and of every price of the central case and of two draws, bit by bit."""
    policy = rulebook(FLOOR)
    found = through(policy, last=2030, draws=2)
    content = json.dumps(record(found, policy), sort_keys=True).encode()
    prices = found.pair.policy.path.stacked("price").tobytes()
    return hashlib.sha256(content + prices).hexdigest()


def test_identities_hold_in_every_year_of_both_paths(levied: ChainYears) -> None:
    """Mass, elements and money, each recomputed on every period."""
    for path in (levied.baseline, levied.policy):
        assert len(path) == LAST - 2024 + 1
        for year in path:
            assert sum(item.weight for item in year) == pytest.approx(1.0)
            for item in year:
                assert mass_balance(item.state).largest_error < 1e-6
                assert largest_element_error(item.state) < 1e-6
                assert money_accounts(item.state).largest_error < 1e-6
    worst = levied.checks
    assert max(worst.mass, worst.element, worst.money) < 1e-6


def test_another_run_gives_the_same_bits() -> None:
    """Twice in one process, and in another one with another seed of its hashes."""
    here = digest()
    assert digest() == here
    environment = {
        **os.environ,
        "PYTHONHASHSEED": "7",
        "PYTHONPATH": os.pathsep.join([*sys.path, str(TESTS)]),
    }
    command = "from runs.test_through_years import digest; print(digest())"
    done = subprocess.run(
        [sys.executable, "-c", command], env=environment, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == here


def test_the_central_case_does_not_feel_the_draws(levied: ChainYears, drawn: ChainYears) -> None:
    assert drawn.pair.policy.passes == levied.pair.policy.passes
    for law in ("baseline", "policy"):
        alone, among = (getattr(found.pair, law).path for found in (levied, drawn))
        for name in ("price", "effective", "capacity", "activity", "projects"):
            assert gap(alone, among, name) < 1e-9, (law, name)
        assert np.array_equal(alone.decisions.share[0] > 0.0, among.decisions.share[0] > 0.0)


def test_draws_spread_around_the_central_case(drawn: ChainYears) -> None:
    price = drawn.pair.policy.path.stacked("price")
    assert price.shape[1] == 5
    first, last = (np.abs(price[t] / price[t, :1] - 1.0).max() for t in (0, -1))
    assert 10.0 * first < last, "draws share the base year, measures of its last weeks aside"
    found = record(drawn, rulebook(FLOOR))
    assert found["draws"] == {"asked": 4, "converged": 4}
    bill = found["user_bill"]
    assert all(low <= high for low, high in zip(bill["low"], bill["high"], strict=True))


def test_a_draw_without_a_solution_is_left_out_and_counted(
    levied: ChainYears, drawn: ChainYears, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Draw 2 has no solution from 2029 on, in the baseline: it is out of both paths and of all ranges."""
    solve, calls = year_room.solve_law_batch, {"count": 0}

    def partly(*arguments: object, **options: object) -> BatchEquilibrium:
        batch: BatchEquilibrium = solve(*arguments, **options)  # type: ignore[arg-type]
        calls["count"] += 1
        if calls["count"] == 8:
            batch.status[2] = 1
        return batch

    monkeypatch.setattr("footwall.horizon.passes.PASSES", 1)
    monkeypatch.setattr(year_room, "solve_law_batch", partly)
    policy = rulebook(FLOOR)
    found = through(policy, draws=4)
    assert found.pair.baseline.path.alive.tolist() == [True, True, False, True, True]
    assert found.pair.policy.path.alive.all()
    assert alive(found).tolist() == [True, True, False, True, True]
    told = record(found, policy)
    assert told["draws"] == {"asked": 4, "converged": 3}
    path = found.pair.baseline.path
    for name in ("price", "activity"):
        last = getattr(path.years[-1], name)
        assert np.array_equal(last[2], last[0]), "it walks on with the central case"
    monkeypatch.undo()
    spread = drawn.pair.baseline.path.stacked("price")
    assert gap(levied.pair.baseline.path, path, "price") < 0.2
    assert spread.shape[1] == 5


def test_without_a_floor_there_the_policy_is_the_baseline() -> None:
    found = through(rulebook(floor("ndpr_oxide", 110.0)), "germanium", last=2028)
    assert not found.touched
    assert found.pair.policy is found.pair.baseline
    told = record(found, rulebook(floor("ndpr_oxide", 110.0)))
    assert not told["touched"]
    assert set(told["user_bill"]["central"]) == {0.0}
    assert set(told["treasury"]["change"]["central"]) == {0.0}


def test_passes_settle_and_say_so(levied: ChainYears) -> None:
    for walked in (levied.pair.baseline, levied.pair.policy):
        assert 2 <= walked.passes <= 8
        assert walked.change <= SETTLED


def test_who_expects_todays_prices_makes_one_pass() -> None:
    found = through(rulebook(FLOOR, horizon(expectation="myopic")), last=2029)
    assert (found.pair.baseline.passes, found.pair.policy.passes) == (1, 1)
    assert np.isinf(found.pair.policy.change)


BAN = "{{by: CHN, kind: ban, commodities: [primary_gallium], destinations: [JPN], from: {0}, to: {1}}}"


def test_a_clause_in_two_halves_is_the_clause() -> None:
    """A ban of two years, and the same as two bans back to back in the middle of a year: bit by bit."""
    whole = f"measures: [{BAN.format('2028-03-01', '2030-02-28')}]"
    halves = (BAN.format("2028-03-01", "2029-07-15"), BAN.format("2029-07-16", "2030-02-28"))
    one, two = (through(rulebook(text), last=2031) for text in (whole, f"measures: [{', '.join(halves)}]"))
    assert one.touched
    for name in ("price", "effective", "landed", "activity", "capacity"):
        assert np.array_equal(one.pair.policy.path.stacked(name), two.pair.policy.path.stacked(name)), name
    starts = [item.period.starts.isoformat() for item in one.pair.policy.path.years[4].periods]
    assert starts == ["2028-01-01", "2028-03-01"]
    weights = [item.period.weight for item in one.pair.policy.path.years[4].periods]
    assert weights == pytest.approx([60 / 366, 306 / 366])


def test_a_nominal_floor_is_told_in_money_of_the_base_year(levied: ChainYears) -> None:
    """1,200 USD/kg over the deflator of each year, from the day of adoption on."""
    goods = record(levied, rulebook(FLOOR))["goods"]
    told = next(good["floor"] for good in goods if good["commodity"] == "primary_gallium")
    levels = deflators(facts(), 2024, range(2024, LAST + 1))
    assert told[:3] == [None] * 3
    assert told[3:] == pytest.approx([1200.0 / level for level in levels[3:]])


def test_a_path_may_end_before_the_rulebook_acts() -> None:
    """To 2025, adopted in 2027: nothing is touched, nothing is tested, and every project has its words."""
    policy = rulebook(FLOOR)
    found = through(policy, last=2025)
    assert not found.touched
    assert found.cut_offs == ()
    told = record(found, policy)
    assert told["years"] == [2024, 2025]
    assert all(line["words"] for line in told["projects"])


def test_contracts_cost_the_treasury_and_are_told_by_kind() -> None:
    policy = rulebook(contract("primary_gallium", 1200.0))
    found = through(policy, last=2030)
    told = record(found, policy)
    paid = told["supports"]["contract_for_difference"]["central"]
    assert paid[:3] == [0.0] * 3
    assert all(amount > 0.0 for amount in paid[3:])
    assert all(change < 0.0 for change in told["treasury"]["change"]["central"][3:])


@pytest.mark.parametrize("chain", ["ree_magnets", "lithium", "cobalt", "gallium", "germanium"])
def test_every_path_begins_with_the_base_year(chain: str) -> None:
    """No project counts in 2024, and measures of its last weeks move its mean prices by less than 2%."""
    year = through(rulebook(FLOOR), chain, last=2025).pair.baseline.path.years[0]
    base = year.curves
    assert np.all(year.projects == 0.0)
    assert year.capacity[0] == pytest.approx([item.capacity for item in base.network.processes])
    assert year.price[0] == pytest.approx(base.base_price, rel=0.02)
