"""Use that goes unserved: by sector in words, the largest in a table, and all of it for those who ask."""

from __future__ import annotations

from footwall.report.elements_in_use import Record
from footwall.report.figure import Table
from footwall.report.number_words import NOT_AVAILABLE, percent_of, plain
from footwall.report.subject import Subject
from footwall.report.wording import capitalised, plain_words
from footwall.runs.sector_words import SECTORS
from footwall.runs.short_goods import short_good_sentence

LARGEST = 10
"""Rows of the table; the other uses are one row, and all are below it."""
_TOLD_SHARE = 0.05
"""Per cent of a sector's use, of all goods or of the one hit hardest, from which a shortage is told."""
_COLUMNS = (
    *("Sector", "Region", "t/yr of all goods, each as it is counted", "In the baseline, t/yr"),
    *("% of the baseline's use, all goods", "Hit hardest, % of its use"),
)


def told_shortages(records: list[Record]) -> list[Record]:
    """Shortages that are worth telling, the largest first."""
    told = [row for row in records if _worst_share(row) >= _TOLD_SHARE]
    return sorted(told, key=lambda row: -float(row["shortage"]))


def shortage_words(subject: Subject, shortages: list[Record]) -> str:
    """One sentence: the tonnes of each sector and where it is hit most."""
    if not shortages:
        return (
            f"No use goes unserved by {_TOLD_SHARE}% or more: users buy less of what is dear, and nobody "
            "gives up."
        )
    sectors: dict[str, list[Record]] = {}
    for row in shortages:
        sectors.setdefault(row["sector"], []).append(row)
    told = []
    for sector, rows in sectors.items():
        worst = max(rows, key=_worst_share)
        tonnes = plain(sum(float(row["shortage"]) for row in rows))
        told.append(
            f"{plain_words(sector, SECTORS)} {tonnes} t/yr, at most {percent_of(_worst_share(worst))} of "
            f"{_of_what(subject, worst)} ({subject.region_in_sentence(worst['region'])})"
        )
    return f"Some uses go unserved because the price passes what they can pay: {'; '.join(told)}."


def short_goods_told(subject: Subject) -> tuple[str, ...]:
    """Goods that are short in the baseline or under the policy, a sentence each."""
    return tuple(short_good_sentence(record) for record in subject.summary["security"]["short_goods"])


def short_at_price(subject: Subject, commodity: str) -> str:
    """What goes unserved at the prices of a panel; empty for a good that is not short."""
    for record in subject.summary["security"]["short_goods"]:
        if record["commodity"] == commodity:
            shares = dict.fromkeys(percent_of(record[f"{state}_share"]) for state in ("baseline", "policy"))
            return f"short: {' → '.join(shares)} of base use unserved"
    return ""


def _worst_share(row: Record) -> float:
    """Per cent: of the sector's use of all goods, or of the one good of which more is missing.

    Of base use where the baseline serves none.
    """
    share = row["share_of_base"] if row["share"] is None else row["share"]
    return max(float(share or 0.0), float(row.get("good_share") or 0.0))


def _of_what(subject: Subject, row: Record) -> str:
    if row["share"] is None:
        return "base use, of which the baseline serves none"
    if (row.get("good_share") or 0.0) <= (row["share"] or 0.0):
        return "the baseline's use"
    return f"the {subject.good_in_sentence(row['good'])} of the baseline"


def largest_shortages(subject: Subject, shortages: list[Record]) -> tuple[Table, ...]:
    """The table of the largest; what it leaves out is its last row. None without a shortage."""
    if not shortages:
        return ()
    caption = "Use that goes unserved under the policy"
    rest = shortages[LARGEST:]
    if not rest:
        return (Table(caption, _COLUMNS, _rows(subject, shortages), labels=2),)
    together = plain(sum(float(row["shortage"]) for row in rest))
    before = plain(sum(float(row["baseline"]) for row in rest))
    more = (f"and {len(rest)} more, together", NOT_AVAILABLE, together, before, NOT_AVAILABLE, NOT_AVAILABLE)
    rows = (*_rows(subject, shortages[:LARGEST]), more)
    return (Table(f"{caption}: the {LARGEST} largest of {len(shortages)}", _COLUMNS, rows, labels=2),)


def all_shortages(subject: Subject, shortages: list[Record]) -> tuple[Table, ...]:
    """Every shortage that is told, where the table of the largest leaves some out."""
    if len(shortages) <= LARGEST:
        return ()
    return (
        Table("All uses that go unserved under the policy", _COLUMNS, _rows(subject, shortages), labels=2),
    )


def _rows(subject: Subject, shortages: list[Record]) -> tuple[tuple[str, ...], ...]:
    return tuple(
        (
            capitalised(plain_words(row["sector"], SECTORS)),
            subject.region(row["region"]),
            plain(row["shortage"]),
            plain(row["baseline"]),
            NOT_AVAILABLE if row["share"] is None else plain(row["share"]),
            f"{subject.good(row['good'])} {percent_of(row['good_share'])}"
            if row.get("good")
            else NOT_AVAILABLE,
        )
        for row in shortages
    )
