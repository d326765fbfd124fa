"""Effective protection: what a policy does to the value added of every process.

With output coefficients β, input coefficients α, producers' prices p and buyers' effective prices P,

    value added        v = Σ β·p − Σ α·P          per t of activity
    nominal protection   = Σ β·p1 / Σ β·p0 − 1    of the outputs, likewise of the inputs at P
    effective rate       = v1 / v0 − 1            (Corden 1966, J. Polit. Econ. 74, 221-237)

0 is the baseline, 1 the policy. With the cost share of inputs a this is Corden's (t_out − a·t_in)/(1 − a).
Coefficients do not change with prices, so there is no substitution to correct for. Prices are those that the
solved markets pay, so a rate holds the terms of trade that the policy moved; against a baseline that has
duties it is protection added, not protection from free trade. A rate below zero taxes the process: its
inputs rise by more than its output earns, which is how a floor upstream sends a downstream stage abroad.
A process without value added in the baseline has no rate. The module solves nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from footwall.market.system import FloatArray
from footwall.measure.state import State, input_process, stage_of, totals, zone_weight

NEGLIGIBLE = 1e-9
"""Rates nearer to zero than this are noise of the solve, not negative protection."""


@dataclass(frozen=True)
class Protection:
    """Outputs, inputs and value added in both states, USD per t of activity, or USD/year of a stage."""

    output_baseline: float
    output_policy: float
    input_baseline: float
    input_policy: float

    @property
    def value_added_baseline(self) -> float:
        return self.output_baseline - self.input_baseline

    @property
    def value_added_policy(self) -> float:
        return self.output_policy - self.input_policy

    @property
    def nominal_output(self) -> float:
        """Relative change of the outputs' prices; NaN where the output was worth nothing."""
        return _change(self.output_baseline, self.output_policy)

    @property
    def nominal_input(self) -> float:
        """Relative change of the inputs' prices; NaN without inputs."""
        return _change(self.input_baseline, self.input_policy)

    @property
    def effective(self) -> float:
        """Relative change of value added; NaN where the baseline has none."""
        return _change(self.value_added_baseline, self.value_added_policy)

    @property
    def value_added_share(self) -> float:
        """Value added over sales in the baseline; NaN where the output was worth nothing.

        A rate on a small share is large in per cent and small in money.
        """
        if self.output_baseline <= 0.0:
            return float(np.nan)
        return self.value_added_baseline / self.output_baseline

    @property
    def negative(self) -> bool:
        """True if the policy lowers value added."""
        loss = self.value_added_baseline - self.value_added_policy
        return loss > NEGLIGIBLE * max(self.output_baseline, self.output_policy)


@dataclass(frozen=True)
class ProcessProtection(Protection):
    """One process, USD per t of activity."""

    process: str
    region: str
    stage: str


@dataclass(frozen=True)
class StageProtection(Protection):
    """All processes of a stage in the zone at their baseline activity, USD/year."""

    stage: str


def process_protection(baseline: State, policy: State) -> tuple[ProcessProtection, ...]:
    """Protection of every process, in the order of the network."""
    stage = stage_of(policy.network)
    sides = zip(*_sides(baseline), *_sides(policy), strict=True)
    return tuple(
        ProcessProtection(
            float(output_before),
            float(output_after),
            float(input_before),
            float(input_after),
            process=process.id,
            region=process.region,
            stage=stage[process.outputs[0][0]],
        )
        for process, (output_before, input_before, output_after, input_after) in zip(
            policy.network.processes, sides, strict=True
        )
    )


def stage_protection(
    baseline: State, policy: State, zone: Mapping[str, float]
) -> tuple[StageProtection, ...]:
    """Protection of every stage that the zone has, weighted by baseline activity inside it."""
    network = policy.network
    inside = zone_weight([process.region for process in network.processes], zone)
    weight = inside * baseline.equilibrium.activity
    rows = process_protection(baseline, policy)
    found = []
    for stage in dict.fromkeys(row.stage for row in rows):
        chosen = [(row, share) for row, share in zip(rows, weight, strict=True) if row.stage == stage]
        if sum(share for _, share in chosen) > 0.0:
            found.append(
                StageProtection(
                    _weighted((row.output_baseline, share) for row, share in chosen),
                    _weighted((row.output_policy, share) for row, share in chosen),
                    _weighted((row.input_baseline, share) for row, share in chosen),
                    _weighted((row.input_policy, share) for row, share in chosen),
                    stage=stage,
                )
            )
    return tuple(found)


def _sides(state: State) -> tuple[FloatArray, FloatArray]:
    """(processes,) value of outputs and of inputs, USD per t of activity.

    Outputs are the margin plus the inputs, so that producers' prices hold whatever support they receive.
    """
    wiring = state.wiring
    paid = wiring.recipe_input * state.equilibrium.effective[wiring.input_buyer]
    inputs = totals(input_process(wiring), paid, len(state.network.processes))
    return state.equilibrium.margin + inputs, inputs


def _weighted(pairs: Iterable[tuple[float, float]]) -> float:
    return float(sum(value * weight for value, weight in pairs))


def _change(before: float, after: float) -> float:
    return after / before - 1.0 if before > 0.0 else float(np.nan)
