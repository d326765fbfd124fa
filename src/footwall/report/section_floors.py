"""Whether each floor binds at each member's border, and what that means there."""

from __future__ import annotations

from typing import Any

from footwall.report.figure import Section, Table
from footwall.report.number_words import NOT_AVAILABLE, plain, share
from footwall.report.subject import Subject
from footwall.report.wording import STATUSES, plain_words

TITLE = "Does the floor bind?"
Floor = dict[str, Any]


def floors(subject: Subject) -> Section:
    """The section of floors; without one it says so."""
    records: list[Floor] = subject.summary["floors"]
    if not records:
        return Section(
            subject.key("floors"),
            TITLE,
            (f"The rulebook has no floor in force on {subject.summary['as_of']}.",),
        )
    table = Table(
        "Floors at the members' borders (USD/kg)",
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
    return Section(subject.key("floors"), TITLE, (_count(subject, records), _basis(subject)), (), (table,))


def _count(subject: Subject, records: list[Floor]) -> str:
    told = []
    for good in dict.fromkeys(record["commodity"] for record in records):
        members = [record for record in records if record["commodity"] == good]
        bind = sum(record["status"] != "slack" for record in members)
        told.append(f"{subject.good_in_sentence(good)} at {bind} of {len(members)} borders")
    undercut = sum(record["undercut"] for record in records)
    below = f" Zone suppliers sell below it at {undercut} of these borders." if undercut else ""
    return f"The floor charges imports of {'; '.join(told)}.{below}"


def _basis(subject: Subject) -> str:
    return (
        "A border floor is compared with what comes from outside. Goods made inside the zone may sell "
        "below it: the table "
        f"says where. Law of {subject.summary['as_of']}; deterministic, central parameters."
    )


def _row(subject: Subject, record: Floor) -> tuple[str, ...]:
    charged = record["status"] != "slack"
    return (
        subject.good(record["commodity"]),
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
        "binding": f"Imports below the floor pay the difference: {share(record['levied_share'])} of what "
        f"is bought.",
        "prohibitive": "Outside goods would have to pay so much that hardly any still come in.",
    }[record["status"]]
    if record["undercut"]:
        told += " Undercut: zone suppliers deliver below the floor."
    if record["capped"]:
        told += " A cap keeps the charge below the full gap."
    return told
