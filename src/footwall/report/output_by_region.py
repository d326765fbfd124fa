"""Where output moves: by region, of the goods that the title of output names.

What the zone makes in all hides which member makes it, and whether the rival makes more.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from footwall.report.chart_bars import Bar, bars
from footwall.report.figure import Figure, Panel, Table
from footwall.report.number_words import NOT_AVAILABLE, is_zero, moved, percent, plain, signed
from footwall.report.region_colours import region_class
from footwall.report.subject import Subject
from footwall.report.svg import Words
from footwall.runs.figures import outputs
from footwall.runs.sentences import listed
from footwall.runs.small_moves import is_small

_SHOWN_REGIONS = 6
"""Regions drawn by the size of their change, beside the rival and the others as one."""
_VISIBLE = 0.005
"""Changes below this share of the largest are not drawn by themselves."""
_LISTED = 0.005
"""Tonnes below which a region that makes nothing else is left out of the table."""
Levels = Mapping[str, tuple[float, float]]
"""Region -> output in the baseline and under the policy, t/yr."""


def output_by_region(subject: Subject, goods: Sequence[str]) -> Figure | None:
    """One panel a good; None where no region makes noticeably more or less of any."""
    before, after = outputs(subject.run.baseline), outputs(subject.run.policy)
    found: dict[str, Levels] = {}
    for good in goods:
        regions = dict.fromkeys(region for made in (before, after) for name, region in made if name == good)
        levels = {code: (before.get((good, code), 0.0), after.get((good, code), 0.0)) for code in regions}
        if _shown(subject, levels):
            found[good] = levels
    if not found:
        return None
    return Figure(
        key=subject.key("output-regions"),
        message=_message(subject, found),
        shows=f"Change of output by region, policy minus baseline, t/yr{subject.of_counted}; beside it both "
        f"levels. The {_SHOWN_REGIONS} regions that change most, and "
        f"{subject.region_in_sentence(subject.rival)}. Every panel has its own scale.{_in_part(subject)}",
        panels=tuple(_panel(subject, good, levels) for good, levels in found.items()),
        source=subject.source(ranges=False),
        table=_table(subject, found),
    )


def _in_part(subject: Subject) -> str:
    """That a region counts whole here, where only a part of it is in the zone."""
    zone = subject.run.zone
    parts = [subject.region(region) for region in zone.regions if zone.weight(region) < 1.0]
    return f" Shown whole, though in the zone only in part: {listed(parts)}." if parts else ""


def _change(levels: Levels, region: str) -> float:
    before, after = levels[region]
    return after - before


def _shown(subject: Subject, levels: Levels) -> list[str]:
    """The regions that change most, from more to less; those of the title and the rival are among them."""
    ranked = sorted(levels, key=lambda region: -abs(_change(levels, region)))
    if not ranked:
        return []
    least = _VISIBLE * abs(_change(levels, ranked[0]))
    named = [region for region in ranked[:_SHOWN_REGIONS] if abs(_change(levels, region)) >= least]
    named = [region for region in named if not is_zero(_change(levels, region), 2)]
    if not named:
        return []
    of_title = (_largest(levels, subject.run.zone.regions), _largest(levels, _outsiders(subject, levels)))
    more = [region for region in (*of_title, subject.rival) if region in levels]
    return sorted({*named, *more}, key=lambda region: -_change(levels, region))


def _outsiders(subject: Subject, levels: Levels) -> set[str]:
    return set(levels).difference(subject.run.zone.regions)


def _largest(levels: Levels, regions: Collection[str]) -> str:
    """The one of ``regions`` whose output changes most; empty without one."""
    of = [region for region in levels if region in regions]
    return max(of, key=lambda region: abs(_change(levels, region)), default="")


def _message(subject: Subject, found: Mapping[str, Levels]) -> str:
    """Where output moves most, good by good: inside the zone with its levels, outside it in per cent."""
    inside: dict[str, list[str]] = {}
    outside: dict[str, list[str]] = {}
    for good, levels in found.items():
        name, basis = subject.good_in_sentence(good), subject.bases.get(good)
        region = _largest(levels, subject.run.zone.regions)
        if region:
            told = f"{name} {_ends(*levels[region])}{f' of {basis}' if basis else ''}"
            inside.setdefault(region, []).append(told)
        region = _largest(levels, _outsiders(subject, levels))
        change = _relative(levels[region]) if region else None
        if change is not None and not is_small(change):
            outside.setdefault(region, []).append(f"{name} {percent(change)}")
    message = f"Output moves most, {subject.in_zone}, in {_where(subject, inside)}, t/yr"
    if not outside:
        return message
    return f"{message}; {'outside it ' if subject.run.zone.members else ''}in {_where(subject, outside)}"


def _where(subject: Subject, told: Mapping[str, list[str]]) -> str:
    """``Japan (NdPr metal 423 to 900, NdFeB magnet 11,758 to 4,528) and Korea (…)``."""
    return listed(
        [f"{subject.region_in_sentence(region)} ({', '.join(moves)})" for region, moves in told.items()]
    )


def _relative(ends: tuple[float, float]) -> float | None:
    """Per cent; None without output in the baseline."""
    before, after = ends
    return 100.0 * (after / before - 1.0) if before > 0.0 else None


def _ends(before: float, after: float) -> str:
    return moved(before, after).replace(" → ", " to ")


def _panel(subject: Subject, good: str, levels: Levels) -> Panel:
    shown = _shown(subject, levels)
    rows = [_bar(subject, region, levels[region]) for region in shown]
    rest = [region for region in levels if region not in shown]
    ends = sum(levels[region][0] for region in rest), sum(levels[region][1] for region in rest)
    if not is_zero(ends[1] - ends[0], 2):
        rows.append(Bar("All others", ends[1] - ends[0], moved(*ends), "others"))
    unit = subject.per_year(good)
    words = Words(
        subject.key(f"output-regions-{good}"),
        f"Change of output of {subject.good_in_sentence(good)} by region in {unit}",
        " ".join(f"{row.label}: {row.figure} ({signed(row.value)})." for row in rows),
    )
    world = sum(_change(levels, region) for region in levels)
    return Panel(
        subject.good(good), f"all regions {signed(world)} t/yr", bars(words, rows, f"change, {unit}")
    )


def _bar(subject: Subject, region: str, ends: tuple[float, float]) -> Bar:
    return Bar(subject.region(region), ends[1] - ends[0], moved(*ends), region_class(region))


def _table(subject: Subject, found: Mapping[str, Levels]) -> Table:
    rows = []
    for good, levels in found.items():
        for region in sorted(levels, key=lambda code: -abs(_change(levels, code))):
            ends = levels[region]
            change = _relative(ends)
            if max(ends) >= _LISTED:
                rows.append(
                    (
                        subject.good_counted(good),
                        subject.region(region),
                        *map(plain, ends),
                        signed(ends[1] - ends[0]),
                        NOT_AVAILABLE if change is None else percent(change),
                    )
                )
    return Table(
        f"Output by region, t/yr{subject.of_counted}",
        ("Commodity", "Region", "Baseline", "Policy", "Change", "Change, %"),
        tuple(rows),
        labels=2,
    )
