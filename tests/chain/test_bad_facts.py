"""Facts that cannot make a base year: each is a CalibrationError that names the row."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from chain.fact_tables import with_rows, with_tables
from footwall.chain import balance_network, build_network
from footwall.errors import CalibrationError
from footwall.facts import Facts, load_facts


def _all_measured(factor: float) -> Facts:
    """Every production figure measured, Chinese hard-rock ore multiplied by ``factor``."""

    def certain(row: Any) -> Any:
        changed = row.quantity * (factor if (row.recipe, row.region) == ("mine_bastnaesite", "CHN") else 1.0)
        return replace(row, quantity=changed, low=0.0, high=1e9, grade="measured")

    return with_rows("production", certain)


def test_measured_totals_that_differ_by_a_fifth_are_refused() -> None:
    with pytest.raises(CalibrationError, match=r"Measured production cannot be kept.*mine_bastnaesite@CHN"):
        balance_network(_all_measured(1.2))


def test_measured_totals_that_nothing_joins_name_the_balance() -> None:
    with pytest.raises(CalibrationError, match=r"No figures near.*bastnaesite_concentrate in"):
        balance_network(_all_measured(2.0))


def test_a_directory_with_tonnes_written_as_kilograms_is_refused(tmp_path: Path) -> None:
    """Lynas' measured 6,197 t as 6,197,000: every other monazite figure would have to follow."""
    copy = tmp_path / "facts"
    shutil.copytree(load_facts().directory, copy)
    table = copy / "ree_magnets" / "production.csv"
    text = table.read_text(encoding="utf-8")
    line = "separate_monazite,MYS,ndpr_oxide,2024,6197,6190,6205"
    assert line in text
    wrong = text.replace(line, "separate_monazite,MYS,ndpr_oxide,2024,6197000,6190000,6205000")
    table.write_text(wrong, encoding="utf-8")
    with pytest.raises(CalibrationError, match=r"factor of 5.*mine_monazite@AUS|monazite_concentrate in MYS"):
        balance_network(load_facts(copy))


def test_a_product_without_buyers_is_refused() -> None:
    def no_recycling(row: Any) -> Any:
        return None if row.recipe == "recycle_scrap" else row

    with pytest.raises(CalibrationError, match="magnet_scrap made in CHN has no buyer"):
        balance_network(with_rows("production", no_recycling))


def test_a_purchase_without_origin_is_refused() -> None:
    def no_terbium(row: Any) -> Any:
        return None if row.recipe == "reduce_tb" else row

    with pytest.raises(CalibrationError, match="tb_metal bought in CHN has no origin"):
        balance_network(with_rows("production", no_terbium))


def test_a_year_without_rows_names_the_years_there_are() -> None:
    with pytest.raises(CalibrationError, match=r"no rows of 1999.*2024"):
        balance_network(load_facts(), 1999)


def test_missing_capacities_are_listed_together() -> None:
    with pytest.raises(CalibrationError, match=r"capacity\.csv.*make_magnet@CHN.*make_magnet@JPN|JPN.*CHN"):
        balance_network(with_rows("capacity", lambda row: None if row.recipe == "make_magnet" else row))


def test_a_commodity_without_quotes_is_refused() -> None:
    with pytest.raises(CalibrationError, match="no usable quote of tb_metal"):
        balance_network(with_rows("prices", lambda row: None if row.commodity == "tb_metal" else row))


def test_production_of_another_product_than_the_recipe_is_refused() -> None:
    def wrong(row: Any) -> Any:
        return replace(row, commodity="ndpr_metal") if row.recipe == "reduce_dy" else row

    with pytest.raises(CalibrationError, match="reduce_dy@CHN: ndpr_metal, not dy_metal"):
        balance_network(with_rows("production", wrong))


def test_a_missing_exchange_rate_is_named() -> None:
    with pytest.raises(CalibrationError, match="exchange_rate in CNY/USD"):
        balance_network(with_rows("parameters", lambda row: None if row.name == "exchange_rate" else row))


def test_a_minimum_margin_out_of_reach_names_the_process() -> None:
    """Prices are given for oxide and metal, so no metal maker can be helped."""
    with pytest.raises(CalibrationError, match="minimum margin of reduce_ndpr"):
        build_network(load_facts(), prices={"ndpr_oxide": 80_000.0, "ndpr_metal": 60_000.0})


def test_figures_below_one_millionth_join_the_rest_of_the_world_and_are_listed() -> None:
    facts = load_facts()
    motors = next(row for row in facts.table("use") if row.commodity == "pm_motor" and row.region == "ROW")
    speck = replace(motors, region="MDG", quantity=1e-3, low=0.0, high=1.0)
    balanced = balance_network(with_tables(use=(*facts.table("use"), speck)))
    listed = [item for item in balanced.adjustments if item.key == f"{motors.sector}@pm_motor@MDG"]
    assert [item.reason for item in listed] == ["under one millionth of the world: joined ROW"]
    assert all(use.region != "MDG" for use in balanced.network.uses)


def test_trade_that_nobody_makes_or_buys_is_listed() -> None:
    facts = load_facts()
    sample = next(row for row in facts.table("trade") if row.commodity == "tb_metal")
    stray = replace(sample, origin="MDG", destination="CHN", quantity=5.0, low=0.0, high=9.0)
    balanced = balance_network(with_tables(trade=(*facts.table("trade"), stray)))
    listed = [item.reason for item in balanced.adjustments if item.key == "tb_metal:MDG>CHN"]
    assert listed == ["no process makes tb_metal in MDG: dropped"]
