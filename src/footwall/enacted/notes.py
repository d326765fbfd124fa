"""Plain sentences about an enactment: what was split, left out, assumed or is not in force on the day."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from footwall.enacted.clauses_by_date import first_day_in_force, instruments_in_force
from footwall.enacted.out_of_force import not_in_force
from footwall.enacted.resting import resting
from footwall.rulebook.event_schema import CutOff

if TYPE_CHECKING:
    from fractions import Fraction

    from footwall.chain.network import Commodity
    from footwall.enacted.law import LawInForce
    from footwall.enacted.measures import Measure

LIMITS = ("ban", "export_quota", "export_licence")


def notes_on(force: LawInForce) -> tuple[str, ...]:
    """Notes on the law of one day, in the order of the rulebook: what is out of force, then the rest."""
    rulebook = force.law.rulebook
    waiting = not_in_force(rulebook, force.on) if rulebook is not None else ()
    return tuple(dict.fromkeys([*waiting, *notes_on_what_holds(force)]))


def notes_on_what_holds(force: LawInForce) -> tuple[str, ...]:
    """Notes on the clauses in force, or that there is none."""
    return tuple(
        dict.fromkeys(
            [
                *_nothing_in_force(force),
                *_partial_members(force),
                *_homeless_members(force),
                *force.notes,
                *_measures_of_parts(force),
                *_border_notes(force),
                *_on_resting_clauses(force),
            ]
        )
    )


def _nothing_in_force(force: LawInForce) -> Iterator[str]:
    """A rulebook of which nothing holds is answered with the first year in which something does."""
    rulebook = force.law.rulebook
    if rulebook is None:
        return
    blocks = (
        rulebook.floors.by_commodity,
        rulebook.tariffs,
        rulebook.derivatives,
        rulebook.measures,
        rulebook.supports,
        [event for event in rulebook.events if isinstance(event, CutOff)],
    )
    empty = not any(blocks)
    if empty or instruments_in_force(rulebook, force.on):
        return
    first = first_day_in_force(rulebook, force.on)
    when = f"the first year with something in force is {first.year}" if first else "all of it has ended"
    yield f"Nothing of {rulebook.name!r} is in force on {force.on}: {when}."


def _partial_members(force: LawInForce) -> Iterator[str]:
    places = force.law.places
    if not force.membership.seats:
        return
    for region, parts in places.parts.items():
        if region not in places.regions:
            continue
        shares = {good.id: force.membership.share(region, good) for good in _goods(force)}
        partial = {name: share for name, share in shares.items() if 0 < share < 1}
        if not partial:
            continue
        named = _parts_inside(force, region)
        inside = f"{len(named)} of {len(parts)} parts" if len(named) > 6 else ", ".join(named)
        yield (
            f"{region} belongs to the zone in part, with {inside}: {_span(partial)} of it. "
            f"{_how_weighed(force, region, tuple(partial))}"
        )


def _goods(force: LawInForce) -> list[Commodity]:
    commodities = force.law.commodities
    covered = [name for name in commodities if name in force.floors or name in force.tariffs]
    return [commodities[name] for name in covered or commodities]


def _parts_inside(force: LawInForce, region: str) -> list[str]:
    return [
        part
        for part in force.law.places.parts[region]
        if any(
            force.membership.levies(part, good) or force.membership.enters_free(part, good)
            for good in _goods(force)
        )
    ]


def _span(partial: dict[str, Fraction]) -> str:
    low, high = (f"{100.0 * float(end):.3g}%" for end in (min(partial.values()), max(partial.values())))
    return low if low == high else f"{low} to {high}"


def _how_weighed(force: LawInForce, region: str, commodities: tuple[str, ...]) -> str:
    places = force.law.places
    parts = set(places.parts[region])
    known = {part for (_, commodity, part) in places.tonnes if commodity in commodities} & parts
    if known:
        return "Parts weigh their production and use where the facts know them; the rest weigh equally."
    return f"The facts know no part of {region} by itself: its {len(parts)} parts weigh equally."


def _homeless_members(force: LawInForce) -> Iterator[str]:
    for seat in force.membership.seats:
        for code in seat.codes:
            if force.law.places.region_of(code) is None and not _is_aggregate_of_regions(force, code):
                yield f"{code} ({seat.path}) is in no region of the network: its membership changes nothing."


def _is_aggregate_of_regions(force: LawInForce, code: str) -> bool:
    return any(part in force.law.places.regions for part in force.law.network.aggregate_members.get(code, ()))


def _measures_of_parts(force: LawInForce) -> Iterator[str]:
    """Measures that name a part of an aggregate, or a region that the network does not hold."""
    places = force.law.places
    measures = dict.fromkeys(measure for found in force.measures.values() for measure in found)
    for measure in measures:
        for code in (measure.by, *measure.partners):
            home = places.region_of(code)
            if home is None:
                yield f"{measure.path} names {code}, which is in no region of the network: no effect."
            elif home != code:
                yield f"{measure.path} names {code}, a part of {home}: {_effect_on_part(measure)}"


def _effect_on_part(measure: Measure) -> str:
    if measure.kind in LIMITS:
        return "it holds on an arc only where it names at least half of the region."
    return "the region's charge is the mean over its parts."


def _border_notes(force: LawInForce) -> Iterator[str]:
    for item in force.exemptions:
        if item.share is None and item.kind not in ("scrap", "drawback"):
            yield (
                f"The exemption {item.kind} frees nothing in the market: no share of trade is given. "
                "At the border it is tested entry by entry."
            )
    rulebook = force.law.rulebook
    if rulebook is not None and rulebook.border.evasion is not None and rulebook.border.evasion.via:
        via = ", ".join(rulebook.border.evasion.via)
        yield f"Evaded tonnes are declared as goods of {via}; those not found escape the charge."


def _on_resting_clauses(force: LawInForce) -> Iterator[str]:
    if force.law.rulebook is not None:
        yield from resting(force.law.rulebook, force.on)
