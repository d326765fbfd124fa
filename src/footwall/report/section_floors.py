"""Whether each floor binds at each member's border, and what that means there."""

from __future__ import annotations

from typing import Any

from footwall.report.contract_prices import paid_up_to
from footwall.report.figure import Section, Table
from footwall.report.number_words import NOT_AVAILABLE, plain, share
from footwall.report.subject import Subject
from footwall.report.wording import STATUSES, plain_words
from footwall.runs.omega import gap_is_left_to_exporters
from footwall.runs.sentences import listed

TITLE = "Does the floor bind?"
NOTICEABLE = 0.01
"""Share of a border's imports that must pay for it to count among those that charge."""
Floor = dict[str, Any]


def floors(subject: Subject) -> Section:
    """The section of floors; without one it says so."""
    records: list[Floor] = subject.summary["floors"]
    if not records:
        return Section(
            subject.key("floors"),
            TITLE,
            (f"The rulebook has no floor in force on {subject.summary['as_of']}.", *paid_up_to(subject)),
        )
    table = Table(
        f"Floors at the members' borders (USD/kg{subject.of_counted})",
        (
            "Good",
            "Member",
            "Floor",
            "Status",
            "Charge per kg that pays",
            "Purchases that pay",
            "In plain words",
        ),
        tuple(_row(subject, record) for record in records),
        labels=2,
        words=(3, 6),
    )
    return Section(
        subject.key("floors"), TITLE, (_collected(subject, records), _basis(subject)), (), (table,)
    )


def _collected(subject: Subject, records: list[Floor]) -> str:
    """The share of imports on which a charge is collected, and at how many borders it is to speak of."""
    goods = dict.fromkeys(record["commodity"] for record in records)
    told = [_of_good(subject, good, [r for r in records if r["commodity"] == good]) for good in goods]
    undercut = sum(record["undercut"] for record in records)
    below = f" Zone suppliers sell below the floor at {undercut} of these borders." if undercut else ""
    return f"{' '.join(told)}{below}"


def _of_good(subject: Subject, good: str, borders: list[Floor]) -> str:
    name, imports = subject.good_in_sentence(good), sum(record["imports"] for record in borders)
    charged = [record for record in borders if record["status"] != "slack"]
    if not charged:
        return f"No import of {name} pays at any of {len(borders)} borders."
    paid = sum(record["levied"] for record in charged) / imports if imports > 0.0 else 0.0
    pay = [record for record in charged if _pays(record)]
    where = (
        f"at {len(pay)} of {len(borders)} borders"
        if pay
        else f"at none of {len(borders)} borders to speak of"
    )
    tails = [
        f"at {count} {words}"
        for count, words in (
            (len(charged) - len(pay), "next to none do"),
            (len(borders) - len(charged), "nothing is due"),
        )
        if count
    ]
    rest = f"; {listed(tails)}" if tails else ""
    return f"Of the imports of {name} {share(paid)} pay the charge, {where}{rest}."


def _pays(record: Floor) -> bool:
    """True where more than next to nothing pays, of what comes in and of what is bought."""
    return record["status"] == "binding" and bool(record["levied"] >= NOTICEABLE * record["imports"])


def _basis(subject: Subject) -> str:
    return (
        "Imports are all that crosses a member's border, what other members send included. A border floor "
        "is compared with what comes from outside. Goods made inside the zone may sell below it: the table "
        f"says where.{_kept(subject)} Law of {subject.summary['as_of']}; deterministic, central parameters."
    )


def _kept(subject: Subject) -> str:
    """Who gets the charge, where it is not a treasury."""
    if not gap_is_left_to_exporters(subject.result.rulebook):
        return ""
    return " Here the charge is a dearer invoice: exporters keep it, and no treasury receives it."


def _row(subject: Subject, record: Floor) -> tuple[str, ...]:
    charged = record["status"] != "slack"
    return (
        subject.good_counted(record["commodity"]),
        subject.region(record["member"]),
        plain(record["floor"]),
        floor_status_words(record),
        plain(record["unit_levy"]) if charged else NOT_AVAILABLE,
        share(record["levied_share"]) if charged else "0%",
        _meaning(record),
    )


def floor_status_words(record: Floor) -> str:
    """Whether the floor binds, and beside it whether zone suppliers undercut it."""
    words = plain_words(record["status"], STATUSES)
    return f"{words}, undercut" if record["undercut"] else words


def _meaning(record: Floor) -> str:
    told = {
        "slack": "Outside goods already arrive at the floor or above: nothing is charged.",
        "binding": f"Imports below the floor are charged or raised: {share(record['levied_share'])} of what "
        f"is bought.",
        "prohibitive": "Outside goods would have to pay so much that hardly any still come in.",
    }[record["status"]]
    if record["undercut"]:
        told += " Undercut: zone suppliers deliver below the floor."
    if record["capped"]:
        told += " A cap keeps the charge below the full gap."
    return told
