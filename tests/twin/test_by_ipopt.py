"""Ipopt on rows with plain answers: a projection on an interval, from every side, and a row without root."""

from __future__ import annotations

from typing import Any

import pytest

from twin.solvers import solver_of

pytestmark = pytest.mark.twin

OFFERED = {"below": -3.0, "at the low end": 1.0, "inside": 1.7, "at the high end": 2.0, "above": 5.0}
PROJECTED = [1.0, 1.0, 1.7, 2.0, 2.0]


def one_row(expression: Any) -> tuple[Any, Any, Any, dict[Any, Any]]:
    """The solver, the unknown, its container and its match, for a row over the places of ``OFFERED``."""
    solver = solver_of("ipopt")
    m = solver.algebra.Container()
    n = m.addSet("n", records=list(OFFERED))
    x, z = m.addVariable("x", "free", [n]), m.addParameter("z", domain=n, records=list(OFFERED.items()))
    row = m.addEquation("row", domain=[n], type="nonbinding")
    row[n] = expression(solver.algebra, x[n], z[n]) == solver.algebra.Number(0)
    return solver, x, m, {row: x}


def test_a_bounded_row_is_a_projection() -> None:
    solver, x, m, matches = one_row(lambda _, x, z: x - z)
    for place in OFFERED:
        x.lo[place], x.up[place] = 1.0, 2.0
    solver.run(m, matches)
    assert solver.levels(x) == pytest.approx(PROJECTED, abs=1e-9)


def test_a_row_without_root_is_refused() -> None:
    solver, _, m, matches = one_row(lambda algebra, x, z: algebra.math.exp(x) + z * z)
    with pytest.raises(RuntimeError, match="residual"):
        solver.run(m, matches)
