"""Gains by owner: by hand on the toy, and the sum over owners against the welfare of agents."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pytest
from hypothesis import given

from footwall.market.calibrate import calibrate
from footwall.measure.owners import NOT_KNOWN, gains_by_owner, owner_shares
from footwall.measure.state import State
from footwall.measure.welfare import welfare
from measure.looped import looped_baseline, looped_policies, solved
from toy import toy_charges, toy_network


@dataclass(frozen=True)
class Held:
    recipe: str
    region: str
    owner: str
    share: float
    year: int = 2024


STAKES = (
    Held("mine_oxide", "B", "Northern", 0.75),
    Held("make_magnet", "C", "Northern", 0.4),
    Held("make_magnet", "C", "State of C", 0.6),
    Held("make_magnet", "A", "Dragon", 0.5),
)
NETWORK = toy_network()
CALIBRATION = calibrate(NETWORK, toy_charges(NETWORK))
BASELINE = solved(CALIBRATION, toy_charges(NETWORK))
A_TO_C = np.array([arc.name == "magnet:A>C" for arc in NETWORK.arcs], float)


def _policy(omega: float) -> State:
    law = toy_charges(NETWORK, floor=A_TO_C * 60_000.0, levied_share=A_TO_C, omega=omega)
    return solved(CALIBRATION, law, zone={"C": 1.0})


def test_owners_share_the_surplus_of_their_plants() -> None:
    """C's plant gains by its whole; Northern has 40% of it, and 75% of B's mine."""
    policy = _policy(0.0)
    gains = welfare(BASELINE, policy)
    rows = {(row.owner, row.region): row for row in gains_by_owner(BASELINE, policy, STAKES)}
    plant = gains.gain("producer_surplus", region="C")
    assert rows["State of C", "C"].producer_surplus == pytest.approx(0.6 * plant)
    assert rows["Northern", "C"].producer_surplus == pytest.approx(0.4 * plant)
    mine = gains.gain("producer_surplus", region="B")
    assert rows["Northern", "B"].total == pytest.approx(0.75 * mine)
    assert rows[NOT_KNOWN, "B"].total == pytest.approx(0.25 * mine)


def test_exporters_are_the_makers() -> None:
    """A minimum import price leaves the gap to A's exporters of magnets, of whom Dragon is half."""
    policy = _policy(1.0)
    rent = welfare(BASELINE, policy).gain("exporter_rent", region="A")
    rows = {(row.owner, row.region): row for row in gains_by_owner(BASELINE, policy, STAKES)}
    assert rent > 0.0
    assert rows["Dragon", "A"].rents == pytest.approx(0.5 * rent)
    assert rows[NOT_KNOWN, "A"].rents == pytest.approx(0.5 * rent)


@given(policy=looped_policies())
def test_owners_add_up_to_surplus_and_private_rents(policy: State) -> None:
    baseline = looped_baseline()
    gains = welfare(baseline, policy)
    private = sum(
        gain.amount
        for gain in gains.agents
        if gain.agent not in ("users", "treasury") and gain.account not in ("stock_outlay", "revenue_use")
    )
    total = sum(row.total for row in gains_by_owner(baseline, policy, STAKES))
    assert total == pytest.approx(private, rel=1e-9, abs=1e-9 * gains.gross_flows)


def test_the_latest_year_up_to_the_base_year_counts() -> None:
    rows = (
        Held("mine", "B", "Old", 1.0, 2019),
        Held("mine", "B", "New", 0.6, 2023),
        Held("mine", "B", "Later", 1.0, 2026),
    )
    assert owner_shares(rows, 2024)["mine", "B"] == pytest.approx({"New": 0.6, NOT_KNOWN: 0.4})
    assert owner_shares(rows, 2018)["mine", "B"] == pytest.approx({"Old": 1.0, NOT_KNOWN: 0.0})


def test_more_than_the_whole_is_refused() -> None:
    rows = (Held("mine", "B", "One", 0.7), Held("mine", "B", "Two", 0.7))
    with pytest.raises(ValueError, match="hold 140% of it in 2024"):
        owner_shares(rows, 2024)
