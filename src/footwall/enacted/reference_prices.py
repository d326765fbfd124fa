"""The reference price of a floor on a day: exact, with the arithmetic told in words.

Each method reads what the rulebook states and what the facts hold, never a market that is solved: the same
price holds for a simulation and for a customs entry. A figure applies from its last day plus the lag. Where
it is too old, or where there is none, the reference's own staleness rule says what holds; without a rule a
day without a price is a fault.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from fractions import Fraction
from typing import TYPE_CHECKING, Literal

from footwall.enacted.exact import exact
from footwall.enacted.reference_figures import Evidence, Figure, NoFigure
from footwall.enacted.reference_methods import METHODS
from footwall.enacted.wording import per_kg, percent
from footwall.errors import Fault, RulebookError
from footwall.rulebook import floor as floor_clause
from footwall.rulebook.reference_price import blended
from footwall.rulebook.reference_schema import Blend

if TYPE_CHECKING:
    from footwall.rulebook.reference_schema import PriceTerms, Staleness

_DAY = timedelta(days=1)


@dataclass(frozen=True)
class ReferencePrice:
    """The price that holds, in USD/t without value-added tax, and how it was set."""

    price: Fraction
    basis: Literal["CIF", "FOB"]
    words: str
    code: str
    ceiling: Fraction | None = None
    suspended: bool = False
    """True where the staleness rule puts the floor aside; the price is then 0."""


def reference_price(reference: PriceTerms, commodity: str, evidence: Evidence) -> ReferencePrice:
    """The reference price of a commodity; raises RulebookError where there is none and no rule for that."""
    place = f"floors.{commodity}.reference"
    return _price(reference, commodity, evidence, place)


def _price(reference: PriceTerms, commodity: str, evidence: Evidence, place: str) -> ReferencePrice:
    known_by = evidence.on - int(reference.lag or 0.0) * _DAY
    figure = figure_of(reference, commodity, evidence, known_by, place)
    stale = _staleness(figure, reference.staleness, evidence.on)
    if isinstance(figure, Figure) and not stale:
        return _without_tax(figure, reference)
    then = reference.staleness.then if reference.staleness is not None else None
    if then == "suspend":
        words = f"suspended on {evidence.on}: {stale}"
        return ReferencePrice(Fraction(0), reference.basis, words, "REFERENCE-9", suspended=True)
    if then == "last" and isinstance(figure, Figure):
        held = _without_tax(figure, reference)
        return replace(held, words=f"{held.words}, held on though {stale}")
    if then is None or isinstance(then, str):
        fault = Fault(
            "REFERENCE-9",
            place,
            stale,
            "a price on every day, or a staleness rule that says what holds without one",
            "Add staleness: {then: suspend}, or another reference price under `then`.",
        )
        raise RulebookError("rulebook", [fault])
    instead = _price(then, commodity, evidence, f"{place}.staleness.then")
    return replace(instead, words=f"{instead.words}, instead of a price that is missing: {stale}")


def _staleness(figure: Figure | NoFigure, rule: Staleness | None, on: date) -> str:
    """Why a figure does not hold; empty where it does."""
    if isinstance(figure, NoFigure):
        return figure.reason
    if rule is None or rule.max_age is None or figure.dated is None:
        return ""
    age = (on - figure.dated).days
    if age <= rule.max_age:
        return ""
    return f"the last figure is of {figure.dated}, {age} days old, more than {rule.max_age:g}"


def _without_tax(figure: Figure, reference: PriceTerms) -> ReferencePrice:
    price, ceiling, words = figure.price, figure.ceiling, figure.words
    if reference.vat == "included" and reference.vat_rate is not None:
        rate = exact(reference.vat_rate)
        price = floor_clause.without_vat(price, rate)
        ceiling = floor_clause.without_vat(ceiling, rate) if ceiling is not None else None
        words = f"{words} with value-added tax of {percent(rate)}, {per_kg(price)} without it"
    return ReferencePrice(price, reference.basis, words, figure.code, ceiling)


def figure_of(
    reference: PriceTerms, commodity: str, evidence: Evidence, known_by: date, place: str
) -> Figure | NoFigure:
    """What a method gives from figures known by a day."""
    stated = reference.stated
    if stated is not None and stated > known_by:
        return NoFigure(f"the figures stated on {stated} do not apply yet")
    if isinstance(reference, Blend):
        figure = _blend(reference, commodity, evidence, place)
    else:
        figure = METHODS[reference.method](reference, commodity, evidence, known_by)
    if isinstance(figure, Figure) and figure.dated is None:
        return replace(figure, dated=stated)
    return figure


def _blend(reference: Blend, commodity: str, evidence: Evidence, place: str) -> Figure | NoFigure:
    """The parts by their weights, each by its own terms; suspended with any of them."""
    parts: list[ReferencePrice] = []
    for index, part in enumerate(reference.of):
        price = _price(part.reference, commodity, evidence, f"{place}.of.{index}.reference")
        if price.suspended:
            return NoFigure(f"a part of the blend is {price.words}")
        parts.append(price)
    weights = [exact(part.weight) for part in reference.of]
    total = blended([part.price for part in parts], weights)
    terms = " + ".join(
        f"{percent(weight)} of {per_kg(part.price)} ({part.words})"
        for weight, part in zip(weights, parts, strict=True)
    )
    ceilings = [part.ceiling for part in parts if part.ceiling is not None]
    ceiling = blended(ceilings, weights) if len(ceilings) == len(parts) else None
    return Figure(total, None, f"{terms} = {per_kg(total)}", "REFERENCE-8", ceiling)
