"""What a summary stands on: adjustments of the base year, assumptions leaned on, shifts to given prices."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from footwall.runs.draws import DrawnFigures
from footwall.runs.headline import HeadlineNumber
from footwall.runs.rows import KG_PER_T
from footwall.runs.sensitivity import reliances

if TYPE_CHECKING:
    from footwall.chain.adjustments import Adjustment
    from footwall.chain.build import BuiltNetwork
    from footwall.measure.state import State

LARGE_ADJUSTMENT = 0.10
MOST_SHOWN = 12
BALANCED = ("production", "use", "trade")
"""Tables of published tonnages that balancing may move; a clamped capacity is not balanced."""
Record = dict[str, Any]


def balanced_figures(built: BuiltNetwork) -> list[Adjustment]:
    """Published tonnages that were balanced; figures left out (balanced to nothing) do not count."""
    return [item for item in built.adjustments if item.table in BALANCED and item.balanced > 0.0]


def adjustment_records(built: BuiltNetwork) -> Record:
    """Figures that balancing moved by more than 10%, prices likewise, and clamped capacities."""
    published = balanced_figures(built)
    moved = [item for item in published if abs(item.ratio - 1.0) > LARGE_ADJUSTMENT]
    priced = [item for item in built.price_adjustments if abs(item.ratio - 1.0) > LARGE_ADJUSTMENT]
    return {
        "over": LARGE_ADJUSTMENT,
        "quantities": len(moved),
        "of_quantities": len(published),
        "capacities": sum(item.table == "capacity" for item in built.adjustments),
        "prices": len(priced),
        "of_prices": len(built.price_adjustments),
        "largest_quantities": [
            {
                "table": item.table,
                "key": item.key,
                "published": item.published,
                "balanced": item.balanced,
                "ratio": item.ratio,
                "reason": item.reason,
                "unit": "t/yr",
            }
            for item in sorted(moved, key=lambda item: -abs(item.balanced - item.published))[:MOST_SHOWN]
        ],
        "largest_prices": [
            {
                "market": item.market,
                "quote": item.quote / KG_PER_T,
                "price": item.price / KG_PER_T,
                "ratio": item.ratio,
                "reason": item.reason,
                "unit": "USD/kg",
            }
            for item in sorted(priced, key=lambda item: -abs(item.ratio - 1.0))[:MOST_SHOWN]
        ],
    }


def assumption_records(
    policy: State, drawn: DrawnFigures, numbers: tuple[HeadlineNumber, ...]
) -> list[Record]:
    """The drawn facts that each headline number leans on most, those graded assumed or estimated."""
    strongest: dict[tuple[str, tuple[str, ...]], Record] = {}
    for number in numbers:
        for reliance in reliances(policy.network, drawn, number.figure):
            fact = reliance.parameter
            estimate = fact.estimate
            if estimate.grade not in ("assumed", "estimated"):
                continue
            record = {
                "parameter": fact.name,
                "of": list(fact.owners),
                "value": estimate.value,
                "low": estimate.low,
                "high": estimate.high,
                "grade": estimate.grade,
                "source": estimate.source,
                "headline": number.text,
                "rank_correlation": reliance.correlation,
            }
            known = strongest.get((fact.name, fact.owners))
            if known is None or abs(reliance.correlation) > abs(known["rank_correlation"]):
                strongest[fact.name, fact.owners] = record
    return sorted(strongest.values(), key=lambda record: -abs(record["rank_correlation"]))[:MOST_SHOWN]


def anchor_record(built: BuiltNetwork, prices: Mapping[str, float]) -> Record | None:
    """How far prices, demand curves and margins moved to stand at the given prices; None without any."""
    if built.anchors is None:
        return None
    return {
        "given": {commodity: price / KG_PER_T for commodity, price in prices.items()},
        "unit": "USD/kg",
        "prices": [
            {
                "market": item.market,
                "before": item.before / KG_PER_T,
                "after": item.after / KG_PER_T,
                "how": item.how,
            }
            for item in built.anchors.prices
        ],
        "demand": [
            {"sector": item.sector, "commodity": item.commodity, "region": item.region, "factor": item.factor}
            for item in built.anchors.demand
        ],
        "margins": [
            {"process": item.process, "before": item.before / KG_PER_T, "after": item.after / KG_PER_T}
            for item in built.anchors.costs
        ],
        "moved_quotes": [
            {
                "commodity": item.commodity,
                "quote": prices[item.commodity] / KG_PER_T,
                "low": prices[item.commodity] * item.low / item.quote / KG_PER_T,
                "high": prices[item.commodity] * item.high / item.quote / KG_PER_T,
                "taken": prices[item.commodity] * item.price / item.quote / KG_PER_T,
                "reason": item.reason,
            }
            for item in built.anchors.moves
        ],
        "low_margins": [
            {
                "process": item.process,
                "minimum": item.minimum / KG_PER_T,
                "low": item.low / KG_PER_T,
                "margin": item.margin / KG_PER_T,
            }
            for item in built.anchors.low_margins
        ],
    }
