"""The twin's equations solved by Ipopt through CasADi, both under open licences.

A complementarity  l ≤ x ≤ u ⊥ F(x)  is  F = v − w  with  x − l ≥ 0 ⊥ v ≥ 0  and  u − x ≥ 0 ⊥ w ≥ 0. Its
products are relaxed to τ, which falls to nearly nothing (Scholtes 2001); they are held equal to τ rather than
below it, so that every step is a square system with one solution. Each row then takes the side that it leans
to, and CasADi's Newton method solves what is left without τ. The natural residual of every row decides.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import Any

import casadi
import numpy as np
from numpy.typing import NDArray

from twin import indexed as algebra

__all__ = ["algebra", "levels", "run"]

Array = NDArray[np.float64]
ACCEPTED = 1e-8
"""Largest natural residual of a row, in units of its scale."""
FIRST_RELAXATIONS = (1.0, 1e-3, 0.3)
"""Where τ starts: a start may lead to a price at which nothing is bought; the next is tried then."""
LAST_RELAXATION = 1e-10
NEAREST_START = 1e-14
"""How near to its bounds Ipopt may take up an unknown: it goes on from the last relaxation."""
IPOPT = {
    "print_time": False,
    "ipopt.print_level": 0,
    "ipopt.sb": "yes",
    "ipopt.tol": 1e-11,
    "ipopt.max_iter": 150,
    "ipopt.bound_relax_factor": 0.0,
    "ipopt.bound_push": NEAREST_START,
    "ipopt.bound_frac": NEAREST_START,
}


@dataclass(frozen=True)
class Rows:
    """Rows ``f`` beside the unknowns ``x`` that they complement, with bounds and start."""

    f: Any
    x: Any
    low: Array
    high: Array
    start: Array
    value: Any

    @property
    def bounded(self) -> tuple[list[int], list[int]]:
        """Rows with a lower and with an upper bound."""
        return np.flatnonzero(np.isfinite(self.low)).tolist(), np.flatnonzero(np.isfinite(self.high)).tolist()

    def natural_residual(self, x: Array) -> Array:
        """|x − projection of x − F(x) on [l, u]| of each row."""
        value = np.array(self.value(x)).ravel()
        return np.asarray(np.abs(x - np.clip(x - value, self.low, self.high)))


def run(container: algebra.Container, matches: dict[Any, Any], accepted: float = ACCEPTED) -> float:
    """Seconds in the solvers. Raises RuntimeError if a row is left with more than ``accepted``."""
    places = [(unknown, key, row) for equation, unknown in matches.items() for key, row in equation.rows()]
    bounds = [(unknown.lo[key], unknown.up[key], unknown.l[key]) for unknown, key, _ in places]
    f = casadi.vertcat(*(row for _, _, row in places))
    x = casadi.vertcat(*(unknown.symbol[key] for unknown, key, _ in places))
    rows = Rows(f, x, *np.array(bounds).T, casadi.Function("rows", [x], [f]))
    relaxed, newton = _relaxed(rows), _newton(rows)
    began = time.perf_counter()
    found, worst = _from_any_start(rows, relaxed, newton, accepted)
    seconds = time.perf_counter() - began
    if not worst <= accepted:
        raise RuntimeError(f"Ipopt leaves a row with a residual of {worst:.1e}")
    for (unknown, key, _), value in zip(places, found, strict=True):
        unknown.l[key] = float(value)
    return seconds


def levels(unknown: algebra.Variable) -> Array:
    """An array over the domain of the unknown."""
    return np.array(list(unknown.l.values())).reshape([len(one.elements) for one in unknown.domain])


def _from_any_start(rows: Rows, relaxed: Any, newton: Any, accepted: float) -> tuple[Array, float]:
    """The solution with its largest residual, from the first start that leads to one."""
    found, worst = rows.start, np.inf
    for first in FIRST_RELAXATIONS:
        x, low, high = _follow(rows, relaxed, first)
        if not relaxed.stats()["success"]:
            continue
        bound = np.where(low, rows.low, np.where(high, rows.high, 0.0))
        found = np.array(newton(x, casadi.vertcat(low + high, bound))).ravel()
        worst = float(rows.natural_residual(found).max())
        if worst <= accepted:
            break
    return found, worst


def _relaxed(rows: Rows) -> Any:
    """Ipopt on unknowns (x, v, w) with parameter τ."""
    at_low, at_high = rows.bounded
    tau, v, w = casadi.SX.sym("tau"), casadi.SX.sym("v", len(at_low)), casadi.SX.sym("w", len(at_high))
    balance = casadi.SX(rows.f)
    if at_low:
        balance[at_low] -= v
    if at_high:
        balance[at_high] += w
    products = [
        (rows.x[at_low] - rows.low[at_low]) * v - tau,
        (rows.high[at_high] - rows.x[at_high]) * w - tau,
    ]
    unknowns, held = casadi.vertcat(rows.x, v, w), casadi.vertcat(balance, *products)
    assert unknowns.numel() == held.numel()
    problem = {"x": unknowns, "f": 0, "g": held, "p": tau}
    return casadi.nlpsol("relaxed", "ipopt", problem, IPOPT | {"hess_lag": _no_curvature(unknowns.numel())})


def _no_curvature(size: int) -> Any:
    """A square system without objective has multipliers of zero: second derivatives would do nothing."""
    read = [casadi.SX.sym(name, count) for name, count in (("x", size), ("p", 1), ("f", 1), ("g", size))]
    names = ["x", "p", "lam_f", "lam_g"]
    return casadi.Function("no_curvature", read, [casadi.SX(size, size)], names, ["triu_hess_gamma_x_x"])


def _follow(rows: Rows, relaxed: Any, tau: float) -> tuple[Array, Array, Array]:
    """The unknowns at the last τ, and which rows lean to their lower and upper bound (0 or 1)."""
    (at_low, at_high), size = rows.bounded, len(rows.low)
    room = np.minimum(np.sqrt(tau), (rows.high - rows.low) / 2)
    x = np.clip(rows.start, rows.low + room, rows.high - room)
    place = np.concatenate([x, tau / (x - rows.low)[at_low], tau / (rows.high - x)[at_high]])
    slacks = np.zeros(len(place) - size)
    lbx, ubx = np.concatenate([rows.low, slacks]), np.concatenate([rows.high, slacks + np.inf])
    while tau >= 0.99 * LAST_RELAXATION:
        place = np.array(relaxed(x0=place, lbx=lbx, ubx=ubx, lbg=0, ubg=0, p=tau)["x"]).ravel()
        if not relaxed.stats()["success"]:
            break
        tau *= 0.1
    x, v, w = np.split(place, [size, size + len(at_low)])
    low, high = np.zeros(size), np.zeros(size)
    low[at_low] = (x - rows.low)[at_low] < v
    high[at_high] = (rows.high - x)[at_high] < w
    return x, low, high


def _newton(rows: Rows) -> Any:
    """Newton's method on rows that stand at a bound (side 1) or at zero (side 0); parameters: side, bound."""
    size = len(rows.low)
    side, bound = casadi.SX.sym("side", size), casadi.SX.sym("bound", size)
    chosen = side * (rows.x - bound) + (1 - side) * rows.f
    system = {"x": rows.x, "p": casadi.vertcat(side, bound), "g": chosen}
    return casadi.rootfinder("newton", "newton", system, {"abstol": 1e-13, "error_on_fail": False})
