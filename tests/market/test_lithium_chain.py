"""The lithium chain in the market: it reproduces its base year, and a floor and a licence balance on it."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Any

import numpy as np
import pytest

from footwall.enacted import enact
from footwall.facts import load_facts
from footwall.market.solve import solve
from footwall.measure.accounts import money_accounts
from footwall.measure.elements import largest_element_error, mass_balance
from footwall.measure.leakage import leakages
from footwall.measure.state import State
from footwall.measure.welfare import welfare
from footwall.rulebook.schema import Rulebook
from footwall.runs.economy import base_economy, reproduce_base_year

TODAY = date(2026, 11, 23)
CLOSES = 1e-9
LEVY = {"instrument": "variable", "compared": "transaction", "top_up": 1.0}
REFERENCE = {"method": "fixed", "price": "20 USD/kg", "basis": "CIF", "vat": "excluded"}
FLOOR = {"reference": REFERENCE, "levy": LEVY}
FLOORS = {
    "name": "Lithium floors",
    "zone": {"members": ["USA", "EU27", "JPN", "KOR", "CAN", "AUS"]},
    "floors": {"lithium_carbonate": FLOOR, "lithium_hydroxide": FLOOR},
}
LICENCE = {
    "name": "Licence",
    "zone": {"members": ["USA", "EU27", "JPN", "KOR"]},
    "measures": [
        {"by": "CHN", "kind": "export_licence", "commodities": ["lithium_hydroxide"], "approval": "50%"}
    ],
}


@cache
def economy() -> Any:
    return base_economy(load_facts(), chain="lithium")[1]


@cache
def state(name: str) -> State:
    rulebook = {"floors": FLOORS, "licence": LICENCE}.get(name)
    calibration = economy().calibration
    law = enact(
        Rulebook.model_validate(rulebook) if rulebook else None, load_facts(), calibration.network, TODAY
    )
    solved = solve(calibration, law.charges, law.quotas)
    return State(calibration, law, solved)


def _price(of: State, market: str) -> float:
    names = [item.name for item in of.calibration.network.markets]
    return float(of.equilibrium.price[names.index(market)])


def _activity(of: State, process: str) -> float:
    names = [item.id for item in of.calibration.network.processes]
    return float(of.equilibrium.activity[names.index(process)])


def test_the_base_year_is_reproduced_from_other_prices() -> None:
    solved, error = reproduce_base_year(economy(), seed=3)
    assert solved.status == "converged"
    assert error < 1e-6


@pytest.mark.parametrize("name", ["floors", "licence"])
def test_tonnes_lithium_money_and_welfare_close(name: str) -> None:
    baseline, policy = state("baseline"), state(name)
    assert policy.equilibrium.status == "converged"
    assert mass_balance(policy).largest_error < CLOSES
    assert largest_element_error(policy) < CLOSES
    assert money_accounts(policy).largest_error < CLOSES
    assert welfare(baseline, policy).identity_error < CLOSES
    assert all(row.error < CLOSES for row in leakages(baseline, policy))


def test_a_floor_on_chemicals_moves_output_to_zone_chemicals_and_away_from_zone_cathode() -> None:
    """The protected stage gains, the stage that buys from it loses: effective protection (Corden 1966)."""
    baseline, policy = state("baseline"), state("floors")
    for plant in ("refine_spodumene_hydroxide@AUS", "refine_spodumene_hydroxide@KOR"):
        assert _activity(policy, plant) > 1.05 * _activity(baseline, plant)
    for plant in ("make_nmc_cathode@KOR", "make_nmc_cathode@JPN", "convert_to_hydroxide@USA"):
        assert _activity(policy, plant) < _activity(baseline, plant)
    assert _activity(policy, "make_nmc_cathode@CHN") > _activity(baseline, "make_nmc_cathode@CHN")


def test_a_licence_makes_hydroxide_dearer_outside_china_and_cheaper_inside() -> None:
    baseline, policy = state("baseline"), state("licence")
    assert _price(policy, "lithium_hydroxide@KOR") > _price(baseline, "lithium_hydroxide@KOR")
    assert _price(policy, "lithium_hydroxide@CHN") < _price(baseline, "lithium_hydroxide@CHN")
    exports = [
        arc.origin == "CHN" and arc.destination != "CHN" and arc.commodity == "lithium_hydroxide"
        for arc in policy.calibration.network.arcs
    ]
    before = float(np.sum(baseline.equilibrium.flow[exports]))
    base = sum(arc.flow for arc, own in zip(policy.calibration.network.arcs, exports, strict=True) if own)
    assert float(np.sum(policy.equilibrium.flow[exports])) <= 0.5 * base * (1 + 1e-9) < before


def test_the_halt_of_zimbabwe_stops_its_mines_and_raises_prices_elsewhere() -> None:
    """Announced on 25 February 2026 for all lithium concentrate; nothing is refined at home."""
    baseline = state("baseline")
    base = {item.name: item.base_price for item in economy().base.network.markets}
    assert _activity(baseline, "mine_spodumene@ZWE") < 1.0
    assert _activity(baseline, "mine_spodumene@AUS") > 479_000
    for market in ("spodumene_concentrate@AUS", "lithium_carbonate@CHN", "lithium_hydroxide@KOR"):
        assert _price(baseline, market) > 1.05 * base[market]
