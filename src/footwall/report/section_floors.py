"""Whether each floor binds at each member's border, and what that means there."""

from __future__ import annotations

from collections import Counter
from typing import Any

from footwall.measure.floor_status import PROHIBITIVE_SHARE
from footwall.report.contract_prices import paid_up_to
from footwall.report.figure import Section, Table
from footwall.report.number_words import NOT_AVAILABLE, plain, share
from footwall.report.subject import Subject
from footwall.report.wording import STATUSES, plain_words
from footwall.runs.omega import gap_is_left_to_exporters
from footwall.runs.sentences import listed

TITLE = "Does the floor bind?"
Floor = dict[str, Any]
_ORDER = ("binding", "prohibitive", "slack")


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
            *_charged(records),
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
    """What the imports pay, then the borders by status: the words are those of the table."""
    name, imports = subject.good_in_sentence(good), sum(record["imports"] for record in borders)
    charged = [record for record in borders if record["status"] != "slack"]
    if not charged:
        return f"No import of {name} pays: the floor binds at none of {len(borders)} borders."
    paid = sum(record["levied"] for record in charged) / imports if imports > 0.0 else 0.0
    counts = Counter(record["status"] for record in borders)
    told = [(STATUSES[status][2:], counts[status]) for status in _ORDER if counts[status]]
    (first, most), *others = told
    places = [f"{first} at {most} of {len(borders)} borders", *(f"{words} at {n}" for words, n in others)]
    does = "come with an invoice raised to the floor" if _kept_abroad(charged) else "pay the charge"
    return f"Of the imports of {name} {share(paid)} {does}. The floor {listed(places)}."


def _kept_abroad(records: list[Floor]) -> bool:
    """True where exporters keep the whole charge by raising their invoices."""
    return all(record["kept"] >= 1.0 for record in records if record["status"] != "slack")


def _charged(records: list[Floor]) -> tuple[str, str]:
    """Heads of the columns of what is due on a kilogram and of how many bear it."""
    charged = [record for record in records if record["status"] != "slack"]
    if charged and _kept_abroad(charged):
        return "Rise of the invoice per kg", "Purchases with a raised invoice"
    return "Charge per kg that pays", "Purchases that pay"


def _basis(subject: Subject) -> str:
    return (
        f"A floor binds where at least {100.0 * PROHIBITIVE_SHARE:g}% of what a member buys bears its "
        "charge; where the charge leaves less than that, the floor keeps imports out. "
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
    told = _charge_words(record)[record["status"]]
    if record["undercut"]:
        told += " Undercut: zone suppliers deliver below the floor."
    if record["capped"]:
        told += " A cap keeps the charge below the full gap."
    return told


def _charge_words(record: Floor) -> dict[str, str]:
    """What each status means under this charge: the gap, a maximum below a cliff, or a dearer invoice."""
    bought = f"{share(record['levied_share'])} of what is bought"
    slack = "Outside goods already arrive at the floor or above: nothing is charged."
    if record["cliff"] > 0.0:
        below = f"below {share(record['cliff'])} of the floor"
        most = f"the maximum of {record['maximum']:,.3g} USD/kg"
        binding = f"Imports {below} pay {most}, those from there up to the floor the difference: {bought}."
        kept_out = f"Outside goods {below} would pay {most}: hardly any still come in."
    elif record["kept"] >= 1.0:
        binding = f"Exporters raise their invoices and keep the difference: {bought}."
        kept_out = "Exporters would have to raise their invoices so far that hardly any goods still come in."
    else:
        shared = f", of which exporters keep {share(record['kept'])}" if record["kept"] > 0.0 else ""
        binding = f"Imports below the floor pay the charge{shared}: {bought}."
        kept_out = "Outside goods would have to pay so much that hardly any still come in."
    return {"slack": slack, "binding": binding, "prohibitive": kept_out}
