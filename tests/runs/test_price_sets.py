"""``--prices``: names, bundled quotes, files and their faults."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path

import pytest

from footwall.chain import chains_of, facts_of
from footwall.chain.anchors import leading_market
from footwall.chain.build import BalancedQuantities
from footwall.enacted import enact
from footwall.errors import RulebookError, UnitError, UnknownName
from footwall.facts import load_facts
from footwall.runs.economy import ANCHOR_TOLERANCE, Economy, anchored_to, base_economy
from footwall.runs.price_sets import bundled_sets, latest_set, of_chain, read_price_set

FACTS = load_facts()


def test_nothing_given_is_no_set() -> None:
    assert read_price_set(None, FACTS).prices is None
    assert read_price_set("  ", FACTS).prices is None


@pytest.mark.parametrize(
    ("written", "price"),
    [("ndpr_oxide=85", 85_000.0), ("ndpr_oxide=85.5 USD/kg", 85_500.0), ("ndpr_oxide=85000USD/t", 85_000.0)],
)
def test_a_price_without_a_unit_is_per_kg(written: str, price: float) -> None:
    assert read_price_set(written, FACTS).prices == {"ndpr_oxide": pytest.approx(price)}


def test_several_prices_come_with_commas() -> None:
    prices = read_price_set("ndpr_oxide=85, dy_oxide=200", FACTS).prices
    assert prices == {"ndpr_oxide": pytest.approx(85_000.0), "dy_oxide": pytest.approx(200_000.0)}


def test_a_bundled_set_loses_the_tax_and_the_currency() -> None:
    assert "2026-02" in bundled_sets(FACTS)
    prices = read_price_set("2026-02", FACTS).prices
    assert prices is not None
    rows = [
        row
        for row in FACTS.table("prices")
        if row.commodity == "ndpr_oxide" and row.region == "CHN" and row.period.startswith("2026-02")
    ]
    assert [row.currency for row in rows] == ["CNY"] * len(rows)
    rate = next(row.value for row in FACTS.table("parameters") if row.name == "exchange_rate_2026")
    mean = sum(row.price for row in rows) / len(rows)
    assert prices["ndpr_oxide"] == pytest.approx(mean / rate / 1.13 * 1000.0)


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("ndpr_oxide=", "ndpr_oxide"),
        ("ndpr_oxide=85,ndpr_oxide=90", "twice"),
        ("=85", "names no commodity"),
        ("ndpr_oxide=0", "above zero"),
        ("ndpr_oxide=-5 USD/kg", "above zero"),
        ("ndpr_oxide=85 CNY/kg", "USD"),
        ("ndpr_oxide=1 000", "thousands"),
    ],
)
def test_a_price_that_cannot_be_read_is_refused(written: str, told: str) -> None:
    with pytest.raises(UnitError, match=told):
        read_price_set(written, FACTS)


def test_an_unknown_set_lists_the_bundled_ones() -> None:
    with pytest.raises(UnknownName, match="2026-02"):
        read_price_set("2026-3", FACTS)


def test_a_file_gives_prices_with_units(tmp_path: Path) -> None:
    path = tmp_path / "mine.csv"
    path.write_text("commodity,price,unit\nndpr_oxide,85,USD/kg\ndy_oxide,0.2,USD/g\n", encoding="utf-8")
    prices = read_price_set(str(path), FACTS).prices
    assert prices == {"ndpr_oxide": pytest.approx(85_000.0), "dy_oxide": pytest.approx(200_000.0)}


def test_a_file_tells_all_its_faults(tmp_path: Path) -> None:
    path = tmp_path / "mine.csv"
    path.write_text("commodity,price,unit\nndpr_oxide,cheap,USD/kg\n,1,USD/kg\n", encoding="utf-8")
    with pytest.raises(RulebookError) as refusal:
        read_price_set(str(path), FACTS)
    assert [fault.line for fault in refusal.value.faults] == [2, 3]


@pytest.mark.parametrize("content", ["a,b\n1,2\n", "", "commodity,price,unit\n"])
def test_a_file_without_the_columns_or_rows_is_refused(tmp_path: Path, content: str) -> None:
    path = tmp_path / "mine.csv"
    path.write_text(content, encoding="utf-8")
    with pytest.raises((UnknownName, RulebookError)):
        read_price_set(str(path), FACTS)


def test_a_binary_or_missing_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "mine.csv"
    path.write_bytes(b"\xff\xfe\x00\x01")
    with pytest.raises(UnknownName, match="cannot be read"):
        read_price_set(str(path), FACTS)
    with pytest.raises(UnknownName, match="cannot be read"):
        read_price_set(str(tmp_path / "none.csv"), FACTS)


SETS_OF_CHAINS = [
    (chain, period) for chain in chains_of(FACTS) for period in bundled_sets(facts_of(FACTS, chain))
]


@cache
def economy_of(chain: str) -> tuple[BalancedQuantities, Economy]:
    return base_economy(FACTS, chain=chain)


@pytest.fixture(scope="module")
def base_year() -> tuple[BalancedQuantities, Economy]:
    return economy_of("ree_magnets")


@pytest.mark.parametrize("day", [date(2024, 12, 31), date(2026, 2, 28), date(2026, 12, 31)])
@pytest.mark.parametrize(("chain", "period"), SETS_OF_CHAINS)
def test_every_bundled_set_can_stand(chain: str, period: str, day: date) -> None:
    """The baseline clears inside the band of every quote that its region makes."""
    balanced, economy = economy_of(chain)
    given = of_chain(read_price_set(period, FACTS), balanced.network)
    assert given.bands is not None
    law = enact(None, FACTS, balanced.network, day)
    anchored = anchored_to(economy, balanced, given, law)
    assert set(anchored.targets) | set(anchored.left_out) == set(given.prices or {})
    for commodity, target in anchored.targets.items():
        low, high = given.bands[commodity]
        assert low * (1.0 - 1e-9) <= target <= high * (1.0 + 1e-9)


def test_dated_sets_meet_their_targets_in_the_baseline(base_year: tuple[BalancedQuantities, Economy]) -> None:
    from footwall.market.under_law import solve_law

    balanced, economy = base_year
    law = enact(None, FACTS, balanced.network, date(2026, 12, 31))
    anchored = anchored_to(economy, balanced, read_price_set("2025-07", FACTS), law)
    solved = solve_law(anchored.calibration, law)
    for commodity, target in anchored.targets.items():
        found = float(solved.price[leading_market(anchored.anchored.network, commodity)])
        assert found == pytest.approx(target, rel=10.0 * ANCHOR_TOLERANCE)


def test_a_delivered_quote_of_a_good_made_elsewhere_is_left_out(
    base_year: tuple[BalancedQuantities, Economy],
) -> None:
    """China buys monazite concentrate and makes none, so its ex-works quote prices no origin."""
    balanced, economy = base_year
    law = enact(None, FACTS, balanced.network, date(2026, 12, 31))
    anchored = anchored_to(economy, balanced, read_price_set("2025-02", FACTS), law)
    assert anchored.left_out == ("monazite_concentrate",)


def test_given_prices_stay_exact(base_year: tuple[BalancedQuantities, Economy]) -> None:
    balanced, economy = base_year
    law = enact(None, FACTS, balanced.network, date(2026, 12, 31))
    given = read_price_set("ndpr_oxide=85", FACTS)
    assert given.bands is None
    anchored = anchored_to(economy, balanced, given, law)
    assert anchored.targets == given.prices
    assert anchored.anchored.anchors is not None and not anchored.anchored.anchors.moves


def test_the_latest_set_is_the_newest_month_that_quotes_the_good() -> None:
    latest = latest_set(FACTS, "ndpr_oxide", 2024)
    assert latest is not None
    months = [period for period in bundled_sets(FACTS) if len(period) == 7]
    assert latest.period == max(months)
    assert latest_set(FACTS, "ndpr_oxide", 2099) is None
    assert latest_set(FACTS, "cobalt", 2024) is None


def test_a_better_grade_comes_before_a_weaker_one() -> None:
    """Magnets of 2024: a reported export value beside an estimate of domestic prices."""
    rows = {
        row.grade: row
        for row in FACTS.table("prices")
        if (row.commodity, row.region, row.period) == ("ndfeb_magnet", "CHN", "2024")
    }
    assert set(rows) == {"reported", "estimated"}
    prices = read_price_set("2024", FACTS).prices
    assert prices is not None
    assert prices["ndfeb_magnet"] == pytest.approx(rows["reported"].price * 1000.0)
