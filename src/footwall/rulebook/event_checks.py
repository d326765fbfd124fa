"""Checks of events: figures above zero, a reach, days that the model has."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from footwall.errors import Fault
from footwall.rulebook.clause_model import DatedClause
from footwall.rulebook.draft_values import at, entries, parsed
from footwall.rulebook.event_schema import EVENTS, CutOff, DemandEvent, Event
from footwall.rulebook.horizon_schema import FIRST_DAY, LAST_DAY
from footwall.rulebook.yaml_tree import Draft, Place

_FIGURES = ("share", "extra")


def event_faults(draft: Draft) -> Iterator[Fault]:
    """Faults inside the events of a draft."""
    for place, raw in entries(draft.data, "events"):
        yield from horizon_faults(draft, place)
        event = _parsed(raw)
        if event is None:
            continue
        for field in _FIGURES:
            value = getattr(event, field, None)
            if value is not None and value <= 0:
                read, advice = at(raw, (field,)), "Leave the event out to have none."
                yield draft.fault("EVENT-5", (*place, field), read, f"a {field} above zero", advice)
        if isinstance(event, DemandEvent) and not (event.sectors or event.commodities or event.regions):
            allowed = "at least one of sectors, commodities and regions"
            yield draft.fault("EVENT-6", place, "none of them", allowed)
        if isinstance(event, CutOff):
            yield from _cut_off_faults(draft, place, event)


def _parsed(raw: Any) -> Event | None:
    kind = raw.get("kind") if isinstance(raw, dict) else None
    block = EVENTS.get(kind) if isinstance(kind, str) else None
    return parsed(block, raw) if block is not None else None


def _cut_off_faults(draft: Draft, place: Place, event: CutOff) -> Iterator[Fault]:
    if event.commodities and event.chain is not None:
        advice = "Leave `chain` out to cut off the named goods only."
        yield draft.fault("EVENT-7", (*place, "chain"), event.chain, "commodities or chain, not both", advice)
    if event.by in event.destinations:
        allowed = f"destinations other than {event.by} itself"
        yield draft.fault("EVENT-10", (*place, "destinations"), event.by, allowed)


def horizon_faults(draft: Draft, place: Place) -> Iterator[Fault]:
    """Dates of a clause before the base year or after the last year of the facts."""
    for field in ("from", "to"):
        day = _day(at(draft.data, (*place, field)))
        if day is not None and day < FIRST_DAY:
            advice = "The base year is calibrated with all that happened up to it."
            allowed = f"a day from {FIRST_DAY.isoformat()}, the base year, to {LAST_DAY.isoformat()}"
            yield draft.fault("HORIZON-1", (*place, field), day, allowed, advice)
        elif day is not None and day > LAST_DAY:
            advice = "No path of demand in the facts goes further."
            if field == "to":
                advice += " Leave `to` out for what does not end."
            allowed = f"a day from {FIRST_DAY.isoformat()} to {LAST_DAY.isoformat()}"
            yield draft.fault("HORIZON-1", (*place, field), day, allowed, advice)


def _day(written: Any) -> date | None:
    clause = parsed(DatedClause, {"from": written})
    return clause.starts if clause is not None else None
