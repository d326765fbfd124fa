"""Prices through the years: what buyers in the zone pay, with the floor in the money of the base year."""

from __future__ import annotations

from dataclasses import replace

from footwall.report.chart_years import Strand
from footwall.report.figure import Figure, Panel, Section, Table
from footwall.report.number_words import NOT_AVAILABLE, moved, percent, plain
from footwall.report.subject import Subject
from footwall.report.wording import capitalised
from footwall.report.years_told import FAR, POLICY, PRICE, Record, YearsTold, far_apart, ranged_at, years_told
from footwall.runs.scarce_years import HARDLY_ANY, scarcity_sentence
from footwall.runs.small_moves import at_most, is_small

_MANY_TIMES = 1000.0
"""Per cent from which a price is told as a multiple."""


def years_prices(subject: Subject) -> Section | None:
    """The section; None without a path."""
    told = years_told(subject)
    if told is None:
        return None
    goods = told.goods("price")
    if not goods:
        return None
    figure = Figure(
        key=subject.key("years-prices"),
        message=_message(told, goods),
        shows=_shows(told, goods),
        panels=tuple(_panel(told, good) for good in goods),
        source=told.source(),
        table=_table(told, goods),
    )
    lead = (
        f"The price on which buyers {told.in_zone} decide, averaged over the year by the purchases of the "
        f"baseline. All money is that of {told.money_year}: a floor that its rulebook does not index loses "
        "worth every year."
    )
    scarcity = scarcity_sentence(told.record)
    leads = (lead, scarcity) if scarcity else (lead,)
    return Section(subject.key("years-prices"), "Prices through the years", leads, (figure,))


def _shows(told: YearsTold, goods: list[Record]) -> str:
    floor = " The line named floor is in the same money." if any(_has_floor(good) for good in goods) else ""
    apart = any(far_apart(told.strands(good["price"])) for good in goods)
    far = f" Where a price moves more than {FAR:g}-fold its scale is logarithmic." if apart else ""
    return f"USD/kg in money of {told.money_year}, by year; {told.line_words}{floor}{far}"


def _has_floor(good: Record) -> bool:
    return any(value is not None for value in good["floor"])


def _changes(good: Record) -> list[float]:
    """Per cent by year."""
    pairs = zip(good["price"]["baseline"]["central"], good["price"]["policy"]["central"], strict=True)
    return [100.0 * (after / before - 1.0) for before, after in pairs]


def _message(told: YearsTold, goods: list[Record]) -> str:
    good = max(goods, key=lambda item: max(abs(change) for change in _changes(item)))
    found = _changes(good)
    peak = max(range(len(found)), key=lambda place: abs(found[place]))
    name = told.subject.good_in_sentence(good["commodity"])
    if is_small(found[peak]):
        return (
            f"Prices {told.in_zone} hardly leave their baseline paths in any year: "
            f"{at_most(found[peak], name)}"
        )
    before, after = (good["price"][law]["central"] for law in ("baseline", "policy"))
    levels = f"{moved(before[peak], after[peak])} USD/kg"
    ends = "" if peak == len(found) - 1 else f"{_leaves(found[-1])} in {told.last}"
    ratio = 1.0 + found[peak] / 100.0
    if ratio >= HARDLY_ANY:
        message = (
            f"{capitalised(told.in_zone)} hardly any {name} is left in {told.years[peak]}: its price, "
            f"{plain(ratio)} times the baseline's, is no forecast"
        )
        return f"{message}; against the baseline it is {ends}" if ends else message
    message = (
        f"{capitalised(told.in_zone)} the price of {name} leaves its baseline path most: "
        f"{_leaves(found[peak])} in {told.years[peak]} ({levels})"
    )
    return f"{message}, {ends}" if ends else message


def _leaves(change: float) -> str:
    """A change in per cent; of a price many times the baseline's how many."""
    return percent(change) if change < _MANY_TIMES else f"{plain(1.0 + change / 100.0)} times as high"


def _panel(told: YearsTold, good: Record) -> Panel:
    name = told.subject.good(good["commodity"])
    beside = [Strand("floor", good["floor"], "floor")] if _has_floor(good) else []
    panel = told.panel(
        f"years-price-{good['commodity']}",
        name,
        f"Price of {name} {told.in_zone} in USD/kg of {told.money_year}, {told.span}",
        good["price"],
        (PRICE, POLICY),
        beside,
    )
    now = good["floor"][-1]
    return panel if now is None else replace(panel, note=f"{panel.note}; floor {plain(now)}")


def _table(told: YearsTold, goods: list[Record]) -> Table:
    rows = []
    for good in goods:
        changes = _changes(good)
        for place, year in enumerate(told.years):
            floor = good["floor"][place]
            rows.append(
                (
                    told.subject.good(good["commodity"]),
                    str(year),
                    ranged_at(good["price"]["baseline"], place),
                    ranged_at(good["price"]["policy"], place),
                    _leaves(changes[place]),
                    NOT_AVAILABLE if floor is None else plain(floor),
                )
            )
    return Table(
        f"Prices {told.in_zone} by year, USD/kg of {told.money_year}",
        ("Commodity", "Year", "Baseline (range)", "Policy (range)", "Change", "Floor"),
        tuple(rows),
        labels=2,
    )
