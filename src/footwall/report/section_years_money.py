"""Who pays over the years: users, treasuries, and what support pays; added up, not discounted."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from footwall.report.chart_years import Strand, year_lines
from footwall.report.figure import Figure, Panel, Section, Table
from footwall.report.number_words import money
from footwall.report.subject import Subject
from footwall.report.svg import Words
from footwall.report.wording import INSTRUMENTS, capitalised, plain_words
from footwall.report.years_told import POLICY, Record, YearsTold, course, years_told
from footwall.runs.scarce_years import scarcity_sentence
from footwall.runs.sentences import MONEY_SHOWN, million
from footwall.runs.stock_words import stocks_sentence
from footwall.runs.year_findings import other_keeper

TITLE = "Who pays over the years"
UNIT = "million USD"


def years_money(subject: Subject) -> Section | None:
    """The section; None without a path."""
    told = years_told(subject)
    if told is None:
        return None
    figures = [_sums(told)]
    paid = {kind: paid for kind, paid in told.record["supports"].items() if any(paid["central"])}
    if paid:
        figures.append(_supports(told, paid))
    lead = (
        f"Payments of {told.first} to {told.last} added up, in money of {told.money_year}, not discounted. "
        "Users: the use of the baseline at the change of its price. Treasuries: receipts less payments, "
        "policy less baseline. What producers gain is not among them: the paths do not have the same plants, "
        "and a margin without the cost of its plant is no gain. What support pays them is."
    )
    leads = [lead, *_caveats(told)]
    return Section(subject.key("years-money"), TITLE, tuple(leads), tuple(figures))


def _caveats(told: YearsTold) -> Iterator[str]:
    """What the sums count that is no forecast, and what they leave out."""
    scarcity = scarcity_sentence(told.record)
    if scarcity:
        yield scarcity
    if told.record["stocks"]:
        yield stocks_sentence(told.record["stocks"], told.last)


def _sums(told: YearsTold) -> Figure:
    bill, received = told.record["user_bill_cumulative"], told.record["treasury"]["cumulative"]
    users = [Strand("policy", bill["central"], "more", bill["low"], bill["high"])]
    treasuries = [Strand("policy", received["central"], POLICY, received["low"], received["high"])]
    treasuries += [
        Strand(f"ω = {case['omega']:g}", case["treasury_cumulative"], "others") for case in _other_cases(told)
    ]
    holds = [end for strand in (*users, *treasuries) for end in _ends(strand)]
    panels = (
        _panel(told, ("users", f"Users {told.in_zone} pay more", _end(told, bill)), users, holds),
        _panel(
            told,
            ("treasuries", f"Treasuries {told.in_zone} receive more", _end(told, received)),
            treasuries,
            holds,
        ),
    )
    shaded = " Shaded: ranges." if told.ranges else ""
    return Figure(
        key=told.subject.key("years-money"),
        message=_message(told),
        shows=(
            f"{capitalised(UNIT)} of {told.money_year} since {told.first}, against the baseline path; one "
            f"scale for both panels. Below zero: users pay less, treasuries receive less.{shaded} "
            f"{_omega_words(told)} {told.mark_words}"
        ),
        panels=panels,
        source=told.source(),
        table=_table(told),
    )


def _other_cases(told: YearsTold) -> list[Mapping[str, Any]]:
    """The case of ω that differs from the rulebook's own, where there is one."""
    other = other_keeper(told.record)
    return [] if other is None else [other[0]]


def _omega_words(told: YearsTold) -> str:
    """Who may keep the gap to a floor, or why that has no range here."""
    over, other = told.record["over_omega"], other_keeper(told.record)
    missing = f"; {over['reason']}" if over["cases"] and over["reason"] else ""
    if other is not None:
        case, keeper = other
        return (
            f"Line ω = {case['omega']:g}: if {keeper}, on the capacity of this path, central "
            f"parameters{missing}."
        )
    if over["cases"]:
        return f"Who keeps the gaps to floors moves neither sum by 1%{missing}."
    return f"Who keeps the gap to a floor gives no range: {over['reason']}."


def _ends(strand: Strand) -> list[float]:
    """All values and bounds of a line."""
    values = [value for value in strand.values if value is not None]
    return [*values, *(strand.low or ()), *(strand.high or ())]


