"""Consequences of the bundled rulebooks: described, finite, once each, and the same in rows and summary."""

from __future__ import annotations

import json
from collections import Counter

import pytest

from footwall.facts import load_facts
from footwall.runs import Result
from footwall.runs.consequence_figures import consequence_figures, supply_figures
from footwall.runs.consequence_records import consequence_records
from footwall.runs.consequences import Consequences, consequences
from footwall.runs.explanation import explain
from footwall.runs.product_bills import product_totals
from footwall.runs.provenance import provenance
from footwall.runs.ranged_consequences import ranged_consequences
from footwall.runs.result import Row
from footwall.runs.rows import as_rows
from footwall.runs.variables import variable


def measured(result: Result) -> Consequences:
    run = result.lead
    return consequences(run.baseline, run.policy, run.zone, load_facts())


def rows_of(found: Consequences) -> tuple[Row, ...]:
    return (
        *as_rows("baseline", 2026, supply_figures(found, "baseline")),
        *as_rows("policy", 2026, supply_figures(found, "policy")),
        *as_rows("policy", 2026, consequence_figures(found)),
    )


@pytest.fixture(scope="module")
def found(cascade: Result) -> Consequences:
    return measured(cascade)


@pytest.fixture(scope="module")
def rows(found: Consequences) -> tuple[Row, ...]:
    return rows_of(found)


def _value(rows: tuple[Row, ...], name: str, region: str = "Zone", scenario: str = "policy") -> float:
    return next(
        row.value for row in rows if (row.variable, row.region, row.scenario) == (name, region, scenario)
    )


def test_figures_are_described_finite_and_stand_once(rows: tuple[Row, ...]) -> None:
    keys = Counter((row.scenario, row.region, row.variable) for row in rows)
    assert [key for key, count in keys.items() if count > 1] == []
    assert all(abs(row.value) < float("inf") for row in rows)
    headings = {variable(row.variable).variable.split("|")[0] for row in rows}
    assert headings == {
        "Protection", "Supply", "Content", "Product", "Owner", "Shortage share", "Wedge", "Wedge level",
        "Wedge output",
    }  # fmt: skip


def test_every_figure_can_be_explained_within_100_columns(cascade: Result, rows: tuple[Row, ...]) -> None:
    document = provenance(cascade)
    for pattern, row in {variable(row.variable).variable: row for row in rows}.items():
        text = str(explain(document, rows, row.variable, row.region))
        assert max(len(line) for line in text.splitlines()) <= 100, pattern


def test_rows_and_records_tell_the_same(cascade: Result, found: Consequences, rows: tuple[Row, ...]) -> None:
    record = consequence_records(found, cascade.lead.drawn)
    assert json.loads(json.dumps(record, allow_nan=False)) == record
    for stage in record["protection"]["stages"]:
        name = f"Protection|Stage|ree_magnets|{stage['stage']}"
        assert _value(rows, name) == pytest.approx(stage["effective"])
        assert stage["negative"] == (stage["effective"] < 0.0)
    for row in record["security"]["commodities"]:
        for scenario in ("baseline", "policy"):
            if row[scenario]["hhi"] is not None:
                name = f"Supply|HHI|{row['commodity']}"
                assert _value(rows, name, scenario=scenario) == pytest.approx(row[scenario]["hhi"])
    wedge = record["wedge"]
    for row in wedge["instruments"]:
        name = f"Wedge|Revenue|{row['instrument']}|{wedge['commodity']}"
        assert _value(rows, name) == pytest.approx(row["treasury_revenue"])
        assert row["error"] < 1e-9


def test_ranges_hold_their_figures_and_are_those_of_the_draws(cascade: Result) -> None:
    """Central parameters lie inside their ranges, so that a figure seldom leaves those of the draws."""
    summary, drawn = cascade.lead.summary, cascade.lead.drawn
    central = ranged_consequences(cascade.lead.baseline, cascade.lead.policy, cascade.lead.zone)
    for row in summary["protection"]["stages"]:
        assert central[f"effective|{row['stage']}"] == pytest.approx(row["effective"])
        low, high = drawn.range_of(f"effective|{row['stage']}") or (None, None)
        assert (row["effective_low"], row["effective_high"]) == (low, high)
        assert row["effective_low"] < row["effective_high"]
    inside = total = 0
    for row in summary["security"]["commodities"]:
        for item, bounds in row["policy_range"].items():
            if row["policy"][item] is not None and bounds["low"] is not None:
                assert bounds["low"] >= 0.0 or item == "net_import_reliance"
                total += 1
                inside += bounds["low"] - 1e-9 <= row["policy"][item] <= bounds["high"] + 1e-9
    assert inside > 0.7 * total > 20


def test_without_draws_no_consequence_has_a_range(shock: Result) -> None:
    found = shock.lead.summary
    assert all(row["effective_low"] is None for row in found["protection"]["stages"])
    ranges = [row["policy_range"] for row in found["security"]["commodities"]]
    assert all(bounds == {"low": None, "high": None} for row in ranges for bounds in row.values())


def test_wedge_levels_are_in_the_units_of_rulebooks(
    cascade: Result, found: Consequences, rows: tuple[Row, ...]
) -> None:
    """The floor of the cascade on NdPr oxide is 110 USD/kg; its own levy is the first instrument."""
    assert _value(rows, "Wedge level|levy|ndpr_oxide") == pytest.approx(110.0)
    record = consequence_records(found, cascade.lead.drawn)["wedge"]
    assert record["instruments"][0]["level"] == pytest.approx(110.0)
    for row in record["instruments"]:
        name = f"Wedge level|{row['instrument']}|ndpr_oxide"
        assert variable(name).unit == row["level_unit"]
        assert _value(rows, name) == pytest.approx(row["level"])


def test_owners_add_up_to_the_producers_of_the_summary(cascade: Result, found: Consequences) -> None:
    total = sum(gain.producer_surplus for gain in found.owners)
    assert total == pytest.approx(cascade.lead.measured.welfare.gain("producer_surplus"), rel=1e-9)


def test_outside_content_is_that_of_the_leakage_table(cascade: Result, found: Consequences) -> None:
    """Backward from final use here, forward from crossings there."""
    assert cascade.lead.measured.leakages
    for leak in cascade.lead.measured.leakages:
        supply = next(
            row
            for row in found.after.contained
            if (row.commodity, row.element) == (leak.commodity, leak.element)
        )
        assert supply.outside == pytest.approx(leak.policy.total, rel=1e-6)


def test_a_baseline_changes_nothing(baseline: Result) -> None:
    found = measured(baseline)
    assert found.wedge is None
    assert all(abs(gain.total) < 1.0 for gain in found.owners)
    assert all(abs(cost.share_of_price) < 1e-12 for cost in found.products)
    assert not any(row.negative for row in (*found.processes, *found.stages))


def test_products_add_up_over_chains() -> None:
    one = {"product": "car", "name": "Car", "per": "car", "product_price": 2e4, "unit": "USD"}
    numbers = {
        "baseline": 10.0,
        "policy": 12.0,
        "change": 2.0,
        "low": 1.0,
        "high": 4.0,
        "share_of_price": 0.01,
    }
    both = [{**one, **numbers, "inputs": [{"commodity": good}]} for good in ("magnet", "lithium")]
    [total] = product_totals(both)
    assert (total["commodities"], total["chains"]) == (["magnet", "lithium"], 2)
    assert (total["change"], total["low"], total["high"]) == (4.0, 2.0, 8.0)
    assert total["share_of_price"] == pytest.approx(0.02)
