"""Homogeneous spatial equilibrium with a minimum import price, as complementarity conditions.

Takayama and Judge (1964): x_ij ≥ 0 ⊥ p_i + c_ij + L_ij − P_j ≥ 0; the levy L_ij ≥ 0 ⊥ p_i + c_ij + L_ij −
F_ij ≥ 0; supply and demand prices are linear in quantities; each node balances.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


@dataclass(frozen=True)
class SpatialSolution:
    price: Array
    flow: Array
    levy: Array


def solve_spatial(
    supply: tuple[Array, Array], demand: tuple[Array, Array], freight: Array, floor: Array, solver: Any
) -> SpatialSolution:
    """``supply`` and ``demand`` are (intercepts, slopes); ``floor`` is 0 where none applies.

    ``solver`` is the module ``by_path`` or ``by_ipopt``.
    """
    gp = solver.algebra
    m = gp.Container()
    count = len(supply[0])
    names = [str(n) for n in range(count)]
    i = m.addSet("i", records=names)
    j = m.addAlias("j", i)

    def data(name: str, values: Array) -> Any:
        return m.addParameter(name, domain=[i, j][: values.ndim], records=values)

    b, e = data("supply_intercept", supply[0]), data("supply_slope", supply[1])
    a, d = data("demand_intercept", demand[0]), data("demand_slope", demand[1])
    cost, minimum = data("freight", freight), data("minimum", floor)
    covered = m.addSet(
        "covered", domain=[i, j], records=[(names[x], names[y]) for x, y in np.argwhere(floor > 0)]
    )
    p, x = m.addVariable("p", "positive", i), m.addVariable("x", "positive", [i, j])
    levy = m.addVariable("levy", "positive", [i, j])
    made = gp.Sum(j, x[i, j])
    node = m.addEquation("node", domain=i, type="nonbinding")
    node[i] = p[i] - b[i] - e[i] * made == gp.Number(0)
    arbitrage = m.addEquation("arbitrage", domain=[i, j], type="nonbinding")
    ii = m.addAlias("ii", i)
    buyers = a[j] - d[j] * gp.Sum(ii, x[ii, j])
    landed = p[i] + cost[i, j] + levy[i, j].where[covered[i, j]]
    arbitrage[i, j] = landed - buyers == gp.Number(0)
    matches = {node: p, arbitrage: x}
    if (floor > 0).any():
        border = m.addEquation("border", domain=[i, j], type="nonbinding")
        border[covered[i, j]] = p[i] + cost[i, j] + levy[i, j] - minimum[i, j] == gp.Number(0)
        matches[border] = levy
    p.l[i] = 20
    solver.run(m, matches, 1e-12)
    return SpatialSolution(solver.levels(p), solver.levels(x), solver.levels(levy) * (floor > 0))
