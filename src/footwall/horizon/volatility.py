"""Yearly log volatility of revenue where a floor or a guarantee cuts the left tail of the price.

With z standard normal the price is X = p·exp(σz) and the revenue of a tonne, a share φ of it covered,

    R = φ·max(X, F) + (1−φ)·X,     σ_R = sd(ln R).

| symbol | argument | unit |
|---|---|---|
| p | ``price`` | USD/t |
| σ | ``sigma`` | sd of the yearly log change of the price |
| F | ``floor`` | USD/t; 0 where there is none |
| φ | ``covered`` | share of the tonnes |

Above the kink a = ln(F/p)/σ the moments are those of a truncated normal (Johnson, Kotz and Balakrishnan
1994, section 13.10); below it ln R is smooth and is integrated by Gauss-Legendre.
"""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.typing import ArrayLike, NDArray

from footwall.horizon.appraisal_error import AppraisalError

FloatArray = NDArray[np.float64]
NODES = 96
"""Gauss-Legendre nodes below the kink: the integral is exact to 1e-10."""
REACH = 10.0
"""Standard deviations beyond which the normal density counts for nothing."""


def floored_volatility(
    sigma: ArrayLike, price: ArrayLike, floor: ArrayLike, covered: ArrayLike = 1.0
) -> FloatArray:
    """σ_R, arguments broadcast against each other; σ exactly where nothing is guaranteed.

    Raises AppraisalError for a price not above 0, a floor or σ below 0, or a share outside [0, 1].
    """
    s, p, f, c = np.broadcast_arrays(
        *(np.asarray(item, dtype=np.float64) for item in (sigma, price, floor, covered))
    )
    if not (np.all(s >= 0.0) and np.all(p > 0.0) and np.all(f >= 0.0) and np.all((c >= 0.0) & (c <= 1.0))):
        raise AppraisalError(
            "volatility of revenue",
            f"σ from {s.min():g}, price from {p.min():g}, floor from {f.min():g}, share from {c.min():g} to "
            f"{c.max():g}",
            "σ and floor from 0, a price above 0, a share from 0 to 1",
            "Give prices and floors in one unit, and σ of yearly log changes.",
        )
    moves = (s > 0.0) & (f > p * np.exp(-REACH * s)) & (c > 0.0)
    result = s.copy()
    if np.any(moves):
        result[moves] = _cut(s[moves], np.log(f[moves] / p[moves]), c[moves])
    return result


def _cut(sigma: FloatArray, gap: FloatArray, covered: FloatArray) -> FloatArray:
    """σ_R of (n,) floors that lie ``gap`` in logs above the price."""
    from scipy.special import ndtr

    kink = gap / sigma
    density = np.exp(-0.5 * np.minimum(kink**2, 1e4)) / np.sqrt(2.0 * np.pi)
    above = ndtr(-kink)
    # Moments of ln R about the floor's own level: subtracting equals keeps digits where F is far above p.
    first = sigma * density - gap * above
    second = (sigma**2 + gap**2) * above - sigma * gap * density
    nodes, weights = _quadrature()
    top = np.clip(kink, -REACH, REACH)[:, None]
    half = 0.5 * (top + REACH)
    z = half * (nodes + 1.0) - REACH
    with np.errstate(divide="ignore"):
        uncovered = np.log1p(-covered[:, None])
    level = np.logaddexp(np.log(covered[:, None]), uncovered + sigma[:, None] * z - gap[:, None])
    mass = half * weights * np.exp(-0.5 * z**2) / np.sqrt(2.0 * np.pi)
    first += (mass * level).sum(axis=1)
    second += (mass * level**2).sum(axis=1)
    spread: FloatArray = np.sqrt(np.maximum(second - first**2, 0.0))
    return spread


@cache
def _quadrature() -> tuple[FloatArray, FloatArray]:
    """Nodes in (−1, 1) and weights."""
    nodes, weights = np.polynomial.legendre.leggauss(NODES)
    return nodes, weights


def blended_volatility(guarded: ArrayLike, bare: ArrayLike, credibility: ArrayLike) -> FloatArray:
    """sqrt(c·σ_g² + (1−c)·σ²): the volatility that an investor expects who believes in a floor by ``c``.

    Only the spread inside each state counts. The jump from one to the other is the repeal: the expected
    margin charges it, and a risk is charged once.
    """
    c = np.asarray(credibility, dtype=np.float64)
    if not np.all((c >= 0.0) & (c <= 1.0)):
        raise AppraisalError(
            "credibility", f"{c.min():g} to {c.max():g}", "a share from 0 to 1", "1 is certain to stay."
        )
    inside, outside = (np.asarray(item, dtype=np.float64) for item in (guarded, bare))
    blended: FloatArray = np.sqrt(c * inside**2 + (1.0 - c) * outside**2)
    return blended


def credibility(hazard: ArrayLike, rate: float) -> FloatArray:
    """r/(r+h): share of the discounted years to come in which a rulebook of hazard ``h`` a year stands."""
    h = np.asarray(hazard, dtype=np.float64)
    if not (rate > 0.0 and np.all((h >= 0.0) & (h <= 1.0))):
        raise AppraisalError(
            "hazard of repeal",
            f"{h.min():g} to {h.max():g} at a rate of {rate:g}",
            "shares a year from 0 to 1 and a rate above 0",
            "A hazard of 0.1 repeals one rulebook in ten a year.",
        )
    stands: FloatArray = rate / (rate + h)
    return stands
