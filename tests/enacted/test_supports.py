"""Payments to producers: which clause supports whom, against which index, and what a run says of it."""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from enacted.law_rows import TODAY, facts, measure, renamed, rulebook, toy
from footwall.enacted import check_report, enact
from footwall.enacted.change_dates import change_dates
from footwall.enacted.charges import Support
from footwall.enacted.settlement_terms import SettlementTerms, rounded_strike
from footwall.errors import RulebookError
from footwall.facts import load_facts

NETWORK = toy()


def contract(strike: float = 60_000.0, by: str = "A", **cells: Any) -> Any:
    row = {"unit": "USD/t", "commodity": ("oxide", "magnet"), "end": date(2030, 6, 30), **cells}
    return measure("contract_for_difference", by, strike, id="deal", **row)


def supported(*clauses: dict[str, Any], members: Any = ("C",), network: Any = NETWORK) -> Any:
    return enact(rulebook(members=members, supports=clauses), None, network, TODAY)


def difference(**fields: Any) -> dict[str, Any]:
    return {"kind": "contract_for_difference", "commodity": "oxide", "strike": "60 USD/kg", **fields}


def test_a_contract_of_the_facts_supports_the_first_good_that_its_region_sells() -> None:
    """Oxide comes before magnets, which are made of it: the contract pays once."""
    for book in (None, rulebook()):
        (support,) = enact(book, facts(measures=(contract(),)), NETWORK, TODAY).supports
        assert support.settlement == SettlementTerms(60_000.0, 60_000.0)
        assert replace(support, settlement=None) == Support(
            "contract:deal", "oxide", "A", "contract_for_difference", 60_000.0, 1.0, 0,
            paid_in="A", clause="measures.csv deal",
        )  # fmt: skip


def test_a_contract_of_the_facts_is_told() -> None:
    notes = enact(rulebook(), facts(measures=(contract(),)), NETWORK, TODAY).notes
    (note,) = (note for note in notes if "contract for difference" in note)
    assert "it pays 60 USD/kg less the price of oxide in A before value-added tax" in note


def test_the_benchmark_of_a_contract_is_the_price_of_the_largest_maker() -> None:
    """A makes 375 t of oxide, B 125 t."""
    (support,) = enact(None, facts(measures=(contract(by="B"),)), NETWORK, TODAY).supports
    assert (support.region, support.index_market) == ("B", 0)


@pytest.mark.parametrize("on", [date(2019, 12, 31), date(2030, 7, 1)])
def test_a_contract_out_of_force_pays_nothing(on: date) -> None:
    assert enact(rulebook(), facts(measures=(contract(),)), NETWORK, on).supports == ()


def test_a_contract_on_goods_of_another_chain_pays_nothing_here() -> None:
    assert enact(None, facts(measures=(contract(commodity=("motor",)),)), NETWORK, TODAY).supports == ()


def test_the_contract_of_the_facts_lasts_ten_years() -> None:
    """Price protection agreement of July 2025: ten years from 1 October 2025."""
    (row,) = (item for item in load_facts().table("measures") if item.kind == "contract_for_difference")
    assert (row.start, row.end, row.value) == (date(2025, 10, 1), date(2035, 9, 30), 110_000.0)


def test_a_clause_without_regions_supports_every_member_that_makes_the_good() -> None:
    made = supported(difference(), members=("A", "B", "C")).supports
    assert [(support.region, support.index_market) for support in made] == [("A", 0), ("B", 1)]


def test_a_clause_carries_every_term() -> None:
    (support,) = supported(
        difference(
            regions=["B"],
            index={"region": "A", "vat_rate": "13%", "lag": "90 days"},
            share="80%",
            volume="100 t/year",
            upside={"share": "30%", "above": "65 USD/kg", "annual_cap": "1e6 USD"},
            budget="5e5 USD",
            payer="fund",
            paid_in="C",
        )
    ).supports
    assert support.index_market == 0
    assert support.index_factor == pytest.approx(1.13)
    assert (support.strike, support.covered_share, support.volume) == (60_000.0, 0.8, 100.0)
    assert (support.upside_share, support.upside_from, support.annual_cap) == (0.3, 65_000.0, 1e6)
    assert (support.budget, support.payer, support.paid_in) == (5e5, "fund", "C")


def test_the_upside_is_shared_from_the_strike_where_nothing_else_is_said() -> None:
    (support,) = supported(difference(regions=["B"], upside={"share": "50%"})).supports
    assert (support.upside_from, support.annual_cap) == (60_000.0, math.inf)


def test_buyers_pay_an_offtake_floor() -> None:
    clause = {"kind": "offtake_floor", "commodity": "oxide", "regions": ["B"], "strike": "60 USD/kg"}
    enacted = supported({**clause, "volume": "50 t/year"})
    assert [support.payer for support in enacted.supports] == ["buyers"]
    assert any("lump sum" in note for note in enacted.notes)


def test_a_country_inside_an_aggregate_is_supported_in_part() -> None:
    """Two parts, of which nothing is known, weigh equally."""
    network = renamed(NETWORK, {"B": "ROW"}, ROW=("KAZ", "UZB"))
    enacted = supported(difference(regions=["KAZ"]), network=network)
    assert [support.covered_share for support in enacted.supports] == [0.5]
    assert "supports[0] concerns a part of ROW: 50% of its oxide." in enacted.notes


