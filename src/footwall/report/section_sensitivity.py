"""Which assumed inputs the answer leans on: swings from low to high, or rank correlations over the draws."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from footwall.report.chart_bars import Bar, bars
from footwall.report.figure import Figure, Panel, Section, Table
from footwall.report.input_owners import input_owners
from footwall.report.number_words import plain, signed
from footwall.report.subject import Subject
from footwall.report.svg import Words
from footwall.report.tornado_figure import LABELS, abridged, tornado_figure
from footwall.report.wording import PARAMETERS, plain_words
from footwall.runs.headline import HeadlineNumber

TITLE = "What the answer leans on"
NOISE = 0.25
"""With some sixty draws a rank correlation below this says nothing."""
_SHOWN = 8
Record = dict[str, Any]


def sensitivity(subject: Subject) -> Section | None:
    """The section of assumed inputs; None where nothing changes or neither swings nor draws are there."""
    if subject.unchanged:
        return None
    figure = _swings(subject) if subject.tornado is not None else _correlations(subject)
    return None if figure is None else Section(subject.key("sensitivity"), TITLE, (), (figure,))


def _swings(subject: Subject) -> Figure | None:
    assert subject.tornado is not None
    numbers = [HeadlineNumber(**record) for record in subject.summary["headline"]]
    named = [_with_rival(subject, number) for number in numbers]
    return tornado_figure(
        subject.tornado,
        named,
        lambda owners: input_owners(subject, owners),
        subject.source(ranges=False),
        subject.key("tornado"),
    )


def _with_rival(subject: Subject, number: HeadlineNumber) -> HeadlineNumber:
    return replace(number, text=subject.with_rival_named(number.text))


def _correlations(subject: Subject) -> Figure | None:
    """Rank correlations over the draws; None without any above noise."""
    records: list[Record] = [
        row for row in subject.summary["leaned_on"] if abs(row["rank_correlation"]) >= NOISE
    ]
    records.sort(key=lambda row: -abs(float(row["rank_correlation"])))
    if not records:
        return None
    rows = [
        Bar(
            f"{LABELS.get(row['parameter'], plain_words(row['parameter'], {}))}: "
            f"{input_owners(subject, row['of'])}",
            row["rank_correlation"],
            signed(row["rank_correlation"], 2),
            "zone",
        )
        for row in records[:_SHOWN]
    ]
    words = Words(
        subject.key("leaned-on"),
        "Rank correlation of assumed inputs with the headline over the draws, from −1 to +1 (100%)",
        " ".join(f"{row.label}: {row.figure}." for row in rows),
    )
    unit = "rank correlation"
    return Figure(
        key=subject.key("leaned-on"),
        message=_told(subject, records[0]),
        shows="How surely a headline number follows an input while all others are drawn as well.",
        panels=(Panel("Inputs over the draws", unit, bars(words, rows, unit, (-1.0, 1.0))),),
        source=subject.source(ranges=True),
        table=_table(subject, records),
    )


def _told(subject: Subject, record: Record) -> str:
    name = plain_words(record["parameter"], PARAMETERS).removesuffix(" (USD/kg)")
    moves = "rises with" if record["rank_correlation"] > 0.0 else "falls with"
    headline = subject.with_rival_named(record["headline"])
    return f"{headline} {moves} {name} of {abridged(input_owners(subject, record['of']))} most surely"


def _table(subject: Subject, records: list[Record]) -> Table:
    return Table(
        f"Assumed and estimated inputs over the draws, rank correlations of {NOISE} and more",
        ("Input", "Of", "Value (range drawn)", "Grade", "Moves most", "Rank correlation"),
        tuple(
            (
                plain_words(row["parameter"], PARAMETERS),
                input_owners(subject, row["of"]),
                f"{plain(row['value'])} ({plain(row['low'])} to {plain(row['high'])})",
                row["grade"],
                subject.with_rival_named(row["headline"]),
                signed(row["rank_correlation"], 2),
            )
            for row in records
        ),
        words=(1, 2, 3, 4),
    )
