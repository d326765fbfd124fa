"""Checks of reference prices, at every depth: blends hold others, and so does what replaces a stale one."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

from pydantic import TypeAdapter, ValidationError

from footwall.errors import Fault
from footwall.rulebook import floor as floor_arithmetic
from footwall.rulebook.draft_values import at
from footwall.rulebook.reference_schema import (
    Blend,
    CostCurvePercentile,
    CostPlus,
    FixedPrice,
    IndexedBasket,
    MovingAverageBand,
    PriceTerms,
    Reference,
    TransactionIndex,
)
from footwall.rulebook.vocabulary import Vocabulary
from footwall.rulebook.yaml_tree import Draft, Place
from footwall.spelling import did_you_mean

HIGHEST_FLOOR = 100
"""A floor may be this many times the price of its commodity."""
_ON_QUOTES = (CostCurvePercentile, MovingAverageBand, TransactionIndex)
ROUNDING = 1e-9
"""By how much weights written as decimals may miss 1."""


def reference_faults(draft: Draft, vocabulary: Vocabulary, commodity: str) -> Iterator[Fault]:
    """Faults inside the reference price of a floor and inside those that it holds."""
    for place, raw in references(at(draft.data, ("floors", commodity, "reference")), commodity):
        reference = parsed_reference(raw)
        if reference is None:
            continue
        yield from _tax_faults(draft, place, reference)
        yield from _price_faults(draft, vocabulary, commodity, place, reference)
        yield from _cost_faults(draft, place, reference)
        yield from _weight_faults(draft, place, reference)
        yield from _series_faults(draft, vocabulary, commodity, place, reference)


def references(raw: Any, commodity: str) -> Iterator[tuple[Place, Any]]:
    """A reference price of a floor as written and all those inside it, with their places."""
    pending: list[tuple[Place, Any]] = [(("floors", commodity, "reference"), raw)]
    while pending:
        place, block = pending.pop()
        if not isinstance(block, dict):
            continue
        yield place, block
        then = at(block, ("staleness", "then"))
        pending.append(((*place, "staleness", "then"), then))
        parts = block.get("of")
        for index, part in enumerate(parts if isinstance(parts, list) else ()):
            pending.append(((*place, "of", index, "reference"), at(part, ("reference",))))


def parsed_reference(raw: Any) -> PriceTerms | None:
    """The reference price, if it stands by itself; the schema tells of the rest."""
    try:
        return _adapter().validate_python(raw)
    except ValidationError:
        return None


@cache
def _adapter() -> TypeAdapter[PriceTerms]:
    return TypeAdapter(Reference)


def stated_price(reference: PriceTerms) -> tuple[str, float] | None:
    """The key of the price that a method states, and the price in USD/t."""
    if isinstance(reference, FixedPrice | IndexedBasket):
        return "price", reference.price
    if isinstance(reference, CostPlus) and reference.cost is not None:
        return "cost", reference.cost
    return None


def _tax_faults(draft: Draft, place: Place, reference: PriceTerms) -> Iterator[Fault]:
    if reference.vat == "included" and isinstance(reference, _ON_QUOTES):
        yield draft.fault(
            "REFERENCE-14", (*place, "vat"), "included", "vat: excluded with figures of the facts"
        )
    if (reference.vat == "included") == (reference.vat_rate is not None):
        return
    if reference.vat_rate is None:
        yield draft.fault(
            "FLOOR-6", (*place, "vat"), "included", "vat: included with its vat_rate, such as 13%"
        )
    else:
        read = at(draft.data, (*place, "vat_rate"))
        yield draft.fault("FLOOR-6", (*place, "vat_rate"), read, "no vat_rate where vat is excluded")


def _price_faults(
    draft: Draft, vocabulary: Vocabulary, commodity: str, place: Place, reference: PriceTerms
) -> Iterator[Fault]:
    stated = stated_price(reference)
    if stated is None:
        return
    key, price = stated
    written = at(draft.data, (*place, key))
    if price <= 0:
        advice = "Leave the floor out to have none."
        yield draft.fault("FLOOR-7", (*place, key), written, "a price above zero", advice)
    known = vocabulary.prices.get(commodity)
    net = floor_arithmetic.without_vat(float(price), float(reference.vat_rate or 0.0))
    if known is not None and net > HIGHEST_FLOOR * known:
        highest = f"the highest recent price of {commodity}, {known / 1000:.6g} USD/kg"
        allowed = f"at most {HIGHEST_FLOOR} times {highest}"
        advice = f"The floor is {net / known:.0f} times the price. Check the unit."
        yield draft.fault("FLOOR-5", (*place, key), written, allowed, advice)


def _cost_faults(draft: Draft, place: Place, reference: PriceTerms) -> Iterator[Fault]:
    if not isinstance(reference, CostPlus):
        return
    if reference.cost is None and reference.maker is None:
        yield draft.fault("REFERENCE-10", place, "neither", "cost, or maker whose costs the facts give")
    for key, given in (("maker", reference.maker), ("inputs", reference.inputs)):
        if reference.cost is not None and given:
            read = at(draft.data, (*place, key))
            yield draft.fault("REFERENCE-10", (*place, key), read, f"no {key} beside a stated cost")


def _weight_faults(draft: Draft, place: Place, reference: PriceTerms) -> Iterator[Fault]:
    if isinstance(reference, Blend):
        total = sum(part.weight for part in reference.of)
        if abs(total - 1) > ROUNDING:
            yield draft.fault(
                "REFERENCE-11", (*place, "of"), f"{total * 100:.6g}%", "weights of 100% together"
            )
        for index, part in enumerate(reference.of):
            here = (*place, "of", index, "reference")
            if part.reference.basis != reference.basis:
                allowed = f"basis {reference.basis}, as the blend has it"
                yield draft.fault("REFERENCE-12", (*here, "basis"), part.reference.basis, allowed)
        if reference.vat == "included":
            yield draft.fault("REFERENCE-12", (*place, "vat"), "included", "vat in the parts of a blend")
    if isinstance(reference, IndexedBasket):
        total = sum(reference.weights.values())
        if total > 1 + ROUNDING:
            read = f"{total * 100:.6g}%"
            yield draft.fault("REFERENCE-11", (*place, "weights"), read, "weights of at most 100% together")


def _series_faults(
    draft: Draft, vocabulary: Vocabulary, commodity: str, place: Place, reference: PriceTerms
) -> Iterator[Fault]:
    asked: list[tuple[Place, str, frozenset[str]]] = []
    if isinstance(reference, MovingAverageBand):
        asked = [((*place, "market"), reference.market, vocabulary.markets.get(commodity, frozenset()))]
        if not vocabulary.markets:
            asked = []
    elif isinstance(reference, IndexedBasket) and vocabulary.indices:
        asked = [((*place, "weights", name), name, vocabulary.indices) for name in reference.weights]
    elif isinstance(reference, CostCurvePercentile) and vocabulary.recipes:
        asked = [
            ((*place, "recipes", index), name, frozenset(vocabulary.recipes))
            for index, name in enumerate(reference.recipes)
        ]
    for here, name, known in asked:
        if name not in known:
            allowed = ", ".join(sorted(known)) or f"none: the facts have no quotes of {commodity}"
            yield draft.fault("REFERENCE-13", here, name, allowed, did_you_mean(name, known))
