"""Prices by stage: what buyers in the zone and in the rival's market pay, and where the floors lie."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from footwall.measure.price_ladder import price_ladder
from footwall.report.chart_dumbbell import Level, Mark, dumbbells
from footwall.report.figure import Figure, Panel, Section, Table
from footwall.report.number_words import NOT_AVAILABLE, changed, moved, percent, plain
from footwall.report.region_colours import region_class
from footwall.report.section_output import BY_PRODUCT
from footwall.report.subject import Subject
from footwall.report.svg import Words
from footwall.report.unserved_uses import short_at_price
from footwall.report.wording import capitalised
from footwall.runs.extreme_prices import caveat_words
from footwall.runs.figures import zone_price
from footwall.runs.sentences import is_plural, listed
from footwall.runs.small_moves import at_most, is_small, size_of

_KG_PER_T = 1000.0


def prices(subject: Subject) -> Section:
    """The section of the price ladder."""
    stages = [stage for stage in subject.summary["stages"] if stage["price_baseline"] > 0.0]
    unpriced = [
        subject.good_in_sentence(stage["commodity"])
        for stage in subject.summary["stages"]
        if stage not in stages
    ]
    lead = [
        (
            "The price on which buyers decide: delivered, after freight and every charge, with what an "
            "unwanted mix of "
            "origins costs them. Zone prices are averages weighted by baseline purchases."
        )
    ]
    if unpriced:
        lead.append(f"Nobody {subject.in_zone} buys {listed(unpriced, 'or')}.")
    figure = Figure(
        key=subject.key("prices"),
        message=_message(subject, stages),
        shows=_shows(subject),
        panels=tuple(_panel(subject, stage) for stage in stages),
        source=subject.source(ranges=not subject.unchanged),
        table=_table(subject, stages),
    )
    return Section(subject.key("prices"), "Prices by stage", tuple(lead), (figure,))


def _shows(subject: Subject) -> str:
    unit = "USD/kg of the good or of what its axis names" if subject.bases else "USD/kg"
    if subject.unchanged:
        return f"{unit}; every panel has its own scale. Grey ring: baseline."
    floor = " Upright mark: floor, for buyers whom it reaches." if subject.summary["floors"] else ""
    return (
        f"{unit}; every panel has its own scale. Grey ring: baseline. Coloured dot: policy. Shaded: range "
        f"of the change on the central baseline.{floor}"
    )


def _message(subject: Subject, stages: list[dict[str, Any]]) -> str:
    if subject.unchanged:
        return f"Prices under the measures in force on {subject.summary['as_of']}; this rulebook moves none"
    largest = max(stages, key=lambda stage: abs(stage["price_change"]["value"]))
    change = largest["price_change"]["value"]
    good = subject.good_in_sentence(largest["commodity"])
    if is_small(change):
        return f"Prices {subject.in_zone} hardly move: {at_most(change, good)}"
    unit = subject.per_kg(largest["commodity"])
    levels = f"from {plain(largest['price_baseline'])} to {plain(largest['price_policy'])} {unit}"
    verb = "rises" if change > 0.0 else "falls"
    message = f"{capitalised(subject.in_zone)} the price of {good} {verb} most: {percent(change)}, {levels}"
    if largest["price_caveat"]:
        message += f" ({_caveat(largest)})"
    last = ([stage for stage in stages if stage["stage"] != BY_PRODUCT] or stages)[-1]
    if last is largest:
        return message
    return f"{message}; {_last_price(subject.good_in_sentence(last['commodity']), last)}"


def _last_price(good: str, stage: dict[str, Any]) -> str:
    """What the price of the last good does, where another moves most."""
    change = float(stage["price_change"]["value"])
    if not is_small(change):
        return f"{good}: {percent(change)}"
    return f"{good} hardly {'move' if is_plural(good) else 'moves'} ({size_of(change)})"


def _panel(subject: Subject, stage: dict[str, Any]) -> Panel:
    name = subject.good(stage["commodity"])
    before, after, change = stage["price_baseline"], stage["price_policy"], stage["price_change"]
    bounds = [
        None if bound is None else before * (1.0 + bound / 100.0) for bound in (change["low"], change["high"])
    ]
    rows = [
        Level(
            f"Buyers {subject.in_zone}",
            before,
            after,
            _levels(subject, before, after),
            "" if subject.unchanged else _change(change),
            "zone",
            *bounds,
        )
    ]
    rival = _price_at(subject, stage["commodity"], subject.rival)
    if rival is not None:
        change = "" if subject.unchanged else changed(100.0 * (rival[1] / rival[0] - 1.0), None, None, "%")
        colour = region_class(subject.rival)
        outside = f"Buyers in {subject.rival_name}"
        rows.append(Level(outside, *rival, _levels(subject, *rival), change, colour, marked=False))
    marks = [Mark(value, label) for value, label in _floor_marks(subject, stage["commodity"])]
    unit = subject.per_kg(stage["commodity"])
    words = Words(
        subject.key(f"price-{stage['commodity']}"),
        f"Price of {name} in {unit}, baseline and policy",
        " ".join(
            [
                *(
                    ", ".join(part for part in (f"{row.label}: {row.figures}", row.change) if part) + "."
                    for row in rows
                ),
                *(f"{mark.label} {unit}." for mark in marks if mark.label),
            ]
        ),
    )
    note = "; ".join(told for told in (short_at_price(subject, stage["commodity"]), _caveat(stage)) if told)
    return Panel(name, note, dumbbells(words, rows, unit, marks, named=bool(subject.summary["floors"])))


def _caveat(stage: dict[str, Any]) -> str:
    return caveat_words([stage["price_caveat"]]) if stage["price_caveat"] else ""


def _levels(subject: Subject, before: float, after: float) -> str:
    if subject.unchanged:
        return plain(before)
    return moved(before, after)


def _change(change: dict[str, Any]) -> str:
    return changed(change["value"], change["low"], change["high"], "%")


def _price_at(subject: Subject, commodity: str, region: str) -> tuple[float, float] | None:
    """Effective price of one region's buyers before and after (USD/kg); None without purchases."""
    buyers = subject.run.policy.wiring.buyers
    if (commodity, region) not in buyers:
        return None
    place = buyers.index((commodity, region))
    states = subject.run.baseline, subject.run.policy
    before, after = (float(state.equilibrium.effective[place]) / _KG_PER_T for state in states)
    return before, after


