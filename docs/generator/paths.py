"""Paths that the pages tell of, each walked once, on one day, for the magnet chain."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import cache
from typing import Any

from footwall.chain.build import BASE_YEAR
from footwall.enacted.vocabulary import vocabulary_of
from footwall.facts import load_facts
from footwall.rulebook import read_rulebook
from footwall.runs.pipeline import SEED
from footwall.runs.policy_text import policy_of
from footwall.runs.through_years import chain_through_years
from footwall.runs.year_record import chain_record
from footwall.runs.years_asked import asked_span
from generator.solved import CHAIN, Number

TODAY = date(2026, 6, 30)
"""Day of the runs: rulebooks act from 2027 on."""
LAST = 2040
SCENARIOS = ("STEPS", "APS")
DOUBTED = "90%"

Record = dict[str, Any]


def path(rulebook: str, scenario: str = "", credibility: str = "", draws: int = 0) -> Record:
    """The record of a rulebook's path: what ``years`` of ``summary.json`` holds of the magnet chain.

    Empty: as the rulebook says.
    """
    said = read_rulebook(rulebook).horizon
    return _walked(rulebook, scenario or said.scenario, credibility or f"{said.credibility:.0%}", draws)


@cache
def _walked(rulebook: str, scenario: str, credibility: str, draws: int) -> Record:
    facts = load_facts()
    (row,) = (item for item in facts.table("chains") if item.id == CHAIN)
    overrides = (f"horizon.scenario={scenario}", f"horizon.credibility={credibility}")
    _, policy = policy_of(rulebook, overrides, vocabulary_of(facts))
    span = asked_span((BASE_YEAR, LAST), BASE_YEAR, TODAY)
    return chain_record(chain_through_years(row, facts, policy, span, (draws, SEED), lambda _: None))


def at(figure: Record, year: int) -> Number:
    """One year of a figure with its range, where it has one."""
    place = year - BASE_YEAR
    low, high = figure["low"], figure["high"]
    return Number(
        figure["central"][place],
        None if low is None else low[place],
        None if high is None else high[place],
    )


def good(record: Record, commodity: str) -> Record:
    """The record of a good."""
    return next(item for item in record["goods"] if item["commodity"] == commodity)


def change(record: Record, commodity: str, year: int) -> float:
    """Output of the zone with the rulebook over that without, change in % at central parameters."""
    output = good(record, commodity)["output_zone"]
    return 100.0 * (at(output["policy"], year).value / at(output["baseline"], year).value - 1.0)


def project(record: Record, identifier: str) -> Record:
    """The line of a project."""
    return next(item for item in record["projects"] if item["id"] == identifier)


def open_projects(record: Record) -> Iterable[Record]:
    """Projects that are neither decided nor cancelled."""
    return (
        item
        for item in record["projects"]
        if item["status"] in ("planned", "feasibility", "care_and_maintenance")
    )


def named_capacity(record: Record, commodity: str, law: str) -> float:
    """t/year that open projects of a good add, each by its share that is decided."""
    return sum(
        item["capacity"] * item[law]["share"]
        for item in open_projects(record)
        if item["product"] == commodity
    )
