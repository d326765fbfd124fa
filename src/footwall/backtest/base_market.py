"""The network of an episode: its base year, at the prices before the event, with monthly elasticities.

Tonnes are rates of the base year. What rows leave open is closed as in ``balance``: a region keeps what it
does not export, makers take what users leave of their input, and uses without a maker beside them take up
what the 1% of tolerance leaves.
"""

from __future__ import annotations

from footwall.backtest.balance import input_per_tonne, kept, purchases
from footwall.backtest.parameters import Frozen
from footwall.backtest.schema import Episode, Maker, Use
from footwall.chain.network import Arc, Commodity, Estimate, Market, Network, Process
from footwall.chain.network import Use as NetworkUse
from footwall.rulebook.amounts import Amount


def base_network(episode: Episode, parameters: Frozen) -> Network:
    """The balanced network of an episode that has been read."""
    prices = {(row.good, row.region): float(row.price) for row in episode.prices}
    theta = {name: parameters[f"theta_{good.stage}"] for name, good in episode.goods.items()}
    return Network(
        chain=episode.name,
        year=episode.base_year or 0,
        elements=(),
        regions=tuple(episode.regions),
        commodities=tuple(
            Commodity(name, good.name, name, good.stage, "t", (), {}) for name, good in episode.goods.items()
        ),
        markets=tuple(Market(row.good, row.region, prices[row.good, row.region]) for row in episode.makers),
        processes=tuple(_process(episode, row, parameters) for row in episode.makers),
        uses=tuple(_use(episode, row, place, parameters) for place, row in enumerate(episode.uses)),
        arcs=_arcs(episode),
        theta=theta,
    )


def _process(episode: Episode, row: Maker, parameters: Frozen) -> Process:
    inputs: tuple[tuple[str, float], ...] = ()
    if row.made_from:
        inputs = ((row.made_from, input_per_tonne(episode, row, purchases(episode))),)
    capacity = row.capacity or row.output / parameters["maker_utilisation"].value
    yearly = _estimate(row.elasticity, row.grade) or parameters["supply_elasticity"]
    return Process(
        id=f"make_{row.good}@{row.region}",
        kind="processor" if row.made_from else "mine",
        region=row.region,
        inputs=inputs,
        outputs=((row.good, 1.0),),
        losses={},
        activity=float(row.output),
        capacity=float(capacity),
        supply_elasticity=parameters.monthly("monthly_supply_share", yearly),
        avoidable_share=parameters["avoidable_share"],
    )


def _use(episode: Episode, row: Use, place: int, parameters: Frozen) -> NetworkUse:
    pair = (row.good, row.region)
    quantity = float(row.quantity)
    if not any((maker.made_from, maker.region) == pair for maker in episode.makers):
        used = sum(use.quantity for use in episode.uses if (use.good, use.region) == pair)
        quantity *= purchases(episode)[pair] / used
    yearly = _estimate(row.elasticity, row.grade) or parameters["demand_elasticity"]
    return NetworkUse(
        sector=f"use {place}",
        commodity=row.good,
        region=row.region,
        quantity=quantity,
        elasticity=parameters.monthly("monthly_demand_share", yearly),
        choke_ratio=parameters["choke_ratio"],
    )


def _estimate(amount: float | None, grade: str) -> Estimate | None:
    """An amount of the file with the range that it was written with."""
    if amount is None:
        return None
    span = amount.span if isinstance(amount, Amount) else None
    low, high = (amount, amount) if span is None else (span[0].engine, span[1].engine)
    return Estimate(float(amount), float(low), float(high), "episode", grade)


def _arcs(episode: Episode) -> tuple[Arc, ...]:
    at_home = [
        Arc(good, region, region, float(tonnes), 0.0)
        for (good, region), tonnes in kept(episode).items()
        if tonnes > 0.0
    ]
    shipped = [
        Arc(row.good, row.origin, row.destination, float(row.quantity), float(row.freight or 0.0))
        for row in episode.trade
    ]
    return (*at_home, *shipped)
