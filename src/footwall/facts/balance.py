"""Minimum relative-entropy adjustment of figures that must satisfy linear balances.

Solves

    minimise   Σ_k w_k (x_k ln(x_k / x0_k) − x_k + x0_k)
    subject to Σ_k A_rk x_k = b_r   (or ≥ b_r for the rows named in ``at_least``),   x > 0

where x0 are published figures and w their weights (Golan, Judge and Robinson 1994; RAS is the case of equal
weights and row and column totals, Bacharach 1970). To second order the objective is Σ w x0 (ln x/x0)²/2, the
weighted least log-adjustment. The dual is smooth and convex,

    minimise   Σ_k w_k x0_k exp((Aᵀλ)_k / w_k) − b·λ,     λ_r ≥ 0 on rows of ``at_least``,

and is solved by Newton's method in ``footwall.facts.entropy_dual``. The module knows no commodity and no
region. It refuses to return figures that miss a row: such balances raise ``CalibrationError`` and name it.

| grade     | standard deviation | weight 1/sd² |
|-----------|--------------------|--------------|
| measured  | 0.5 %              | 40 000       |
| reported  | 5 %                | 400          |
| estimated | 15 %               | 44.4         |
| assumed   | 40 %               | 6.25         |
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from footwall.errors import CalibrationError
from footwall.facts.entropy_dual import BoolArray, EntropyDual, FloatArray, descend

GRADE_DEVIATION: Mapping[str, float] = {
    "measured": 0.005,
    "reported": 0.05,
    "estimated": 0.15,
    "assumed": 0.40,
}
"""Relative standard deviation that a grade stands for."""

GRADE_WEIGHT: Mapping[str, float] = {grade: deviation**-2 for grade, deviation in GRADE_DEVIATION.items()}
"""Weight 1/sd² of a figure by its grade; ``inf`` (no grade) keeps a figure exactly."""

NEAR = 200.0
"""Logarithm of the adjustment beyond which figures are no longer called near the published ones."""
REPRESENTABLE = 700.0
"""Largest logarithm of an adjustment that floating-point numbers hold."""
_ACCEPTED = 1e-12


@dataclass(frozen=True)
class Adjusted:
    """Figures that meet their balances.

    ``values`` and ``ratio`` = values / start are shaped (figures,), ``multipliers`` (rows,). ``residual`` is
    the largest |A x − b| over Σ|A|x + |b| of a row; only violations count on rows of ``at_least``.
    """

    values: FloatArray
    ratio: FloatArray
    multipliers: FloatArray
    status: Literal["converged"]
    residual: float
    iterations: int


def minimum_relative_entropy(
    start: FloatArray,
    weights: FloatArray,
    matrix: FloatArray,
    target: FloatArray,
    row_names: Sequence[str],
    at_least: BoolArray | None = None,
    furthest: float = NEAR,
) -> Adjusted:
    """Adjust ``start`` (figures,) as little as possible so that ``matrix`` (rows, figures) meets ``target``.

    ``weights`` (figures,) are positive; ``inf`` keeps a figure. ``at_least`` (rows,) marks rows that need
    only be reached. Redundant rows are allowed. Scaling all weights, or a row with its target, changes
    nothing. Raises ``CalibrationError`` naming the row that cannot be met, or cannot be met with every figure
    within ``furthest`` of its start in logarithm.
    """
    _refuse_bad_shapes(start, weights, matrix, target, row_names)
    inequality = np.zeros(target.size, dtype=bool) if at_least is None else at_least
    row_scale = np.abs(matrix) @ start + np.abs(target)
    row_scale[row_scale == 0.0] = 1.0
    finite = weights[np.isfinite(weights)]
    weight_scale = float(np.exp(np.mean(np.log(finite)))) if finite.size else 1.0
    dual = EntropyDual(start, weights / weight_scale, matrix / row_scale[:, None], target / row_scale)
    multipliers, residuals, iterations = descend(dual, inequality, furthest)
    residual = float(residuals.max(initial=0.0))
    if not residual <= _ACCEPTED:
        raise CalibrationError(_why_infeasible(residuals, row_names))
    values = dual.figures(multipliers)
    scaled = multipliers * weight_scale / row_scale
    return Adjusted(values, values / start, scaled, "converged", residual, iterations)


def _refuse_bad_shapes(
    start: FloatArray,
    weights: FloatArray,
    matrix: FloatArray,
    target: FloatArray,
    row_names: Sequence[str],
) -> None:
    if (
        matrix.shape != (target.size, start.size)
        or weights.shape != start.shape
        or len(row_names) != target.size
    ):
        raise ValueError(
            f"shapes do not agree: matrix {matrix.shape}, start {start.shape}, weights {weights.shape}, "
            f"target {target.shape}, {len(row_names)} row names"
        )
    if not (np.all(np.isfinite(start)) and np.all(start > 0.0) and np.all(weights > 0.0)):
        raise ValueError("every figure must be finite and positive, every weight positive")


def _why_infeasible(residuals: FloatArray, row_names: Sequence[str]) -> str:
    worst = np.argsort(-residuals, kind="stable")[:3]
    rows = "; ".join(
        f"{row_names[row]} (off by {residuals[row]:.1%})" for row in worst if residuals[row] > _ACCEPTED
    )
    return (
        f"No figures near the published ones meet these balances together: {rows}. "
        "Check the rows of the facts behind them: a total may exceed all that can supply or use it, "
        "or a figure that is kept may contradict another."
    )
