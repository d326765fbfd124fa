"""What the rows of an episode must say together: names, dates, terms of measures and balances.

==========  ================================================================
EPISODE-30  a name that is no key of sources, regions or goods
EPISODE-31  a part of the market is missing
EPISODE-32  a good that does not balance in a region
EPISODE-33  an input dated outside the base year, or known too late
EPISODE-34  a measure without its amount, or with one that is not its own
EPISODE-35  a series that cannot be scored
EPISODE-36  a row that finds no market: no price, input, maker, buyer or trade; a row twice
==========  ================================================================
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from footwall.backtest.market_checks import market_faults
from footwall.backtest.schema import Episode, EpisodeMeasure, Input
from footwall.backtest.series_checks import series_faults
from footwall.errors import Fault
from footwall.rulebook.yaml_tree import Draft, Place
from footwall.spelling import did_you_mean

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
    found = [*_name_faults(draft, episode), *series_faults(draft, episode)]
    if not episode.not_scored:
        found += _missing(draft, episode)
        found += _date_faults(draft, episode)
        found += _measure_faults(draft, episode)
        if not found:
            found += market_faults(draft, episode)
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
