"""Checks of a rival's playbook: figures that its responses need, lags, days that the model has."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from footwall.errors import Fault
from footwall.rulebook.clause_checks import measure_faults
from footwall.rulebook.draft_values import at, entries, parsed
from footwall.rulebook.event_checks import horizon_faults
from footwall.rulebook.rival_schema import (
    DAYS_OF_A_YEAR,
    RESPONSES,
    Response,
    Restrict,
    Retaliate,
    Undercut,
)
from footwall.rulebook.yaml_tree import Draft, Place


def rival_faults(draft: Draft) -> Iterator[Fault]:
    """Faults inside the playbook of a draft."""
    by = at(draft.data, ("rival", "by"))
    for place, raw in entries(draft.data, "rival", "responses"):
        yield from horizon_faults(draft, place)
        response = _parsed(raw)
        if response is None:
            continue
        yield from _lag_faults(draft, place, response)
        if isinstance(response, Undercut) and not 0 < response.at_most < 1:
            read = at(raw, ("at_most",))
            allowed = "a discount above 0% and below 100%"
            yield draft.fault("RIVAL-4", (*place, "at_most"), read, allowed)
        if isinstance(response, Restrict):
            yield from _restrict_faults(draft, place, response, by)
        if isinstance(response, Retaliate):
            if response.when is not None and response.when.commodity is None:
                allowed = "the commodity whose result it answers"
                yield draft.fault("RIVAL-3", (*place, "when"), "no commodity", allowed)
            if isinstance(by, str):
                yield from measure_faults(draft, (*place, "measure"), response.measure, by)


def _parsed(raw: Any) -> Response | None:
    kind = raw.get("kind") if isinstance(raw, dict) else None
    block = RESPONSES.get(kind) if isinstance(kind, str) else None
    return parsed(block, raw) if block is not None else None


def _lag_faults(draft: Draft, place: Place, response: Response) -> Iterator[Fault]:
    if response.lag is None:
        return
    if response.when is None:
        read = at(draft.data, (*place, "lag"))
        yield draft.fault("RIVAL-2", (*place, "lag"), read, "no lag without `when`", "Use `from` instead.")
    elif response.lag < DAYS_OF_A_YEAR or response.lag % DAYS_OF_A_YEAR:
        read = at(draft.data, (*place, "lag"))
        advice = "The playbook is read once a year, from the results of a year before."
        yield draft.fault("RIVAL-2", (*place, "lag"), read, "whole years, 1 year at least", advice)


def _restrict_faults(draft: Draft, place: Place, response: Restrict, by: Any) -> Iterator[Fault]:
    if (response.approval is None) == (response.quota is None):
        read = "neither" if response.approval is None else "both"
        yield draft.fault("RIVAL-1", place, read, "one of approval and quota")
    if by in response.destinations:
        allowed = f"destinations other than {by} itself"
        yield draft.fault("MEASURE-2", (*place, "destinations"), by, allowed)
