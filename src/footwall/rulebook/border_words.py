"""The border in plain words: valuation, evasion, duties beside the zone's charges, exemptions."""

from __future__ import annotations

from collections.abc import Iterator

from footwall.rulebook.border_schema import Border, Evasion, Stacking
from footwall.rulebook.wording import dates, share, tonnes

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
    for exemption in border.exemptions:
        goods = ", ".join(exemption.commodities) or "all covered goods"
        below = f"below {tonnes(exemption.below)}" if exemption.below is not None else ""
        part = f"{share(exemption.share)} of each arc" if exemption.share is not None else ""
        kind = exemption.kind.replace("_", " ")
        yield f"Exempt: {', '.join(part for part in (kind, goods, below, part, dates(exemption)) if part)}."


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