def test_a_recipe_limits_the_support_to_its_plants() -> None:
    assert len(supported(difference(regions=["A"], recipe="mine_oxide")).supports) == 1
    enacted = supported(difference(regions=["A"], recipe="recycle_oxide"))
    assert enacted.supports == ()
    assert (
        "supports[0] supports nobody: no region that it names makes oxide by recycle_oxide." in enacted.notes
    )


def test_an_index_is_the_price_of_a_market() -> None:
    book = rulebook(supports=[difference(regions=["B"], index={"region": "C"})])
    with pytest.raises(RulebookError, match=r"SUPPORT-11.*supports\[0\].index.*A, B"):
        enact(book, None, NETWORK, TODAY)
    assert any("SUPPORT-11" in sentence for sentence in check_report(book, None, NETWORK, TODAY))


def test_a_contract_that_is_replaced_pays_nothing_beside_the_one_that_stands_for_it() -> None:
    """The facts' contract goes on in the baseline, and comes back once the other one has ended."""
    table = facts(measures=(contract(),))
    book = rulebook(supports=[difference(regions=["A"], replaces="deal", to="2028-12-31")])
    enacted = enact(book, table, NETWORK, TODAY)
    assert [support.clause for support in enacted.supports] == ["supports[0]"]
    assert any("supports[0] stands for deal of the facts" in note for note in enacted.notes)
    assert not any(TWICE in note for note in enacted.notes)
    for law in (enact(None, table, NETWORK, TODAY), enact(book, table, NETWORK, date(2029, 1, 1))):
        assert [support.clause for support in law.supports] == ["measures.csv deal"]


def test_the_upside_waits_for_its_milestone() -> None:
    book = rulebook(supports=[difference(regions=["B"], upside={"share": "30%", "from": "2028-01-01"})])
    before, after = (
        enact(book, None, NETWORK, day).supports[0] for day in (date(2027, 12, 31), date(2028, 1, 1))
    )
    assert (before.upside_share, after.upside_share) == (0.0, 0.3)
    assert after.upside_from == 60_000.0
    assert date(2028, 1, 1) in change_dates(book, None, NETWORK)


def test_a_dead_band_moves_both_edges() -> None:
    (support,) = supported(difference(regions=["B"], dead_band="5%", upside={"share": "30%"})).supports
    assert (support.strike, support.upside_from) == (57_000.0, 63_000.0)
    assert support.settlement is not None
    assert support.settlement.strike == 60_000.0


def test_a_strike_is_rounded_once_from_its_base() -> None:
    """110 · 318.4/310.1 = 112.944: 112.94 USD/kg."""
    assert rounded_strike(Fraction(110_000 * 3184, 3101)) == 112_940


def test_a_strike_follows_the_price_level_of_its_year() -> None:
    rows = {row.year: row.index for row in load_facts().table("deflator")}
    table = facts(measures=(), deflator=load_facts().table("deflator"))
    book = rulebook(supports=[difference(regions=["B"], indexation={"base": 2025})])
    for year in (2025, 2030):
        (support,) = enact(book, table, NETWORK, date(year, 6, 30)).supports
        exactly = 60.0 * rows[year] / rows[2025]
        assert support.strike == pytest.approx(1000.0 * round(exactly, 2), abs=1e-6)
    assert date(2031, 1, 1) in change_dates(book, table, NETWORK)


def test_an_indexed_strike_without_a_price_level_is_refused() -> None:
    book = rulebook(supports=[difference(regions=["B"], indexation={"base": 2025})])
    with pytest.raises(RulebookError, match=r"SUPPORT-24.*supports\[0\].indexation"):
        enact(book, None, NETWORK, TODAY)


def test_a_year_pays_no_more_than_the_term() -> None:
    (support,) = supported(difference(regions=["B"], total_budget="3e5 USD")).supports
    assert support.budget == 3e5


def test_a_clause_out_of_force_or_on_an_unknown_good_is_left_out() -> None:
    assert supported(difference(regions=["B"], to="2026-01-01")).supports == ()
    assert supported(difference(commodity="lithium", regions=["B"])).supports == ()


def test_a_rulebook_of_supports_alone_is_in_force() -> None:
    book = rulebook(members=(), supports=[difference(regions=["B"])])
    assert not any("Nothing of" in note for note in enact(book, None, NETWORK, TODAY).notes)


TWICE = "and what overlaps is paid twice"


def test_two_supports_of_the_same_output_are_told() -> None:
    """A contract of the facts and one of the rulebook, or two of the rulebook, pay the same tonne twice."""
    book = rulebook(supports=[difference(regions=["A"], share="40%")])
    notes = enact(book, facts(measures=(contract(),)), NETWORK, TODAY).notes
    (note,) = (note for note in notes if TWICE in note)
    assert note.startswith(
        "measures.csv deal and supports[0] both pay on oxide of A: together they cover 140%"
    )
    assert note in check_report(book, facts(measures=(contract(),)), NETWORK, TODAY)


@pytest.mark.parametrize(
    "clauses",
    [
        (difference(regions=["A"], share="40%"), difference(regions=["A"], share="60%")),
        (difference(regions=["A"]), difference(regions=["B"])),
        (difference(regions=["C"], commodity="magnet"), difference(regions=["B"])),
    ],
)
def test_supports_that_do_not_overlap_are_not(clauses: tuple[dict[str, Any], ...]) -> None:
    assert not any(TWICE in note for note in supported(*clauses).notes)
