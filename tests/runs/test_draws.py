"""Joint draws, their percentiles, failures and rank correlations."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from footwall.enacted.charges import ArcCharges, Enactment
from footwall.market.calibrate import calibrate
from footwall.market.solve import BatchEquilibrium
from footwall.market.under_law import solve_law_batch
from footwall.runs import draws as draws_room
from footwall.runs.draws import DrawnFigures, draw_figures
from footwall.runs.sensitivity import drawn_parameters, rank_correlation, reliances
from footwall.runs.zone import reported_zone
from toy import toy_charges, toy_network

NETWORK = toy_network()
BASE = toy_charges(NETWORK)
FLOOR = toy_charges(
    NETWORK,
    floor=[60_000.0 if arc.commodity == "oxide" else 0.0 for arc in NETWORK.arcs],
    levied_share=[float(arc.origin == "A" and arc.destination != "A") for arc in NETWORK.arcs],
)
CALIBRATION = calibrate(NETWORK, BASE)
ZONE = reported_zone(NETWORK, {"B": 1.0, "C": 1.0})


def _law(charges: ArcCharges) -> Enactment:
    return Enactment("2026-12-31", charges, (), (), {"B": 1.0, "C": 1.0}, ("oxide",))


def _drawn(count: int, seed: int = 5) -> DrawnFigures:
    return draw_figures(CALIBRATION, _law(BASE), _law(FLOOR), ZONE, (count, seed), lambda _: None)


def test_low_and_high_are_the_5th_and_95th_percentile() -> None:
    drawn = _drawn(32)
    values = np.sort(drawn.values["output_change|magnet"])
    assert len(values) == 32
    bounds = drawn.range_of("output_change|magnet")
    assert bounds is not None
    # Linear interpolation between order statistics: rank 0.05·31 = 1.55 and 0.95·31 = 29.45.
    assert bounds[0] == pytest.approx(values[1] + 0.55 * (values[2] - values[1]))
    assert bounds[1] == pytest.approx(values[29] + 0.45 * (values[30] - values[29]))


def test_a_floor_on_an_input_alone_hurts_its_user_in_every_draw_of_the_toy() -> None:
    drawn = _drawn(16)
    assert drawn.converged == 16
    assert drawn.same_sign("output_change|magnet", -1.0) == 16


def test_failed_draws_are_counted_and_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    def partly_failing(*arguments: Any, **options: Any) -> BatchEquilibrium:
        batch = solve_law_batch(*arguments, **options)
        status = batch.status.copy()
        status[[1, 4]] = status.max() + 1
        return replace(batch, status=status)

    whole = _drawn(8)
    monkeypatch.setattr(draws_room, "solve_law_batch", partly_failing)
    drawn = _drawn(8)
    assert (drawn.asked, drawn.converged, drawn.failed) == (8, 6, 2)
    kept = [0, 2, 3, 5, 6, 7]
    assert np.array_equal(drawn.values["user_cost"], whole.values["user_cost"][kept])
    assert np.array_equal(drawn.parameters.theta, whole.parameters.theta[kept])


def test_no_draws_give_no_range() -> None:
    drawn = _drawn(0)
    assert drawn.range_of("user_cost") is None
    assert drawn.same_sign("user_cost", 1.0) == 0
    assert reliances(NETWORK, drawn, "user_cost") == ()


def test_one_fact_is_one_parameter() -> None:
    drawn = _drawn(8)
    found = {(fact.name, fact.owners) for fact in drawn_parameters(NETWORK, drawn.parameters)}
    assert ("demand_elasticity", ("motors",)) in found
    assert ("theta", ("oxide",)) in found
    assert ("avoidable_share", tuple(process.id for process in NETWORK.processes)) in found


def test_the_strongest_parameter_comes_first() -> None:
    drawn = _drawn(64)
    found = reliances(NETWORK, drawn, "user_cost")
    strengths = [abs(item.correlation) for item in found]
    assert strengths == sorted(strengths, reverse=True)
    assert strengths[0] > 0.3


def test_rank_correlation_against_hand_computed_values() -> None:
    # Spearman (1904): 1 − 6·Σd²/(n(n² − 1)); ranks 1..5 against 2 1 4 3 5 give Σd² = 4, so 0.8.
    first = np.array([1.0, 2.0, 3.0, 4.0, 5.0])
    assert rank_correlation(first, np.array([2.0, 1.0, 40.0, 3.0, 50.0])) == pytest.approx(0.8)
    assert rank_correlation(first, -(first**3)) == pytest.approx(-1.0)
    # Ties share the mean of their ranks: 1.5 1.5 3 against 1 2 3 is 1.5/√(1.5·2).
    tied = rank_correlation(np.array([7.0, 7.0, 9.0]), np.array([1.0, 2.0, 3.0]))
    assert tied == pytest.approx(1.5 / np.sqrt(1.5 * 2.0))


def test_the_zone_and_its_rival() -> None:
    assert ZONE.rival == "A"
    assert ZONE.regions == ("B", "C")
    everyone_else = reported_zone(NETWORK, {})
    assert not everyone_else.members
    assert everyone_else.regions == ("B", "C")
    assert everyone_else.name == "all regions but A"
    assert reported_zone(NETWORK, {"A": 1.0}).rival == "C"
