"""Behavioural parameters of a network as arrays: central values, and joint draws over their ranges."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from footwall.chain.network import Estimate, Network

FloatArray = NDArray[np.float64]
Pick = Callable[[str, Estimate], FloatArray]


@dataclass(frozen=True)
class Parameters:
    """Arrays (S, ·): θ per commodity of ``Network.commodities``; the rest per process or per use."""

    theta: FloatArray
    supply_elasticity: FloatArray
    avoidable_share: FloatArray
    demand_elasticity: FloatArray
    choke_ratio: FloatArray

    @property
    def scenarios(self) -> int:
        return int(self.theta.shape[0])


def _collect(network: Network, pick: Pick) -> Parameters:
    def stack(name: str, estimates: Sequence[Estimate], scenarios: int) -> FloatArray:
        if not estimates:
            return np.zeros((scenarios, 0))
        return np.stack([pick(name, estimate) for estimate in estimates], axis=1)

    theta = stack("theta", [network.theta[commodity.id] for commodity in network.commodities], 1)
    scenarios = theta.shape[0]
    avoidable = stack("avoidable", [process.avoidable_share for process in network.processes], scenarios)
    return Parameters(
        theta=theta,
        supply_elasticity=stack(
            "supply", [process.supply_elasticity for process in network.processes], scenarios
        ),
        avoidable_share=avoidable,
        demand_elasticity=stack("demand", [use.elasticity for use in network.uses], scenarios),
        choke_ratio=stack("choke", [use.choke_ratio for use in network.uses], scenarios),
    )


def central(network: Network) -> Parameters:
    """Central values, one scenario."""
    return _collect(network, lambda _, estimate: np.array([estimate.value]))


def draws(network: Network, count: int, seed: int) -> Parameters:
    """``count`` joint draws, stratified per parameter (Latin hypercube, McKay et al. 1979).

    Estimates of one parameter that come from one fact (equal value, range and source) move together; all
    else moves independently. Each is triangular
    between its low and high with its mode at the central value.
    """
    generator = np.random.default_rng(seed)
    drawn: dict[tuple[str, float, float, float, str], FloatArray] = {}

    def pick(name: str, estimate: Estimate) -> FloatArray:
        key = (name, estimate.value, estimate.low, estimate.high, estimate.source)
        if key not in drawn:
            drawn[key] = stratified(generator, estimate, count)
        return drawn[key]

    return _collect(network, pick)


def stratified(generator: np.random.Generator, estimate: Estimate, count: int) -> FloatArray:
    """(count,) triangular draws of one estimate, one from each stratum of equal probability."""
    strata = (generator.permutation(count) + generator.random(count)) / count
    return triangular_quantile(strata, estimate.low, estimate.value, estimate.high)


def triangular_quantile(probability: FloatArray, low: float, mode: float, high: float) -> FloatArray:
    """Inverse distribution function of the triangular distribution on [low, high]."""
    span = high - low
    if span <= 0.0:
        return np.full_like(probability, mode)
    turn = (mode - low) / span
    left = low + np.sqrt(probability * span * (mode - low))
    right = high - np.sqrt((1.0 - probability) * span * (high - mode))
    return np.asarray(np.where(probability < turn, left, right))
