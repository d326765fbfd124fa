"""Draws of the conversion costs behind the floors of a cascade, and what they add to the ranges."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from footwall.enacted import enact
from footwall.enacted.charges import Enactment
from footwall.facts import load_facts
from footwall.market.parameters import draws
from footwall.rulebook import read_rulebook
from footwall.runs import Result
from footwall.runs import drawn_laws as room
from footwall.runs.drawn_laws import draw_laws
from footwall.runs.draws import draw_figures
from footwall.runs.sensitivity import drawn_costs, reliances

COUNT = 12


def test_costs_are_stratified_inside_their_ranges(cascade: Result) -> None:
    """Latin hypercube (McKay et al. 1979): each twelfth of the probability holds one draw of a row."""
    drawn = draw_laws(cascade.lead.policy.enactment, COUNT, seed=3)
    assert drawn.values.shape == (COUNT, len(drawn.costs))
    for cost, column in zip(drawn.costs, drawn.values.T, strict=True):
        low, mode, high = cost.row.low, cost.row.value, cost.row.high
        below = (column - low) ** 2 / ((high - low) * (mode - low))
        above = 1.0 - (high - column) ** 2 / ((high - low) * (high - mode))
        probability = np.where(column < mode, below, above)
        assert sorted((probability * COUNT).astype(int)) == list(range(COUNT))


def test_rows_with_equal_ranges_are_drawn_apart(cascade: Result) -> None:
    drawn = draw_laws(cascade.lead.policy.enactment, COUNT, seed=3)
    ranks = {tuple(np.argsort(column)) for column in drawn.values.T}
    assert len(ranks) == len(drawn.costs) > 1


def test_the_curves_are_drawn_as_without_a_cascade(cascade: Result) -> None:
    network = cascade.lead.economy.calibration.network
    before = draws(network, COUNT, seed=3)
    draw_laws(cascade.lead.policy.enactment, COUNT, seed=3)
    assert np.array_equal(before.theta, draws(network, COUNT, seed=3).theta)


def test_floors_of_a_draw_follow_its_costs(cascade: Result) -> None:
    policy = cascade.lead.policy.enactment
    drawn = draw_laws(policy, COUNT, seed=3)
    floors = np.stack([law.charges.floor for law in drawn.policies])
    assert floors.shape == (COUNT, len(cascade.lead.policy.network.arcs))
    position = {arc.commodity: place for place, arc in enumerate(cascade.lead.policy.network.arcs)
                if policy.charges.floor[place] > 0.0}  # fmt: skip
    assert set(floors[:, position["ndpr_oxide"]]) == {110_000.0}
    reduction = [place for place, cost in enumerate(drawn.costs) if cost.row.recipe == "reduce_ndpr"]
    weighted = floors[:, position["ndpr_metal"]] / 1.05
    costs = drawn.values[:, reduction]
    slopes, *_ = np.linalg.lstsq(np.column_stack([np.ones(COUNT), costs]), weighted, rcond=None)
    assert slopes[1:].sum() == pytest.approx(1.0)
    assert (slopes[1:] > 0.0).all()


def test_japanese_tolling_weighs_in_the_floor_on_metal(cascade: Result) -> None:
    """Most metal of the zone is made in Japan, so its row has the largest weight."""
    costs = cascade.lead.policy.enactment.derived
    assert costs is not None
    assert any(cost.processes == ("reduce_ndpr@JPN",) and cost.row.value == 8_000.0 for cost in costs.costs)


def test_draws_whose_floors_cannot_be_derived_are_left_out(
    cascade: Result, monkeypatch: pytest.MonkeyPatch
) -> None:
    derive = room._at
    seen: list[int] = []

    def one_missing(policy: Enactment, amounts: np.ndarray, costs: np.ndarray) -> Enactment | None:
        seen.append(1)
        return None if len(seen) == 2 else derive(policy, amounts, costs)

    monkeypatch.setattr(room, "_at", one_missing)
    drawn = draw_figures(
        cascade.lead.economy.calibration,
        cascade.lead.baseline.enactment,
        cascade.lead.policy.enactment,
        cascade.lead.zone,
        (4, 1),
        lambda _: None,
    )
    assert (drawn.asked, drawn.converged, drawn.cost_values.shape[0]) == (4, 3, 3)


def test_conversion_costs_are_ranked_beside_the_curves(cascade: Result) -> None:
    """Dearer magnet making raises the floor on magnets, and with it the zone's output of them."""
    drawn = draw_figures(
        cascade.lead.economy.calibration,
        cascade.lead.baseline.enactment,
        cascade.lead.policy.enactment,
        cascade.lead.zone,
        (48, 1),
        lambda _: None,
    )
    found = reliances(cascade.lead.policy.network, drawn, "output_change|ndfeb_magnet")
    assert found[0].parameter.name == "conversion_cost"
    assert found[0].correlation > 0.5
    assert (found[0].parameter.estimate.value, found[0].parameter.owners) == (28.0, ("make_magnet@JPN",))
    assert any(record["parameter"] == "conversion_cost" for record in cascade.lead.summary["leaned_on"])


def test_what_the_rulebook_states_is_not_drawn(cascade: Result) -> None:
    book = read_rulebook(
        "cascade",
        ("floors.cascade.conversion={ndpr_metal: 9 USD/kg, ndfeb_magnet: 29 USD/kg}",),
    )
    policy = enact(book, load_facts(), cascade.lead.policy.network, cascade.options.as_of)
    drawn = draw_laws(policy, COUNT, seed=3)
    assert drawn.costs == ()
    assert all(law is policy for law in drawn.policies)
    assert drawn.derivable.all()


def test_a_row_without_a_range_is_not_ranked(cascade: Result) -> None:
    drawn = draw_figures(
        cascade.lead.economy.calibration,
        cascade.lead.baseline.enactment,
        cascade.lead.policy.enactment,
        cascade.lead.zone,
        (3, 1),
        lambda _: None,
    )
    fixed = tuple(
        replace(cost, row=replace(cost.row, low=cost.row.value, high=cost.row.value)) for cost in drawn.costs
    )
    assert drawn_costs(replace(drawn, costs=fixed)) == ()
