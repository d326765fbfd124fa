"""Events on a network. Expected figures are multiplied by hand from the shares in each test."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from enacted.law_rows import facts, production, region, rulebook, toy
from footwall.enacted import compile_law
from footwall.enacted.contradictions import check_report
from footwall.enacted.shocks import Shocks, shocks_on
from footwall.enacted.touched import touchable_chains
from footwall.facts import load_facts

NETWORK = toy()
ON = date(2028, 6, 1)


def shocks(*events, on: date = ON, table=None, network=NETWORK) -> Shocks:
    book = rulebook(events=[{"from": "2028-01-01", "to": "2028-12-31", **event} for event in events])
    return shocks_on(compile_law(book, table or facts(), network), on)


def outage(share: str, code: str = "A") -> dict[str, str]:
    return {"kind": "outage", "commodity": "oxide", "region": code, "share": share}


def test_two_outages_multiply_where_they_are_and_nowhere_else() -> None:
    found = shocks(outage("30%"), outage("20%"))
    assert found.capacity_left("oxide", "A") == Fraction("0.56")
    assert found.capacity_left("oxide", "B") == 1
    assert found.capacity_left("magnet", "A") == 1


def test_an_event_counts_on_its_days_only() -> None:
    assert shocks(outage("30%"), on=date(2029, 1, 1)).capacity_left("oxide", "A") == 1
    window = {"suspended": [{"from": "2028-06-01", "to": "2028-06-30"}]}
    assert shocks({**outage("30%"), **window}).capacity_left("oxide", "A") == 1


def test_floods_add_up_each_at_its_own_cost() -> None:
    flood = {"kind": "flood", "commodity": "oxide", "region": "A"}
    found = shocks({**flood, "extra": "2 kt/year", "below_cost": "30%"}, {**flood, "extra": "40%"})
    first, second = found.extra_capacity("oxide", "A", 5_000.0)
    assert (first.tonnes, first.below_cost, first.path) == (2000, Fraction("0.3"), "events[0]")
    assert (second.tonnes, second.below_cost, second.path) == (2000, 0, "events[1]")
    assert found.extra_capacity("oxide", "B", 5_000.0) == ()


def test_slumps_and_surges_multiply_where_they_reach() -> None:
    found = shocks(
        {"kind": "demand_slump", "sectors": ["ev"], "share": "25%"},
        {"kind": "demand_surge", "regions": ["C"], "share": "120%"},
        {"kind": "demand_slump", "commodities": ["oxide"], "share": "50%"},
    )
    assert found.demand_level("ev", "magnet", "C") == Fraction("0.75") * Fraction("2.2")
    assert found.demand_level("wind", "magnet", "A") == 1
    assert found.demand_level("wind", "oxide", "C") == Fraction("2.2") / 2


def test_an_outage_in_a_part_of_an_aggregate_takes_its_part() -> None:
    """P makes 25 of the 100 t of A: half of its capacity is an eighth of A's."""
    network = replace(NETWORK, aggregate_members={"A": ("P", "Q")})
    table = facts(
        regions=(region("A", "P", "Q"),),
        production=(production("oxide", "P", 25.0), production("oxide", "Q", 75.0)),
    )
    found = shocks(outage("50%", "P"), table=table, network=network)
    assert found.capacity_left("oxide", "A") == Fraction(7, 8)


@pytest.mark.parametrize(
    ("event", "words"),
    [
        (outage("30%", "C"), "events[0] changes nothing: C makes no oxide."),
        ({"kind": "demand_slump", "sectors": ["ev"], "commodities": ["oxide"], "share": "9%"},
         "events[0] changes nothing: ev is no final use of oxide."),
    ],
)  # fmt: skip
def test_an_event_that_changes_nothing_is_told(event, words: str) -> None:
    book = rulebook(events=[{"from": "2028-01-01", **event}])
    assert words in check_report(book, facts(), NETWORK, ON)


@pytest.mark.parametrize(
    ("event", "chains"),
    [
        ({"kind": "cut_off", "by": "CHN", "chain": "gallium"}, ("gallium",)),
        ({"kind": "cut_off", "by": "CHN", "commodities": ["cobalt_metal"]}, ("cobalt",)),
        ({"kind": "demand_slump", "sectors": ["wind"], "share": "9%"}, ("ree_magnets",)),
        ({"kind": "outage", "commodity": "germanium_metal", "region": "CHN", "share": "9%"}, ("germanium",)),
    ],
)
def test_events_say_which_chains_they_touch(event, chains: tuple[str, ...]) -> None:
    book = rulebook(members=(), events=[{"from": "2028-01-01", **event}])
    assert touchable_chains(book, load_facts()) == chains


def test_an_event_without_goods_touches_every_chain() -> None:
    every = {"from": "2028-01-01", "kind": "cut_off", "by": "CHN"}
    slump = {"from": "2028-01-01", "kind": "demand_slump", "regions": ["USA"], "share": "9%"}
    for event in (every, slump):
        assert len(touchable_chains(rulebook(members=(), events=[event]), load_facts())) == 5