def _panel(told: YearsTold, names: tuple[str, str, str], strands: list[Strand], holds: list[float]) -> Panel:
    key, heading, note = names
    words = Words(
        told.subject.key(f"years-money-{key}"),
        f"{heading}, {UNIT} of {told.money_year} since {told.first}, policy against baseline",
        " ".join(f"{heading} ({strand.name}): {course(told.years, strand.values)}." for strand in strands),
    )
    return Panel(heading, note, year_lines(words, told.timeline, strands, UNIT, holds, from_zero=True))


def _end(told: YearsTold, figure: Record) -> str:
    low, high = figure["low"], figure["high"]
    bounds = f" ({money(low[-1])} to {money(high[-1])})" if low and high else ", deterministic"
    return f"by {told.last}: {money(figure['central'][-1])} {UNIT}{bounds}"


def _message(told: YearsTold) -> str:
    bill, treasury = told.record["user_bill_cumulative"], told.record["treasury"]["cumulative"]["central"][-1]
    paid = float(bill["central"][-1])
    where = f"{capitalised(told.in_zone)} final users"
    if abs(paid) < MONEY_SHOWN:
        users = f"{where} pay what they would without the rulebook"
    else:
        users = f"{where} pay {million(paid)} {UNIT} {'more' if paid > 0.0 else 'less'}"
    if abs(treasury) < MONEY_SHOWN:
        treasuries = "treasuries receive as much as without it"
    else:
        treasuries = f"treasuries receive {million(treasury)} {'more' if treasury > 0.0 else 'less'}"
    return f"{users} over {told.span}, and {treasuries}"


def _supports(told: YearsTold, paid: dict[str, Record]) -> Figure:
    sums = {kind: told.record["supports_cumulative"][kind] for kind in paid}
    total = sum(figure["central"][-1] for figure in sums.values())
    panels = []
    for kind, figure in paid.items():
        name, by_year = _instrument(kind), figure["central"]
        words = Words(
            told.subject.key(f"years-support-{kind.replace('_', '-')}"),
            f"Payments under {name.lower()}, {UNIT}/yr of {told.money_year}, {told.span}",
            f"{name}: {course(told.years, by_year)}.",
        )
        strand = Strand("paid", by_year, POLICY, figure["low"], figure["high"])
        drawn = year_lines(words, told.timeline, [strand], f"{UNIT}/yr", from_zero=True)
        panels.append(Panel(name, f"{told.span}: {_paid(sums[kind], -1)} {UNIT}", drawn))
    kinds = tuple(paid)
    shaded = " Shaded: range." if told.ranges else ""
    return Figure(
        key=told.subject.key("years-support"),
        message=f"Support pays {million(total)} {UNIT} over {told.span} in the policy",
        shows=(
            f"Payments in the policy by instrument, {UNIT}/yr of {told.money_year}; contracts that the "
            f"baseline honours too are among them.{shaded} {told.mark_words}"
        ),
        panels=tuple(panels),
        source=told.source(),
        table=Table(
            f"Payments of support by year, {UNIT}/yr of {told.money_year}",
            ("Year", *(f"{_instrument(kind)} (range)" for kind in kinds)),
            tuple(
                (str(year), *(_paid(paid[kind], place) for kind in kinds))
                for place, year in enumerate(told.years)
            ),
        ),
    )


def _instrument(kind: str) -> str:
    """The name without its article."""
    return capitalised(plain_words(kind, INSTRUMENTS).removeprefix("a "))


def _table(told: YearsTold) -> Table:
    record = told.record
    treasury, cases = record["treasury"], record["over_omega"]["cases"]
    users = record["user_bill"], record["user_bill_cumulative"]
    figures = (*users, treasury["change"], treasury["cumulative"])
    rows = []
    for place, year in enumerate(told.years):
        kept = [money(case["treasury_cumulative"][place]) for case in cases]
        rows.append((str(year), *(_ranged(figure, place) for figure in figures), *kept))
    return Table(
        f"What users pay more and treasuries receive more, {UNIT} of {told.money_year}",
        (
            "Year", "Users in the year (range)", f"Users since {told.first} (range)",
            "Treasuries in the year (range)", f"Treasuries since {told.first} (range)",
            *(f"Treasuries since {told.first}, ω = {case['omega']:g}" for case in cases),
        ),
        tuple(rows),
    )  # fmt: skip


def _paid(figure: Record, place: int) -> str:
    """A payment with its range: no change, so without signs of a rise."""
    return _ranged(figure, place).replace("+", "")


def _ranged(figure: Record, place: int) -> str:
    if figure["low"] is None:
        return money(figure["central"][place])
    low, high = money(figure["low"][place]), money(figure["high"][place])
    return f"{money(figure['central'][place])} ({low} to {high})"
