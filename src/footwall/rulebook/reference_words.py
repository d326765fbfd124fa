"""Reference prices in words, as a rulebook states them; what they come to on a day is for the enactment."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from footwall.rulebook.reference_schema import (
    Blend,
    CostCurvePercentile,
    CostPlus,
    FixedPrice,
    IncentivePrice,
    IndexedBasket,
    MovingAverageBand,
    PriceTerms,
    TransactionIndex,
)
from footwall.rulebook.wording import price, share


def reference_words(reference: PriceTerms) -> str:
    """``a fixed floor of 110 USD/kg on the CIF value``, with its tax, lag and staleness rule."""
    against = "the CIF value" if reference.basis == "CIF" else "the FOB invoice"
    vat = ""
    if reference.vat_rate:
        vat = f" (contains {share(reference.vat_rate)} value-added tax, taken out)"
    return f"{_set_by(reference)}{vat} on {against}{_ageing(reference)}"


def _set_by(reference: PriceTerms) -> str:
    return _WORDS[reference.method](reference)


def _fixed(reference: FixedPrice) -> str:
    return f"a fixed floor of {price(reference.price)}"


def _cost_plus(reference: CostPlus) -> str:
    stated = ", ".join(f"{name} at {price(value)}" for name, value in reference.inputs.items())
    cost = f"the cost in {reference.maker}, built up from the facts{f' with {stated}' if stated else ''}"
    if reference.cost is not None:
        cost = f"a cost of {price(reference.cost)}"
    return f"{cost} plus {share(reference.margin)}"


def _cost_curve(reference: CostCurvePercentile) -> str:
    goods = f" of {', '.join(reference.recipes)}" if reference.recipes else ""
    year = f" in {reference.year}" if reference.year is not None else ""
    rivals = ", ".join(reference.rivals) or "nobody"
    return (
        f"the cash cost that covers {share(reference.percentile)} of capacity{goods} outside {rivals}{year}"
    )


def _incentive(reference: IncentivePrice) -> str:
    building = f" after {reference.build_years} years of building" if reference.build_years else ""
    return (
        f"the price at which {price(reference.capex)} of capital per t/year and {price(reference.opex)} of "
        f"operating cost return {share(reference.hurdle_rate)} over {reference.life_years} years{building}, "
        f"{share(reference.utilisation)} of capacity sold"
    )


def _band(reference: MovingAverageBand) -> str:
    above = f", with a ceiling {share(reference.above)} above it" if reference.above is not None else ""
    least = f" (at least {reference.minimum_months} of them)" if reference.minimum_months > 1 else ""
    return (
        f"{share(reference.below)} below the average of {reference.market} over {reference.window_months} "
        f"months{least}{above}"
    )


def _transactions(reference: TransactionIndex) -> str:
    regions = ", ".join(reference.regions) or f"{' and '.join(reference.tiers)} members"
    if reference.regions and "tiers" in reference.model_fields_set:
        regions += " (`tiers` counts for nothing beside `regions`)"
    grades = " or ".join(reference.grades)
    return f"the volume-weighted mean of {reference.minimum} or more quotes of {regions}, {grades}"


def _basket(reference: IndexedBasket) -> str:
    weights = ", ".join(f"{share(weight)} {name}" for name, weight in reference.weights.items())
    return f"{price(reference.price)} of {reference.base}, moved by {weights}"


def _blend(reference: Blend) -> str:
    parts = "; ".join(
        f"{share(part.weight)} {_set_by(part.reference)}{_ageing(part.reference)}" for part in reference.of
    )
    return f"a blend ({parts})"


_WORDS: Mapping[str, Callable[[Any], str]] = {
    "fixed": _fixed,
    "cost_plus": _cost_plus,
    "cost_curve_percentile": _cost_curve,
    "incentive_price": _incentive,
    "moving_average_band": _band,
    "transaction_index": _transactions,
    "indexed_basket": _basket,
    "blend": _blend,
}


def _ageing(reference: PriceTerms) -> str:
    parts = []
    if reference.stated is not None:
        parts.append(f"stated on {reference.stated.isoformat()}")
    if reference.lag:
        parts.append(f"applied {reference.lag:g} days after its date")
    rule = reference.staleness
    if rule is not None:
        when = f"once {rule.max_age:g} days old" if rule.max_age is not None else "without a figure"
        if rule.then == "suspend":
            parts.append(f"suspended {when}")
        elif rule.then == "last":
            parts.append(f"held on {when}")
        else:
            parts.append(f"replaced {when} by {reference_words(rule.then)}")
    return "".join(f", {part}" for part in parts)
