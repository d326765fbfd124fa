"""Totals of publishers beside ours, item by item.

A row of ``publishers.csv`` names our comparable by a key, ``<kind>.<item>``:

| key | our total |
|---|---|
| ``deposits.reo_tonnes`` | rare-earth oxide mined, from the deposits table |
| ``deposits.magnet_oxides`` | Nd, Pr, Dy and Tb oxide in it |
| ``production.<commodity>`` or ``production.<recipe>`` | balanced output |
| ``mined.<element>`` | t of a tracked element that mines and hosts of by-products bring up |
| ``production.magnet_oxides``, ``demand.magnet_oxides`` | NdPr, Dy and Tb oxide made, or bought |
| ``refined.<element>`` | element in oxides and chemicals made, less that in those they were made from |
| ``production.mined_cobalt`` | cobalt in hydroxide and nickel intermediates |
| ``production.refined_cobalt`` | cobalt in metal and chemicals, recycled included |
| ``share.<commodity>`` | percent of world output |
| ``exports.<commodity>`` | shipped to other regions |
| ``use.<sector>`` | final use of a sector, all commodities |

Unknown keys raise ``UnknownName``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from footwall.errors import UnknownName
from footwall.facts.audit import Cell, Section

if TYPE_CHECKING:
    from footwall.chain.network import Network
    from footwall.facts.facts import Facts

WORLD = "WLD"
REFINED_STAGES = ("oxide", "chemical")
"""Stages that publishers count as refined, before metal, magnets or cathode."""
STAGES_OF_TOTAL: Mapping[str, tuple[str, ...]] = {
    "magnet_oxides": ("oxide",),
    "mined_cobalt": ("intermediate",),
    "refined_cobalt": ("metal", "chemical"),
}
"""Stages whose commodities a named total adds up."""


def publishers_side_by_side(facts: Facts, network: Network) -> Section:
    """Each publisher's total for the chain of ``network``, ours, the difference and its reason."""
    rows: list[tuple[Cell, ...]] = []
    for row in (row for row in facts.table("publishers") if row.chain == network.chain):
        ours = our_total(facts, network, row.ours, row.region)
        difference = ours / row.quantity - 1.0 if row.quantity > 0.0 else float("nan")
        rows.append(
            (
                row.publisher,
                row.item,
                row.region,
                row.year,
                row.quantity,
                ours,
                row.unit,
                difference,
                row.reason,
            )
        )
    return Section(
        "Publishers side by side",
        ("publisher", "item", "region", "year", "theirs", "ours", "unit", "difference", "reason"),
        tuple(rows),
    )


def our_total(facts: Facts, network: Network, key: str, region: str) -> float:
    """Our figure for a key of the module table in a region (``WLD`` for the world)."""
    kind, _, item = key.partition(".")
    totals: dict[str, Callable[[], float]] = {
        "deposits": lambda: _deposits(facts, item, region),
        "production": lambda: _production(network, item, region),
        "mined": lambda: _mined(network, item, region),
        "demand": lambda: sum(
            arc.flow
            for arc in network.arcs
            if arc.commodity in _commodities(network, item) and region in (WORLD, arc.destination)
        ),
        "refined": lambda: _refined(network, item, region),
        "share": lambda: 100.0 * _production(network, item, region) / _production(network, item, WORLD),
        "exports": lambda: sum(
            arc.flow
            for arc in network.arcs
            if arc.commodity == item and arc.origin != arc.destination and region in (WORLD, arc.origin)
        ),
        "use": lambda: sum(
            use.quantity for use in network.uses if use.sector == item and region in (WORLD, use.region)
        ),
    }
    if kind not in totals:
        raise UnknownName(f"publishers.csv: no total {key!r}; kinds: {', '.join(totals)}.")
    return float(totals[kind]())


def _deposits(facts: Facts, item: str, region: str) -> float:
    rows = [row for row in facts.table("deposits") if region in (WORLD, row.region)]
    if item == "reo_tonnes":
        return float(sum(row.reo_tonnes for row in rows))
    if item == "magnet_oxides":
        return float(sum(row.reo_tonnes * (row.ndpr_share + row.dy_share + row.tb_share) for row in rows))
    raise UnknownName(f"publishers.csv: no total deposits.{item}; allowed: reo_tonnes, magnet_oxides.")


def _mined(network: Network, element: str, region: str) -> float:
    """Old scrap is no mine output; tonnes of the element."""
    return sum(
        amount * process.activity * network.commodity(item).contents.get(element, 0.0)
        for process in network.processes
        if process.kind == "mine" and region in (WORLD, process.region)
        for item, amount in process.outputs
        if network.commodity(item).stage != "scrap"
    )


def _refined(network: Network, element: str, region: str) -> float:
    if element not in network.elements:
        raise UnknownName(
            f"publishers.csv: no total refined.{element}; elements of {network.chain}: "
            f"{', '.join(network.elements)}."
        )
    refined = [item for item in network.commodities if item.stage in REFINED_STAGES]
    content = {item.id: item.contents.get(element, 0.0) for item in refined}
    return sum(
        process.activity
        * (
            sum(amount * content.get(item, 0.0) for item, amount in process.outputs)
            - sum(amount * content.get(item, 0.0) for item, amount in process.inputs)
        )
        for process in network.processes
        if any(item in content for item, _ in process.outputs) and region in (WORLD, process.region)
    )


def _commodities(network: Network, item: str) -> set[str]:
    stages = STAGES_OF_TOTAL.get(item)
    if stages is None:
        return {commodity.id for commodity in network.commodities if commodity.id == item}
    return {commodity.id for commodity in network.commodities if commodity.stage in stages}


def _production(network: Network, item: str, region: str) -> float:
    made = _commodities(network, item)
    if made:
        return sum(
            arc.flow for arc in network.arcs if arc.commodity in made and region in (WORLD, arc.origin)
        )
    runs = [process for process in network.processes if process.id.partition("@")[0] == item]
    if not runs:
        raise UnknownName(f"publishers.csv: {item!r} is neither a commodity nor a recipe of {network.chain}.")
    return sum(process.activity for process in runs if region in (WORLD, process.region))
