"""A measure in plain words: who does what to which trade, when, and what makes it rest."""

from __future__ import annotations

from footwall.rulebook.measure_schema import Measure, MeasureTerms
from footwall.rulebook.wording import price, share, term, yearly


def measure_words(measure: Measure) -> str:
    """One sentence on a measure."""
    named = f" ({measure.id})" if measure.id is not None else ""
    truce = f", resting while {measure.truce.whilst} is in force" if measure.truce is not None else ""
    return f"{measure.by} {terms_words(measure)}{term(measure)}{truce}{named}."


def terms_words(measure: MeasureTerms) -> str:
    """What a measure does, without who and when: ``bans exports of dy_oxide to USA``."""
    goods = ", ".join(measure.commodities)
    charge = share(measure.rate) if measure.rate is not None else ""
    if measure.amount is not None:
        charge = " plus ".join(part for part in (charge, price(measure.amount)) if part)
    to = ", ".join(measure.destinations) or "every destination"
    origin = ", ".join(measure.origins) or "every origin"
    rent = "the state" if measure.rent_to == "state" else "licence holders"
    approved = share(measure.approval) if measure.approval is not None else ""
    quota = yearly(measure.quota) if measure.quota is not None else ""
    limited = to if len(measure.destinations) == 1 else f"{to} together"
    limit = f"{quota} for each commodity" if len(measure.commodities) > 1 else quota
    words = {
        "export_licence": f"licenses {approved} of base exports of {goods} to {to}; the rent goes to {rent}",
        "export_quota": f"limits exports of {goods} to {limited} to {limit}; the rent goes to {rent}",
        "export_tax": f"taxes exports of {goods} to {to} at {charge}",
        "vat_not_refunded": f"keeps {charge} of value-added tax on exports of {goods} to {to}",
        "ban": f"bans exports of {goods} to {to}",
        "import_duty": f"levies {charge} on imports of {goods} from {origin}",
    }
    return words[measure.kind]
