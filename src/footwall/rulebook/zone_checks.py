"""Checks across clauses: regions in the zone twice, cascades upstream, instruments without a border."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from footwall.errors import Fault
from footwall.rulebook.draft_values import at, parsed
from footwall.rulebook.floor_schema import Cascade
from footwall.rulebook.member_lists import member_lists
from footwall.rulebook.vocabulary import Vocabulary
from footwall.rulebook.yaml_tree import Draft, Place
from footwall.rulebook.zone_schema import Associate, Member, MemberList, Standing


@dataclass(frozen=True)
class _Joining:
    """One region's way into the zone, and where it is written."""

    region: str
    place: Place
    through: str
    starts: date
    ends: date

    def meets(self, other: _Joining) -> bool:
        return self.region == other.region and self.starts <= other.ends and other.starts <= self.ends


def zone_faults(draft: Draft) -> Iterator[Fault]:
    """Regions that are in the zone twice at a time, and instruments without members."""
    joinings = tuple(_joinings(draft))
    for index, joining in enumerate(joinings):
        earlier = next((other for other in joinings[:index] if joining.meets(other)), None)
        if earlier is not None:
            first, _ = draft.position(earlier.place)
            where = f" on line {first}" if first is not None else ""
            allowed = f"{joining.region} once; it is already there{where}{earlier.through}"
            advice = "Remove one, use `except` on the list, or give dates that do not overlap."
            yield draft.fault("ZONE-1", joining.place, f"{joining.region}{joining.through}", allowed, advice)
    instruments = [name for name in ("floors", "tariffs") if at(draft.data, (name,))]
    if instruments and not at(draft.data, ("zone", "members")):
        place = (instruments[0],)
        yield draft.fault("ZONE-3", place, "no members", "zone.members with at least one region")


def cascade_faults(draft: Draft, vocabulary: Vocabulary) -> Iterator[Fault]:
    """Cascades that start nowhere, meet a floor, run upstream or in a circle."""
    place: Place = ("floors", "cascade")
    cascade = parsed(Cascade, at(draft.data, place))
    if cascade is None:
        return
    floors = [name for name in at(draft.data, ("floors",)) if name != "cascade"]
    if not floors:
        yield draft.fault("CASCADE-1", place, "no floor", "at least one floor beside the cascade")
    for index, commodity in enumerate(cascade.to):
        here = (*place, "to", index)
        if commodity in floors:
            yield draft.fault("CASCADE-2", here, commodity, "a commodity without a floor of its own")
        elif commodity in cascade.to[:index]:
            yield draft.fault("CASCADE-2", here, commodity, "each commodity once")
        elif vocabulary.commodities and commodity in vocabulary.commodities and floors:
            yield from _direction_faults(draft, vocabulary, here, commodity, (floors, list(cascade.to)))
    for commodity in cascade.conversion:
        if commodity not in cascade.to:
            allowed = f"one of {', '.join(cascade.to)}"
            yield draft.fault("CASCADE-5", (*place, "conversion", commodity), commodity, allowed)


def _direction_faults(
    draft: Draft, vocabulary: Vocabulary, place: Place, commodity: str, chain: tuple[list[str], list[str]]
) -> Iterator[Fault]:
    floors, derived = chain
    within = (*floors, *derived)
    below = [floor for floor in floors if commodity in vocabulary.upstream_of(floor, within)]
    fed = [floor for floor in floors if floor in vocabulary.upstream_of(commodity, within)]
    if below and fed:
        advice = f"{commodity} is made from {fed[0]} and goes back into {below[0]}."
        yield draft.fault("CASCADE-4", place, commodity, "commodities that do not feed a floor", advice)
    elif below:
        advice = f"It is an input of {below[0]}; give it a floor of its own."
        yield draft.fault("CASCADE-3", place, commodity, f"commodities made from {', '.join(floors)}", advice)
    elif not fed:
        between = _stages_between(vocabulary, floors, commodity)
        advice = f"Put {' or '.join(between)} into `to` as well." if between else "It is not made from them."
        allowed = f"commodities made from {', '.join(floors)}, stage by stage"
        yield draft.fault("CASCADE-1", place, commodity, allowed, advice)


def _stages_between(vocabulary: Vocabulary, floors: list[str], commodity: str) -> list[str]:
    """Inputs of a commodity that are made from a floored one."""
    inputs = vocabulary.commodities[commodity].inputs
    return sorted(name for name in inputs if set(floors) & vocabulary.upstream_of(name))


def _joinings(draft: Draft) -> Iterator[_Joining]:
    members = at(draft.data, ("zone", "members"))
    entries: list[tuple[Place, Any]] = []
    if isinstance(members, dict):
        entries = [(("zone", "members"), members)]
    elif isinstance(members, list):
        entries = [(("zone", "members", index), item) for index, item in enumerate(members)]
    for place, raw in entries:
        if isinstance(raw, dict) and "list" in raw:
            regions = parsed(MemberList, raw)
            if regions is not None:
                for region in member_lists()[regions.name].regions:
                    if region not in regions.excluded:
                        yield _joining(region, place, f" through the list {regions.name}", regions)
        else:
            member = parsed(Member, {"region": raw} if isinstance(raw, str) else raw)
            if member is not None:
                yield _joining(member.region, place, "", member)
    associates = at(draft.data, ("zone", "associates"))
    for region, raw in associates.items() if isinstance(associates, dict) else ():
        associate = parsed(Associate, raw)
        if associate is not None:
            yield _joining(region, ("zone", "associates", region), " as an associate", associate)


def _joining(region: str, place: Place, through: str, standing: Standing) -> _Joining:
    return _Joining(region, place, through, standing.starts or date.min, standing.ends or date.max)
