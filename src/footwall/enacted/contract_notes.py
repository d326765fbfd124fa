"""Notes on contracts for difference that governments hold with producers and that no charge stands for.

Such a contract pays its producer the difference between a strike and the market price. The market does not
model it: no output answers it and no account holds its outlay. The note gives the outlay at the prices and
output of the network, so that nobody takes its absence for zero. It is written for the law of a rulebook
alone: a run sets that beside the law without one and would tell it twice. A check of the rulebook's own
text does not tell it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from footwall.enacted.wording import per_kg

if TYPE_CHECKING:
    from footwall.chain.network import Market, Network
    from footwall.enacted.law import LawInForce
    from footwall.facts.schema import Measure

CONTRACT = "contract_for_difference"
MILLION = 1e6


def contract_notes(force: LawInForce) -> Iterator[str]:
    """One sentence or two for each contract for difference in force on the day."""
    law = force.law
    if law.facts is None or law.rulebook is None:
        return
    known = law.facts.tables.get("commodities", ())
    elsewhere = {row.id for row in known if row.chain != law.network.chain}
    for row in law.facts.table("measures"):
        if row.kind != CONTRACT or elsewhere.issuperset(row.commodity):
            continue
        if row.start <= force.on and (row.end is None or force.on <= row.end):
            yield f"{_terms(row)} {_outlay(row, law.network)}"


def _terms(row: Measure) -> str:
    term = f"from {row.start} to {row.end}" if row.end else f"since {row.start}"
    return (
        f"Neither baseline nor policy holds the contract for difference of {row.by} with its producer of "
        f"{', '.join(row.commodity)} {term} (measures.csv {row.id}): no output answers its strike of "
        f"{per_kg(row.value)}, and no account holds what it pays."
    )


def _outlay(row: Measure, network: Network) -> str:
    """The outlay on the first good of the contract that the region sells; later ones are made of it."""
    market = _first_market(row, network)
    if market is None:
        return "The network has no price for it."
    gap = max(row.value - market.base_price, 0.0)
    tonnes = sum(
        process.activity * dict(process.outputs).get(market.commodity, 0.0)
        for process in network.processes
        if process.region == market.region
    )
    outlay = gap * tonnes / MILLION
    return (
        f"At {per_kg(market.base_price)}, the price of {market.commodity} in {market.region} before any "
        f"rulebook, and {tonnes:,.0f} t of {network.year} that would be {outlay:,.0f} million USD a year; a "
        "floor that raises this price saves part of it."
    )


def _first_market(row: Measure, network: Network) -> Market | None:
    for commodity in network.commodities:
        for market in network.markets:
            if market.commodity == commodity.id and commodity.id in row.commodity and market.region == row.by:
                return market
    return None
