"""Checks of the origin rule: a stage where one is used, one that exists, a tolerance where one is used."""

from __future__ import annotations

from collections.abc import Iterator

from footwall.errors import Fault
from footwall.rulebook.draft_values import at, parsed
from footwall.rulebook.origin_schema import Origin
from footwall.rulebook.vocabulary import Vocabulary
from footwall.rulebook.yaml_tree import Draft
from footwall.spelling import did_you_mean

PLACE = ("zone", "origin")


def origin_faults(draft: Draft, vocabulary: Vocabulary) -> Iterator[Fault]:
    """Faults inside the origin rule of a draft."""
    raw = at(draft.data, PLACE)
    origin = parsed(Origin, raw)
    if origin is None:
        return
    by_stage = origin.rule == "made_in_stage"
    if by_stage and origin.stage is None:
        yield draft.fault("ORIGIN-3", PLACE, "no stage", "stage with rule made_in_stage, such as oxide")
    elif not by_stage and origin.stage is not None:
        yield draft.fault("ORIGIN-3", (*PLACE, "stage"), origin.stage, "stage with rule made_in_stage only")
    stages = sorted({terms.stage for terms in vocabulary.commodities.values()})
    if by_stage and origin.stage is not None and stages and origin.stage not in stages:
        advice = did_you_mean(origin.stage, stages)
        yield draft.fault("ORIGIN-4", (*PLACE, "stage"), origin.stage, ", ".join(stages), advice)
    if origin.treatment == "mass_balance" and "tolerance" in origin.model_fields_set:
        place, read = (*PLACE, "tolerance"), at(raw, ("tolerance",))
        yield draft.fault("ORIGIN-5", place, read, "tolerance with treatment adverse only")
    if origin.tolerance >= 1.0:
        place, read = (*PLACE, "tolerance"), at(raw, ("tolerance",))
        yield draft.fault("ORIGIN-5", place, read, "a tolerance below 100%", "Leave the rule out instead.")
