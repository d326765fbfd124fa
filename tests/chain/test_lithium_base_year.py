"""The balanced base year of lithium: what moved, what enters and leaves, what stands beside publishers."""

from __future__ import annotations

from functools import cache

import pytest

from footwall.chain import BuiltNetwork
from footwall.chain.audit import Audit, audit
from footwall.chain.invariants import check_invariants
from footwall.chain.publishers import our_total
from footwall.errors import UnknownName
from footwall.facts import load_facts
from footwall.runs.economy import base_economy


@cache
def built() -> BuiltNetwork:
    return base_economy(load_facts(), chain="lithium")[1].base


@cache
def audited() -> Audit:
    return audit(load_facts(), built())


def test_the_network_closes() -> None:
    assert check_invariants(built().network) < 1e-9
    assert built().network.elements == ("Li",)


def test_lithium_that_enters_is_used_or_lost() -> None:
    [(element, mined, returned, used, lost, gap)] = audited().section("Element balance").rows
    assert element == "Li"
    assert abs(float(gap)) < 0.005 * float(mined)
    assert float(mined) + float(returned) == pytest.approx(float(used) + float(lost), rel=1e-9)
    assert 0.08 < float(lost) / float(mined) < 0.15


def test_only_weak_figures_move_by_more_than_a_tenth() -> None:
    moved = [
        item
        for item in built().adjustments
        if item.table in ("production", "use", "trade") and abs(item.ratio - 1.0) > 0.1
    ]
    assert moved
    assert all(item.grade in ("assumed", "estimated") and item.reason for item in moved)
    tonnes = sum(abs(item.balanced - item.published) for item in moved)
    assert tonnes < 0.01 * sum(item.balanced for item in built().adjustments)


def test_mines_and_plants_that_publishers_count_stay_within_four_percent() -> None:
    kept = [item for item in built().adjustments if item.table == "production" and item.grade == "reported"]
    assert len(kept) >= 8
    assert all(abs(item.ratio - 1.0) < 0.04 for item in kept)


def test_prices_stay_at_their_quotes_and_every_process_earns_its_least_margin() -> None:
    facts = load_facts()
    assert all(abs(item.ratio - 1.0) < 0.1 for item in built().price_adjustments)
    for process in built().network.processes:
        recipe, product = process.id.partition("@")[0], process.outputs[0][0]
        least = facts.parameter("minimum_margin", recipe=recipe, region=process.region, commodity=product)
        assert built().margins[process.id] >= least.value * (1.0 - 1e-9)


def test_refined_total_counts_hydroxide_made_from_carbonate_once() -> None:
    """Against a sum by hand: chemical output in LCE less carbonate that causticising took."""
    network = built().network
    content = {"lithium_carbonate": 1.0, "lithium_hydroxide": 0.8805}
    by_hand = sum(
        content[item] * amount * process.activity
        for process in network.processes
        for item, amount in process.outputs
        if item in content
    )
    by_hand -= sum(
        0.92 * process.activity for process in network.processes if process.id.startswith("convert_to_")
    )
    assert our_total(load_facts(), network, "refined.Li", "WLD") == pytest.approx(by_hand, rel=1e-12)
    with pytest.raises(UnknownName, match=r"refined\.Co"):
        our_total(load_facts(), network, "refined.Co", "WLD")


def test_publishers_differ_with_a_reason() -> None:
    rows = audited().section("Publishers side by side").rows
    assert {row[0] for row in rows} >= {"IEA", "USGS", "World Mining Data", "DISR", "BACI", "MIIT"}
    difference = {(row[0], row[1], row[2]): float(row[7]) for row in rows}
    assert abs(difference["DISR", "refined lithium", "WLD"]) < 0.03
    assert abs(difference["BACI", "carbonate exports", "CHL"]) < 0.02
    assert all(row[-1] for row in rows)
