"""Treasuries and support over the years: their draws, and who keeps the gap to a floor."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

import footwall.runs.year_omega as omega_room
from footwall.errors import NotConverged
from footwall.measure.support_accounts import support_payments
from footwall.runs.figures import MILLION, treasury
from footwall.runs.through_years import ChainYears
from footwall.runs.year_draws import drawn_sums
from footwall.runs.year_omega import NO_GAP
from runs.through_years import contract, floor, horizon, record, rulebook, through

LAST, DRAWS = 2029, 4
LEVIED = rulebook(floor("primary_gallium", 1200.0))
PAID = rulebook(contract("primary_gallium", 1200.0))


@pytest.fixture(scope="module")
def levied() -> ChainYears:
    return through(LEVIED, last=LAST, draws=DRAWS)


@pytest.fixture(scope="module")
def told(levied: ChainYears) -> dict[str, Any]:
    return record(levied, LEVIED)


def test_the_central_case_is_that_of_the_states(levied: ChainYears, told: dict[str, Any]) -> None:
    for law in ("baseline", "policy"):
        by_year = [
            sum(item.weight * treasury(item.state, levied.zone) for item in year)
            for year in getattr(levied, law)
        ]
        assert told["treasury"][law]["central"] == pytest.approx(by_year, rel=1e-12, abs=1e-12)


def test_a_draw_is_the_chain_walked_with_its_parameters_alone(levied: ChainYears) -> None:
    """Receipts of draw 3 follow from the tonnes and prices that the walk itself keeps of that draw."""
    path = levied.pair.policy.path
    sums, place = drawn_sums(path, levied.zone), len(path.years) - 1
    bought = 0.0
    for solved in path.years[place].periods:
        for (commodity, region), tonnes in zip(
            path.course.calibration.buyers, solved.outcomes.purchases[3].tolist(), strict=True
        ):
            weight = solved.period.weight * levied.zone.weight(region)
            bought += weight * tonnes * (commodity == "primary_gallium")
    assert sums["bought|primary_gallium"][place, 3] == pytest.approx(bought, rel=1e-9)
    assert sums["treasury"][place, 3] != pytest.approx(sums["treasury"][place, 0], rel=1e-3)


def test_bounds_are_percentiles_of_the_draws(levied: ChainYears, told: dict[str, Any]) -> None:
    after, before = (
        drawn_sums(walked.path, levied.zone)["treasury"]
        for walked in (levied.pair.policy, levied.pair.baseline)
    )
    summed = np.cumsum(after - before, axis=0)
    low, high = np.percentile(summed[:, 1:], (5.0, 95.0), axis=1)
    received = told["treasury"]["cumulative"]
    assert received["central"] == pytest.approx(summed[:, 0])
    assert received["low"] == pytest.approx(low)
    assert received["high"] == pytest.approx(high)
    assert received["low"][-1] < received["high"][-1]
    assert told["treasury"]["change"]["low"][:3] == [0.0] * 3, "nothing differs before the rulebook acts"


def test_support_has_its_range_and_its_sum() -> None:
    found = through(PAID, last=LAST, draws=DRAWS)
    told = record(found, PAID)
    paid, summed = (told[key]["contract_for_difference"] for key in ("supports", "supports_cumulative"))
    by_hand = [
        sum(item.weight * p.amount / MILLION for item in year for p in support_payments(item.state))
        for year in found.policy
    ]
    assert paid["central"] == pytest.approx(by_hand)
    assert summed["central"] == pytest.approx(np.cumsum(by_hand))
    assert all(low <= high for low, high in zip(paid["low"], paid["high"], strict=True))
    assert paid["low"][-1] < paid["high"][-1]


def test_a_path_without_draws_has_no_bounds() -> None:
    told = record(through(LEVIED, last=2028), LEVIED)
    assert told["treasury"]["cumulative"]["low"] is None
    assert told["treasury"]["cumulative"]["high"] is None


def test_at_no_share_kept_the_levy_is_the_rulebooks_own(told: dict[str, Any]) -> None:
    """A variable levy keeps nothing for exporters: ω = 0 is the path itself."""
    levy, kept = told["over_omega"]["cases"]
    assert (levy["omega"], kept["omega"]) == (0.0, 1.0)
    assert levy["treasury"] == pytest.approx(told["treasury"]["change"]["central"], rel=1e-6, abs=1e-9)
    assert levy["user_bill"] == pytest.approx(told["user_bill"]["central"], rel=1e-6, abs=1e-9)
    assert levy["exporters_rent"] == pytest.approx([0.0] * len(told["years"]), abs=1e-9)


def test_what_exporters_keep_treasuries_do_not_receive(told: dict[str, Any]) -> None:
    levy, kept = told["over_omega"]["cases"]
    assert kept["exporters_rent"][:3] == [0.0] * 3
    for place in range(3, len(told["years"])):
        assert kept["exporters_rent"][place] > 0.0
        assert kept["treasury"][place] < levy["treasury"][place]
    for name in ("treasury", "user_bill", "exporters_rent"):
        assert kept[f"{name}_cumulative"] == pytest.approx(np.cumsum(kept[name]))


def test_where_no_floor_compares_an_invoice_the_record_says_why_there_is_no_range() -> None:
    assert record(through(PAID, last=2028), PAID)["over_omega"] == {"cases": [], "reason": NO_GAP}


def test_a_share_without_a_solution_is_left_out_and_told(monkeypatch: pytest.MonkeyPatch) -> None:
    policy = rulebook(floor("primary_gallium", 1200.0), horizon(expectation="myopic"))
    found = through(policy, last=2028)
    solve = omega_room.solve_law

    def refusing(curves: Any, law: Any, **options: Any) -> Any:
        if law.charges.omega.max() == 1.0:
            raise NotConverged("primary_gallium in JPN", 0.1, 9, "Loosen the floor.")
        return solve(curves, law, **options)

    monkeypatch.setattr(omega_room, "solve_law", refusing)
    over = record(found, policy)["over_omega"]
    assert [case["omega"] for case in over["cases"]] == [0.0]
    assert over["reason"].startswith("at ω = 1 a year has no solution")
