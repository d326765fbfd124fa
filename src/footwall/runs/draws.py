"""Ranges from joint draws of the behavioural parameters and of the conversion costs behind derived floors.

The low and high of a figure are the 5th and 95th percentile over the draws that converged in both baseline
and policy. Draws that failed, or whose conversion costs leave a derived floor at zero or below, are counted
and reported, never replaced. What is not drawn (base-year tonnes, prices, what a rulebook states) is the
same in all draws.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields

import numpy as np

from footwall.enacted.charges import Enactment, FloatArray
from footwall.enacted.derived_floors import ConversionCost
from footwall.market.calibrate import Calibration, calibrate
from footwall.market.parameters import Parameters, draws
from footwall.market.under_law import solve_law_batch
from footwall.measure.state import State
from footwall.runs.drawn_floors import draw_floors
from footwall.runs.figures import Figures, figures
from footwall.runs.zone import ReportedZone

LOW, HIGH = 5.0, 95.0
"""Percentiles of the draws that are shown as low and high."""


@dataclass(frozen=True, eq=False)
class DrawnFigures:
    """Figures per draw; ``values`` are (converged draws,) and follow ``parameters`` row by row."""

    values: Mapping[str, FloatArray]
    parameters: Parameters
    asked: int
    converged: int
    costs: tuple[ConversionCost, ...] = ()
    cost_values: FloatArray = field(default_factory=lambda: np.zeros((0, 0)))
    """(converged draws, costs) USD/t, the conversion costs that derived floors were drawn with."""

    @property
    def failed(self) -> int:
        return self.asked - self.converged

    def range_of(self, figure: str) -> tuple[float, float] | None:
        """Low and high of a figure; None without draws."""
        values = self.values.get(figure)
        if values is None or not len(values):
            return None
        low, high = np.percentile(values, (LOW, HIGH))
        return float(low), float(high)

    def same_sign(self, figure: str, central: float) -> int:
        """Number of draws in which the figure has the sign of its central value."""
        values = self.values.get(figure)
        return 0 if values is None else int((np.sign(values) == np.sign(central)).sum())


def draw_figures(
    calibration: Calibration,
    baseline: Enactment,
    policy: Enactment,
    zone: ReportedZone,
    drawing: tuple[int, int],
    advance: Callable[[str], None],
) -> DrawnFigures:
    """Solve baseline and policy for ``drawing`` = (count, seed) joint draws, one batch each."""
    count, seed = drawing
    network = calibration.network
    if count == 0:
        return no_draws(calibration)
    parameters = draws(network, count, seed)
    drawn = calibrate(network, calibration.base_charges, parameters)
    advance(f"Solving the baseline for {count} joint draws")
    before = solve_law_batch(drawn, baseline)
    advance(f"Solving the policy for {count} joint draws")
    floors = draw_floors(policy, count, seed)
    after = solve_law_batch(drawn, policy, charges=floors.charges)
    kept = np.flatnonzero(before.converged & after.converged & floors.derivable).tolist()
    found: list[Figures] = []
    for draw in kept:
        states = (
            State(drawn, baseline, before.equilibrium(draw), scenario=draw),
            State(drawn, floors.policies[draw], after.equilibrium(draw), scenario=draw),
        )
        found.append(figures(*states, zone))
    names = found[0].keys() if found else ()
    values = {name: np.array([item[name] for item in found]) for name in names}
    return DrawnFigures(
        values, rows_of(parameters, kept), count, len(kept), floors.costs, floors.values[kept]
    )


def no_draws(calibration: Calibration) -> DrawnFigures:
    """The figures of no draw: none asked for, or nothing that the policy could move."""
    return DrawnFigures({}, rows_of(calibration.parameters, []), 0, 0)


def rows_of(parameters: Parameters, rows: list[int]) -> Parameters:
    """The parameters of some of the draws."""
    return Parameters(**{item.name: getattr(parameters, item.name)[rows] for item in fields(Parameters)})
