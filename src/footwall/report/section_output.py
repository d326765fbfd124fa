"""What the zone makes at each stage, and what share the rival holds, before and after with ranges."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from footwall.report.chart_changes import Change, changes
from footwall.report.chart_dumbbell import Level, dumbbells
from footwall.report.figure import Figure, Panel, Section, Table
from footwall.report.number_words import NOT_AVAILABLE, changed, moved, percent, plain
from footwall.report.output_by_region import output_by_region
from footwall.report.region_colours import region_class
from footwall.report.subject import Subject
from footwall.report.svg import Words
from footwall.report.wording import capitalised
from footwall.runs.sentences import counted, is_plural, listed, more_or_less
from footwall.runs.small_moves import HARDLY, at_most, is_small

BY_PRODUCT = "scrap"
"""A stage that follows the others and tells nothing by itself."""
Stage = dict[str, Any]


def output(subject: Subject) -> Section:
    """The section of output and shares."""
    stages: list[Stage] = subject.summary["stages"]
    made = [stage for stage in stages if stage["zone_output_change"] is not None]
    idle = [
        subject.good_in_sentence(stage["commodity"])
        for stage in stages
        if stage["zone_output_change"] is None
    ]
    verb = "are" if idle and is_plural(idle[-1]) else "is"
    lead = (f"No {listed(idle, 'or')} {verb} made {subject.in_zone}.",) if idle else ()
    shares = _share_panel(subject, stages)
    panels = (shares,) if subject.unchanged else (_output_panel(subject, made), shares)
    figure = Figure(
        key=subject.key("output"),
        message=_message(subject, made),
        shows=_shows(subject),
        panels=panels,
        source=subject.source(ranges=not subject.unchanged),
        table=_table(subject, stages),
    )
    places = None if subject.unchanged else output_by_region(subject, _told(subject, made))
    figures = (figure,) if places is None else (figure, places)
    return Section(subject.key("output"), "Output and market shares", lead, figures)


def _told(subject: Subject, made: list[Stage]) -> list[str]:
    """Goods other than scrap that the message names, along the chain."""
    told = [stage for stage in made if stage["stage"] != BY_PRODUCT]
    moves = [stage for stage in told if not is_small(stage["zone_output_change"]["value"])]
    named = largest_moves(moves, subject.made)
    return [stage["commodity"] for stage in told if stage in named]


def _shows(subject: Subject) -> str:
    held = f"{subject.rival_name}'s share of the world's output, % of t/yr"
    if subject.unchanged:
        return f"{held}."
    return (
        f"Output {subject.in_zone}, t/yr{subject.of_counted}, and its change in %; an arrow points beyond "
        f"the axis. {held}; grey ring: baseline, coloured dot: policy. Ranges in brackets and shaded."
    )


def _message(subject: Subject, made: list[Stage]) -> str:
    if subject.unchanged:
        largest = max(subject.summary["stages"], key=lambda stage: stage["rival_share_baseline"] or 0.0)
        good, held = subject.good_in_sentence(largest["commodity"]), largest["rival_share_baseline"] or 0.0
        return f"{subject.rival_name} makes up to {held:.0f}% of the world's output at a stage ({good})"
    where = capitalised(subject.zone_name)
    makes = "makes" if subject.run.zone.members else "make"
    told = [stage for stage in made if stage["stage"] != BY_PRODUCT]
    moves = [stage for stage in told if not is_small(stage["zone_output_change"]["value"])]
    if not moves:
        return f"What {subject.zone_name} {makes} hardly moves{_at_most(subject, told)}"
    parts = [
        f"{_size(stage)} {more_or_less(good, stage['zone_output_change']['value'] > 0.0)} {good} "
        f"({_levels(subject, stage)})"
        for stage in largest_moves(moves, subject.made)
        for good in (counted(subject.good_in_sentence(stage["commodity"])),)
    ]
    return f"{where} {makes} {listed(parts)}{_scrap(subject, made, moves)}"


def largest_moves(moves: Iterable[Stage], made: str) -> list[Stage]:
    """Of rises, then of falls: the largest in per cent, the largest at baseline prices, and the product.

    A fall of a good that costs little may be the larger in per cent, and less to the zone. ``made`` is the
    product. In either direction the largest in per cent comes first.
    """
    found = []
    for group in _ways(moves):
        if group:
            named = [max(group, key=size)["commodity"] for size in (_relative, _worth)]
            told = [stage for stage in group if stage["commodity"] in (*named, made)]
            found += sorted(told, key=_relative, reverse=True)
    return found


def _ways(moves: Iterable[Stage]) -> tuple[list[Stage], list[Stage]]:
    """Rises and falls."""
    every = list(moves)
    rises = [stage for stage in every if stage["zone_output_change"]["value"] > 0.0]
    return rises, [stage for stage in every if stage["zone_output_change"]["value"] < 0.0]


def _scrap(subject: Subject, made: list[Stage], moves: list[Stage]) -> str:
    """Scrap that rises or falls by more than all others do: it is drawn as well."""
    told = []
    scrap = [stage for stage in made if stage["stage"] == BY_PRODUCT]
    for group, others in zip(_ways(scrap), _ways(moves), strict=True):
        most = max(map(_relative, others), default=HARDLY)
        told += [
            f"{subject.good_in_sentence(stage['commodity'])} {percent(stage['zone_output_change']['value'])}"
            for stage in group
            if _relative(stage) > most
        ]
    return f"; {listed(told)}" if told else ""


def _relative(stage: Stage) -> float:
    return abs(float(stage["zone_output_change"]["value"]))


def _size(stage: Stage) -> str:
    return percent(_relative(stage)).lstrip("+")


def _levels(subject: Subject, stage: Stage) -> str:
    ends = f"{plain(stage['zone_output_baseline'])} to {plain(stage['zone_output_policy'])}"
    return f"{ends} {subject.per_year(stage['commodity'])}"


def _at_most(subject: Subject, told: list[Stage]) -> str:
    """The largest of small moves; empty where nothing is made."""
    if not told:
        return ""
    stage = max(told, key=lambda item: abs(item["zone_output_change"]["value"]))
    good = subject.good_in_sentence(stage["commodity"])
    return f": {at_most(stage['zone_output_change']['value'], good)}"


def _worth(stage: Stage) -> float:
    """Change of output at baseline prices."""
    return abs(float(stage["zone_output_policy"] - stage["zone_output_baseline"])) * float(
        stage["price_baseline"]
    )


def _output_panel(subject: Subject, made: list[Stage]) -> Panel:
    rows = []
    for stage in made:
        change = stage["zone_output_change"]
        levels = moved(stage["zone_output_baseline"], stage["zone_output_policy"])
        rows.append(
            Change(
                subject.good_counted(stage["commodity"]), change["value"], change["low"], change["high"],
                levels, _ranged(change), "zone",
            )
        )  # fmt: skip
    words = Words(
        subject.key("output-zone"),
        f"Output {subject.in_zone} in t/yr, and its change in %",
        " ".join(f"{row.label}: {row.figures} ({row.change or 'baseline'})." for row in rows),
    )
    return Panel(f"Output {subject.in_zone}", "t/yr, and change in %", changes(words, rows, "change, %"))


def _share_panel(subject: Subject, stages: list[Stage]) -> Panel:
    rows = []
    for stage in stages:
        before, after, change = (
            stage["rival_share_baseline"],
            stage["rival_share_policy"],
            stage["rival_share_change"],
        )
        if before is None or after is None or change is None:
            continue
        bounds = [None if bound is None else before + bound for bound in (change["low"], change["high"])]
        levels = f"{after:.1f}%" if subject.unchanged else f"{before:.1f} → {after:.1f}%"
        colour, points = region_class(subject.rival), "" if subject.unchanged else _ranged(change)
        rows.append(
            Level(
                subject.good(stage["commodity"]),
                before,
                after,
                levels,
                points,
                colour,
                *bounds,
            )
        )
    words = Words(
        subject.key("output-rival"),
        f"{subject.rival_name}'s share of the world's output in %, baseline and policy",
        " ".join(f"{row.label}: {row.figures} ({row.change or 'baseline'})." for row in rows),
    )
    heading = f"{subject.rival_name}'s share of world output"
    return Panel(
        heading,
        "%" if subject.unchanged else "%, and change in points",
        dumbbells(words, rows, "% of the world's t/yr", ends=(0.0, 100.0)),
    )


def _ranged(change: Stage) -> str:
    return changed(change["value"], change["low"], change["high"], change["unit"])


def _table(subject: Subject, stages: list[Stage]) -> Table:
    rows = []
    for stage in stages:
        made, held = stage["zone_output_change"], stage["rival_share_change"]
        shares = stage["rival_share_baseline"], stage["rival_share_policy"]
        rows.append(
            (
                subject.good_counted(stage["commodity"]),
                plain(stage["zone_output_baseline"]),
                plain(stage["zone_output_policy"]),
                NOT_AVAILABLE if made is None else _ranged(made),
                *(NOT_AVAILABLE if value is None else f"{value:.1f}%" for value in shares),
                NOT_AVAILABLE if held is None else _ranged(held),
            )
        )
    return Table(
        f"Output and shares by stage, t/yr{subject.of_counted}",
        (
            "Commodity", f"Output {subject.in_zone}, baseline t/yr", "Policy t/yr", "Change (range)",
            f"{subject.rival_name}'s share, baseline", "Policy", "Change (range)",
        ),
        tuple(rows),
    )  # fmt: skip
