"""The top of the page: the rulebook and its why, what is compared, the answer and its five numbers."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

from markupsafe import Markup

from footwall.report.chart_interval import interval
from footwall.report.number_words import money, percent, plain, points_digits, signed
from footwall.report.subject import Subject
from footwall.report.svg import Words


@dataclass(frozen=True)
class HeadlineCard:
    """One of the five numbers as it is shown."""

    text: str
    number: str
    unit: str
    bounds: str
    certainty: str
    beside: str
    """The same number at the other price level; empty without one."""
    picture: Markup


@dataclass(frozen=True)
class Opening:
    """What a reader sees first; ``compared`` are pairs of a term and its meaning."""

    name: str
    version: str
    why: str
    answer: str
    cards: tuple[HeadlineCard, ...]
    compared: tuple[tuple[str, str], ...]


def opening(subject: Subject) -> Opening:
    rulebook = subject.summary["rulebook"]
    return Opening(
        name=rulebook["name"],
        version=rulebook["version"],
        why=rulebook["why"],
        answer=_answer(subject),
        cards=() if subject.unchanged else tuple(_cards(subject)),
        compared=tuple(_compared(subject)),
    )


def _cards(subject: Subject) -> Iterator[HeadlineCard]:
    for place, record in enumerate(subject.summary["headline"], 1):
        yield _card(record, place, subject)


def _card(record: dict[str, Any], place: int, subject: Subject) -> HeadlineCard:
    unit, value, low, high = record["unit"], record["value"], record["low"], record["high"]
    write = _writer(unit, value)
    has_range = low is not None and high is not None
    bounds = f"{write(low)} to {write(high)}" if has_range else "deterministic: no range was drawn"
    words = Words(
        subject.key(f"headline-{place}"),
        f"{record['text']}: {write(value)} {'' if unit == '%' else unit}".strip(),
        f"Range {bounds}, {record['range_over']}." if has_range else "Deterministic.",
    )
    return HeadlineCard(
        text=subject.with_rival_named(record["text"]),
        number=write(value),
        unit="of the baseline" if unit == "%" else unit,
        bounds=bounds,
        certainty=_certainty(record) if has_range else "",
        beside=_beside(record, subject),
        picture=interval(words, value, low, high),
    )


def _writer(unit: str, value: float) -> Callable[[float], str]:
    if unit == "%":
        return percent
    if unit == "percentage points":
        return partial(signed, digits=points_digits(value))
    return money


def _answer(subject: Subject) -> str:
    """The answer of the summary, with the rival's name instead of its code."""
    if subject.unchanged:
        return (
            f"Nothing in this rulebook changes the baseline on {subject.summary['as_of']}. Every change "
            f"is zero; the page "
            "shows the economy with the measures then in force."
        )
    return subject.with_rival_named(str(subject.summary["answer"]))


def _certainty(record: dict[str, Any]) -> str:
    over = record["range_over"]
    same = record["same_sign"]
    if same is None or record["value"] == 0.0:
        return str(over)
    sign = "same sign in all draws" if same >= 1.0 else f"same sign in {100.0 * same:.0f}% of draws"
    return f"{over}; {sign} at this price level"


def _beside(record: dict[str, Any], subject: Subject) -> str:
    found = record["at_latest_prices"] or record["at_base_prices"]
    level = subject.summary["price_levels"]["beside"]
    if not (found and level):
        return ""
    shown = _writer(record["unit"], found["value"])(found["value"])
    return f"at {level['words']} ({_quoted(level)}): {shown}"


def _quoted(level: dict[str, Any]) -> str:
    return f"{level['good']} {level['price']:,.0f} USD/kg"


def _compared(subject: Subject) -> Iterator[tuple[str, str]]:
    as_of, summary = subject.summary["as_of"], subject.summary
    yield (
        "Baseline",
        f"The economy of {subject.year} with every measure in force on {as_of}, without this rulebook.",
    )
    yield "Policy", f"The baseline and what this rulebook has in force on {as_of}."
    level = summary["price_levels"]["run"]
    quoted = f"{_quoted(level)} in {level['region']} before tax"
    if summary["price_set"]:
        yield (
            "Prices",
            f"Anchored to {level['words']} ({summary['price_set']}; {quoted}); tonnes of {subject.year}.",
        )
    else:
        yield (
            "Prices",
            f"Those of {subject.year} ({quoted}), moved by later measures; USD of {subject.year}.",
        )
    if subject.run.zone.members:
        yield "Zone", f"{subject.member_names}."
    else:
        yield "Zone", f"No members on that day. Zone figures are for {subject.zone_name}."
    yield "Rival", f"{subject.rival_name}, the largest producer outside the zone by value."
    yield "Floors", _floors(subject)


def _floors(subject: Subject) -> str:
    floors: dict[str, list[float]] = {}
    for floor in summary_floors(subject):
        floors.setdefault(floor["commodity"], []).append(floor["floor"])
    if not floors:
        return "No floor is in force."
    parts = []
    for commodity, values in floors.items():
        low, high = plain(min(values)), plain(max(values))
        parts.append(f"{subject.good(commodity)} {low if low == high else f'{low} to {high}'} USD/kg")
    return "; ".join(parts) + "."


def summary_floors(subject: Subject) -> list[dict[str, Any]]:
    """The floor records of the summary."""
    found: list[dict[str, Any]] = subject.summary["floors"]
    return found
