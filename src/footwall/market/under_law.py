"""Solve an economy under the law in force: charges, limits, supports and what follows the solution, together.

It only hands the parts of an ``Enactment`` to the solver, so that no caller can forget one.
"""

from __future__ import annotations

from footwall.enacted.charges import ArcCharges, Enactment
from footwall.market.assemble import System, assemble, starting_point
from footwall.market.calibrate import Calibration
from footwall.market.equilibrium import Equilibrium
from footwall.market.scenarios import BatchEquilibrium
from footwall.market.solve import solved, solved_batch, solved_from_starts
from footwall.market.stocks import NO_STOCKS, Stocks
from footwall.market.system import FloatArray


def solve_law(
    calibration: Calibration,
    law: Enactment,
    *,
    charges: ArcCharges | None = None,
    start: FloatArray | None = None,
    purchase: FloatArray | None = None,
    stocks: Stocks = NO_STOCKS,
) -> Equilibrium:
    """The equilibrium under a law; ``charges`` replaces the law's own. Otherwise as ``solve.solve``."""
    system = _system(calibration, law, charges, purchase=purchase, stocks=stocks)
    return solved(system, law.feedbacks, start=start)


def solve_law_batch(
    calibration: Calibration,
    law: Enactment,
    *,
    charges: ArcCharges | None = None,
    limits: FloatArray | None = None,
    purchase: FloatArray | None = None,
    start: FloatArray | None = None,
    stocks: Stocks = NO_STOCKS,
) -> BatchEquilibrium:
    """Many draws or variants of a law at once; as ``solve.solve_batch``.

    ``start`` (S, first unknowns) is where to start, USD/t: prices first, then rents and references. What it
    leaves out starts as always.
    """
    system = _system(calibration, law, charges, limits, purchase, stocks)
    whole = None
    if start is not None:
        whole = starting_point(system, start.shape[0])
        whole[:, : start.shape[1]] = start
    return solved_batch(system, law.feedbacks, start=whole)


def solve_law_from_starts(calibration: Calibration, law: Enactment, *, starts: int, seed: int) -> Equilibrium:
    """The equilibrium under a law from several starts; as ``solve.solve_from_starts``."""
    return solved_from_starts(_system(calibration, law, None), law.feedbacks, starts, seed)


def _system(
    calibration: Calibration,
    law: Enactment,
    charges: ArcCharges | None,
    limits: FloatArray | None = None,
    purchase: FloatArray | None = None,
    stocks: Stocks = NO_STOCKS,
) -> System:
    return assemble(calibration, charges or law.charges, law.quotas, limits, purchase, law.supports, stocks)
