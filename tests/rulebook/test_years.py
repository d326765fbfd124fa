"""What runs over years read: values as the engine holds them, and what deserves a second look."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from footwall.rulebook.describe import explain
from footwall.rulebook.horizon_schema import Horizon
from footwall.rulebook.ranges import at_values, uncertain_amounts
from footwall.rulebook.read import read_rulebook, read_rulebook_text
from footwall.rulebook.rival_schema import ResultCondition
from footwall.rulebook.template import template_text
from rulebook.names import VOCABULARY

FULL = read_rulebook(Path(__file__).with_name("full_years.yaml"), vocabulary=VOCABULARY)
OUTAGE = "{kind: outage, commodity: ndpr_oxide, region: CHN"
SLUMP = "{kind: demand_slump, from: 2028-01-01"
SURGE = "{kind: demand_surge, from: 2028-01-01"
CUT_OFF = "{kind: cut_off, by: CHN, from: 2028-01-01"
FLOOD = "{kind: flood, commodity: ndpr_oxide, region: CHN, from: 2028-01-01"


def remarks(*events: str, rest: str = "") -> tuple[str, ...]:
    text = "name: x\n" + "".join(["events:\n", *(f"  - {event}\n" for event in events)] if events else [])
    return explain(read_rulebook_text(text + rest, "x.yaml", vocabulary=VOCABULARY), VOCABULARY).remarks


def test_a_rulebook_is_certain_until_it_says_otherwise() -> None:
    assert (Horizon().credibility, Horizon().hazard, Horizon().scenario) == (1.0, 0.0, "STEPS")
    assert FULL.horizon.hazard == pytest.approx(0.05, abs=1e-15)
    told = explain(read_rulebook_text("name: x\nhorizon: {}\n", "x.yaml")).text()
    assert "Investors take the rulebook as certain: no chance of repeal." in told


def test_the_range_of_credibility_is_drawn() -> None:
    (amount,) = uncertain_amounts(FULL)
    assert (amount.path, amount.low, amount.high) == ("horizon.credibility", 0.9, 0.99)
    assert at_values(FULL, [0.92]).horizon.credibility == pytest.approx(0.92, abs=1e-15)


def test_a_flood_is_tonnes_or_a_share_of_the_base() -> None:
    first, second = (event for event in FULL.events if event.kind == "flood")
    assert (first.extra_tonnes, first.extra_share, first.below_cost) == (20_000.0, 0.0, 0.3)
    assert (second.extra_tonnes, second.extra_share, second.below_cost) == (0.0, 0.4, 0.0)


def test_an_event_is_off_in_its_suspension_and_after_its_basis() -> None:
    outage = FULL.events[0]
    days = [(2028, 2, 29), (2028, 3, 1), (2028, 7, 1), (2028, 7, 31), (2028, 8, 1), (2028, 12, 1)]
    assert [outage.in_force(date(*day)) for day in days] == [False, True, False, False, True, False]


@pytest.mark.parametrize(
    ("op", "met"), [("above", False), ("at_least", True), ("below", False), ("at_most", True)]
)
def test_a_condition_compares_in_the_engines_unit(op: str, met: bool) -> None:
    when = ResultCondition(variable="new_capacity", op=op, value=5, unit="kt/year")
    assert when.met_by(5_000.0) is met
    assert when.met_by(5_001.0) is (op in ("above", "at_least"))


@pytest.mark.parametrize(
    ("events", "words"),
    [
        ((f"{OUTAGE}, share: 30%, from: 2028-01-01, to: 2028-12-31}}",
          f"{OUTAGE}, share: 50%, from: 2028-06-01}}"),
         ("events[0] (outage of ndpr_oxide in CHN) and events[1] (outage of ndpr_oxide in CHN) overlap from "
         "2028-06-01 to 2028-12-31: each takes its share of what the other leaves, 35% of the capacity.")),
        ((f"{FLOOD}, extra: 5 kt/year}}", f"{FLOOD}, extra: 40%}}"),
         "overlap from 2028-01-01: their extra capacities add up, each at its own cost."),
        ((f"{SLUMP}, sectors: [ev], share: 20%}}", f"{SLUMP}, regions: [EU27], share: 50%}}"),
         "what the other leaves, 40% of demand where both act."),
        ((f"{SURGE}, sectors: [ev], share: 20%}}", f"{SURGE}, sectors: [ev], share: 100%}}"),
         "they multiply, to 240% of demand where both act."),
        ((f"{CUT_OFF}, chain: ree_magnets}}", f"{CUT_OFF}, commodities: [ndpr_metal], destinations: [USA]}}"),
         ("events[0] (cut off by CHN) and events[1] (cut off by CHN) overlap from 2028-01-01: what both stop "
         "is stopped once.")),
        (((f"{OUTAGE}, share: 30%, from: 2028-01-01, to: 2028-01-31, "
          "suspended: [{from: 2028-01-01, to: 2028-01-31}]}"),),
         "events[0] is suspended on each of its days: it never applies."),
        ((f"{SLUMP}, sectors: [ev], share: 20%}}",), "events[0] acts in a run over years only"),
    ],
)  # fmt: skip
def test_what_events_do_to_each_other_is_told(events: tuple[str, ...], words: str) -> None:
    assert any(words in remark for remark in remarks(*events)), remarks(*events)


@pytest.mark.parametrize(
    "events",
    [
        (f"{OUTAGE}, share: 30%, from: 2028-01-01, to: 2028-05-31}}",
         f"{OUTAGE}, share: 50%, from: 2028-06-01}}"),
        (f"{OUTAGE}, share: 30%, from: 2028-01-01}}", f"{FLOOD}, extra: 40%}}"),
        (f"{SLUMP}, sectors: [ev], share: 20%}}", f"{SLUMP}, sectors: [wind], share: 20%}}"),
        (f"{CUT_OFF}, commodities: [ndpr_oxide]}}", f"{CUT_OFF}, commodities: [ndpr_metal]}}"),
        (f"{CUT_OFF}, destinations: [USA]}}", f"{CUT_OFF}, destinations: [JPN]}}"),
    ],
)  # fmt: skip
def test_events_apart_are_not_said_to_overlap(events: tuple[str, ...]) -> None:
    assert not any("overlap" in remark for remark in remarks(*events))


def test_a_cut_off_alone_acts_in_every_run() -> None:
    assert remarks(f"{CUT_OFF}, chain: ree_magnets}}") == ()


def test_retaliation_on_the_watched_commodity_is_told() -> None:
    rest = """\
rival:
  by: CHN
  responses:
    - kind: retaliate
      measure: {kind: ban, commodities: [ndpr_oxide]}
      when: {variable: rival_share, commodity: ndpr_oxide, op: below, value: 60, unit: "%"}
"""
    assert any("retaliates on ndpr_oxide" in remark for remark in remarks(rest=rest))


def test_the_examples_of_the_template_are_valid() -> None:
    """Blocks in comments after the last one in force, with their marks taken away."""
    commented = template_text().partition("# What others do.\n")[2]
    lines = [line for line in commented.splitlines() if re.match(r"#( {2,}| ?[a-z_]+:)", line)]
    text = "name: x\n" + "\n".join(line[2:] for line in lines) + "\n"
    book = read_rulebook_text(text, "template.yaml")
    assert {event.kind for event in book.events} == {event.kind for event in FULL.events}
    assert len(book.measures) == 3
    assert book.rival is not None
