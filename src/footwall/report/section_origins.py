"""Who supplies the zone at each stage, before and after."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from footwall.measure.state import State
from footwall.report.chart_stacked_bars import Part, Whole, stacked_bars
from footwall.report.figure import Figure, Panel, Section, Table
from footwall.report.flow_figure import flow_figure
from footwall.report.number_words import plain
from footwall.report.region_colours import region_class, region_short
from footwall.report.section_output import BY_PRODUCT
from footwall.report.subject import Subject
from footwall.report.svg import Words
from footwall.report.wording import capitalised
from footwall.runs.sentences import listed
from footwall.runs.small_moves import at_most, is_small

_INSIDE = 0.5
"""A region that is in the zone at least by half is drawn among the members."""
_VISIBLE = 0.0005


@dataclass(frozen=True)
class _Supply:
    """Tonnes that the zone buys of one commodity, by origin (t/year)."""

    tonnes: dict[str, float]

    @property
    def total(self) -> float:
        return sum(self.tonnes.values())

    def share(self, origin: str) -> float:
        return self.tonnes.get(origin, 0.0) / self.total if self.total > 0.0 else 0.0


def origins(subject: Subject) -> Section:
    """The section of origins."""
    network = subject.run.policy.network
    found = {}
    for commodity in network.commodities:
        before, after = (
            _supply(subject, state, commodity.id) for state in (subject.run.baseline, subject.run.policy)
        )
        if before.total > 0.0 and after.total > 0.0:
            found[commodity.id] = before, after
    where = "Right of the upright line: made in the zone." if subject.run.zone.members else ""
    figure = Figure(
        key=subject.key("origins"),
        message=_message(subject, found),
        shows=f"Share of the tonnes bought {subject.in_zone} by origin, % of t/yr; home supply included. "
        f"{where}".strip(),
        panels=tuple(_panel(subject, commodity, *pair) for commodity, pair in found.items()),
        source=subject.source(ranges=False),
        table=_table(subject, found),
    )
    routes = flow_figure(subject)
    figures = (figure,) if routes is None else (figure, routes)
    return Section(subject.key("origins"), f"Who supplies {subject.zone_name}", (), figures)


def _supply(subject: Subject, state: State, commodity: str) -> _Supply:
    tonnes: dict[str, float] = {}
    for arc, flow in zip(state.network.arcs, state.equilibrium.flow.tolist(), strict=True):
        inside = subject.run.zone.weight(arc.destination)
        if arc.commodity == commodity and inside > 0.0:
            tonnes[arc.origin] = tonnes.get(arc.origin, 0.0) + inside * flow
    return _Supply(tonnes)


def _message(subject: Subject, found: dict[str, tuple[_Supply, _Supply]]) -> str:
    if not found:
        return f"Nothing is bought {subject.in_zone}"
    rival, name = subject.rival, subject.rival_name
    stage = {row["commodity"]: row["stage"] for row in subject.summary["stages"]}
    told = {good: pair for good, pair in found.items() if stage.get(good) != BY_PRODUCT} or found
    changes = {good: after.share(rival) - before.share(rival) for good, (before, after) in told.items()}
    good = max(changes, key=lambda commodity: abs(changes[commodity]))
    before, after = (supply.share(rival) for supply in found[good])
    if is_small(100.0 * changes[good]):
        largest = max(told, key=lambda commodity: told[commodity][0].share(rival))
        share = found[largest][0].share(rival)
        moves = "stays as it is"
        if not subject.unchanged and changes[good] != 0.0:
            most = at_most(100.0 * changes[good], subject.good_in_sentence(good), "points")
            moves = f"hardly moves, {most}"
        return (
            f"{name}'s share of what is bought {subject.in_zone} {moves}; it is up to {share:.0%} "
            f"({subject.good_in_sentence(largest)})"
        )
    verb = "rises" if changes[good] > 0.0 else "falls"
    shares = f"from {100.0 * before:.1f}% to {100.0 * after:.1f}%"
    return (
        f"{name}'s share of the {subject.good_in_sentence(good)} bought {subject.in_zone} {verb} most, "
        f"{shares}{_scrap(subject, found, abs(changes[good]), told)}"
    )


def _scrap(
    subject: Subject, found: dict[str, tuple[_Supply, _Supply]], most: float, told: Collection[str]
) -> str:
    """Goods that are not ``told``, scrap, of which the rival's share moves by more than ``most``."""
    moves = []
    for good in (good for good in found if good not in told):
        before, after = (100.0 * supply.share(subject.rival) for supply in found[good])
        if abs(after - before) > 100.0 * most:
            moves.append(f"{subject.good_in_sentence(good)} from {before:.1f}% to {after:.1f}%")
    return f"; of {listed(moves)}" if moves else ""


def _panel(subject: Subject, commodity: str, before: _Supply, after: _Supply) -> Panel:
    order = _order(subject, before, after)
    bars = [_whole(subject, "Baseline", before, order)]
    if not subject.unchanged:
        bars.append(_whole(subject, "Policy", after, order))
    name, unit = subject.good(commodity), subject.per_year(commodity)
    told = [
        f"{bar.label}: "
        + ", ".join(f"{part.name} {part.share:.1%}" for part in bar.parts if part.share >= 0.005)
        + "."
        for bar in bars
    ]
    words = Words(
        subject.key(f"origins-{commodity}"),
        f"Origins of {name} bought {subject.in_zone}, % of {unit}",
        " ".join(told),
    )
    return Panel(name, unit if commodity in subject.bases else "", stacked_bars(words, bars))


def _order(subject: Subject, before: _Supply, after: _Supply) -> list[str]:
    """The rival, other outsiders, then members, each by size."""
    zone = subject.run.zone

    def place(region: str) -> tuple[bool, bool, float]:
        inside = zone.members and zone.weight(region) >= _INSIDE
        return inside, region != subject.rival, -(before.share(region) + after.share(region))

    return sorted({*before.tonnes, *after.tonnes}, key=place)


def _whole(subject: Subject, label: str, supply: _Supply, order: list[str]) -> Whole:
    zone = subject.run.zone
    parts = tuple(
        Part(
            subject.region(code),
            region_short(code, subject.region(code)),
            supply.share(code),
            region_class(code),
        )
        for code in order
    )
    outside = sum(supply.share(code) for code in order if zone.weight(code) < _INSIDE)
    return Whole(label, f"{plain(supply.total)} t/yr", parts, outside if zone.members else None)


def _table(subject: Subject, found: dict[str, tuple[_Supply, _Supply]]) -> Table:
    rows = []
    for commodity, (before, after) in found.items():
        for code in _order(subject, before, after):
            if max(before.share(code), after.share(code)) < _VISIBLE:
                continue
            rows.append(
                (
                    subject.good_counted(commodity),
                    subject.region(code),
                    plain(before.tonnes.get(code, 0.0)),
                    plain(after.tonnes.get(code, 0.0)),
                    f"{before.share(code):.1%}",
                    f"{after.share(code):.1%}",
                )
            )
    return Table(
        f"{capitalised(subject.zone_name)}: origins of what is bought, t/yr{subject.of_counted}, shares of "
        "at least 0.05%",
        ("Commodity", "Origin", "Baseline t/yr", "Policy t/yr", "Baseline share", "Policy share"),
        tuple(rows),
        labels=2,
    )
