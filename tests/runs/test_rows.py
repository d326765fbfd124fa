"""Tidy rows: columns, dictionary, units, and sums that must hold between rows."""

from __future__ import annotations

from collections import Counter, defaultdict
from pathlib import Path

import polars as pl
import pytest

from footwall.errors import UnknownName
from footwall.runs import Result
from footwall.runs.result import COLUMNS, SCENARIOS
from footwall.runs.rows import WORLD, ZONE
from footwall.runs.tidy_table import csv_text, read_csv
from footwall.runs.variables import dictionary, variable

RUNS = ("cascade", "shock", "baseline")


@pytest.fixture(params=RUNS)
def result(request: pytest.FixtureRequest) -> Result:
    found: Result = request.getfixturevalue(request.param)
    return found


def test_every_emitted_variable_is_in_the_dictionary_with_its_unit(result: Result) -> None:
    for name, unit in {(row.variable, row.unit) for row in result.rows}:
        assert variable(name).unit == unit


def test_every_variable_is_described_once() -> None:
    patterns = [row.variable for row in dictionary()]
    assert len(patterns) == len(set(patterns))
    for row in dictionary():
        assert all((row.definition, row.equation, row.unit, row.section)), row.variable


def test_every_variable_is_explained_on_a_page_of_the_documentation() -> None:
    pages = Path(__file__).parents[2] / "docs" / "model"
    assert {row.section for row in dictionary()} <= {page.stem for page in pages.glob("*.md")}


def test_a_variable_that_is_not_described_is_refused() -> None:
    with pytest.raises(UnknownName, match=r"Did you mean 'Price\|Landed\|ndpr_oxide'"):
        variable("Price|Landd|ndpr_oxide")


def test_a_figure_stands_once(result: Result) -> None:
    keys = Counter((row.scenario, row.region, row.variable) for row in result.rows)
    assert [key for key, count in keys.items() if count > 1] == []


def test_rows_are_finite_and_of_the_three_states(result: Result) -> None:
    assert {row.scenario for row in result.rows} == set(SCENARIOS)
    assert all(abs(row.value) < float("inf") for row in result.rows)
    assert {row.year for row in result.rows if row.scenario == "calibration"} == {2024}
    assert {row.year for row in result.rows if row.scenario != "calibration"} == {2026}


def test_the_table_has_the_columns_that_pyam_reads(cascade: Result) -> None:
    table = cascade.table()
    assert tuple(table.columns) == COLUMNS
    assert table["year"].dtype == pl.Int32
    assert table["value"].dtype == pl.Float64
    assert table["model"].unique().to_list() == [cascade.model]
    assert table.height == len(cascade.rows)


def test_csv_keeps_every_digit(cascade: Result) -> None:
    assert tuple(read_csv(csv_text(cascade.model, cascade.rows))) == cascade.rows


def test_parquet_and_csv_hold_the_same(folder: Path, cascade: Result) -> None:
    assert pl.read_parquet(folder / "results.parquet").equals(cascade.table())
    from_csv = pl.read_csv(folder / "results.csv", schema=cascade.table().schema)
    assert from_csv.equals(cascade.table())


def test_effective_price_is_delivered_price_plus_mix_cost_less_premium(result: Result) -> None:
    parts: dict[tuple[str, str, str], dict[str, float]] = defaultdict(dict)
    for row in result.rows:
        heading, _, rest = row.variable.partition("|")
        kind, _, commodity = rest.partition("|")
        if heading in ("Price", "Memo"):
            parts[row.scenario, row.region, commodity][kind] = row.value
    checked = 0
    for found in parts.values():
        if "Effective" in found:
            parts_sum = found["Delivered"] + found["Mix cost"] - found["Origin premium"]
            assert parts_sum == pytest.approx(found["Effective"], rel=1e-9)
            assert found["Mix cost"] >= -1e-9 * found["Effective"]
            checked += 1
    assert checked > 100


def test_output_is_sold_or_disposed_of(result: Result) -> None:
    sold: dict[tuple[str, str, str], float] = defaultdict(float)
    for row in result.rows:
        heading, _, commodity = row.variable.partition("|")
        if heading == "Trade":
            sold[row.scenario, commodity, row.region.partition(">")[0]] += row.value
        elif heading == "Disposal":
            sold[row.scenario, commodity, row.region] += row.value
    for (scenario, commodity, region), tonnes in sold.items():
        made = result.value(f"Output|{commodity}", region, scenario)  # type: ignore[arg-type]
        assert tonnes == pytest.approx(made, rel=1e-8, abs=1e-8)


def test_totals_are_sums_of_regions(cascade: Result) -> None:
    table = cascade.table().filter(
        pl.col("variable") == "Output|ndfeb_magnet", pl.col("scenario") == "policy"
    )
    by_region = dict(table.select("region", "value").iter_rows())
    world, zone = by_region.pop(WORLD), by_region.pop(ZONE)
    assert sum(by_region.values()) == pytest.approx(world, rel=1e-12)
    inside = sum(value * cascade.lead.zone.weight(region) for region, value in by_region.items())
    assert inside == pytest.approx(zone, rel=1e-12)


def test_a_missing_figure_says_what_there_is(cascade: Result) -> None:
    with pytest.raises(UnknownName, match=r"Regions: .*USA"):
        cascade.value("Price|FOB|ndpr_oxide", "XXX")
    with pytest.raises(UnknownName, match=r"Did you mean 'Price\|FOB\|ndpr_oxide'"):
        cascade.value("Price|FOB|ndpr_oxid", "CHN")
    with pytest.raises(UnknownName, match="calibration, baseline, policy"):
        cascade.value("Price|FOB|ndpr_oxide", "CHN", "base")  # type: ignore[arg-type]
