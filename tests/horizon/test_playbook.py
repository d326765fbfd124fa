"""A rival answers on results of earlier years alone, within what it can afford, never before adoption."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache

import numpy as np
import pytest

from footwall.facts import load_facts
from footwall.horizon.span import Span
from footwall.horizon.year_results import Sight, result
from footwall.rulebook.read import read_rulebook_text
from footwall.runs.through_years import ChainYears, chain_through_years

FACTS = load_facts()
CHAIN = next(row for row in FACTS.table("chains") if row.id == "germanium")
SPAN = Span(2024, 2031, date(2027, 1, 1))
ZONE = "zone: {members: [USA, JPN, EU27]}\n"


@cache
def walked(rival: str = "") -> ChainYears:
    rulebook = read_rulebook_text(f"name: Playbook\n{ZONE}{rival}", "playbook.yaml")
    return chain_through_years(CHAIN, FACTS, rulebook, SPAN, (0, 1), lambda _: None)


def restricting(when: str = "", lag: str = "") -> str:
    return (
        "rival:\n  by: CHN\n  responses:\n"
        f"    - {{kind: restrict, commodities: [germanium_metal], approval: 50%{when}{lag}}}\n"
    )


def limits(chain: ChainYears) -> list[bool]:
    """By year: does the rival license its exports beyond the law of the facts?"""
    pairs = zip(chain.pair.baseline.path.years, chain.pair.policy.path.years, strict=True)
    return [
        any("rival.responses" in quota.clause for item in ruled.periods for quota in item.period.law.quotas)
        for _, ruled in pairs
    ]


def test_a_response_without_condition_holds_from_adoption_on() -> None:
    assert limits(walked(restricting())) == [year >= 2027 for year in SPAN.years]


def test_a_condition_reads_the_year_that_the_lag_says() -> None:
    """The rival's share is above 1% in every year, so the answer comes with the lag and never earlier."""
    met = ", when: {variable: rival_share, op: above, value: 1, unit: '%'}"
    assert limits(walked(restricting(met, ", lag: 4 years"))) == [year >= 2028 for year in SPAN.years]
    never = ", when: {variable: rival_share, op: below, value: 1, unit: '%'}"
    chain = walked(restricting(never))
    assert limits(chain) == [False] * len(SPAN.years)
    assert np.array_equal(
        chain.pair.policy.path.stacked("price"), walked(restricting(never)).pair.policy.path.stacked("price")
    )


def test_restricting_makes_the_zone_pay_more() -> None:
    """On average: a member whose own limit is slack may find other origins cheaper."""
    chain = walked(restricting())
    before, after = (
        path.stacked("effective")[-1, 0] for path in (chain.pair.baseline.path, chain.pair.policy.path)
    )
    bought = chain.pair.baseline.path.years[-1].periods[-1].central.purchases
    paying = [
        b for b, (name, region) in enumerate(chain.pair.baseline.path.course.calibration.buyers)
        if name == "germanium_metal" and region in ("USA", "JPN", "EU27")
    ]  # fmt: skip
    assert bought[paying] @ after[paying] > bought[paying] @ before[paying]


def test_undercutting_is_a_subsidy_on_exports_within_what_it_can_afford() -> None:
    """Export tax of the rival's arcs falls by the discount, at most 40%; no other arc moves."""
    text = (
        "rival:\n  by: CHN\n  responses:\n"
        "    - {kind: undercut, commodities: [germanium_dioxide, germanium_metal], at_most: 40%}\n"
    )
    chain = walked(text)
    network = chain.network
    ours = np.array([arc.origin == "CHN" != arc.destination for arc in network.arcs])
    cuts = []
    pairs = zip(chain.pair.baseline.path.years, chain.pair.policy.path.years, strict=True)
    for plain, ruled in pairs:
        taxes = [
            np.asarray(year.periods[-1].period.law.charges.export_tax) * np.ones(len(network.arcs))
            for year in (plain, ruled)
        ]
        cut = taxes[0] - taxes[1]
        assert (cut[~ours] == 0.0).all() and (cut >= 0.0).all() and cut.max() <= 0.4 + 1e-12
        cuts.append(cut.max())
    assert all(cut == 0.0 for cut, year in zip(cuts, SPAN.years, strict=True) if year < 2027)
    undecided = any(look is not None for year in chain.pair.policy.path.appraisals for look in year)
    worth = [
        float(look.npv[0]) for year in chain.pair.policy.path.appraisals for look in year if look is not None
    ]
    assert undecided and (max(cuts) > 0.0) == any(value > 0.0 for value in worth)


def test_results_that_do_not_exist_meet_no_condition() -> None:
    year = walked().pair.baseline.path.years[0]
    sight = Sight(walked().network, "CHN", {})
    assert result("outside_price", "germanium_metal", year, sight) is None
    assert result("floor_binding", "germanium_metal", year, replace(sight, zone={})) is None


@pytest.mark.parametrize("variable", ["rival_share", "zone_output_share", "import_reliance"])
def test_shares_lie_between_none_and_all(variable: str) -> None:
    year = walked().pair.baseline.path.years[0]
    sight = Sight(walked().network, "CHN", dict.fromkeys(("USA", "JPN", "EU27"), 1.0))
    for commodity in ("germanium_dioxide", "germanium_metal"):
        share = result(variable, commodity, year, sight)
        assert share is not None and 0.0 <= share <= 1.0 + 1e-12


def test_zone_output_counts_activity_times_recipe() -> None:
    """By hand: the zone's germanium dioxide is what its processes put out of it."""
    year = walked().pair.baseline.path.years[0]
    network = walked().network
    sight = Sight(network, "CHN", {"USA": 1.0})
    made = sum(
        dict(item.outputs).get("germanium_dioxide", 0.0) * float(level)
        for item, level in zip(network.processes, year.activity[0], strict=True)
        if item.region == "USA"
    )
    assert result("zone_output", "germanium_dioxide", year, sight) == pytest.approx(made, rel=1e-12)
