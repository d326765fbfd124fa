"""In what form final users get an element inside products, and from where: a table on security."""

from __future__ import annotations

from typing import Any

from footwall.report.figure import Table
from footwall.report.number_words import NOT_AVAILABLE, plain
from footwall.report.section_output import BY_PRODUCT
from footwall.report.subject import Subject

MOST_CONTAINED = 8
_CONTAINED_POINTS = 1.0
Record = dict[str, Any]


def contained_table(subject: Subject) -> Table:
    """The forms of the elements that move most, in the order of the chain; scrap follows the others."""
    stage = {row["commodity"]: row["stage"] for row in subject.summary["stages"]}
    moving = [
        row
        for row in subject.summary["security"]["contained"]
        if row["baseline"]["hhi"] and row["policy"]["hhi"] and stage.get(row["commodity"]) != BY_PRODUCT
        and moved(row) >= _CONTAINED_POINTS
    ]  # fmt: skip
    most = sorted(moving, key=moved, reverse=True)[:MOST_CONTAINED]
    rows = tuple(
        (
            f"{row['element']} as {subject.good_in_sentence(row['commodity'])}",
            pair(row, "outside_share", 1),
            pair(row, "rival_share", 1),
            pair(row, "hhi", 0),
            pair(row, "hhi_governance", 0),
        )
        for row in moving
        if row in most
    )
    return Table(
        f"What final users {subject.in_zone} get inside products: where the element took the form of the "
        f"good, baseline → policy; {_up_to(len(rows))}, scrap left out, by a percentage point or more. By "
        "governance: shares weighted with the risk of the origin from 0 to 10. Deterministic, central "
        "parameters",
        (
            "Element and form", "Made outside, %", f"Made in {subject.rival_name}, %", "HHI",
            "HHI by governance",
        ),
        rows,
    )  # fmt: skip


def _up_to(count: int) -> str:
    return f"the {MOST_CONTAINED} that move most" if count == MOST_CONTAINED else "those that move"


def moved(row: Record) -> float:
    """The larger change of the two shares, percentage points."""
    before, after = row["baseline"], row["policy"]
    return max(abs(float(after[item] - before[item])) for item in ("outside_share", "rival_share"))


def pair(row: Record, item: str, digits: int) -> str:
    """Baseline and policy; one figure where both print alike."""
    ends = [row[state].get(item) for state in ("baseline", "policy")]
    shown = [NOT_AVAILABLE if end is None else plain(end, digits) for end in ends]
    return shown[0] if shown[0] == shown[1] else " → ".join(shown)
