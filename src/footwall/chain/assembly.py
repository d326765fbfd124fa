"""The network value of a balanced base year: commodities, markets, processes, uses and arcs in fixed order.

Order follows the tables: commodities as listed, regions as listed. Parameters come with their range, source
and grade.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from footwall.chain.network import Arc, Commodity, Estimate, Market, Network, Process, Use
from footwall.chain.recipes import RecipeBook, element_contents

if TYPE_CHECKING:
    from footwall.chain.balancing import BalancedYear
    from footwall.chain.base_quotes import FreightRate
    from footwall.chain.published import Pair, Place
    from footwall.chain.seeding import Seed
    from footwall.facts.facts import Facts

_UNUSED_BY_PROCESSORS = Estimate(0.0, 0.0, 0.0, source="", grade="assumed")


@dataclass(frozen=True)
class Parts:
    """What a network is made of, keyed as in ``BalancedYear``; prices USD/t by (commodity, origin)."""

    chain: str
    year: int
    book: RecipeBook
    balanced: BalancedYear
    seeds: Mapping[Pair, Seed]
    capacities: Mapping[tuple[str, str], float]
    prices: Mapping[Place, float]


def assemble(facts: Facts, parts: Parts, freight: FreightRate) -> Network:
    """The network of ``parts``; raises ``UnknownName`` where a parameter is missing."""
    rows = [row for row in facts.table("commodities") if row.chain == parts.chain]
    contents = element_contents(facts)
    present = {commodity for commodity, _ in parts.prices}
    commodities = tuple(
        Commodity(row.id, row.name, row.mineral, row.stage, row.unit, row.hs6, contents.get(row.id, {}))
        for row in rows
        if row.id in present
    )
    rank = {commodity.id: position for position, commodity in enumerate(commodities)}
    place = {row.code: position for position, row in enumerate(facts.table("regions"))}
    markets = sorted(parts.prices, key=lambda key: (rank[key[0]], place[key[1]]))
    flows = sorted(parts.balanced.flows, key=lambda key: (rank[key[0]], place[key[1]], place[key[2]]))
    regions = {region for _, region in parts.balanced.activities}
    regions |= {region for _, _, region in parts.balanced.uses}
    return Network(
        chain=parts.chain,
        year=parts.year,
        elements=_elements(facts, present),
        regions=tuple(sorted(regions, key=place.__getitem__)),
        commodities=commodities,
        markets=tuple(
            Market(commodity, region, parts.prices[commodity, region]) for commodity, region in markets
        ),
        processes=_processes(facts, parts, place),
        uses=_uses(facts, parts, rank, place),
        arcs=tuple(
            Arc(*key, flow=parts.balanced.flows[key], freight=freight(*key), prior=parts.seeds[key].prior)
            for key in flows
        ),
        theta={commodity.id: estimate(facts, "theta", commodity=commodity.id) for commodity in commodities},
        aggregate_members={
            row.code: row.members for row in facts.table("regions") if row.members and row.code in regions
        },
    )


def estimate(facts: Facts, name: str, **selectors: str) -> Estimate:
    """A parameter of the facts as an ``Estimate``."""
    row = facts.parameter(name, **selectors)
    return Estimate(row.value, row.low, row.high, row.source, row.grade)


def _elements(facts: Facts, present: set[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(row.element for row in facts.table("contents") if row.commodity in present))


def _processes(facts: Facts, parts: Parts, place: Mapping[str, int]) -> tuple[Process, ...]:
    order = {recipe: position for position, (recipe, _) in enumerate(parts.book.recipes)}
    keys = sorted(parts.balanced.activities, key=lambda key: (order[key[0]], place[key[1]]))
    processes = []
    for name, region in keys:
        recipe = parts.book.of(name, region)
        selectors = {"recipe": name, "region": region, "commodity": recipe.product}
        processes.append(
            Process(
                id=f"{name}@{region}",
                kind=recipe.kind,
                region=region,
                inputs=recipe.inputs,
                outputs=recipe.outputs,
                losses=recipe.losses,
                activity=parts.balanced.activities[name, region],
                capacity=parts.capacities[name, region],
                supply_elasticity=(
                    estimate(facts, "supply_elasticity", **selectors)
                    if recipe.kind == "mine"
                    else _UNUSED_BY_PROCESSORS
                ),
                avoidable_share=estimate(facts, "avoidable_share", **selectors),
            )
        )
    return tuple(processes)


def _uses(facts: Facts, parts: Parts, rank: Mapping[str, int], place: Mapping[str, int]) -> tuple[Use, ...]:
    keys = sorted(parts.balanced.uses, key=lambda key: (rank[key[1]], key[0], place[key[2]]))
    return tuple(
        Use(
            sector=sector,
            commodity=commodity,
            region=region,
            quantity=parts.balanced.uses[sector, commodity, region],
            elasticity=estimate(
                facts, "demand_elasticity", commodity=commodity, sector=sector, region=region
            ),
            choke_ratio=estimate(facts, "choke_ratio", commodity=commodity, sector=sector, region=region),
        )
        for sector, commodity, region in keys
    )
