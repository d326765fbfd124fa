"""What events, suspensions and a playbook do to each other, as sentences: none of them stops a run."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import combinations

from footwall.rulebook import shock
from footwall.rulebook.event_schema import CutOff, DemandEvent, DemandSlump, Event, Flood, Outage
from footwall.rulebook.event_words import reach
from footwall.rulebook.rival_schema import Retaliate
from footwall.rulebook.schema import Rulebook
from footwall.rulebook.vocabulary import Vocabulary
from footwall.rulebook.wording import share


def event_remarks(rulebook: Rulebook, vocabulary: Vocabulary) -> Iterator[str]:
    """Remarks on the years to come, in the order of the rulebook."""
    yield from _overlaps(rulebook, vocabulary)
    yield from _whole_suspensions(rulebook)
    yield from _one_year(rulebook)
    yield from _playbook(rulebook)


def _overlaps(rulebook: Rulebook, vocabulary: Vocabulary) -> Iterator[str]:
    for (i, first), (j, second) in combinations(enumerate(rulebook.events), 2):
        span = _both(first, second)
        if first.kind != second.kind or span is None or not _meet(first, second, vocabulary):
            continue
        begins, ends = span
        until = "" if ends == date.max else f" to {ends.isoformat()}"
        yield (
            f"events[{i}] ({reach(first)}) and events[{j}] ({reach(second)}) overlap from "
            f"{begins.isoformat()}{until}: {_together(first, second)}."
        )


def _both(first: Event, second: Event) -> tuple[date, date] | None:
    """First and last day of both, suspensions aside; None where they do not overlap."""
    begins = max(first.starts, second.starts)
    ends = min(first.last_day or date.max, second.last_day or date.max)
    return (begins, ends) if begins <= ends else None


def _meet(first: Event, second: Event, vocabulary: Vocabulary) -> bool:
    """True where two events of one kind act on the same goods in the same place."""
    if isinstance(first, Outage | Flood) and isinstance(second, Outage | Flood):
        return (first.commodity, first.region) == (second.commodity, second.region)
    if isinstance(first, DemandEvent) and isinstance(second, DemandEvent):
        pairs = (
            (first.sectors, second.sectors),
            (first.commodities, second.commodities),
            (first.regions, second.regions),
        )
        return all(_share_some(one, other) for one, other in pairs)
    if isinstance(first, CutOff) and isinstance(second, CutOff):
        goods = _share_some(_goods(first, vocabulary), _goods(second, vocabulary))
        return first.by == second.by and goods and _share_some(first.destinations, second.destinations)
    return False


def _goods(event: CutOff, vocabulary: Vocabulary) -> tuple[str, ...]:
    if event.commodities or event.chain is None:
        return event.commodities
    return tuple(vocabulary.chains.get(event.chain, ()))


def _share_some(first: tuple[str, ...], second: tuple[str, ...]) -> bool:
    """True where two lists name something in common; an empty one names all."""
    return not first or not second or not set(first).isdisjoint(second)


def _together(first: Event, second: Event) -> str:
    if isinstance(first, Outage) and isinstance(second, Outage):
        left = shock.capacity_left(shock.capacity_left(1.0, first.share), second.share)
        return f"each takes its share of what the other leaves, {share(left)} of the capacity"
    if isinstance(first, Flood):
        return "their extra capacities add up, each at its own cost"
    if isinstance(first, DemandSlump) and isinstance(second, DemandSlump):
        left = shock.demand_left(shock.demand_left(1.0, first.share), second.share)
        return f"each takes its share of what the other leaves, {share(left)} of demand where both act"
    if isinstance(first, DemandEvent) and isinstance(second, DemandEvent):
        raised = shock.demand_raised(shock.demand_raised(1.0, _added(first)), _added(second))
        return f"they multiply, to {share(raised)} of demand where both act"
    return "what both stop is stopped once"


def _added(event: DemandEvent) -> float:
    return float(getattr(event, "share", 0.0))


def _whole_suspensions(rulebook: Rulebook) -> Iterator[str]:
    """Clauses of which no day is left."""
    clauses = [(f"measures[{index}]", item) for index, item in enumerate(rulebook.measures)]
    for path, clause in (
        *clauses,
        *((f"events[{index}]", item) for index, item in enumerate(rulebook.events)),
    ):
        if clause.starts is None or clause.last_day is None:
            continue
        days = (clause.last_day - clause.starts).days + 1
        if sum((window.ends - window.starts).days + 1 for window in clause.suspended) >= days > 0:
            yield f"{path} is suspended on each of its days: it never applies."


def _one_year(rulebook: Rulebook) -> Iterator[str]:
    waiting = [f"events[{i}]" for i, item in enumerate(rulebook.events) if not isinstance(item, CutOff)]
    waiting += ["rival"] if rulebook.rival is not None else []
    if waiting:
        act = "acts" if len(waiting) == 1 else "act"
        yield f"{', '.join(waiting)} {act} in a run over years only; a run of one year leaves that out."


def _playbook(rulebook: Rulebook) -> Iterator[str]:
    if rulebook.rival is None:
        return
    for index, response in enumerate(rulebook.rival.responses):
        if not isinstance(response, Retaliate) or response.when is None:
            continue
        if response.when.commodity in response.measure.commodities:
            yield (
                f"rival.responses[{index}] retaliates on {response.when.commodity}, the commodity that it "
                "watches: `restrict` says the same of exports."
            )
