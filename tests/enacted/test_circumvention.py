"""Surges, related parties and drawback: what they put on an arc, and what the market makes of it."""

from __future__ import annotations

from typing import Any

import pytest

from enacted.law_rows import TODAY, floor, index, rulebook
from footwall.enacted import Enactment, enact
from footwall.enacted.drawback import drawback_share
from footwall.enacted.law import compile_law, in_force
from footwall.market.calibrate import calibrate
from footwall.market.under_law import solve_law
from footwall.measure.accounts import money_accounts
from footwall.measure.state import State
from footwall.measure.welfare import welfare
from toy import toy_charges, toy_network

NETWORK = toy_network()
A_TO_C, B_TO_C = index(NETWORK, "oxide", "A", "C"), index(NETWORK, "oxide", "B", "C")
CALIBRATION = calibrate(NETWORK, toy_charges(NETWORK))
SURGE = {"commodities": ["oxide"], "above": "150%", "amount": "3 USD/kg"}


def law(**border: Any) -> Enactment:
    spared = floor(levy={}, **{"except": ["B"]})
    return enact(rulebook(floors={"oxide": spared}, border=border), None, NETWORK, TODAY)


def surges(enactment: Enactment) -> dict[int, tuple[float, float]]:
    return {quota.arcs[0]: (quota.limit, quota.out_of_quota) for quota in enactment.quotas}


def test_a_surge_is_one_quota_an_origin_and_member() -> None:
    """By hand: 150% of base-year imports of each, counted as 3% of all imports at least."""
    found = surges(law(surge=[SURGE]))
    imports = sum(
        arc.flow
        for arc in NETWORK.arcs
        if (arc.commodity, arc.destination) == ("oxide", "C") and arc.origin != "C"
    )  # fmt: skip
    for arc in (A_TO_C, B_TO_C):
        limit, due = found[arc]
        assert limit == pytest.approx(1.5 * max(NETWORK.arcs[arc].flow, 0.03 * imports))
        assert due == 3_000.0


def test_a_new_origin_counts_as_a_share_of_imports() -> None:
    found = surges(law(surge=[{**SURGE, "origins": ["B"], "least": "90%"}]))
    imports = NETWORK.arcs[A_TO_C].flow + NETWORK.arcs[B_TO_C].flow
    assert found == {B_TO_C: (pytest.approx(1.5 * 0.9 * imports), 3_000.0)}


def test_the_levy_as_charge_meets_only_what_the_levy_spares() -> None:
    found = surges(law(surge=[{"commodities": ["oxide"], "above": "150%", "charge": "levy"}]))
    price = next(m.base_price for m in NETWORK.markets if (m.commodity, m.region) == ("oxide", "B"))
    assert found.keys() == {B_TO_C}
    assert found[B_TO_C][1] == pytest.approx(60_000.0 - price - NETWORK.arcs[B_TO_C].freight)


def test_a_rate_is_taken_on_the_base_year_customs_value() -> None:
    found = surges(law(surge=[{"commodities": ["oxide"], "above": "150%", "rate": "10%", "origins": ["B"]}]))
    price = next(m.base_price for m in NETWORK.markets if (m.commodity, m.region) == ("oxide", "B"))
    assert found[B_TO_C][1] == pytest.approx(0.1 * (price + NETWORK.arcs[B_TO_C].freight))


def test_a_surge_test_holds_back_trade_that_goes_round_the_levy() -> None:
    """B is spared by the floor and ships more; beyond its volume it pays, and money and welfare close."""
    free, watched = law(), law(surge=[{**SURGE, "above": "102%", "origins": ["B"]}])
    states = [State(CALIBRATION, each, solve_law(CALIBRATION, each)) for each in (free, watched)]
    before, after = (float(state.equilibrium.flow[B_TO_C]) for state in states)
    assert before > 1.02 * NETWORK.arcs[B_TO_C].flow > 0.0
    assert after < before
    assert after >= 1.02 * NETWORK.arcs[B_TO_C].flow * (1.0 - 1e-6)
    assert money_accounts(states[1]).largest_error < 1e-9
    assert welfare(states[0], states[1]).identity_error < 1e-9


@pytest.mark.parametrize(("test", "omega"), [("transaction", 0.4 + 0.6 * 0.25), ("reference", 0.4)])
def test_related_parties_keep_the_gap_unless_they_are_tested(test: str, omega: float) -> None:
    book = rulebook(
        floors={"oxide": floor(levy={"omega": "40%"})},
        border={"related_party": {"share": "25%", "test": test}},
    )
    charges = enact(book, None, NETWORK, TODAY).charges
    assert charges.omega[A_TO_C] == pytest.approx(omega)


def test_no_invoice_moves_a_levy_on_a_published_price() -> None:
    book = rulebook(
        floors={"oxide": floor(levy={"compared": "reference"})}, border={"related_party": {"share": "25%"}}
    )
    assert enact(book, None, NETWORK, TODAY).charges.omega[A_TO_C] == 0.0


def test_related_parties_cost_revenue_and_move_no_price() -> None:
    """A transaction levy before duty: landed prices at zero duty are the floor whoever keeps the gap."""
    states = []
    for share in ("0%", "50%"):
        book = rulebook(floors={"oxide": floor()}, border={"related_party": {"share": share}})
        each = enact(book, None, NETWORK, TODAY)
        states.append(State(CALIBRATION, each, solve_law(CALIBRATION, each)))
    assert states[1].equilibrium.landed == pytest.approx(states[0].equilibrium.landed)
    levies = [money_accounts(state).received("levy", "treasury", "C") for state in states]
    assert levies[1] == pytest.approx(0.5 * levies[0])
    assert money_accounts(states[1]).received("exporter_rent") == pytest.approx(0.5 * levies[0])


def test_drawback_frees_what_left_the_zone_in_goods_made_of_it() -> None:
    """By hand from the toy: C uses all its oxide in magnets; the share is what it sells of them outside."""
    book = rulebook(floors={"oxide": floor()}, border={"exemptions": [{"kind": "drawback"}]})
    force = in_force(compile_law(book, None, NETWORK), TODAY)
    sold = {
        arc.destination: arc.flow for arc in NETWORK.arcs if (arc.commodity, arc.origin) == ("magnet", "C")
    }
    expected = 1.0 - sold.get("C", 0.0) / sum(sold.values())
    good = force.law.commodities["oxide"]
    assert float(drawback_share(force, good, "C")) == pytest.approx(expected)
    charges = enact(book, None, NETWORK, TODAY).charges
    assert charges.levied_share[A_TO_C] == pytest.approx(1.0 - expected)


def test_a_stated_share_of_drawback_counts() -> None:
    exempt = [{"kind": "drawback", "share": "15%"}]
    book = rulebook(floors={"oxide": floor()}, border={"exemptions": exempt})
    assert enact(book, None, NETWORK, TODAY).charges.levied_share[A_TO_C] == pytest.approx(0.85)


@pytest.mark.parametrize(
    "kind", ["small_lot", "in_transit", "defence", "no_substitute", "petition", "recycled_content"]
)
def test_every_kind_frees_its_share_and_nothing_without_one(kind: str) -> None:
    predicate = {"small_lot": {"below": "5 kg"}, "recycled_content": {"at_least": "50%"}}.get(kind, {})
    for share, levied in (({"share": "20%"}, 0.8), ({}, 1.0)):
        book = rulebook(
            floors={"oxide": floor()}, border={"exemptions": [{"kind": kind, **predicate, **share}]}
        )
        assert enact(book, None, NETWORK, TODAY).charges.levied_share[A_TO_C] == pytest.approx(levied)
