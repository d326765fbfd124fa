"""Who owns what gains and loses: producers' surplus and rents by owner of the plants."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from footwall.report.chart_bars import Bar, bars
from footwall.report.figure import Figure, Panel, Section, Table
from footwall.report.number_words import money, money_among
from footwall.report.region_colours import region_class, region_short
from footwall.report.subject import Subject
from footwall.report.svg import Words
from footwall.runs.consequence_figures import OWNER_NOT_KNOWN

TITLE = "By owner"
UNIT = "million USD/yr"
LARGEST = 10
_VISIBLE = 0.05
Record = dict[str, Any]


@dataclass(frozen=True)
class _Owner:
    """One owner over all regions, or what nobody claims in one region (million USD/yr)."""

    name: str
    regions: tuple[str, ...]
    """The one with the largest part first."""
    gain: float


def owners(subject: Subject) -> Section | None:
    """The section of owners; None where no producer gains or loses."""
    records: list[Record] = subject.summary["by_owner"]
    named = _named([row for row in records if row["owner"] != OWNER_NOT_KNOWN])
    unknown = _by_size(
        [
            _Owner(row["region"], (row["region"],), _gain(row))
            for row in records
            if row["owner"] == OWNER_NOT_KNOWN
        ]
    )
    if subject.unchanged or not (named or unknown):
        return None
    panels = []
    if named:
        heading = f"The {len(named)} that move most" if len(named) >= LARGEST else "Named owners"
        several = "; grey: several" if any(len(row.regions) > 1 for row in named) else ""
        note = f"colour: region of the plants{several}"
        panels.append(_panel(subject, "owners-named", heading, note, named))
    if unknown:
        panels.append(
            _panel(subject, "owners-unknown", "Owner not known", "by region of the plants", unknown)
        )
    figure = Figure(
        key=subject.key("owners"),
        message=_message(named),
        shows=f"Change of producers' surplus and of rents kept, {UNIT}, policy minus baseline; gain right.",
        panels=tuple(panels),
        source=subject.source(ranges=False),
        table=_table(subject, records),
    )
    return Section(subject.key("owners"), TITLE, (_known(records),), (figure,))


def _gain(row: Record) -> float:
    return float(row["producer_surplus"] + row["rents"])


def _named(records: Sequence[Record]) -> list[_Owner]:
    """Owners over all their regions."""
    parts: dict[str, list[Record]] = {}
    for row in records:
        parts.setdefault(row["owner"], []).append(row)
    found = []
    for name, rows in parts.items():
        rows.sort(key=lambda row: -abs(_gain(row)))
        found.append(_Owner(name, tuple(row["region"] for row in rows), sum(_gain(row) for row in rows)))
    return _by_size(found)


def _by_size(rows: list[_Owner]) -> list[_Owner]:
    seen = [row for row in rows if abs(row.gain) >= _VISIBLE]
    return sorted(seen, key=lambda row: -abs(row.gain))[:LARGEST]


def _message(named: Sequence[_Owner]) -> str:
    told, written = [], money_among(row.gain for row in named)
    for sign, what in ((1.0, "gain"), (-1.0, "loss")):
        rows = [row for row in named if sign * row.gain > 0.0]
        if rows:
            best = max(rows, key=lambda row: abs(row.gain))
            largest = f"largest {what}" if len(rows) > 1 else f"only {what}"
            told.append(f"{largest}: {best.name}, {written(abs(best.gain)).lstrip('+')} {UNIT}")
    if not told:
        return "No owner that the facts name gains or loses visibly"
    return f"Of the owners that the facts name, {'; '.join(told)}"


def _known(records: Sequence[Record]) -> str:
    """How much of the gains and losses the ownership table covers."""
    moved = sum(abs(_gain(row)) for row in records)
    unknown = sum(abs(_gain(row)) for row in records if row["owner"] == OWNER_NOT_KNOWN)
    share = 100.0 * unknown / moved if moved > 0.0 else 0.0
    if unknown == 0.0:
        return "The facts name the owners of all plants that gain or lose."
    return (
        f"Of the gains and losses added up without their signs, {share:.0f}% are those of plants whose "
        "owners the facts do not name. Nothing is spread over the named ones."
    )


def _panel(subject: Subject, key: str, heading: str, note: str, rows: Sequence[_Owner]) -> Panel:
    written = money_among(row.gain for row in rows)
    shown = [Bar(_label(subject, row), row.gain, written(row.gain), _colour(row)) for row in rows]
    words = Words(
        subject.key(key),
        f"{heading}: change of surplus and rents, {UNIT}",
        " ".join(f"{row.label}: {row.figure}." for row in shown),
    )
    return Panel(heading, note, bars(words, shown, UNIT))


def _colour(row: _Owner) -> str:
    """The region's; no region stands for an owner with plants in several."""
    return region_class(row.regions[0]) if len(row.regions) == 1 else "plain"


def _label(subject: Subject, row: _Owner) -> str:
    if row.name == row.regions[0]:
        return subject.region(row.name)
    return f"{row.name} ({', '.join(region_short(region, subject.region(region)) for region in row.regions)})"


def _table(subject: Subject, records: Sequence[Record]) -> Table:
    return Table(
        f"Change of producers' surplus and rents by owner, {UNIT}",
        ("Owner", "Region of the plants", "Producers' surplus", "Rents", "Together"),
        tuple(
            (
                str(row["owner"]),
                subject.region(row["region"]),
                money(row["producer_surplus"]),
                money(row["rents"]),
                money(_gain(row)),
            )
            for row in records
        ),
        labels=2,
    )
