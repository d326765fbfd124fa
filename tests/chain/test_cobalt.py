"""The cobalt chain: tables, base year, policies.

Expected figures: USGS Mineral Commodity Summaries 2026 (11.84 and 16.77 USD/lb; quota of 96,600 t), BACI 2024
(635,046 t gross of hydroxide out of Congo), IEA Critical Minerals Dataset 2025 (196,143 t refined in China).
"""

from __future__ import annotations

import math
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from footwall.chain import facts_of
from footwall.chain.audit import audit
from footwall.chain.build import BalancedQuantities
from footwall.enacted import Enactment, enact
from footwall.facts import load_facts
from footwall.market.equilibrium import Equilibrium
from footwall.market.solve import solve
from footwall.measure.accounts import money_accounts
from footwall.measure.state import State
from footwall.rulebook.read import read_rulebook
from footwall.runs.economy import Economy, base_economy, reproduce_base_year

FACTS = facts_of(load_facts(), "cobalt")
KG_PER_LB = 0.45359237
FLOORS = """
name: Cobalt floors
zone:
  members: [USA, EU27, JPN, KOR, CAN, AUS]
floors:
  cobalt_metal:
    reference: {method: fixed, price: 40 USD/kg, basis: CIF, vat: excluded}
    levy: {instrument: variable, compared: transaction, top_up: 1.0}
  cobalt_sulphate:
    reference: {method: fixed, price: 40 USD/kg, basis: CIF, vat: excluded}
    levy: {instrument: variable, compared: transaction, top_up: 1.0}
"""


@cache
def cobalt() -> tuple[BalancedQuantities, Economy]:
    return base_economy(load_facts(), chain="cobalt")


@cache
def solved(day: date, rulebook: Path | None = None) -> tuple[Enactment, Equilibrium]:
    economy = cobalt()[1]
    policy = read_rulebook(str(rulebook)) if rulebook else None
    law = enact(policy, load_facts(), economy.base.network, day)
    return law, solve(economy.base_calibration, law.charges, law.quotas)


def price(commodity: str, region: str, found: Equilibrium) -> float:
    """FOB price in USD/kg."""
    markets = cobalt()[1].base.network.markets
    at = next(i for i, item in enumerate(markets) if (item.commodity, item.region) == (commodity, region))
    return float(found.price[at]) / 1000.0


def activity(process: str, found: Equilibrium) -> float:
    processes = cobalt()[1].base.network.processes
    return float(found.activity[next(i for i, item in enumerate(processes) if item.id == process)])


def test_recipes_conserve_cobalt_up_to_their_named_loss() -> None:
    balance: dict[str, float] = {}
    for row in FACTS.table("recipes"):
        if row.kind != "mine":
            sign = {"input": 1.0, "output": -1.0, "loss": -1.0}[row.role]
            balance[row.recipe] = balance.get(row.recipe, 0.0) + sign * row.coefficient
    assert balance and all(abs(gap) < 1e-9 for gap in balance.values())


def test_world_supply_and_use_are_within_five_percent_before_balancing() -> None:
    made: dict[str, float] = {}
    taken: dict[str, float] = {}
    for run in FACTS.table("production"):
        for row in FACTS.table("recipes"):
            if row.recipe == run.recipe and row.role != "loss":
                total = made if row.role == "output" else taken
                total[row.item] = total.get(row.item, 0.0) + row.coefficient * run.quantity
    for use in FACTS.table("use"):
        taken[use.commodity] = taken.get(use.commodity, 0.0) + use.quantity
    assert set(made) == {row.id for row in FACTS.table("commodities")}
    for commodity, quantity in made.items():
        assert taken[commodity] == pytest.approx(quantity, rel=0.05), commodity


def test_published_figures_are_taken_over() -> None:
    made = {(row.recipe, row.region): row.quantity for row in FACTS.table("production")}
    assert made["mine_cobalt_copper", "COD"] == pytest.approx(635_046 * 0.30, rel=1e-3)
    quotes = {(row.market, row.period): row.price for row in FACTS.table("prices")}
    assert quotes["LME cash", "2024"] == pytest.approx(11.84 / KG_PER_LB, rel=1e-3)
    assert quotes["US spot cathode", "2024"] == pytest.approx(16.77 / KG_PER_LB, rel=1e-3)
    refined = sum(
        quantity for (recipe, region), quantity in made.items() if recipe[:3] == "ref" and region == "CHN"
    )
    assert refined == pytest.approx(196_143, rel=0.05)


