"""The methods of reference prices, each on the figures that are known by a day.

A method returns its price with the arithmetic in words, or says why it has none. Figures of the facts count
from the last day that they describe.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from footwall.enacted.built_up_cost import built_up_cost
from footwall.enacted.exact import exact
from footwall.enacted.observed_quotes import ObservedQuote, days_of, observed_quotes, tonnes_behind
from footwall.enacted.reference_figures import Evidence, Figure, NoFigure
from footwall.enacted.wording import per_kg, percent
from footwall.rulebook import reference_price as arithmetic

if TYPE_CHECKING:
    from footwall.rulebook.reference_schema import (
        CostCurvePercentile,
        CostPlus,
        FixedPrice,
        IncentivePrice,
        IndexedBasket,
        MovingAverageBand,
        TransactionIndex,
    )

Method = Callable[[Any, str, Evidence, date], Figure | NoFigure]
"""(reference, commodity, evidence, known by) -> what the method gives."""
NO_FACTS = NoFigure("no facts are at hand")


def _fixed(reference: FixedPrice, _: str, __: Evidence, ___: date) -> Figure:
    price = exact(reference.price)
    return Figure(price, None, f"fixed at {per_kg(price)}", "FLOOR-1")


def _cost_plus(reference: CostPlus, commodity: str, evidence: Evidence, known_by: date) -> Figure | NoFigure:
    margin = exact(reference.margin)
    if reference.cost is not None:
        cost, dated = exact(reference.cost), None
        words = f"a cost of {per_kg(cost)}"
    else:
        built = built_up_cost(reference, commodity, evidence, known_by)
        if isinstance(built, NoFigure):
            return built
        cost, dated, words = built.price, built.dated, f"a cost in {reference.maker} of {built.words}"
    price = arithmetic.cost_plus(cost, margin)
    added = f" × (1 + {percent(margin)}) = {per_kg(price)}" if margin else ""
    return Figure(price, dated, f"{words}{added}", "REFERENCE-1")


def _cost_curve(
    reference: CostCurvePercentile, commodity: str, evidence: Evidence, known_by: date
) -> Figure | NoFigure:
    if evidence.facts is None:
        return NO_FACTS
    latest: dict[tuple[str, str, str], Any] = {}
    year = min(reference.year or known_by.year, known_by.year)
    for row in evidence.facts.table("costs"):
        counted = not reference.recipes or row.recipe in reference.recipes
        if row.commodity != commodity or row.region in reference.rivals or row.year > year or not counted:
            continue
        asset = (row.recipe, row.region, row.asset)
        if asset not in latest or latest[asset].year < row.year:
            latest[asset] = row
    rows = [row for row in latest.values() if row.capacity > 0]
    outside = ", ".join(reference.rivals) or "nobody"
    if not rows:
        return NoFigure(f"the facts know no cost of {commodity} outside {outside} by {year}")
    share = exact(reference.percentile)
    costs = [exact(row.cash_cost) for row in rows]
    price = arithmetic.percentile(costs, [exact(row.capacity) for row in rows], share)
    marginal = next(row for row in rows if exact(row.cash_cost) == price)
    words = (
        f"the cash cost that covers {percent(share)} of {sum(row.capacity for row in rows):,.0f} t/year in "
        f"{len(rows)} assets outside {outside}: {per_kg(price)}, of {marginal.asset} ({marginal.region})"
    )
    return Figure(price, min(date(max(row.year for row in rows), 12, 31), known_by), words, "REFERENCE-2")


def _incentive(reference: IncentivePrice, _: str, __: Evidence, ___: date) -> Figure:
    capex, opex, rate = (exact(value) for value in (reference.capex, reference.opex, reference.hurdle_rate))
    years = (reference.build_years, reference.life_years)
    used = exact(reference.utilisation)
    price = arithmetic.incentive(capex, opex, rate, years, used)
    building = f", {reference.build_years} of building before it" if reference.build_years else ""
    words = (
        f"operating cost {per_kg(opex)} + {per_kg(price - opex)} that return {per_kg(capex)} of capital per "
        f"t/year at {percent(rate)} over {reference.life_years} years{building}, {percent(used)} of capacity "
        f"sold = {per_kg(price)}"
    )
    return Figure(price, None, words, "REFERENCE-3")


def _band(
    reference: MovingAverageBand, commodity: str, evidence: Evidence, known_by: date
) -> Figure | NoFigure:
    if evidence.facts is None:
        return NO_FACTS
    quotes = [
        quote
        for quote in observed_quotes(evidence.facts, evidence.network, commodity, reference.basis)
        if quote.market == reference.market and quote.last <= known_by
    ]
    monthly = _monthly(quotes, known_by, reference.window_months)
    if len(monthly) < reference.minimum_months:
        return NoFigure(
            f"{reference.market} has quotes for {len(monthly)} of {reference.window_months} months by "
            f"{known_by}, fewer than {reference.minimum_months}"
        )
    mean = arithmetic.average(list(monthly.values()))
    below = exact(reference.below)
    price = arithmetic.band_floor(mean, below)
    words = (
        f"the mean of {reference.market} over {len(monthly)} of {reference.window_months} months, "
        f"{per_kg(mean)}, × (1 − {percent(below)}) = {per_kg(price)}"
    )
    ceiling = None
    if reference.above is not None:
        ceiling = arithmetic.band_ceiling(mean, exact(reference.above))
        words += f", ceiling × (1 + {percent(exact(reference.above))}) = {per_kg(ceiling)}"
    return Figure(price, max(quote.last for quote in quotes), words, "REFERENCE-5", ceiling)


def _monthly(quotes: list[ObservedQuote], known_by: date, window: int) -> dict[tuple[int, int], Fraction]:
    """Mean price of each calendar month of the window that has a quote.

    The window ends with the month before that of ``known_by``. A quote of the month or of a day in it counts
    before a quote of the whole year.
    """
    prices: dict[tuple[int, int], Fraction] = {}
    newest = known_by.year * 12 + known_by.month - 2
    for number in range(newest - window + 1, newest + 1):
        year, month = divmod(number, 12)
        first = date(year, month + 1, 1)
        within = [quote for quote in quotes if (quote.first.year, quote.first.month) == (year, month + 1)]
        shorter = [quote for quote in within if (quote.last - quote.first).days < 31]
        found = shorter or [quote for quote in quotes if quote.first <= first <= quote.last]
        if found:
            prices[year, month + 1] = arithmetic.average([quote.price for quote in found])
    return prices


def _transactions(
    reference: TransactionIndex, commodity: str, evidence: Evidence, known_by: date
) -> Figure | NoFigure:
    if evidence.facts is None:
        return NO_FACTS
    regions = reference.regions or evidence.allies(commodity, reference.tiers)
    rule = reference.staleness
    latest: dict[tuple[str, str], ObservedQuote] = {}
    for quote in observed_quotes(evidence.facts, evidence.network, commodity, reference.basis):
        if quote.region not in regions or quote.grade not in reference.grades or quote.last > known_by:
            continue
        if rule is not None and rule.max_age is not None and (evidence.on - quote.last).days > rule.max_age:
            continue
        key = (quote.market, quote.region)
        if key not in latest or latest[key].last < quote.last:
            latest[key] = quote
    volumes = {key: tonnes_behind(evidence.network, quote, commodity) for key, quote in latest.items()}
    used = {key: quote for key, quote in latest.items() if volumes[key] > 0}
    if len(used) < reference.minimum:
        return NoFigure(
            f"{len(used)} quotes of {', '.join(regions) or 'no region'} count by {known_by}, fewer than "
            f"{reference.minimum}"
        )
    price = arithmetic.volume_weighted(
        [quote.price for quote in used.values()], [volumes[key] for key in used]
    )
    terms = ", ".join(
        f"{quote.market} {per_kg(quote.price)} × {float(volumes[key]):,.0f} t" for key, quote in used.items()
    )
    words = f"the volume-weighted mean of {len(used)} quotes ({terms}) = {per_kg(price)}"
    return Figure(price, min(quote.last for quote in used.values()), words, "REFERENCE-6")


def _basket(reference: IndexedBasket, _: str, evidence: Evidence, known_by: date) -> Figure | NoFigure:
    if evidence.facts is None:
        return NO_FACTS
    base_price = exact(reference.price)
    base_first, base_last = days_of(reference.base)
    weights, ratios, words, dates = [], [], [], []
    for series, weight in reference.weights.items():
        rows = [
            (*days_of(row.period), row) for row in evidence.facts.table("indices") if row.series == series
        ]
        base = [exact(row.value) for first, last, row in rows if base_first <= first and last <= base_last]
        known = [(last, row) for _, last, row in rows if last <= known_by]
        if not base or not known:
            missing = f"in its base period {reference.base}" if not base else f"by {known_by}"
            return NoFigure(f"the index {series} has no value {missing}")
        dated, newest = max(known, key=lambda entry: entry[0])
        weights.append(exact(weight))
        ratios.append(exact(newest.value) / arithmetic.average(base))
        dates.append(dated)
        words.append(f"{percent(exact(weight))} {series} × {float(ratios[-1]):.4g} ({newest.period})")
    price = arithmetic.indexed(base_price, weights, ratios)
    rest = 1 - sum(weights, Fraction(0))
    terms = " + ".join([*words, *([f"{percent(rest)} unmoved"] if rest else [])])
    text = f"{per_kg(base_price)} of {reference.base} × ({terms}) = {per_kg(price)}"
    return Figure(price, min(dates), text, "REFERENCE-7")


METHODS: Mapping[str, Method] = {
    "fixed": _fixed,
    "cost_plus": _cost_plus,
    "cost_curve_percentile": _cost_curve,
    "incentive_price": _incentive,
    "moving_average_band": _band,
    "transaction_index": _transactions,
    "indexed_basket": _basket,
}
"""Every method but the blend, which is made of others."""
