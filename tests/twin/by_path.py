"""The twin's equations handed to PATH through GAMSPy."""

from __future__ import annotations

from typing import Any

import gamspy as algebra

__all__ = ["algebra", "levels", "run"]


def run(container: Any, matches: dict[Any, Any], tolerance: float = 1e-10) -> float:
    """Seconds in the solver. Raises RuntimeError if PATH does not end normally."""
    model = algebra.Model(container, "twin", problem="MCP", matches=matches)
    model.solve(solver="PATH", solver_options={"convergence_tolerance": tolerance})
    if model.solve_status != algebra.SolveStatus.NormalCompletion:
        raise RuntimeError(f"PATH ended with {model.solve_status}, {model.status}")
    return float(model.total_solver_time or 0.0)


def levels(unknown: Any) -> Any:
    """An array over the domain of the unknown."""
    return unknown.toDense()
