"""Tables of the pages on base years, from the same audit that ``footwall facts audit`` prints."""

from __future__ import annotations

from footwall.chain import chains_of
from footwall.chain.audit import Audit, audit
from footwall.facts import load_facts
from footwall.facts.audit import Cell, Section
from footwall.runs.economy import base_economy
from generator.tables import markdown_table

_WORDS = {"figure", "table", "reason", "grade", "publisher", "item", "region", "unit", "market", "quoted in",
          "process", "element", "deposit", "concentrate"}  # fmt: skip


PAGE = {"ree_magnets": "base-year"}
"""Page of a chain below ``docs/model``; other chains have a page of their own name."""


def base_year_pages() -> dict[str, dict[str, str]]:
    """Name of each page to its marked tables, name to text."""
    return {f"{PAGE.get(chain, chain)}.md": tables(chain) for chain in chains_of(load_facts())}


def tables(chain: str) -> dict[str, str]:
    """Name of each marked table of one chain to its text."""
    facts = load_facts()
    audited = audit(facts, base_economy(facts, chain=chain)[1].base)
    return {
        "coverage": _coverage(audited),
        "elements": _table(audited.section("Element balance")),
        "publishers": _publishers(audited),
        "adjustments": _table(audited.section("Adjustments over 10%")),
        "prices": _table(
            audited.section("Price adjustments"),
            ("market", "quoted in", "quote USD/t", "price USD/t", "ratio", "grade", "reason"),
        ),
        "utilisation": _table(audited.section("Clamped utilisation")),
    }


def _coverage(audited: Audit) -> str:
    section = audited.section("Coverage")
    rows = [(f"[{row[0]}](../facts/{row[0]}.md)", str(row[1]), *(f"{cell:.0%}" for cell in row[2:]))
            for row in section.rows]  # fmt: skip
    return markdown_table(section.columns, rows, right=section.columns[1:]) + _remarks(section)


def _publishers(audited: Audit) -> str:
    section = audited.section("Publishers side by side")
    rows = []
    for publisher, item, region, year, theirs, ours, unit, difference, reason in section.rows:
        where = f"{item}, {'world' if region == 'WLD' else region}, {year}"
        apart = f"{difference:+.1%}".replace("-0.0%", "+0.0%")
        rows.append((str(publisher), where, _number(theirs), _number(ours), str(unit), apart, str(reason)))
    columns = ("publisher", "figure", "theirs", "ours", "unit", "difference", "reason")
    return markdown_table(columns, rows, right=("theirs", "ours", "difference"))


def _table(section: Section, columns: tuple[str, ...] = ()) -> str:
    shown = columns or section.columns
    places = [section.columns.index(name) for name in shown]
    rows = [[_number(row[place]) for place in places] for row in section.rows]
    right = [name for name in shown if name not in _WORDS]
    body = markdown_table(shown, rows, right) if rows else ""
    return body + _remarks(section)


def _number(cell: Cell) -> str:
    if isinstance(cell, float):
        if abs(cell) < 1e-6:
            return "0"
        return f"{cell:,.0f}" if abs(cell) >= 100 else f"{cell:.3g}"
    return str(cell)


def _remarks(section: Section) -> str:
    said = [remark for remark in section.remarks if "Largest difference" not in remark]
    return "".join(f"\n{remark}\n" for remark in said)
