"""``footwall facts``: list tables, show rows, explain figures, audit.

Nothing here judges or changes a figure; adjustments come from the base year that ``chain`` balances.
"""

from __future__ import annotations

import csv
import sys
import textwrap
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import typer

from footwall.cli.columns_of_text import WIDTH, lay_out, page_width, plain, readable, wrapped
from footwall.errors import UnknownName
from footwall.facts import load_facts
from footwall.facts.columns import columns_of
from footwall.facts.schema import TABLES
from footwall.facts.vocabulary import GRADES

if TYPE_CHECKING:
    from footwall.facts.facts import Facts

MOST_EXPLAINED = 20


def list_tables() -> None:
    """Print every table with its rows, years and grades."""
    facts = load_facts()
    lines = [["table", "rows", "years", *GRADES]]
    for name, rows in facts.tables.items():
        grades = Counter(getattr(row, "grade", "") for row in rows)
        years = sorted({row.year for row in rows if name != "sources" and hasattr(row, "year")})
        span = "" if not years else str(years[0]) if len(years) == 1 else f"{years[0]}-{years[-1]}"
        lines.append([name, str(len(rows)), span, *(str(grades[grade] or "") for grade in GRADES)])
    typer.echo("\n".join(lay_out(lines)))
    typer.echo(
        "\nfootwall facts show TABLE prints rows; footwall facts explain TABLE adds sources and notes."
    )


