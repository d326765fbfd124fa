"""Checks of supports: figures above zero, terms that their kind uses, producers that exist."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from footwall.errors import Fault
from footwall.rulebook.draft_values import at, parsed
from footwall.rulebook.reference_checks import HIGHEST_FLOOR
from footwall.rulebook.support_schema import Support
from footwall.rulebook.vocabulary import Vocabulary
from footwall.rulebook.wording import dates
from footwall.rulebook.yaml_tree import Draft, Place
from footwall.spelling import did_you_mean

_FIGURES = ("strike", "share", "volume", "budget", "total_budget")


def support_faults(draft: Draft, vocabulary: Vocabulary) -> Iterator[Fault]:
    """Faults inside the supports of a draft."""
    supports = at(draft.data, ("supports",))
    for index, raw in enumerate(supports if isinstance(supports, list) else ()):
        support = parsed(Support, raw)
        if support is None:
            continue
        place: Place = ("supports", index)
        yield from _figure_faults(draft, vocabulary, place, support)
        yield from _kind_faults(draft, place, support, raw)
        yield from _recipe_faults(draft, vocabulary, place, support)
        yield from _replaced_faults(draft, vocabulary, place, support)
        if not support.regions and not at(draft.data, ("zone", "members")):
            advice = "Name the regions whose producers are supported."
            yield draft.fault("ZONE-3", place, "no members", "regions, or zone.members", advice)


def _figure_faults(draft: Draft, vocabulary: Vocabulary, place: Place, support: Support) -> Iterator[Fault]:
    for field in _FIGURES:
        value = getattr(support, field)
        if value is not None and value <= 0:
            read = at(draft.data, (*place, field))
            advice = "Leave the support out to have none."
            yield draft.fault("SUPPORT-7", (*place, field), read, f"a {field} above zero", advice)
    known = vocabulary.prices.get(support.commodity)
    if known is not None and support.strike > HIGHEST_FLOOR * known:
        highest = f"the highest recent price of {support.commodity}, {known / 1000:.6g} USD/kg"
        advice = f"The strike is {support.strike / known:.0f} times the price. Check the unit."
        read = at(draft.data, (*place, "strike"))
        yield draft.fault(
            "FLOOR-5", (*place, "strike"), read, f"at most {HIGHEST_FLOOR} times {highest}", advice
        )


def _kind_faults(draft: Draft, place: Place, support: Support, raw: Any) -> Iterator[Fault]:
    if support.kind == "price_gap_subsidy":
        for field in ("index", "upside"):
            if field in raw:
                allowed = f"no {field} with price_gap_subsidy, which follows the producers' own price"
                yield draft.fault(
                    "SUPPORT-8", (*place, field), raw[field], allowed, "Use contract_for_difference."
                )
    if support.kind == "offtake_floor" and support.volume is None:
        yield draft.fault("SUPPORT-8", place, "no volume", "volume with offtake_floor, such as 5000 t/year")
    yield from _settlement_faults(draft, place, support)
    if support.upside is not None and support.shared_above < support.strike:
        read = at(draft.data, (*place, "upside", "above"))
        allowed = "a price not below the strike"
        advice = "Between the two a tonne would be paid and charged at once."
        yield draft.fault("SUPPORT-9", (*place, "upside", "above"), read, allowed, advice)


def _settlement_faults(draft: Draft, place: Place, support: Support) -> Iterator[Fault]:
    """Faults of dead band, stock, milestone and budgets."""
    if support.dead_band >= 1.0:
        allowed = "a dead band below 100%"
        yield draft.fault("SUPPORT-22", (*place, "dead_band"), at(draft.data, (*place, "dead_band")), allowed)
    for field in ("share", "held") if support.stockpiled is not None else ():
        if getattr(support.stockpiled, field) <= 0.0:
            read = at(draft.data, (*place, "stockpiled", field))
            allowed = f"a {field} above zero"
            advice = "Leave stockpiled out to have none."
            yield draft.fault("SUPPORT-18", (*place, "stockpiled", field), read, allowed, advice)
    if support.eligible == "sold_or_stockpiled" and support.stockpiled is None:
        advice = "Add stockpiled, such as {share: 22%, held: 180 days}, or leave eligible out."
        yield draft.fault(
            "SUPPORT-23", (*place, "eligible"), support.eligible, "sold, or stockpiled beside it", advice
        )
    milestone = support.upside.starts if support.upside is not None else None
    if milestone is not None:
        begins, last = support.starts or date.min, support.last_day or date.max
        if not begins <= milestone <= last:
            allowed = f"a day of its contract{f', {dates(support)}' if dates(support) else ''}"
            where = (*place, "upside", "from")
            yield draft.fault("SUPPORT-19", where, milestone.isoformat(), allowed)
    yearly, total = support.budget, support.total_budget
    if yearly is not None and total is not None and total < yearly:
        read = at(draft.data, (*place, "total_budget"))
        advice = "A year cannot pay more than the term: lower budget, or leave it out."
        yield draft.fault(
            "SUPPORT-20", (*place, "total_budget"), read, "at least the budget of a year", advice
        )


def _replaced_faults(draft: Draft, vocabulary: Vocabulary, place: Place, support: Support) -> Iterator[Fault]:
    if support.replaces is None or not vocabulary.contracts or support.replaces in vocabulary.contracts:
        return
    known = sorted(vocabulary.contracts)
    advice = did_you_mean(support.replaces, known)
    allowed = f"a contract of the facts: {', '.join(known)}"
    yield draft.fault("SUPPORT-21", (*place, "replaces"), support.replaces, allowed, advice)


def _recipe_faults(draft: Draft, vocabulary: Vocabulary, place: Place, support: Support) -> Iterator[Fault]:
    if support.recipe is None or not vocabulary.recipes:
        return
    makers = sorted(name for name, made in vocabulary.recipes.items() if support.commodity in made)
    if support.recipe not in makers:
        advice = did_you_mean(support.recipe, makers)
        allowed = f"a recipe that makes {support.commodity}: {', '.join(makers)}"
        yield draft.fault("SUPPORT-10", (*place, "recipe"), support.recipe, allowed, advice)
