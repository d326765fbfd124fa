"""The page of a comparison: small multiples, one panel a figure and one row a result.

Everything that comes from a rulebook or a folder is text and is escaped.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from footwall.explore.compared import Compared
from footwall.explore.comparison import (
    ALL_TOGETHER,
    GAIN,
    HEADLINE,
    LEAKAGE,
    OUTPUT,
    PRICE,
    RIVAL_SHARE,
    YEARS,
    Comparison,
    Line,
)
from footwall.explore.comparison_words import message, overlap, signed, with_unit
from footwall.explore.result_folder import ReadChain
from footwall.report.chart_bars import Bar, bars
from footwall.report.chart_changes import Change, changes
from footwall.report.chart_dumbbell import Level, dumbbells
from footwall.report.figure import Figure, Panel, Section, Table
from footwall.report.number_words import NOT_AVAILABLE, moved
from footwall.report.page import page_template
from footwall.report.result_colours import result_class, result_style
from footwall.report.rival_names import comparison_named
from footwall.report.svg import Words
from footwall.report.wording import capitalised
from footwall.runs.manifest import model_name
from footwall.runs.sentences import in_sentence, listed

Draw = Callable[[Comparison, Line, str], Panel]


def comparison_page(comparison: Comparison) -> str:
    """The comparison as one HTML document without outside requests."""
    comparison = comparison_named(comparison)
    first = comparison.results[0]
    return page_template("comparison.html").render(
        title=message(comparison),
        lead=_lead(comparison),
        cautions=comparison.cautions,
        results=_results(comparison),
        sections=[_section(comparison, chain) for chain in comparison.chains],
        untouched=listed(list(comparison.untouched)),
        model=model_name(),
        as_of=first.summary["as_of"],
        base_year=first.summary["base_year"],
        colours=result_style(),
        command=f"footwall compare {' '.join(str(item.folder) for item in comparison.results)}",
    )


def _lead(comparison: Comparison) -> str:
    summary = comparison.results[0].summary
    prices = summary["price_set"] or f"{summary['base_year']}"
    return (
        f"{len(comparison.results)} rulebooks against one baseline: the economy of {summary['base_year']} at "
        f"the prices of {prices} with every measure in force on {summary['as_of']}. {overlap(comparison)}"
    ).strip()


def _results(comparison: Comparison) -> Table:
    rows = []
    for item in comparison.results:
        zone = item.summary["zone"]
        associates = [f"{region} (associate)" for region in zone["associates"]]
        rows.append(
            (
                item.label,
                f"{item.rulebook}, version {item.version}",
                ", ".join([*zone["members"], *associates]) or "none",
                "; ".join(item.overrides) or "none",
                f"{item.converged_draws} draws" if item.converged_draws else "deterministic",
                str(item.folder),
            )
        )
    columns = ("Result", "Rulebook", "Members", "Changed with --set", "Ranges", "Folder")
    return Table("What is compared", columns, tuple(rows), words=(1, 2, 3, 4, 5))


def _section(comparison: Comparison, chain: ReadChain) -> Section:
    figures = [
        _figure(comparison, chain, HEADLINE, _change_panel, "The headline numbers", _HEADLINE_SHOWS),
        _figure(comparison, chain, OUTPUT, _change_panel, "Output in the zone by stage", _CHANGE_SHOWS),
        _figure(comparison, chain, PRICE, _price_panel, "Prices that buyers in the zone pay", _PRICE_SHOWS),
        _figure(comparison, chain, RIVAL_SHARE, _change_panel, "The rival's share", _CHANGE_SHOWS),
        _figure(comparison, chain, GAIN, _bar_panel, "Who gains and who loses in the zone", _BAR_SHOWS),
        _figure(comparison, chain, LEAKAGE, _bar_panel, "Outside content of final use", _LEAKAGE_SHOWS),
        _figure(comparison, chain, YEARS, _change_panel, "Through the years", _HEADLINE_SHOWS),
    ]
    title = capitalised(chain.name)
    return Section(chain.chain, title, (), tuple(figure for figure in figures if figure is not None))


_HEADLINE_SHOWS = (
    "Policy minus baseline; every panel has its own scale and unit. Dot: central value. Shaded: "
)
_HEADLINE_SHOWS += "range of the run."
_CHANGE_SHOWS = (
    "Change against the baseline; every panel has its own scale. Dot: central value. Shaded: range."
)
_PRICE_SHOWS = "USD/kg, averages by baseline purchases; every panel has its own scale. Grey ring: baseline. "
_PRICE_SHOWS += "Coloured dot: with the rulebook. Shaded: range of the change."
_BAR_SHOWS = "Change of surplus and receipts, policy minus baseline; one scale for all panels."
_LEAKAGE_SHOWS = (
    "Material from outside in what the zone uses, policy minus baseline; one scale for all "
    "panels of one element."
)


def _figure(
    comparison: Comparison, chain: ReadChain, name: str, draw: Draw, subject: str, shows: str
) -> Figure | None:
    """One panel a line that any result moves; None without such a line."""
    lines = [line for line in comparison.table(chain.chain, name) if line.moves]
    if not lines:
        return None
    key = f"{chain.chain}-{name.replace(' ', '-')}"
    return Figure(
        key=key,
        message=f"{subject}: {_widest(comparison, lines)}",
        shows=shows,
        panels=tuple(draw(comparison, line, f"{key}-{place}") for place, line in enumerate(lines)),
        source=_source(comparison),
        table=_table(comparison, lines, subject),
    )


def _widest(comparison: Comparison, lines: Sequence[Line]) -> str:
    """The line on which the results differ most, in words; sums and other units than the first stay out."""
    told = [line for line in lines if line.unit == lines[0].unit and line.text != ALL_TOGETHER]

    def spread(line: Line) -> float:
        values = [item.value for item in line.found if item is not None]
        return max(values) - min(values)

    line = max(told, key=spread)
    values = {label: item for label, item in zip(comparison.labels, line.found, strict=True) if item}
    low, high = (end(values, key=lambda label: values[label].value) for end in (min, max))
    name = line.text.removeprefix("The zone: ").removeprefix("Producers: ")
    if line.text.startswith("Producers: "):
        name = f"makers of {name}"
    if line.table == YEARS:
        name = in_sentence(name)
    if len(values) == 1:
        return f"{name} {with_unit(values[low].value, line.unit)} under {low}, which alone has figures here"
    if signed(values[low].value, line.unit) == signed(values[high].value, line.unit):
        return f"all results agree on {name} ({with_unit(values[low].value, line.unit)})"
    return (
        f"{name} {with_unit(values[low].value, line.unit)} under {low}, "
        f"{with_unit(values[high].value, line.unit)} under {high}"
    )


def _change_panel(comparison: Comparison, line: Line, key: str) -> Panel:
    rows = [
        Change(
            label,
            found.value,
            found.low,
            found.high,
            with_unit(found.value, line.unit),
            _range(found, line.unit),
            result_class(place),
        )
        for place, (label, found) in enumerate(zip(comparison.labels, line.found, strict=True))
        if found is not None
    ]
    words = Words(
        key,
        f"{line.text}, {line.unit}",
        " ".join(f"{row.label}: {row.figures}{f' ({row.change})' if row.change else ''}." for row in rows),
    )
    return Panel(line.text, _without(comparison, line), changes(words, rows, line.unit, whole=True))


def _range(found: Compared, unit: str) -> str:
    if found.low is None or found.high is None:
        return ""
    return f"{signed(found.low, unit)} to {signed(found.high, unit)}"


def _price_panel(comparison: Comparison, line: Line, key: str) -> Panel:
    rows = []
    for place, (label, found) in enumerate(zip(comparison.labels, line.found, strict=True)):
        if found is None or found.before is None or found.after is None:
            continue
        bounds = (
            None if bound is None else found.before * (1.0 + bound / 100.0)
            for bound in (found.low, found.high)
        )
        rows.append(
            Level(
                label,
                found.before,
                found.after,
                moved(found.before, found.after),
                with_unit(found.value, line.unit),
                result_class(place),
                *bounds,
            )
        )
    words = Words(
        key,
        f"Price of {line.text} in the zone in USD/kg",
        " ".join(f"{row.label}: {row.figures}, {row.change}." for row in rows),
    )
    return Panel(line.text, _without(comparison, line), dumbbells(words, rows, "USD/kg"))


def _bar_panel(comparison: Comparison, line: Line, key: str) -> Panel:
    holds = [
        found.value
        for other in comparison.table(line.chain, line.table)
        if other.unit == line.unit
        for found in other.found
        if found is not None
    ]
    rows = [
        Bar(label, found.value, signed(found.value, line.unit), result_class(place))
        for place, (label, found) in enumerate(zip(comparison.labels, line.found, strict=True))
        if found is not None
    ]
    words = Words(key, f"{line.text}, {line.unit}", " ".join(f"{row.label}: {row.figure}." for row in rows))
    return Panel(line.text, _without(comparison, line), bars(words, rows, line.unit, holds))


def _without(comparison: Comparison, line: Line) -> str:
    """Who has no such figure."""
    lacking = [label for label, found in zip(comparison.labels, line.found, strict=True) if found is None]
    return f"no figure in {listed(lacking)}" if lacking else ""


def _source(comparison: Comparison) -> str:
    models = sorted({str(item.manifest["model"]) for item in comparison.results})
    drawn = sorted({item.converged_draws for item in comparison.results})
    ranges = (
        "deterministic"
        if drawn == [0]
        else (
            f"ranges: 5th to 95th percentile of {' or '.join(map(str, drawn))} joint draws of the parameters"
        )
    )
    summary = comparison.results[0].summary
    return (
        f"Source: {', '.join(models)}, base year {summary['base_year']}; baseline: measures in force on "
        f"{summary['as_of']}; {ranges}. Results: {', '.join(comparison.labels)}."
    )


def _table(comparison: Comparison, lines: Sequence[Line], subject: str) -> Table:
    rows = []
    for line in lines:
        for place, (label, found) in enumerate(zip(comparison.labels, line.found, strict=True)):
            difference = line.difference(place) if place else None
            rows.append(
                (
                    line.text,
                    label,
                    NOT_AVAILABLE if found is None else signed(found.value, line.unit),
                    (found and _range(found, line.unit)) or NOT_AVAILABLE,
                    NOT_AVAILABLE if difference is None else signed(difference, line.unit),
                    line.unit,
                )
            )
    first = comparison.labels[0]
    columns = ("Figure", "Result", "Change", "Low to high", f"Difference from {first}", "Unit")
    return Table(f"{subject}: change against the baseline", columns, tuple(rows), labels=2, words=(5,))
