"""``summary.json``: what is in it, and that its numbers follow from the states."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from footwall.chain.audit import audit
from footwall.measure.accounts import money_accounts
from footwall.measure.support_accounts import support_payments
from footwall.runs import Result, run
from footwall.runs.figures import MILLION, treasury
from footwall.runs.leakage_rows import producer_variable

CHECKS = {"mass_balance", "element_balance", "money_balance", "welfare_identity", "calibration_error"}


def test_solver_and_checks_are_published(cascade: Result, shock: Result, baseline: Result) -> None:
    for result in (cascade, shock, baseline):
        solver, checks = result.summary["solver"], result.summary["checks"]
        assert solver["status"] == "converged"
        assert solver["residual"] < 1e-9
        assert solver["iterations"] > 0
        assert solver["seconds"] > 0.0
        assert set(checks) >= CHECKS
        assert all(0.0 <= error < 1e-6 for error in checks.values()), checks


def test_the_headline_has_five_numbers_with_their_range(cascade: Result) -> None:
    headline = cascade.summary["headline"]
    assert len(headline) == 5
    for number in headline:
        assert {"text", "value", "low", "high", "unit"} <= set(number)
        assert number["low"] <= number["high"]
        assert number["text"] and number["unit"]
        assert 0.0 <= number["same_sign"] <= 1.0


def test_the_headline_agrees_with_the_rows(cascade: Result) -> None:
    by_figure = {number["figure"]: number["value"] for number in cascade.summary["headline"]}
    before = cascade.value("Output|ndfeb_magnet", "Zone", "baseline")
    after = cascade.value("Output|ndfeb_magnet", "Zone")
    assert by_figure["output_change|ndfeb_magnet"] == pytest.approx(100.0 * (after / before - 1.0))
    rival = cascade.lead.zone.rival
    points = cascade.value("Output share|ndfeb_magnet", rival) - cascade.value(
        "Output share|ndfeb_magnet", rival, "baseline"
    )
    assert by_figure["rival_share|ndfeb_magnet"] == pytest.approx(points, abs=1e-9)
    users = [row.value for row in cascade.rows if row.region == "Zone" and "User surplus" in row.variable]
    assert by_figure["user_cost"] == pytest.approx(-sum(users), rel=1e-9)
    assert by_figure["treasury"] == pytest.approx(cascade.value("Welfare|Treasury", "Zone"), rel=1e-9)


@pytest.mark.parametrize("name", ["cascade", "shock"])
def test_treasury_is_what_the_accounts_book(name: str, request: pytest.FixtureRequest) -> None:
    result: Result = request.getfixturevalue(name)
    for state in (result.lead.baseline, result.lead.policy):
        booked = sum(
            receipt.amount * result.lead.zone.weight(receipt.region)
            for receipt in money_accounts(state).receipts
            if receipt.recipient == "treasury"
        )
        booked -= sum(
            payment.amount * result.lead.zone.weight(payment.payer_region)
            for payment in support_payments(state)
            if payment.payer == "treasury"
        )
        assert treasury(state, result.lead.zone) == pytest.approx(booked / MILLION, rel=1e-9)


def test_the_words_take_their_sign_from_the_numbers(cascade: Result) -> None:
    number = cascade.summary["headline"][0]
    word = "more" if number["value"] > 0.0 else "fewer"
    assert f"{abs(number['value']):.1f}% {word}" in cascade.summary["answer"]


def test_no_rulebook_changes_nothing_and_says_for_whom_it_speaks(baseline: Result) -> None:
    assert np.array_equal(baseline.lead.policy.equilibrium.price, baseline.lead.baseline.equilibrium.price)
    for number in baseline.summary["headline"]:
        assert number["value"] == pytest.approx(0.0, abs=1e-9)
        assert number["low"] is None
    if not baseline.summary["zone"]["members"]:
        assert f"all regions but {baseline.lead.zone.rival}" in baseline.summary["answer"]
    assert "as many NdFeB magnets as before" in baseline.summary["answer"]


def test_revenue_is_solved_again_over_omega(cascade: Result) -> None:
    found = {item["omega"]: item for item in cascade.lead.summary["treasury_over_omega"]}
    assert set(found) == {None, 0.0, 1.0}
    assert found[None]["treasury"] == pytest.approx(found[0.0]["treasury"], rel=1e-9)
    assert found[0.0]["exporters_rent"] == 0.0
    assert found[1.0]["exporters_rent"] > 0.0
    number = next(item for item in cascade.summary["headline"] if item["figure"] == "treasury")
    assert number["low"] <= min(item["treasury"] for item in found.values())
    assert number["high"] >= max(item["treasury"] for item in found.values())


def test_a_minimum_import_price_has_no_range_over_omega() -> None:
    """Its instrument leaves the gap to exporters, so ω is no uncertainty of that rulebook."""
    result = run("minimum-import-price", year=2026, draws=0)
    number = next(item for item in result.summary["headline"] if item["figure"] == "treasury")
    assert (number["low"], number["high"], number["range_over"]) == (None, None, "")
    assert {item["omega"] for item in result.lead.summary["treasury_over_omega"]} == {None, 0.0, 1.0}


def test_a_rulebook_without_floors_has_no_gap_to_keep(shock: Result) -> None:
    assert [item["omega"] for item in shock.lead.summary["treasury_over_omega"]] == [None]


def test_without_draws_there_is_no_range(shock: Result) -> None:
    assert shock.summary["draws"]["converged"] == 0
    assert all(number["low"] is None and number["high"] is None for number in shock.summary["headline"])


def test_every_floor_has_a_status_at_every_border(cascade: Result) -> None:
    enacted = {(floor.commodity, floor.member) for floor in cascade.lead.policy.enactment.floors}
    assert {(item["commodity"], item["member"]) for item in cascade.lead.summary["floors"]} == enacted
    assert {item["status"] for item in cascade.lead.summary["floors"]} <= {"slack", "binding", "prohibitive"}


def test_leakage_adds_up_and_equals_the_trace(cascade: Result) -> None:
    for item in cascade.lead.summary["leakage"]:
        change = item["change"]
        parts = change["direct"] + change["embodied"] + change["third_country"] + change["evaded"]
        assert parts == pytest.approx(change["total"], rel=1e-9, abs=1e-9)
        where = f"Leakage|{item['commodity']}|{item['element']}"
        assert cascade.value(f"{where}|Traced", "Zone") == pytest.approx(change["total"], rel=1e-6, abs=1e-6)


def test_leakage_of_all_producers_adds_up_to_the_total(cascade: Result) -> None:
    inside = {region for region, share in cascade.lead.policy.enactment.membership.items() if share >= 1.0}
    for item in cascade.lead.summary["leakage"]:
        name = producer_variable(item["commodity"], item["element"])
        rows = [row for row in cascade.rows if row.variable == name]
        assert sum(row.value for row in rows) == pytest.approx(item["change"]["total"], rel=1e-9, abs=1e-9)
        assert not {row.region for row in rows} & inside
        assert {row.unit for row in rows} <= {"t/yr"} and {row.scenario for row in rows} <= {"policy"}
        if item["rival"]:
            told = cascade.value(name, item["rival"])
            assert told == pytest.approx(item["from_rival"], rel=1e-12, abs=1e-12)


def test_balancing_is_counted_as_the_audit_counts_it(cascade: Result) -> None:
    audited = audit(cascade.facts, cascade.lead.economy.anchored)
    section = audited.section("Adjustments over 10%")
    told = cascade.lead.summary["adjustments"]
    assert section.remarks[0].startswith(f"{told['quantities']} of {told['of_quantities']} published figures")
    assert told["quantities"] == len(section.rows)
    assert told["capacities"] == len(audited.section("Clamped utilisation").rows) > 0


def test_gains_add_up_to_the_total(cascade: Result) -> None:
    gained = sum(item["zone"] + item["rival"] + item["others"] for item in cascade.lead.summary["who_pays"])
    resources = sum(
        row.value for row in cascade.rows if row.variable.startswith("Resources|") and row.region != "Zone"
    )
    assert gained == pytest.approx(resources, abs=1e-6)


def test_the_chain_end_is_reported(cascade: Result) -> None:
    end = cascade.lead.summary["chain_end"]
    assert end["commodity"] == "pm_motor"
    assert end["holds"] == (end["price_rise"] < 2.0)
    assert (end["text"] in cascade.summary["notes"]) == (not end["holds"])


def test_assumptions_are_ranked(cascade: Result) -> None:
    ranked = cascade.lead.summary["leaned_on"]
    strengths = [abs(item["rank_correlation"]) for item in ranked]
    assert ranked and strengths == sorted(strengths, reverse=True)
    assert all(item["grade"] in ("assumed", "estimated") and item["low"] < item["high"] for item in ranked)


def test_the_summary_is_strict_json(folder: Path, cascade: Result) -> None:
    def refuse(constant: str) -> None:
        raise AssertionError(constant)

    read = json.loads((folder / "summary.json").read_text(encoding="utf-8"), parse_constant=refuse)
    assert read["headline"] == json.loads(json.dumps(cascade.summary["headline"]))


def test_the_answer_names_its_price_level(cascade: Result) -> None:
    level = cascade.lead.summary["price_levels"]["run"]
    market = next(item for item in cascade.lead.policy.network.markets if item.name == "ndpr_oxide@CHN")
    assert level["set"] == "2024" and level["good"] == "NdPr oxide" and level["region"] == "China"
    assert level["price"] == pytest.approx(market.base_price / 1000.0)
    told = f"At the prices of 2024 (NdPr oxide {level['price']:,.0f} USD/kg in China before tax): the zone"
    assert told in cascade.summary["answer"]


@pytest.fixture(scope="module")
def at_latest(cascade: Result) -> Result:
    latest = cascade.lead.summary["price_levels"]["beside"]["set"]
    return run("cascade", year=2026, draws=0, prices=latest)


def test_the_five_numbers_stand_beside_those_at_the_latest_quotes(cascade: Result, at_latest: Result) -> None:
    """The second level is what a run at these prices finds, and that run shows the first beside."""
    latest = cascade.lead.summary["price_levels"]["beside"]
    assert latest == at_latest.lead.summary["price_levels"]["run"]
    assert at_latest.lead.summary["price_levels"]["beside"]["set"] == "2024"
    for here, there in zip(cascade.summary["headline"], at_latest.summary["headline"], strict=True):
        assert here["at_base_prices"] is None and there["at_latest_prices"] is None
        assert here["at_latest_prices"]["set"] == latest["set"]
        assert here["at_latest_prices"]["value"] == pytest.approx(there["value"], rel=1e-6, abs=1e-6)
        assert there["at_base_prices"]["value"] == pytest.approx(here["value"], rel=1e-6, abs=1e-6)


def test_a_sign_that_turns_is_told(cascade: Result) -> None:
    words = cascade.lead.summary["price_levels"]["beside"]["words"]
    told = cascade.summary["answer"].partition(f"At {words} ")[2]
    for number in cascade.summary["headline"]:
        there = number["at_latest_prices"]["value"]
        least = 0.5 if "USD" in number["unit"] else 0.05
        turned = number["value"] * there < 0.0 and min(abs(number["value"]), abs(there)) >= least
        assert (number["text"].partition(": ")[2] in told) == turned


def test_without_a_rulebook_no_sign_turns(baseline: Result) -> None:
    assert "turn" not in baseline.summary["answer"]


def test_moves_of_dated_quotes_are_told() -> None:
    """The metal quote of July 2025 leaves reduction in China less than its documented minimum margin."""
    result = run("oxide-only", year=2026, draws=0, prices="2025-07")
    moved = {item["commodity"]: item for item in result.lead.summary["anchors"]["moved_quotes"]}
    metal = moved["ndpr_metal"]
    assert metal["low"] <= metal["taken"] <= metal["high"] and metal["taken"] > metal["quote"]
    note = next(note for note in result.notes if note.startswith("NdPr metal: the quote of"))
    assert f"{metal['quote']:,.2f} USD/kg is taken as {metal['taken']:,.2f}" in note
    assert "NdPr metal making in CHN" in note and "_" not in note
    assert "At the prices of July 2025" in result.summary["answer"]
