"""Starting flows for every pair of an origin that makes a commodity and a destination that buys it.

Recorded trade starts from its record. Supply of the own region starts from output less recorded exports, at
most purchases less recorded imports. What records leave unexplained on both sides is spread over unrecorded
pairs by gravity; every other unrecorded pair starts from a small gravity prior, so that new trade can grow.
Balancing, not this module, makes rows and columns agree.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from footwall.chain.published import Figure, Pair, Place

FloatArray = NDArray[np.float64]

INTERNAL_KM = 500.0
"""Added to every distance: a region is not a point."""
LEAST_DOMESTIC_SHARE = 0.02
"""Own supply starts from at least this share of the smaller of output and purchases."""


@dataclass(frozen=True)
class Seed:
    """Starting flow in t/year; ``recorded`` is None for a pair without a record."""

    flow: float
    grade: str
    recorded: float | None
    prior: bool


def seed_flows(
    output: Mapping[Place, float],
    purchases: Mapping[Place, float],
    trade: Mapping[Pair, Figure],
    kilometres: Mapping[tuple[str, str], float],
    prior_share: Mapping[str, float],
    distance_exponent: float,
) -> dict[Pair, Seed]:
    """Seeds for all pairs of all commodities, keyed (commodity, origin, destination).

    Gravity falls with distance to the power −``distance_exponent`` (Disdier and Head 2008 give 0.9 as the
    mean of 1,467 estimates).
    """
    nearness = {pair: (INTERNAL_KM + distance) ** -distance_exponent for pair, distance in kilometres.items()}
    seeds: dict[Pair, Seed] = {}
    for commodity in dict.fromkeys(commodity for commodity, _ in output):
        origins = [region for item, region in output if item == commodity]
        destinations = [region for item, region in purchases if item == commodity]
        block = _Block(
            commodity,
            origins,
            destinations,
            np.array([output[commodity, origin] for origin in origins]),
            np.array([purchases[commodity, destination] for destination in destinations]),
        )
        seeds.update(_seed_block(block, trade, nearness, prior_share[commodity]))
    return seeds


@dataclass(frozen=True)
class _Block:
    commodity: str
    origins: list[str]
    destinations: list[str]
    output: FloatArray
    purchases: FloatArray

    def pairs(self) -> list[tuple[int, int, Pair]]:
        return [
            (row, column, (self.commodity, origin, destination))
            for row, origin in enumerate(self.origins)
            for column, destination in enumerate(self.destinations)
        ]


def _seed_block(
    block: _Block,
    trade: Mapping[Pair, Figure],
    nearness: Mapping[tuple[str, str], float],
    prior_share: float,
) -> dict[Pair, Seed]:
    recorded = np.zeros((len(block.origins), len(block.destinations)))
    domestic = np.zeros_like(recorded)
    decay = np.zeros_like(recorded)
    for row, column, pair in block.pairs():
        _, origin, destination = pair
        recorded[row, column] = trade[pair].quantity if pair in trade else 0.0
        decay[row, column] = nearness[origin, destination]
    own = [(row, column) for row, column, (_, origin, destination) in block.pairs() if origin == destination]
    for row, column in own:
        if recorded[row, column] == 0.0:
            left = min(
                block.output[row] - recorded[row].sum(), block.purchases[column] - recorded[:, column].sum()
            )
            least = LEAST_DOMESTIC_SHARE * min(block.output[row], block.purchases[column])
            domestic[row, column] = max(left, least)
    known = recorded + domestic
    unseen = known == 0.0
    prior = np.where(unseen, _prior(block, decay, prior_share), 0.0)
    filled = _fill(
        np.maximum(block.output - known.sum(1), 0.0),
        np.maximum(block.purchases - known.sum(0), 0.0),
        np.where(unseen, decay, 0.0),
    )
    seeds: dict[Pair, Seed] = {}
    for row, column, pair in block.pairs():
        if recorded[row, column] > 0.0:
            figure = trade[pair]
            seeds[pair] = Seed(figure.quantity, figure.grade, figure.quantity, prior=False)
        elif domestic[row, column] > 0.0:
            seeds[pair] = Seed(float(domestic[row, column]), "estimated", None, prior=False)
        else:
            seeds[pair] = Seed(float(prior[row, column] + filled[row, column]), "assumed", None, prior=True)
    return seeds


def _prior(block: _Block, decay: FloatArray, prior_share: float) -> FloatArray:
    """``prior_share`` of the purchases of each destination, by output and distance of the origins."""
    attraction = block.output[:, None] * decay
    return np.asarray(prior_share * block.purchases * attraction / attraction.sum(0))


def _fill(excess: FloatArray, gap: FloatArray, decay: FloatArray) -> FloatArray:
    """Unexplained output sent to unexplained purchases by gravity, never more than either side's total."""
    attraction = excess[:, None] * gap * decay
    by_origin = attraction.sum(1, keepdims=True)
    spread = np.divide(
        excess[:, None] * attraction, by_origin, out=np.zeros_like(decay), where=by_origin > 0.0
    )
    total = float(spread.sum())
    return np.asarray(spread * min(1.0, float(gap.sum()) / total)) if total > 0.0 else spread
