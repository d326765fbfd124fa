"""One solve of the chain: the compiled Newton, SciPy's hybr on its residual and Jacobian, Ipopt and PATH."""

from __future__ import annotations

import time
from collections.abc import Callable
from statistics import median
from typing import Any

import numpy as np

from benchmarks.chain import under
from footwall.market.assemble import System, assemble, starting_point
from footwall.market.export import export_network
from footwall.market.residual import evaluate
from footwall.market.solve import solve, solve_system
from footwall.market.system import Options
from footwall.market.work import workspace

Record = dict[str, Any]


def timed(repeats: int, function: Callable[[], Any]) -> float:
    """Median seconds of a call."""
    seconds = []
    for _ in range(repeats):
        began = time.perf_counter()
        function()
        seconds.append(time.perf_counter() - began)
    return median(seconds)


def with_scipy(system: System) -> Any:
    """MINPACK hybr from base prices, in units of each unknown's scale, with the analytic Jacobian."""
    from scipy.optimize import root

    work = workspace(system.topology, system.curves)
    scale = system.curves.price_scale

    def rows(x: np.ndarray) -> np.ndarray:
        evaluate(x * scale, 0, system.topology, system.curves, work, False)
        return work.value.copy()

    def jacobian(x: np.ndarray) -> np.ndarray:
        evaluate(x * scale, 0, system.topology, system.curves, work, True)
        return work.jacobian * scale

    start = starting_point(system, 1)[0] / scale
    return root(rows, start, jac=jacobian, method="hybr", options={"xtol": 1e-12, "maxfev": 5000})


def compare(rulebook: str) -> Record:
    """Seconds, ratios and the largest price difference between the solvers."""
    calibration, charges, quotas = under(rulebook)
    ours = solve(calibration, charges, quotas)
    system = assemble(calibration, charges, quotas)
    record: Record = {
        "rulebook": rulebook,
        "unknowns": system.unknowns,
        "arcs": len(calibration.network.arcs),
        "iterations": ours.iterations,
        "residual": ours.residual,
        "newton_seconds": timed(50, lambda: solve_system(system, threads=1)),
        "solve_seconds": timed(20, lambda: solve(calibration, charges, quotas)),
        "hybr_seconds": timed(10, lambda: with_scipy(system)),
    }
    found = with_scipy(system)
    markets = len(calibration.network.markets)
    hybr_price = found.x[:markets] * system.curves.price_scale[:markets]
    record["hybr_residual"] = float(np.abs(found.fun).max())
    record["hybr_price_difference"] = float(np.abs(hybr_price / ours.price - 1.0).max())
    record["hybr_converged"] = bool(found.success) and record["hybr_residual"] <= Options().accepted
    if record["hybr_converged"]:
        record["hybr_ratio"] = record["hybr_seconds"] / record["newton_seconds"]
    document = export_network(calibration, charges, quotas, ours)
    for name in ("ipopt", "path"):
        record |= _with_twin(name, document, record, ours.price)
    return record


def _with_twin(name: str, document: Record, record: Record, price: np.ndarray) -> Record:
    """A solver on the equations of ``tests/twin``, which share no code with the market."""
    from twin.complementarity import Twin
    from twin.solvers import module_of, why_it_cannot_run

    if why_it_cannot_run(name):
        return {name: why_it_cannot_run(name)}
    solver = module_of(name)
    walls, builds, inside = [], [], []
    for _ in range(3):
        began = time.perf_counter()
        twin = Twin(document, solver)
        builds.append(time.perf_counter() - began)
        began = time.perf_counter()
        found = twin.solve()
        walls.append(time.perf_counter() - began)
        inside.append(found.solver_seconds)
    figures = {
        "rows": found.rows,
        "build_seconds": median(builds),
        "wall_seconds": median(walls),
        "solver_seconds": median(inside),
        "price_difference": float(np.abs(np.array(found.price) / price - 1.0).max()),
        "wall_ratio": median(walls) / record["solve_seconds"],
        "solver_ratio": median(inside) / record["newton_seconds"],
    }
    return {f"{name}_{figure}": value for figure, value in figures.items()}
