"""The zone in plain words: members by tier, associates, solidarity, the rule of origin."""

from __future__ import annotations

from collections.abc import Iterator

from footwall.rulebook.member_lists import member_lists
from footwall.rulebook.origin_words import origin_words
from footwall.rulebook.wording import dates, sentence
from footwall.rulebook.zone_schema import Associate, Member, MemberList, Standing, Zone

_TIERS = {
    "full": "levy at their border, and their goods enter free",
    "associate": "levy nothing, and their goods enter free",
    "provisional": "levy at their border, and their goods still pay",
    "observer": "neither levy nor enter free",
}


def zone_words(zone: Zone) -> Iterator[str]:
    """Sentences on who belongs, in which standing, and what members owe each other."""
    if not zone.members:
        yield "No members: no border at which anything is charged."
    for tier, meaning in _TIERS.items():
        entries = [_entry(entry) for entry in zone.members if entry.tier == tier]
        if entries:
            yield f"{tier.capitalize()} members {meaning}: {'; '.join(entries)}."
    if zone.mutual_exemption:
        yield "Export curbs of a member do not hold on exports to the others."
    if zone.shared_shortage:
        yield "Members share what an outsider licenses for any of them."
    for region, associate in zone.associates.items():
        yield sentence(
            f"{region} is an associate: its goods enter free, it levies nothing", _limits(associate)
        )
    if zone.origin.model_fields_set:
        yield from origin_words(zone.origin)


def _entry(entry: Member | MemberList) -> str:
    if isinstance(entry, Member):
        return " ".join(part for part in (entry.region, _limits(entry)) if part)
    regions = [code for code in member_lists()[entry.name].regions if code not in entry.excluded]
    without = f"without {', '.join(entry.excluded)}" if entry.excluded else ""
    parts = (f"{', '.join(regions)} (list {entry.name})", without, _limits(entry))
    return " ".join(part for part in parts if part)


def _limits(standing: Standing | Associate) -> str:
    goods = [*standing.minerals, *standing.commodities]
    only = f"for {', '.join(goods)} only" if goods else ""
    return " ".join(part for part in (only, dates(standing)) if part)
