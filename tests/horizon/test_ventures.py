"""Ventures from rows of projects: money, what is typical, who decides together, who has no place."""

from __future__ import annotations

from dataclasses import replace

import pytest

from footwall.errors import UnknownName
from footwall.horizon.appraisal_error import AppraisalError
from footwall.horizon.outlook import UTILISATION, terms_of
from footwall.horizon.ventures import COUNTED, Plant, Venture, ventures_of
from horizon.investment import MAGNET_C, MINE_B, NETWORK, facts_with, project


def only(*rows: object) -> Venture:
    found = ventures_of(facts_with(*rows), NETWORK)  # type: ignore[arg-type]
    assert not found.left_out
    (venture,) = found.modelled
    return venture


def magnets(**changes: object) -> object:
    base = {"id": "magnets", "name": "C magnets", "region": "C", "recipe": "make_magnet", "capacity": 50.0}
    return project(**{**base, **changes})


def test_money_is_that_of_2024() -> None:
    """11 million and 22,000 USD of 2026 over 1.1."""
    venture = only(project())
    assert venture.capex == pytest.approx(10e6)
    assert venture.opex == pytest.approx(20_000.0)
    assert venture.plants == (Plant(MINE_B, 100.0, venture.opex),)
    assert venture.filled == ()


def test_money_between_years_is_interpolated_and_outside_refused() -> None:
    assert only(project(money_year=2025)).capex == pytest.approx(11e6 / 1.05)
    with pytest.raises(
        AppraisalError, match=r"read 2019; allowed: a year of deflator\.csv, which holds 2024 to 2026"
    ):
        ventures_of(facts_with(project(money_year=2019)), NETWORK)


def test_only_what_the_base_year_lacks_is_added() -> None:
    assert only(project(in_base=40.0)).plants[0].added == 60.0


def test_what_the_base_year_lacks_begins_after_it() -> None:
    """A mine that runs since 2018, of which the base year counts 40 t of 100: the rest comes in 2025."""
    venture = only(project(status="producing", start=2018, in_base=40.0))
    assert (venture.start, venture.plants[0].added) == (2025, 60.0)


def test_what_is_missing_is_typical_and_told() -> None:
    """B does not lead (A has 500 t/year): 80,000 × 1.5 × 100 t. Cash cost: 0.6 of the price of 52,000."""
    venture = only(project(capex=None, opex=None, discount_rate=None))
    assert venture.capex == pytest.approx(12e6)
    assert venture.plants[0].cost == pytest.approx(0.6 * 52_000.0)
    assert venture.opex is None
    assert venture.discount_rate == pytest.approx(0.08)
    assert venture.hurdle_rate == pytest.approx(0.11)
    assert venture.filled == (
        "capex typical of mine_oxide",
        "opex typical of mine_oxide",
        "discount rate typical of B",
    )


def test_the_leading_region_pays_no_premium() -> None:
    assert only(project(region="A", capex=None)).capex == pytest.approx(8e6)


def test_a_conversion_cost_is_that_of_the_region() -> None:
    venture = only(magnets(opex=None, capex=None))
    assert venture.plants[0].cost == 12_000.0
    assert venture.capex == pytest.approx(50_000.0 * 2.0 * 50.0)


def test_a_documented_rate_is_never_above_the_hurdle() -> None:
    assert only(project(discount_rate=0.2)).hurdle_rate == pytest.approx(0.2)


def test_a_restart_costs_a_share_of_a_new_plant() -> None:
    venture = only(project(status="care_and_maintenance", capex=None))
    assert venture.capex == pytest.approx(0.1 * 12e6)
    assert venture.filled == ("restart of mine_oxide at a share of typical capex",)


def test_rows_of_a_venture_are_decided_together_from_the_ground_up() -> None:
    """The table may list the last stage first; its documented cost covers all stages."""
    venture = only(
        magnets(venture="duo", start=2029, status="planned", lead_time=3.0, grade="reported", capex=22.0),
        project(venture="duo", opex=99.0),
    )
    assert venture.id == "duo"
    assert venture.name == "North mine and C magnets"
    assert venture.plants == (Plant(MINE_B, 100.0), Plant(MAGNET_C, 50.0, pytest.approx(20_000.0), 2.0))
    assert venture.main.process == MAGNET_C
    assert venture.capex == pytest.approx(30e6)
    assert (venture.status, venture.start, venture.lead_time) == ("planned", 2027, 3.0)
    assert (venture.plant_life, venture.grade) == (20.0, "assumed")


def test_without_a_cost_of_the_last_stage_each_has_its_own() -> None:
    venture = only(magnets(venture="duo", opex=None), project(venture="duo"))
    assert [plant.cost for plant in venture.plants] == [pytest.approx(20_000.0), 12_000.0]
    assert venture.filled == ("opex typical of make_magnet",)


def test_what_is_decided_does_not_wait_for_what_is_not() -> None:
    found = ventures_of(
        facts_with(project(venture="duo", status="ramping"), magnets(venture="duo", status="planned")),
        NETWORK,
    )
    assert [(item.id, item.status) for item in found.modelled] == [
        ("duo:decided", "ramping"),
        ("duo:open", "planned"),
    ]


def test_what_has_no_place_says_why() -> None:
    found = ventures_of(
        facts_with(
            project(in_base=100.0), magnets(region="B", venture="duo"), project(id="x", venture="duo")
        ),
        NETWORK,
    )
    assert not found.modelled
    counted, nowhere = found.left_out
    assert counted.reason == COUNTED
    assert nowhere.reason == "the base year holds no make_magnet in B"
    assert nowhere.missing == (("make_magnet", "B"),)


def test_terms_come_from_the_parameters() -> None:
    terms = terms_of(facts_with())
    assert (terms.risk_free_rate, terms.payout_rate, terms.spread) == (0.04, 0.03, 0.2)
    assert (terms.utilisation, terms.charged) == (UTILISATION, "trigger")


def test_a_recipe_without_typical_life_is_told() -> None:
    facts = facts_with(project())
    bare = replace(facts, tables={**facts.tables, "lifetimes": ()})
    with pytest.raises(UnknownName, match="plant_life"):
        ventures_of(bare, NETWORK)


def test_a_recipe_without_conversion_cost_keeps_the_avoidable_share_of_its_margin() -> None:
    """Magnets of C at 56,000 less half a t of oxide: 25 t of A at 50,500 and 75 t of B at 52,500, landed."""
    facts = facts_with(magnets(opex=None))  # type: ignore[arg-type]
    bare = tuple(row for row in facts.table("parameters") if row.name != "conversion_cost")
    (venture,) = ventures_of(replace(facts, tables={**facts.tables, "parameters": bare}), NETWORK).modelled
    margin = 56_000.0 - 0.5 * (25.0 * 50_500.0 + 75.0 * 52_500.0) / 100.0
    assert venture.plants[0].cost == pytest.approx(0.6 * margin)
