"""Routes without recorded trade that a policy comes to lean on."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from footwall.enacted.charges import Enactment
from footwall.market.calibrate import calibrate
from footwall.market.solve import solve
from footwall.measure.state import State
from footwall.runs import grown_priors
from footwall.runs.grown_priors import grown_prior_notes
from toy import toy_charges, toy_network

NETWORK = toy_network()
CHARGES = toy_charges(NETWORK)
LAW = Enactment("2026-12-31", CHARGES, (), (), {}, ())


def state(grown: dict[int, float], prior: bool = True, share: float = 0.2) -> State:
    """The toy at its base, with some arcs multiplied and given a share."""
    network = replace(
        NETWORK,
        arcs=tuple(replace(arc, prior=prior and place in grown) for place, arc in enumerate(NETWORK.arcs)),
    )
    calibration = calibrate(network, CHARGES)
    solved = solve(calibration, CHARGES)
    flow, shares = solved.flow.copy(), solved.share.copy()
    for place, factor in grown.items():
        flow[place] *= factor
        shares[place] = share
    return State(calibration, LAW, replace(solved, flow=flow, share=shares))


def test_a_route_over_tenfold_and_one_percent_is_told() -> None:
    """The second arc of oxide, A>C, holds 25 t."""
    (note,) = grown_prior_notes(state({1: 11.0}))
    assert "oxide of A in C, 275 t under the policy for 25 t assumed in 2024, 20% of purchases there." in note
    assert "Without recorded trade in 2024" in note


def test_recorded_trade_slow_growth_and_small_shares_are_not() -> None:
    assert not list(grown_prior_notes(state({1: 11.0}, prior=False)))
    assert not list(grown_prior_notes(state({1: 9.0})))
    assert not list(grown_prior_notes(state({1: 11.0}, share=0.009)))


def test_three_are_named_and_the_rest_counted() -> None:
    places = range(1, 6)
    (note,) = grown_prior_notes(state(dict.fromkeys(places, 12.0)))
    assert note.count(" t assumed in 2024") == 3
    assert "; 2 more. " in note


def test_nothing_grows_in_the_base_year() -> None:
    base = state({})
    assert np.isclose(base.equilibrium.flow[1], NETWORK.arcs[1].flow)
    assert not list(grown_prior_notes(base))


def test_a_trickle_too_small_to_print_is_told_as_under() -> None:
    assert [grown_priors._tonnes(size) for size in (5.2e-5, 0.31, 4.27, 1143.0)] == [
        "under 0.01", "0.31", "4.3", "1,143",
    ]  # fmt: skip
