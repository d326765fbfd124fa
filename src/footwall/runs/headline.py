"""The five numbers that answer the main question, and the answer in words.

Does the rulebook move magnet making into the zone or out of it, what does the rival gain, what does the
protected stage gain, who pays, and what do treasuries receive? Signs and verbs are taken from the numbers;
a change that would print as zero is told as none, and a small one as hardly any. The answer names the price
level that it holds at, and every sign that turns at the level told beside it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, Any

from footwall.chain.network import Network
from footwall.runs.draws import DrawnFigures
from footwall.runs.figures import OUTPUT, RIVAL, TREASURY, USER_COST, Figures
from footwall.runs.omega import RevenueAtOmega
from footwall.runs.price_level import OtherLevel, PriceLevel
from footwall.runs.sentences import (
    USERS,
    as_much,
    counted,
    in_sentence,
    money_clause,
    money_digits,
    more_or_less,
    treasury_words,
)
from footwall.runs.small_moves import is_small, size_of
from footwall.runs.zone import ReportedZone

if TYPE_CHECKING:
    from footwall.facts.schema import ChainRow

TOLD_APART = 0.1
"""Share by which the baseline must clear away from the quoted level to be told beside it."""
GAP_KEPT = "exporters keep none to all of the gap"
PERCENT, POINTS, MONEY = "%", "percentage points", "million USD/yr"


@dataclass(frozen=True)
class HeadlineNumber:
    """A number with its range and unit; ``figure`` is its name in ``figures``."""

    text: str
    value: float
    low: float | None
    high: float | None
    unit: str
    figure: str
    range_over: str
    same_sign: float | None
    """Share of the draws with the sign of the central value; None without draws."""
    over_draws: dict[str, float] | None = None
    """``low`` and ``high`` of the joint draws alone; None without draws."""
    over_gap: dict[str, float] | None = None
    """``low`` and ``high`` where exporters keep none to all of the gap, central parameters; else None."""
    at_latest_prices: dict[str, Any] | None = None
    """``value`` and ``set`` at the newest dated quotes; None in a run at given prices."""
    at_base_prices: dict[str, Any] | None = None
    """Likewise at the prices of the base year; None in a run at those prices."""
    caveat: str = ""
    """What the number counts that is to be read with care."""
    paid: float = 0.0
    """Of treasuries: what they pay makers and for stocks, counted in the number; else 0."""

    def record(self) -> dict[str, Any]:
        return asdict(self)


def headline(
    chain: ChainRow,
    network: Network,
    zone: ReportedZone,
    central: Figures,
    drawn: DrawnFigures,
    revenue: tuple[RevenueAtOmega, ...],
    other: OtherLevel | None,
) -> tuple[HeadlineNumber, ...]:
    """The five numbers, in the order in which they are told; a good asked about twice is told once.

    The range of the treasury runs over ``revenue`` too, where that has more than one entry.
    """
    numbers = _numbers(chain, network, zone, central, drawn, revenue)
    return tuple(number if other is None else _beside(number, other) for number in numbers)


def _beside(number: HeadlineNumber, other: OtherLevel) -> HeadlineNumber:
    if number.figure not in other.figures:
        return number
    record = {"value": other.figures[number.figure], "set": other.level.name}
    if other.latest:
        return replace(number, at_latest_prices=record)
    return replace(number, at_base_prices=record)


def _numbers(
    chain: ChainRow,
    network: Network,
    zone: ReportedZone,
    central: Figures,
    drawn: DrawnFigures,
    revenue: tuple[RevenueAtOmega, ...],
) -> Iterator[HeadlineNumber]:
    where = zone.name[0].upper() + zone.name[1:]
    made, refined = chain.made, chain.refined
    told = [
        (f"{OUTPUT}|{made}", f"{where}: output of {_good(network, made)}", PERCENT),
        (f"{RIVAL}|{made}", f"{zone.rival}: share of the world's output of {_good(network, made)}", POINTS),
        (f"{OUTPUT}|{refined}", f"{where}: output of {_good(network, refined)}", PERCENT),
        (USER_COST, f"{where}: cost to final users", MONEY),
        (TREASURY, f"{where}: treasury revenue", MONEY),
    ]
    for figure, text, unit in dict.fromkeys(told):
        if figure not in central:
            continue
        value, bounds = central[figure], drawn.range_of(figure)
        gap = [item.treasury for item in revenue] if figure == TREASURY and len(revenue) > 1 else []
        ends = [*(bounds or ()), *gap]
        told_over = (
            told_draws(drawn.converged) if bounds else "",
            GAP_KEPT if gap else "",
        )
        yield HeadlineNumber(
            text=text,
            value=value,
            low=min(ends, default=None),
            high=max(ends, default=None),
            unit=unit,
            figure=figure,
            range_over=" and ".join(part for part in told_over if part),
            same_sign=drawn.same_sign(figure, value) / drawn.converged if drawn.converged else None,
            over_draws=_ends(bounds or ()),
            over_gap=_ends(gap),
        )


def told_draws(count: int) -> str:
    """What a range of draws runs over."""
    return f"{count} joint draws, 5th to 95th percentile"


def _ends(values: Sequence[float]) -> dict[str, float] | None:
    return {"low": min(values), "high": max(values)} if values else None


def _good(network: Network, commodity: str) -> str:
    return in_sentence(network.commodity(commodity).name)


def findings(
    zone: ReportedZone,
    numbers: tuple[HeadlineNumber, ...],
    level: PriceLevel,
    other: OtherLevel | None,
    clearing: float | None = None,
) -> str:
    """The headline numbers as sentences, with the price level at which they hold.

    ``clearing`` is the price (USD/kg) at which the baseline clears where the level is quoted: it is told
    where measures since have moved it away from the level.
    """
    sentences = [_sentence(number, zone) for number in numbers]
    today = ""
    if clearing is not None and abs(clearing / level.price - 1.0) > TOLD_APART:
        today = f"; {clearing:,.0f} in the baseline, under the measures since"
    told = [f"At {level.words} ({level.quoted} in {level.region} before tax{today}):"]
    told += [_continued(sentences[0], zone), *sentences[1:]] if sentences else ["no headline number."]
    if other is not None:
        told += _turned_signs(numbers, zone, other.level)
    if not zone.members:
        told.append(f"The rulebook has no members on that day, so the figures are for {zone.name}.")
    return " ".join(told)


def _continued(sentence: str, zone: ReportedZone) -> str:
    """A sentence after a colon: the zone's name loses its capital."""
    return zone.name[0] + sentence[1:] if sentence[1:].startswith(zone.name[1:]) else sentence


