"""Reference prices by each method, on toy facts; every expected figure is worked out by hand in its test."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from enacted.law_rows import TODAY, facts, index, parameter, rulebook, toy
from footwall.enacted import compile_law, enact
from footwall.enacted.law import in_force
from footwall.errors import RulebookError
from footwall.facts.reference_rows import Cost, Index
from footwall.facts.schema import Price

NETWORK = toy()
_SOURCED = {"source": "toy", "grade": "reported"}


def quote(period: str, price: float, **cells: Any) -> Price:
    row = {
        "commodity": "oxide", "market": "A export", "region": "A", "currency": "USD", "unit": "kg",
        "incoterm": "FOB", "vat": "none", "low": price, "high": price, **_SOURCED,
    }  # fmt: skip
    return Price(**{**row, **cells}, period=period, price=price)


def cost(asset: str, capacity: float, cash_cost: float, region: str = "B", year: int = 2024) -> Cost:
    return Cost(
        commodity="oxide", recipe="mine_oxide", region=region, asset=asset, year=year, capacity=capacity,
        cash_cost=cash_cost, low=cash_cost, high=cash_cost, **_SOURCED,
    )  # fmt: skip


def level(series: str, period: str, value: float) -> Index:
    return Index(series=series, period=period, value=value, unit="", **_SOURCED)


def law_of(reference: dict[str, Any], tables: dict[str, Any] | None = None, on: date = TODAY, **floor: Any):
    book = rulebook(("C",), floors={"oxide": {"reference": reference, **floor}})
    return in_force(compile_law(book, facts(**(tables or {})), NETWORK), on)


def price_of(reference: dict[str, Any], tables: dict[str, Any] | None = None, on: date = TODAY) -> Fraction:
    return law_of(reference, tables, on).floors["oxide"].price


BAND = {
    "method": "moving_average_band", "market": "A export", "window_months": 3, "below": "10%", "basis": "FOB",
}  # fmt: skip


def test_a_stated_cost_and_its_margin() -> None:
    assert price_of({"method": "cost_plus", "cost": "75 USD/kg", "margin": "10%"}) == 82_500


def test_a_cost_built_up_from_recipe_quotes_and_conversion() -> None:
    """A magnet in C: half a tonne of oxide at 60 USD/kg, conversion 10 USD/kg, a fifth on top: 48 USD/kg."""
    tables = {"prices": (quote("2025", 60.0),), "parameters": (parameter("conversion_cost", 10_000.0),)}
    reference = {"method": "cost_plus", "maker": "C", "margin": "20%"}
    known = facts(**tables)
    book = rulebook(("C",), floors={"magnet": {"reference": reference}})
    found = in_force(compile_law(book, known, NETWORK), TODAY).floors["magnet"]
    assert found.price == 48_000
    assert (
        "0.5 t oxide × 60 USD/kg + conversion 10 USD/kg = 40 USD/kg × (1 + 20%) = 48 USD/kg"
        in found.derivation
    )


def test_a_stated_input_price_comes_before_a_quote() -> None:
    tables = {"prices": (quote("2025", 60.0),), "parameters": (parameter("conversion_cost", 10_000.0),)}
    reference = {"method": "cost_plus", "maker": "C", "inputs": {"oxide": "80 USD/kg"}}
    book = rulebook(("C",), floors={"magnet": {"reference": reference}})
    assert in_force(compile_law(book, facts(**tables), NETWORK), TODAY).floors["magnet"].price == 50_000


COSTS = (cost("near", 80, 34_000.0), cost("far", 20, 60_000.0), cost("rival", 900, 20_000.0, region="A"))


@pytest.mark.parametrize(("share", "expected"), [("80%", 34_000), ("80.1%", 60_000), ("100%", 60_000)])
def test_the_cost_curve_leaves_the_rival_out(share: str, expected: int) -> None:
    reference = {"method": "cost_curve_percentile", "percentile": share, "rivals": ["A"]}
    assert price_of(reference, {"costs": COSTS}) == expected


def test_the_cost_curve_takes_the_last_row_of_each_asset_known_on_the_day() -> None:
    rows = (*COSTS, cost("far", 20, 50_000.0, year=2026), cost("planned", 900, 10_000.0, year=2029))
    reference = {"method": "cost_curve_percentile", "percentile": "100%", "rivals": ["A"]}
    assert price_of(reference, {"costs": rows}) == 50_000
    assert price_of({**reference, "year": 2025}, {"costs": rows}) == 60_000
    assert price_of({**reference, "percentile": "50%"}, {"costs": rows}, date(2029, 1, 1)) == 10_000


def test_the_incentive_price_returns_the_hurdle_rate() -> None:
    """At 10% over two years a capital of 210 is repaid by 121 a year: 45 + 121."""
    reference = {
        "method": "incentive_price", "capex": "210 USD/kg", "opex": "45 USD/kg", "life_years": 2,
        "hurdle_rate": "10%",
    }  # fmt: skip
    assert price_of(reference) == 166_000


MONTHS = (quote("2026-03", 50.0), quote("2026-04", 56.0), quote("2026-05", 62.0), quote("2026-01", 900.0))


def test_a_moving_average_has_its_floor_and_ceiling() -> None:
    """March to May average 56 USD/kg: 50.4 and 67.2 at 10% below and 20% above; January is too old."""
    found = law_of({**BAND, "above": "20%"}, {"prices": MONTHS}).floors["oxide"]
    assert (found.price, found.ceiling) == (50_400, 67_200)
    assert "over 3 of 3 months, 56 USD/kg, × (1 − 10%) = 50.4 USD/kg" in found.derivation


def test_a_month_counts_once_and_a_year_fills_months_without_a_quote() -> None:
    """May has two quotes of mean 60; April and March are those of the year, 57: mean 58, less a tenth."""
    rows = (quote("2026-05-02", 58.0), quote("2026-05-20", 62.0), quote("2026", 57.0), quote("2025", 57.0))
    assert price_of(BAND, {"prices": rows}, date(2027, 1, 15)) == Fraction(9, 10) * 57_000
    early = price_of(BAND, {"prices": rows[:2]}, TODAY)
    assert early == Fraction(9, 10) * 60_000


def test_a_lag_keeps_young_quotes_out() -> None:
    """Known by 31 May less 20 days: the window ends with April; 50 and 56 remain."""
    late = price_of({**BAND, "lag": "45 days"}, {"prices": MONTHS}, date(2026, 6, 25))
    assert late == Fraction(9, 10) * (50_000 + 56_000) / 2


def test_a_quote_is_taken_to_usd_and_its_tax_is_taken_out() -> None:
    """452 CNY at 8 a dollar with 13% in it: 50 USD/kg."""
    rows = (quote("2026-05", 452.0, currency="CNY", vat="included", incoterm="EXW"),)
    rate = parameter("exchange_rate", 8.0, region="A")
    rate = type(rate)(**{**vars(rate), "unit": "CNY/USD"})
    tables = {"prices": rows, "parameters": (rate, parameter("vat_rate", 0.13, region="A"))}
    assert price_of({**BAND, "below": "0%"}, tables) == 50_000


def test_freight_brings_a_quote_to_the_asked_basis() -> None:
    """Oxide ships at 0.5 USD/kg: a FOB quote of 50 is 50.5 CIF, a CIF quote of 50 is 49.5 FOB."""
    to_cif = {**BAND, "below": "0%", "basis": "CIF"}
    assert price_of(to_cif, {"prices": (quote("2026-05", 50.0),)}) == 50_500
    inward = (quote("2026-05", 50.0, region="C", incoterm="CIF"),)
    assert price_of({**to_cif, "basis": "FOB"}, {"prices": inward}) == 49_500


def test_allied_transactions_weigh_what_they_price() -> None:
    """B ships 125 t at 60, C takes 100 t at 51 CIF (50.5 FOB): (125·60 + 100·50.5)/225."""
    rows = (
        quote("2025", 60.0, region="B", market="B export"),
        quote("2025", 51.0, region="C", market="C", incoterm="CIF"),
        quote("2025", 10.0),
        quote("2025", 10.0, region="B", market="B guess", grade="assumed"),
    )
    reference = {"method": "transaction_index", "regions": ["B", "C"], "minimum": 2, "basis": "FOB"}
    expected = Fraction(125 * 60_000 + 100 * 50_500, 225)
    assert price_of(reference, {"prices": rows}) == expected
    own_zone = {"method": "transaction_index", "minimum": 1, "basis": "FOB"}
    assert price_of(own_zone, {"prices": rows}) == 50_500


def test_a_basket_moves_with_its_indices() -> None:
    """Energy is 40% and rose from a mean of 100 to 150: 110 · (0.6 + 0.4 · 1.5) = 132."""
    rows = (level("energy", "2024-01", 90), level("energy", "2024-06", 110), level("energy", "2026-05", 150))
    reference = {
        "method": "indexed_basket",
        "price": "110 USD/kg",
        "base": "2024",
        "weights": {"energy": 0.4},
    }
    assert price_of(reference, {"indices": rows}) == 132_000
    later = (*rows, level("energy", "2026-06", 999))
    assert price_of(reference, {"indices": later}, date(2026, 6, 29)) == 132_000


def test_a_blend_is_the_weighted_mean_of_its_parts() -> None:
    parts = [
        {"weight": "50%", "reference": {"price": "113 USD/kg", "vat": "included", "vat_rate": "13%"}},
        {"weight": "50%", "reference": {"method": "cost_plus", "cost": "60 USD/kg"}},
    ]
    assert price_of({"method": "blend", "of": parts}) == 80_000


STALE = {**BAND, "staleness": {"max_age": "60 days"}}
OLD = {"prices": (quote("2026-04", 50.0),)}


def test_a_stale_price_suspends_the_floor_and_says_so() -> None:
    force = law_of(STALE, OLD, date(2026, 7, 15))
    assert not force.floors
    (note,) = force.notes
    assert "suspended on 2026-07-15" in note
    assert "the last figure is of 2026-04-30, 76 days old, more than 60" in note


def test_a_price_on_its_last_day_still_holds() -> None:
    assert price_of(STALE, OLD, date(2026, 6, 29)) == 45_000


def test_the_last_price_can_be_held() -> None:
    held = {**BAND, "staleness": {"max_age": "60 days", "then": "last"}}
    force = law_of(held, OLD, date(2026, 7, 15))
    assert force.floors["oxide"].price == 45_000
    assert "held on though" in force.floors["oxide"].derivation


def test_another_reference_can_take_its_place() -> None:
    then = {"price": "42 USD/kg"}
    force = law_of({**BAND, "staleness": {"max_age": "60 days", "then": then}}, OLD, date(2026, 7, 15))
    assert force.floors["oxide"].price == 42_000
    assert "fixed at 42 USD/kg, instead of a price that is missing" in force.floors["oxide"].derivation


@pytest.mark.parametrize(
    "reference",
    [
        BAND,
        {**BAND, "staleness": {"then": "last"}},
        {"method": "transaction_index"},
        {"method": "cost_curve_percentile", "percentile": "90%"},
        {"method": "indexed_basket", "price": "110 USD/kg", "base": "2024", "weights": {"energy": "40%"}},
        {"method": "cost_plus", "maker": "C"},
        {"price": "60 USD/kg", "stated": "2026-12-01"},
    ],
)
def test_a_day_without_a_price_is_a_fault_unless_a_rule_says_what_holds(reference: dict[str, Any]) -> None:
    with pytest.raises(RulebookError) as refusal:
        law_of(reference)
    assert [fault.code for fault in refusal.value.faults] == ["REFERENCE-9"]
    suspended = {**reference, "staleness": {"then": "suspend"}}
    assert not law_of(suspended).floors


def test_a_stated_price_ages_from_the_day_on_which_it_was_set() -> None:
    stated = {"price": "60 USD/kg", "stated": "2026-01-01", "staleness": {"max_age": "1 year"}}
    assert price_of(stated, on=date(2027, 1, 1)) == 60_000
    assert not law_of(stated, on=date(2027, 1, 2)).floors


def test_the_derivation_reaches_the_enactment() -> None:
    book = rulebook(("C",), floors={"oxide": {"reference": {"method": "cost_plus", "cost": "60 USD/kg"}}})
    result = enact(book, facts(), NETWORK, TODAY)
    assert result.floors[0].derivation == "a cost of 60 USD/kg, CIF"
    assert result.charges.floor[index(NETWORK, "oxide", "A", "C")] == 60_000.0


def test_a_ceiling_below_the_floor_is_a_fault() -> None:
    with pytest.raises(RulebookError) as refusal:
        law_of({"price": "60 USD/kg"}, ceiling={"price": "55 USD/kg"})
    assert [fault.code for fault in refusal.value.faults] == ["FLOOR-10"]
