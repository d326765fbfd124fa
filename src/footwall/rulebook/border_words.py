"""The border in plain words: valuation, evasion, duties beside the zone's charges, exemptions."""

from __future__ import annotations

from collections.abc import Iterator

from footwall.rulebook.border_schema import Border, Evasion, Exemption, RelatedParty, Stacking, Surge
from footwall.rulebook.wording import dates, price, share, tonnes

_RULES = {
    "add": "is charged as well",
    "replace": "is not charged on goods that the zone's charge reaches",
    "max": "counts against the zone's charge: the greater of the two is due",
}
_DUTIES = {"import_duty": "the ordinary duty", "additional_duty": "every additional duty"}


def border_words(border: Border) -> Iterator[str]:
    """Sentences on everything that holds at every member's border."""
    for member, basis in border.valuation.items():
        yield f"{member} values goods {basis}."
    evasion = border.evasion
    if evasion is not None:
        yield _evasion(evasion)
    for position, rule in enumerate(border.stacking):
        yield _stacking(rule, position)
    for surge in border.surge:
        yield _surge(surge)
    if border.related_party is not None:
        yield _related(border.related_party)
    for exemption in border.exemptions:
        yield _exemption(exemption)


def _exemption(exemption: Exemption) -> str:
    goods = ", ".join(exemption.commodities) or "all covered goods"
    below = f"below {tonnes(exemption.below)}" if exemption.below is not None else ""
    shipped = f"shipped before {exemption.shipped_before}" if exemption.shipped_before is not None else ""
    certified = f"certified by {exemption.certified_by}" if exemption.certified_by is not None else ""
    content = f"{share(exemption.at_least)} or more" if exemption.at_least is not None else ""
    part = f"{share(exemption.share)} of each arc" if exemption.share is not None else ""
    if exemption.kind == "drawback" and exemption.share is None:
        part = "what leaves the zone again in goods made of it"
    kind = exemption.kind.replace("_", " ")
    parts = (kind, goods, below, shipped, certified, content, part, dates(exemption))
    return f"Exempt: {', '.join(item for item in parts if item)}."


def _surge(surge: Surge) -> str:
    goods, origins = ", ".join(surge.commodities), ", ".join(surge.origins) or "any origin outside the zone"
    due = "the gap to the floor at base-year prices"
    if surge.rate is not None:
        due = f"{share(surge.rate)} of the base-year customs value"
    if surge.amount is not None:
        due = price(surge.amount)
    term = f" {dates(surge)}" if dates(surge) else ""
    return (
        f"Imports of {goods} from {origins} beyond {share(surge.above)} of base-year imports of a member, "
        f"counted as {share(surge.least)} of all its imports at least, pay {due}{term}."
    )


def _related(related: RelatedParty) -> str:
    tested = {
        "transaction": "their invoice is believed, so that they can invoice at the floor and keep the gap",
        "reference": "they are tested against the published price and pay the levy like others",
    }
    part = share(related.share)
    return f"{part} of the trade in floored goods is between related parties: {tested[related.test]}."


def _evasion(evasion: Evasion) -> str:
    label = f"goods of {', '.join(evasion.via)}" if evasion.via else "domestic goods of the importer"
    split = ", in equal parts" if len(evasion.via) > 1 else ""
    return (
        f"Up to {share(evasion.max)} of the charged goods of a route can evade, declared as {label}{split}: "
        f"hiding costs {share(evasion.cost)} of value and rises by {share(evasion.spread)}; "
        f"{share(evasion.detection)} are found and pay the charge and a fine of {share(evasion.fine)}."
    )


def _stacking(rule: Stacking, position: int) -> str:
    duty = f"the duty {rule.measure}" if rule.measure is not None else _DUTIES[rule.kind or "import_duty"]
    goods = f" on {', '.join(rule.commodities)}" if rule.commodities else ""
    first = "" if position == 0 else ", where no rule before it fits"
    return f"Beside the zone's charges {duty}{goods} {_RULES[rule.rule]}{first}."
