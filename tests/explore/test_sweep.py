"""A sweep gives at every point what a run gives there, tells its gaps, and finds where signs turn."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from functools import cache

import numpy as np
import pytest

from footwall.enacted.charges import ArcCharges
from footwall.errors import GridError, RulebookError
from footwall.explore.batch import solve_policies, stacked
from footwall.explore.grid import Axis
from footwall.explore.sweep import Sweep, sweep
from footwall.explore.sweep_table import sweep_csv
from footwall.explore.sweep_words import message
from footwall.explore.thresholds import thresholds
from footwall.market.under_law import solve_law
from footwall.runs import run
from footwall.runs.headline import HeadlineNumber

PRICE = "floors.ndpr_oxide.reference.price"
CHAIN = "ree_magnets"


@cache
def swept(rulebook: str, *grid: str, draws: int = 0) -> Sweep:
    return sweep(rulebook, grid, year=2026, draws=draws)


def _numbers(found: Sweep, *values: str) -> dict[str, HeadlineNumber]:
    chain = next(chain for chain in found.chains if chain.id == CHAIN)
    point = next(point for point in chain.points if point.values == values)
    return {number.figure: number for number in point.numbers}


@pytest.mark.parametrize("price", ["70 USD/kg", "110 USD/kg"])
def test_a_point_is_what_a_run_finds_there(price: str) -> None:
    found = _numbers(swept("cascade", f"{PRICE}=70 USD/kg:150 USD/kg:3"), price)
    alone = run("cascade", year=2026, draws=0, overrides=[f"{PRICE}={price}"])
    for number in alone.chain(CHAIN).summary["headline"]:
        assert found[number["figure"]].value == pytest.approx(number["value"], rel=1e-6, abs=1e-6)


def test_ranges_are_those_of_a_run() -> None:
    found = _numbers(swept("cascade", f"{PRICE}=90 USD/kg:110 USD/kg:2", draws=6), "110 USD/kg")
    alone = run("cascade", year=2026, draws=6, overrides=[f"{PRICE}=110 USD/kg"])
    drawn = alone.chain(CHAIN).drawn
    for figure, number in found.items():
        assert (number.low, number.high) == pytest.approx(drawn.range_of(figure), rel=1e-6, abs=1e-6)


def test_points_with_quotas_of_different_limits_are_one_batch() -> None:
    """Licence approval changes a limit at every point; each equals a solve of its own."""
    found = swept("export-licence-shock", "measures.0.approval=0.3:0.9:3")
    for approval in ("0.3", "0.6", "0.9"):
        alone = run("export-licence-shock", year=2026, draws=0, overrides=[f"measures.0.approval={approval}"])
        numbers = _numbers(found, approval)
        for number in alone.chain(CHAIN).summary["headline"]:
            assert numbers[number["figure"]].value == pytest.approx(number["value"], rel=1e-6, abs=1e-6)


def test_policies_with_and_without_quotas_are_solved_apart() -> None:
    shock, cascade = (
        run(name, year=2026, draws=0).chain(CHAIN) for name in ("export-licence-shock", "cascade")
    )
    calibration = shock.policy.calibration
    laws = [shock.policy.enactment, cascade.policy.enactment, shock.policy.enactment]
    solved = solve_policies(calibration, laws)
    assert solved.batches == 2
    for law, solution in zip(laws, solved.solutions, strict=True):
        assert solution.state is not None
        alone = solve_law(calibration, law)
        np.testing.assert_allclose(solution.state.equilibrium.price, alone.price, rtol=1e-7)


def test_stacked_charges_hold_each_policy_in_its_row() -> None:
    state = run("cascade", year=2026, draws=0).chain(CHAIN).policy
    charges = state.enactment.charges
    raised = replace(charges, floor=charges.floor * 2.0)
    both = stacked([charges, raised])
    assert both.floor.shape == (2, len(charges.floor))
    np.testing.assert_array_equal(both.floor[1], raised.floor)
    for name in ArcCharges.names():
        if name != "floor":
            np.testing.assert_array_equal(getattr(both, name), getattr(charges, name))


def test_a_threshold_is_a_zero_of_the_market_itself() -> None:
    found = swept("cascade", f"{PRICE}=50 USD/kg:110 USD/kg:3")
    (chain,) = [chain for chain in found.chains if chain.id == CHAIN]
    turned = {
        heading.figure
        for heading in chain.headings
        if len({number.value > 0.0 for point in chain.points if (number := point.number(heading.figure))}) > 1
    }
    assert turned and turned == {turn.figure for turn in chain.thresholds}
    turn = chain.thresholds[0]
    assert turn.value is not None
    there = run("cascade", year=2026, draws=0, overrides=[f"{PRICE}={turn.value} USD/kg"])
    (value,) = [
        number["value"]
        for number in there.chain(CHAIN).summary["headline"]
        if number["figure"] == turn.figure
    ]
    values = [number.value for point in chain.points if (number := point.number(turn.figure))]
    assert abs(value) < 0.02 * max(abs(other) for other in values)
    assert turn.rises is (values[-1] > 0.0)


NUMBER = HeadlineNumber("x", 0.0, None, None, "%", "x", "", None)
AXIS = Axis("path", ("0", "1", "2", "3"), (0.0, 1.0, 2.0, 3.0))


def test_thresholds_of_a_known_function() -> None:
    """(x − 0.5)(x − 2.25) has its zeros at 0.5 and 2.25."""

    def known(x: float) -> float:
        return (x - 0.5) * (x - 2.25)

    found = list(thresholds(NUMBER, AXIS, [known(x) for x in AXIS.numbers], known))
    assert [turn.value for turn in found] == pytest.approx([0.5, 2.25], abs=1e-3)
    assert [turn.rises for turn in found] == [False, True]


def test_a_zero_plateau_is_no_sign_change() -> None:
    assert list(thresholds(NUMBER, AXIS, [1.0, 0.0, 0.0, 1.0], lambda _: 0.0)) == []


def test_a_gap_inside_the_bracket_is_told_as_a_bracket() -> None:
    (turn,) = thresholds(NUMBER, AXIS, [1.0, None, -1.0, -2.0], lambda _: pytest.fail("it was searched"))
    assert (turn.low, turn.high, turn.value) == (0.0, 2.0, None)


def test_a_search_without_a_solution_ends_with_its_bracket() -> None:
    (turn,) = thresholds(NUMBER, AXIS, [1.0, -1.0, -1.0, -2.0], lambda _: None)
    assert (turn.low, turn.high, turn.value) == (0.0, 1.0, None)


def test_the_table_has_a_row_a_point_and_number() -> None:
    found = swept("cascade", f"{PRICE}=70 USD/kg:150 USD/kg:3")
    rows = list(csv.DictReader(io.StringIO(sweep_csv(found))))
    assert len(rows) == sum(len(point.numbers) for chain in found.chains for point in chain.points)
    assert {row[PRICE] for row in rows} == {"70 USD/kg", "110 USD/kg", "150 USD/kg"}
    assert {row["status"] for row in rows} == {"converged"}
    for row in rows:
        if row["chain"] == CHAIN:
            assert float(row["value"]) == _numbers(found, row[PRICE])[row["figure"]].value


def test_a_point_without_a_solution_is_a_gap_with_its_reason() -> None:
    found = swept("cascade", f"{PRICE}=70 USD/kg:150 USD/kg:3")
    chain = found.chains[0]
    broken = replace(chain.points[1], numbers=(), reason="No equilibrium after 5 iterations")
    gapped = replace(chain, points=(chain.points[0], broken, chain.points[2]))
    rows = list(csv.DictReader(io.StringIO(sweep_csv(replace(found, chains=(gapped,))))))
    gaps = [row for row in rows if row[PRICE] == "110 USD/kg"]
    assert len(gaps) == len(chain.headings)
    assert all(row["value"] == "" and row["status"] == "no solution" for row in gaps)
    assert all(row["reason"] == broken.reason for row in gaps)
    assert replace(found, chains=(gapped,)).failed == 1


def test_the_message_tells_both_ends() -> None:
    found = swept("cascade", f"{PRICE}=70 USD/kg:150 USD/kg:3")
    value = _numbers(found, "150 USD/kg")["output_change|ndfeb_magnet"].value
    assert f"{abs(value):.1f}% {'more' if value > 0 else 'fewer'} with 150 USD/kg" in message(found)


def test_ranges_need_a_single_path() -> None:
    with pytest.raises(GridError, match="one path only"):
        sweep(
            "cascade",
            ["floors.ndpr_oxide.levy.top_up=0:1:2", "floors.cascade.margin=0%:5%:2"],
            year=2026,
            draws=4,
        )


@pytest.mark.parametrize(
    ("grid", "told"),
    [
        ("floors.ndpr_oxid.reference.price=60 USD/kg:90 USD/kg:2", "ndpr_oxide"),
        ("floors.ndpr_oxide.reference.pric=60 USD/kg:90 USD/kg:2", "price"),
        (f"{PRICE}=60:90:2", "USD/kg"),
        (f"{PRICE}=60%:90%:2", "USD/kg"),
        ("zone.members.99=USA,JPN", "position from 0"),
    ],
)
def test_a_wrong_path_or_unit_is_refused_with_what_is_allowed(grid: str, told: str) -> None:
    with pytest.raises(RulebookError) as refusal:
        sweep("cascade", [grid], year=2026)
    assert told in str(refusal.value)
