"""Why a floor binds at no border: told from the routes that may bear its charge, and from no others."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from footwall.measure.state import State
from footwall.runs import Result, run
from footwall.runs.rows import KG_PER_T
from footwall.runs.slack_floors import cheapest_origin, slack_floor_notes

FLOOR = 20.0
COMMODITY = "ndpr_oxide"


@pytest.fixture(scope="module")
def slack() -> Result:
    return run(
        "oxide-only",
        year=2026,
        draws=0,
        overrides=[f"floors.ndpr_oxide.reference.price={FLOOR} USD/kg"],
    )


def _levied(state: State) -> dict[str, float]:
    """Price (USD/t) of every origin with an open, levied route, arc by arc."""
    charges = state.enactment.charges
    price = {(m.commodity, m.region): float(p) for m, p in zip(
        state.network.markets, state.equilibrium.price, strict=True)}  # fmt: skip
    return {
        arc.origin: price[arc.commodity, arc.origin]
        for a, arc in enumerate(state.network.arcs)
        if arc.commodity == COMMODITY and charges.levied_share[a] > 0.0 and charges.open[a] > 0.0
    }


def _banned(state: State, origin: str) -> State:
    """The state with every route of an origin closed."""
    charges = state.enactment.charges
    closed = charges.open.copy()
    closed[[a for a, arc in enumerate(state.network.arcs) if arc.origin == origin]] = 0.0
    return replace(state, enactment=replace(state.enactment, charges=replace(charges, open=closed)))


def _note(slack: Result, state: State) -> str:
    from footwall.measure.floor_status import floor_statuses

    floors = [status for status in floor_statuses(slack.lead.policy) if status.commodity == COMMODITY]
    (note,) = slack_floor_notes(floors, state)
    return note


def test_the_note_names_the_cheapest_origin_that_may_be_charged(slack: Result) -> None:
    origins = _levied(slack.lead.policy)
    lowest = min(origins, key=lambda origin: origins[origin])
    assert cheapest_origin(slack.lead.policy, COMMODITY) == (lowest, origins[lowest])
    note = _note(slack, slack.lead.policy)
    assert note.replace(COMMODITY, "NdPr oxide") in slack.notes
    assert f"{origins[lowest] / KG_PER_T:,.4g} USD/kg ({lowest}), not below the floor." in note


def test_a_banned_origin_offers_nothing_however_cheap(slack: Result) -> None:
    origins = _levied(slack.lead.policy)
    lowest, second = sorted(origins, key=lambda origin: origins[origin])[:2]
    note = _note(slack, _banned(slack.lead.policy, lowest))
    assert f"({second})" in note and f"({lowest})" not in note


def test_without_an_open_route_that_is_said(slack: Result) -> None:
    state = slack.lead.policy
    for origin in _levied(state):
        state = _banned(state, origin)
    assert cheapest_origin(state, COMMODITY) is None
    assert _note(slack, state).endswith("no open route bears it.")


def test_a_lower_price_at_origin_is_not_told_as_above_the_floor(slack: Result) -> None:
    equilibrium = slack.lead.policy.equilibrium
    cheap = replace(
        slack.lead.policy, equilibrium=replace(equilibrium, price=np.full_like(equilibrium.price, 1e3))
    )
    note = _note(slack, cheap)
    assert "not below the floor" not in note
    assert "leave no gap to charge" in note
