"""Checks of the border: figures that a kind needs, and duties that the facts know."""

from __future__ import annotations

from collections.abc import Iterator

from footwall.errors import Fault
from footwall.rulebook.border_schema import Evasion, Exemption, Stacking, Surge
from footwall.rulebook.draft_values import at, entries, parsed
from footwall.rulebook.vocabulary import Vocabulary
from footwall.rulebook.yaml_tree import Draft
from footwall.spelling import did_you_mean


def border_faults(draft: Draft, vocabulary: Vocabulary) -> Iterator[Fault]:
    """Faults of the border of a draft."""
    yield from _stacking_faults(draft, vocabulary)
    evasion = parsed(Evasion, at(draft.data, ("border", "evasion")))
    if evasion is not None and evasion.spread <= 0:
        read = at(draft.data, ("border", "evasion", "spread"))
        yield draft.fault("BORDER-2", ("border", "evasion", "spread"), read, "a spread above zero")
    yield from _exemption_faults(draft)
    yield from _surge_faults(draft)


_TESTED_BY = {"shipped_before": ("in_transit",), "certified_by": ("defence", "no_substitute", "petition"),
              "at_least": ("recycled_content",)}  # fmt: skip


def _exemption_faults(draft: Draft) -> Iterator[Fault]:
    for place, raw in entries(draft.data, "border", "exemptions"):
        exemption = parsed(Exemption, raw)
        if exemption is None:
            continue
        if exemption.kind == "small_lot" and exemption.below is None:
            yield draft.fault("BORDER-1", (*place, "below"), "nothing", "below with small_lot, such as 5 kg")
        if exemption.kind != "small_lot" and exemption.below is not None:
            yield draft.fault("BORDER-1", (*place, "below"), at(raw, ("below",)), "below with small_lot only")
        if exemption.kind == "recycled_content" and exemption.at_least is None:
            allowed = "at_least with recycled_content, such as 50%"
            yield draft.fault("BORDER-3", (*place, "at_least"), "nothing", allowed)
        for field, kinds in _TESTED_BY.items():
            if getattr(exemption, field) is not None and exemption.kind not in kinds:
                allowed = f"{field} with {', '.join(kinds)} only"
                yield draft.fault("BORDER-3", (*place, field), at(raw, (field,)), allowed)


def _surge_faults(draft: Draft) -> Iterator[Fault]:
    for place, raw in entries(draft.data, "border", "surge"):
        surge = parsed(Surge, raw)
        if surge is None:
            continue
        given = [name for name in ("charge", "rate", "amount") if getattr(surge, name) is not None]
        if len(given) != 1:
            yield draft.fault(
                "SURGE-2", place, ", ".join(given) or "none of them", "one of charge, rate and amount"
            )
        if surge.above <= 0:
            read = at(raw, ("above",))
            yield draft.fault("SURGE-2", (*place, "above"), read, "a multiple above zero", "Use a tariff.")
        if surge.charge == "levy":
            for name in surge.commodities:
                if at(draft.data, ("floors", name)) is None:
                    allowed = "a charge of its own (rate or amount), or a floor on it"
                    yield draft.fault("SURGE-2", (*place, "charge"), f"the levy on {name}", allowed)


def _stacking_faults(draft: Draft, vocabulary: Vocabulary) -> Iterator[Fault]:
    for place, raw in entries(draft.data, "border", "stacking"):
        rule = parsed(Stacking, raw)
        if rule is None:
            continue
        if (rule.measure is None) == (rule.kind is None):
            read = "neither" if rule.measure is None else "both"
            yield draft.fault("STACKING-3", place, read, "one of measure and kind")
        if rule.measure is not None and vocabulary.duties and rule.measure not in vocabulary.duties:
            advice = did_you_mean(rule.measure, vocabulary.duties)
            allowed = "the id of an import duty in the facts"
            yield draft.fault("STACKING-3", (*place, "measure"), rule.measure, allowed, advice)