def show_table(table: str, where: Sequence[str] = (), as_csv: bool = False) -> None:
    """Print the matching rows of a table within 100 columns, or all of their cells as CSV."""
    facts = load_facts()
    rows = matching(facts, table, where)
    row_type = TABLES[table]
    columns = columns_of(row_type)
    if as_csv:
        writer = csv.writer(sys.stdout, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows([plain(getattr(row, name)) for name, _ in columns.values()] for row in rows)
        return
    listed = getattr(row_type, "listed", ())
    cells = {
        header: [plain(getattr(row, name)) for row in rows]
        for header, (name, _) in columns.items()
        if header != "note" and (not listed or name in listed)
    }
    same = {header: found[0] for header, found in cells.items() if len(rows) > 1 and len(set(found)) == 1}
    if same:
        typer.echo(
            "\n".join(
                wrapped(
                    "all rows", ", ".join(f"{header} {value or 'empty'}" for header, value in same.items())
                )
            )
            + "\n"
        )
    varying = [header for header in cells if header not in same]
    lines = [varying, *([cells[header][place] for header in varying] for place in range(len(rows)))]
    if page_width(lines) > WIDTH and "source" in varying:
        lines = [
            [cell for cell, header in zip(line, varying, strict=True) if header != "source"] for line in lines
        ]
    typer.echo("\n".join(lay_out(lines)))
    typer.echo(
        f"\n{len(rows)} of {len(facts.table(table))} rows. "
        f"footwall facts explain {table} --where ... gives {'the rest' if listed else 'sources and notes'}."
    )


def explain_figure(table: str, where: Sequence[str] = ()) -> None:
    """Print value, range, unit, source, grade, note and adjustment of the matching rows."""
    facts = load_facts()
    rows = matching(facts, table, where)
    adjusted = _adjustments(facts) if table in ("production", "use", "trade") and rows else {}
    for row in rows[:MOST_EXPLAINED]:
        typer.echo("\n".join(_explained(facts, table, row, adjusted)) + "\n")
    if len(rows) > MOST_EXPLAINED:
        typer.echo(f"{len(rows) - MOST_EXPLAINED} more rows; narrow with --where COLUMN=VALUE.")
    if not rows:
        typer.echo(f"No row of {table} matches. footwall facts show {table} prints them all.")


def audit(chain: str | None = None) -> None:
    """Print the audit of one chain, else of all: coverage, element balances, adjustments, publishers."""
    from footwall.chain import chains_of

    facts = load_facts()
    known = chains_of(facts)
    if chain is not None and chain not in known:
        raise UnknownName(f"--chain {chain!r}: the facts hold no such chain; chains: {', '.join(known)}.")
    for one in known if chain is None else (chain,):
        _audit_chain(facts, one)


def _audit_chain(facts: Facts, chain: str) -> None:
    from footwall.chain.audit import audit as audited
    from footwall.runs.economy import base_economy

    typer.echo(f"Chain {chain}\n{'#' * len(f'Chain {chain}')}\n")
    for section in audited(facts, base_economy(facts, chain=chain)[1].base).sections:
        typer.echo(f"{section.title}\n{'=' * len(section.title)}")
        if section.rows:
            cells = [
                [readable(cell, name) for cell, name in zip(row, section.columns, strict=True)]
                for row in section.rows
            ]
            typer.echo("\n".join(lay_out([list(section.columns), *cells])))
        for remark in section.remarks:
            typer.echo(textwrap.fill(remark, WIDTH))
        typer.echo("")


def matching(facts: Facts, table: str, where: Sequence[str]) -> tuple[Any, ...]:
    """Rows of a table whose cells equal every COLUMN=VALUE (a list cell: holds it); raises UnknownName."""
    rows = facts.table(table)
    columns = columns_of(TABLES[table])
    for condition in where:
        header, sign, value = condition.partition("=")
        if not sign or header.strip() not in columns:
            raise UnknownName(
                f"--where {condition!r}: give COLUMN=VALUE with a column of {table}: {', '.join(columns)}."
            )
        name = columns[header.strip()][0]
        rows = tuple(row for row in rows if _holds(getattr(row, name), value.strip()))
    return rows


def _holds(cell: Any, value: str) -> bool:
    return value in cell if isinstance(cell, tuple) else plain(cell) == value


def _explained(facts: Facts, table: str, row: Any, adjusted: Mapping[str, Any]) -> list[str]:
    columns = {header: name for header, (name, _) in columns_of(type(row)).items()}
    titles = [plain(getattr(row, name)) for name in type(row).identity]
    lines = [f"{table}: " + " ".join(part for part in titles if part)]
    skipped = {*type(row).identity, type(row).central, "low", "high", "source", "grade", "note", "unit"}
    if type(row).central:
        unit = " ".join(part for part in (getattr(row, "currency", ""), _unit(facts, row)) if part)
        value, low, high = (plain(getattr(row, name)) for name in (type(row).central, "low", "high"))
        lines.append(f"  {type(row).central:<11} {value} {unit} (range {low} to {high})")
    elif hasattr(row, "value"):
        lines.append(f"  {'value':<11} {plain(row.value)} {row.unit}")
        skipped.add("value")
    for header, name in columns.items():
        cell = plain(getattr(row, name))
        if name not in skipped and cell:
            lines += wrapped(header, cell)
    if hasattr(row, "grade"):
        source = facts.source(row.source)
        lines.append(f"  {'grade':<11} {row.grade}")
        lines += wrapped("source", f"{source.author}: {source.title} ({source.year}). {source.licence}.")
        if source.address:
            lines += wrapped("address", source.address)
    if getattr(row, "note", ""):
        lines += wrapped("note", row.note)
    change = adjusted.get(_adjustment_key(table, row))
    if change is not None:
        lines += wrapped("balanced", f"{plain(change.balanced)} ({change.ratio - 1:+.1%}): {change.reason}")
    return lines


def _unit(facts: Facts, row: Any) -> str:
    unit = getattr(row, "unit", "")
    if unit:
        return f"/ {unit}" if hasattr(row, "currency") else str(unit)
    commodity = getattr(row, "commodity", "")
    named = [item.unit for item in facts.table("commodities") if item.id == commodity]
    return f"{named[0]}/year" if named and hasattr(row, "year") else ""


def _adjustment_key(table: str, row: Any) -> str:
    if table == "production":
        return f"{row.recipe}@{row.region}"
    if table == "use":
        return f"{row.commodity}:{row.sector}@{row.region}"
    return f"{row.commodity}:{row.origin}>{row.destination}" if table == "trade" else ""


def _adjustments(facts: Facts) -> Mapping[str, Any]:
    from footwall.chain import balance_network, chains_of

    return {
        item.key: item
        for chain in chains_of(facts)
        for item in balance_network(facts, chain=chain).adjustments
    }
