"""The five numbers that answer the main question, and the answer in words.

Does the rulebook move magnet making into the zone or out of it, what does the rival gain, what does the
protected stage gain, who pays, and what do treasuries receive? Signs and verbs are taken from the numbers;
a change that would print as zero is called no change.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

from footwall.chain.network import Network
from footwall.runs.draws import DrawnFigures
from footwall.runs.figures import OUTPUT, RIVAL, TREASURY, USER_COST, Figures
from footwall.runs.omega import RevenueAtOmega
from footwall.runs.zone import ReportedZone, leading_commodity

MADE, REFINED = "magnet", "oxide"
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

    def record(self) -> dict[str, Any]:
        return asdict(self)


def headline(
    network: Network,
    zone: ReportedZone,
    central: Figures,
    drawn: DrawnFigures,
    revenue: tuple[RevenueAtOmega, ...],
) -> tuple[HeadlineNumber, ...]:
    """The five numbers, in the order in which they are told; stages that the chain lacks are left out."""
    return tuple(_numbers(network, zone, central, drawn, revenue))


def _numbers(
    network: Network,
    zone: ReportedZone,
    central: Figures,
    drawn: DrawnFigures,
    revenue: tuple[RevenueAtOmega, ...],
) -> Iterator[HeadlineNumber]:
    where = zone.name[0].upper() + zone.name[1:]
    made, refined = leading_commodity(network, MADE), leading_commodity(network, REFINED)
    told = [
        (f"{OUTPUT}|{made}", f"{where}: output of {_good(network, made)}", PERCENT),
        (f"{RIVAL}|{made}", f"{zone.rival}: share of the world's output of {_good(network, made)}", POINTS),
        (f"{OUTPUT}|{refined}", f"{where}: output of {_good(network, refined)}", PERCENT),
        (USER_COST, f"{where}: cost to final users", MONEY),
        (TREASURY, f"{where}: treasury revenue", MONEY),
    ]
    for figure, text, unit in told:
        if figure not in central:
            continue
        value, bounds = central[figure], drawn.range_of(figure)
        low, high = bounds if bounds else (None, None)
        range_over = f"{drawn.converged} joint draws, 5th to 95th percentile" if bounds else ""
        if figure == TREASURY and len(revenue) > 1:
            over = [item.treasury for item in revenue]
            low, high = min([*over, *(bounds or ())]), max([*over, *(bounds or ())])
            range_over = " and ".join(
                part for part in (range_over, "exporters keep none to all of the gap") if part
            )
        same = drawn.same_sign(figure, value) / drawn.converged if drawn.converged else None
        yield HeadlineNumber(text, value, low, high, unit, figure, range_over, same)


def _good(network: Network, commodity: str | None) -> str:
    return network.commodity(commodity).name if commodity else ""


def answer(rulebook_name: str, as_of: str, zone: ReportedZone, numbers: tuple[HeadlineNumber, ...]) -> str:
    """The headline numbers as sentences."""
    told = [f"{rulebook_name}, against the measures in force on {as_of}."]
    told += [_sentence(number, zone) for number in numbers]
    if not zone.members:
        told.append(f"The rulebook has no members on that day, so the figures are for {zone.name}.")
    return " ".join(told)


def _sentence(number: HeadlineNumber, zone: ReportedZone) -> str:
    """One sentence; "no change" where the number prints as zero."""
    kind = number.figure.partition("|")[0]
    good = number.text.rpartition("output of ")[2]
    where = zone.name[0].upper() + zone.name[1:]
    up = number.value > 0.0
    size = _amount(abs(number.value), number.unit)
    bounds = _bounds(number)
    if _prints_as_zero(number):
        return f"{number.text}: no change{bounds}."
    if kind == OUTPUT:
        return f"{where} {_makes(zone)} {size} {'more' if up else 'less'} {good}{bounds}."
    if kind == RIVAL:
        return f"{zone.rival} {'gains' if up else 'loses'} {size} of the world's {good}{bounds}."
    if kind == USER_COST:
        return f"Final users there {'lose' if up else 'gain'} {size} a year{bounds}."
    return f"Treasuries there receive {size} a year {'more' if up else 'less'}{bounds}."


def _makes(zone: ReportedZone) -> str:
    return "makes" if zone.members else "make"


def _amount(value: float, unit: str) -> str:
    if unit == PERCENT:
        return f"{value:,.{_digits(unit)}f}%"
    if unit == POINTS:
        return f"{value:,.{_digits(unit)}f} points"
    return f"{value:,.{_digits(unit)}f} million USD"


def _bounds(number: HeadlineNumber) -> str:
    if number.low is None or number.high is None:
        return ""
    digits = _digits(number.unit)
    return f" ({_signed(number.low, digits)} to {_signed(number.high, digits)})"


def _signed(value: float, digits: int) -> str:
    shown = f"{value:+,.{digits}f}"
    return shown[1:] if float(shown.replace(",", "")) == 0.0 else shown.replace("-", "−")


def _digits(unit: str) -> int:
    return 0 if unit == MONEY else 1


def _prints_as_zero(number: HeadlineNumber) -> bool:
    return abs(number.value) < 0.5 * 10.0 ** -_digits(number.unit)
