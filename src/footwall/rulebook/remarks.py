"""Contradictions and consequences that a rulebook shows by itself, as sentences.

None of them stops a run. What needs facts beyond names and stages is said by ``footwall.enacted``.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from footwall.rulebook.border_remarks import circumvention_remarks, stacking_remarks
from footwall.rulebook.clause_model import DatedClause
from footwall.rulebook.event_remarks import event_remarks
from footwall.rulebook.floor_schema import BorderClause
from footwall.rulebook.member_lists import member_lists
from footwall.rulebook.revenue_words import revenue_remarks
from footwall.rulebook.schema import Rulebook
from footwall.rulebook.vocabulary import Vocabulary, in_customs_union
from footwall.rulebook.zone_schema import Member, MemberList


def remarks(rulebook: Rulebook, vocabulary: Vocabulary) -> tuple[str, ...]:
    """All remarks on a rulebook, in the order of its sections."""
    return (
        *_list_remarks(rulebook),
        *_date_remarks(rulebook),
        *_never_together(rulebook),
        *_stage_remarks(rulebook, vocabulary),
        *_instrument_remarks(rulebook),
        *_border_remarks(rulebook),
        *stacking_remarks(rulebook),
        *circumvention_remarks(rulebook),
        *revenue_remarks(rulebook),
        *_measure_remarks(rulebook),
        *event_remarks(rulebook, vocabulary),
    )


def covered(rulebook: Rulebook) -> dict[str, BorderClause | None]:
    """Commodities with an instrument; None for derived floors."""
    cascade = rulebook.floors.cascade
    derived: dict[str, BorderClause | None] = dict.fromkeys(cascade.to) if cascade is not None else {}
    return {**derived, **rulebook.tariffs, **rulebook.floors.by_commodity}


def _list_remarks(rulebook: Rulebook) -> Iterator[str]:
    for entry in rulebook.zone.members:
        if not isinstance(entry, MemberList):
            continue
        regions = member_lists()[entry.name]
        for code in entry.excluded:
            if code in regions.regions:
                continue
            if in_customs_union(code):
                yield (
                    f"`except: {code}` takes {code}'s part out of EU27. The Union has one "
                    "tariff and joins as one: no border of its own stands behind this."
                )
            else:
                yield f"`except: {code}` changes nothing: {code} is not on the list {entry.name}."
        if regions.folded:
            yield f"{', '.join(regions.folded)} on the list {entry.name} join as EU27."


def _date_remarks(rulebook: Rulebook) -> Iterator[str]:
    dated = {name: clause for name, clause in covered(rulebook).items() if clause is not None}
    undated = [name for name, clause in dated.items() if clause.ends is None]
    if undated:
        yield f"No last day for {', '.join(undated)}: without `to` a floor or tariff has no sunset."
    border = _border_members(rulebook)
    if not border or not dated:
        if dated:
            yield "No member levies at its border: all are associates or observers."
        return
    joined = min(first or date.min for first, _ in border)
    left = max(last or date.max for _, last in border)
    for name, clause in dated.items():
        if clause.ends is not None and clause.ends < joined:
            yield f"{name} ends on {clause.ends} before the first member joins on {joined}: it never applies."
        if clause.starts is not None and clause.starts > left:
            yield f"{name} begins on {clause.starts} after the last member left on {left}: it never applies."


def _never_together(rulebook: Rulebook) -> Iterator[str]:
    """Dates inside one clause that leave it no day."""
    for name, clause in covered(rulebook).items():
        if clause is None:
            continue
        if clause.starts is not None and clause.last_day is not None and clause.last_day < clause.starts:
            yield f"{name} begins on {clause.starts} after its legal basis has expired: it never applies."
        levy = getattr(clause, "levy", None)
        steps = levy.phase_in if levy is not None else getattr(clause, "phase_in", ())
        if steps and clause.last_day is not None and steps[0].starts > clause.last_day:
            yield f"{name} ends on {clause.last_day} before its phase-in begins: nothing is charged."
    for index, item in enumerate(rulebook.border.exemptions):
        goods = [
            clause for name, clause in covered(rulebook).items() if name in (item.commodities or (name,))
        ]
        dated = [clause for clause in goods if clause is not None]
        if dated and len(dated) == len(goods) and not any(_overlap(item, clause) for clause in dated):
            yield f"border.exemptions[{index}] ({item.kind}) holds on no day on which its goods are charged."


def _overlap(first: DatedClause, second: DatedClause) -> bool:
    begins = max(first.starts or date.min, second.starts or date.min)
    return begins <= min(first.last_day or date.max, second.last_day or date.max)


def _border_members(rulebook: Rulebook) -> list[tuple[date | None, date | None]]:
    return [
        (entry.starts, entry.ends) for entry in rulebook.zone.members if entry.tier in {"full", "provisional"}
    ]


def _stage_remarks(rulebook: Rulebook, vocabulary: Vocabulary) -> Iterator[str]:
    protected = covered(rulebook)
    floored = (protected.keys() - rulebook.tariffs.keys()) | rulebook.floors.by_commodity.keys()
    for product, terms in vocabulary.commodities.items():
        inputs = [name for name in protected if name in terms.inputs]
        if not inputs or product in protected or terms.stage == "scrap":
            continue
        lacks = "no floor" if set(inputs) <= floored else "no floor or tariff"
        yield (
            f"{product} is made from {', '.join(inputs)} and has {lacks}: protected material can enter the "
            "zone at that stage."
        )


def _instrument_remarks(rulebook: Rulebook) -> Iterator[str]:
    for name, clause in covered(rulebook).items():
        if clause is not None and clause.excluded:
            origins = ", ".join(clause.excluded)
            yield f"{name} excuses {origins}: their goods undercut the floor, and more can come through them."
        if name in rulebook.tariffs and name in rulebook.floors.by_commodity:
            yield f"{name} has a floor and a tariff: both are charged."
    for name, floor in rulebook.floors.by_commodity.items():
        levy = floor.levy
        if levy.follows_gap and levy.top_up < 1:
            yield f"{name}: a top-up of {levy.top_up * 100:.6g}% leaves landed prices below the floor."
        if levy.follows_gap and levy.cap.value is not None:
            yield f"{name}: where the cap binds, landed prices stay below the floor."
        if levy.follows_gap and levy.compared == "reference":
            yield f"{name}: compared with the published price, lots cheaper than it land below the floor."


def _border_remarks(rulebook: Rulebook) -> Iterator[str]:
    goods = covered(rulebook)
    if rulebook.border.evasion is not None and not goods:
        yield "Evasion is described, but there is nothing to evade."
    yield from _false_origin_remarks(rulebook)
    for exemption in rulebook.border.exemptions:
        if exemption.share is None and exemption.kind not in ("scrap", "drawback"):
            yield f"The exemption {exemption.kind} names no share: it counts at the border, not in the run."
        for name in exemption.commodities:
            if name not in goods:
                yield f"The exemption {exemption.kind} names {name}, on which nothing is charged."
    members = _member_regions(rulebook)
    for code in rulebook.border.valuation:
        if code not in members:
            yield f"`valuation: {code}` changes nothing: {code} is not a member."


def _false_origin_remarks(rulebook: Rulebook) -> Iterator[str]:
    """False origins whose own goods bear the charge that they are to escape."""
    if rulebook.border.evasion is None:
        return
    free = _free_regions(rulebook)
    for code in rulebook.border.evasion.via:
        if code in free:
            continue
        charged = [
            name
            for name, clause in covered(rulebook).items()
            if clause is None
            or (code not in clause.excluded and (not clause.origins or code in clause.origins))
        ]
        if charged:
            yield (
                f"The false origin {code} is itself outside the zone: its goods pay the same charge on "
                f"{', '.join(charged)}. In law this declaration saves nothing at the border; the run still "
                "counts what is declared under it as free of the charge."
            )


def _free_regions(rulebook: Rulebook) -> frozenset[str]:
    """Regions whose goods enter free: full and associate members."""
    regions = set(rulebook.zone.associates)
    for entry in rulebook.zone.members:
        if entry.tier not in {"full", "associate"}:
            continue
        if isinstance(entry, Member):
            regions.add(entry.region)
        else:
            regions.update(set(member_lists()[entry.name].regions) - set(entry.excluded))
    return frozenset(regions)


def _measure_remarks(rulebook: Rulebook) -> Iterator[str]:
    members = _member_regions(rulebook)
    for measure in rulebook.measures:
        inside = [code for code in measure.destinations if code in members]
        if measure.by in members and (inside or not measure.destinations) and measure.kind != "import_duty":
            yield f"{measure.by} is a member, and its {measure.kind} also meets the other members."


def _member_regions(rulebook: Rulebook) -> frozenset[str]:
    regions: set[str] = set()
    for entry in rulebook.zone.members:
        if isinstance(entry, Member):
            regions.add(entry.region)
        else:
            regions.update(set(member_lists()[entry.name].regions) - set(entry.excluded))
    return frozenset(regions)
