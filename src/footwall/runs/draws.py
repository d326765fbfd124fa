"""Ranges from joint draws of the behavioural parameters and of what the law of the policy leans on.

The latter are conversion costs behind derived floors, and amounts that the rulebook states with a range. The
low and high of a figure are the 5th and 95th percentile over the draws that converged in both baseline and
policy. Draws that failed, or at which the law has no figure, are counted and reported, never replaced. What
is not drawn (base-year tonnes, prices, what a rulebook states without a range) is the same in all draws.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import numpy as np

from footwall.enacted.charges import Enactment, FloatArray
from footwall.enacted.derived_floors import ConversionCost
from footwall.market.calibrate import Calibration, calibrate
from footwall.market.parameters import Parameters, draws
from footwall.market.under_law import solve_law_batch
from footwall.measure.state import State
from footwall.rulebook.ranges import UncertainAmount
from footwall.runs.drawn_laws import draw_laws
from footwall.runs.figures import Figures, figures
from footwall.runs.solved_laws import rows_of, solve_laws
from footwall.runs.zone import ReportedZone

Measure = Callable[[State, State, ReportedZone], Figures]
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
    amounts: tuple[UncertainAmount, ...] = ()
    amount_values: FloatArray = field(default_factory=lambda: np.zeros((0, 0)))
    """(converged draws, amounts) engine units, the ranged amounts of the rulebook as drawn."""

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
    measured: Measure = figures,
) -> DrawnFigures:
    """Solve baseline and policy for ``drawing`` = (count, seed) joint draws, one batch each.

    ``measured`` gives the figures of one draw; one that does not exist in every draw has no range.
    """
    count, seed = drawing
    network = calibration.network
    if count == 0:
        return no_draws(calibration)
    parameters = draws(network, count, seed)
    drawn = calibrate(network, calibration.base_charges, parameters)
    advance(f"Solving the baseline for {count} joint draws")
    before = solve_law_batch(drawn, baseline)
    advance(f"Solving the policy for {count} joint draws")
    laws = draw_laws(policy, count, seed)
    after = solve_laws(drawn, laws.policies)
    found: list[Figures] = []
    kept = []
    for draw, state in enumerate(after):
        if state is None or not before.converged[draw] or not laws.derivable[draw]:
            continue
        kept.append(draw)
        unruled = State(drawn, baseline, before.equilibrium(draw), scenario=draw)
        found.append(measured(unruled, state, zone))
    names = [name for name in (found[0] if found else ()) if all(name in item for item in found)]
    return DrawnFigures(
        values={name: np.array([item[name] for item in found]) for name in names},
        parameters=rows_of(parameters, kept),
        asked=count,
        converged=len(kept),
        costs=laws.costs,
        cost_values=laws.values[kept],
        amounts=laws.amounts,
        amount_values=laws.amount_values[kept],
    )


def no_draws(calibration: Calibration) -> DrawnFigures:
    """The figures of no draw: none asked for, or nothing that the policy could move."""
    return DrawnFigures({}, rows_of(calibration.parameters, []), 0, 0)