def _floor_marks(subject: Subject, commodity: str) -> Iterator[tuple[float, str]]:
    found = {round(f["floor"], 6) for f in subject.summary["floors"] if f["commodity"] == commodity}
    for place, value in enumerate(sorted(found)):
        named = f"floors {plain(value)} to {plain(max(found))}" if len(found) > 1 else f"floor {plain(value)}"
        yield value, "" if place else named


def _table(subject: Subject, stages: list[dict[str, Any]]) -> Table:
    run = subject.run
    caveats = any(stage["price_caveat"] for stage in stages)
    rungs = {rung.commodity: rung for rung in price_ladder(run.baseline, run.policy, run.zone.share)}
    rows = []
    for stage in stages:
        commodity, rung = stage["commodity"], rungs[stage["commodity"]]
        earlier = zone_price(run.calibration, run.baseline, run.zone, commodity) / _KG_PER_T
        rival = _price_at(subject, commodity, subject.rival)
        floors = [label.partition(" ")[2] for _, label in _floor_marks(subject, commodity) if label]
        rows.append(
            (
                subject.good_counted(commodity),
                plain(earlier),
                plain(stage["price_baseline"]),
                plain(stage["price_policy"]),
                _change(stage["price_change"]),
                plain(rung.delivered_baseline / _KG_PER_T),
                plain(rung.delivered_policy / _KG_PER_T),
                *((plain(rival[0]), plain(rival[1])) if rival else (NOT_AVAILABLE, NOT_AVAILABLE)),
                ", ".join(floors) or NOT_AVAILABLE,
                *((_caveat(stage) or NOT_AVAILABLE,) if caveats else ()),
            )
        )
    where, there = subject.in_zone, f"in {subject.rival_name}"
    return Table(
        f"Prices by stage, USD/kg{subject.of_counted} ({subject.year}: the base year with the measures then "
        "in force)",
        (
            "Commodity", f"{subject.year} {where}", f"Baseline {where}", f"Policy {where}", "Change",
            f"Cash price, baseline {where}", f"Cash price, policy {where}", f"Baseline {there}", (f"Policy "
            f"{there}"), "Floor", *(("How to read the policy",) if caveats else ()),
        ),
        tuple(rows),
        words=(0, 10) if caveats else (),
    )  # fmt: skip
