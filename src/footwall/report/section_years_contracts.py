"""Contracts through the years: strike and index, what is paid and given back, what is left of a budget."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from footwall.report.chart_years import Strand, year_lines
from footwall.report.figure import Figure, Panel, Section, Table
from footwall.report.number_words import NOT_AVAILABLE, money, plain
from footwall.report.subject import Subject
from footwall.report.svg import Words
from footwall.report.wording import INSTRUMENTS, capitalised, plain_words
from footwall.report.years_told import POLICY, Record, YearsTold, course, ranged_at, years_told
from footwall.runs.sentences import MONEY_SHOWN, listed, million

TITLE = "Contracts through the years"
MOST_DRAWN = 3
"""Contracts that have a figure of their own: those that move most money."""
UNIT = "million USD"
_TAX = 1e-9
_CLAUSE = re.compile(r"supports\[(\d+)\]")
"""A contract of the rulebook itself; one of the facts has its name there."""


def years_contracts(subject: Subject) -> Section | None:
    """The section; None without a path or without contracts on it."""
    told = years_told(subject)
    if told is None or not told.record.get("contracts"):
        return None
    contracts = sorted(told.record["contracts"], key=_moved, reverse=True)
    lead = (
        "Each contract is settled by its own calendar, on the index of the days of its lag. Money of "
        "the accounts is that of the day, as the contract states it; lines are drawn in money of "
        f"{told.money_year}, in which a strike that nothing indexes loses worth every year."
    )
    figures = tuple(_figure(told, item, place) for place, item in enumerate(contracts[:MOST_DRAWN]))
    rest = contracts[MOST_DRAWN:]
    tables = (Table(*_rest(told, rest)),) if rest else ()
    remarks = tuple(_timing(told, contracts))
    return Section(subject.key("years-contracts"), TITLE, (lead,), figures, tables, remarks)


def _moved(item: Record) -> float:
    return float(sum(map(abs, item["paid"]["central"])) + sum(map(abs, item["given_back"]["central"])))


def _timing(told: YearsTold, contracts: Sequence[Record]) -> Iterator[str]:
    """Why accounts differ from what the market books; contracts of one clause and reason together."""
    alike: dict[tuple[str, str, str], list[Record]] = {}
    for item in contracts:
        if item["timing"]:
            alike.setdefault((item["contract"], item["commodity"], item["timing"]), []).append(item)
    for (_, _, timing), items in alike.items():
        yield f"{capitalised(_name(told, *items))}: {timing[:1].lower()}{timing[1:]}"


def _name(told: YearsTold, item: Record, *others: Record) -> str:
    """A contract with its good and region; ``others`` are those of the same clause elsewhere."""
    good = told.subject.good_in_sentence(item["commodity"])
    regions = [told.subject.region_in_sentence(each["region"]) for each in (item, *others)]
    of = f"({good} of {listed(regions)})"
    clause = _CLAUSE.fullmatch(item["contract"])
    if clause is None:
        return f"{item['contract']} {of}"
    kind = _instrument(item)
    article = "an" if kind[0] in "aeiou" else "a"
    return f"support {int(clause[1]) + 1} of the rulebook, {article} {kind} {of}"


def _instrument(item: Record) -> str:
    """The kind of the contract without its article."""
    return plain_words(item["kind"], INSTRUMENTS).removeprefix("a ")


def _figure(told: YearsTold, item: Record, place: int) -> Figure:
    shows = (
        f"Strike and index in USD/kg, payments in {UNIT}/yr, of {told.money_year}. {_index_words(told, item)}"
        f"{_budget_words(item)}{' Shaded: range.' if told.ranges else ''} {told.mark_words}"
    )
    return Figure(
        key=told.subject.key(f"years-contract-{place}"),
        message=_message(told, item),
        shows=shows,
        panels=tuple(_panels(told, item, place)),
        source=told.source(),
        table=_table(told, item),
    )


def _message(told: YearsTold, item: Record) -> str:
    paid, given = (sum(item[name]["central"]) for name in ("paid", "given_back"))
    payer = {"treasury": "the treasury", "fund": "the fund", "buyers": "buyers"}[item["payer"]]
    where = told.subject.region_in_sentence(item["payer_region"])
    pays = "pay" if item["payer"] == "buyers" else "pays"
    back = f" and {million(given)} comes back" if given > 0.0 else ""
    held = ", which the baseline holds too" if item["of_facts"] else ""
    ends = f"; its budget runs out on {item['exhausted_on']}" if item["exhausted_on"] else ""
    return (
        f"{capitalised(payer)} of {where} {pays} {million(paid)} {UNIT} of the day under "
        f"{_name(told, item)}{held}{back}{ends}"
    )


def _index_words(told: YearsTold, item: Record) -> str:
    tax = f" with {100.0 * item['vat_rate']:g}% value-added tax" if item["vat_rate"] > _TAX else " before tax"
    lag = f", of {item['lag_days']} days before" if item["lag_days"] else ""
    good = told.subject.good_in_sentence(item["index_commodity"])
    where = told.subject.region_in_sentence(item["index_region"])
    return f"Index: the FOB price of {good} in {where}{tax}{lag}; settled every {item['settled']}."


def _budget_words(item: Record) -> str:
    return " Budget: what is left of that of the term." if _has_budget(item) else ""


def _has_budget(item: Record) -> bool:
    return item["budget_left"]["central"][-1] is not None


def _real(item: Record, values: Sequence[float | None]) -> list[float | None]:
    return [
        None if value is None else value / level
        for value, level in zip(values, item["deflator"], strict=True)
    ]


def _panels(told: YearsTold, item: Record, place: int) -> list[Panel]:
    key = f"years-contract-{place}"
    strike, index = _real(item, item["strike"]), _real(item, item["index"]["central"])
    prices = [Strand("strike", strike, "floor"), Strand("index", index, POLICY)]
    flows = [_flow(item, "paid", "more"), _flow(item, "given_back", "less", "back")]
    paid, given = (sum(item[name]["central"]) for name in ("paid", "given_back"))
    back = f"{million(given)} back" if given >= MONEY_SHOWN else "nothing back"
    ends = " and ".join(f"{strand.name} {_last(strand)}" for strand in prices)
    panels = [
        _panel(told, (f"{key}-index", "Strike and index", ends), prices, f"USD/kg of {told.money_year}"),
        _panel(
            told,
            (f"{key}-paid", "Paid and given back", f"{million(paid)} paid and {back}, of the day"),
            flows,
            f"{UNIT}/yr of {told.money_year}",
        ),
    ]
    if _has_budget(item):
        left = item["budget_left"]["central"]
        names = (f"{key}-budget", "Budget left", f"{plain(left[-1])} in {told.last}")
        panels.append(_panel(told, names, [Strand("left", left, POLICY)], f"{UNIT} of the day"))
    return panels


def _last(strand: Strand) -> str:
    """The last value that there is."""
    return plain(next(value for value in reversed(strand.values) if value is not None))


def _flow(item: Record, figure: str, colour: str, name: str = "") -> Strand:
    central, low, high = (item[figure][bound] for bound in ("central", "low", "high"))
    bounds = [None if side is None else [v or 0.0 for v in _real(item, side)] for side in (low, high)]
    return Strand(name or figure, _real(item, central), colour, *bounds)


def _panel(told: YearsTold, names: tuple[str, str, str], strands: list[Strand], unit: str) -> Panel:
    """``names``: key, heading and note."""
    key, heading, note = names
    said = [f"{strand.name.capitalize()}: {course(told.years, strand.values)}." for strand in strands]
    words = Words(told.subject.key(key), f"{heading}, {unit}, {told.span}", " ".join(said))
    return Panel(heading, note, year_lines(words, told.timeline, strands, unit, from_zero=True))


def _table(told: YearsTold, item: Record) -> Table:
    rows = []
    for place, year in enumerate(told.years):
        strike = item["strike"][place]
        if strike is None:
            continue
        left = item["budget_left"]["central"][place]
        rows.append(
            (
                str(year),
                plain(strike),
                ranged_at(item["index"], place),
                *(
                    plain(item[name]["central"][place])
                    for name in ("sold", "stockpiled", "eligible", "covered")
                ),
                *(ranged_at(item[name], place) for name in ("paid", "given_back")),
                *(plain(item[name]["central"][place]) for name in ("capped", "cumulative")),
                NOT_AVAILABLE if left is None else plain(left),
                item["year_exhausted_on"][place] or NOT_AVAILABLE,
            )
        )
    return Table(
        f"Account of {_name(told, item)}: prices in USD/kg, tonnes in t, money in {UNIT} of the day",
        (
            "Year", "Strike", "Index (range)", "Sold", "Stockpiled", "Eligible", "Covered", "Paid (range)",
            "Given back (range)", "Above the cap", "Cumulative", "Budget left", "Year's budget ran out",
        ),
        tuple(rows),
    )  # fmt: skip


def _rest(
    told: YearsTold, contracts: list[Record]
) -> tuple[str, tuple[str, ...], tuple[tuple[str, ...], ...]]:
    rows = tuple(
        (
            _name(told, item),
            money(sum(item["paid"]["central"])).lstrip("+"),
            money(sum(item["given_back"]["central"])).lstrip("+"),
            item["exhausted_on"] or NOT_AVAILABLE,
        )
        for item in contracts
    )
    caption = f"Other contracts, {told.span}, {UNIT} of the day"
    return caption, ("Contract", "Paid", "Given back", "Budget ran out"), rows
