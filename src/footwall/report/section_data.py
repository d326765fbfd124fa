"""What the figures stand on: grades of the facts, adjustments, warnings.

The grades are those of all fact tables. A page of several chains has them once, in a section of their own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from footwall.chain.capacities import LEAST_UTILISATION, MOST_UTILISATION
from footwall.facts.audit import coverage
from footwall.report.balanced_words import figure_words, reason_words
from footwall.report.chart_stacked_bars import Part, Whole, stacked_bars
from footwall.report.figure import Figure, Panel, Section, Table
from footwall.report.number_words import plain
from footwall.report.subject import Subject
from footwall.report.svg import Words
from footwall.report.wording import GRADES, capitalised
from footwall.runs.evidence import balanced_figures

if TYPE_CHECKING:
    from footwall.runs import Result

_SHOWN_ADJUSTMENTS = 12


def data(subject: Subject) -> Section:
    """The section of data quality."""
    tables = [table for table in (_adjustments(subject),) if table.rows]
    adjusted = subject.summary["adjustments"]
    lead = (
        (
            f"Balancing moved {adjusted['quantities']} of {adjusted['of_quantities']} tonnages of the facts "
            f"and {adjusted['prices']} of {adjusted['of_prices']} prices by more than "
            f"{adjusted['over']:.0%}. {_clamped(adjusted['capacities'])}"
        ),
    )
    notes = tuple(subject.with_regions_named(note) for note in subject.summary["notes"]) or ("No warnings.",)
    alone = len(subject.result.chains) == 1
    figures = (_grades(subject.result),) if alone else ()
    return Section(subject.key("data"), "What the figures stand on", lead, figures, tuple(tables), notes)


def facts_of_all_chains(result: Result) -> Section | None:
    """The section of grades; None where the page has one chain, which shows them itself."""
    if len(result.chains) == 1:
        return None
    lead = "All chains rest on the same fact tables; what balancing moved stands with each chain."
    return Section("facts", "What all figures stand on", (lead,), (_grades(result),))


def _clamped(capacities: int) -> str:
    limits = f"utilisation lies between {LEAST_UTILISATION:.0%} and {MOST_UTILISATION:.0%}"
    if not capacities:
        return f"No capacity had to move: every {limits}."
    told = "1 capacity of the facts was" if capacities == 1 else f"{capacities} capacities of the facts were"
    return f"{told} moved as well, so that {limits}."


def _grades(result: Result) -> Figure:
    table = coverage(result.facts)
    counts = dict.fromkeys(GRADES, 0.0)
    rows = []
    for name, total, *shares in table.rows:
        rows.append((str(name), f"{total:,}", *(f"{float(part):.0%}" for part in shares)))
        for grade, part in zip(GRADES, shares, strict=True):
            counts[grade] += float(total) * float(part)
    size = sum(counts.values())
    parts = tuple(Part(grade, grade, counts[grade] / size, f"g-{grade}") for grade in GRADES)
    told = ", ".join(f"{part.name} {part.share:.0%}" for part in parts)
    words = Words("grades", "Fact rows by grade, % of rows", f"{told}.")
    picture = stacked_bars(words, [Whole("All fact tables", f"{size:,.0f} rows", parts)])
    meanings = "; ".join(f"{grade}: {GRADES[grade]}" for grade in GRADES)
    sources = len(result.facts.table("sources"))
    return Figure(
        key="grades",
        message=f"{parts[-1].share:.0%} of the {size:,.0f} facts of all chains are assumed, "
        f"{parts[0].share:.0%} measured",
        shows=f"Share of rows by grade, %. {meanings}.",
        panels=(Panel("Grades", "% of rows", picture),),
        source=f"Source: {result.model}, its fact tables, {sources} sources.",
        table=Table("Fact rows by table and grade", ("Table", "Rows", *GRADES), tuple(rows)),
    )


def _adjustments(subject: Subject) -> Table:
    limit = subject.summary["adjustments"]["over"]
    moved: list[Any] = [
        item for item in balanced_figures(subject.run.economy.anchored) if abs(item.ratio - 1.0) > limit
    ]
    moved.sort(key=lambda item: -abs(item.balanced - item.published))
    rows = tuple(
        (
            capitalised(item.table),
            figure_words(subject, item.key),
            plain(item.published),
            plain(item.balanced),
            f"×{item.ratio:.2f}",
            item.grade,
            reason_words(subject, item.reason),
        )
        for item in moved[:_SHOWN_ADJUSTMENTS]
    )
    cut = f"The {len(rows)} largest of {len(moved)} figures" if len(moved) > len(rows) else "Figures"
    return Table(
        f"{cut} of the fact tables that balancing moved by more than {limit:.0%}, of any grade, t/yr"
        f"{subject.of_counted}",
        ("Table", "Figure", "In the facts", "Balanced", "Ratio", "Grade", "Reason"),
        rows,
        labels=2,
        words=(5, 6),
    )