def test_congo_closed_its_border_and_then_rationed_it() -> None:
    measures = {row.id: row for row in FACTS.table("measures")}
    ban, quota = measures["cd-cobalt-ban"], measures["cd-cobalt-quota-2026"]
    assert (ban.start, ban.end) == (date(2025, 2, 22), date(2025, 10, 15))
    assert (quota.value, quota.unit) == (96_600, "t/y")
    per_year = measures["cd-cobalt-quota-2025"].value
    assert per_year * 77 / 365 == pytest.approx(18_125, abs=1.0)


def test_nothing_of_unshippable_trade_statistics_is_cited() -> None:
    cited = " ".join(f"{row.author} {row.title}" for row in FACTS.table("sources")).lower()
    assert "comtrade" not in cited


def test_base_year_is_reproduced() -> None:
    _, error = reproduce_base_year(cobalt()[1], seed=7)
    assert error < 1e-6


def test_published_figures_move_little_and_every_move_has_a_reason() -> None:
    for item in cobalt()[1].base.adjustments:
        if item.table in ("production", "use", "capacity"):
            assert abs(item.ratio - 1.0) <= 0.10, item.key
        assert item.reason


def test_every_process_earns_its_minimum_margin() -> None:
    base = cobalt()[1].base
    for process in base.network.processes:
        least = load_facts().parameter(
            "minimum_margin",
            recipe=process.id.partition("@")[0],
            region=process.region,
            commodity=process.outputs[0][0],
        )
        assert base.margins[process.id] >= least.value * (1.0 - 1e-9), process.id
    assert all(abs(item.ratio - 1.0) <= 0.10 for item in base.price_adjustments)


def test_cobalt_that_enters_is_used_or_lost() -> None:
    network = cobalt()[1].base.network
    entered = math.fsum(item.activity for item in network.processes if item.kind == "mine")
    lost = math.fsum(item.losses.get("Co", 0.0) * item.activity for item in network.processes)
    used = math.fsum(use.quantity for use in network.uses)
    assert lost + used == pytest.approx(entered, rel=1e-9)


def test_publishers_stand_beside_ours_with_reasons() -> None:
    rows = audit(load_facts(), cobalt()[1].base).section("Publishers side by side").rows
    beside = {(row[0], row[1], row[2]): (row[4], row[5]) for row in rows}
    assert {row[0] for row in rows} >= {"USGS", "World Mining Data", "IEA", "BGS", "Cobalt Institute"}
    theirs, ours = beside["IEA", "refined cobalt", "CHN"]
    assert ours == pytest.approx(theirs, rel=0.10)


def _money_closes(law: Enactment, found: Equilibrium) -> None:
    assert money_accounts(State(cobalt()[1].base_calibration, law, found)).largest_error < 1e-9


def test_floors_raise_prices_in_the_zone_and_refining_there(tmp_path: Path) -> None:
    path = tmp_path / "floors.yaml"
    path.write_text(FLOORS, encoding="utf-8")
    _, before = solved(date(2024, 12, 31))
    law, after = solved(date(2024, 12, 31), path)
    for commodity, region in (("cobalt_metal", "EU27"), ("cobalt_sulphate", "KOR")):
        assert price(commodity, region, after) > price(commodity, region, before)
    assert price("cobalt_sulphate", "CHN", after) < price("cobalt_sulphate", "CHN", before)
    for process in ("refine_hydroxide_sulphate@EU27", "refine_hydroxide_sulphate@KOR"):
        assert activity(process, after) > activity(process, before)
    assert activity("make_cathode@KOR", after) < activity("make_cathode@KOR", before)
    _money_closes(law, after)


def test_the_quota_of_congo_binds_and_prices_rise_beyond_what_was_seen() -> None:
    """Metal stood near 53 USD/kg in February 2026; the model holds no stocks to draw on and goes further."""
    law, found = solved(date(2026, 11, 23))
    [quota] = law.quotas
    assert quota.limit == 96_600
    assert activity("mine_cobalt_copper@COD", found) == pytest.approx(96_600, rel=1e-3)
    assert 53.0 < price("cobalt_metal", "CHN", found) < 150.0
    assert price("cobalt_hydroxide", "COD", found) < 15.0
    _money_closes(law, found)


def test_the_export_ban_solves() -> None:
    law, found = solved(date(2025, 6, 30))
    assert activity("mine_cobalt_copper@COD", found) < 1.0
    _money_closes(law, found)
