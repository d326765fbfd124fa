"""What the rows of an episode must say together: names, dates, terms of measures and balances.

==========  ================================================================
EPISODE-30  a name that is no key of sources, regions or goods
EPISODE-31  a part of the market is missing
EPISODE-32  a good that does not balance in a region
EPISODE-33  an input dated outside the base year, or known too late
EPISODE-34  a measure without its amount, or with one that is not its own
EPISODE-35  a series that cannot be scored
EPISODE-36  a maker without a price, a process without its input, a doubled row
==========  ================================================================
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from footwall.backtest.balance import balances, purchases
from footwall.backtest.schema import Episode, EpisodeMeasure, Input, Series
from footwall.errors import Fault
from footwall.rulebook.yaml_tree import Draft, Place
from footwall.spelling import did_you_mean

CLOSE = 0.01
"""Part of purchases by which a balance may be off."""
AMOUNT = {
    "export_ban": "",
    "export_quota": "limit",
    "export_licence": "share",
    "export_tax": "rate",
    "import_duty": "rate",
}
NAMES = {
    "good": "goods",
    "made_from": "goods",
    "region": "regions",
    "origin": "regions",
    "destination": "regions",
    "by": "regions",
    "source": "sources",
}
ALIAS = {"origin": "from", "destination": "to"}
TABLES = (
    "makers", "uses", "trade", "prices", "measures", "new_supply", "buffer_stocks", "private_stocks",
)  # fmt: skip


def rows_faults(draft: Draft, episode: Episode) -> tuple[Fault, ...]:
    """Every fault of an episode whose rows are well formed by themselves."""
    found = [*_name_faults(draft, episode), *_series_faults(draft, episode)]
    if not episode.not_scored:
        found += _missing(draft, episode)
        found += _date_faults(draft, episode)
        found += _measure_faults(draft, episode)
        found += _maker_faults(draft, episode)
        found += _stock_faults(draft, episode)
        if not found:
            found += _balance_faults(draft, episode)
    return tuple(found)


def _rows(episode: Episode) -> Iterator[tuple[Place, Any]]:
    for table in TABLES:
        for place, row in enumerate(getattr(episode, table)):
            yield (table, place), row
    for place, series in enumerate(episode.observed):
        yield ("observed", place), series
        for at, value in enumerate(series.values):
            yield ("observed", place, "values", at), value
    for place, fact in enumerate(episode.facts):
        yield ("facts", place), fact


def _name_faults(draft: Draft, episode: Episode) -> Iterator[Fault]:
    known: Mapping[str, tuple[str, ...]] = {
        table: tuple(getattr(episode, table)) for table in ("goods", "regions", "sources")
    }
    for place, row in _rows(episode):
        for field, table in NAMES.items():
            name = getattr(row, field, "")
            if name and name not in known[table]:
                yield _unknown(draft, (*place, ALIAS.get(field, field)), name, known[table], table)
        for at, name in enumerate(getattr(row, "partners", ())):
            if name not in known["regions"]:
                yield _unknown(draft, (*place, "partners", at), name, known["regions"], "regions")
    if episode.inside and episode.inside not in known["regions"]:
        yield _unknown(draft, ("inside",), episode.inside, known["regions"], "regions")


def _unknown(draft: Draft, place: Place, name: str, known: tuple[str, ...], table: str) -> Fault:
    allowed = f"a key of {table}: {', '.join(known) or 'there is none'}"
    return draft.fault("EPISODE-30", place, name, allowed, did_you_mean(name, known))


def _missing(draft: Draft, episode: Episode) -> Iterator[Fault]:
    advice = "An episode that cannot be replayed says why in not_scored."
    if episode.base_year is None:
        yield draft.fault(
            "EPISODE-31", ("base_year",), "nothing", "the key 'base_year', such as 2022", advice
        )
    elif episode.event.year <= episode.base_year:
        allowed = f"an event after {episode.base_year}, the base year"
        yield draft.fault("EPISODE-33", ("event",), episode.event, allowed, "Take an earlier base year.")
    for table in ("goods", "regions", "makers", "uses", "prices", "observed"):
        if not getattr(episode, table):
            yield draft.fault("EPISODE-31", (table,), "nothing", f"at least one entry of {table}", advice)


def _date_faults(draft: Draft, episode: Episode) -> Iterator[Fault]:
    base = episode.base_year
    for place, row in _rows(episode):
        if not isinstance(row, Input):
            continue
        if base is not None and row.date.last.year < base:
            allowed = f"a date not before the base year {base}"
            yield draft.fault("EPISODE-33", (*place, "date"), row.date.written, allowed)
        elif place[0] in {"makers", "uses", "trade"} and base is not None and row.date.written != str(base):
            yield draft.fault("EPISODE-33", (*place, "date"), row.date.written, f"the base year {base}")
        if row.known > episode.event and place[0] != "new_supply":
            allowed = f"a day up to {episode.event}, the day of the event"
            advice = "The model reads nothing that was learned later; what came later is an observation."
            yield draft.fault("EPISODE-33", (*place, "known"), row.known, allowed, advice)
        ends = getattr(row, "ends", None)
        if ends is not None and ends < getattr(row, "starts", ends):
            yield draft.fault("EPISODE-33", (*place, "to"), ends, "a day not before its first day")


def _measure_faults(draft: Draft, episode: Episode) -> Iterator[Fault]:
    for at, measure in enumerate(episode.measures):
        yield from _amount_faults(draft, ("measures", at), measure)


def _amount_faults(draft: Draft, place: Place, measure: EpisodeMeasure) -> Iterator[Fault]:
    own = AMOUNT[measure.kind]
    for field in ("limit", "share", "rate"):
        given = getattr(measure, field) is not None
        if field == own and not given:
            allowed = f"the key {own!r} of an {measure.kind}"
            yield draft.fault("EPISODE-34", (*place, own), "nothing", allowed)
        elif given and field != own:
            allowed = f"only {own!r} with {measure.kind}" if own else f"no amount with {measure.kind}"
            yield draft.fault("EPISODE-34", (*place, field), field, allowed)


def _maker_faults(draft: Draft, episode: Episode) -> Iterator[Fault]:
    makers = [(row.good, row.region) for row in episode.makers]
    priced = {(row.good, row.region) for row in episode.prices}
    bought = purchases(episode)
    for at, maker in enumerate(episode.makers):
        pair = (maker.good, maker.region)
        if pair not in priced:
            allowed = f"a row of prices for {maker.good} in {maker.region}"
            yield draft.fault("EPISODE-36", ("makers", at), "no price", allowed)
        if makers.index(pair) != at:
            yield draft.fault("EPISODE-36", ("makers", at), "a second row", "one maker a good and region")
        if maker.made_from and not bought.get((maker.made_from, maker.region), 0.0) > 0.0:
            allowed = f"{maker.made_from} made in {maker.region} or shipped to it"
            yield draft.fault("EPISODE-36", ("makers", at, "made_from"), "no purchases", allowed)
        if maker.capacity is not None and not maker.capacity > maker.output:
            yield draft.fault(
                "EPISODE-36", ("makers", at, "capacity"), "not above output", "more than output"
            )
    for table in ("trade", "new_supply"):
        for at, row in enumerate(getattr(episode, table)):
            origin = getattr(row, "origin", getattr(row, "region", ""))
            if (row.good, origin) not in makers:
                allowed = (
                    f"a region that makes {row.good}: {', '.join(r for g, r in makers if g == row.good)}"
                )
                yield draft.fault("EPISODE-36", (table, at), f"{row.good} from {origin}", allowed)


def _stock_faults(draft: Draft, episode: Episode) -> Iterator[Fault]:
    bought = purchases(episode)
    for table in ("buffer_stocks", "private_stocks"):
        for at, row in enumerate(getattr(episode, table)):
            if not bought.get((row.good, row.region), 0.0) > 0.0:
                allowed = f"a region that buys {row.good}"
                yield draft.fault("EPISODE-36", (table, at, "region"), row.region, allowed)
    for at, stock in enumerate(episode.buffer_stocks):
        if not stock.must_buy < stock.may_buy <= stock.may_sell < stock.must_sell:
            allowed = "must_buy below may_buy, may_sell not below it, must_sell above that"
            yield draft.fault("EPISODE-36", ("buffer_stocks", at), "prices out of order", allowed)


def _balance_faults(draft: Draft, episode: Episode) -> Iterator[Fault]:
    for (good, region), (bought, used) in balances(episode).items():
        place = _first_place(episode, good, region)
        if bought < 0.0:
            allowed = "exports not above output"
            yield draft.fault("EPISODE-32", place, f"{good} in {region} exports more than it makes", allowed)
        elif abs(bought - used) > CLOSE * max(bought, used):
            read = f"{good} in {region}: {bought:,.6g} t/year bought, {used:,.6g} used"
            allowed = "output + imports - exports = use + inputs of makers, to 1%"
            yield draft.fault("EPISODE-32", place, read, allowed, "Correct the row that is least certain.")


def _first_place(episode: Episode, good: str, region: str) -> Place:
    for table in ("makers", "uses"):
        for at, row in enumerate(getattr(episode, table)):
            if (row.good, row.region) == (good, region):
                return (table, at)
    return ("trade",)


def _series_faults(draft: Draft, episode: Episode) -> Iterator[Fault]:
    for at, series in enumerate(episode.observed):
        place: Place = ("observed", at)
        yield from _value_faults(draft, place, series)
        if not any(value.date.last <= episode.event for value in series.values):
            allowed = f"at least one value up to {episode.event}, from which change is measured"
            yield draft.fault("EPISODE-35", (*place, "values"), "none before the event", allowed)


def _value_faults(draft: Draft, place: Place, series: Series) -> Iterator[Fault]:
    own, other = ("value", "tonnes") if series.of.endswith("price") else ("tonnes", "value")
    for at, value in enumerate(series.values):
        here = (*place, "values", at)
        if getattr(value, own) is None or not getattr(value, own) > 0.0:
            allowed = f"the key {own!r}, above zero, in a series of {series.of}"
            yield draft.fault("EPISODE-35", (*here, own), getattr(value, own) or "nothing", allowed)
        if getattr(value, other) is not None:
            yield draft.fault("EPISODE-35", (*here, other), other, f"only {own!r} in a series of {series.of}")
        if own == "tonnes" and value.date.days < 28:
            yield draft.fault("EPISODE-35", (*here, "date"), value.date.written, "a month, quarter or year")
