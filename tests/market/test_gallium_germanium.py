"""Gallium and germanium: the base year is an equilibrium, and floors, bans and licences move it plausibly.

Signs come from theory, tonnes from the balance: what is made is bought or disposed of, element by element.
"""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Any

import numpy as np
import pytest

from footwall.enacted import enact
from footwall.enacted.charges import Enactment
from footwall.facts import Facts, load_facts
from footwall.market.equilibrium import Equilibrium
from footwall.market.solve import solve
from footwall.measure.accounts import money_accounts
from footwall.measure.elements import largest_element_error, mass_balance
from footwall.measure.state import State
from footwall.measure.welfare import welfare
from footwall.rulebook.schema import Rulebook
from footwall.runs.economy import Economy, base_economy, reproduce_base_year

CHAINS = ("gallium", "germanium")
TODAY = date(2026, 11, 23)
BASE_YEAR = date(2024, 7, 1)
MEMBERS = ["USA", {"region": "EU27"}, "JPN", "KOR", "CAN", "AUS"]


@cache
def economy(chain: str) -> Economy:
    return base_economy(load_facts(), chain=chain)[1]


def state(chain: str, rules: dict[str, Any] | None = None, day: date = TODAY) -> State:
    calibration = economy(chain).calibration
    rulebook = Rulebook.model_validate({"name": "test", **rules}) if rules else None
    law = enact(rulebook, load_facts(), calibration.network, day)
    return solved(chain, law)


def solved(chain: str, law: Enactment) -> State:
    calibration = economy(chain).calibration
    return State(calibration, law, solve(calibration, law.charges, law.quotas))


def floor(commodity: str, price: str) -> dict[str, Any]:
    return {
        "zone": {"members": MEMBERS},
        "floors": {
            commodity: {
                "reference": {"method": "fixed", "price": price, "basis": "CIF", "vat": "excluded"},
                "levy": {"instrument": "variable", "compared": "transaction", "top_up": 1.0},
            }
        },
    }


def ban(*commodities: str) -> dict[str, Any]:
    measure = {"by": "CHN", "kind": "ban", "commodities": list(commodities), "destinations": ["USA"]}
    return {"measures": [measure]}


def price(state: State, market: str) -> float:
    names = [item.name for item in state.network.markets]
    return float(state.equilibrium.price[names.index(market)])


def flow(state: State, arc: str) -> float:
    return float(state.equilibrium.flow[[item.name for item in state.network.arcs].index(arc)])


def activity(state: State, process: str) -> float:
    names = [item.id for item in state.network.processes]
    return float(state.equilibrium.activity[names.index(process)])


def assert_balances(found: State) -> None:
    """Tonnes and elements close and every payment has a receiver, to 1e-9."""
    equilibrium: Equilibrium = found.equilibrium
    assert equilibrium.status == "converged"
    assert mass_balance(found).largest_error < 1e-9
    assert largest_element_error(found) < 1e-9
    assert max(line.error for line in money_accounts(found).lines) < 1e-9


@pytest.mark.parametrize("chain", CHAINS)
def test_the_base_year_is_reproduced_from_prices_a_fifth_off(chain: str) -> None:
    found, error = reproduce_base_year(economy(chain), seed=3)
    assert found.status == "converged"
    assert error < 1e-6


@pytest.mark.parametrize("chain", CHAINS)
@pytest.mark.parametrize("day", [BASE_YEAR, date(2025, 6, 30), TODAY, date(2027, 12, 31)])
def test_the_measures_of_every_year_solve_and_balance(chain: str, day: date) -> None:
    assert_balances(state(chain, day=day))


def test_a_gallium_floor_under_the_outside_price_changes_nothing() -> None:
    """Chinese refined gallium costs 558 USD/kg at the border in the base year, 658 under today's rent."""
    for day in (BASE_YEAR, TODAY):
        with_floor, without = (
            state("gallium", floor("refined_gallium", "550 USD/kg"), day),
            state("gallium", day=day),
        )
        assert with_floor.equilibrium.price == pytest.approx(without.equilibrium.price, rel=1e-9)


@pytest.mark.parametrize("day", [BASE_YEAR, TODAY])
def test_a_binding_gallium_floor_moves_refining_into_the_zone(day: date) -> None:
    baseline, policy = (
        state("gallium", day=day),
        state("gallium", floor("refined_gallium", "750 USD/kg"), day),
    )
    assert_balances(policy)
    for region in ("USA", "EU27", "JPN", "KOR"):
        assert price(policy, f"refined_gallium@{region}") > price(baseline, f"refined_gallium@{region}")
        assert activity(policy, f"refine_gallium@{region}") > activity(baseline, f"refine_gallium@{region}")
    for region in ("EU27", "JPN", "KOR"):
        assert flow(policy, f"refined_gallium:CHN>{region}") < flow(baseline, f"refined_gallium:CHN>{region}")
    assert price(policy, "refined_gallium@CHN") < price(baseline, "refined_gallium@CHN")
    assert welfare(baseline, policy).identity_error < 1e-6


