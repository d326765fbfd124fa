"""``footwall compare``: results side by side in the terminal, as a table and as one page."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import typer

from footwall.cli.text_table import table
from footwall.explore.comparison import HEADLINE, OUTPUT, YEARS, Comparison, Line, compare
from footwall.explore.comparison_words import message, overlap, signed
from footwall.explore.comparison_years import OUTPUT_OF, OUTPUT_TEXT
from footwall.explore.written import COMPARISON, write_comparison
from footwall.runs.folder import refuse_target

WIDTH = 100
FOLDER = Path("footwall-results/comparison")
"""Where --out is not given."""
LONGEST_LABEL, LONGEST_NAME = 34, 30
SHORT_UNITS = {"percentage points": "points", "million USD/yr": "mUSD/yr"}
NO_FIGURE = "–"
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def compare_folders(folders: list[Path], out: Path | None, force: bool) -> None:
    """Print and write a comparison. Raises NotComparable, or OutputError for a folder of no use."""
    from footwall.report.comparison_page import comparison_page

    target = out or FOLDER
    refuse_target(target, force, COMPARISON)
    comparison = compare(folders)
    write_comparison(comparison, comparison_page(comparison), target, force)
    typer.echo(comparison_text(comparison))
    typer.echo(f"\nComparison: {target / 'comparison.html'}\nTable:      {target / 'comparison.csv'}")


def comparison_text(comparison: Comparison) -> str:
    """At most 100 columns: the message, what differs, headline numbers and output by stage."""
    blocks = [textwrap.fill(f"{message(comparison)}. {overlap(comparison)}".strip(), WIDTH)]
    blocks.append(_baseline(comparison))
    blocks += [
        textwrap.fill(f"- {caution}", WIDTH, subsequent_indent="  ") for caution in comparison.cautions
    ]
    for chain in comparison.chains:
        lines = comparison.table(chain.chain, HEADLINE)
        title = f"{chain.name[:1].upper()}{chain.name[1:]}"
        blocks.append(f"{title}: headline numbers\n\n{_headline(comparison, lines)}")
        blocks.append(
            f"{title}: output in the zone, % of the baseline\n\n"
            f"{_stages(comparison, comparison.table(chain.chain, OUTPUT))}"
        )
        years = comparison.table(chain.chain, YEARS)
        if years:
            blocks += _through_the_years(comparison, title, years)
    if comparison.untouched:
        blocks.append(f"None of these rulebooks moves {', '.join(comparison.untouched)}.")
    return "\n\n".join(blocks)


def _baseline(comparison: Comparison) -> str:
    summary = comparison.results[0].summary
    prices = summary["price_set"] or summary["base_year"]
    return textwrap.fill(
        f"{len(comparison.results)} results on one baseline: law of {summary['as_of']}, prices of "
        f"{prices}, base year {summary['base_year']}. Differences are from "
        f"{comparison.labels[0]}; low and high are those of the runs.",
        WIDTH,
    )


def _headline(comparison: Comparison, lines: tuple[Line, ...]) -> str:
    rows: list[tuple[str, ...]] = [("", "change", "low", "high", "difference", "unit")]
    for line in lines:
        rows.append((line.text, "", "", "", "", _short_unit(line.unit)))
        for place, (label, found) in enumerate(zip(comparison.labels, line.found, strict=True)):
            name = f"  {textwrap.shorten(label, LONGEST_LABEL, placeholder='…')}"
            figures = (found.value, found.low, found.high) if found else (None, None, None)
            difference = line.difference(place) if place else None
            shown = [NO_FIGURE if figure is None else signed(figure, line.unit) for figure in figures]
            rows.append((name, *shown, "" if difference is None else signed(difference, line.unit), ""))
    return table(rows, text_columns=(0, 5))


def _stages(comparison: Comparison, lines: tuple[Line, ...]) -> str:
    """Results as columns A, B, … as many as fit, with a key; then the others below."""
    return "\n\n".join(_stage_columns(comparison, lines, places) for places in _fitting(comparison))


def _through_the_years(comparison: Comparison, title: str, lines: tuple[Line, ...]) -> Iterator[str]:
    """Outputs of the last year in columns, then money up to it and projects."""
    made = [line for line in lines if line.item.startswith(OUTPUT_OF)]
    rest = tuple(line for line in lines if line not in made)
    if made:
        year = made[0].text.rpartition(" in ")[2]
        names = [line.text.removeprefix(OUTPUT_TEXT).rpartition(" in ")[0] for line in made]
        goods = tuple(
            replace(line, text=name[:1].upper() + name[1:]) for line, name in zip(made, names, strict=True)
        )
        yield f"{title}: output in {year}, % of the baseline path\n\n{_stages(comparison, goods)}"
    if rest:
        yield f"{title}: through the years\n\n{_headline(comparison, rest)}"


def _fitting(comparison: Comparison) -> Iterator[range]:
    many = 7
    for first in range(0, len(comparison.results), many):
        yield range(first, min(first + many, len(comparison.results)))


def _stage_columns(comparison: Comparison, lines: tuple[Line, ...], places: range) -> str:
    rows = [("", *(_letter(place) for place in places))]
    for line in lines:
        cells = (line.found[place] for place in places)
        rows.append(
            (
                textwrap.shorten(line.text, LONGEST_NAME, placeholder="…"),
                *(NO_FIGURE if found is None else signed(found.value, line.unit) for found in cells),
            )
        )
    key = "; ".join(f"{_letter(place)} {comparison.labels[place]}" for place in places)
    return f"{table(rows)}\n{textwrap.fill(key + '.', WIDTH)}"


def _short_unit(unit: str) -> str:
    return "mUSD" if unit.startswith("million USD of") else SHORT_UNITS.get(unit, unit)


def _letter(place: int) -> str:
    turns, letter = divmod(place, len(LETTERS))
    return LETTERS[letter] + (str(turns) if turns else "")
