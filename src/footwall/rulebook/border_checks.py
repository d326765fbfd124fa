"""Checks of the border: figures that a kind needs, and duties that the facts know."""

from __future__ import annotations

from collections.abc import Iterator

from footwall.errors import Fault
from footwall.rulebook.border_schema import Evasion, Exemption, Stacking
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
    for place, raw in entries(draft.data, "border", "exemptions"):
        exemption = parsed(Exemption, raw)
        if exemption is None or (exemption.kind == "small_lot") == (exemption.below is not None):
            continue
        if exemption.below is None:
            yield draft.fault("BORDER-1", (*place, "below"), "nothing", "below with small_lot, such as 5 kg")
        else:
            yield draft.fault("BORDER-1", (*place, "below"), at(raw, ("below",)), "below with small_lot only")


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
