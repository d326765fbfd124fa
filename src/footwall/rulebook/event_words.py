"""Events and the horizon in plain words: what happens where, by how much, when; what years assume."""

from __future__ import annotations

from collections.abc import Iterator

from footwall.rulebook.event_schema import CutOff, DemandEvent, DemandSlump, DemandSurge, Event, Flood, Outage
from footwall.rulebook.horizon_schema import Horizon
from footwall.rulebook.schema import Rulebook
from footwall.rulebook.wording import share, term, yearly

_SCENARIOS = {
    "STEPS": "the Stated Policies Scenario of the International Energy Agency (STEPS)",
    "APS": "the Announced Pledges Scenario of the International Energy Agency (APS)",
    "NZE": "the Net Zero Emissions by 2050 Scenario of the International Energy Agency (NZE)",
    "constant": "no path: it stays at that of the base year at unchanged prices (constant)",
}
_EXPECTATIONS = {
    "path": "the prices of the model's own years",
    "myopic": "the prices of the year in which they decide, for ever",
}


def horizon_words(rulebook: Rulebook) -> Iterator[str]:
    """Sentences on the assumptions of a run over years, where the rulebook speaks of one."""
    if not ({"horizon", "events", "rival"} & rulebook.model_fields_set):
        return
    horizon = rulebook.horizon
    yield f"Demand follows {_SCENARIOS[horizon.scenario]}."
    yield _credibility(horizon)
    yield f"Investors expect {_EXPECTATIONS[horizon.expectation]}."


def _credibility(horizon: Horizon) -> str:
    if horizon.credibility >= 1:
        return "Investors take the rulebook as certain: no chance of repeal."
    chance, hazard = share(horizon.credibility), f"{horizon.hazard * 100:.6g}%"
    return (
        f"Investors give the rulebook a chance of {chance} to outlive each year: a yearly hazard of repeal "
        f"of {hazard}."
    )


def event_words(event: Event) -> Iterator[str]:
    """Sentences on one event; those after the first are indented."""
    yield f"{_what(event)}{term(event)}."
    if event.why:
        yield f"  {event.why}"


def reach(event: Event) -> str:
    """What an event is about, shortly: ``outage of ndpr_oxide in CHN``."""
    kind = event.kind.replace("_", " ")
    if isinstance(event, Outage | Flood):
        return f"{kind} of {event.commodity} in {event.region}"
    if isinstance(event, DemandEvent):
        return f"{kind}: {_users(event)}"
    return f"{kind} by {event.by}" if isinstance(event, CutOff) else kind


def _what(event: Event) -> str:
    if isinstance(event, Outage):
        lost = share(event.share)
        return f"Outage: {lost} of the capacity of {event.region} to make {event.commodity} is lost"
    if isinstance(event, Flood):
        return f"Flood: {_extra(event)}, {_at_cost(event)},"
    if isinstance(event, DemandSlump):
        return f"Slump: {_users(event)} falls by {share(event.share)} at unchanged prices"
    if isinstance(event, DemandSurge):
        return f"Surge: {_users(event)} rises by {share(event.share)} at unchanged prices"
    if isinstance(event, CutOff):
        chain = f"everything of the chain {event.chain}" if event.chain is not None else "everything"
        goods = ", ".join(event.commodities) or chain
        to = ", ".join(event.destinations) or "every destination"
        return f"Cut-off: {event.by} stops exports of {goods} to {to}"
    return event.kind


def _extra(flood: Flood) -> str:
    more = yearly(flood.extra) if flood.extra_tonnes else f"{share(flood.extra)} of its base-year capacity"
    return f"{flood.region} can make {more} more {flood.commodity}"


def _at_cost(flood: Flood) -> str:
    if flood.below_cost >= 1:
        return "whatever the price"
    if flood.below_cost > 0:
        return f"at prices {share(flood.below_cost)} lower than its other capacity"
    return "at the cost of its other capacity"


def _users(event: DemandEvent) -> str:
    goods = ", ".join(event.commodities) or "every commodity"
    sectors = f" by {', '.join(event.sectors)}" if event.sectors else ""
    regions = f" in {', '.join(event.regions)}" if event.regions else ""
    return f"use of {goods}{sectors}{regions}"
