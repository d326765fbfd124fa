"""Roots of many monotone functions at once, each inside its own bracket.

The method is Chandrupatla's (Advances in Engineering Software 28, 1997): inverse quadratic interpolation
where it is safe, bisection elsewhere, so that a bracket always shrinks, at kinks too.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import numpy.typing as npt

from footwall.storage.model import FloatArray

Subset = npt.NDArray[np.intp]
Function = Callable[[FloatArray, Subset], FloatArray]
"""Values at places x (m,) of the functions numbered ``subset`` (m,)."""

MOST_STEPS = 120
WIDTH = 4e-16


def bracketed_root(function: Function, low: FloatArray, high: FloatArray, width: float = WIDTH) -> FloatArray:
    """Places (n,) between ``low`` and ``high`` at which ``function`` is zero.

    The signs at both ends must differ (zero counts as either); the bracket shrinks to about ``width``
    times one plus the root.
    """
    everywhere = np.arange(low.size)
    a, b = low.astype(np.float64), high.astype(np.float64)
    fa, fb = function(a, everywhere), function(b, everywhere)
    root = np.where(np.abs(fa) < np.abs(fb), a, b)
    c, fc, share = a.copy(), fa.copy(), np.full(low.size, 0.5)
    open_ = np.flatnonzero((fa != 0.0) & (fb != 0.0))
    a, b, c, fa, fb, fc, share = (values[open_] for values in (a, b, c, fa, fb, fc, share))
    for _ in range(MOST_STEPS):
        if not open_.size:
            break
        x = a + share * (b - a)
        fx = function(x, open_)
        same = (fx > 0.0) == (fa > 0.0)
        c, fc = np.where(same, a, b), np.where(same, fa, fb)
        b, fb = np.where(same, b, a), np.where(same, fb, fa)
        a, fa = x, fx
        best = np.abs(fa) < np.abs(fb)
        root[open_] = np.where(best, a, b)
        span = np.abs(b - a)
        least = width * (1.0 + np.abs(root[open_])) / np.where(span > 0.0, span, 1.0)
        share = _next_share((a, b, c), (fa, fb, fc), np.minimum(least, 0.5))
        going = (fa != 0.0) & (fb != 0.0) & (least < 0.5) & (span > 0.0)
        if not going.all():
            open_ = open_[going]
            a, b, c, fa, fb, fc, share = (values[going] for values in (a, b, c, fa, fb, fc, share))
    return root


def _next_share(
    places: tuple[FloatArray, FloatArray, FloatArray],
    values: tuple[FloatArray, FloatArray, FloatArray],
    least: FloatArray,
) -> FloatArray:
    """Where between a (0) and b (1) to look next."""
    (a, b, c), (fa, fb, fc) = places, values
    with np.errstate(divide="ignore", invalid="ignore"):
        xi, phi = (a - b) / (c - b), (fa - fb) / (fc - fb)
        quadratic = (phi * phi < xi) & ((1.0 - phi) ** 2 < 1.0 - xi)
        share = fa / (fb - fa) * fc / (fb - fc) + (c - a) / (b - a) * fa / (fc - fa) * fb / (fc - fb)
    share = np.where(quadratic & np.isfinite(share), share, 0.5)
    return np.clip(share, least, 1.0 - least)
