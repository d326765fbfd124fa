"""Who pays over the years: users, treasuries, and what support pays; added up, not discounted."""

from __future__ import annotations

from footwall.report.chart_years import Strand, year_lines
from footwall.report.figure import Figure, Panel, Section, Table
from footwall.report.number_words import money
from footwall.report.subject import Subject
from footwall.report.svg import Words
from footwall.report.wording import INSTRUMENTS, capitalised, plain_words
from footwall.report.years_told import POLICY, Record, YearsTold, course, years_told
from footwall.runs.sentences import MONEY_SHOWN, million

TITLE = "Who pays over the years"
UNIT = "million USD"


def years_money(subject: Subject) -> Section | None:
    """The section; None without a path."""
    told = years_told(subject)
    if told is None:
        return None
    figures = [_sums(told)]
    paid = {kind: by_year for kind, by_year in told.record["supports"].items() if any(by_year)}
    if paid:
        figures.append(_supports(told, paid))
    lead = (
        f"Payments of {told.first} to {told.last} added up, in money of {told.money_year}, not discounted. "
        "Users: the use of the baseline at the change of its price. Treasuries: receipts less payments, "
        "policy less baseline. What producers gain or capacity costs is not among them."
    )
    return Section(subject.key("years-money"), TITLE, (lead,), tuple(figures))


def _sums(told: YearsTold) -> Figure:
    bill, treasury = told.record["user_bill_cumulative"], told.record["treasury"]["cumulative"]
    holds = [*bill["central"], *(bill["low"] or ()), *(bill["high"] or ()), *treasury]
    users = Strand("policy", bill["central"], "more", bill["low"], bill["high"])
    treasuries = Strand("policy", treasury, POLICY)
    panels = (
        _panel(told, ("users", f"Users {told.in_zone} pay more", _end(told, bill)), users, holds),
        _panel(
            told,
            ("treasuries", f"Treasuries {told.in_zone} receive more", _end(told, {"central": treasury})),
            treasuries,
            holds,
        ),
    )
    shaded = " Shaded: range of what users pay." if told.ranges else ""
    return Figure(
        key=told.subject.key("years-money"),
        message=_message(told),
        shows=(
            f"{capitalised(UNIT)} of {told.money_year} since {told.first}, against the baseline path; one "
            f"scale for both panels. Below zero: users pay less, treasuries receive less.{shaded} What "
            f"treasuries receive is deterministic. {told.mark_words}"
        ),
        panels=panels,
        source=told.source(),
        table=_table(told),
    )


def _panel(told: YearsTold, names: tuple[str, str, str], strand: Strand, holds: list[float]) -> Panel:
    key, heading, note = names
    words = Words(
        told.subject.key(f"years-money-{key}"),
        f"{heading}, {UNIT} of {told.money_year} since {told.first}, policy against baseline",
        f"{heading}: {course(told.years, strand.values)}.",
    )
    return Panel(heading, note, year_lines(words, told.timeline, [strand], UNIT, holds, from_zero=True))


def _end(told: YearsTold, figure: Record) -> str:
    low, high = figure.get("low"), figure.get("high")
    bounds = f" ({money(low[-1])} to {money(high[-1])})" if low and high else ", deterministic"
    return f"by {told.last}: {money(figure['central'][-1])} {UNIT}{bounds}"


def _message(told: YearsTold) -> str:
    bill, treasury = told.record["user_bill_cumulative"], told.record["treasury"]["cumulative"][-1]
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


def _supports(told: YearsTold, paid: dict[str, list[float]]) -> Figure:
    total = sum(sum(by_year) for by_year in paid.values())
    panels = []
    for kind, by_year in paid.items():
        name = _instrument(kind)
        words = Words(
            told.subject.key(f"years-support-{kind.replace('_', '-')}"),
            f"Payments under {name.lower()}, {UNIT}/yr of {told.money_year}, {told.span}",
            f"{name}: {course(told.years, by_year)}.",
        )
        drawn = year_lines(
            words, told.timeline, [Strand("paid", by_year, POLICY)], f"{UNIT}/yr", from_zero=True
        )
        panels.append(Panel(name, f"{told.span}: {million(sum(by_year))} {UNIT}", drawn))
    kinds = tuple(paid)
    return Figure(
        key=told.subject.key("years-support"),
        message=f"Support pays {million(total)} {UNIT} over {told.span} in the policy",
        shows=(
            f"Payments in the policy by instrument, {UNIT}/yr of {told.money_year}; contracts that the "
            f"baseline honours too are among them. {told.mark_words}"
        ),
        panels=tuple(panels),
        source=told.source(ranges=False),
        table=Table(
            f"Payments of support by year, {UNIT}/yr of {told.money_year}",
            ("Year", *(_instrument(kind) for kind in kinds)),
            tuple(
                (str(year), *(money(paid[kind][place]).lstrip("+") for kind in kinds))
                for place, year in enumerate(told.years)
            ),
        ),
    )


def _instrument(kind: str) -> str:
    """The name without its article."""
    return capitalised(plain_words(kind, INSTRUMENTS).removeprefix("a "))


def _table(told: YearsTold) -> Table:
    record = told.record
    rows = []
    for place, year in enumerate(told.years):
        bills = [_ranged(record[name], place) for name in ("user_bill", "user_bill_cumulative")]
        received = [money(record["treasury"][name][place]) for name in ("change", "cumulative")]
        rows.append((str(year), *bills, *received))
    return Table(
        f"What users pay more and treasuries receive more, {UNIT} of {told.money_year}",
        (
            "Year", "Users in the year (range)", f"Users since {told.first} (range)",
            "Treasuries in the year",
            f"Treasuries since {told.first}",
        ),
        tuple(rows),
    )  # fmt: skip


def _ranged(figure: Record, place: int) -> str:
    if figure["low"] is None:
        return money(figure["central"][place])
    low, high = money(figure["low"][place]), money(figure["high"][place])
    return f"{money(figure['central'][place])} ({low} to {high})"