def test_the_chain_ends_at_wafers() -> None:
    """A floor of 750 USD/kg on the metal raises wafers by less than 2%, the rule of the chain's end."""
    baseline = state("gallium", day=BASE_YEAR)
    policy = state("gallium", floor("refined_gallium", "750 USD/kg"), BASE_YEAR)
    for region in ("USA", "EU27", "JPN", "KOR", "CHN"):
        rise = price(policy, f"gallium_wafer@{region}") / price(baseline, f"gallium_wafer@{region}") - 1.0
        assert abs(rise) < 0.02


def test_wafers_carry_metal_around_a_floor_on_metal() -> None:
    """The floor leaves Chinese wafers free of levy: their share in American purchases rises."""
    baseline = state("gallium", day=BASE_YEAR)
    policy = state("gallium", floor("refined_gallium", "750 USD/kg"), BASE_YEAR)
    assert flow(policy, "gallium_wafer:CHN>USA") > flow(baseline, "gallium_wafer:CHN>USA")


def test_a_ban_on_gallium_for_the_united_states_closes_its_routes_and_dears_wafers() -> None:
    goods = ("primary_gallium", "refined_gallium", "gallium_wafer", "gallium_scrap")
    baseline, policy = state("gallium"), state("gallium", ban(*goods))
    assert_balances(policy)
    assert all(flow(policy, f"{item}:CHN>USA") == 0.0 for item in goods)
    assert price(policy, "gallium_wafer@USA") > price(baseline, "gallium_wafer@USA")
    assert activity(policy, "make_gallium_wafer@USA") > activity(baseline, "make_gallium_wafer@USA")
    assert activity(policy, "make_gallium_wafer@CHN") < activity(baseline, "make_gallium_wafer@CHN")


def test_a_ban_on_germanium_for_the_united_states_raises_american_and_european_prices() -> None:
    baseline, policy = state("germanium"), state("germanium", ban("germanium_metal", "germanium_dioxide"))
    assert_balances(policy)
    assert flow(policy, "germanium_metal:CHN>USA") == 0.0
    for region in ("USA", "EU27"):
        assert price(policy, f"germanium_metal@{region}") > price(baseline, f"germanium_metal@{region}")
    assert price(policy, "germanium_metal@CHN") < price(baseline, "germanium_metal@CHN")


def test_the_recorded_ban_is_off_today_and_back_after_the_suspension() -> None:
    for chain, item in (("gallium", "gallium_wafer"), ("germanium", "germanium_metal")):
        assert flow(state(chain, day=TODAY), f"{item}:CHN>USA") > 0.0
        assert flow(state(chain, day=date(2026, 11, 27)), f"{item}:CHN>USA") > 0.0
        assert flow(state(chain, day=date(2026, 11, 28)), f"{item}:CHN>USA") == 0.0


def without_licence_rent() -> Facts:
    facts = load_facts()
    kept = tuple(row for row in facts.table("measures") if row.kind != "licence_rent")
    return Facts(facts.directory, {**facts.tables, "measures": kept})


@pytest.mark.parametrize(
    ("chain", "good"), [("gallium", "refined_gallium"), ("germanium", "germanium_metal")]
)
def test_without_the_licence_rent_prices_abroad_fall_and_chinese_exports_rise(chain: str, good: str) -> None:
    network = economy(chain).calibration.network
    free = solved(chain, enact(None, without_licence_rent(), network, TODAY))
    held = state(chain)
    assert_balances(free)
    assert price(free, f"{good}@EU27") < price(held, f"{good}@EU27")
    assert price(free, f"{good}@CHN") > price(held, f"{good}@CHN")
    abroad = [
        position
        for position, arc in enumerate(network.arcs)
        if arc.commodity == good and arc.origin == "CHN" and arc.destination != "CHN"
    ]
    assert np.sum(free.equilibrium.flow[abroad]) > np.sum(held.equilibrium.flow[abroad])


def test_a_gallium_floor_of_550_binds_where_licences_cost_nothing() -> None:
    """Without the rent Chinese refined gallium costs 405 x 1.13 = 458 USD/kg at the border."""
    network = economy("gallium").calibration.network
    facts = without_licence_rent()
    rules = Rulebook.model_validate({"name": "test", **floor("refined_gallium", "550 USD/kg")})
    baseline = solved("gallium", enact(None, facts, network, TODAY))
    policy = solved("gallium", enact(rules, facts, network, TODAY))
    assert_balances(policy)
    assert price(policy, "refined_gallium@EU27") > price(baseline, "refined_gallium@EU27")
    assert money_accounts(policy).received(item="levy") > 0.0
