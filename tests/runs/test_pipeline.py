"""The run itself: reproducibility, days, overrides, prices."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import numpy as np
import pytest

import footwall
from footwall.errors import CalibrationError, RulebookError, UnitError, UnknownName
from footwall.facts import load_facts
from footwall.rulebook import read_rulebook
from footwall.runs import Result, run
from footwall.runs.economy import base_economy, reproduce_base_year
from footwall.runs.entry_into_force import simulated_day
from footwall.runs.policy_text import written_out
from footwall.runs.tidy_table import csv_text

LATE = """\
name: Later
zone: {members: [USA, JPN]}
floors:
  ndpr_oxide:
    from: 2029-07-01
    reference: {method: fixed, price: 90 USD/kg}
"""


def test_the_python_function_is_the_run() -> None:
    assert footwall.run is run


def test_the_same_seed_gives_the_same_numbers(cascade: Result) -> None:
    again = run("cascade", year=2026, draws=cascade.options.draws)
    assert csv_text(again.model, again.rows) == csv_text(cascade.model, cascade.rows)
    assert again.summary["headline"] == cascade.summary["headline"]


def test_another_seed_moves_ranges_and_nothing_else(cascade: Result) -> None:
    other = run("cascade", year=2026, draws=cascade.options.draws, seed=7)
    values = [number["value"] for number in cascade.summary["headline"]]
    assert [number["value"] for number in other.summary["headline"]] == pytest.approx(
        values, rel=1e-6, abs=1e-6
    )
    lows = [number["low"] for number in cascade.summary["headline"]]
    assert [number["low"] for number in other.summary["headline"]] != lows


@pytest.mark.parametrize("seed", [1, 2])
def test_the_base_year_is_found_from_perturbed_prices(seed: int) -> None:
    _, economy = base_economy(load_facts())
    solved, error = reproduce_base_year(economy, seed)
    assert solved.status == "converged"
    assert error < 1e-6


def test_calibration_error_would_show_a_wrong_base_year() -> None:
    from dataclasses import replace

    _, economy = base_economy(load_facts())
    law = economy.base_law
    dearer = replace(law.charges, freight=law.charges.freight * 2.0)
    _, error = reproduce_base_year(replace(economy, base_law=replace(law, charges=dearer)), 1)
    assert error > 1e-4


def test_an_override_changes_the_policy_and_is_kept(tmp_path: Path) -> None:
    setting = "floors.ndpr_oxide.reference.price=60 USD/kg"
    result = run("oxide-only", year=2026, draws=0, overrides=[setting])
    floor = next(item for item in result.lead.policy.enactment.floors if item.commodity == "ndpr_oxide")
    assert floor.price == pytest.approx(60_000.0)
    assert result.manifest["overrides"] == [setting]
    kept = tmp_path / "kept.yaml"
    kept.write_text(result.rulebook_text, encoding="utf-8")
    assert read_rulebook(kept) == result.rulebook


def test_a_rulebook_of_python_is_written_out_whole(tmp_path: Path) -> None:
    for name in ("cascade", "export-licence-shock", "tariff-25"):
        rulebook = read_rulebook(name)
        path = tmp_path / f"{name}.yaml"
        path.write_text(written_out(rulebook), encoding="utf-8")
        assert read_rulebook(path) == rulebook


def test_a_year_before_entry_into_force_warns_with_the_first_year(tmp_path: Path) -> None:
    path = tmp_path / "later.yaml"
    path.write_text(LATE, encoding="utf-8")
    early = run(path, year=2027, draws=0)
    assert any("2029" in note for note in early.notes)
    assert early.lead.policy.enactment.floors == ()
    assert early.options.as_of == date(2027, 12, 31)


def test_without_a_year_the_first_year_with_something_in_force_is_shown(tmp_path: Path) -> None:
    path = tmp_path / "later.yaml"
    path.write_text(LATE, encoding="utf-8")
    rulebook = read_rulebook(path)
    day, notes = simulated_day(rulebook, None, date(2026, 11, 23))
    assert day == date(2029, 12, 31)
    assert "2026-11-23" in notes[0]
    assert simulated_day(rulebook, None, date(2030, 1, 1)) == (date(2030, 1, 1), ())
    assert simulated_day(read_rulebook("baseline"), None, date(2026, 1, 1)) == (date(2026, 1, 1), ())


@pytest.mark.parametrize("year", [1999, 2023, 2101])
def test_a_year_outside_the_range_is_refused(year: int) -> None:
    with pytest.raises(UnknownName, match=rf"{year}; allowed: 2024 .* to 2100"):
        run("cascade", year=year)


def test_an_unknown_name_is_answered_with_the_nearest() -> None:
    with pytest.raises(UnknownName, match="Did you mean 'cascade'"):
        run("cascad")


def test_a_floor_of_an_unknown_commodity_is_a_fault(tmp_path: Path) -> None:
    path = tmp_path / "odd.yaml"
    path.write_text(LATE.replace("ndpr_oxide", "ndpr_oxid"), encoding="utf-8")
    with pytest.raises(RulebookError, match="Did you mean 'ndpr_oxide'"):
        run(path)


def test_given_prices_anchor_the_baseline_and_leave_the_base_year() -> None:
    result = run("oxide-only", year=2026, draws=0, prices="ndpr_oxide=85")
    assert result.options.prices == {"ndpr_oxide": pytest.approx(85_000.0)}
    network = result.lead.economy.anchored.network
    base = result.lead.economy.base.network
    assert [process.activity for process in network.processes] == [
        process.activity for process in base.processes
    ]
    plain = next(m for m in base.markets if m.name == "ndpr_oxide@CHN")
    assert result.value("Price|FOB|ndpr_oxide", "CHN", "calibration") == pytest.approx(
        plain.base_price / 1000.0
    )
    assert result.value("Price|FOB|ndpr_oxide", "CHN", "baseline") == pytest.approx(85.0, rel=2e-6)
    shifts = result.lead.summary["anchors"]
    assert shifts["given"] == {"ndpr_oxide": pytest.approx(85.0)}
    assert len(shifts["prices"]) == len(network.markets)
    assert len(shifts["demand"]) == len(network.uses)
    assert len(shifts["margins"]) == len(network.processes)
    assert "Moved to the given prices" in str(result.why("Price|FOB|ndpr_oxide", "CHN"))


def test_a_bundled_set_of_quotes_is_the_price_level_of_the_baseline() -> None:
    result = run("baseline", year=2026, draws=0, prices="2026-02")
    assert set(result.options.prices) >= {"ndpr_oxide", "dy_oxide", "tb_oxide", "ndpr_metal"}
    goods = [good for chain in result.chains for good in chain.policy.network.commodities]
    names = {good.id: good.name.partition(",")[0] for good in goods}
    for commodity, price in result.options.prices.items():
        found = result.value(f"Price|FOB|{commodity}", "CHN", "baseline") * 1000.0
        name = names[commodity]
        noted = any(f"{name}: the baseline clears at" in note for note in result.notes)
        assert noted or found == pytest.approx(price, rel=0.005)


def test_prices_that_leave_a_plant_no_margin_are_refused_with_advice() -> None:
    with pytest.raises(
        CalibrationError, match=r"cannot stand together .*reduce_ndpr@CHN.*Leave one of them out"
    ):
        run("baseline", draws=0, prices="ndpr_oxide=100,ndpr_metal=60")


def test_prices_of_a_commodity_that_the_chain_lacks_are_refused() -> None:
    with pytest.raises(UnknownName, match="gallium"):
        run("oxide-only", draws=0, prices="gallium=500")
    with pytest.raises(UnitError, match="ndpr_oxide"):
        run("oxide-only", draws=0, prices="ndpr_oxide=85 EUR/kg")


def test_draws_that_are_asked_for_are_counted(cascade: Result) -> None:
    draws = cascade.summary["draws"]
    assert draws["asked"] == cascade.options.draws
    assert draws["converged"] + draws["failed"] == draws["asked"]


def test_progress_is_told_step_by_step() -> None:
    steps: list[str] = []
    run("baseline", draws=0, progress=steps.append)
    assert steps[0] == "Reading the facts"
    assert len(steps) > 4


def test_policy_differs_from_baseline_only_by_the_rulebook(cascade: Result) -> None:
    assert cascade.lead.baseline.calibration is cascade.lead.policy.calibration
    for name in ("duty_ad_valorem", "vat_not_refunded", "export_tax", "freight"):
        before = getattr(cascade.lead.baseline.enactment.charges, name)
        assert np.array_equal(before, getattr(cascade.lead.policy.enactment.charges, name))
    assert not cascade.lead.baseline.enactment.charges.floor.any()
