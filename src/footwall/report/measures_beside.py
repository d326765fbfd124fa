"""Measures of governments that a rulebook holds beside its charges, and what of a change is theirs."""

from __future__ import annotations

from typing import Any

from footwall.report.number_words import signed
from footwall.report.subject import Subject
from footwall.runs.sentences import listed

KINDS = {
    "ban": "the export ban",
    "export_licence": "the export licences",
    "export_quota": "the export quota",
    "export_tax": "the export tax",
    "vat_not_refunded": "the value-added tax kept on exports",
    "vat_refunded": "the refund of value-added tax on exports",
    "import_duty": "the import duty",
}
MOST_NAMED = 2
Leak = dict[str, Any]


def measures_named(subject: Subject) -> str:
    """``the export ban of China``; empty without a measure that changes anything."""
    found = subject.summary["trade_measures"]
    if len(found) > MOST_NAMED:
        return "the measures of governments"
    return listed([f"{KINDS[item['kind']]} of {subject.region_in_sentence(item['by'])}" for item in found])


def is_divided(leak: Leak) -> bool:
    """True where the change without the measures is known."""
    return leak["by_charges"] is not None


def by_measures(leak: Leak, form: str = "total") -> float:
    """What the measures add to the change, t/year; only where it is divided."""
    return float(leak["change"][form] - leak["by_charges"][form])


def division(subject: Subject, leak: Leak) -> str:
    """A change of outside content as the sum of what charges and measures do."""
    named = measures_named(subject)
    total = f"changes by {signed(leak['change']['total'])} {subject.tonnes_of(leak['element'])}"
    if not is_divided(leak):
        return f"{total} under the rulebook's charges and {named} together"
    charges = signed(leak["by_charges"]["total"])
    return f"{total}: {charges} by the rulebook's charges, {signed(by_measures(leak))} by {named}"


def why_divided(subject: Subject, leaks: list[Leak]) -> str:
    """Whose work the fall of outside content is, and how the two are told apart."""
    named = measures_named(subject)
    if not all(is_divided(leak) for leak in leaks):
        return (
            f"The rulebook holds {named} beside its charges. What is kept out is the work of both: the "
            "market has no solution without the measures, so the two cannot be told apart, and no fall is to "
            "be credited to the floors."
        )
    return (
        f"The rulebook holds {named} beside its charges, and what that moves is not the work of the "
        "floors. The rulebook was therefore solved once more without it. “By charges” is that run against "
        "the baseline; “by measures” is what is added when the measures come on top."
    )
