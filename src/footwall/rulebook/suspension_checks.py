"""Checks of what makes a clause pause: windows of a suspension, truces between measures."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from footwall.errors import Fault
from footwall.rulebook.clause_model import DatedClause, Suspension
from footwall.rulebook.draft_values import at, entries, parsed
from footwall.rulebook.measure_schema import Truce
from footwall.rulebook.yaml_tree import Draft, Place
from footwall.spelling import did_you_mean

_SUSPENDABLE = ("measures", "events")
_DATES = ("from", "to", "legal_basis")


def suspension_faults(draft: Draft) -> Iterator[Fault]:
    """Windows that overlap or leave the dates of their clause; truces with nobody or in a circle."""
    for section in _SUSPENDABLE:
        for place, raw in entries(draft.data, section):
            yield from _window_faults(draft, place, raw)
    yield from _truce_faults(draft)


def _window_faults(draft: Draft, place: Place, raw: Any) -> Iterator[Fault]:
    written = at(raw, ("suspended",))
    dates = {key: raw[key] for key in _DATES if key in raw} if isinstance(raw, dict) else {}
    clause = parsed(DatedClause, dates)
    earlier: list[Suspension] = []
    for index, item in enumerate(written if isinstance(written, list) else ()):
        window = parsed(Suspension, item)
        if window is None or window.ends < window.starts:
            continue
        here = (*place, "suspended", index)
        met = next((other for other in earlier if _meet(other, window)), None)
        if met is not None:
            allowed = f"a window apart from that of {met.starts.isoformat()} to {met.ends.isoformat()}"
            advice = "Make them one window, or let one begin after the other has ended."
            yield draft.fault("SUSPENSION-1", here, _shown(window), allowed, advice)
        if clause is not None:
            yield from _outside(draft, here, window, clause)
        earlier.append(window)


def _meet(first: Suspension, second: Suspension) -> bool:
    return first.starts <= second.ends and second.starts <= first.ends


def _outside(draft: Draft, place: Place, window: Suspension, clause: DatedClause) -> Iterator[Fault]:
    if clause.starts is not None and window.starts < clause.starts:
        allowed = f"a day not before {clause.starts.isoformat()}, when the clause begins"
        yield draft.fault("SUSPENSION-2", (*place, "from"), window.starts, allowed)
    if clause.last_day is not None and window.ends > clause.last_day:
        allowed = f"a day not after {clause.last_day.isoformat()}, when the clause ends"
        advice = "A clause that does not come back needs an earlier `to` and no suspension."
        yield draft.fault("SUSPENSION-2", (*place, "to"), window.ends, allowed, advice)


def _shown(window: Suspension) -> str:
    return f"{window.starts.isoformat()} to {window.ends.isoformat()}"


def _truce_faults(draft: Draft) -> Iterator[Fault]:
    named: dict[str, Place] = {}
    while_of: dict[str, str] = {}
    truces: list[tuple[Place, str | None, str]] = []
    for place, raw in entries(draft.data, "measures"):
        own = at(raw, ("id",))
        own = own if isinstance(own, str) and own else None
        if own is not None and own in named:
            line, _ = draft.position((*named[own], "id"))
            where = f"; {own!r} is already on line {line}" if line is not None else ""
            yield draft.fault("MEASURE-3", (*place, "id"), own, f"an id of its own{where}")
        elif own is not None:
            named[own] = place
        truce = parsed(Truce, at(raw, ("truce",)))
        if truce is not None:
            truces.append((place, own, truce.whilst))
            if own is not None:
                while_of.setdefault(own, truce.whilst)
    for place, own, other in truces:
        yield from _one_truce(draft, place, (own, other), (named, while_of))


def _one_truce(
    draft: Draft,
    place: Place,
    pair: tuple[str | None, str],
    known: tuple[Mapping[str, Place], Mapping[str, str]],
) -> Iterator[Fault]:
    (own, other), (named, while_of) = pair, known
    here = (*place, "truce", "while")
    others = [name for name in named if name != own]
    allowed = f"the id of another measure: {', '.join(others)}" if others else "the id of another measure"
    if other not in named:
        advice = did_you_mean(other, others) or ("" if others else "Give the other measure an `id`.")
        yield draft.fault("MEASURE-4", here, other, allowed, advice)
    elif other == own:
        yield draft.fault("MEASURE-5", here, other, allowed, "A measure cannot wait for itself.")
    elif own is not None:
        circle = _circle(own, while_of)
        if circle:
            advice = f"{' waits for '.join(circle)}: none of them would have a day of its own."
            yield draft.fault("MEASURE-5", here, other, "truces that are not a circle", advice)


def _circle(start: str, while_of: Mapping[str, str]) -> list[str]:
    """The ids from one back to itself; empty where the truces do not lead back."""
    path = [start]
    while path[-1] in while_of and len(path) <= len(while_of):
        path.append(while_of[path[-1]])
        if path[-1] == start:
            return path
    return []
