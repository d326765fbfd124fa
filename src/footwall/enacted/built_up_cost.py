"""The cost of a commodity in one region, built up from the facts.

    cost = Σ content·price of inputs + conversion − Σ yield·price of by-products

over the recipes of the region, weighted by their output. Prices are those that the reference states, else
the latest quotes known (those of the region before those of others). An input without a price is no cost; a
by-product without one gives no credit, and the words say so.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

from footwall.enacted.exact import exact
from footwall.enacted.observed_quotes import observed_quotes
from footwall.enacted.recipe_mix import recipe_mix
from footwall.enacted.reference_figures import Evidence, Figure, NoFigure
from footwall.enacted.wording import per_kg
from footwall.errors import RulebookError
from footwall.rulebook import floor as floor_clause
from footwall.rulebook import reference_price as arithmetic

if TYPE_CHECKING:
    from footwall.rulebook.reference_schema import CostPlus


@dataclass
class _Terms:
    """Terms of the sum as they are found."""

    cost: Fraction = Fraction(0)
    words: list[str] = field(default_factory=list)
    dates: list[date] = field(default_factory=list)


def built_up_cost(
    reference: CostPlus, commodity: str, evidence: Evidence, known_by: date
) -> Figure | NoFigure:
    """The cost in USD/t, its oldest quote and its arithmetic."""
    maker = reference.maker or ""
    mix = recipe_mix(commodity, evidence.network, lambda region, _: Fraction(int(region == maker)))
    if mix is None or not mix.inside:
        return NoFigure(f"no process of {maker} makes {commodity}")
    terms = _Terms()
    for item, content in mix.inputs.items():
        price = _price(item, reference, evidence, known_by, terms)
        if price is None:
            return NoFigure(f"no price of the input {item} is known by {known_by}")
        terms.cost += floor_clause.content_cost(content, price, Fraction(1))
        terms.words.append(f"{float(content):.4g} t {item} × {per_kg(price)}")
    try:
        conversion = sum(
            (share * evidence.conversion(commodity, process) for process, share in mix.weights), Fraction(0)
        )
    except RulebookError:
        return NoFigure(f"no conversion cost of {commodity} in {maker} is known")
    terms.cost += conversion
    terms.words.append(f"conversion {per_kg(conversion)}")
    _credit(mix.by_products, reference, evidence, known_by, terms)
    joined = " + ".join(terms.words).replace("+ less", "−")
    dated = min(terms.dates) if terms.dates else None
    return Figure(terms.cost, dated, f"{joined} = {per_kg(terms.cost)}", "REFERENCE-1")


def _credit(
    by_products: Mapping[str, Fraction],
    reference: CostPlus,
    evidence: Evidence,
    known_by: date,
    terms: _Terms,
) -> None:
    for item, amount in by_products.items():
        price = _price(item, reference, evidence, known_by, terms)
        if price is None:
            terms.words.append(f"no credit for {item}, whose price is not known")
            continue
        terms.cost -= amount * price
        terms.words.append(f"less {float(amount):.4g} t {item} × {per_kg(price)}")


def _price(
    item: str, reference: CostPlus, evidence: Evidence, known_by: date, terms: _Terms
) -> Fraction | None:
    """The stated price of an item, else the mean of its latest quotes."""
    if item in reference.inputs:
        return exact(reference.inputs[item])
    if evidence.facts is None:
        return None
    known = [
        quote
        for quote in observed_quotes(evidence.facts, evidence.network, item, "FOB")
        if quote.last <= known_by
    ]
    own = [quote for quote in known if quote.region == reference.maker] or known
    if not own:
        return None
    newest = max(quote.last for quote in own)
    terms.dates.append(newest)
    return arithmetic.average([quote.price for quote in own if quote.last == newest])
