"""``results.xlsx``: the summary and all rows of a result as a workbook for a spreadsheet.

Sheets: README, Headline, Stages, Floors, Leakage, Who pays, Wedge and Quotas (where the summary has them),
Notes, Data and, of a run over years, Paths, Weeks, Projects, and Years with a column a year.
Every figure stands beside its unit; numbers are numbers, not text. Nothing is computed here. The file holds
no clock, so that equal results give equal bytes. Text that begins with ``=`` stays text.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from footwall.runs.workbook_contracts import CONTRACTS, contract_cells
from footwall.runs.workbook_rows import data_of, years_of
from footwall.runs.workbook_weeks import week_cells, week_header
from footwall.runs.workbook_years import PATHS as PATH_COLUMNS
from footwall.runs.workbook_years import PROJECTS, path_cells, project_cells
from footwall.runs.year_rows import PATHS

if TYPE_CHECKING:
    from footwall.runs.result import Row

Record = Mapping[str, Any]
Cell = str | float | int | bool | None
NARROWEST, WIDEST = 8, 60
NUMBER = 11
"""Characters that a number takes with six digits, a sign and an exponent."""
PADDING = 2
UNDATED = datetime(2000, 1, 1)
"""Stands for the time of writing, which manifest.json has."""
LICENCE = "Apache-2.0; sources of the facts with their licences are named in report.html."


@dataclass(frozen=True)
class Sheet:
    """A name, the header and the rows; ``prose`` sheets wrap their last column."""

    name: str
    header: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    prose: bool = False


def workbook(title: str, author: str, pages: Sequence[Sheet]) -> bytes:
    """The bytes of the workbook; ``pages`` are those of ``sheets``."""
    import xlsxwriter

    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(out, options) as book:
        book.set_properties({"title": title, "author": author, "created": UNDATED})
        bold = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
        wrapped = book.add_format({"text_wrap": True, "valign": "top"})
        for sheet in pages:
            page = book.add_worksheet(sheet.name)
            page.freeze_panes(1, 0)
            page.write_row(0, 0, sheet.header, bold)
            look = wrapped if sheet.prose else None
            for place, row in enumerate(sheet.rows, 1):
                for column, cell in enumerate(row):
                    if isinstance(cell, str):
                        page.write_string(place, column, cell, look)
                    elif isinstance(cell, float | int) and not isinstance(cell, bool):
                        page.write_number(place, column, cell, look)
                    elif cell is not None:
                        page.write(place, column, cell, look)
            for column, width in enumerate(_widths(sheet)):
                page.set_column(column, column, width)
            if sheet.rows and not sheet.prose:
                page.autofilter(0, 0, len(sheet.rows), len(sheet.header) - 1)
    return out.getvalue()


def sheets(model: str, manifest: Record, summary: Record, rows: Sequence[Row]) -> Iterator[Sheet]:
    """All sheets in order; those of the summary name the chain in their first column."""
    chains: Mapping[str, Record] = summary["chains"]
    of_a_year = [row for row in rows if row.scenario not in PATHS]
    years = Sheet("Years", *years_of([row for row in rows if row.scenario in PATHS]))
    yield _readme(model, manifest, summary, WITH_YEARS if years.rows else DATA)
    yield Sheet("Headline", _HEADLINE, tuple(_headline(chains)))
    yield Sheet("Stages", _STAGES, tuple(_stages(chains)))
    yield _of_records("Floors", chains, "floors")
    yield Sheet("Leakage", _LEAKAGE, tuple(_leakage(chains)))
    yield _of_records("Who pays", chains, "who_pays")
    wedge = _of_records(
        "Wedge", {name: _with_instruments(record) for name, record in chains.items()}, "wedge"
    )
    if wedge.rows:
        yield wedge
    quotas = _of_records("Quotas", chains, "quotas")
    if quotas.rows:
        yield quotas
    unserved = _of_records(
        "Unserved uses",
        {name: {**record, "unserved": record["security"]["shortages"]} for name, record in chains.items()},
        "unserved",
    )
    if unserved.rows:
        yield unserved
    if "years" in summary:
        yield Sheet("Paths", PATH_COLUMNS, tuple(path_cells(summary["years"])))
        weeks = tuple(week_cells(summary["years"]))
        if weeks:
            yield Sheet("Weeks", week_header(weeks), weeks)
        yield Sheet("Projects", PROJECTS, tuple(project_cells(summary["years"])))
        contracts = Sheet("Contracts", CONTRACTS, tuple(contract_cells(summary["years"])))
        if contracts.rows:
            yield contracts
    yield Sheet("Notes", ("Note",), tuple((str(note),) for note in summary["notes"]), prose=True)
    yield Sheet("Data", *data_of(of_a_year))
    if years.rows:
        yield years


_HEADLINE = ("Chain", "Figure", "Policy minus baseline", "Low", "High", "Unit", "Range over")
_STAGES = (
    "Chain", "Commodity", "Stage", "Figure", "Baseline", "Policy", "Level unit", "Change", "Low", "High",
    "Change unit",
)  # fmt: skip
_LEAKAGE = ("Chain", "Commodity", "Element", "Figure", "Value", "Unit")
_LEVELS = (("price", "Price in the zone", "USD/kg"), ("zone_output", "Output in the zone", "t/yr"),
           ("rival_share", "Rival's share of world output", "%"))  # fmt: skip


HOW_TO_READ = (
    "Changes are policy minus baseline. Baseline: the economy of the base year with every measure in force "
    "on the day, without the rulebook. Policy: the baseline and the rulebook. Low and high: 5th and 95th "
    "percentile of the joint draws of the parameters."
)
UNITS = (
    "Prices USD/kg, money million USD a year, tonnes t/yr, shares and changes in %; every row names its "
    "unit. Dollars are of the base year."
)
DATA = (
    "The sheet Data holds the rows of results.csv, with a column a scenario; footwall why explains each of "
    "them. What is zero in every scenario is left out."
)
WITH_YEARS = (
    "The sheets Data and Years hold the rows of results.csv, Data with a column a scenario, Years with a "
    "column a year; footwall why explains the rows of Data. What is zero throughout is left out, and what is "
    "the same on both paths stands once."
)


def _readme(model: str, manifest: Record, summary: Record, data: str) -> Sheet:
    rulebook, draws = summary["rulebook"], summary["draws"]
    rows: tuple[tuple[Cell, Cell], ...] = (
        ("Rulebook", f"{rulebook['name']}, version {rulebook['version']}"),
        ("Why", rulebook["why"]),
        ("Answer", summary["answer"]),
        ("How to read", HOW_TO_READ),
        ("Units", UNITS),
        ("Law of", summary["as_of"]),
        ("Base year", summary["base_year"]),
        ("Prices", summary["price_set"] or f"of {summary['base_year']}"),
        ("Draws", f"{draws['converged']} of {draws['asked']} converged, seed {draws['seed']}"),
        ("Model", model),
        ("Fact tables, SHA-256", manifest["facts_sha256"]),
        ("Rulebook, SHA-256", manifest["rulebook_sha256"]),
        ("Overrides", "; ".join(manifest["overrides"]) or "none"),
        ("Licence", LICENCE),
        ("Data", data),
    )
    return Sheet("README", ("Item", "Meaning"), rows, prose=True)


def _headline(chains: Mapping[str, Record]) -> Iterator[tuple[Cell, ...]]:
    for record in chains.values():
        for item in record["headline"]:
            numbers = (item[key] for key in ("value", "low", "high"))
            yield record["name"], item["text"], *numbers, item["unit"], item["range_over"] or "deterministic"


def _stages(chains: Mapping[str, Record]) -> Iterator[tuple[Cell, ...]]:
    for record in chains.values():
        for stage in record["stages"]:
            for field, figure, unit in _LEVELS:
                change = stage[f"{field}_change"] or {"value": None, "low": None, "high": None, "unit": ""}
                yield (
                    record["name"],
                    stage["name"],
                    stage["stage"],
                    figure,
                    stage[f"{field}_baseline"],
                    stage[f"{field}_policy"],
                    unit if unit == "%" or not stage["counted_in"] else f"{unit} of {stage['counted_in']}",
                    *(change[key] for key in ("value", "low", "high", "unit")),
                )


def _leakage(chains: Mapping[str, Record]) -> Iterator[tuple[Cell, ...]]:
    for record in chains.values():
        for leak in record["leakage"]:
            figures = {
                "outside content, baseline": leak["baseline"],
                "outside content, policy": leak["policy"],
                **{f"change, {form.replace('_', ' ')}": value for form, value in leak["change"].items()},
                **{
                    f"change by charges alone, {form.replace('_', ' ')}": value
                    for form, value in (leak["by_charges"] or {}).items()
                },
                f"change, from {leak['rival']}": leak["from_rival"],
                "final use in the zone": leak["zone_final_use"],
            }
            for figure, value in figures.items():
                yield record["name"], leak["commodity"], leak["element"], figure, value, leak["unit"]


def _of_records(name: str, chains: Mapping[str, Record], part: str) -> Sheet:
    """Flat records of every chain as they are in the summary, one column a field."""
    found = [(record["name"], item) for record in chains.values() for item in record.get(part) or ()]
    fields = tuple(dict.fromkeys(field for _, item in found for field in item))
    header = ("Chain", *(field.replace("_", " ").capitalize() for field in fields))
    rows = tuple((chain, *(_plain(item.get(field)) for field in fields)) for chain, item in found)
    return Sheet(name, header, rows)


def _with_instruments(record: Record) -> Record:
    """The record of a chain with its wedge as flat rows: instrument, commodity, figures and unit."""
    wedge = record.get("wedge") or {"instruments": ()}
    rows = [{"commodity": wedge["commodity"], **row, "unit": wedge["unit"]} for row in wedge["instruments"]]
    return {**record, "wedge": rows}


def _plain(value: object) -> Cell:
    """Numbers, truth and text as they are; anything else as text."""
    if value is None or isinstance(value, str | float | int | bool):
        return value
    if isinstance(value, Mapping):
        return ", ".join(
            f"{name} {part:.4g}" if isinstance(part, float | int) else str(name)
            for name, part in value.items()
        )
    if isinstance(value, Sequence):
        return ", ".join(str(part) for part in value)
    return str(value)


def _widths(sheet: Sheet) -> Iterator[int]:
    columns = zip(*sheet.rows, strict=True) if sheet.rows else ((),) * len(sheet.header)
    for column, (title, cells) in enumerate(zip(sheet.header, columns, strict=True)):
        longest = max((len(cell) if isinstance(cell, str) else NUMBER for cell in cells), default=0)
        widest = 100 if sheet.prose and column == len(sheet.header) - 1 else WIDEST
        yield min(max(NARROWEST, longest + PADDING, min(len(title), 24) + PADDING), widest)
