"""Who ships to whom across borders: the refined good and the leading product of a chain, before and after."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from footwall.measure.state import State
from footwall.report.chart_flows import End, flows
from footwall.report.figure import Figure, Panel, Table
from footwall.report.number_words import percent_of, plain
from footwall.report.region_colours import region_class, region_short
from footwall.report.subject import Subject
from footwall.report.svg import Words
from footwall.runs.small_moves import at_most, is_small

_NAMED = 6
"""Places that are named at each side; the others are one."""
_UNSEEN = 0.001
"""Share of all shipments up to which a place is left out."""
OTHERS = "others"
Flows = Mapping[tuple[str, str], float]


@dataclass(frozen=True)
class _Move:
    """The change of a route in ``unit``, and in % of all shipments of its good across borders."""

    route: str
    unit: str
    change: float
    share: float


def flow_figure(subject: Subject) -> Figure | None:
    """Flows of the goods that stand for the chain; None where nothing is shipped."""
    row = next(row for row in subject.result.facts.table("chains") if row.id == subject.run.id)
    panels: list[Panel] = []
    rows: list[tuple[str, ...]] = []
    moved: list[_Move] = []
    for good in dict.fromkeys((row.refined, row.made)):
        before, after = (_tonnes(state, good) for state in (subject.run.baseline, subject.run.policy))
        if not before and not after:
            continue
        states = {"baseline": before} if subject.unchanged else {"baseline": before, "policy": after}
        sides = tuple(_largest(tuple(states.values()), side, subject.rival) for side in (0, 1))
        panels += [_panel(subject, good, name, found, sides) for name, found in states.items()]
        rows += _rows(subject, good, before, after)
        moved += route_moves(subject, good, before, after)
    if not panels:
        return None
    return Figure(
        key=subject.key("flows"),
        message=routes_message(subject, moved),
        shows="Tonnes a year across borders, from origin (left) to buyer (right). The height of a ribbon is "
        f"its share of these shipments.{_compared(subject)}",
        panels=tuple(panels),
        source=subject.source(ranges=False),
        table=Table(
            f"Routes across borders with at least 0.5% of these shipments, t/yr{subject.of_counted}",
            ("Commodity", "Route", "Baseline", "Policy"),
            tuple(rows),
            labels=2,
        ),
    )


def _compared(subject: Subject) -> str:
    if subject.unchanged:
        return ""
    return " The title has the route that moves most for its good, as a share of its baseline shipments."


def _tonnes(state: State, good: str) -> Flows:
    found: dict[tuple[str, str], float] = {}
    for arc, flow in zip(state.network.arcs, state.equilibrium.flow.tolist(), strict=True):
        if arc.commodity == good and flow > 0.0 and arc.origin != arc.destination:
            found[arc.origin, arc.destination] = flow
    return found


def _panel(
    subject: Subject, good: str, scenario: str, found: Flows, sides: tuple[Sequence[str], ...]
) -> Panel:
    """One state; ``sides`` are the places on the left and on the right, the same in both states."""
    origins, destinations = sides
    grouped: dict[tuple[str, str], float] = {}
    for (origin, destination), tonnes in found.items():
        key = (
            origin if origin in origins else OTHERS,
            destination if destination in destinations else OTHERS,
        )
        grouped[key] = grouped.get(key, 0.0) + tonnes
    ends = [
        [
            _end(subject, code, sum(tonnes for key, tonnes in grouped.items() if key[side] == code))
            for code in codes
        ]
        for side, codes in enumerate(sides)
    ]
    name, unit = subject.good(good), subject.per_year(good)
    largest = sorted(grouped.items(), key=lambda item: -item[1])[:_NAMED]
    words = Words(
        subject.key(f"flows-{good}-{scenario}"),
        f"{name}: shipments across borders from origin to buyer in {unit}, {scenario}",
        " ".join(
            f"{_place(subject, origin)} to {_place(subject, destination)} {plain(tonnes)} t."
            for (origin, destination), tonnes in largest
        ),
    )
    note = f"{scenario}, {unit}" if good in subject.bases else scenario
    return Panel(name, note, flows(words, ends[0], ends[1], grouped, ("from", "to")))


def _largest(states: Sequence[Flows], side: int, rival: str) -> list[str]:
    """The places with most shipments in a state, the rival among them, by those of the first; then others.

    None is among them whose share nobody would see.
    """
    totals: list[dict[str, float]] = []
    for found in states:
        totals.append({})
        for key, tonnes in found.items():
            totals[-1][key[side]] = totals[-1].get(key[side], 0.0) + tonnes
    first = totals[0]

    def size(code: str) -> tuple[bool, float, str]:
        return code != rival, -max(found.get(code, 0.0) for found in totals), code

    ranked = sorted(set().union(*totals), key=size)
    named = [code for code in ranked[:_NAMED] if any(_seen(found, [code]) for found in totals)]
    named.sort(key=lambda code: (-first.get(code, 0.0), code))
    others = any(_seen(found, ranked[_NAMED:]) for found in totals)
    return [*named, OTHERS] if others else named


def _seen(totals: Mapping[str, float], codes: Sequence[str]) -> bool:
    return sum(totals.get(code, 0.0) for code in codes) > _UNSEEN * sum(totals.values())


def _end(subject: Subject, code: str, tonnes: float) -> End:
    colour = "others" if code == OTHERS else region_class(code)
    return End(
        code, _place(subject, code), region_short(code, subject.region(code)), f"{plain(tonnes)} t", colour
    )


def _place(subject: Subject, code: str) -> str:
    return "All others" if code == OTHERS else subject.region(code)


def _rows(subject: Subject, good: str, before: Flows, after: Flows) -> list[tuple[str, ...]]:
    least = 0.005 * max(sum(before.values()), sum(after.values()))
    routes = sorted({*before, *after}, key=lambda key: -max(before.get(key, 0.0), after.get(key, 0.0)))
    return [
        (
            subject.good_counted(good),
            f"{subject.region(origin)} to {subject.region(destination)}",
            plain(before.get((origin, destination), 0.0)),
            plain(after.get((origin, destination), 0.0)),
        )
        for origin, destination in routes
        if max(before.get((origin, destination), 0.0), after.get((origin, destination), 0.0)) >= least
    ]


def route_moves(subject: Subject, good: str, before: Flows, after: Flows) -> Iterator[_Move]:
    """The change of every route of a good that is shipped in the baseline."""
    world = sum(before.values())
    if world <= 0.0:
        return
    for origin, destination in {*before, *after}:
        change = after.get((origin, destination), 0.0) - before.get((origin, destination), 0.0)
        route = (
            f"{subject.good_in_sentence(good)} from {subject.region_in_sentence(origin)} to "
            f"{subject.region_in_sentence(destination)}"
        )
        yield _Move(route, subject.per_year(good), change, 100.0 * change / world)


def routes_message(subject: Subject, moves: list[_Move]) -> str:
    """The route that moves most for its good: tonnes of one good are not those of another."""
    if subject.unchanged or not moves:
        return "Who ships to whom"
    most = max(moves, key=lambda move: abs(move.share))
    if is_small(most.share):
        return f"Shipments across borders hardly move: {at_most(most.share, most.route)}"
    verb = "grow" if most.change > 0.0 else "shrink"
    return (
        f"Shipments of {most.route} {verb} by {plain(abs(most.change))} {most.unit}, "
        f"{percent_of(abs(most.share))} of what crosses borders"
    )
