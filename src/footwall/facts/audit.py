"""What the fact tables say about themselves: coverage by grade, and deposits beside the basket of their type.

The part of the audit that needs a balanced network is in ``footwall.chain.audit``. Nothing is judged or
corrected here.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from footwall.facts.vocabulary import GRADES

if TYPE_CHECKING:
    from footwall.facts.facts import Facts

Cell = str | float | int


@dataclass(frozen=True)
class Section:
    """One table of an audit: ``rows`` have one cell for every name in ``columns``."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    remarks: tuple[str, ...] = ()


def coverage(facts: Facts) -> Section:
    """Rows of every graded table and the share of each grade."""
    rows: list[tuple[Cell, ...]] = []
    total = assumed = 0
    for name, table in facts.tables.items():
        grades = [row.grade for row in table if hasattr(row, "grade")]
        if not grades:
            continue
        rows.append((name, len(grades), *(grades.count(grade) / len(grades) for grade in GRADES)))
        total += len(grades)
        assumed += grades.count("assumed")
    share = assumed / total if total else 0.0
    return Section(
        "Coverage",
        ("table", "rows", *GRADES),
        tuple(rows),
        (f"{total} graded rows from {len(facts.table('sources'))} sources; {share:.0%} are assumed.",),
    )


def deposits_beside_baskets(facts: Facts) -> Section:
    """Dy and Tb per t of NdPr of every deposit, beside the basket that its concentrate type is given."""
    product = {row.recipe: row.item for row in facts.table("recipes") if row.role == "output"}
    basket = {(row.commodity, row.element): row.value for row in facts.table("contents")}
    rows: list[tuple[Cell, ...]] = []
    for row in facts.table("deposits"):
        tonnes = row.reo_tonnes * row.ndpr_share
        if tonnes <= 0.0:
            continue
        concentrate = product[row.recipe]
        cells: list[Cell] = [row.deposit, row.region, concentrate, tonnes]
        for element, share in (("Dy", row.dy_share), ("Tb", row.tb_share)):
            own, typical = share / row.ndpr_share, basket.get((concentrate, element), 0.0)
            cells += [own, typical, tonnes * (typical - own)]
        rows.append(tuple(cells))
    return Section(
        "Deposits beside the basket of their type",
        (
            "deposit",
            "region",
            "concentrate",
            "NdPr t",
            "Dy/NdPr",
            "Dy/NdPr of type",
            "Dy adjusted t",
            "Tb/NdPr",
            "Tb/NdPr of type",
            "Tb adjusted t",
        ),
        tuple(rows),
        ("A concentrate carries the output-weighted basket of its type, so its deposits differ from it.",),
    )