def _turned_signs(numbers: tuple[HeadlineNumber, ...], zone: ReportedZone, level: PriceLevel) -> list[str]:
    turned = []
    for number in numbers:
        beside = number.at_latest_prices or number.at_base_prices
        if beside is None:
            continue
        there = replace(number, value=beside["value"])
        silent = _prints_as_zero(number) or _prints_as_zero(there)
        if number.unit != MONEY:
            silent |= is_small(number.value) and is_small(there.value)
        if not silent and (number.value > 0.0) != (there.value > 0.0):
            whose, _, what = number.text.partition(": ")
            shown = f"{_signed(there.value, _digits(number.unit, there.value))}{_unit(number.unit)}"
            turned.append(f"{_continued(whose, zone)}'s {what} {shown}")
    if not turned:
        return []
    sign = "the sign turns" if len(turned) == 1 else "signs turn"
    return [f"At {level.words} ({level.quoted}) {sign}: {', '.join(turned)}."]


def _unit(unit: str) -> str:
    return {PERCENT: "%", POINTS: " points"}.get(unit, " million USD")


def _sentence(number: HeadlineNumber, zone: ReportedZone) -> str:
    """One sentence; a number that prints as zero moves nothing, a small one hardly anything."""
    kind = number.figure.partition("|")[0]
    good = counted(number.text.rpartition("output of ")[2])
    where = zone.name[0].upper() + zone.name[1:]
    up = number.value > 0.0
    size = _amount(abs(number.value), number.unit)
    bounds = _bounds(number)
    if kind in (USER_COST, TREASURY):
        words = USERS if kind == USER_COST else treasury_words(number.value, number.paid)
        who = "Final users" if kind == USER_COST else "Treasuries"
        beside = f", {number.caveat}" if number.caveat else ""
        return f"{who} there {money_clause(words, number.value, number.low, number.high)}{beside}."
    if _prints_as_zero(number):
        if kind == OUTPUT:
            return f"{where} {_makes(zone)} {as_much(good)} {good} as before{bounds}."
        return f"{zone.rival} keeps its share of the world's output of {good}{bounds}."
    verb = "rises" if up else "falls"
    if is_small(number.value):
        moved = f"({size_of(number.value, _unit(number.unit).strip())}{bounds.replace(' (', '; ') or ')'}"
        if kind == OUTPUT:
            return f"{where} {_makes(zone)} hardly {more_or_less(good, up)} {good} {moved}."
        return f"{zone.rival}'s share of the world's output of {good} hardly {verb} {moved}."
    if kind == OUTPUT:
        return f"{where} {_makes(zone)} {size} {more_or_less(good, up)} {good}{bounds}."
    return f"{zone.rival}'s share of the world's output of {good} {verb} by {size}{bounds}."


def _makes(zone: ReportedZone) -> str:
    return "makes" if zone.members else "make"


def _amount(value: float, unit: str) -> str:
    return f"{value:,.1f}{'%' if unit == PERCENT else ' points'}"


def _bounds(number: HeadlineNumber) -> str:
    if number.low is None or number.high is None:
        return ""
    digits = _digits(number.unit, number.value)
    low, high = _signed(number.low, digits), _signed(number.high, digits)
    doubt = ", sign uncertain" if number.low < 0.0 < number.high and not _prints_as_zero(number) else ""
    return f" ({low} to {high}{doubt})"


def _signed(value: float, digits: int) -> str:
    shown = f"{value:+,.{digits}f}"
    return shown[1:] if float(shown.replace(",", "")) == 0.0 else shown.replace("-", "−")


def _digits(unit: str, value: float) -> int:
    return money_digits(value) if unit == MONEY else 1


def _prints_as_zero(number: HeadlineNumber) -> bool:
    return abs(number.value) < 0.5 * 10.0 ** -_digits(number.unit, number.value)
